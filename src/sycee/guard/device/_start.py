"""Signing in with a passkey: no name, no password, and more than a password proves."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sycee.guard.device._ask_start import STARTING, network_of
from sycee.guard.device._challenge import ChallengeGone, use_challenge
from sycee.guard.device._prove import Passkey, asserted, count_use
from sycee.guard.device._webauthn import Assertion
from sycee.guard.identity import PASSKEY, SessionStarted, open_session
from sycee.guard.limit import Quota, give_back, take
from sycee.kit.capability import CATALOG, Ask, Context
from sycee.kit.errors import Refusal, TooMany
from sycee.kit.words import words

_PER_SOURCE = Quota("passkey sign-in from", 60, timedelta(minutes=15))


class PasskeyCredentials(Ask, frozen=True):
    """Which asking it answers, and what the browser gave."""

    ceremony: UUID
    assertion: Assertion


class WrongPasskey(Refusal):
    """The same for a passkey that is nobody's, a revoked one, and a signature that is not right."""

    code, http = "wrong_passkey", 401
    say = words(
        zh="没有认出这个通行密钥，请换一个，或用密码登录",
        en="That passkey is not known here: try another, or sign in with your password",
    )


async def _recognise(ctx: Context, ask: PasskeyCredentials) -> Passkey:
    await take(ctx, _PER_SOURCE, ctx.source)
    challenge = await use_challenge(ctx, ask.ceremony, STARTING, network_of(ctx))
    found = await asserted(ctx, challenge, ask.assertion)
    if found is None:
        raise WrongPasskey
    return found


@CATALOG.write(
    "session.start_passkey",
    title=words(zh="用通行密钥登录", en="Sign in with a passkey"),
    says=("用通行密钥登录", "sign in with a passkey"),
    access="public",
    channels=("http",),
    secret=True,
    signs="in",
    prepare=_recognise,
    refuses=(WrongPasskey, ChallengeGone, TooMany),
)
async def start_passkey(ctx: Context, _: PasskeyCredentials) -> SessionStarted:
    """Sign in with a passkey or a security key, whose person it has verified. It says by itself whose it is."""
    found: Passkey = ctx.prepared
    if not await count_use(ctx, found):
        raise WrongPasskey
    await give_back(ctx, _PER_SOURCE, ctx.source)
    token, ends_at = await open_session(ctx, found.subject, PASSKEY, found.id)
    return SessionStarted(token=token, expires_at=ends_at)
