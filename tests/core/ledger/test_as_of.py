"""What was in an account: at an instant of booking, and by value date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.world import Person, World

from sycee.core import ledger
from sycee.kit.capability import Subject
from sycee.kit.ids import new_id
from sycee.kit.money import CNY, Money
from sycee.kit.till import Leg, Plan


async def comes_in(bank: World, account: int, minor: int, value_on: date | None) -> None:
    money = Money(minor, CNY)
    plan: Plan[Any] = Plan(
        legs=(Leg(bank.outside, -money, ""), Leg(account, money, "")),
        kind="transfer", answer={}, risk="opening", counted=False, value_on=value_on,
    )  # fmt: skip
    now = datetime.now(UTC)
    ctx = replace(bank.bank.context(), subject=Subject(0, uuid4()), key=new_id(now))
    await bank.bank.till.submit(ctx, "test.opening", new_id(now).bytes, plan)


async def when(bank: World, person: Person) -> list[datetime]:
    ctx = replace(bank.bank.context(), subject=Subject(person.party, uuid4()))
    entries = await ledger.history(ctx, [person.current], ledger.Filters(), None, 10)
    return [e.booked_at for e in reversed(entries)]


async def test_the_balance_before_any_instant_is_what_the_entries_before_it_left(bank: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)
    for minor in (100, 250, 400):
        await comes_in(bank, mei.current, minor, None)
    ctx = replace(bank.bank.context(), subject=Subject(mei.party, uuid4()))
    first, second, third = await when(bank, mei)

    at = [first, second, third, third + timedelta(microseconds=1)]
    assert [await ledger.balance_at(ctx, mei.current, t) for t in at] == [0, 100, 350, 750]


async def test_the_balance_by_value_date_counts_money_on_the_day_it_is_worth_something(bank: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)
    await comes_in(bank, mei.current, 100, date(2026, 3, 2))
    await comes_in(bank, mei.current, 250, date(2026, 3, 1))
    ctx = replace(bank.bank.context(), subject=Subject(mei.party, uuid4()))

    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2)]
    assert [await ledger.value_balance_on(ctx, mei.current, on) for on in days] == [0, 250, 350]


async def test_nobody_elses_balance_is_told(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="10", signed_in=False), await bank.customer("王海", signed_in=False)
    ctx = replace(bank.bank.context(), subject=Subject(wang.party, uuid4()))
    assert await ledger.balance_at(ctx, mei.current, datetime(2100, 1, 1, tzinfo=UTC)) == 0
    assert await ledger.value_balance_on(ctx, mei.current, date(2100, 1, 1)) == 0
