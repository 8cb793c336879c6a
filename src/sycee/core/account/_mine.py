"""The caller's own account, or nothing: ownership is part of the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sycee.core.ledger import Closed, NoAccount
from sycee.kit.capability import Context
from sycee.kit.db import Connection
from sycee.kit.money import Asset, asset

_MINE = """
SELECT a.id, a.owner, a.kind, right(a.number, 4) AS tail, a.holder, a.asset,
       a.closed_at IS NOT NULL AS closed
FROM unnest($1::bigint[], $2::bigint[]) AS wanted (id, owner)
JOIN account_account a ON a.id = wanted.id AND a.owner = wanted.owner
"""
_Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mine:
    """An account of the caller's: what a plan needs to know of it."""

    id: int
    owner: int
    kind: str
    tail: str
    holder: str
    asset: Asset
    closed: bool = False


async def mine(ctx: Context, account: int, field: str = "source") -> Mine:
    """The caller's account of this id. Anybody else's is refused exactly as one that does not exist."""
    found = await ctx.db.gathered(_fetch)((account, ctx.me))
    if found is None:
        raise NoAccount(field=field)
    return found


async def usable(ctx: Context, account: int, field: str = "source") -> Mine:
    """The same for what will be done later: a closed account of the caller's is refused at once."""
    found = await mine(ctx, account, field)
    if found.closed:
        raise Closed(field=field)
    return found


async def _fetch(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, Mine]:
    rows = await connection.fetch(_MINE, *(list(column) for column in zip(*keys, strict=True)))
    return {
        (r["id"], r["owner"]): Mine(
            r["id"], r["owner"], r["kind"], r["tail"], r["holder"], asset(r["asset"]), r["closed"]
        )
        for r in rows
    }
