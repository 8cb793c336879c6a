"""Documents as PDF: A4, page after page; each carries the code by which anybody can check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from sycee.insight.paper._glyphs import fitted, measure, printable, runs, width, wrapped
from sycee.insight.paper._table import written
from sycee.kit.money import Money
from sycee.kit.words import Locale, words

_WIDE, _TALL = 595, 842
_LEFT, _RIGHT, _TOP, _FOOT = 44, 551, 794, 84
_INK, _INK3, _LINE, _SILVER, _SEAL = 0x12181B, 0x5A6870, 0xD6DDDF, 0xE6EBEC, 0xAF3222
_BODY, _SMALL, _ROW, _QR = 9, 8, 17, 62

_CODE = words(zh="验证码", en="Code")
_CHECK = words(
    zh="核验真伪：打开 {where} 输入验证码，或扫描首页二维码",
    en="To check it, open {where} and type the code, or scan the first page",
)
_PAGE = words(zh="第 {page} 页", en="page {page}")
_MADE = words(zh="制作时间 {at}（北京时间）", en="made {at} (Beijing time)")
_DEMO = words(zh="演示银行，不是真实的金融机构", en="A bank for demonstration, not a real institution")


@dataclass(frozen=True, slots=True)
class Face:
    """What every page shows: title, when it was made, the code, and where it is checked (the bank's address)."""

    title: str
    made_at: datetime
    code: str
    where: str
    locale: Locale


@dataclass(frozen=True, slots=True)
class Side:
    """A column of a table: its title, how wide it is in points, and whether it stands to the right."""

    title: str
    wide: int
    right: bool = False


def figure(money: Money) -> str:
    """A sum as it is printed: `-12,345.67`."""
    whole, point, part = money.major.partition(".")
    sign, digits = whole[:1] if whole.startswith("-") else "", whole.lstrip("-")
    return f"{sign}{int(digits):,}{point}{part}"


def _rgb(colour: int) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    return (colour >> 16) / 255, (colour >> 8 & 255) / 255, (colour & 255) / 255


class Sheet:
    """Draws a document from top to bottom; a page that is full begins the next one."""

    def __init__(self, face: Face) -> None:
        # A quarter of a second of start-up that only a document needs, here and below.
        from reportlab.pdfgen.canvas import Canvas

        measure()
        self._face, self._out, self._page = face, BytesIO(), 1
        # Without the moment of drawing in it: what is drawn alike is the same to the last bit.
        self._draw = Canvas(self._out, pagesize=(_WIDE, _TALL), invariant=1)
        self._draw.setTitle(printable(face.title))
        self._draw.setAuthor("Sycee")
        self._head()

    def facts(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Labels and what they say, a line each."""
        for label, value in pairs:
            self._room(15)
            self._text(_LEFT, self._y, label, _BODY, ink=_INK3)
            self._text(_LEFT + 74, self._y, fitted(printable(value), _BODY, 340), _BODY)
            self._y -= 15
        self._y -= 6

    def heading(self, text: str) -> None:
        """A title within the document."""
        self._room(90)  # never at the foot of a page without what it is the title of
        self._y -= 10
        self._text(_LEFT, self._y, text, 12, bold=True)
        self._y -= 18

    def says(self, text: str, *, ink3: bool = False) -> None:
        """A sentence, in as many lines as it takes."""
        for line in wrapped(printable(text), _BODY, _RIGHT - _LEFT):
            self._room(14)
            self._text(_LEFT, self._y, line, _BODY, ink=_INK3 if ink3 else _INK)
            self._y -= 14
        self._y -= 3

    def table(self, sides: Sequence[Side], rows: Sequence[Sequence[str]], *, bold_last: bool = False) -> None:
        """A table; its titles stand again on every page."""
        self._room(_ROW * 2)
        self._titles(sides)
        for number, row in enumerate(rows, 1):
            if self._y < _FOOT + _ROW:
                self._turn()
                self._titles(sides)
            self._row(sides, row, bold=bold_last and number == len(rows))
        self._y -= 8

    def done(self) -> bytes:
        """The file."""
        self._foot()
        self._draw.save()
        return self._out.getvalue()

    def _head(self) -> None:
        self._y = _TOP
        self._text(_LEFT, self._y, "元宝 Sycee", 11, bold=True)
        self._draw.setFillColorRGB(*_rgb(_SEAL))
        self._draw.rect(_LEFT - 12, self._y - 1, 5, 10, stroke=0, fill=1)
        if self._page == 1:
            self._y -= 34
            self._text(_LEFT, self._y, printable(self._face.title), 18)
            self._qr()
            self._y -= 14
        else:
            self._text(_RIGHT, self._y, printable(self._face.title), _SMALL, right=True, ink=_INK3)
            self._y -= 10
        self._draw.setStrokeColorRGB(*_rgb(_INK))
        for thick, down in ((1.6, 0), (0.4, 3)):
            self._draw.setLineWidth(thick)
            self._draw.line(_LEFT, self._y - down, _RIGHT, self._y - down)
        self._y -= 24

    def _qr(self) -> None:
        from reportlab.graphics import renderPDF
        from reportlab.graphics.barcode.qr import QrCodeWidget
        from reportlab.graphics.shapes import Drawing

        code = QrCodeWidget(f"{self._face.where}#{self._face.code}", barLevel="M", barBorder=0)
        left, foot, right, top = code.getBounds()
        drawing = Drawing(_QR, _QR, transform=[_QR / (right - left), 0, 0, _QR / (top - foot), 0, 0])
        drawing.add(code)
        renderPDF.draw(drawing, self._draw, _RIGHT - _QR, _TOP - 44)

    def _foot(self) -> None:
        say = self._face.locale
        self._draw.setStrokeColorRGB(*_rgb(_LINE))
        self._draw.setLineWidth(0.6)
        self._draw.line(_LEFT, 66, _RIGHT, 66)
        self._text(_LEFT, 52, f"{_CODE.say(say)}  {self._face.code}", 10, bold=True)
        self._text(_RIGHT, 52, _PAGE.say(say, page=self._page), _SMALL, right=True, ink=_INK3)
        self._text(_LEFT, 38, _CHECK.say(say, where=self._face.where), _SMALL, ink=_INK3)
        self._text(_LEFT, 26, _MADE.say(say, at=written(self._face.made_at)), _SMALL, ink=_INK3)
        self._text(_RIGHT, 26, _DEMO.say(say), _SMALL, right=True, ink=_INK3)

    def _turn(self) -> None:
        self._foot()
        self._draw.showPage()
        self._page += 1
        self._head()

    def _room(self, points: int) -> None:
        if self._y < _FOOT + points:
            self._turn()

    def _titles(self, sides: Sequence[Side]) -> None:
        self._draw.setFillColorRGB(*_rgb(_SILVER))
        self._draw.rect(_LEFT - 4, self._y - 5, _RIGHT - _LEFT + 8, _ROW - 1, stroke=0, fill=1)
        self._cells(sides, [side.title for side in sides], ink=_INK3)
        self._y -= _ROW

    def _row(self, sides: Sequence[Side], row: Sequence[str], *, bold: bool) -> None:
        self._cells(sides, row, bold=bold)
        self._draw.setStrokeColorRGB(*_rgb(_LINE))
        self._draw.setLineWidth(0.4)
        self._draw.line(_LEFT, self._y - 5, _RIGHT, self._y - 5)
        self._y -= _ROW

    def _cells(self, sides: Sequence[Side], row: Sequence[str], *, bold: bool = False, ink: int = _INK) -> None:
        at = _LEFT
        for side, cell in zip(sides, row, strict=True):
            # Sums are never cut: their columns are as wide as the largest that the bank keeps.
            text = cell if side.right else fitted(printable(cell), _SMALL, side.wide - 6)
            place = at + side.wide if side.right else at
            self._text(place, self._y, text, _SMALL, right=side.right, bold=bold, ink=ink)
            at += side.wide

    def _text(
        self, x: int, y: int, text: str, size: int, *, right: bool = False, bold: bool = False, ink: int = _INK
    ) -> None:
        place = x - width(text, size, bold=bold) / 1000 if right else x
        self._draw.setFillColorRGB(*_rgb(ink))
        for piece, face in runs(text, bold=bold):
            self._draw.setFont(face, size)
            self._draw.drawString(place, y, piece)
            place += width(piece, size, bold=bold) / 1000
