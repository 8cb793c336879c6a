"""Where money for an account number, or for a customer found by phone, goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sycee.kit.capability import Context
from sycee.kit.db import read

_PAYABLE = "SELECT id, owner, holder, tail FROM account_payable($1, $2)"


@dataclass(frozen=True, slots=True)
class Payable:
    """An account that can be paid into. `holder` is the full name: show it masked until it was named."""

    account: int
    party: int
    holder: str
    tail: str


async def payable(ctx: Context, *, number: str | None = None, party: int | None = None) -> Payable | None:
    """The open account of this number, or this customer's first current account."""
    async with read(ctx) as connection:
        row: Any = await connection.fetchrow(_PAYABLE, number, party)
    return Payable(row["id"], row["owner"], row["holder"], row["tail"]) if row else None
