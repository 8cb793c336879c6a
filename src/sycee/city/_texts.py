"""What stands on a statement: each distinct kind, counterparty and memo once, already as the loader sends it."""

from __future__ import annotations

from sycee.core.ledger import KINDS

_ORDER = {kind: n for n, kind in enumerate(KINDS)}


class Texts:
    """Texts by number. A quarter has some ten thousand of them for a million entries."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], int] = {}
        self.kind: list[int] = []

    def number(self, kind: str, party: str, memo: str = "") -> int:
        """The number of this text; the same text has the same number."""
        key = (kind, party, memo)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self._known)
            self.kind.append(_ORDER[kind])
        return found

    def all(self) -> list[tuple[str, str, str]]:
        """Kind, counterparty and memo of every number."""
        return list(self._known)
