"""People: who they are to the bank, and how little of it lies open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.world import World

from sycee.core import party
from sycee.kit.capability import Writing
from sycee.kit.errors import Refusal


async def test_a_customer_sees_their_name_and_a_masked_phone(bank: World) -> None:
    mei = await bank.customer("李梅")

    me = (await mei.call("party.me")).body

    assert (me["name"], me["phone"]) == ("李梅", f"{mei.phone[:3]}****{mei.phone[-4:]}")
    assert me["joined_on"]
    assert me["signed_in_at"]


async def test_what_identifies_a_person_lies_sealed(bank: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)
    async with bank.bank.db.writers.acquire() as connection:
        person = await connection.fetchval("SELECT p::text FROM party_person p WHERE id = $1", mei.party)
        login = await connection.fetchval("SELECT l::text FROM identity_login l WHERE subject = $1", mei.party)

    for row in (person, login):
        for secret in (mei.phone, mei.password, "33010619900101"):
            assert secret not in row
            assert secret.encode().hex() not in row


async def joins(bank: World, **person: str) -> str:
    new = party.NewPerson(
        **({"name": "新人", "phone": "13688880001", "document": "X1", "password": "harbour-42-x"} | person)
    )
    async with bank.bank.db.writers.acquire() as connection:
        undone = connection.transaction()
        await undone.start()
        try:
            await party.join(replace(bank.bank.context(), writing=Writing(connection)), new)
        except Refusal as no:
            return no.code
        finally:
            await undone.rollback()
    return "ok"


async def test_a_phone_and_a_document_belong_to_one_customer(bank: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)

    assert await joins(bank) == "ok"
    assert await joins(bank, phone=mei.phone) == "phone_taken"
    assert await joins(bank, phone=f"+86 {mei.phone}") == "phone_taken", "however it is written"


@pytest.mark.parametrize(
    ("person", "code"), [({"phone": "123"}, "bad_phone"), ({"password": "short"}, "weak_password")], ids=str
)
async def test_who_cannot_join_is_told_why(bank: World, person: dict[str, str], code: str) -> None:
    assert await joins(bank, **person) == code
