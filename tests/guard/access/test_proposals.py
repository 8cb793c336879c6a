"""Proposals: what was shown happens, once, by the one who was shown it, in time; or nothing does."""

from __future__ import annotations

import asyncio
import unicodedata
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world import Person, Said, World

from sycee.kit.ids import new_id


@pytest.fixture
async def pair(bank: World) -> tuple[Person, Person, int]:
    """Somebody with money, somebody to pay, and the payee's number."""
    mei, wang = await bank.customer("李梅", cny="9000"), await bank.customer("王海")
    return mei, wang, await bank.was_added_long_ago(await mei.adds(wang))


async def proven(person: Person, payee: int, amount: str = "300.00", key: UUID | None = None) -> tuple[str, str]:
    """A proposal and the code that confirms it."""
    asked = await person.sends(payee, amount, key=key)
    assert asked.code == "step_up_needed", asked
    proposal = str(asked.body["facts"]["proposal"])
    assert (await person.call("proposal.challenge", proposal=proposal)).status == 200
    return proposal, await person.code()


async def confirms(person: Person, proposal: str, code: str, key: UUID | None = None) -> Said:
    return await person.call("proposal.confirm", key=key, proposal=proposal, factor="sms", code=code)


async def state(person: Person, proposal: str) -> str:
    return str((await person.call("proposal.show", proposal=proposal)).body["state"])


async def sums(*people: Person) -> tuple[str, ...]:
    return tuple([await person.balance() for person in people])


def fresh(bank: World) -> UUID:
    return new_id(bank.bank.clock())


async def test_a_proposal_shows_what_it_would_do_and_how_far_it_has_come(
    bank: World, pair: tuple[Person, Person, int]
) -> None:
    mei, wang, payee = pair
    proposal, code = await proven(mei, payee)

    shown = (await mei.call("proposal.show", proposal=proposal)).body
    assert (shown["capability"], shown["factors"], shown["state"]) == ("transfer.send", ["sms"], "open")
    values = {line["label"]: line["value"] for line in shown["shown"]}
    assert values["收款人"] == "王海"
    assert values["收款账号"] == f"**** {wang.number[-4:]}"
    assert values["金额"] == "300.00 CNY"
    assert shown["why"]

    await confirms(mei, proposal, code)
    assert await state(mei, proposal) == "done"


async def test_a_confirming_call_sent_again_gets_the_same_answer(bank: World, pair: tuple[Person, Person, int]) -> None:
    mei, wang, payee = pair
    proposal, code = await proven(mei, payee)
    key = fresh(bank)

    said = await asyncio.gather(*(confirms(mei, proposal, code, key) for _ in range(10)))
    said.append(await confirms(mei, proposal, code, key))

    assert {s.code for s in said} == {"ok"}
    assert len({str(s.body) for s in said}) == 1
    assert await sums(mei, wang) == ("8700.00", "300.00")


async def test_two_tabs_that_confirm_at_once_move_the_money_once(bank: World, pair: tuple[Person, Person, int]) -> None:
    mei, wang, payee = pair
    proposal, code = await proven(mei, payee)

    said = await asyncio.gather(confirms(mei, proposal, code), confirms(mei, proposal, code))

    # The second may come between approval and commit: then it is told of the same end.
    assert sorted(s.code for s in said) in (["ok", "proposal_gone"], ["ok", "ok"])
    assert await sums(mei, wang) == ("8700.00", "300.00")


async def test_what_is_done_is_not_done_again_under_another_key(bank: World, pair: tuple[Person, Person, int]) -> None:
    mei, wang, payee = pair
    proposal, code = await proven(mei, payee)
    await confirms(mei, proposal, code)

    assert (await confirms(mei, proposal, code)).code == "proposal_gone"
    assert (await mei.call("proposal.challenge", proposal=proposal)).code == "proposal_gone"
    assert (await mei.call("proposal.drop", proposal=proposal)).code == "proposal_gone"
    assert await sums(mei, wang) == ("8700.00", "300.00")


async def test_a_confirming_key_proves_one_thing(bank: World, pair: tuple[Person, Person, int]) -> None:
    mei, wang, payee = pair
    key, one, other = fresh(bank), await proven(mei, payee), await proven(mei, payee, "301.00")

    assert (await confirms(mei, *one, key)).code == "ok"

    assert (await confirms(mei, *other, key)).code == "key_reused"
    assert (await confirms(mei, one[0], f"{(int(one[1]) + 1) % 10**6:06}", key)).code == "key_reused"
    assert await sums(mei, wang) == ("8700.00", "300.00")


