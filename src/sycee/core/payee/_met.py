"""Whether an account is one of the caller's payees already."""

from __future__ import annotations

from collections.abc import Sequence

from sycee.core.payee._known import Known
from sycee.kit.capability import Context
from sycee.kit.db import Connection

_MET = """
SELECT p.id, p.owner, p.account_id, p.party, p.name, p.tail, p.added_at, p.sent_count
FROM unnest($1::bigint[], $2::bigint[]) AS wanted (account, owner)
JOIN payee_payee p ON p.account_id = wanted.account AND p.owner = wanted.owner AND p.removed_at IS NULL
"""
_Key = tuple[int, int]


async def met(ctx: Context, account: int) -> Known | None:
    """The caller's payee with this account, or None where they have not named its holder."""
    return await ctx.db.gathered(_fetch)((account, ctx.me))


async def _fetch(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, Known]:
    rows = await connection.fetch(_MET, *(list(column) for column in zip(*keys, strict=True)))
    return {(r["account_id"], r["owner"]): Known(*r.values()) for r in rows}
