"""The command line's own part of a call: a fresh key, a kept token, a no that reads as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.world import Person, World

from sycee.channels import cli


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    return await world.customer("李梅", cny="900")


async def calls(bank: World, token: str, verb: str, ask: str = "{}", lang: Any = "zh") -> tuple[bool, Any]:
    ctx = await bank.bank.who(bank.bank.context(), token)
    done, said = await cli.call(bank.bank.catalog, bank.bank.runner, ctx, verb, ask, lang)
    return done, json.loads(said)


async def test_a_call_without_a_key_is_one_action_of_its_own(bank: World, mei: Person) -> None:
    money = {"source": mei.current, "target": mei.savings, "amount": {"amount": "1.00", "asset": "CNY"}}

    done = [await calls(bank, mei.token, "transfer.own", json.dumps(money)) for _ in range(2)]

    assert [ok for ok, _ in done] == [True, True]
    assert done[0][1]["transfer"] != done[1][1]["transfer"]


async def test_a_no_is_the_same_json_as_over_http(bank: World, mei: Person) -> None:
    done, said = await calls(bank, "", "party.me", lang="en")

    assert (done, said) == (
        False,
        {"code": "not_signed_in", "say": "Please sign in first", "facts": {}, "field": None},
    )
    assert said == (await bank.call("party.me", {}, lang="en")).body


@pytest.mark.parametrize("verb", ["", "party", "party.me ", "../party.me", "session.start\n", "__class__"])
async def test_what_is_no_verb_is_not_found(bank: World, mei: Person, verb: str) -> None:
    done, said = await calls(bank, mei.token, verb)

    assert (done, said["code"], said["field"]) == (False, "not_found", "name")


@pytest.mark.parametrize("ask", ["", "{", "[]", "null", "\udc80"])
async def test_what_is_no_ask_is_bad_input(bank: World, mei: Person, ask: str) -> None:
    done, said = await calls(bank, mei.token, "party.me", ask)

    assert (done, said["code"]) == (False, "bad_input")


def test_a_token_is_kept_for_its_owner_and_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "cli" / "token"
    assert cli.token_kept(path) == ""

    cli.keep_token(path, "first-and-longer")
    cli.keep_token(path, "second")

    assert cli.token_kept(path) == "second"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    cli.forget_token(path)
    cli.forget_token(path)
    assert cli.token_kept(path) == ""


def test_a_token_that_others_could_read_becomes_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("old")
    path.chmod(0o644)

    cli.keep_token(path, "new")

    assert path.stat().st_mode & 0o777 == 0o600
