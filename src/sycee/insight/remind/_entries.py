"""A customer's entries as the detectors see them: columns of equal length, oldest first, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sycee.insight.book import Flags, Ints


@dataclass(frozen=True, slots=True)
class Entries:
    """`day`: the bank's day as an ordinal; `at`: microseconds, UTC; `amount`: signed minor units; `base`: less what
    came back; `party`, `code`: numbers in `parties` (how it is known), `names` (how it is written) and `codes`
    (categories). `ref`: a number by which whoever has the book finds the entry in it."""

    day: Ints
    at: Ints
    amount: Ints
    base: Ints
    asset: Ints
    party: Ints
    code: Ints
    ref: Ints
    parties: list[str]
    names: list[str]
    codes: list[str]

    def until(self, day: int) -> Entries:
        """Those up to and with a day."""
        return self.only(self.day <= day)

    def only(self, which: Ints | Flags) -> Entries:
        """Some of them, by number or by flag."""
        kept = {name: getattr(self, name)[which] for name in ("day", "at", "amount", "base", "asset", "party", "code",
                                                              "ref")}  # fmt: skip
        return replace(self, **kept)

    def of(self, *codes: str) -> Flags:
        """Flags of entries whose category is one of these."""
        return np.isin(self.code, [n for n, code in enumerate(self.codes) if code in codes])

    def groups(self, *keys: Ints | Flags) -> list[Ints]:
        """Numbers of entries, grouped by these keys, each in order of time."""
        if not len(self.day):
            return []
        order = np.lexsort((self.at, *keys))
        changes = np.any([key[order][1:] != key[order][:-1] for key in keys], axis=0)
        return np.split(order, np.flatnonzero(changes) + 1)
