"""The totals that a file states about itself, in words or as a row, beside what its rows come to."""

import re
from collections.abc import Sequence

from sycee.insight.book._statement._amount import amount
from sycee.insight.book._statement._currency import NAMED, currency
from sycee.insight.book._statement._habits import Habits
from sycee.insight.book._statement._part import Claim, Of
from sycee.kit.words import Words

_ROWS = re.compile(r"共\s*[:：]?\s*(?P<count>[0-9]{1,9})\s*[笔条]")
_WORDS = re.compile(
    r"(?<!待)(?P<of>不计收支|中性交易|收入|支出)(?:合计|总额|总金额|总计)?\s*[:：]\s*(?:(?P<count>[0-9]{1,9})\s*笔(?:\([^()]*\)|（[^（）]*）)?[\s,，]*)?"
    r"(?:¥|￥)?(?P<amount>[0-9][0-9,]*(?:\.[0-9]+)?)\s*元?"
)
_OF: dict[str, Of] = {"不计收支": "neutral", "中性交易": "neutral", "收入": "in", "支出": "out"}
_TOTAL_ROW = re.compile(r".{0,12}(?:合计|总计|小计|汇总|总额).{0,6}|(?:grand |sub)?totals?.{0,6}", re.IGNORECASE)


def is_total_row(cells: Sequence[str]) -> bool:
    """Whether the record is a row of sums under the columns."""
    first = next((cell for cell in cells if cell), "")
    return bool(_TOTAL_ROW.fullmatch(first))


def claims_in_words(line: int, cells: Sequence[str], asset: str) -> list[Claim]:
    """Totals in a sentence of the preamble or footer: 共26笔记录, 收入：1笔 28.50元."""
    text = " ".join(cell for cell in cells if cell)
    rows = [Claim(line, "rows", None, int(found["count"]), None) for found in _ROWS.finditer(text)]
    return rows + [_claim(line, found, asset) for found in _WORDS.finditer(text)]


def _claim(line: int, found: re.Match[str], asset: str) -> Claim:
    count = int(found["count"]) if found["count"] else None
    return Claim(line, _OF[found["of"]], asset, count, _minor(found["amount"], asset, False))


def claims_in_row(line: int, cells: Sequence[str], habits: Habits) -> list[Claim]:
    """Totals as a row: the sums stand under the columns of money in and out."""
    first = next(cell for cell in cells if cell)
    named = NAMED.search(first)
    asset = (currency(named[0]) if named else None) or habits.asset
    sides: tuple[tuple[Of, str], ...] = (("in", "income"), ("out", "expense"))
    found = [(of, _under(cells, habits, meaning, asset)) for of, meaning in sides]
    return [Claim(line, of, asset, None, minor) for of, minor in found if minor is not None]


def _under(cells: Sequence[str], habits: Habits, meaning: str, asset: str) -> int | None:
    places = habits.layout.places.get(f"booked_{meaning}", ()) + habits.layout.places.get(meaning, ())
    written = next((cells[index] for index in places if index < len(cells) and cells[index]), "")
    return _minor(written, asset, habits.comma) if written else None


def _minor(written: str, asset: str, comma: bool) -> int | None:
    read = amount(written, asset, comma=comma)
    return None if isinstance(read, Words) else abs(read.minor)
