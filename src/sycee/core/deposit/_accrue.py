"""Counting what savings earn in a day."""

from __future__ import annotations

from datetime import date

from sycee.core import ledger
from sycee.core.account import Walked
from sycee.core.deposit._rate import rate
from sycee.core.deposit._rules import earned
from sycee.kit.capability import Context, write

# An account that has this day already keeps what it has.
_ACCRUE = """
INSERT INTO deposit_accrued AS a (account_id, owner, parts, upto)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::numeric[], $4::date[])
ON CONFLICT (account_id) DO UPDATE SET parts = a.parts + excluded.parts, upto = excluded.upto
WHERE a.upto < excluded.upto
RETURNING account_id
"""
_DAY = """
INSERT INTO deposit_day AS d (day, asset, parts) VALUES ($1, $2, $3)
ON CONFLICT (day, asset) DO UPDATE SET parts = d.parts + excluded.parts
"""


async def accrue(ctx: Context, day: date, accounts: list[Walked]) -> int:
    """Add to these accounts what they earned on a day, and to the day what they earned together; returns how many had
    not had it yet. For the bank's own writes."""
    connection = write(ctx).connection
    balances = await ledger.balances_at_end(ctx, [a.id for a in accounts], day)
    rates = {key: await rate(connection, *key, day) for key in {(a.kind, a.asset) for a in accounts}}
    parts = {a.id: earned(balances[a.id], rates[a.kind, a.asset]) for a in accounts}
    rows = await connection.fetch(
        _ACCRUE, [a.id for a in accounts], [a.owner for a in accounts], [parts[a.id] for a in accounts],
        [day] * len(accounts),
    )  # fmt: skip
    fresh = {r["account_id"] for r in rows}
    for asset in {a.asset for a in accounts}:
        total = sum(parts[a.id] for a in accounts if a.asset == asset and a.id in fresh)
        await connection.execute(_DAY, day, asset, total)
    return len(fresh)
