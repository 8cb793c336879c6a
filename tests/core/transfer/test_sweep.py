"""Sweeping: all but what is kept goes to the other account."""

from __future__ import annotations

from tests.world import Row, World, asks, gets, yuan

# Every verb is asked by its owner, by a stranger and by nobody. The owner's accounts are no account to a stranger,
# and the answer is the same as for one that never was (`never`).
MATRIX = {
    "transfer.sweep": (
        Row(
            asks(lambda c: {"source": c.owner.current, "target": c.owner.savings, "keep": yuan("100.00")}),
            gets("no_such_account"),
            theirs=lambda c: {"target": c.stranger.savings},
            never={"source": 999_999_999},
        ),
    )
}


async def test_all_but_what_is_kept_goes_to_savings(bank: World) -> None:
    mei = await bank.customer("李梅", cny="5000")

    said = await mei.call("transfer.sweep", source=mei.current, target=mei.savings, keep=yuan("2000.00"))

    assert said.status == 200, said
    assert (await mei.balance(), await mei.balance(mei.savings)) == ("2000.00", "3000.00")
