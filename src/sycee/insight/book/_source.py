"""One account's entries as columns."""

from __future__ import annotations

from dataclasses import dataclass

from sycee.insight.book._texts import Ints


@dataclass(frozen=True, slots=True)
class Source:
    """One account's entries. `base` is what an entry adds where it counts; instants are microseconds, UTC."""

    ref: str
    asset: int
    seq: Ints
    at: Ints
    amount: Ints
    base: Ints
    text: Ints
    neutral: Ints
    code: Ints

    def until(self, seq: int) -> Source:
        """The entries up to a seq: an account of the bank's own has every seq from 1."""
        return self if seq >= len(self.seq) else Source(self.ref, self.asset, *(c[:seq] for c in self.columns()))

    def columns(self) -> tuple[Ints, ...]:
        """Every column."""
        return self.seq, self.at, self.amount, self.base, self.text, self.neutral, self.code
