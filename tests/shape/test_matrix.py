"""Every verb, asked by every kind of caller: each gets what the matrix says, and nobody learns of another's things."""

from __future__ import annotations

from typing import Any

import pytest
from matrix_rows import CALLERS, NEVER, ROWS, Cast, Row, play, rows_of
from tests.world import Person, Told, World, uses_tool

from sycee.app.wiring import declare
from sycee.channels import mcp

EVERY = declare()
VERBS = [verb.name for verb in EVERY]
TOOLS = {verb.name: name for name, verb in mcp.tool_verbs(EVERY).items()}
OTHERS = [caller for caller in CALLERS if caller != "owner"]


@pytest.fixture(scope="module")
async def cast(world: World) -> Cast:
    """One cast for the whole matrix."""
    return await play(world)


def test_a_verb_without_a_row_fails_with_the_cure() -> None:
    with pytest.raises(AssertionError, match=r"safe\.open has no row .*MATRIX to its test"):
        rows_of("safe.open")


def test_the_matrix_has_no_row_for_a_verb_that_is_gone() -> None:
    assert set(ROWS) == set(VERBS)


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("verb", VERBS)
async def test_a_caller_gets_what_the_matrix_says(bank: World, cast: Cast, verb: str, caller: str) -> None:
    for row in rows_of(verb):
        said = await cast.call(caller, verb, await row.asked(cast, caller))
        assert said.code == row.gets[caller], said


@pytest.mark.parametrize("caller", OTHERS)
@pytest.mark.parametrize("verb", VERBS)
async def test_others_learn_and_change_nothing(bank: World, cast: Cast, verb: str, caller: str) -> None:
    for row in rows_of(verb):
        ask, before = await row.asked(cast, caller), await cast.belongings()
        said = await cast.call(caller, verb, ask)

        assert await cast.belongings() == before, "another's things have changed"
        shown = caller == "staff" and row.by == "staff"  # what they see is masked, and each verb's own test says how
        if not row.tells and not shown:
            assert said == await cast.call(caller, verb, ask | row.never), "it tells that the object is there"
        if "city." not in verb and not shown:
            assert not _told(cast, said.body, ask), said


def _told(cast: Cast, body: dict[str, Any], ask: dict[str, Any]) -> list[str]:
    """The owner's secrets in an answer, but for those that the caller named."""
    named = [str(value) for value in ask.values()]
    return [secret for secret in cast.secrets() if secret in str(body) and secret not in named]


@pytest.mark.parametrize("row", [row for rows in ROWS.values() for row in rows if row.never])
async def test_the_owner_is_told_of_nothing_that_never_was(bank: World, cast: Cast, row: Row) -> None:
    verb = next(name for name, rows in ROWS.items() if row in rows)

    said = await cast.call("owner", verb, await row.asked(cast, "owner") | row.never)

    assert said.code in {row.gets["stranger"], "ok"}, said
    assert said.code != "ok" or not said.body["entries"]


async def told_by(person: Person, verb: str, ask: dict[str, Any]) -> Told:
    """What an assistant of somebody's is told; a verb that is no tool is called all the same."""
    return await uses_tool(person.world, mcp.tool_name(verb), ask, await person.helper())


@pytest.mark.parametrize("verb", VERBS)
async def test_an_assistant_reads_what_its_customer_may_and_does_nothing(bank: World, cast: Cast, verb: str) -> None:
    await bank.forgets_tries()
    await bank.brings_in(cast.owner.current, "100")  # what others have left may not be enough to ask for something
    for row in rows_of(verb):
        ask = await row.asked(cast, "owner")
        before = await cast.belongings()
        told = await told_by(cast.owner, verb, ask)

        assert await cast.belongings() == before, "an assistant has changed something"
        if verb not in TOOLS:
            assert told.body["error"]["code"] == -32602, told
        elif EVERY[verb].effect == "read":
            assert told.code == row.gets["owner"], told
        else:
            assert told.waits, told
            assert told.body["shown"], "what it asks for is shown"
            assert (await cast.owner.call("proposal.drop", proposal=told.body["proposal"])).code == "ok"


@pytest.mark.parametrize("verb", sorted(TOOLS))
async def test_a_strangers_assistant_is_told_what_the_stranger_is(bank: World, cast: Cast, verb: str) -> None:
    await bank.forgets_tries()
    for row in rows_of(verb):
        ask, before = await row.asked(cast, "stranger"), await cast.belongings()
        told = await told_by(cast.stranger, verb, ask)
        never = await told_by(cast.stranger, verb, ask | row.never)

        assert await cast.belongings() == before, "another's things have changed"
        assert told.waits or told.code == row.gets["stranger"], told
        if row.never and not row.tells:
            assert told == never, "it tells that the object is there"
        assert not _told(cast, told.body, ask), told


_CLOSED = {
    "account.close": "account_closed", "account.rename": "ok", "account.upgrade": "account_closed",
    "collect.make": "account_closed", "collect.pay": "account_closed", "paycode.make": "account_closed",
    "paycode.charge": "account_closed", "transfer.own": "account_closed", "transfer.send": "account_closed",
    "transfer.sweep": "nothing_to_sweep",
}  # fmt: skip
"""What the holder of a closed account gets who asks for it as the account of a verb's row."""


@pytest.mark.parametrize("verb", sorted(_CLOSED))
async def test_the_holder_of_a_closed_account_is_told_so_and_a_stranger_is_told_nothing(
    bank: World, cast: Cast, verb: str
) -> None:
    await bank.forgets_tries()
    row, spare = rows_of(verb)[0], (await cast.owner.call("account.open", kind="savings")).body["id"]
    ask = await row.asked(cast, "owner")
    field = next(name for name in ("account", "source") if name in ask)
    closing = await cast.owner.call("account.close", account=spare)
    assert (await cast.owner.confirms(closing.body["facts"]["proposal"])).code == "ok"

    mine = await cast.owner.call(verb, **(ask | {field: spare}))
    if mine.code == "step_up_needed":
        mine = await cast.owner.confirms(mine.body["facts"]["proposal"])
    assert mine.code == _CLOSED[verb], mine
    theirs = row.theirs(cast)
    said = [await cast.stranger.call(verb, **(ask | theirs | {field: n})) for n in (spare, NEVER)]
    assert said[0] == said[1]
    assert said[0].code == "no_such_account"


async def test_a_closed_account_is_nobodys_to_pay(bank: World, cast: Cast) -> None:
    await bank.forgets_tries()
    spare = (await cast.owner.call("account.open", kind="savings")).body
    closing = await cast.owner.call("account.close", account=spare["id"])
    assert (await cast.owner.confirms(closing.body["facts"]["proposal"])).code == "ok"

    for ask in ({"name": cast.owner.name}, {}):
        gone = await cast.stranger.call("payee.check", to=spare["number"], **ask)
        never = await cast.stranger.call("payee.check", to="6299009999999999994", **ask)
        assert gone == never
        assert gone.code == "payee_not_found"
