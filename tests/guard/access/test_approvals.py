"""The last gate: what the till's function lets through, asked directly, whatever the code above it says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.world import Person, World

from sycee.kit.capability import Context, Subject
from sycee.kit.errors import Fault
from sycee.kit.ids import new_id
from sycee.kit.money import CNY, Money
from sycee.kit.till import Leg, Plan, Sealed, Shown, digest_of, intent_of, restore
from sycee.kit.words import words

KEY, OTHER, SUBJECT = UUID(int=7), UUID(int=8), 41
DIGEST = b"d" * 32
NOW = datetime(2026, 12, 1, tzinfo=UTC)
_GATE = """
SELECT (access_let_through(ARRAY[$1::uuid], ARRAY[$2::bigint], ARRAY[$3::bytea], ARRAY[$4::uuid], ARRAY[$5::smallint],
                           ARRAY[$6::bigint], ARRAY[$7::boolean], $8))[1]
"""


@pytest.fixture
async def owner(bank: World) -> AsyncIterator[Any]:
    """The database's owner, in a transaction that leaves nothing behind."""
    connection = await asyncpg.connect(bank.bank.dsn)
    undone = connection.transaction()
    await undone.start()
    yield connection
    await undone.rollback()
    await connection.close()


async def approved(owner: Any, ceiling: int = 500_00, lives: timedelta = timedelta(minutes=5)) -> UUID:
    number = uuid4()
    await owner.execute(
        "INSERT INTO access_approval (id, subject, key, digest, ceiling, factor, confirmed, made_at, expires_at) "
        "VALUES ($1, $2, $3, $4, $5, 'sms', $1, $6, $7)",
        number, SUBJECT, KEY, DIGEST, ceiling, NOW, NOW + lives,
    )  # fmt: skip
    return number


async def lets_through(owner: Any, ruled: UUID | None, **other: Any) -> bool:
    plan = {
        "key": KEY,
        "subject": SUBJECT,
        "digest": DIGEST,
        "allowance": 0,
        "outflow": 500_00,
        "own": False,
        "at": NOW,
    }
    p = plan | other
    return bool(
        await owner.fetchval(
            _GATE, p["key"], p["subject"], p["digest"], ruled, p["allowance"], p["outflow"], p["own"], p["at"]
        )
    )


async def test_an_approval_lets_its_own_plan_through(owner: Any) -> None:
    assert await lets_through(owner, await approved(owner)) is True


@pytest.mark.parametrize(
    "other",
    [
        {"digest": b"d" * 31 + b"e"},
        {"digest": b""},
        {"key": OTHER},
        {"subject": 42},
        {"subject": 0},
        {"outflow": 500_01},
        {"at": NOW + timedelta(minutes=5)},
        {"at": NOW + timedelta(days=9)},
    ],
    ids=str,
)
async def test_an_approval_lets_nothing_else_through(owner: Any, other: dict[str, Any]) -> None:
    assert await lets_through(owner, await approved(owner), **other) is False


async def test_an_approval_that_never_was_lets_nothing_through(owner: Any) -> None:
    await approved(owner)

    assert await lets_through(owner, uuid4()) is False
    assert await lets_through(owner, None) is False, "neither approval nor allowance"


async def test_an_approval_is_not_widened_by_an_allowance_beside_it(owner: Any) -> None:
    assert await lets_through(owner, uuid4(), allowance=1, own=True, outflow=1) is False


@pytest.mark.parametrize(
    ("other", "through"),
    [
        ({"allowance": 2, "outflow": 200_00}, True),
        ({"allowance": 2, "outflow": 200_01}, False),
        ({"allowance": 1, "outflow": 200_00, "own": True}, True),
        ({"allowance": 1, "outflow": 200_00, "own": False}, False),
        ({"allowance": 1, "outflow": 1_000_000_01, "own": True}, False),
        ({"allowance": 2, "outflow": 1, "at": datetime(2025, 1, 1, tzinfo=UTC)}, False),
        ({"allowance": 90, "outflow": 1}, False),
        ({"allowance": 90, "outflow": 1, "subject": 0}, True),
        ({"allowance": 12_345, "outflow": 1}, False),
        ({"allowance": 0, "outflow": 0}, False),
    ],
    ids=str,
)
async def test_an_allowance_goes_to_its_ceiling_and_its_actor(owner: Any, other: dict[str, Any], through: bool) -> None:
    assert await lets_through(owner, None, **other) is through


def plan_of(payer: Person, payee: Person, minor: int) -> Plan[dict[str, str]]:
    amount = Money(minor, CNY)
    return Plan(
        legs=(Leg(payer.current, -amount, payee.name), Leg(payee.current, amount, payer.name)),
        kind="transfer", answer={"done": "yes"}, risk="new", memo="m",
        shown=(Shown(words(zh="金额", en="Amount"), str(amount)),),
    )  # fmt: skip


