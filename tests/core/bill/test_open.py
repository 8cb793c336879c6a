"""What is owed to a biller is known before its day to whoever paid the last one, and only to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.core.bill.bill_steps import Heard, billers, household, pays, works
from tests.world import Person, World, yuan

from sycee.core.bill import Known, NoWord, Owed
from sycee.kit.money import CNY, Money
from sycee.kit.time import bank_day


@dataclass
class Owing(Heard):
    """Billers to which this is owed, by whichever number; or who are away."""

    owed: list[Owed] = field(default_factory=list)
    away: bool = False

    async def find(self, _: str, customer: str, __: datetime) -> Known | None:
        if self.away:
            raise NoWord
        return Known("李*", self.owed or [Owed(f"bill-{customer}", "2026-10", Money(15_000, CNY), date(2026, 11, 25))])


@pytest.fixture
def owing(bank: World) -> Iterator[Owing]:
    heard = Owing()
    with billers(bank, heard):
        yield heard


def next_bill(bank: World, days: int = 2) -> Owed:
    on = bank_day(bank.hands()) + timedelta(days=days)
    return Owed(f"next-{uuid4().hex[:12]}", "2026-11", Money(9_950, CNY), on)


async def asked(bank: World, name: str = "bill.watch", *, slow: bool = True) -> None:
    """The daily job, all of its pieces, and what follows from them."""
    await bank.job_comes(name)
    await bank.jobs_are_done(slow=slow)
    await bank.facts_arrive()


async def coming(person: Person) -> list[dict[str, Any]]:
    said = await person.call("remind.list")
    assert said.status == 200, said
    return [one for one in said.body["coming"] if one["source"] == "bill"]


async def test_the_next_bill_of_a_number_that_was_paid_is_told_before_its_day_and_no_more_once_it_is_paid(
    bank: World, mei: Person, owing: Owing
) -> None:
    assert (await pays(mei, household())).status == 200
    await works(bank)
    bill = next_bill(bank)
    owing.owed = [bill]

    await asked(bank)
    (due,) = await coming(mei)
    await asked(bank, "remind.daily", slow=False)
    await works(bank)
    inbox = (await mei.call("message.list")).body["messages"]

    assert (due["title"], due["on"], due["amount"]) == ("杭州供电", bill.due_on.isoformat(), yuan("-99.50"))
    assert due["why"] == "收费单位出的 2026-11 账单，还没有缴"
    assert "快到扣款日" in [one["title"] for one in inbox]
    found = await mei.call("bill.find", biller=due["biller"], like=due["like"])
    assert [one["bill"] for one in found.body["bills"]] == [bill.bill]

    done = await pays(mei, {"biller": due["biller"], "like": due["like"], "bill": bill.bill, "amount": yuan("99.50")})
    assert done.status == 200, done
    assert await coming(mei) == []


async def test_nobody_else_is_told_of_it(bank: World, mei: Person, owing: Owing) -> None:
    wang = await bank.customer("王海", cny="1000")
    assert (await pays(mei, household())).status == 200
    owing.owed = [next_bill(bank)]
    await asked(bank)

    assert len(await coming(mei)) == 1
    assert await coming(wang) == []


async def test_a_biller_that_is_away_takes_nothing_back_and_one_to_which_nothing_is_owed_does(
    bank: World, mei: Person, owing: Owing
) -> None:
    assert (await pays(mei, household())).status == 200
    first, then = next_bill(bank), next_bill(bank, 30)
    owing.owed = [first]
    await asked(bank)
    owing.away = True
    await asked(bank)
    assert [one["on"] for one in await coming(mei)] == [first.due_on.isoformat()]

    owing.away, owing.owed = False, [then]
    await asked(bank)
    assert [one["on"] for one in await coming(mei)] == [then.due_on.isoformat()]

    owing.away = True
    with bank.hands.later(days=15):
        await asked(bank)
    assert await coming(mei) == [], "for a fortnight nobody has said that it is owed"
