"""The guard fails closed: whichever stage breaks, the answer is a no, and nothing has moved."""

from __future__ import annotations

import pytest
from tests.world import Person, Said, World

from sycee.guard.access import AccessJudge
from sycee.guard.identity import PASSWORD, SMS, level
from sycee.kit.capability import Factor
from sycee.kit.till import Allow, Intent

ACCESS = "sycee.guard.access"


@pytest.fixture(scope="module")
async def people(world: World) -> tuple[Person, Person, int]:
    """A payer, a payee who was paid before, and the payee's number."""
    mei, wang = await world.customer("李梅", cny="9000"), await world.customer("王海")
    payee = await mei.adds(wang)
    asked = await mei.sends(payee, "1.00")
    await mei.confirms(asked.body["facts"]["proposal"])
    await world.facts_arrive()
    return mei, wang, payee


async def broken(*_: object, **__: object) -> None:
    raise RuntimeError("a stage of the guard is broken: 李梅 13700000000")


def broken_at_once(*_: object, **__: object) -> None:
    raise RuntimeError("a stage of the guard is broken: 李梅 13700000000")


@pytest.mark.parametrize(
    ("stage", "breaks"),
    [
        ("_judge.within_limit", broken),
        ("_judge.needed", broken),
        ("_judge.level", broken_at_once),
        ("_judge.AccessJudge.decide", broken),
    ],
)
async def test_a_broken_decision_refuses(
    bank: World, people: tuple[Person, Person, int], monkeypatch: pytest.MonkeyPatch, stage: str, breaks: object
) -> None:
    mei, wang, payee = people
    before = await mei.balance(), await wang.balance()
    with bank.breaking(), monkeypatch.context() as patch:
        patch.setattr(f"{ACCESS}.{stage}", breaks)
        said = await mei.sends(payee, "2.00")

    assert (said.status, said.code, said.body["facts"]) == (500, "fault", {})
    assert "李梅" not in str(said.body)
    assert (await mei.balance(), await wang.balance()) == before


async def test_a_proposal_that_cannot_be_kept_refuses(
    bank: World, people: tuple[Person, Person, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    mei, wang, payee = people
    before = await mei.balance(), await wang.balance()
    with bank.breaking(), monkeypatch.context() as patch:
        patch.setattr(f"{ACCESS}._judge.AccessJudge.propose", broken)
        assert (await mei.sends(payee, "300.00")).code == "fault"
    assert (await mei.balance(), await wang.balance()) == before


@pytest.mark.parametrize(
    "stage",
    ["_confirm.proposal", "_confirm.check_code", "_confirm._approve", "_challenge.send_code", "_challenge.proposal"],
)
async def test_a_broken_proof_refuses(
    bank: World, people: tuple[Person, Person, int], monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    mei, wang, payee = people
    before = await mei.balance(), await wang.balance()
    asked = await mei.sends(payee, "300.00")
    proposal = asked.body["facts"]["proposal"]
    code = "123456"
    if "_confirm" in stage:
        await mei.call("proposal.challenge", proposal=proposal)
        code = await mei.code()

    async def call() -> Said:
        if "_challenge" in stage:
            return await mei.call("proposal.challenge", proposal=proposal)
        return await mei.call("proposal.confirm", proposal=proposal, factor="sms", code=code)

    with bank.breaking(), monkeypatch.context() as patch:
        patch.setattr(f"{ACCESS}.{stage}", broken)
        assert (await call()).code == "fault"
    assert (await mei.balance(), await wang.balance()) == before
    assert (await mei.call("proposal.show", proposal=proposal)).body["state"] == "open"
    assert (await mei.call("proposal.drop", proposal=proposal)).code == "ok"


@pytest.mark.parametrize("part", ["sycee.guard.privacy.Vault.unseal", "sycee.guard.identity.SimulatedPhones.send"])
async def test_a_code_that_cannot_be_sent_is_not_good(
    bank: World, people: tuple[Person, Person, int], monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    mei, _, payee = people
    asked = await mei.sends(payee, "300.00")
    proposal = asked.body["facts"]["proposal"]
    with bank.breaking(), monkeypatch.context() as patch:
        patch.setattr(part, broken if part.endswith("send") else broken_at_once)
        assert (await mei.call("proposal.challenge", proposal=proposal)).code == "fault"
    said = await mei.call("proposal.confirm", proposal=proposal, factor="sms", code="000000")
    assert said.code == "code_expired", "nothing of the code that never left is kept"


async def test_an_unknown_session_store_is_nobody(
    bank: World, people: tuple[Person, Person, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    mei, wang, payee = people
    before = await wang.balance()
    with bank.breaking(), monkeypatch.context() as patch:
        patch.setattr("sycee.guard.identity.session", broken)
        assert (await mei.sends(payee, "2.00")).code == "fault"
    assert await wang.balance() == before


async def test_a_judge_that_allows_another_intent_moves_nothing(
    bank: World, people: tuple[Person, Person, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    mei, wang, payee = people
    before = await wang.balance()

    async def lenient(*_: object) -> Allow:
        return Allow(b"x" * 32, 2)

    with bank.breaking(), monkeypatch.context() as patch:
        patch.setattr(AccessJudge, "decide", lenient)
        assert (await mei.sends(payee, "2.00")).code == "fault"
    assert await wang.balance() == before


async def test_a_judge_that_allows_too_much_is_stopped_by_the_database(
    bank: World, people: tuple[Person, Person, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    mei, wang, payee = people
    before = await wang.balance()

    async def generous(_: AccessJudge, __: object, intent: Intent) -> Allow:
        return Allow(intent.digest, 2)

    with bank.breaking(), monkeypatch.context() as patch:
        patch.setattr(AccessJudge, "decide", generous)
        assert (await mei.sends(payee, "200.01")).code == "fault"
    assert await wang.balance() == before


def test_no_one_kind_of_proof_reaches_the_second_level(bank: World) -> None:
    now = bank.bank.clock()
    with bank.hands.later(minutes=6):
        later = bank.bank.clock()
    password, code, unknown = Factor(PASSWORD, now), Factor(SMS, now), Factor("stars", now)

    assert [level(f, now) for f in ([], [unknown], [password], [code])] == [0, 0, 1, 1]
    assert level([password, password, password], now) == 1
    assert level([password, code], now) == 2
    assert level([password, code], later) == 1, "a code is fresh for five minutes"
