"""The distinct texts of one customer's entries: a few thousand for tens of thousands of entries."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sycee.insight.category import CODES, NUMBER, counterparty, decided, model, rule_of, shop

__all__ = ["CODES", "NUMBER", "Flags", "Ints", "Texts"]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_MANY = 64


class Texts:
    """Kind, counterparty and memo, each distinct triple by its number. It only grows."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], int] = {}
        self._parties: dict[str, int] = {}
        self.all: list[tuple[str, str, str]] = []
        self.shown: list[str] = []
        """Per counterparty: how its name was first written."""
        self._party, self._inward, self._outward = _Column(), _Column(), _Column()
        self._letters: list[npt.NDArray[np.float32]] = []

    def number(self, kind: str, party: str, memo: str) -> int:
        """The number of these texts."""
        key = (kind, party, memo)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.all)
            self.all.append(key)
            self._party.add(self._party_of(party, memo))
            for column, inward in ((self._inward, True), (self._outward, False)):
                column.add(rule_of(kind, party, memo, inward))
            self._letters.append(model().of_text(kind, party, memo))
        return found

    def _party_of(self, party: str, memo: str) -> int:
        name = counterparty(party, memo)
        found = self._parties.get(name)
        if found is None:
            found = self._parties[name] = len(self.shown)
            self.shown.append((shop(party) or shop(memo)) if name else "")
        return found

    def party_number(self, name: str) -> int | None:
        """The number of a counterparty, if any entry has it."""
        return self._parties.get(name)

    @property
    def parties(self) -> list[str]:
        """Every counterparty's key, by number."""
        return list(self._parties)

    @property
    def party(self) -> Ints:
        """Per text, the counterparty's number."""
        return self._party.array

    def guessed(self, which: Ints, amount: Ints, at: Ints) -> Ints:
        """Per entry, the category that rules and model see in its texts, its size and its hour."""
        if not len(which):
            return np.zeros(0, np.int64)
        used, place = np.unique(which, return_inverse=True)
        letters = np.stack([self._letters[n] for n in used.tolist()])[place]
        rule = np.where(amount > 0, self._inward.array[which], self._outward.array[which])
        return decided(letters, rule, amount, at)


class _Column:
    """Numbers that are only added to."""

    def __init__(self) -> None:
        self._room = np.zeros(_MANY, np.int64)
        self._size = 0

    def add(self, value: int) -> None:
        if self._size == len(self._room):
            self._room = np.concatenate([self._room, np.zeros_like(self._room)])
        self._room[self._size] = value
        self._size += 1

    @property
    def array(self) -> Ints:
        return self._room[: self._size]
