"""The till's function in single steps: what the random histories seldom meet, and what only a fault could send."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from tests.laws.ledger_books import Books, told
from tests.laws.ledger_model import (
    DAY,
    DONE,
    FULL,
    GONE,
    IS_FULL,
    LEG_MAX,
    MALFORMED,
    NOT_LET_THROUGH,
    SHORT,
    TAKEN,
    Account,
    Allowance,
    Model,
    Said,
    Wish,
)

CNY, BANK, MEI, WANG = 1, 0, 1, 2
VAULT, MEIS, WANGS, MEIS_SAVINGS = 1, 10, 20, 11
ANYTHING, BANKS = 100, 101
NOON = datetime(2026, 3, 1, 4, tzinfo=UTC)  # in Shanghai
ONE_DAY = timedelta(days=1)


@pytest.fixture
async def model(books: Books) -> Model:
    """Mei has 100, Wang nothing; the bank's own account may go as low as it likes."""
    accounts = {
        VAULT: Account(BANK, CNY, None),
        MEIS: Account(MEI, CNY, cap=150),
        MEIS_SAVINGS: Account(MEI, CNY),
        WANGS: Account(WANG, CNY),
    }
    model = Model(accounts, allowances={ANYTHING: Allowance(10**18), BANKS: Allowance(10**18, actor=BANK)})
    await books.begin(model)
    await says(books, pay(VAULT, MEIS, 100, subject=BANK, allowance=BANKS))
    return model


def pay(source: int, target: int, amount: int, subject: int = MEI, allowance: int = ANYTHING) -> Wish:
    legs = ((source, -amount), (target, amount))
    return Wish(uuid4(), subject, b"m" * 16, CNY, legs, allowance=allowance)


def reserve(amount: int, until: datetime = NOON + ONE_DAY, number: UUID | None = None) -> Wish:
    return replace(pay(MEIS, WANGS, amount), held=("reserve", number or uuid4(), until))


def post(wish: Wish, amount: int) -> Wish:
    assert wish.held
    return replace(pay(MEIS, WANGS, amount), held=("post", wish.held[1], None), counted=False)


def void(wish: Wish, subject: int = MEI) -> Wish:
    assert wish.held
    return Wish(uuid4(), subject, b"v" * 16, CNY, (), allowance=ANYTHING, held=("void", wish.held[1], None))


async def says(books: Books, *wishes: Wish, at: datetime = NOON) -> list[Said]:
    """What a batch is answered."""
    return [told(answer) for answer in await books.batch(wishes, at)]


DONE_SO = Said(DONE)


async def test_a_hold_is_let_go_though_its_plan_names_no_account(books: Books, model: Model) -> None:
    hold = reserve(80)
    assert await says(books, hold, pay(MEIS, WANGS, 30)) == [DONE_SO, Said(SHORT, MEIS, 20)]
    assert await says(books, void(hold)) == [DONE_SO]
    assert await says(books, pay(MEIS, WANGS, 30), void(hold)) == [DONE_SO, Said(GONE)]


async def test_a_hold_is_reserved_and_posted_in_one_batch(books: Books, model: Model) -> None:
    hold = reserve(80)
    assert await says(books, hold, post(hold, 60), post(hold, 10)) == [DONE_SO, DONE_SO, Said(GONE)]
    states = await books.owner.fetch("SELECT state FROM ledger_hold")
    assert [r["state"] for r in states] == ["posted", "posted"]


async def test_a_posting_that_is_refused_leaves_its_hold_as_it_was(books: Books, model: Model) -> None:
    hold = reserve(80)
    await says(books, hold)
    too_much = replace(post(hold, 80), legs=((MEIS, -110), (WANGS, 80), (VAULT, 30)))
    with_fee = replace(post(hold, 80), legs=((MEIS, -80), (WANGS, 80), (MEIS_SAVINGS, -1), (VAULT, 1)))
    assert await says(books, with_fee, pay(MEIS, WANGS, 21)) == [Said(SHORT, MEIS_SAVINGS, 0), Said(SHORT, MEIS, 20)]
    assert (await says(books, too_much))[0].outcome != DONE
    assert await says(books, post(hold, 80)) == [DONE_SO]


async def test_a_hold_of_somebody_else_is_neither_posted_nor_let_go(books: Books, model: Model) -> None:
    hold = reserve(80)
    foreign = replace(pay(WANGS, MEIS, 1, subject=WANG), held=("post", hold.held[1], None))  # type: ignore[index]
    assert await says(books, hold, void(hold, subject=WANG), foreign) == [DONE_SO] + [Said(NOT_LET_THROUGH)] * 2


