"""Bills that were paid: said to be before their billers know it, kept to be read, and nobody else's."""

from __future__ import annotations

import asyncio
from uuid import uuid4

from tests.core.bill.bill_steps import POWER, Heard, billers, household, pays, works
from tests.guard.certificate.certificate_steps import exported
from tests.world import Person, World

from sycee.core.bill import NotTaken


async def test_what_was_paid_here_is_said_to_be_before_its_biller_knows(bank: World, mei: Person) -> None:
    wang, bill = await bank.customer("王海", cny="1000"), household()
    with billers(bank, Heard()):
        done = await pays(mei, bill)

        for who in (mei, wang):
            found = await who.call("bill.find", biller=POWER, customer=bill["customer"])
            assert [b["paid"] for b in found.body["bills"]] == [True]
            assert (await pays(who, bill)).code == "bill_paid"
    assert (await mei.balance(), await wang.balance()) == ("850.00", "1000.00")
    shown = (await mei.call("bill.show", transfer=done.body["transfer"])).body
    assert (shown["state"], shown["ended_at"], shown["label"]) == ("paid", None, "户号")
    assert (await mei.call("transfer.receipt", transfer=done.body["transfer"])).body["stage"] == "sent"


async def test_a_proof_given_after_somebody_else_has_paid_pays_nothing(bank: World, mei: Person) -> None:
    wang, number = await bank.customer("王海", cny="1000"), f"3301{uuid4().int % 10**5:05d}77"
    owed = (await mei.call("bill.find", biller="medical", customer=number)).body["bills"][0]
    bill = {"biller": "medical", "customer": number, "bill": owed["bill"], "amount": owed["amount"]}
    asked = await mei.call("bill.pay", source=mei.current, **bill)
    assert asked.code == "step_up_needed"
    assert (await pays(wang, bill)).status == 200

    assert (await mei.confirms(asked.body["facts"]["proposal"])).code == "not_booked"
    assert await mei.balance() == "1000.00"


async def test_what_the_simulator_lost_is_owed_until_it_is_told_again(bank: World, mei: Person) -> None:
    number = f"33{uuid4().int % 10**9:09d}04"
    bill = (await mei.call("bill.find", biller=POWER, customer=number)).body["bills"][0]
    await pays(mei, {"biller": POWER, "customer": number, "bill": bill["bill"], "amount": bill["amount"]})
    await works(bank)

    (still, *_) = (await mei.call("bill.find", biller=POWER, customer=number)).body["bills"]
    assert (still["bill"], still["paid"]) == (bill["bill"], True), "its biller has not settled it, and it is paid here"


async def test_the_history_is_read_page_by_page(bank: World, mei: Person) -> None:
    with billers(bank, Heard()):
        made = [(await pays(mei, household())).body["transfer"] for _ in range(5)]
    seen, cursor = [], None
    for _ in range(3):
        page = (await mei.call("bill.list", limit=2, **({"cursor": cursor} if cursor else {}))).body
        seen += [b["transfer"] for b in page["bills"]]
        cursor = page["next"]
    assert (seen, cursor) == (made[::-1], None)
    assert (await mei.call("bill.list", cursor="nothing")).code == "bad_cursor"


async def test_the_receipt_of_a_bill_leads_to_what_became_of_it_and_can_be_taken_away(bank: World, mei: Person) -> None:
    with billers(bank, Heard([NotTaken("settled_elsewhere")])):
        done = await pays(mei, household())
        await works(bank)
    receipt = (await mei.call("transfer.receipt", transfer=done.body["transfer"])).body
    assert (receipt["verb"], receipt["stage"], receipt["ended_at"]) == ("bill.pay", "returned", None)
    assert receipt["returned_at"] is not None
    assert '"stage":"returned"' in (await exported(bank, mei, done.body["transfer"]))["statement"]["text"]
    shown = (await mei.call("bill.show", transfer=done.body["transfer"])).body
    assert (shown["state"], shown["reason"]) == ("refunded", "这笔账单已通过其他途径缴清")
    assert shown["ended_at"] is not None


async def test_tries_are_counted_when_paying_too(bank: World, mei: Person) -> None:
    """Whoever pays what is not owed learns whether a number exists: as often as by asking, and no more."""
    with billers(bank, Heard()):
        guesses = [household() | {"bill": "another"} for _ in range(42)]
        said = await asyncio.gather(*(mei.call("bill.pay", source=mei.current, **guess) for guess in guesses))
    assert sorted(s.code for s in said) == ["bill_gone"] * 40 + ["too_many"] * 2


async def test_nobody_reads_anothers_bills_by_the_reading_role(bank: World, mei: Person) -> None:
    wang = await bank.customer("王海")
    with billers(bank, Heard()):
        await pays(mei, household())
    async with bank.bank.db.readers.acquire() as connection, connection.transaction():
        counts = {}
        for who in (mei.party, wang.party, None):
            await connection.execute("SELECT set_config('sycee.subject', $1, true)", "" if who is None else str(who))
            counts[who] = await connection.fetchval("SELECT count(*) FROM bill_payment")
        assert counts == {mei.party: 1, wang.party: 0, None: 0}
        assert not await connection.fetchval("SELECT has_table_privilege('bill_simulated', 'SELECT')")
