"""OFX 1 (SGML) and 2 (XML), by the standard parser of tags: it knows no entity that a file could declare."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser
from typing import BinaryIO

from sycee.insight.book._statement._amount import amount
from sycee.insight.book._statement._currency import currency
from sycee.insight.book._statement._decode import decoded, text
from sycee.insight.book._statement._fingerprint import Fingerprints
from sycee.insight.book._statement._html import feed
from sycee.insight.book._statement._message import Said, row
from sycee.insight.book._statement._part import Notes, Part
from sycee.insight.book._statement._shape import Institution, Row, Unreadable
from sycee.kit.words import Words, words

_PIECE = 1 << 16
_LEAF_MAX = 2_000
_LEAVES_MAX = 200
_DAY = re.compile(
    r"(?P<day>[0-9]{8})(?P<clock>[0-9]{4,6})?(?:\.[0-9]+)?\s*(?:\[(?P<offset>[+-]?[0-9]{1,2}(?:\.[0-9]{1,2})?)(?::[^\]]*)?\])?"
)
_CHINA = timezone(timedelta(hours=8))
_NO_DATE = words(zh="没有日期", en="There is no date")
_NO_AMOUNT = words(zh="没有金额", en="There is no amount")


def parts_of_ofx(file: BinaryIO) -> Iterator[Part]:
    """All accounts of the file, as one part: each row says its account."""
    encoding = next(decoded(file, "cp1252"))
    with text(file, encoding) as said:
        start = said.read(65_536)
    if "<!doctype" in start.lower() or "<!entity" in start.lower():
        raise Unreadable("文件里有实体声明，不是账单", "The file declares entities, which no statement does")
    org = re.search(r"<ORG>\s*([^<\r\n]{1,60})", start, re.IGNORECASE)
    name = (org[1] if org else "").strip()
    notes = Notes()
    rows = _rows(file, encoding, notes)
    version = "ofx1" if start.lstrip("\ufeff \r\n").upper().startswith("OFXHEADER") else "ofx2"
    yield Part(form=version, institution=Institution("", name, name), rows=rows, notes=notes)


def _rows(file: BinaryIO, encoding: str, notes: Notes) -> Iterator[Row]:
    tags, prints = _Tags(), Fingerprints()
    with text(file, encoding) as said:
        while piece := said.read(_PIECE):
            feed(tags, piece)
            yield from _taken(tags, notes, prints)
    feed(tags)
    tags.end_entry(cut=True)
    yield from _taken(tags, notes, prints)


def _taken(tags: "_Tags", notes: Notes, prints: Fingerprints) -> Iterator[Row]:
    entries, tags.entries = tags.entries, []
    for line, leaves, cut in entries:
        said = _said(line, leaves) if not cut else words(zh="文件在这一笔断了", en="The file breaks off in this entry")
        if isinstance(said, Words):
            notes.skip(line, said)
        else:
            yield row(said, prints)


class _Tags(HTMLParser):
    """Leaves of each transaction, and those around it that say whose account it is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.entries: list[tuple[int, dict[str, str], bool]] = []
        self._around: dict[str, str] = {}
        self._entry: dict[str, str] | None = None
        self._line = 0
        self._leaf = ""
        self._above = ""

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag in ("stmtrs", "ccstmtrs", "invstmtrs"):
            self._around = {}
        elif tag == "stmttrn":
            self.end_entry()
            self._entry, self._line = {}, self.getpos()[0]
        elif tag in ("bankacctto", "ccacctto", "bankacctfrom", "ccacctfrom", "payee", "currency", "origcurrency"):
            self._above = tag
        self._leaf = tag

    def handle_endtag(self, tag: str) -> None:
        if tag in ("stmttrn", "banktranlist"):
            self.end_entry()
        if tag == self._above:
            self._above = ""
        self._leaf = ""

    def handle_data(self, data: str) -> None:
        into = self._around if self._entry is None else self._entry
        if self._leaf and data.strip() and len(into) < _LEAVES_MAX:
            key = f"{self._above}.{self._leaf}" if self._above and self._leaf != "name" else self._leaf
            into[key] = (into.get(key, "") + data)[:_LEAF_MAX]

    def end_entry(self, *, cut: bool = False) -> None:
        """The transaction under way is whole; or `cut`, when the file ends in it."""
        if self._entry is not None:
            self.entries.append((self._line, self._around | self._entry, cut))
        self._entry = None


def _said(line: int, leaves: dict[str, str]) -> Said | Words:
    told = {key: value.strip() for key, value in leaves.items()}
    at = _moment(told.get("dtuser") or told.get("dtposted") or "")
    if at is None:
        return words(zh="日期读不懂", en="The date cannot be read") if told.get("dtposted") else _NO_DATE
    written, asset = told.get("trnamt", ""), told.get("currency.cursym") or told.get("curdef") or ""
    if not written:
        return _NO_AMOUNT
    read = amount(written, currency(asset) or asset[:10] or "?", comma="," in written and "." not in written)
    if isinstance(read, Words):
        return read
    booked = _moment(told.get("dtposted", ""))
    account = told.get("bankacctfrom.acctid") or told.get("ccacctfrom.acctid") or told.get("acctid") or ""
    return Said(
        line=line,
        at=at[0],
        date_only=at[1],
        minor=read.minor,
        asset=read.asset,
        account=account,
        booked_on=booked[0].date() if booked else None,
        counterparty=told.get("name", ""),
        counter_account=told.get("bankacctto.acctid", ""),
        text=told.get("memo", ""),
        kind=told.get("trntype", ""),
        order=told.get("fitid", ""),
    )


def _moment(written: str) -> tuple[datetime, bool] | None:
    """The moment, and whether it is a day alone. A stated offset is brought to China's clock."""
    found = _DAY.match(written)
    if not found:
        return None
    clock = (found["clock"] or "").ljust(6, "0")[:6]
    try:
        at = datetime.strptime(found["day"] + clock, "%Y%m%d%H%M%S")
        if found["offset"] and found["clock"]:
            hours, _, part = found["offset"].partition(".")
            minutes = int(part.ljust(2, "0")) * 60 // 100 * (-1 if hours.startswith("-") else 1)
            away = timezone(timedelta(hours=int(hours), minutes=minutes)) if found["offset"] != "0" else UTC
            at = at.replace(tzinfo=away).astimezone(_CHINA).replace(tzinfo=None)
        return (at, not found["clock"] or clock == "000000") if 1970 <= at.year <= 2100 else None
    except (ValueError, OverflowError):
        return None
