"""Giving a customer a way in: phone and password."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import asyncpg
import msgspec

from sycee.guard.identity._password import hash_password
from sycee.guard.identity._phone import PHONE
from sycee.guard.privacy import Vault
from sycee.kit.capability import Context, write
from sycee.kit.errors import Refusal
from sycee.kit.words import Locale, words

_ENROL = "INSERT INTO identity_login (subject, handle, phone, password, changed_at) VALUES ($1, $2, $3, $4, $5)"
_LENGTH_MIN, _LENGTH_MAX = 8, 128
_PART_MIN = 2

_WHY = {
    "short": words(zh="密码至少 8 位", en="A password has at least 8 characters"),
    "long": words(zh="密码最多 128 位", en="A password has at most 128 characters"),
    "common": words(
        zh="这个密码太常见，容易被猜到，请换一个", en="That password is a common one: please choose another"
    ),
    "yours": words(
        zh="密码里不要有您的手机号或姓名", en="Please keep your phone number and your name out of the password"
    ),
}


class WeakWhy(msgspec.Struct, frozen=True):
    """What is weak about a password: that it is short, long, common, or has its owner's phone or name in it."""

    why: Literal["short", "long", "common", "yours"]


class WeakPassword(Refusal):
    """Refused with the reason; no other rule is made for how a password is put together."""

    code, http, tells = "weak_password", 422, WeakWhy
    say = words(
        zh="密码至少 8 位，且不能是常见密码",
        en="A password has at least 8 characters and is not a common one",
    )

    def sentence(self, locale: Locale = "zh") -> str:
        """What a person reads: the reason."""
        return _WHY[self.facts["why"]].say(locale) if "why" in self.facts else super().sentence(locale)


class Taken(Refusal):
    code = "phone_taken"
    say = words(zh="这个手机号已经注册", en="That phone number is registered already")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A password that may be one, as it is stored."""

    hashed: str


def fit(password: str, unlike: Sequence[str] = (), *, field: str = "password") -> None:
    """Refuses a password that is short, endless, common, or that has one of these texts of its owner's in it."""
    lowered = password.lower()
    why = ""
    if len(password) < _LENGTH_MIN:
        why = "short"
    elif len(password) > _LENGTH_MAX:
        why = "long"
    elif lowered in _common():
        why = "common"
    elif any(len(part) >= _PART_MIN and part.lower() in lowered for part in unlike):
        why = "yours"
    if why:
        raise WeakPassword(field=field, why=why)


async def chosen(password: str, unlike: Sequence[str] = ()) -> Chosen:
    """The password as it is stored; refuses one that is not `fit`. Slow: for what a verb prepares."""
    fit(password, unlike)
    return Chosen(await hash_password(password))


async def enrol(ctx: Context, subject: int, phone: str, password: str | Chosen) -> None:
    """Let a customer sign in with this phone and password. For write verbs."""
    vault, kept = ctx.port(Vault), password if isinstance(password, Chosen) else await chosen(password)
    try:
        await write(ctx).connection.execute(
            _ENROL, subject, vault.blind(phone), vault.seal(phone, PHONE, subject), kept.hashed, ctx.now
        )
    except asyncpg.UniqueViolationError:
        raise Taken(field="phone") from None


@cache
def _common() -> frozenset[str]:
    """What people choose most, made by tools/common_passwords.py."""
    return frozenset(files(__package__).joinpath("common_passwords.txt").read_text("utf-8").split())
