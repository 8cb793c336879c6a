"""A payee of the caller's, for a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sycee.core.payee._check import PayeeNotFound
from sycee.kit.capability import Context
from sycee.kit.db import Connection
from sycee.kit.till import Own

_KNOWN = """
SELECT p.id, p.owner, p.account_id, p.party, p.name, p.tail, p.added_at, p.sent_count
FROM unnest($1::bigint[], $2::bigint[]) AS wanted (id, owner)
JOIN payee_payee p ON p.id = wanted.id AND p.owner = wanted.owner AND p.removed_at IS NULL
"""
_Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """Where this payee's money goes, and how well the caller knows them."""

    id: int
    owner: int
    account: int
    party: int
    name: str
    tail: str
    added_at: datetime
    sent_count: int

    @property
    def risk(self) -> str:
        """Class for the assurance table: someone who was paid before, or not."""
        return "known" if self.sent_count else "new"


async def known(ctx: Context, payee: int, field: str = "payee") -> Known:
    """The caller's payee of this id. Anybody else's is refused exactly as one that does not exist."""
    found = await ctx.db.gathered(_fetch)((payee, ctx.me))
    if found is None:
        raise PayeeNotFound(field=field)
    return found


def stands(payee: Known) -> Own:
    """Own row of a plan that pays them: at its commit they must still be this payee, with this account."""
    return Own("payee_stands", {"payee": payee.id, "account": payee.account})


async def _fetch(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, Known]:
    rows = await connection.fetch(_KNOWN, *(list(column) for column in zip(*keys, strict=True)))
    return {(r["id"], r["owner"]): Known(*r.values()) for r in rows}
