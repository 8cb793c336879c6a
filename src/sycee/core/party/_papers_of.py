"""What the bank keeps of a customer's papers, for checking them again."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date
from typing import Any

from sycee.guard.privacy import Vault
from sycee.kit.capability import Context
from sycee.kit.db import read
from sycee.kit.errors import NotFound

_PAPERS = "SELECT name, document_index, document_until FROM party_person WHERE id = $1"


@dataclass(frozen=True, slots=True)
class Papers:
    """Name, and until when the document is good where that is known. The number itself is only compared."""

    name: str
    until: date | None
    _index: bytes

    def has_number(self, ctx: Context, number: str) -> bool:
        """Whether this is the number of the document that the customer joined with."""
        return hmac.compare_digest(self._index, ctx.port(Vault).blind(number))


async def papers(ctx: Context) -> Papers:
    """The caller's papers."""
    async with read(ctx) as connection:
        row: Any = await connection.fetchrow(_PAPERS, ctx.me)
    if row is None:
        raise NotFound
    return Papers(row["name"], row["document_until"], row["document_index"])