async def test_a_confirming_key_that_is_used_for_two_at_once_proves_one(
    bank: World, pair: tuple[Person, Person, int]
) -> None:
    mei, wang, payee = pair
    key, one, other = fresh(bank), await proven(mei, payee), await proven(mei, payee)

    said = await asyncio.gather(confirms(mei, *one, key), confirms(mei, *other, key))

    assert sorted(s.code for s in said) == ["key_reused", "ok"]
    assert await sums(mei, wang) == ("8700.00", "300.00")


async def test_a_wrong_code_leaves_the_key_for_the_right_one(bank: World, pair: tuple[Person, Person, int]) -> None:
    mei, _, payee = pair
    proposal, code = await proven(mei, payee)
    key = fresh(bank)

    assert (await confirms(mei, proposal, f"{(int(code) + 1) % 10**6:06}", key)).code == "wrong_code"
    assert (await confirms(mei, proposal, code, key)).code == "ok"


async def test_a_proposal_waits_ten_minutes(bank: World, pair: tuple[Person, Person, int]) -> None:
    mei, wang, payee = pair
    asked = await mei.sends(payee, "300.00")
    proposal = asked.body["facts"]["proposal"]

    with bank.hands.later(minutes=10):
        await mei.signs_in()
        assert await state(mei, proposal) == "expired"
        assert (await mei.call("proposal.challenge", proposal=proposal)).code == "proposal_gone"
        assert (await confirms(mei, proposal, "123456")).code == "proposal_gone"
    assert await sums(mei, wang) == ("9000.00", "0.00")


async def test_a_code_sent_in_the_last_minute_does_not_outlive_its_proposal(
    bank: World, pair: tuple[Person, Person, int]
) -> None:
    mei, wang, payee = pair
    asked = await mei.sends(payee, "300.00")
    proposal = asked.body["facts"]["proposal"]
    with bank.hands.later(minutes=9, seconds=30):
        await mei.call("proposal.challenge", proposal=proposal)
        code = await mei.code()
    with bank.hands.later(minutes=10, seconds=1):
        assert (await confirms(mei, proposal, code)).code == "proposal_gone"
    assert await sums(mei, wang) == ("9000.00", "0.00")


async def test_what_was_dropped_does_not_happen(bank: World, pair: tuple[Person, Person, int]) -> None:
    mei, wang, payee = pair
    key = fresh(bank)
    proposal, code = await proven(mei, payee, key=key)

    assert (await mei.call("proposal.drop", proposal=proposal)).status == 200

    assert await state(mei, proposal) == "dropped"
    assert (await mei.call("proposal.drop", proposal=proposal)).code == "proposal_gone"
    assert (await confirms(mei, proposal, code)).code == "proposal_gone"
    again = await mei.sends(payee, "300.00", key=key)
    assert again.body["facts"]["proposal"] != proposal
    assert await sums(mei, wang) == ("9000.00", "0.00")


async def test_one_key_proposes_once_and_nothing_else(bank: World, pair: tuple[Person, Person, int]) -> None:
    mei, wang, payee = pair
    key = fresh(bank)

    said = await asyncio.gather(*(mei.sends(payee, "300.00", key=key) for _ in range(8)))

    assert len({s.body["facts"]["proposal"] for s in said}) == 1
    for changed in (mei.sends(payee, "300.01", key=key), mei.sends(payee, "300.00", key=key, memo="x")):
        assert (await changed).code == "key_reused"
    own = {"source": mei.current, "target": mei.savings, "amount": {"amount": "1.00", "asset": "CNY"}}
    assert (await mei.confirms(said[0].body["facts"]["proposal"])).code == "ok"
    assert (await mei.call("transfer.own", key=key, **own)).code == "key_reused"
    assert (await mei.sends(payee, "300.01", key=key)).code == "key_reused"
    assert (await mei.sends(payee, "300.00", key=key)).code == "ok"
    assert await sums(mei, wang) == ("8700.00", "300.00")


async def test_another_customers_key_is_no_help(bank: World, pair: tuple[Person, Person, int]) -> None:
    mei, wang, payee = pair
    key = fresh(bank)
    proposal, code = await proven(mei, payee, key=key)
    await confirms(mei, proposal, code)

    assert (await wang.sends(payee, "300.00", key=key)).code in {"key_reused", "no_such_account", "payee_not_found"}
    assert (await wang.call("session.end", key=key)).code == "key_reused"


