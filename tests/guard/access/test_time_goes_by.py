"""What a proposal meets when time goes by and rules change before it is confirmed."""

from __future__ import annotations

from datetime import UTC, datetime

import asyncpg
from tests.world import World

from sycee.kit.ids import new_id


async def test_a_key_whose_proposal_has_expired_proposes_anew(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    payee, key = await mei.adds(wang), new_id(datetime.now(UTC))
    first = await mei.sends(payee, "300.00", key=key)

    with bank.hands.later(minutes=11):
        await mei.signs_in()
        again = await mei.sends(payee, "300.00", key=key)

    assert again.code == "step_up_needed"
    assert first.body["facts"]["proposal"] != again.body["facts"]["proposal"]


async def test_a_limit_that_was_lowered_holds_for_what_waits(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    asked = await mei.sends(await mei.adds(wang), "300.00")
    owner = await asyncpg.connect(bank.bank.dsn)
    await owner.execute(
        "INSERT INTO limit_transfer (subject, asset, per_transfer) VALUES ($1, 'CNY', 10000)", mei.party
    )
    await owner.close()

    said = await mei.confirms(asked.body["facts"]["proposal"])

    assert (said.code, said.body["facts"]["limit"]["amount"]) == ("over_limit", "100.00")
    assert await mei.balance() == "1000.00"


async def test_a_proof_weaker_than_the_amount_needs_is_refused(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    asked = await mei.sends(await mei.adds(wang), "300.00")
    proposal = asked.body["facts"]["proposal"]
    owner = await asyncpg.connect(bank.bank.dsn)
    await owner.execute("UPDATE access_proposal SET level = 3 WHERE id = $1", proposal)
    await owner.close()

    assert (await mei.confirms(proposal)).code == "proof_too_weak"
    assert await mei.balance() == "1000.00"


async def test_a_confirming_key_is_not_the_proposals_own(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    key = new_id(datetime.now(UTC))
    asked = await mei.sends(await mei.adds(wang), "300.00", key=key)

    said = await mei.confirms(asked.body["facts"]["proposal"], key=key)

    assert (said.code, said.body["field"]) == ("bad_input", "Idempotency-Key")