async def test_a_hold_that_has_lapsed_is_free_in_the_very_next_decision(books: Books, model: Model) -> None:
    hold = reserve(80, until=NOON + timedelta(minutes=1))
    lapsed = reserve(5, until=NOON)
    assert await says(books, hold, lapsed) == [DONE_SO, Said(GONE)]
    later = NOON + timedelta(minutes=1)
    assert await says(books, pay(MEIS, WANGS, 100), void(hold), at=later) == [Said(DAY, MEIS, 70), Said(GONE)]
    assert await says(books, pay(MEIS, WANGS, 70), at=later) == [DONE_SO]


async def test_a_hold_that_appears_while_accounts_are_locked_sends_the_batch_around_again(
    books: Books, model: Model
) -> None:
    hold, paying = reserve(80), pay(MEIS, MEIS_SAVINGS, 1)
    other = await books.db.lane()
    begun = books.connection.transaction()
    await begun.start()
    await says(books, hold)
    tickets = [books.ticket(w) for w in (void(hold), paying)]
    waiting = asyncio.create_task(books.book.commit(other, 2, tickets, NOON))
    await asyncio.sleep(0.3)  # it has looked for the hold and waits for Mei's account
    await begun.commit()
    with pytest.raises(asyncpg.SerializationError):
        await waiting
    assert [told(answer) for answer in await books.book.commit(other, 2, tickets, NOON)] == [DONE_SO, DONE_SO]
    await other.close()


async def test_the_number_of_a_hold_is_used_once(books: Books, model: Model) -> None:
    hold = reserve(10)
    number = hold.held[1]  # type: ignore[index]
    assert await says(books, hold, reserve(10, number=number)) == [DONE_SO, Said(TAKEN)]
    assert await says(books, reserve(10, number=number)) == [Said(TAKEN)]


async def test_the_day_begins_anew_at_midnight_in_shanghai(books: Books, model: Model) -> None:
    await says(books, replace(pay(VAULT, MEIS, 900, subject=BANK, allowance=BANKS), counted=False))
    before, after = datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC), datetime(2026, 3, 1, 16, tzinfo=UTC)
    assert await says(books, pay(MEIS, WANGS, 150), pay(MEIS, WANGS, 1), at=before) == [DONE_SO, Said(DAY, MEIS, 0)]
    assert await says(books, pay(MEIS, WANGS, 150), at=after) == [DONE_SO]
    # Time stands still rather than running back, so that yesterday's limit cannot be used again.
    assert await says(books, pay(MEIS, WANGS, 1), at=before) == [Said(DAY, MEIS, 0)]


async def test_an_account_ahead_of_the_clock_takes_nobody_along(books: Books, model: Model) -> None:
    now, ahead = datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2026, 3, 2, 12, tzinfo=UTC)
    await says(books, replace(pay(VAULT, MEIS, 900, subject=BANK, allowance=BANKS), counted=False), at=ahead)

    assert await says(books, pay(MEIS, WANGS, 10), at=now) == [DONE_SO]

    last = "SELECT booked_at FROM ledger_entry WHERE account_id = $1 ORDER BY seq DESC LIMIT 1"
    assert [await books.owner.fetchval(last, a) for a in (MEIS, WANGS)] == [ahead, now]
    assert await books.owner.fetchval("SELECT booked_at FROM ledger_account WHERE id = $1", WANGS) == now


async def test_every_leg_that_leaves_the_account_counts_for_its_day(books: Books, model: Model) -> None:
    await says(books, pay(VAULT, MEIS, 900, subject=BANK, allowance=BANKS))
    split = replace(pay(MEIS, WANGS, 1), legs=((MEIS, -1), (MEIS, -150), (WANGS, 151)))
    assert await says(books, split) == [Said(DAY, MEIS, 150)]


async def test_an_account_that_is_full_refuses_and_nothing_overflows(books: Books) -> None:
    accounts = {MEIS: Account(MEI, CNY, None, debits=FULL), WANGS: Account(WANG, CNY, None, credits=FULL)}
    await books.begin(Model(accounts, allowances={ANYTHING: Allowance(10**18)}))
    assert await says(books, pay(MEIS, WANGS, LEG_MAX)) == [DONE_SO]
    assert await says(books, pay(MEIS, WANGS, 1)) == [Said(IS_FULL, MEIS)]


async def test_money_comes_in_below_the_floor(books: Books, model: Model) -> None:
    await books.owner.execute("UPDATE ledger_account SET floor = 50 WHERE id = $1", WANGS)
    assert await says(books, pay(MEIS, WANGS, 10)) == [DONE_SO]
    assert await says(books, pay(WANGS, MEIS, 1, subject=WANG)) == [Said(SHORT, WANGS, -40)]


