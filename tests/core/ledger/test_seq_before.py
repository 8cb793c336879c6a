"""An instant is found among entries however they lie in time: evenly, in bursts, all at once."""

from __future__ import annotations

import random
from bisect import bisect_left
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
from tests.world import World

_ADD = """
INSERT INTO ledger_entry (account_id, seq, amount, balance, booked_at, transfer_id, value_on, kind, party, memo)
SELECT $1, n, 1, n, at, gen_random_uuid(), at::date, 'test', '', '' FROM unnest($2::timestamptz[]) WITH ORDINALITY AS u (at, n)
"""  # noqa: E501
_BEFORE = "SELECT ledger_seq_before($1, at) FROM unnest($2::timestamptz[]) WITH ORDINALITY AS u (at, n) ORDER BY n"
_SHAPES = {
    "evenly": lambda rng: 60.0 * rng.random(),
    "in bursts": lambda rng: rng.choice((0, 0, 0, 0.000001, 86_400 * 40)),
    "ever faster": lambda rng: 10 ** rng.uniform(-6, 6),
    "all at once": lambda _: 0.0,
}


@pytest.mark.parametrize("shape", _SHAPES)
@pytest.mark.parametrize("many", [1, 2, 3000])
async def test_it_is_the_last_entry_before(bank: World, shape: str, many: int, pytestconfig: pytest.Config) -> None:
    seed = int(pytestconfig.getoption("--hypothesis-seed", None) or 1)
    rng, at, times = random.Random(seed), datetime(2015, 3, 1, tzinfo=UTC), []  # noqa: S311
    for _ in range(many):
        at += timedelta(seconds=_SHAPES[shape](rng))
        times.append(at)
    near = [t + timedelta(microseconds=d) for t in rng.choices(times, k=60) for d in (-1, 0, 1)]
    asked = [times[0] - timedelta(days=1), times[-1] + timedelta(days=1), *near]

    owner = await asyncpg.connect(bank.bank.dsn)
    undone = owner.transaction()
    await undone.start()
    try:
        await owner.execute(_ADD, 10**12, times)
        found = [r[0] for r in await owner.fetch(_BEFORE, 10**12, asked)]
        none = await owner.fetchval("SELECT ledger_seq_before($1, $2)", 10**12 + 1, at)
    finally:
        await undone.rollback()
        await owner.close()

    assert found == [bisect_left(times, t) for t in asked], f"seed {seed}"
    assert none == 0
