"""Giving a customer a way in: phone and password."""

from __future__ import annotations

import asyncpg

from sycee.guard.identity._password import hash_password
from sycee.guard.privacy import Vault
from sycee.kit.capability import Context, write
from sycee.kit.errors import Refusal
from sycee.kit.words import words

_ENROL = "INSERT INTO identity_login (subject, handle, phone, password, changed_at) VALUES ($1, $2, $3, $4, $5)"
_LENGTH_MIN, _LENGTH_MAX = 8, 128
_COMMON = frozenset(
    [
        "password",
        "12345678",
        "123456789",
        "1234567890",
        "11111111",
        "88888888",
        "66666666",
        "00000000",
        "password1",
        "qwertyuiop",
        "qwerty123",
        "iloveyou",
        "1qaz2wsx",
        "abcd1234",
        "a1234567",
        "sunshine",
        "princess",
        "football",
        "woaini1314",
        "5201314520",
        "sycee123",
        "syceebank",
        "yinhang123",
    ]
)


class WeakPassword(Refusal):
    code, http = "weak_password", 422
    say = words(
        zh="密码至少 8 位，且不能是常见密码",
        en="A password has at least 8 characters and is not a common one",
    )


class Taken(Refusal):
    code = "phone_taken"
    say = words(zh="这个手机号已经注册", en="That phone number is registered already")


async def enrol(ctx: Context, subject: int, phone: str, password: str) -> None:
    """Let a customer sign in with this phone and password. For write verbs."""
    if not _LENGTH_MIN <= len(password) <= _LENGTH_MAX or password.lower() in _COMMON:
        raise WeakPassword(field="password")
    vault, hashed = ctx.port(Vault), await hash_password(password)
    try:
        await write(ctx).connection.execute(_ENROL, subject, vault.blind(phone), vault.seal(phone), hashed, ctx.now)
    except asyncpg.UniqueViolationError:
        raise Taken(field="phone") from None
