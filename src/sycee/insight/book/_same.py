"""One payment seen twice: by the wallet it was made with, and by the bank card behind the wallet."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from sycee.kit.capability import Context, write

WALLETS = ("alipay", "wechat", "jd")
"""Institutions that pay with cards of others."""

_DAYS = timedelta(days=3)
_MATCH_S = 600
_PAIRS_MAX = 500_000
_FETCHED = 2_000
# A neutral row's sign is only what is shown: a top-up comes to the wallet and leaves the bank. Of each wallet's row the
# days on which a card's may stand are spread out, so that the two meet by equality alone.
_CANDIDATES = """
WITH near AS MATERIALIZED (
    SELECT e.account_id, e.seq, e.booked_at, (e.booked_at AT TIME ZONE 'UTC')::date AS day, e.asset, e.amount,
           e.direction, e.method, e.kind, e.memo, e.counterparty, a.institution, a.number, a.title_zh
    FROM book_entry e JOIN book_account a ON a.id = e.account_id
    WHERE e.owner = $1 AND e.booked_at BETWEEN $2 AND $3 AND e.amount <> 0
      AND NOT EXISTS (SELECT FROM book_same s WHERE s.account_id = e.account_id AND s.seq = e.seq)
      AND NOT EXISTS (SELECT FROM book_same s WHERE s.wallet_account = e.account_id AND s.wallet_seq = e.seq)
), w AS (
    SELECT n.*, n.day + d AS on_day FROM near n CROSS JOIN generate_series(-1, 3) AS d
    WHERE n.institution = ANY ($4::text[])
), c AS (
    SELECT n.*, concat_ws(' ', n.counterparty, n.memo, n.kind, n.method) AS told FROM near n
    WHERE n.institution <> ALL ($4::text[])
)
SELECT w.account_id AS wallet_account, w.seq AS wallet_seq, w.booked_at AS wallet_at, w.institution AS wallet, w.method,
       w.direction, w.counterparty AS paid_to, c.account_id, c.seq, c.booked_at, c.number, c.title_zh, c.told
FROM w JOIN c ON c.asset = w.asset AND abs(c.amount) = abs(w.amount) AND c.day = w.on_day
  AND (c.amount = w.amount OR w.direction = 'neutral')
  AND c.booked_at BETWEEN w.booked_at - interval '1 day' AND w.booked_at + interval '3 days'
"""
# Rows that have just come have no statistics, and without them row by row looks cheap.
_NOT_ROW_BY_ROW = "SELECT set_config('enable_nestloop', $1, true)"
_PAIR = """
INSERT INTO book_same (owner, account_id, seq, wallet_account, wallet_seq)
SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[]) ON CONFLICT DO NOTHING
"""

_MENTIONS = {
    "alipay": re.compile(r"支付宝|alipay|余额宝|蚂蚁", re.IGNORECASE),
    "wechat": re.compile(r"财付通|微信|tenpay|wechat|weixin|理财通", re.IGNORECASE),
    "jd": re.compile(r"京东|网银在线|(?<![a-z])jd(?![a-z])", re.IGNORECASE),
}
_TAIL = re.compile(r"(?P<tail>[0-9]{4})(?![0-9])")
_BANK = re.compile(r"[\u4e00-\u9fff]{2,10}?银行")
_SIDES = ("account_id", "seq", "wallet_account", "wallet_seq")
_OWN_MONEY = re.compile(r"余额|零钱|小金库|花呗|白条|月付|先享后付|钱包|红包")


def again(entry: str) -> str:
    """SQL: whether the row `entry` is a card's view of a payment that a wallet's row counts already."""
    return f"EXISTS (SELECT FROM book_same s WHERE s.account_id = {entry}.account_id AND s.seq = {entry}.seq)"


def same_as(entry: str) -> str:
    """SQL: the other row of the same payment, as the book refers to it; NULL where there is none."""
    return (
        f"coalesce((SELECT 'out:' || s.wallet_account || ':' || s.wallet_seq FROM book_same s "
        f"WHERE s.account_id = {entry}.account_id AND s.seq = {entry}.seq), "
        f"(SELECT 'out:' || s.account_id || ':' || s.seq FROM book_same s "
        f"WHERE s.wallet_account = {entry}.account_id AND s.wallet_seq = {entry}.seq))"
    )


async def match(ctx: Context, since: datetime, until: datetime) -> int:
    """Pair the caller's rows of this time that are one payment; each row is of one pair at most."""
    connection = write(ctx).connection
    await connection.execute(_NOT_ROW_BY_ROW, "off")
    given = ctx.me, since - _DAYS, until + _DAYS, list(WALLETS)
    ranked: list[_Ranked] = []
    async for row in connection.cursor(_CANDIDATES, *given, prefetch=_FETCHED, timeout=_MATCH_S):
        if (evidence := _evidence(row)) > 0 and len(ranked) < _PAIRS_MAX:
            apart = abs(row["booked_at"] - row["wallet_at"]).total_seconds()
            ranked.append((-evidence, apart, *(row[side] for side in _SIDES)))
    await connection.execute(_NOT_ROW_BY_ROW, "on")
    pairs = _one_to_one(ranked)
    if pairs:
        columns = [list(column) for column in zip(*pairs, strict=True)]
        await connection.execute(_PAIR, ctx.me, *columns, timeout=_MATCH_S)
    return len(pairs)


_Ranked = tuple[int, float, int, int, int, int]


def _one_to_one(ranked: list[_Ranked]) -> list[tuple[int, int, int, int]]:
    """The best evidence first, then the nearest in time."""
    taken: set[tuple[str, int, int]] = set()
    pairs = []
    for *_, account, seq, wallet, wallet_seq in sorted(ranked):
        sides = {("card", account, seq), ("wallet", wallet, wallet_seq)}
        if not sides & taken:
            taken |= sides
            pairs.append((account, seq, wallet, wallet_seq))
    return pairs


def _evidence(r: Any) -> int:
    """How much speaks for it; 0 for not enough, or for something that speaks against it."""
    method, number = r["method"], r["number"]
    tail, bank = _TAIL.search(method), _BANK.search(method)
    known = number[-4:] if number[-4:].isdigit() else ""
    if (tail and known and tail["tail"] != known) or (bank and "银行" in r["title_zh"] and not _same_bank(bank[0], r)):
        return 0
    if not bank and not tail and _OWN_MONEY.search(method) and r["direction"] != "neutral":
        return 0
    points = 3 * bool(tail and known) + 3 * bool(_MENTIONS[r["wallet"]].search(r["told"])) + bool(bank)
    points += bool(r["paid_to"] and len(r["paid_to"]) > 1 and r["paid_to"] in r["told"])
    return points if points >= 2 else 0


def _same_bank(named: str, r: Any) -> bool:
    title = r["title_zh"]
    return named in title or title in named or named.removeprefix("中国") in title
