"""A forgotten password: the phone, the document, and a proof that is stronger than both.

What else a customer proves themselves by stays as it is: who has recovered a password still needs it for what needed
it before, and takes none of it away while little may be paid.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from sycee.core.party._image import BODY_MAX, BadImage, Image, measured
from sycee.core.party._papers import FaceCheck
from sycee.core.party._papers_of import Papers, papers
from sycee.core.party._resident_id import BadDocument, resident_id
from sycee.guard import device
from sycee.guard.identity import (
    RECOVERING,
    Chosen,
    CodeExpired,
    NotAPhone,
    Password,
    Phone,
    WeakPassword,
    WrongCode,
    chosen,
    end_everywhere,
    factor_changed,
    fit,
    login_of,
    may_ask,
    phone_of,
    prove_phone,
    send_recovery_code,
    set_password,
    use_joining_code,
)
from sycee.guard.limit import Quota, take
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Subject
from sycee.kit.errors import BadInput, NotFound, Refusal, TooMany
from sycee.kit.ids import new_id
from sycee.kit.time import bank_day
from sycee.kit.words import END, words

_PURPOSE = "recovery"
_TRIES = Quota("recovery", 5, timedelta(hours=24))
"""How often papers and proofs may be tried with one phone in a day."""


class ForgottenBy(Ask, frozen=True):
    phone: Phone


class RecoveryAsked(Answer, frozen=True):
    """Where the code went, masked, and until when it is good; and what a passkey would sign instead of a face. The same
    for a customer's phone and for a stranger's."""

    sent_to: str
    expires_at: datetime
    ceremony: UUID
    challenge: str


class Recovery(Ask, frozen=True, kw_only=True):
    """All that it takes: `document` is the resident identity number, and beside it a passkey's answer to the challenge
    or a picture of one's face. `password` is the new one."""

    phone: Phone
    code: Annotated[str, Meta(pattern=f"^[0-9]{{6}}{END}", description="the six digits that came by SMS")]
    document: Annotated[str, Meta(max_length=30, description="18 signs; never logged")]
    password: Password
    ceremony: UUID | None = None
    assertion: device.Assertion | None = None
    face: Image | None = None


class PasswordReset(Answer, frozen=True):
    """The new password holds, and every session has ended."""


class NotRecognised(Refusal):
    """The same for a phone that is nobody's, another number, another face, and a passkey that is not theirs."""

    code, http = "not_recognised", 403
    say = words(
        zh="信息核对不一致，没有重设密码。请检查身份证号，或换一种方式核验",
        en="That does not fit what we know, so no password was set. Check the number, or prove it in another way",
    )


@dataclass(frozen=True, slots=True)
class _Ready:
    subject: int
    code: UUID
    password: Chosen
    signed: device.Passkey | None


async def _asked(ctx: Context, ask: ForgottenBy) -> str:
    phone = phone_of(ask.phone)
    await may_ask(ctx, phone, RECOVERING)
    return phone


@CATALOG.write(
    "password.forgot",
    title=words(zh="忘记密码", en="I forgot my password"),
    says=("忘记密码", "I forgot my password"),
    access="public",
    channels=("http",),
    secret=True,
    prepare=_asked,
    refuses=(NotAPhone, TooMany),
)
async def forgot(ctx: Context, _: ForgottenBy) -> RecoveryAsked:
    """Begin to set another password: a code goes to the phone, if it is a customer's. The answer is the same if not."""
    sent_to, expires_at = await send_recovery_code(ctx, ctx.prepared)
    given = await device.give_challenge(ctx, _PURPOSE, _by(ctx, ctx.prepared))
    challenge = device.text_of(given.challenge)
    return RecoveryAsked(sent_to=sent_to, expires_at=expires_at, ceremony=given.id, challenge=challenge)


async def _ready(ctx: Context, ask: Recovery) -> _Ready:
    """The slow part. What only the caller can know to be wrong is said first; of a stranger's phone nothing is."""
    phone, number = phone_of(ask.phone), resident_id(ask.document, bank_day(ctx.now))
    if (ask.assertion is None or ask.ceremony is None) and ask.face is None:
        raise BadInput(field="face", reason="a passkey's answer or a picture of a face is needed")
    fit(ask.password, (phone,))
    code, _ = await prove_phone(ctx, phone, ask.code, RECOVERING)
    await take(ctx, _TRIES, ctx.port(Vault).blind(phone).hex())
    subject = await login_of(ctx, phone)
    known = await _papers(ctx, subject)
    fits = known is not None and known.has_number(ctx, number)
    signed = await _signed(ctx, ask, phone)
    proven = signed.subject == subject if signed else await _seen(ctx, ask, known, number)
    if subject is None or known is None or not fits or not proven:
        raise NotRecognised
    fit(ask.password, (phone, known.name))
    return _Ready(subject, code, await chosen(ask.password), signed)


async def _papers(ctx: Context, subject: int | None) -> Papers | None:
    """Papers are their owner's to ask for: so they are asked for as their owner would."""
    try:
        return await papers(replace(ctx, subject=Subject(subject or 0, new_id(ctx.now))))
    except NotFound:
        return None


async def _signed(ctx: Context, ask: Recovery, phone: str) -> device.Passkey | None:
    """The passkey, whosoever it is, that answers the challenge of this recovery. A stranger's costs the same work."""
    if ask.assertion is None or ask.ceremony is None:
        return None
    challenge = await device.use_challenge(ctx, ask.ceremony, _PURPOSE, _by(ctx, phone))
    found = await device.asserted(ctx, challenge, ask.assertion)
    if found is None:
        raise NotRecognised
    return found


async def _seen(ctx: Context, ask: Recovery, known: Papers | None, number: str) -> bool:
    """Whether the face in the picture is that of the papers."""
    measured(ask.face or b"", "face")
    name = known.name if known else ""
    return await ctx.port(FaceCheck).same(ask.face or b"", name, number)  # type: ignore[type-abstract]


@CATALOG.write(
    "password.reset",
    title=words(zh="找回登录密码", en="Recover my password"),
    access="public",
    channels=("http",),
    secret=True,
    prepare=_ready,
    body_max=BODY_MAX,
    refuses=(
        NotAPhone, BadDocument, BadImage, WeakPassword, WrongCode, CodeExpired, NotRecognised, device.ChallengeGone,
        TooMany,
    ),
)  # fmt: skip
async def reset(ctx: Context, _: Recovery) -> PasswordReset:
    """Set another password, without the old one. Every session ends, and for three days little may be paid."""
    ready: _Ready = ctx.prepared
    if not await use_joining_code(ctx, ready.code):
        raise CodeExpired(field="code")
    if ready.signed and not await device.count_use(ctx, ready.signed):
        raise NotRecognised
    await set_password(ctx, ready.subject, ready.password)
    await end_everywhere(ctx, ready.subject)
    await factor_changed(ctx, ready.subject, "password_reset")
    return PasswordReset()


def _by(ctx: Context, phone: str) -> str:
    """Whose recovery a challenge belongs to."""
    return f"recovery {ctx.port(Vault).blind(phone).hex()}"
