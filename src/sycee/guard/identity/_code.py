"""Codes by SMS: six digits, bound to one intent, good once and for minutes, dead after five wrong tries."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

import msgspec

from sycee.guard.identity._gateway import SmsGateway
from sycee.guard.identity._phone import PHONE
from sycee.guard.limit import EVER, Quota, forgive, take
from sycee.guard.privacy import Vault, mask_phone
from sycee.kit.capability import Context, at_once, write
from sycee.kit.errors import NotFound, Refusal, TooMany
from sycee.kit.ids import new_id
from sycee.kit.words import words

CODE_LIVES = timedelta(minutes=3)
TRIES_MAX = 5
_PER_PHONE = Quota("code", 10, timedelta(minutes=30))
_IN_A_ROW = Quota("ever code", 100, EVER)
"""How many wrong codes in a row, of however many messages, before none is a proof until the password was recovered."""

_PHONE = "SELECT phone FROM identity_login WHERE subject = $1"
_RETIRE = "UPDATE identity_code SET state = 'dead' WHERE subject = $1 AND bound = $2 AND state = 'open'"
_MAKE = "INSERT INTO identity_code (id, subject, bound, code, sent_at, until) VALUES ($1, $2, $3, $4, $5, $6)"
# A try is taken before it is looked at: of many at the same moment, five are looked at and no more.
_TRY = """
UPDATE identity_code SET tries = tries + 1
WHERE id = (
    SELECT id FROM identity_code WHERE subject = $1 AND bound = $2 AND state = 'open' ORDER BY sent_at DESC LIMIT 1
) AND state = 'open' AND until > $3 AND tries < $4
RETURNING id, code, tries
"""
_USE = "UPDATE identity_code SET state = 'used' WHERE id = $1 AND state = 'open' RETURNING id"


class TriesLeft(msgspec.Struct, frozen=True):
    """How many more tries this code has."""

    tries_left: int


class WrongCode(Refusal):
    code, http, tells = "wrong_code", 403, TriesLeft
    say = words(zh="验证码不正确", en="That is not the code")


class CodeExpired(Refusal):
    code = "code_expired"
    say = words(zh="验证码已失效，请重新获取", en="That code is no longer good: please ask for another")


class CodesClosed(Refusal):
    code, http = "codes_closed", 403
    say = words(
        zh="验证码连续输错太多次，已停用。请换一种核验方式，或在登录页点“忘记密码”重设后再用",
        en="Codes were wrong too many times in a row and prove nothing now: prove it in another way, or recover your "
        "password on the page to sign in",
    )


async def send_code(ctx: Context, bound: bytes, purpose: str) -> tuple[str, datetime]:
    """Send the caller a code that proves consent to what `bound` is the digest of, and to nothing else.

    `purpose` is put into the text: payee's tail, amount, what for. Returns the masked phone and when the code ends.
    A code sent before for the same thing is dead from now on.
    """
    connection, vault = write(ctx).connection, ctx.port(Vault)
    await take(ctx, _PER_PHONE, str(ctx.me))
    sealed = await connection.fetchval(_PHONE, ctx.me)
    if sealed is None:
        raise NotFound
    phone, code, number, until = (
        vault.unseal(sealed, PHONE, ctx.me),
        f"{secrets.randbelow(10**6):06}",
        new_id(ctx.now),
        ctx.now + ctx.lasts(CODE_LIVES),
    )
    await connection.execute(_RETIRE, ctx.me, bound)
    await connection.execute(_MAKE, number, ctx.me, bound, code_hash(vault, number, code), ctx.now, until)
    await ctx.port(SmsGateway).send(connection, phone, code_text(ctx, code, purpose), ctx.now)  # type: ignore[type-abstract]
    return mask_phone(phone), until


async def check_code(ctx: Context, bound: bytes, code: str) -> None:
    """Use up the caller's code for this. Refuses a wrong one, a late one, a used one, and any after five tries."""
    latest = await at_once(ctx, _TRY, ctx.me, bound, ctx.now, TRIES_MAX)
    if latest is None:
        raise CodeExpired(field="code")
    await _one_more(ctx)
    if not hmac.compare_digest(latest["code"], code_hash(ctx.port(Vault), latest["id"], code)):
        raise WrongCode(field="code", tries_left=TRIES_MAX - latest["tries"])
    if await write(ctx).connection.fetchval(_USE, latest["id"]) is None:
        raise CodeExpired(field="code")
    await forgive_codes(ctx, ctx.me)


async def forgive_codes(ctx: Context, subject: int) -> None:
    """A customer has given a right code, or proven more: the wrong ones are forgotten. For write verbs."""
    await forgive(ctx, _IN_A_ROW, str(subject))


async def _one_more(ctx: Context) -> None:
    try:
        await take(ctx, _IN_A_ROW, str(ctx.me))
    except TooMany:
        raise CodesClosed(field="code") from None


def code_hash(vault: Vault, number: UUID, code: str) -> bytes:
    """What is kept of a code."""
    # Six digits are few: without the vault's key a stolen table would give every open code away.
    return hmac.digest(vault.index, number.bytes + code.encode(), sha256)


def code_text(ctx: Context, code: str, purpose: str) -> str:
    """The message that brings a code."""
    sentence = words(
        zh="【Sycee】验证码 {code}，{purpose}。3 分钟内有效，请勿告诉任何人，银行员工也不会索要。",
        en="[Sycee] Code {code} to {purpose}. Good for 3 minutes. Tell no one: our staff never ask for it.",
    )
    return sentence.say(ctx.locale, code=code, purpose=purpose)
