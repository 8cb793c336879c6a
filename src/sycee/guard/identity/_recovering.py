"""A forgotten password: a code to the phone, another password in its place, and an end to every session."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sycee.guard.identity._code import code_text, forgive_codes
from sycee.guard.identity._end import Ended
from sycee.guard.identity._enrol import Chosen
from sycee.guard.identity._gateway import SmsGateway
from sycee.guard.identity._joining import RECOVERING, new_phone_code
from sycee.guard.identity._password import NO_PASSWORD
from sycee.guard.identity._tries import forgive_tries
from sycee.guard.privacy import Vault, mask_phone
from sycee.kit.capability import Context, at_once, write
from sycee.kit.words import words

_LOGIN = "SELECT subject FROM identity_login WHERE handle = $1"
_SET = "UPDATE identity_login SET password = $2, changed_at = $3 WHERE subject = $1 RETURNING handle"
_END_ALL = """
UPDATE identity_session SET ended_at = $2 WHERE subject = $1 AND ended_at IS NULL AND ends_at > $2 RETURNING id
"""
_PURPOSE = words(zh="用于找回登录密码", en="recover your password")
_UNKNOWN = words(
    zh="【Sycee】有人想用这个手机号找回密码，但它不是我行客户。如果不是您在操作，请不用理会。",
    en="[Sycee] Somebody wants to recover a password with this phone number, but it is no customer's. "
    "If it was not you, let it be.",
)


async def send_recovery_code(ctx: Context, phone: str) -> tuple[str, datetime]:
    """Send a code to a customer's phone. To anybody else's goes the word that they are none: the answer is the same.

    For write verbs.
    """
    code, until = await new_phone_code(ctx, phone, RECOVERING)
    known = await login_of(ctx, phone) is not None
    text = code_text(ctx, code, _PURPOSE.say(ctx.locale)) if known else _UNKNOWN.say(ctx.locale)
    connection = write(ctx).connection
    await ctx.port(SmsGateway).send(connection, phone, text, ctx.now)  # type: ignore[type-abstract]
    return mask_phone(phone), until


async def login_of(ctx: Context, phone: str) -> int | None:
    """Whose phone it is to sign in with. Not for callers to be told."""
    row: Any = await at_once(ctx, _LOGIN, ctx.port(Vault).blind(phone))
    return int(row["subject"]) if row else None


async def set_password(ctx: Context, subject: int, password: Chosen) -> None:
    """A customer signs in with this password from now on. For write verbs, which must have proven that it is them."""
    await _set(ctx, subject, password.hashed)


async def close_password(ctx: Context, subject: int) -> bool:
    """No password is a customer's from now on, until they have recovered it; False for nobody's number. For write
    verbs."""
    return await _set(ctx, subject, NO_PASSWORD)


async def _set(ctx: Context, subject: int, stored: str) -> bool:
    handle = await write(ctx).connection.fetchval(_SET, subject, stored, ctx.now)
    if handle is not None:
        await forgive_tries(ctx, handle)
        await forgive_codes(ctx, subject)
    return handle is not None


async def end_everywhere(ctx: Context, subject: int) -> None:
    """End every session of a customer, assistants' among them. For write verbs."""
    for row in await write(ctx).connection.fetch(_END_ALL, subject, ctx.now):
        write(ctx).tell(Ended(subject=subject, session=row["id"]))
