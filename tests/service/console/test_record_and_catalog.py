"""The record at the console with the state of its chain, and the catalog."""

from __future__ import annotations

import json

import asyncpg
import pytest
from tests.world import Member, Person, Row, World, asks, clerks_get, yuan

from sycee.guard.audit import index, seal_heads
from sycee.kit.capability import CATALOG

MATRIX = {
    "record.list": (
        Row(asks(lambda c: {"customer": c.owner.party}), clerks_get()),
        Row(asks(lambda c: {"record": c.transfer}), clerks_get()),
    ),
    "catalog.list": (Row(asks(lambda _: {}), clerks_get(right=False)),),
    "catalog.show": (Row(asks(lambda _: {"name": "transfer.send"}), clerks_get(right=False)),),
}


@pytest.fixture(scope="module")
async def lin(world: World) -> Member:
    return await world.member("records")


@pytest.fixture
async def mei(bank: World) -> Person:
    return await bank.customer("李梅", cny="900")


async def moves(mei: Person) -> str:
    """Move a yuan; returns the transfer's number, which is the key of its record."""
    said = await mei.call("transfer.own", source=mei.current, target=mei.savings, amount=yuan("1.00"))
    assert said.status == 200, said
    return str(said.body["transfer"])


async def indexes(bank: World) -> None:
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        await index(bank.bank.writing(connection), None)


async def seals(bank: World) -> None:
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        await seal_heads(bank.bank.writing(connection), None)


async def test_a_customers_records_say_what_was_asked_when_and_whether_it_was_refused(
    bank: World, lin: Member, mei: Person
) -> None:
    transfer = await moves(mei)
    await mei.call("payee.remove", payee=999_999_999)
    await mei.call("transfer.own", source=mei.current, target=mei.savings, amount=yuan("90000.00"))

    short, refused, done = (await lin.call("record.list", customer=mei.party)).body["records"]

    assert (done["key"], done["verb"], done["title"], done["refused"]) == (
        transfer, "transfer.own", CATALOG["transfer.own"].title.zh, False,
    )  # fmt: skip
    assert (refused["verb"], refused["refused"], refused["code"]) == ("payee.remove", True, "payee_not_found")
    assert (short["code"], short["refused"]) == ("insufficient_funds", True)
    assert refused["why"]
    assert short["why"]
    assert done["whole"] is refused["whole"] is True


async def test_a_record_is_found_by_its_key_and_says_which_seal_covers_it(
    bank: World, lin: Member, mei: Person
) -> None:
    transfer = await moves(mei)
    [before] = (await lin.call("record.list", record=transfer)).body["records"]
    await seals(bank)
    [after] = (await lin.call("record.list", record=transfer)).body["records"]

    assert (before["customer"], before["whole"], before["seal"]) == (mei.party, True, None)
    assert after["seal"]["holds"] is True


async def test_a_record_that_was_tampered_with_is_called_broken(bank: World, lin: Member, mei: Person) -> None:
    transfer = await moves(mei)
    owner = await asyncpg.connect(bank.bank.dsn)
    said = await owner.fetchval("SELECT said FROM journal_record WHERE key = $1", transfer)
    put = "UPDATE journal_record SET said = $2 WHERE key = $1"
    try:
        await owner.execute(put, transfer, said.replace("1.00", "9.00"))
        [broken] = (await lin.call("record.list", record=transfer)).body["records"]
    finally:
        await owner.execute(put, transfer, said)
        await owner.close()
    [whole] = (await lin.call("record.list", record=transfer)).body["records"]

    assert (broken["whole"], whole["whole"]) == (False, True)


@pytest.mark.parametrize("indexed", [0, 1, 2, 3])
async def test_records_come_a_page_at_a_time_wherever_their_index_has_come(
    bank: World, lin: Member, mei: Person, indexed: int
) -> None:
    keys = []
    for n in range(3):
        if n == indexed:
            await indexes(bank)
        keys.append(await moves(mei))
    if indexed == 3:
        await indexes(bank)

    first = (await lin.call("record.list", customer=mei.party, limit=2)).body
    second = (await lin.call("record.list", customer=mei.party, limit=2, cursor=first["next"])).body

    assert sorted(r["key"] for page in (first, second) for r in page["records"]) == sorted(keys)
    assert second["next"] is None


@pytest.mark.parametrize("ask", [{}, {"customer": 1, "record": "018f0000-0000-7000-8000-000000000000"}])
async def test_records_are_asked_for_by_one_of_two(bank: World, lin: Member, ask: dict[str, object]) -> None:
    assert (await lin.call("record.list", **ask)).code == "bad_input"


async def test_what_members_and_the_bank_did_is_not_the_consoles(bank: World, lin: Member) -> None:
    other, key = await bank.member("reveal"), bank.new_key()
    mei = await bank.customer("李梅")
    ask = {"customer": mei.party, "field": "phone", "reason": "fraud", "note": "可疑登录需要回访"}
    await other.call("customer.reveal", key=key, **ask)
    async with bank.bank.db.writers.acquire() as connection:
        theirs = await connection.fetchval("SELECT key FROM journal_record WHERE subject < 0 LIMIT 1")

    assert (await lin.call("record.list", record=str(theirs))).code == "not_found"


async def test_the_catalog_has_every_verb_with_its_words_and_refusals(bank: World, lin: Member) -> None:
    verbs = {v["name"]: v for v in (await lin.call("catalog.list")).body["verbs"]}
    send = verbs["transfer.send"]

    assert set(verbs) == {verb.name for verb in bank.bank.catalog}
    assert (send["effect"], send["access"], send["title_zh"]) == ("money", "own", CATALOG["transfer.send"].title.zh)
    assert "step_up_needed" in send["refuses"]
    assert verbs["customer.reveal"]["channels"] == ["staff"]


async def test_a_verbs_card_has_its_schemas_and_its_noes_in_both_languages(bank: World, lin: Member) -> None:
    card = (await lin.call("catalog.show", name="transfer.send")).body

    assert {"source", "payee", "amount"} <= set(json.loads(card["ask"])["properties"])
    assert "transfer" in json.loads(card["answer"])["properties"]
    assert all(no["zh"] and no["en"] for no in card["refusals"])
    assert (await lin.call("catalog.show", name="no.such")).code == "not_found"
