"""Codes to phones of callers without a session: they prove that who joins, or recovers, has the phone in hand."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sycee.guard.identity._code import CODE_LIVES, TRIES_MAX, CodeExpired, WrongCode, code_hash, code_text
from sycee.guard.identity._enrol import Taken
from sycee.guard.identity._gateway import SmsGateway
from sycee.guard.identity._password import password_fits
from sycee.guard.limit import Quota, take
from sycee.guard.privacy import Vault, mask_phone
from sycee.kit.capability import Context, at_once, write
from sycee.kit.ids import new_id
from sycee.kit.words import words

_NOBODY = -1
JOINING, RECOVERING = "joining", "recovering"
"""What such a code is for: it is good for nothing else."""
_PROVEN_LIVES = timedelta(minutes=10)
"""From when it was sent, a code that was proven once is good for so long: to photograph a document takes a while."""
_PER_PHONE = Quota("join code", 5, timedelta(minutes=30))
_PER_SOURCE = Quota("join code from", 40, timedelta(minutes=30))
_TRIES_PER_SOURCE = Quota("join from", 120, timedelta(minutes=30))

_TAKEN = "SELECT EXISTS (SELECT FROM identity_login WHERE handle = $1)"
_RETIRE = "UPDATE identity_code SET state = 'dead' WHERE bound = $1 AND subject = -1 AND state = 'open'"
_MAKE = "INSERT INTO identity_code (id, subject, bound, code, sent_at, until) VALUES ($1, -1, $2, $3, $4, $5)"
# A try is taken before it is looked at, as with any code; a right one is no try, and makes the code last.
_TRY = """
UPDATE identity_code SET tries = tries + 1
WHERE id = (
    SELECT id FROM identity_code WHERE bound = $1 AND subject = -1 AND state = 'open' ORDER BY sent_at DESC LIMIT 1
) AND state = 'open' AND until > $2 AND tries < $3
RETURNING id, code, tries
"""
_RIGHT = """
UPDATE identity_code SET tries = tries - 1, until = greatest(until, sent_at + $2) WHERE id = $1 RETURNING until
"""
_USE = "UPDATE identity_code SET state = 'used', used_by = $2 WHERE id = $1 AND state = 'open' RETURNING id"
_USED = """
SELECT id, code, used_by FROM identity_code WHERE bound = $1 AND subject = -1 AND state = 'used' AND until > $2
ORDER BY sent_at DESC LIMIT 1
"""
_LOGIN = "SELECT subject, password FROM identity_login WHERE handle = $1"

_PURPOSE = words(zh="用于开户", en="open an account")
_KNOWN = words(
    zh="【Sycee】这个手机号已经是我行客户，直接登录即可，不用再开户。如果不是您在操作，请不用理会。验证码 {code}，"
    "3 分钟内有效，请勿告诉任何人。",
    en="[Sycee] This phone number is a customer's already: just sign in. If it was not you who asked, let it be. "
    "Code {code}, good for 3 minutes. Tell no one.",
)


async def may_ask(ctx: Context, phone: str, what: str = JOINING) -> None:
    """Count that a code is asked for, by phone and by source; refuses what is too often."""
    await take(ctx, _PER_SOURCE, ctx.source)
    await take(ctx, _PER_PHONE, _bound(ctx, phone, what).hex())


async def send_joining_code(ctx: Context, phone: str) -> tuple[str, datetime]:
    """Send a code to a phone for joining with it. Returns the masked phone and when the code ends.

    To a customer's phone a code goes as well, with the word that they are one: the answer is the same. For write verbs.
    """
    connection = write(ctx).connection
    known = await connection.fetchval(_TAKEN, ctx.port(Vault).blind(phone))
    code, until = await new_phone_code(ctx, phone, JOINING)
    text = _KNOWN.say(ctx.locale, code=code) if known else code_text(ctx, code, _PURPOSE.say(ctx.locale))
    await ctx.port(SmsGateway).send(connection, phone, text, ctx.now)  # type: ignore[type-abstract]
    return mask_phone(phone), until


async def new_phone_code(ctx: Context, phone: str, what: str) -> tuple[str, datetime]:
    """A fresh code for this phone and purpose, and when it ends; the one before is dead. For write verbs."""
    connection, vault, bound = write(ctx).connection, ctx.port(Vault), _bound(ctx, phone, what)
    code, number = f"{secrets.randbelow(10**6):06}", new_id(ctx.now)
    until = ctx.now + ctx.lasts(CODE_LIVES)
    await connection.execute(_RETIRE, bound)
    await connection.execute(_MAKE, number, bound, code_hash(vault, number, code), ctx.now, until)
    return code, until


async def prove_phone(ctx: Context, phone: str, code: str, what: str = JOINING) -> tuple[UUID, datetime]:
    """The number of the phone's open code, if this is it, and until when it is good now. It is not used up.

    Refuses a wrong code, a late one, a used one, and any after five wrong tries.
    """
    await take(ctx, _TRIES_PER_SOURCE, ctx.source)
    latest = await at_once(ctx, _TRY, _bound(ctx, phone, what), ctx.now, TRIES_MAX)
    if latest is None:
        joined = what == JOINING and await _used_by(ctx, phone, code)
        raise Taken(field="phone") if joined else CodeExpired(field="code")
    if not hmac.compare_digest(latest["code"], code_hash(ctx.port(Vault), latest["id"], code)):
        raise WrongCode(field="code", tries_left=TRIES_MAX - latest["tries"])
    right = await at_once(ctx, _RIGHT, latest["id"], ctx.lasts(_PROVEN_LIVES))
    return latest["id"], right["until"]


async def use_joining_code(ctx: Context, number: UUID) -> bool:
    """Use a proven code up, under the call's key; False where another call was first. For write verbs."""
    return await write(ctx).connection.fetchval(_USE, number, ctx.key) is not None


async def phone_taken(ctx: Context, phone: str) -> bool:
    """Whether somebody signs in with this phone. For those alone who have proven that it is theirs."""
    row = await at_once(ctx, _TAKEN, ctx.port(Vault).blind(phone))
    return bool(row[0])


async def joined_before(ctx: Context, phone: str, code: str, password: str) -> int | None:
    """Who joined by this very call, whose answer was lost: the same key, phone, code and password. Else None."""
    if ctx.key is None or await _used_by(ctx, phone, code) != ctx.key:
        return None
    login: Any = await at_once(ctx, _LOGIN, ctx.port(Vault).blind(phone))
    if login is None or not await password_fits(login["password"], password):
        return None
    return int(login["subject"])


async def _used_by(ctx: Context, phone: str, code: str) -> UUID | None:
    """The key of the call that used the phone's last code up, if this is that code."""
    used = await at_once(ctx, _USED, _bound(ctx, phone, JOINING), ctx.now)
    if used is None or not hmac.compare_digest(used["code"], code_hash(ctx.port(Vault), used["id"], code)):
        return None
    return UUID(str(used["used_by"]))


def _bound(ctx: Context, phone: str, what: str) -> bytes:
    return ctx.port(Vault).blind(f"{what} with {phone}")
