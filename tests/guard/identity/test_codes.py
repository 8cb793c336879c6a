"""Codes by SMS: good for one thing, once, for minutes, and for five tries."""

from __future__ import annotations

import asyncio

import pytest
from tests.world import Person, Said, World


@pytest.fixture(scope="module")
async def pair(world: World) -> tuple[Person, int]:
    mei = await world.customer("李梅", cny="90000")
    return mei, await mei.adds(await world.customer("王海", signed_in=False))


@pytest.fixture
async def mei(bank: World) -> Person:
    """Somebody of this test's own: codes are counted per customer."""
    return await bank.customer("李梅", cny="90000")


async def proposes(person: Person, bank: World, amount: str = "300.00") -> str:
    payee = await person.adds(await bank.customer("王海", signed_in=False))
    said = await person.sends(payee, amount)
    return str(said.body["facts"]["proposal"])


async def gets_code(person: Person, proposal: str) -> str:
    said = await person.call("proposal.challenge", proposal=proposal)
    assert said.status == 200, said
    return await person.code()


async def confirms(person: Person, proposal: str, code: str) -> Said:
    return await person.call("proposal.confirm", proposal=proposal, factor="sms", code=code)


def another(code: str, by: int = 1) -> str:
    return f"{(int(code) + by) % 10**6:06}"


async def test_a_code_for_one_proposal_is_worth_nothing_for_another(bank: World, mei: Person) -> None:
    one, other = await proposes(mei, bank), await proposes(mei, bank)
    code = await gets_code(mei, one)

    assert (await confirms(mei, other, code)).code == "code_expired", "none was sent for this one"
    for_other = await gets_code(mei, other)
    if for_other != code:
        assert (await confirms(mei, other, code)).code == "wrong_code"
    assert (await confirms(mei, one, code)).code == "ok"
    assert (await confirms(mei, other, for_other)).code == "ok"


async def test_a_code_is_worth_nothing_in_another_persons_hands(bank: World, mei: Person) -> None:
    theirs = await bank.customer("陆远", cny="900")
    hers, his = await proposes(mei, bank), await proposes(theirs, bank)
    code, own = await gets_code(mei, hers), await gets_code(theirs, his)

    assert (await confirms(theirs, hers, code)).code == "not_found"
    if code != own:
        assert (await confirms(theirs, his, code)).code == "wrong_code"


async def test_five_wrong_tries_kill_a_code(bank: World, mei: Person) -> None:
    proposal = await proposes(mei, bank)
    code = await gets_code(mei, proposal)

    said = [await confirms(mei, proposal, another(code, n)) for n in range(1, 6)]

    assert [s.code for s in said] == ["wrong_code"] * 5
    assert [s.body["facts"]["tries_left"] for s in said] == [4, 3, 2, 1, 0]
    assert (said[0].status, said[0].body["field"]) == (403, "code")
    assert (await confirms(mei, proposal, code)).code == "code_expired", "the right one comes too late"
    assert (await confirms(mei, proposal, await gets_code(mei, proposal))).code == "ok"


async def test_of_twenty_guesses_at_one_moment_five_are_looked_at(bank: World, mei: Person) -> None:
    proposal = await proposes(mei, bank)
    code = await gets_code(mei, proposal)

    said = await asyncio.gather(*(confirms(mei, proposal, another(code, n)) for n in range(1, 21)))

    assert sorted(s.code for s in said) == ["code_expired"] * 15 + ["wrong_code"] * 5
    assert sorted(s.body["facts"]["tries_left"] for s in said if s.code == "wrong_code") == [0, 1, 2, 3, 4]
    assert await mei.balance() == "90000.00"


async def test_of_twenty_times_the_right_code_one_is_taken(bank: World, mei: Person) -> None:
    proposal = await proposes(mei, bank)
    code = await gets_code(mei, proposal)

    said = await asyncio.gather(*(confirms(mei, proposal, code) for _ in range(20)))

    # Those that come between approval and commit are told of the same end; the code is used and the money moves once.
    assert {"ok"} <= {s.code for s in said} <= {"ok", "proposal_gone"}
    assert len({str(s.body) for s in said if s.code == "ok"}) == 1
    assert await mei.balance() == "89700.00"


async def test_a_code_is_good_for_three_minutes(bank: World, mei: Person) -> None:
    late, in_time = await proposes(mei, bank), await proposes(mei, bank)
    codes = await gets_code(mei, late), await gets_code(mei, in_time)

    with bank.hands.later(minutes=3):
        assert (await confirms(mei, late, codes[0])).code == "code_expired"
    with bank.hands.later(minutes=2, seconds=50):
        assert (await confirms(mei, in_time, codes[1])).code == "ok"


async def test_a_second_code_ends_the_first(bank: World, mei: Person) -> None:
    proposal = await proposes(mei, bank)
    first = await gets_code(mei, proposal)
    second = await gets_code(mei, proposal)
    while second == first:
        second = await gets_code(mei, proposal)

    assert (await confirms(mei, proposal, first)).code == "wrong_code"
    assert (await confirms(mei, proposal, second)).code == "ok"


async def test_only_so_many_codes_are_sent(bank: World, mei: Person) -> None:
    proposal = await proposes(mei, bank)

    said = await asyncio.gather(*(mei.call("proposal.challenge", proposal=proposal) for _ in range(14)))

    assert sorted(s.code for s in said) == ["ok"] * 10 + ["too_many"] * 4
    assert len(await mei.texts()) == 10
    assert next(s for s in said if s.code == "too_many").status == 429


async def test_a_code_goes_to_the_owners_phone_and_is_shown_nowhere_else(bank: World, pair: tuple[Person, int]) -> None:
    mei, payee = pair
    asked = await mei.sends(payee, "300.00")
    proposal = asked.body["facts"]["proposal"]
    sent = await mei.call("proposal.challenge", proposal=proposal)
    code = await mei.code()

    assert sent.body["sent_to"] == f"{mei.phone[:3]}****{mei.phone[-4:]}"
    assert code not in str(sent.body)
    async with bank.bank.db.writers.acquire() as connection:
        kept = await connection.fetch("SELECT c::text AS row FROM identity_code c WHERE subject = $1", mei.party)
        said = await connection.fetch("SELECT said FROM journal_record WHERE subject = $1", mei.party)
    assert kept
    assert not any(f'"{code}"' in r["said"] for r in said)
    assert not any(code.encode().hex() in r["row"] or f",{code}," in r["row"] for r in kept)


@pytest.mark.parametrize("code", ["12345", "1234567", "１２３４５６", "12345a", "123456\n", " 123456", "", "-12345"])
async def test_what_is_no_code_is_no_try(bank: World, pair: tuple[Person, int], code: str) -> None:
    mei, payee = pair
    asked = await mei.sends(payee, "300.00")

    said = await confirms(mei, asked.body["facts"]["proposal"], code)

    assert (said.status, said.code, said.body["field"]) == (422, "bad_input", "code")