def asking(bank: World, person: Person) -> Context:
    now = bank.bank.clock()
    return Context(db=bank.bank.db, now=now, subject=Subject(person.party, uuid4()), key=new_id(now))


async def test_the_till_commits_nothing_that_no_proof_stands_behind(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="900"), await bank.customer("王海")
    ctx = asking(bank, mei)
    intent = intent_of(ctx, "transfer.send", b"m" * 16, plan_of(mei, wang, 100_00))

    with pytest.raises(Fault, match="by no approval or allowance"):
        await bank.bank.till.commit(ctx, Sealed(intent, uuid4()))
    with pytest.raises(Fault, match="owner's"):
        await bank.bank.till.commit(asking(bank, wang), Sealed(intent, uuid4()))

    assert (await mei.balance(), await wang.balance()) == ("900.00", "0.00")


async def test_a_proof_for_one_plan_is_no_proof_for_another(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="900"), await bank.customer("王海")
    asked = await mei.sends(await mei.adds(wang), "1.00")
    proposal = asked.body["facts"]["proposal"]
    assert (await mei.confirms(proposal)).code == "ok"
    ctx = asking(bank, mei)
    swapped = intent_of(ctx, "transfer.send", b"m" * 16, plan_of(mei, wang, 899_00))

    with pytest.raises(Fault, match="by no approval or allowance"):
        await bank.bank.till.commit(ctx, Sealed(swapped, UUID(proposal)))

    assert (await mei.balance(), await wang.balance()) == ("899.00", "1.00")


def sealed_plan() -> bytes:
    mei = Context(db=None, now=NOW, subject=Subject(SUBJECT, OTHER), key=KEY)  # type: ignore[arg-type]
    amount = Money(300_00, CNY)
    plan = Plan(
        legs=(Leg(11, -amount, "王海"), Leg(12, amount, "李梅")), kind="transfer", answer={"to": "王海"}, risk="new",
        memo="房租", shown=(Shown(words(zh="金额", en="Amount"), "300.00 CNY"),),
    )  # fmt: skip
    return intent_of(mei, "transfer.send", b"m" * 16, plan).canonical


CANONICAL = sealed_plan()


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where every single value of the intent stands."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    return [path] if parts is None else [leaf for place, part in parts for leaf in leaves(part, (*path, place))]


@given(st.data())
def test_an_intent_that_differs_in_anything_has_another_digest(data: st.DataObject) -> None:
    value = msgspec.json.decode(CANONICAL)
    *way, last = data.draw(st.sampled_from([path for path in leaves(value) if path]))
    holder = value
    for place in way:
        holder = holder[place]
    old = holder[last]
    holder[last] = data.draw(_like(old).filter(lambda new: new != old))

    changed = restore_or_none(msgspec.json.encode(value))

    assert changed is None or changed != restore(CANONICAL, b"m").digest


def _like(old: Any) -> st.SearchStrategy[Any]:
    if isinstance(old, bool):
        return st.just(not old)
    if isinstance(old, int):
        return st.integers(-(10**6), 10**6) | st.just(old + 1)
    return st.text(max_size=8) | st.just(f"{old} ")


def restore_or_none(canonical: bytes) -> bytes | None:
    """The digest of what a changed proposal would restore to; None where it cannot even be read."""
    try:
        return restore(canonical, b"m").digest
    except (msgspec.MsgspecError, Fault, KeyError):
        return None


def test_an_intent_comes_back_from_its_proposal_as_it_was() -> None:
    again = restore(CANONICAL, b"m" * 16)

    assert again.canonical == CANONICAL
    assert [leg.amount.minor for leg in again.plan.legs] == [-300_00, 300_00]


def test_what_is_shown_and_a_hash_of_the_rest_make_the_digest() -> None:
    sealed = restore(CANONICAL, b"m" * 16)
    said = msgspec.json.decode(sealed.document)

    assert digest_of(sealed.document, sealed.rest) == sealed.digest
    assert said["shown"] == [["金额", "Amount", "300.00 CNY"]]
    assert said.keys() == {"verb", "key", "subject", "shown"}, "no number of anybody else's"


def test_equal_plans_have_digests_of_their_own() -> None:
    assert restore(sealed_plan(), b"m").rest != restore(CANONICAL, b"m").rest


def test_an_intent_of_the_days_before_the_salt_is_digested_as_it_was_then() -> None:
    before = msgspec.json.encode(msgspec.json.decode(CANONICAL)[:-1])

    sealed = restore(before, b"m" * 16)

    assert (sealed.canonical, sealed.digest, sealed.rest) == (before, sha256(before).digest(), b"")
