"""Another password: by the old one, with an end to every other session."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.world import Cast, Row, World, gets

NEW = "another-quiet-canal-9"


async def _same(cast: Cast) -> dict[str, Any]:
    """The matrix goes on with the password that it had."""
    await cast.world.forgets_tries()
    return {"old": cast.owner.password, "new": cast.owner.password}


MATRIX = {
    "password.change": (
        Row(_same, gets("ok"), theirs=lambda c: {"old": c.stranger.password, "new": c.stranger.password}),
    )
}


async def test_the_new_one_holds_and_every_other_session_ends(bank: World) -> None:
    mei = await bank.customer("李梅")
    elsewhere = replace(mei)
    await elsewhere.signs_in()
    assistant = await mei.lets_in()

    said = await mei.call("password.change", old=mei.password, new=NEW)

    assert said.code == "ok", said
    assert (await mei.call("party.me")).code == "ok"
    assert (await elsewhere.call("party.me")).code == "not_signed_in"
    assert (await bank.call("party.me", {}, token=assistant)).code == "not_signed_in"
    old, new = [
        await bank.call("session.start", {"phone": mei.phone, "password": password}) for password in (mei.password, NEW)
    ]
    assert (old.code, new.code) == ("wrong_credentials", "ok")


@pytest.mark.parametrize(("new", "why"), [("short", "short"), ("12345678", "common"), ("x13700000000x", "yours")])
async def test_a_weak_one_is_refused_with_its_reason(bank: World, new: str, why: str) -> None:
    mei = await bank.customer("李梅")

    said = await mei.call("password.change", old=mei.password, new=new.replace("13700000000", mei.phone))

    assert (said.code, said.body["field"], said.body["facts"]["why"]) == ("weak_password", "new", why)


async def test_who_does_not_know_the_old_one_changes_nothing_and_learns_nothing_of_the_new(bank: World) -> None:
    mei = await bank.customer("李梅")

    answers = [await mei.call("password.change", old="not hers", new="12345678") for _ in range(11)]
    said = [one.code for one in answers]
    assert answers[0].body["field"] == "old"

    assert said == [*["wrong_password"] * 10, "too_many"]
    await bank.forgets_tries()
    await mei.signs_in()