async def test_a_confirmed_plan_that_cannot_be_booked_says_why_and_is_over(
    bank: World, pair: tuple[Person, Person, int]
) -> None:
    mei, wang, payee = pair
    first, second = await proven(mei, payee, "8000.00"), await proven(mei, payee, "8000.01")
    key = fresh(bank)

    assert (await confirms(mei, *first)).code == "ok"
    said = [await confirms(mei, *second, key) for _ in range(2)]

    assert [s.code for s in said] == ["insufficient_funds"] * 2
    assert said[0] == said[1]
    assert await state(mei, second[0]) == "dropped", "nothing of it was done"
    assert await sums(mei, wang) == ("1000.00", "8000.00")


class Lost(Exception):
    """The process died between the proof and the commit."""


async def dies_between(bank: World, patch: pytest.MonkeyPatch, person: Person, *proof: Any) -> None:
    async def gone(*_: object) -> bytes:
        raise Lost

    with bank.breaking(), patch.context() as while_dead:
        while_dead.setattr("sycee.kit.till.Till.commit", gone)
        assert (await confirms(person, *proof)).code == "fault"


@pytest.mark.parametrize("again", ["the same call", "another tab"])
async def test_a_proof_whose_commit_was_lost_is_good_once_more(
    bank: World, pair: tuple[Person, Person, int], monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    mei, wang, payee = pair
    proposal, code = await proven(mei, payee)
    key = fresh(bank)
    await dies_between(bank, monkeypatch, mei, proposal, code, key)

    assert await state(mei, proposal) == "open"
    assert (await confirms(mei, proposal, code, key if again == "the same call" else fresh(bank))).code == "ok"
    assert (await confirms(mei, proposal, code)).code == "proposal_gone", "it is done"
    assert await sums(mei, wang) == ("8700.00", "300.00")


async def test_a_proof_whose_commit_was_lost_is_good_for_five_minutes(
    bank: World, pair: tuple[Person, Person, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    mei, wang, payee = pair
    proposal, code = await proven(mei, payee)
    key = fresh(bank)
    await dies_between(bank, monkeypatch, mei, proposal, code, key)

    with bank.hands.later(minutes=5, seconds=1):
        assert (await confirms(mei, proposal, code, key)).code == "proposal_gone"
    assert await sums(mei, wang) == ("9000.00", "0.00")


@pytest.mark.parametrize(
    "tampering",
    [
        "plan = replace(plan, '-30000', '-3000000')",
        "plan = replace(plan, '30000', '30001')",
        "plan = replace(plan, '李梅', '李海')",
        "digest = sha256(digest)",
        "mark = sha256(mark)",
        "plan = replace(plan, 'transfer.send', 'transfer.own')",
    ],
)
async def test_a_proposal_that_was_tampered_with_moves_nothing(
    bank: World, pair: tuple[Person, Person, int], tampering: str
) -> None:
    mei, wang, payee = pair
    proposal, code = await proven(mei, payee)
    owner = await asyncpg.connect(bank.bank.dsn)
    try:
        await owner.execute(f"UPDATE access_proposal SET {tampering} WHERE id = $1", UUID(proposal))
    finally:
        await owner.close()

    with bank.breaking():
        said = await confirms(mei, proposal, code)

    # The mark is no part of the intent: it tells repeats apart, and moves nothing.
    assert said.code == ("ok" if tampering.startswith("mark") else "fault")
    assert await sums(mei, wang) == (("8700.00", "300.00") if said.code == "ok" else ("9000.00", "0.00"))


@given(memo=st.text(max_size=60))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_what_is_shown_is_what_is_booked_letter_by_letter_and_nothing_in_it_is_hidden(
    bank: World, memo: str
) -> None:
    await bank.forgets_tries()
    mei, wang = await bank.customer("李梅", cny="10"), await bank.customer("王海")
    asked = await mei.sends(await mei.adds(wang), "1.00", memo=memo)
    if asked.code != "step_up_needed":
        assert (asked.code, asked.body["field"]) == ("bad_input", "memo")
        return
    lines = {line["label"]: line["value"] for line in asked.body["facts"]["shown"]}

    done = await mei.confirms(asked.body["facts"]["proposal"])

    booked = next(e for e in (await wang.call("book.entries")).body["entries"] if e["amount"]["amount"] == "1.00")
    assert done.body["answer"]["memo"] == booked["memo"] == lines.get("附言", "")
    assert lines.get("附言", "") == unicodedata.normalize("NFC", memo)
    assert not [c for c in memo if unicodedata.category(c) in ("Cc", "Zl", "Zp")]
    assert (lines["金额"], lines["收款人"]) == ("1.00 CNY", "王海")
