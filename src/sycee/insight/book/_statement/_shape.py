"""What a statement file says, once read: plain values, no database, no money moved."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, NamedTuple

import msgspec

from sycee.kit.words import Words, words

Direction = Literal["in", "out", "neutral"]
State = Literal["done", "pending", "closed"]


class Unreadable(ValueError):
    """The whole file is refused, in one sentence."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.why = words(zh=zh, en=en)


class Locked(Unreadable):
    """The archive needs a password, or another one."""


class Unclear(Unreadable):
    """The file is a table, but something has to be asked: `columns`, or which part of a day comes first (`days`)."""

    def __init__(self, zh: str, en: str, *, asks: Literal["columns", "days"]) -> None:
        super().__init__(zh, en)
        self.asks = asks


class Skipped(NamedTuple):
    """A line of the file that looked like an entry and was not taken. `place`: its sheet, or its file in an archive."""

    line: int
    why: Words
    place: str = ""


class Institution(NamedTuple):
    """Who wrote the file. `key` is empty when nobody known was recognised."""

    key: str
    zh: str
    en: str


class Column(NamedTuple):
    """One column of the file and what it was taken to mean (None: kept, not understood)."""

    header: str
    meaning: str | None


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One entry of the file. Amounts in minor units, + money in, − money out.

    `amount_minor` is what the row says; `counted_minor` is what it adds to income (+) or expense (−):
    0 for neutral and closed rows, less the refunded part where the row names one.
    """

    line: int
    at: datetime
    date_only: bool
    booked_on: date | None
    amount_minor: int
    counted_minor: int
    asset: str
    balance_minor: int | None
    direction: Direction
    state: State
    counterparty: str
    counter_account: str
    text: str
    kind: str
    status: str
    order: str
    method: str
    account: str
    more: tuple[tuple[str, str], ...]
    fingerprint: str


class Declared(NamedTuple):
    """A total that the file states about itself, beside what its rows come to.

    `asset` is None for a bare count of rows. A part that the file does not state is None. `balance`: what the file says
    is there at the end, beside what was there at the beginning and its rows.
    """

    line: int
    of: Literal["rows", "in", "out", "neutral", "balance"]
    asset: str | None
    rows: int | None
    amount_minor: int | None
    found_rows: int
    found_minor: int

    @property
    def agrees(self) -> bool:
        return self.rows in (None, self.found_rows) and self.amount_minor in (None, self.found_minor)


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """A file, read. `rows` in the file's order; `account` as the file names it."""

    format: str
    institution: Institution
    account: str | None
    assets: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...]
    declared: tuple[Declared, ...]

    @property
    def agrees(self) -> bool | None:
        """Whether the rows come to the file's own totals; None when it states none."""
        return all(total.agrees for total in self.declared) if self.declared else None

    @property
    def income(self) -> dict[str, int]:
        """Money in per asset, minor units, ≥ 0."""
        return _sum(row for row in self.rows if row.direction == "in")

    @property
    def expense(self) -> dict[str, int]:
        """Money out per asset, minor units, ≥ 0."""
        return {asset: -minor for asset, minor in _sum(r for r in self.rows if r.direction == "out").items()}


def _sum(rows: Iterable[Row]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.asset] = sums.get(row.asset, 0) + row.counted_minor
    return sums
