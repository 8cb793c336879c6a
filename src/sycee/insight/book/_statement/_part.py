"""One account's table or message within a file, read as its rows are taken: nothing of it is held."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from sycee.insight.book._statement._shape import Column, Declared, Institution, Row, Skipped
from sycee.kit.words import Words

SKIPPED_KEPT = 1_000

Of = Literal["rows", "in", "out", "neutral", "balance"]


class Claim(NamedTuple):
    """One total as the file states it."""

    line: int
    of: Of
    asset: str | None
    rows: int | None
    minor: int | None


class Tally:
    """What the rows that were taken come to."""

    def __init__(self) -> None:
        self.rows = 0
        self._sums: dict[tuple[str, str], list[int]] = {}

    def add(self, row: Row) -> None:
        """Count a row: a closed order counts in neither sum."""
        self.rows += 1
        sums = self._sums.setdefault((row.direction, row.asset), [0, 0, 0, 0])
        sums[0] += 1
        sums[1] += abs(row.amount_minor)
        if row.state != "closed":
            sums[2] += 1
            sums[3] += row.counted_minor

    def of(self, claim: Claim) -> tuple[int, int]:
        """What is beside the claim: rows and their sum."""
        if claim.of == "rows":
            return self.rows, 0
        every, moved, live, counted = self._sums.get((claim.of, claim.asset or ""), (0, 0, 0, 0))
        return (every, moved) if claim.of == "neutral" else (live, abs(counted))

    def summed(self, direction: Literal["in", "out"]) -> dict[str, int]:
        """Money in, or out, per asset, in minor units; what was given back of it is taken off."""
        sign = 1 if direction == "in" else -1
        return {asset: sign * sums[3] for (way, asset), sums in self._sums.items() if way == direction}


class Notes:
    """What a reading has to say besides its rows. Of many skipped lines the first are kept; all are counted."""

    def __init__(self, place: str = "") -> None:
        self.place = place
        self.skipped: list[Skipped] = []
        self.skipped_count = 0
        self.repeated = 0
        self.claims: list[Claim] = []
        self.stated: list[Declared] = []
        self.tally = Tally()

    def skip(self, line: int, why: Words) -> None:
        """A line that was not taken."""
        self.skipped_count += 1
        if len(self.skipped) < SKIPPED_KEPT:
            self.skipped.append(Skipped(line, why, self.place))

    def declared(self) -> list[Declared]:
        """The totals that the file states, beside what its rows come to; complete once all of them are taken."""
        return self.stated + [Declared(*claim, *self.tally.of(claim)) for claim in self.claims]


class Part:
    """A part of a file. Its rows come once, in the file's order; `notes` is complete after the last of them."""

    def __init__(
        self,
        *,
        form: str,
        institution: Institution,
        rows: Iterator[Row],
        notes: Notes,
        columns: tuple[Column, ...] = (),
        account: str | None = None,
        asset: str = "CNY",
        ascending: bool = False,
        shape: str = "",
    ) -> None:
        self.format, self.institution, self.columns = form, institution, columns
        self.account, self.asset, self.ascending, self.shape = account, asset, ascending, shape
        self.notes = notes
        self._rows = rows
        self._before: Seen | None = None

    def after(self, seen: "Seen") -> "Part":
        """The part without the rows that an earlier part of the file has: sheets repeat one another."""
        self._before = seen
        return self

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            if self._before and self._before.has(row):
                self.notes.repeated += 1
                continue
            self.notes.tally.add(row)
            yield row


class Seen:
    """The rows of a file's parts, by eight bytes of their fingerprint each."""

    def __init__(self) -> None:
        self._earlier: set[int] = set()
        self._now: set[int] = set()

    def has(self, row: Row) -> bool:
        """Whether an earlier part has this row; remembers it for the later ones."""
        mark = int(row.fingerprint[:16], 16)
        self._now.add(mark)
        return mark in self._earlier

    def next_part(self) -> None:
        """What was seen so far is an earlier part's from now on."""
        self._earlier |= self._now
        self._now = set()
