"""The simulated rail: what it does with an order follows from the last two digits of the account, so that anyone can
see each of the ways in which a rail behaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sycee.core.clearing._rail import Accepted, Heard, NeverCame, NoAnswer, Order, Rejected, Returned, Waiting
from sycee.kit.db import Database
from sycee.kit.words import Words, words

_NO_ACCOUNT, _NO_SUCH_NAME, _COMES_BACK, _SILENT, _LOST, _SLOW, _SLOW_NO = "00", "01", "02", "03", "04", "05", "06"
_BACK_AFTER, _SLOW_FOR = timedelta(days=2), timedelta(minutes=10)

_NOTICE = words(
    zh="跨行通道为模拟：没有真实资金汇出。账号尾号 00 账号不存在，01 户名不符，02 两天后退汇，"
    "03 不回应但已到账，04 第一次丢失，05 十分钟后到账，06 十分钟后拒绝，其余立即到账。",
    en="The way to other banks is simulated: no real money leaves. Account numbers ending 00: no such account; 01: the "
    "name does not fit; 02: comes back after two days; 03: arrives without an answer; 04: lost the first time; 05: "
    "arrives after ten minutes; 06: refused after ten minutes; all others arrive at once.",
)

_TAKE = """
INSERT INTO clearing_simulated AS s (message, ending, at) VALUES ($1, $2, $3)
ON CONFLICT (message) DO UPDATE SET times = s.times + 1 RETURNING ending, at, times
"""
_KNOWN = "SELECT ending, at, times FROM clearing_simulated WHERE message = $1"
_BACK = "SELECT message FROM clearing_simulated WHERE ending = $1 AND at >= $2 AND at <= $3 ORDER BY at LIMIT 1000"


@dataclass(frozen=True, slots=True)
class SimulatedRail:
    """Other banks as they may be. Its memory is a table of its own, which outlives every process of the bank."""

    db: Database
    simulated: bool = True
    notice: Words | None = _NOTICE

    async def submit(self, order: Order, at: datetime) -> Heard:
        """Take an order, once however often it comes."""
        async with self.db.gatherers.acquire() as connection:
            kept: Any = await connection.fetchrow(_TAKE, order.message, order.number[-2:], at)
        if kept["ending"] in (_SILENT, _LOST) and kept["times"] == 1:
            raise NoAnswer
        return _said(kept["ending"], kept["times"], kept["at"], at)

    async def enquire(self, message: UUID, at: datetime) -> Heard:
        """What became of an order."""
        async with self.db.gatherers.acquire() as connection:
            kept: Any = await connection.fetchrow(_KNOWN, message)
        return NeverCame() if kept is None else _said(kept["ending"], kept["times"], kept["at"], at)

    async def returned(self, since: datetime, at: datetime) -> Sequence[Returned]:
        """What came back since an instant."""
        async with self.db.gatherers.acquire() as connection:
            rows = await connection.fetch(_BACK, _COMES_BACK, since - _BACK_AFTER, at - _BACK_AFTER)
        return [Returned(r["message"], "account_closed_there") for r in rows]


def _said(ending: str, times: int, given: datetime, at: datetime) -> Heard:
    if ending == _NO_ACCOUNT:
        return Rejected("no_such_account_there")
    if ending == _NO_SUCH_NAME:
        return Rejected("name_mismatch_there")
    if ending == _LOST and times == 1:
        return NeverCame()
    if ending in (_SLOW, _SLOW_NO) and at < given + _SLOW_FOR:
        return Waiting()
    return Rejected("refused_there") if ending == _SLOW_NO else Accepted()
