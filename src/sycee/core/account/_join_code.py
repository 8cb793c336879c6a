"""Joining, first step: a code to the phone, and the proof that it came."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from sycee.guard.identity import (
    CodeExpired,
    NotAPhone,
    Phone,
    Taken,
    WrongCode,
    may_ask,
    phone_of,
    phone_taken,
    prove_phone,
    send_joining_code,
)
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import TooMany
from sycee.kit.words import END, words

Code = Annotated[str, Meta(pattern=f"^[0-9]{{6}}{END}", description="the six digits that came by SMS")]


class JoiningPhone(Ask, frozen=True):
    """Whose phone it will be."""

    phone: Phone


class CodeSent(Answer, frozen=True):
    """Where the code went, masked, and until when it is good. The same for a customer's phone and for a stranger's."""

    sent_to: str
    expires_at: datetime


class JoiningProof(Ask, frozen=True):
    """The phone, and the code that it received."""

    phone: Phone
    code: Code


class PhoneProven(Answer, frozen=True):
    """Until when the code is good for what follows."""

    expires_at: datetime


async def _asked(ctx: Context, ask: JoiningPhone) -> str:
    phone = phone_of(ask.phone)
    await may_ask(ctx, phone)
    return phone


async def proven(ctx: Context, phone: str, code: str) -> PhoneProven:
    """Refuses a code that is not this phone's, and a phone that is a customer's: who has it in hand may know."""
    _, expires_at = await prove_phone(ctx, phone, code)
    if await phone_taken(ctx, phone):
        raise Taken(field="phone")
    return PhoneProven(expires_at=expires_at)


@CATALOG.write(
    "join.code",
    title=words(zh="开户：获取验证码", en="Join: send a code"),
    says=("我要开户", "开户", "open an account"),
    access="public",
    secret=True,
    prepare=_asked,
    refuses=(NotAPhone, TooMany),
)
async def code(ctx: Context, _: JoiningPhone) -> CodeSent:
    """Send a code to a phone that somebody wants to join with. A customer's phone is told that it is one."""
    sent_to, expires_at = await send_joining_code(ctx, ctx.prepared)
    return CodeSent(sent_to=sent_to, expires_at=expires_at)


async def _proved(ctx: Context, ask: JoiningProof) -> PhoneProven:
    return await proven(ctx, phone_of(ask.phone), ask.code)


@CATALOG.write(
    "join.prove",
    title=words(zh="开户：核对验证码", en="Join: check the code"),
    access="public",
    secret=True,
    prepare=_proved,
    refuses=(NotAPhone, WrongCode, CodeExpired, Taken, TooMany),
)
async def prove(ctx: Context, _: JoiningProof) -> PhoneProven:
    """Show that the phone is in one's hands. The code is not used up: it goes with what follows, for ten minutes."""
    answer: PhoneProven = ctx.prepared
    return answer
