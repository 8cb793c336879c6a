"""Whoever becomes a customer in the demo finds work in the city: their first pay within a minute, then each month."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import datetime, time, timedelta

import msgspec

from sycee.city._calendar import Calendar
from sycee.city._folk import Folk, Payment
from sycee.city._jobs import JOBS
from sycee.city._names import EMPLOYERS
from sycee.city._regular import PAY_DAYS
from sycee.city._town import Town, key_of
from sycee.core import account
from sycee.kit.capability import Context, Runner
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later
from sycee.kit.journal import on
from sycee.kit.time import BANK_ZONE, bank_day

_SOON = timedelta(seconds=40)
_FIRST = "入职首月工资"
_ASK_AGAIN = timedelta(hours=1)


class Wages(msgspec.Struct, frozen=True):
    """Whom a firm owes wages, into which account, and which month (year × 12 + month - 1) it is for."""

    party: int
    name: str
    account: int
    month: int
    first: bool = False


@on(account.Opened)
async def hire(ctx: Context, fact: account.Opened) -> None:
    """Somebody who is not of the city has a current account: one of its firms takes them on."""
    town = ctx.ports.get(Town)
    if town is None or fact.kind != "current" or fact.subject <= town.city.parties:
        return
    found = await account.payable(replace(ctx, writing=None), party=fact.subject)
    if found is not None:
        wages = Wages(fact.subject, found.holder, fact.account, _month(ctx.now), first=True)
        soon = ctx.now + ctx.lasts(_SOON)
        await later(ctx, "city.wages", wages, soon, derived_id("city.hired", str(fact.subject)))


@job("city.wages")
async def wages(ctx: Context, ask: Wages) -> None:
    """A firm pays somebody whom it has hired, and will again on its pay day of the next month."""
    town = ctx.ports.get(Town)
    if town is None:  # the bank is open without its city: they are paid when it is back
        await later(ctx, "city.wages", ask, ctx.now + ctx.lasts(_ASK_AGAIN))
        return
    outside = replace(ctx, writing=None, key=None)
    folk = Folk(ctx.port(Runner), lambda: outside, town)
    firm, monthly = _post(town, ask.party)
    source = (await folk.accounts(firm))[0]["id"]
    fen = _part(monthly, ctx.now) if ask.first else monthly
    memo = _FIRST if ask.first else f"{ask.month % 12 + 1}月工资"
    key = key_of(datetime(ask.month // 12, ask.month % 12 + 1, 1, tzinfo=BANK_ZONE), "city.wages", ask.party, ask.month)
    await folk.pays(Payment(key, firm, source, ask.account, ask.party, fen, "salary", ask.name, "", memo))
    following = Wages(ask.party, ask.name, ask.account, ask.month + 1)
    at = _pay_day(firm, following.month)
    await later(ctx, "city.wages", following, at, derived_id("city.wages", str(ask.party), str(following.month)))


def _post(town: Town, party: int) -> tuple[int, int]:
    """Which firm takes somebody on, and for how much a month: it follows from their number."""
    drawn = town.drawn("hired", party)
    trades = list(EMPLOYERS)
    place = drawn % (2 * len(trades))  # the first firms of a quarter are its employers, two of each trade
    jobs = [job for job in JOBS.values() if job.trade == trades[place // 2]]
    pay = jobs[drawn // 64 % len(jobs)].pay
    return town.city.people + 1 + place, pay * (60 + drawn // 4096 % 40)


def _part(monthly: int, now: datetime) -> int:
    """What is left of the month in which they came, a third of it at least."""
    day = bank_day(now)
    days = monthrange(day.year, day.month)[1]
    return max(monthly * (days - day.day + 1) // days, monthly // 3) // 100 * 100


def _month(now: datetime) -> int:
    day = bank_day(now)
    return day.year * 12 + day.month - 1


def _pay_day(firm: int, month: int) -> datetime:
    """The morning on which a firm pays in a month: its day, or the working day before."""
    day = PAY_DAYS[firm % len(PAY_DAYS)]
    first = datetime(month // 12, month % 12 + 1, 1, tzinfo=BANK_ZONE).date()
    calendar = Calendar(first, first + timedelta(days=27))
    paid = calendar.day(int(calendar.workday_before[day - 1]))
    return datetime.combine(paid, time(10, firm % 60), BANK_ZONE)
