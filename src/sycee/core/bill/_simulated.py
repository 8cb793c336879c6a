"""Simulated billers: bills as households have them, made up from the customer number; what they do with a payment
follows from its last two digits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sycee.core.bill._biller import Known, NeverHeard, NotTaken, NoWord, Owed, Payment, Taken, Word
from sycee.kit.db import Database
from sycee.kit.money import CNY, Money
from sycee.kit.time import bank_day
from sycee.kit.words import Words, words

_NOBODY, _NOTHING, _NOT_TAKEN, _SILENT, _LOST = "00", "01", "02", "03", "04"
_NOTICE = words(
    zh="收费单位为模拟：账单是编出来的，没有真实缴费。编号尾号 00 查无此户，01 没有欠费，02 缴后不受理并退款，"
    "03 不回应但已销账，04 第一次丢失。",
    en="The billers are simulated: bills are made up, nothing real is paid. Numbers ending 00: no such customer; 01: "
    "nothing owed; 02: not taken, and refunded; 03: settled without an answer; 04: lost the first time.",
)
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王陈杨林黄", "明芳伟静敏丽强磊洋艳"
# Fen a month, from .. to; a summer and a winter month of electricity is half as much again.
_MONTHLY = {
    "hz-water": (3_000, 12_000), "hz-power": (8_000, 36_000), "hz-gas": (2_500, 9_000), "mobile": (3_800, 15_800),
    "telecom": (3_900, 12_900), "unicom": (2_900, 9_900),
}  # fmt: skip
_YEARLY = {"pension": (20_000, 50_000, 100_000, 200_000, 300_000), "medical": (40_000,)}
_HEAVY = {1, 2, 7, 8, 12}

_TAKE = """
INSERT INTO bill_simulated AS s (message, bill, ending, at) VALUES ($1, $2, $3, $4)
ON CONFLICT (message) DO UPDATE SET times = s.times + 1 RETURNING ending, times
"""
_TOLD = "SELECT ending, times FROM bill_simulated WHERE message = $1"
# What was not taken is still owed, and so is what was lost and not told again.
_SETTLED = """
SELECT bill FROM bill_simulated WHERE bill = ANY ($1::text[]) AND ending <> $2 AND (ending <> $3 OR times > 1)
"""


@dataclass(frozen=True, slots=True)
class SimulatedBillers:
    """Billers as they may be. Their memory is a table of its own, which outlives every process of the bank."""

    db: Database
    simulated: bool = True
    notice: Words | None = _NOTICE

    async def find(self, biller: str, customer: str, at: datetime) -> Known | None:
        """What a customer number owes."""
        if customer.endswith(_NOBODY):
            return None
        owed = [] if customer.endswith(_NOTHING) else _bills(biller, customer, bank_day(at))
        async with self.db.gatherers.acquire() as connection:
            rows = await connection.fetch(_SETTLED, [one.bill for one in owed], _NOT_TAKEN, _LOST)
        settled = {r["bill"] for r in rows}
        return Known(_holder(biller, customer), [one for one in owed if one.bill not in settled])

    async def settle(self, payment: Payment, at: datetime) -> Word:
        """Take a payment, once however often it is told."""
        async with self.db.gatherers.acquire() as connection:
            told: Any = await connection.fetchrow(_TAKE, payment.message, payment.bill, payment.customer[-2:], at)
        if told["ending"] in (_SILENT, _LOST) and told["times"] == 1:
            raise NoWord
        return _said(told["ending"], told["times"])

    async def enquire(self, biller: str, message: UUID, at: datetime) -> Word:  # noqa: ARG002
        """What became of a payment."""
        async with self.db.gatherers.acquire() as connection:
            told: Any = await connection.fetchrow(_TOLD, message)
        return NeverHeard() if told is None else _said(told["ending"], told["times"])


def _said(ending: str, times: int) -> Word:
    if ending == _NOT_TAKEN:
        return NotTaken("settled_elsewhere")
    return NeverHeard() if ending == _LOST and times == 1 else Taken()


def _chance(*parts: str) -> int:
    return int.from_bytes(sha256("\x1f".join(parts).encode()).digest()[:6], "big")


def _holder(biller: str, customer: str) -> str:
    n = _chance(biller, customer)
    return f"{_SURNAMES[n % len(_SURNAMES)]}*{_GIVEN[n // 97 % len(_GIVEN)]}"


def _bills(biller: str, customer: str, today: date) -> list[Owed]:
    """One or two months that are over; for social security, the year's contribution."""
    if biller in _YEARLY:
        choices = _YEARLY[biller]
        amount = choices[_chance(biller, customer) % len(choices)]
        return [_owed(biller, customer, f"{today.year}", amount, date(today.year, 12, 31))]
    least, most = _MONTHLY[biller]
    found, month = [], today.replace(day=1)
    for back in range(1, 2 + _chance(biller, customer) % 2):
        month = (month - timedelta(days=1)).replace(day=1)
        amount = least + _chance(biller, customer, month.isoformat()) % (most - least)
        heavy = biller == "hz-power" and month.month in _HEAVY
        due_on = today.replace(day=1) + timedelta(days=24 - 31 * (back - 1))
        found.append(_owed(biller, customer, f"{month:%Y-%m}", amount * (3 if heavy else 2) // 2, due_on))
    return found[::-1]


def _owed(biller: str, customer: str, period: str, minor: int, due_on: date) -> Owed:
    bill = sha256("\x1f".join(("bill", biller, customer, period)).encode()).hexdigest()[:24]
    return Owed(bill, period, Money(minor, CNY), due_on)
