"""Entries elsewhere: a page costs the same anywhere in ten years."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import asyncpg
from tests.world import World

from sycee.insight.book import _outside

_MANY = """
INSERT INTO book_entry (account_id, seq, owner, fingerprint, booked_at, asset, amount, counted, direction, kind,
                        counterparty, memo, status, method, order_number)
SELECT $1, 1000 + n, $2, decode(md5(n::text), 'hex'), '2016-01-01'::timestamptz + n * interval '1 hour', 'CNY', -100,
       -100, 'out', '', '', '', '', '', '' FROM generate_series(1, 5000) AS n
"""
_AS_READERS = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off"}
_TYPES = "bigint, bigint[], timestamptz, timestamptz, timestamptz, bigint, bigint, bigint, bigint, text, text, bigint"


def looked_through(plan: dict[str, Any]) -> int:
    """Rows of entries that a plan has read and thrown away."""
    own = plan.get("Rows Removed by Filter", 0) if plan.get("Relation Name") == "book_entry" else 0
    return int(own) + sum(looked_through(part) for part in plan.get("Plans", []))


async def test_a_page_far_back_reads_no_more_rows_than_the_first(bank: World) -> None:
    mei = await bank.customer("李梅")
    content = "账号：6222****0099\n交易日期,摘要,收入,支出,余额,对方户名,流水号\n2026-01-01,饭,,1.00,,店,S1\n"
    said = await mei.call("book.bring", name="a.csv", content=b64encode(content.encode()).decode())
    account, far = int(said.body["accounts"][0].split(":")[1]), datetime(2016, 1, 10, tzinfo=UTC).isoformat()
    owner: Any = await asyncpg.connect(bank.bank.dsn, server_settings=_AS_READERS)
    await owner.execute(_MANY, account, mei.party)
    await owner.execute(f"PREPARE page ({_TYPES}) AS {_outside._PAGE}")

    for bounds in (f"NULL, NULL, '{far}', {account}, 1", f"NULL, '{far}', NULL, NULL, NULL"):
        asked = f"{mei.party}, ARRAY[{account}], {bounds}, NULL, NULL, NULL, NULL, 30"
        told = await owner.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE page ({asked})")
        plan = json.loads(told)[0]["Plan"]
        assert (plan["Actual Rows"], looked_through(plan)) in ((30, 0), (30, 1))
    await owner.close()
