"""Passwords: which may be chosen, and that all of one counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.world import World

from sycee.guard import identity
from sycee.kit.capability import Writing
from sycee.kit.errors import Refusal


async def enrols(bank: World, subject: int, phone: str, password: str) -> str:
    """What choosing this password comes to; nothing of it stays."""
    async with bank.bank.db.writers.acquire() as connection:
        undone = connection.transaction()
        await undone.start()
        try:
            await identity.enrol(replace(bank.bank.context(), writing=Writing(connection)), subject, phone, password)
        except Refusal as no:
            return no.code
        finally:
            await undone.rollback()
    return "ok"


@pytest.mark.parametrize(
    "password",
    [
        "eight888",
        "correct horse battery staple",
        "密码里有汉字和 空格",
        "x" * 64,
        "🔑 " * 40,
        "no-digits-no-capitals",
        "p" * 128,
    ],
)
async def test_length_is_all_that_is_asked_of_a_password(bank: World, password: str) -> None:
    assert await enrols(bank, 900_001, "13999990001", password) == "ok"


@pytest.mark.parametrize(
    "password", ["", "short77", "password", "PassWord", "12345678", "woaini1314", "syceebank", "x" * 129]
)
async def test_short_common_and_endless_passwords_are_refused(bank: World, password: str) -> None:
    assert await enrols(bank, 900_001, "13999990001", password) == "weak_password"


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("1234567", "short"), ("x" * 129, "long"), ("Password1", "common"), ("qwertyui", "common"),
        ("1qaz2wsx", "common"), ("zhangwei1990", "common"), ("laopo520", "common"), ("sycee888", "common"),
        ("88888888", "common"), ("asdfghjkl", "common"), ("P@ssw0rd", "common"), ("me13999990001", "yours"),
        ("李梅李梅李梅李梅", "yours"),
    ],
)  # fmt: skip
def test_a_weak_password_is_refused_with_its_reason(password: str, why: str) -> None:
    with pytest.raises(identity.WeakPassword) as no:
        identity.fit(password, ("13999990001", "李梅"))

    assert no.value.facts == {"why": why}
    assert no.value.sentence("zh") != no.value.sentence("en")


def test_thousands_of_common_passwords_are_known() -> None:
    assert len(identity._enrol._common()) > 3000
    assert all(8 <= len(word) <= 128 and word == word.lower() for word in identity._enrol._common())


async def test_a_phone_has_one_owner(bank: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)

    assert await enrols(bank, 900_002, mei.phone, "harbour-lantern-43") == "phone_taken"


async def test_the_last_letter_of_a_long_password_matters(bank: World) -> None:
    hashed = await identity._password.hash_password("p" * 127 + "q")

    assert await identity._password.password_fits(hashed, "p" * 127 + "q")
    assert not await identity._password.password_fits(hashed, "p" * 127 + "r")
    assert not await identity._password.password_fits(hashed, "p" * 127)
    assert not await identity._password.password_fits(None, "nobody has this password")
