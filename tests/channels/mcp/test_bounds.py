"""What an assistant may not do, however it asks: clear refusals, nothing half done, and never another's things."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from tests.world import Cast, Person, Told, World, connected, uses_tool, yuan
from tests.world._matrix import play

from sycee.channels import mcp

HOSTILE: list[Any] = [None, 10**40, "a\u202eb", "a" * 10_000, {"": ""}, {"amount": "-1.00", "asset": "CNY"}]


@pytest.fixture(scope="module")
async def cast(world: World) -> Cast:
    return await play(world)


@pytest.fixture(scope="module")
async def theirs(cast: Cast) -> str:
    """An assistant of a stranger's."""
    return await cast.stranger.lets_in()


@pytest.fixture
async def mei(world: World) -> Person:
    await world.forgets_tries()
    return await world.customer("李梅", cny="1000")


async def asks_for_everything(bank: World, cast: Cast, token: str) -> dict[str, list[Told]]:
    """Every tool, with every object of the owner's wherever one fits, and with hostile values elsewhere."""
    owned = [cast.owner.current, cast.owner.savings, cast.payee, f"own:{cast.owner.current}", cast.outside]
    owned += [
        f"own:{cast.owner.current}:1",
        f"{cast.outside}:1",
        cast.transfer,
        await cast.proposal(),
        cast.owner.number,
    ]
    answers: dict[str, list[Told]] = {}
    for name, verb in mcp.tool_verbs(bank.bank.catalog).items():
        fields = [field.encode_name for field in msgspec.structs.fields(verb.ask)]
        answers[name] = []
        await bank.forgets_tries()
        for n, value in enumerate([*owned, [owned[3]], *HOSTILE]):
            if n % 20 == 19:
                await bank.forgets_tries()
            money = {field: yuan("1.00") for field in fields if field in ("amount", "keep", "each", "total")}
            answers[name].append(await uses_tool(bank, name, dict.fromkeys(fields, value) | money, token))
    return answers


async def test_a_strangers_assistant_that_asks_for_everything_learns_and_changes_nothing(
    bank: World, cast: Cast, theirs: str
) -> None:
    before, waiting = await cast.belongings(), await cast.owner.call("proposal.list")

    answers = await asks_for_everything(bank, cast, theirs)

    for name, told in answers.items():
        for one in told:
            assert not one.code.startswith("5"), (name, one)
            assert one.code != "fault", (name, one)
            assert one.done or one.body["say"], (name, one)
            named = [cast.owner.number]
            assert not [s for s in cast.secrets() if s not in named and s in json.dumps(one.body, ensure_ascii=False)]
    assert await cast.belongings() == before
    after = (await cast.owner.call("proposal.list")).body["proposals"]
    asked_by_them = [one for one in after if one["asked_by"]]
    assert not asked_by_them, "what a stranger's assistant asks for never waits for the owner"
    assert len(after) >= len(waiting.body["proposals"])


async def test_a_thousand_calls_are_slowed_and_none_is_half_done(bank: World, mei: Person) -> None:
    token = await mei.lets_in()
    ask = {"source": mei.current, "target": mei.savings, "amount": yuan("1.00")}

    reads = [(await uses_tool(bank, "account_list", {}, token)).code for _ in range(125)]
    assert (reads[:120], set(reads[120:])) == (["ok"] * 120, {"too_many"})
    other = await mei.lets_in("另一个")
    assert (await uses_tool(bank, "account_list", {}, other)).code == "ok", "each is counted for itself"
    await bank.forgets_tries()
    proposals = [await uses_tool(bank, "transfer_own", ask, token) for _ in range(25)]

    assert sum(one.waits for one in proposals) == 20
    assert {one.code for one in proposals if not one.done} == {"too_many"}
    assert await mei.balance() == "1000.00"
    assert len((await mei.call("proposal.list")).body["proposals"]) == 20
    assert (await mei.call("account.list")).code == "ok", "the customer is not slowed by it"


@pytest.mark.parametrize(
    "tool",
    ["proposal_confirm", "proposal_challenge", "proposal_drop", "session_start", "session_end", "assistant_allow",
     "city_people", "city_phone", "customer_find", "transfer.send", "Transfer_Send", "", "__class__", "a" * 500],
)  # fmt: skip
async def test_what_is_no_tool_is_refused_as_such(bank: World, mei: Person, tool: str) -> None:
    told = await uses_tool(bank, tool, {}, await mei.lets_in())

    assert not told.done
    assert told.body["error"]["code"] == -32602


@pytest.mark.parametrize("hidden", ["proposes", "channel", "party", "subject", "approved", "idempotency_key"])
async def test_a_field_that_a_tool_does_not_have_is_refused_by_name(bank: World, mei: Person, hidden: str) -> None:
    told = await uses_tool(bank, "account_list", {hidden: "http"}, await mei.lets_in())

    assert (told.code, told.body["field"]) == ("bad_input", hidden)


@pytest.mark.parametrize("key", ["", "x", 1, [], "00000000-0000-1000-8000-000000000000"])
async def test_a_key_that_is_none_is_refused(bank: World, mei: Person, key: Any) -> None:
    ask = {"source": mei.current, "target": mei.savings, "amount": yuan("1.00"), "idempotency_key": key}

    told = await uses_tool(bank, "transfer_own", ask, await mei.lets_in())

    assert told.code == "bad_input"
    assert (await mei.call("proposal.list")).body["proposals"] == []


async def test_two_assistants_of_two_people_do_not_share_a_key(bank: World, mei: Person) -> None:
    wang = await bank.customer("王海洋", cny="100")
    key = "0192f0c1-8a54-7cc3-8f34-2f2f2a2b2c2d"
    ask = {"amount": yuan("1.00"), "idempotency_key": key}

    first = await uses_tool(
        bank, "transfer_own", ask | {"source": mei.current, "target": mei.savings}, await mei.lets_in()
    )
    second = await uses_tool(
        bank, "transfer_own", ask | {"source": wang.current, "target": wang.savings}, await wang.lets_in()
    )

    assert first.waits
    assert second.waits
    assert first.body["proposal"] != second.body["proposal"]


async def test_a_fault_says_nothing_of_the_inside(bank: World, mei: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    token = await mei.lets_in()

    async def breaks(*_: object) -> bytes:
        raise ValueError("the key of row 17 is 8854")

    monkeypatch.setattr(type(bank.bank.runner), "run", breaks)
    told = await uses_tool(bank, "account_list", {}, token)

    assert told.code == "fault"
    assert "8854" not in json.dumps(told.body)


async def test_only_the_customer_confirms_whichever_token_asks(bank: World, mei: Person, site: str) -> None:
    wang = await bank.customer("王海洋")
    payee, token = await mei.adds(wang), await mei.lets_in()
    async with connected(site, token) as client:
        asked = await client.call_tool(
            "transfer_send", {"source": mei.current, "payee": payee, "amount": yuan("300.00")}
        )
    proposal = asked.structured_content["proposal"]
    sent = await mei.call("proposal.challenge", proposal=proposal)
    assert sent.status == 200
    proof = {"proposal": proposal, "factor": "sms", "code": await mei.code()}

    assert (await bank.call("proposal.confirm", proof, token=token)).code == "not_signed_in"
    assert (await bank.call("proposal.confirm", proof, token=(await wang.signs_in()).token)).code == "not_found"
    assert (await mei.call("proposal.drop", proposal=proposal)).code == "ok"
    assert (await mei.call("proposal.confirm", **proof)).code == "proposal_gone"
    assert (await mei.balance(), await wang.balance()) == ("1000.00", "0.00")
