"""Receipts: of a transfer that was made, for the one who made it, and of nothing else."""

from __future__ import annotations

from uuid import uuid4

from tests.world import World

from sycee.kit.ids import new_id


async def test_a_receipt_says_what_was_booked(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="900"), await bank.customer("王海", signed_in=False)
    asked = await mei.sends(await mei.adds(wang), "12.34", memo="房租")
    done = (await mei.confirms(asked.body["facts"]["proposal"])).body["answer"]

    receipt = (await mei.call("transfer.receipt", transfer=done["transfer"])).body

    assert {name: receipt[name] for name in done} == done
    assert (receipt["to"], receipt["to_tail"], receipt["memo"]) == ("王海", wang.number[-4:], "房租")
    assert receipt["fee"] == {"amount": "0.00", "asset": "CNY"}
    assert receipt["booked_at"]
    assert len(receipt["verification"].replace(" ", "")) == 16


async def test_a_move_among_ones_own_accounts_has_a_receipt(bank: World) -> None:
    mei = await bank.customer("李梅", cny="900")
    money = {"amount": "1.00", "asset": "CNY"}
    moved = await mei.call("transfer.own", source=mei.current, target=mei.savings, amount=money)

    assert (await mei.call("transfer.receipt", transfer=moved.body["transfer"])).body["to"] == "李梅"


async def test_what_is_no_transfer_has_no_receipt(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="5"), await bank.customer("王海", signed_in=False)
    added, refused = new_id(bank.bank.clock()), new_id(bank.bank.clock())
    payee = (await mei.call("payee.add", key=added, to=wang.number, name=wang.name)).body["id"]
    proposed = new_id(bank.bank.clock())
    asked = await mei.sends(payee, "1.00", key=proposed)
    money = {"amount": "6.00", "asset": "CNY"}
    short = await mei.call("transfer.own", key=refused, source=mei.current, target=mei.savings, amount=money)
    assert (asked.code, short.code) == ("step_up_needed", "insufficient_funds")

    for key in (added, refused, proposed, uuid4()):
        said = await mei.call("transfer.receipt", transfer=str(key))
        assert (said.status, said.code, said.body["field"]) == (404, "not_found", "transfer")


async def test_two_transfers_alike_have_receipts_of_their_own(bank: World) -> None:
    mei = await bank.customer("李梅", cny="100")
    move = {"source": mei.current, "target": mei.savings, "amount": {"amount": "1.00", "asset": "CNY"}}
    made = [(await mei.call("transfer.own", **move)).body["transfer"] for _ in range(2)]

    codes = {(await mei.call("transfer.receipt", transfer=t)).body["verification"] for t in made}

    assert len(codes) == 2
