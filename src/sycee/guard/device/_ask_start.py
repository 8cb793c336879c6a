"""Asking to sign in with a passkey: what the browser is to have signed."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sycee.guard.device._challenge import give_challenge
from sycee.guard.device._webauthn import text_of
from sycee.guard.identity import coarse
from sycee.guard.limit import Quota, take
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.errors import TooMany
from sycee.kit.words import words

STARTING = "sign-in"
_ASKED = Quota("passkey sign-in asked from", 120, timedelta(minutes=15))


class SignInAsked(Answer, frozen=True):
    """For `navigator.credentials.get`: the challenge, in base64url. Which passkey it will be is not asked for."""

    ceremony: UUID
    challenge: str
    expires_at: datetime


@CATALOG.write(
    "session.ask_passkey",
    title=words(zh="准备用通行密钥登录", en="Ask to sign in with a passkey"),
    access="public",
    channels=("http",),
    secret=True,
    refuses=(TooMany,),
)
async def ask_start(ctx: Context, _: Nothing) -> SignInAsked:
    """What my browser is to have signed by a passkey. It is answered within five minutes, from the same network."""
    await take(ctx, _ASKED, ctx.source)
    given = await give_challenge(ctx, STARTING, network_of(ctx))
    return SignInAsked(ceremony=given.id, challenge=text_of(given.challenge), expires_at=given.until)


def network_of(ctx: Context) -> str:
    """Where the caller is, as challenges are bound to it: who signs in has no session, and may have no device yet."""
    return f"network {coarse(ctx.source)}"
