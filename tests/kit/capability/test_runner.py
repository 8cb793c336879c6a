"""The path of every call: declared before it is called, keyed before it writes, answered the same when repeated."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid3, uuid4, uuid5

import pytest
from tests.world import Person, World

from sycee.kit.capability import Answer, Ask, Catalog, Context, Nothing
from sycee.kit.errors import Fault, Refusal
from sycee.kit.ids import new_id
from sycee.kit.till import Plan
from sycee.kit.words import words


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    return await world.customer("李梅", cny="900")


async def test_a_write_needs_a_key(bank: World, mei: Person) -> None:
    ask = {"source": mei.current, "target": mei.savings, "amount": {"amount": "1.00", "asset": "CNY"}}
    for verb, body in (("transfer/own", ask), ("session/end", {}), ("payee/check", {"to": mei.number})):
        said = await bank.http.post(f"/v1/{verb}", json=body, headers={"Authorization": f"Bearer {mei.token}"})
        assert (said.status_code, said.json()["code"]) == (422, "key_missing"), verb
        assert said.json()["field"] == "Idempotency-Key"


@pytest.mark.parametrize(
    "key",
    [
        "359b1bf8-eb6e-11f1-93c0-02fc00000001",
        str(uuid3(UUID(int=1), "x")),
        str(uuid5(UUID(int=1), "x")),
        str(UUID(int=0)),
        "x",
        "",
        "7" * 400,
    ],
)
async def test_a_key_is_a_uuid_that_nobody_can_guess(bank: World, mei: Person, key: str) -> None:
    headers = {"Authorization": f"Bearer {mei.token}", "Idempotency-Key": key}
    said = await bank.http.post("/v1/payee/check", json={"to": mei.number}, headers=headers)

    assert (said.status_code, said.json()["code"], said.json()["field"]) == (422, "bad_input", "Idempotency-Key")


async def test_a_write_sent_at_once_many_times_is_done_once(bank: World, mei: Person) -> None:
    other, key = await bank.customer("王海", signed_in=False), new_id(bank.bank.clock())

    said = await asyncio.gather(*(mei.call("payee.add", key=key, to=other.number, name=other.name) for _ in range(20)))

    assert {s.code for s in said} == {"ok"}
    assert len({str(s.body) for s in said}) == 1
    assert (await mei.call("payee.add", key=key, to=other.phone, name=other.name)).code == "key_reused"
    assert (await mei.call("payee.remove", key=key, payee=said[0].body["id"])).code == "key_reused"


async def test_a_refused_write_leaves_its_key_free(bank: World, mei: Person) -> None:
    other, key = await bank.customer("王海", signed_in=False), new_id(bank.bank.clock())

    assert (await mei.call("payee.add", key=key, to=other.number, name="不对")).code == "name_mismatch"
    assert (await mei.call("payee.add", key=key, to=other.number, name=other.name)).code == "ok"


async def test_a_refused_write_is_in_the_record_with_its_code_and_without_its_ask(bank: World, mei: Person) -> None:
    other = await bank.customer("金丝雀", signed_in=False)
    await mei.call("payee.add", to=other.number, name="不对不对")

    query = "SELECT verb, refused, said FROM journal_record WHERE subject = $1 ORDER BY booked_at DESC LIMIT 1"
    async with bank.bank.db.writers.acquire() as connection:
        row = await connection.fetchrow(query, mei.party)
    assert (row["verb"], row["refused"]) == ("payee.add", True)
    assert '"name_mismatch"' in row["said"]
    assert not any(secret in row["said"] for secret in (other.number, other.name, "不对不对"))


async def test_a_key_of_somebody_else_is_no_answer(bank: World, mei: Person) -> None:
    other, key = await bank.customer("王海"), new_id(bank.bank.clock())
    kin = await bank.customer("顾念慈", signed_in=False)
    await mei.call("payee.add", key=key, to=kin.number, name=kin.name)

    said = await other.call("payee.add", key=key, to=kin.number, name=kin.name)

    assert (said.code, said.body["facts"]) == ("key_reused", {})


async def test_either_kind_of_key_will_do(bank: World, mei: Person) -> None:
    for key in (uuid4(), new_id(bank.bank.clock())):
        assert (await mei.call("payee.check", key=key, to=mei.number)).code == "ok"


class Given(Answer, frozen=True):
    text: str


class Wanted(Ask, frozen=True):
    text: str


async def look(_: Context, ask: Wanted) -> Given:
    """Say it back."""
    return Given(text=ask.text)


async def move(_: Context, ask: Nothing) -> Plan[Given]:
    """Plan something."""
    raise NotImplementedError


async def silent(_: Context, ask: Nothing) -> Given:
    return Given(text="")


def test_a_verb_is_declared_by_its_function() -> None:
    catalog = Catalog()
    catalog.read("test.look", title=words(zh="看", en="Look"), says=("看{text}",))(look)
    catalog.money("test.move", title=words(zh="动", en="Move"))(move)

    verb = catalog["test.look"]
    assert (verb.effect, verb.ask, verb.answer, verb.help, verb.path) == (
        "read",
        Wanted,
        Given,
        "Say it back.",
        "test/look",
    )
    assert catalog["test.move"].answer is Given, "what the caller gets, not the plan"
    assert [v.name for v in catalog] == ["test.look", "test.move"]
    assert [v.name for v in catalog.only(lambda v: v.effect == "read")] == ["test.look"]


def test_a_verb_that_is_declared_twice_or_says_nothing_of_itself_is_a_fault() -> None:
    catalog = Catalog()
    catalog.read("test.look", title=words(zh="看", en="Look"))(look)
    with pytest.raises(Fault, match="declared twice"):
        catalog.read("test.look", title=words(zh="看", en="Look"))(look)
    with pytest.raises(Fault, match="docstring"):
        catalog.read("test.silent", title=words(zh="看", en="Look"))(silent)


def test_two_refusals_cannot_say_the_same_code() -> None:
    class First(Refusal):
        code = "test_only_first"
        say = words(zh="不", en="No")

    with pytest.raises(TypeError, match="two refusals say"):

        class Second(First):
            code = "test_only_first"
            say = words(zh="不", en="No")
