"""Taking somebody on: an operator at the bank's machine does it, nobody through the console."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from sycee.guard.identity import address_of, hash_password, new_secret
from sycee.guard.privacy import Vault
from sycee.guard.staff._member import RIGHTS, SECRET
from sycee.kit.capability import Context, write
from sycee.kit.errors import Refusal
from sycee.kit.journal import Fact
from sycee.kit.words import words

_JOIN = """
INSERT INTO staff_member (login, name, password, secret, rights, state, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
RETURNING id
"""
_LOGIN = re.compile(r"[a-z][a-z0-9._-]{0,39}")


class StaffJoined(Fact, frozen=True):
    name = "staff.joined"
    member: int
    rights: tuple[str, ...]


class LoginTaken(Refusal):
    code = "login_taken"
    say = words(
        zh="账号须以小写字母开头、不超过 40 位，且不能与他人相同",
        en="A login begins with a lower-case letter, has 40 characters at most, and is nobody else's",
    )


class NoSuchRight(Refusal):
    code, http = "no_such_right", 422
    say = words(zh="没有这项权限", en="There is no such right")


@dataclass(frozen=True, slots=True)
class Joined:
    """What a new member is handed, once: the bank itself cannot tell it again."""

    member: int
    password: str
    secret: str
    address: str


async def join_staff(ctx: Context, login: str, name: str, rights: Sequence[str], *, once: bool = True) -> Joined:
    """Make somebody a member of staff, with a password and an authenticator's secret made here. In a write.

    `once`: the password is for the first sign-in, which asks for one of their own.
    """
    if not _LOGIN.fullmatch(login):
        raise LoginTaken(field="login")
    if not rights or set(rights) - RIGHTS.keys():
        raise NoSuchRight(field="rights")
    password, secret = secrets.token_urlsafe(18), new_secret()
    hashed, sealed = await hash_password(password), ctx.port(Vault).seal(secret, SECRET, login)
    writing = write(ctx)
    try:
        member = await writing.connection.fetchval(
            _JOIN, login, name, hashed, sealed, sorted(set(rights)), "new" if once else "active", ctx.now
        )
    except asyncpg.UniqueViolationError:
        raise LoginTaken(field="login") from None
    writing.tell(StaffJoined(member=member, rights=tuple(sorted(set(rights)))))
    return Joined(int(member), password, secret, address_of(secret, login))
