"""Between a proposal and its confirmation the world goes on."""

from __future__ import annotations

from tests.world import World


async def test_a_payee_removed_after_the_proposal_is_not_paid_by_it(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    payee = await mei.adds(wang)
    asked = await mei.sends(payee, "500.00")
    assert (await mei.call("payee.remove", payee=payee)).status == 200

    said = await mei.confirms(asked.body["facts"]["proposal"])

    assert (said.status, said.code) == (409, "not_booked")
    assert (await mei.balance(), await wang.balance()) == ("1000.00", "0.00")
