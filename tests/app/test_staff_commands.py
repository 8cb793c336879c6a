"""Members of staff from the command line: taken on with what is shown once, and sent away."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.world import Member, World, sycee


@pytest.fixture
def home(bank: World) -> Path:
    return bank.bank.settings.home


async def test_who_is_taken_on_signs_in_with_what_is_printed_and_who_is_revoked_does_not(
    bank: World, home: Path
) -> None:
    added = await sycee(home, "staff", "add", "lin.wei", "林薇", "--rights", "customers", "records")
    shown = dict(line.rsplit(None, 1) for line in added.out.splitlines()[:4])
    password, address = shown["密码 password"], urlsplit(shown["验证器 authenticator"])
    secret = parse_qs(address.query)["secret"][0]
    lin = Member(bank, 0, "lin.wei", password, secret, "10.99.0.1", ())

    assert (added.status, address.scheme) == (0, "otpauth")
    assert [(await lin.tries(**chosen)).code for chosen in ({}, {"chosen": password}, {"chosen": "short"})] == [
        *["password_due"] * 3
    ]
    assert (await lin.tries(chosen="a lantern of her own")).code == "ok", "the code was not used up by being asked"

    revoked = await sycee(home, "staff", "revoke", "lin.wei")
    assert revoked.status == 0
    assert (await lin.tries(password="a lantern of her own")).code == "wrong_staff_credentials"


@pytest.mark.parametrize(
    ("words", "status"),
    [(("add", "demo", "x", "--rights", "everything"), 2), (("add", "demo", "x"), 2),
     (("add", "Bad Login", "x", "--rights", "records"), 1), (("revoke", "nobody.here"), 1)],
)  # fmt: skip
async def test_what_cannot_be_done_with_staff_is_said(home: Path, words: tuple[str, ...], status: int) -> None:
    ran = await sycee(home, "staff", *words)

    assert (ran.status, ran.out) == (status, "")
    assert ran.err
    assert "Traceback" not in ran.err


async def test_a_login_is_one_persons(bank: World, home: Path) -> None:
    member = await bank.member("records", signed_in=False)

    ran = await sycee(home, "staff", "add", member.login, "另一位", "--rights", "records")

    assert (ran.status, ran.out) == (1, "")
    assert (await member.tries()).code == "ok"
