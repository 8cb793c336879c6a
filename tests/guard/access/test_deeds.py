"""Deeds: a write that waits for consent is done as it was asked, once, by the one who was shown it; or not at all."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from tests.world import Person, World

from sycee.kit.ids import new_id
from sycee.kit.till import StepUpNeeded


async def proposes(bank: World, person: Person, verb: str, key: UUID | None = None, **ask: Any) -> str:
    """Ask as a channel does that may not act by itself; returns the proposal."""
    ctx = await bank.bank.who(bank.bank.context(), person.token)
    ctx = replace(ctx, channel="mcp", proposes=True, key=key or new_id(bank.bank.clock()))
    with pytest.raises(StepUpNeeded) as asked:
        await bank.bank.runner.run(ctx, bank.bank.catalog[verb], json.dumps(ask).encode())
    return str(asked.value.facts["proposal"])


async def payees(person: Person) -> list[str]:
    return [p["name"] for p in (await person.call("payee.list")).body["payees"]]


async def test_a_write_that_was_only_proposed_has_done_nothing_and_is_done_once_when_confirmed(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    proposal = await proposes(bank, mei, "payee.add", to=wang.number, name="王海")

    assert await payees(mei) == []
    said = await mei.confirms(proposal)

    assert said.code == "ok", said
    assert (said.body["capability"], said.body["answer"]["name"]) == ("payee.add", "王海")
    assert await payees(mei) == ["王海"]
    assert (await mei.call("proposal.show", proposal=proposal)).body["state"] == "done"


async def test_every_field_of_it_is_shown_and_why(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    proposal = await proposes(bank, mei, "payee.add", to=wang.number, name="王海")

    shown = (await mei.call("proposal.show", proposal=proposal)).body
    (listed,) = (await mei.call("proposal.list")).body["proposals"]

    assert {line["value"] for line in shown["shown"]} >= {wang.number, "王海"}
    assert "助手" in shown["why"]
    assert (listed["proposal"], listed["shown"]) == (proposal, shown["shown"])


async def test_one_who_confirms_many_times_at_once_has_it_done_once(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    proposal = await proposes(bank, mei, "payee.add", to=wang.number, name="王海")
    await mei.call("proposal.challenge", proposal=proposal)
    code, key = await mei.code(), new_id(bank.bank.clock())

    proof = {"proposal": proposal, "factor": "sms", "code": code}
    said = await asyncio.gather(*(mei.call("proposal.confirm", key=key, **proof) for _ in range(8)))

    assert {s.code for s in said} == {"ok"}
    assert len({json.dumps(s.body, sort_keys=True) for s in said}) == 1
    assert await payees(mei) == ["王海"]


async def test_the_key_that_proposed_gets_the_answer_once_it_is_done(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    key = new_id(bank.bank.clock())
    ask = {"to": wang.number, "name": "王海"}
    first = await proposes(bank, mei, "payee.add", key, **ask)
    assert await proposes(bank, mei, "payee.add", key, **ask) == first, "asked again it is the same proposal"
    done = await mei.confirms(first)

    again = await mei.call("payee.add", key=key, **ask)

    assert (again.code, again.body) == ("ok", done.body["answer"])


async def test_a_stranger_neither_sees_nor_confirms_nor_drops_it(bank: World) -> None:
    mei, wang, eve = await bank.customer("李梅"), await bank.customer("王海"), await bank.customer("易飞")
    proposal = await proposes(bank, mei, "payee.add", to=wang.number, name="王海")
    await mei.call("proposal.challenge", proposal=proposal)
    code = await mei.code()

    said = [
        await eve.call("proposal.show", proposal=proposal),
        await eve.call("proposal.confirm", proposal=proposal, factor="sms", code=code),
        await eve.call("proposal.drop", proposal=proposal),
    ]

    assert {s.code for s in said} == {"not_found"}
    assert (await eve.call("proposal.list")).body["proposals"] == []
    assert await payees(mei) == []


async def test_a_wrong_code_a_dropped_one_and_a_late_one_do_nothing(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    wrong = await proposes(bank, mei, "payee.add", to=wang.number, name="王海")
    assert (await mei.confirms(wrong, code="000000")).code in ("wrong_code", "code_expired")
    dropped = await proposes(bank, mei, "payee.add", to=wang.number, name="王海")
    await mei.call("proposal.drop", proposal=dropped)
    assert (await mei.call("proposal.challenge", proposal=dropped)).code == "proposal_gone"
    late = await proposes(bank, mei, "payee.add", to=wang.number, name="王海")
    with bank.hands.later(minutes=11):
        await mei.signs_in()
        assert (await mei.call("proposal.challenge", proposal=late)).code == "proposal_gone"

    assert await payees(mei) == []


async def test_what_has_become_impossible_meanwhile_is_refused_and_leaves_nothing(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    payee = await mei.adds(wang)
    proposal = await proposes(bank, mei, "payee.remove", payee=payee)
    assert (await mei.call("payee.remove", payee=payee)).code == "ok"

    said = await mei.confirms(proposal)

    assert (said.code, said.body["facts"]["refused"]) == ("overtaken", "payee_not_found")
    assert said.body["facts"]["why"] in said.body["say"]
    assert await payees(mei) == []


async def test_what_was_refused_after_its_proof_is_not_done_later_without_one(bank: World) -> None:
    mei = await bank.customer("李梅")
    key = new_id(bank.bank.clock())
    proposal = await proposes(bank, mei, "account.open", kind="savings")
    for _ in range(4):
        assert (await mei.call("account.open", kind="savings")).code == "ok"
    await mei.call("proposal.challenge", proposal=proposal)
    proof = {"proposal": proposal, "factor": "sms", "code": await mei.code()}
    assert (await mei.call("proposal.confirm", key=key, **proof)).body["facts"]["refused"] == "too_many_accounts"
    assert (await mei.call("proposal.show", proposal=proposal)).body["state"] == "dropped"
    spare = (await mei.call("account.list")).body["accounts"][-1]["id"]
    closing = await mei.call("account.close", account=spare)
    assert (await mei.confirms(closing.body["facts"]["proposal"])).code == "ok"

    for code in (proof["code"], "000000"):
        said = await mei.call("proposal.confirm", proposal=proposal, factor="sms", code=code)
        assert said.code == "proposal_gone"

    opened = [a for a in (await mei.call("account.list")).body["accounts"] if a["state"] == "open"]
    assert len(opened) == 5


async def test_money_asked_for_there_waits_as_well_however_small(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="100"), await bank.customer("王海")
    payee = await mei.adds(wang)
    ask = {"source": mei.current, "payee": payee, "amount": {"amount": "0.01", "asset": "CNY"}}
    proposal = await proposes(bank, mei, "transfer.send", **ask)

    assert await mei.balance() == "100.00"
    assert (await mei.confirms(proposal)).code == "ok"
    assert await mei.balance() == "99.99"