async def test_the_bank_takes_from_others_only_by_a_policy_that_names_it(books: Books, model: Model) -> None:
    taking = pay(MEIS, VAULT, 5, subject=BANK)
    approved = await books.approve(model, pay(MEIS, VAULT, 5, subject=BANK), uuid4())
    assert await says(books, taking, approved) == [Said(NOT_LET_THROUGH)] * 2
    assert await says(books, replace(taking, allowance=BANKS)) == [DONE_SO]
    # The same policy is no use to a customer.
    assert await says(books, pay(MEIS, WANGS, 5, allowance=BANKS)) == [Said(NOT_LET_THROUGH)]


# Mei pays Wang 5, as arguments of till_commit by name: what a fault in the book might send is put in their place.
_RAW: dict[str, tuple[str, Any]] = {
    "p_slot": ("smallint", 1), "p_at": ("timestamptz", NOON), "p_zone": ("text", "Asia/Shanghai"),
    "p_subject": ("bigint[]", [MEI]), "p_verb": ("text[]", ["test.raw"]), "p_mark": ("bytea[]", [b"m"]),
    "p_digest": ("bytea[]", [b"d"]), "p_allowance": ("smallint[]", [ANYTHING]), "p_asset": ("smallint[]", [CNY]),
    "p_counted": ("boolean[]", [True]), "p_kind": ("text[]", ["k"]), "p_memo": ("text[]", [""]),
    "p_value_on": ("date[]", []), "p_said": ("text[]", ["{}"]), "p_ids": ("bigint[]", [MEIS, WANGS]),
    "p_from": ("integer[]", [1, 3]), "p_leg": ("integer[]", [1, 2]), "p_amount": ("bigint[]", [-5, 5]),
    "p_party": ("text[]", ["", ""]), "p_ruled": ("uuid[]", [None]),
    "p_held": ("integer[]", []), "p_hold": ("uuid[]", []), "p_hold_op": ("smallint[]", []),
    "p_hold_until": ("timestamptz[]", []), "p_own_plan": ("integer[]", []), "p_own_function": ("text[]", []),
    "p_own_row": ("text[]", []),
}  # fmt: skip


async def raw(books: Books, **other: Any) -> int:
    """The outcome of one plan, its arguments given by hand."""
    usual = {"p_key": ("uuid[]", [uuid4()]), **_RAW}
    given = {name: (kind, other.get(name, value)) for name, (kind, value) in usual.items()}
    named = ", ".join(f"{name} => ${n}::{kind}" for n, (name, (kind, _)) in enumerate(given.items(), 1))
    query = f"SELECT coalesce(outcome[1], 0) FROM till_commit({named})"
    outcome: int = await books.connection.fetchval(query, *(value for _, value in given.values()))
    return outcome


def holes() -> Iterator[tuple[dict[str, Any], int]]:
    """Arguments with something missing, and what they must end in."""
    yield {}, DONE
    yield {"p_amount": [-5, None]}, MALFORMED
    yield {"p_amount": [None, 5]}, MALFORMED
    yield {"p_asset": [None]}, MALFORMED
    yield {"p_allowance": [None]}, NOT_LET_THROUGH
    yield {"p_subject": [None]}, NOT_LET_THROUGH
    yield {"p_leg": [1, None]}, 10
    yield {"p_leg": [1, 3]}, 10
    yield {"p_ids": [WANGS, MEIS]}, NOT_LET_THROUGH
    yield {"p_held": [1], "p_hold": [uuid4()], "p_hold_op": [4], "p_hold_until": [NOON + ONE_DAY]}, MALFORMED
    yield {"p_held": [1], "p_hold": [None], "p_hold_op": [1], "p_hold_until": [NOON + ONE_DAY]}, MALFORMED
    yield {"p_held": [1], "p_hold": [uuid4()], "p_hold_op": [None], "p_hold_until": [None]}, MALFORMED


@pytest.mark.parametrize(("other", "outcome"), list(holes()))
async def test_what_is_missing_is_never_taken_for_a_yes(
    books: Books, model: Model, other: dict[str, Any], outcome: int
) -> None:
    assert await raw(books, **other) == outcome


@pytest.mark.parametrize(
    "other",
    [{"p_ids": [MEIS, MEIS]}, {"p_ids": [MEIS, None]}, {"p_from": [1, None]}, {"p_key": [None]}],
    ids=["an account twice", "no account", "no end of legs", "no key"],
)
async def test_arguments_that_make_no_sense_stop_the_batch(books: Books, model: Model, other: dict[str, Any]) -> None:
    before = await books.accounts()
    with pytest.raises(asyncpg.PostgresError):
        await raw(books, **other)
    assert await books.accounts() == before


async def test_only_functions_made_for_own_rows_are_called(books: Books, model: Model) -> None:
    rows = {"p_own_plan": [1], "p_own_function": ["jsonb_array_length"], "p_own_row": ["{}"]}
    with pytest.raises(asyncpg.PostgresError):
        await raw(books, **rows)
