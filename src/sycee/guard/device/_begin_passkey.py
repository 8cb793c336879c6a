"""Asking for a new passkey: what the browser needs to have one made."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sycee.guard.device._challenge import give_challenge
from sycee.guard.device._keys import credentials_of
from sycee.guard.device._webauthn import text_of
from sycee.guard.limit import Quota, take
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Answer, Context, Nothing, write
from sycee.kit.errors import NotSignedIn, TooMany
from sycee.kit.words import words

ADDING = "add"
_ASKED = Quota("passkey", 20, timedelta(minutes=15))


class PasskeyAsked(Answer, frozen=True):
    """For `navigator.credentials.create`, all in base64url: the challenge, a handle for the customer that says nothing
    of them, and the passkeys that they have already."""

    ceremony: UUID
    challenge: str
    user: str
    known: list[str]
    expires_at: datetime


@CATALOG.write(
    "device.begin_passkey",
    title=words(zh="准备添加通行密钥", en="Ask for a new passkey"),
    channels=("http",),
    secret=True,
    refuses=(TooMany,),
)
async def begin_passkey(ctx: Context, _: Nothing) -> PasskeyAsked:
    """What my browser needs to have a passkey made. It answers within five minutes, in this session alone."""
    await take(ctx, _ASKED, str(ctx.me))
    given = await give_challenge(ctx, ADDING, session_of(ctx))
    known = await credentials_of(write(ctx).connection, ctx.me)
    return PasskeyAsked(
        ceremony=given.id,
        challenge=text_of(given.challenge),
        user=text_of(ctx.port(Vault).blind(f"passkeys of {ctx.me}")),
        known=[text_of(credential) for credential in known],
        expires_at=given.until,
    )


def session_of(ctx: Context) -> str:
    """The caller's session, as challenges are bound to it."""
    if ctx.subject is None:
        raise NotSignedIn
    return f"session {ctx.subject.session}"
