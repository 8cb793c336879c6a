"""Asking for an authenticator: a secret that is told once, and proves nothing until its codes have been seen."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.guard.identity import PasswordClosed, WrongPassword, address_of, new_secret, same_person, was_right
from sycee.guard.privacy import Vault, sealed_column
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import Refusal, TooMany
from sycee.kit.words import words

SECRET = sealed_column("device_totp", "secret", "subject")
"""What a customer's authenticator makes its codes from."""

_BEGIN = """
INSERT INTO device_totp AS t (subject, secret, begun_at) VALUES ($1, $2, $3)
ON CONFLICT (subject) DO UPDATE SET secret = excluded.secret, begun_at = excluded.begun_at
WHERE t.since IS NULL RETURNING subject
"""
_CALLED = "Sycee"


class NewTotp(Ask, frozen=True):
    """The password once more: an open app in the wrong hands gets no secret."""

    password: Annotated[str, Meta(max_length=256, description="never stored, never logged")]


class TotpAsked(Answer, frozen=True):
    """For the authenticator: its secret in Base32, and the same as an otpauth address for a picture. Told once."""

    secret: str
    address: str


class TotpKnown(Refusal):
    code = "totp_known"
    say = words(
        zh="已经绑定了身份验证器，要换一个请先移除",
        en="You have an authenticator already: remove it first to use another",
    )


async def _recognise(ctx: Context, ask: NewTotp) -> object:
    return await same_person(ctx, ask.password)


@CATALOG.write(
    "device.begin_totp",
    title=words(zh="准备绑定身份验证器", en="Ask for an authenticator"),
    channels=("http",),
    secret=True,
    prepare=_recognise,
    refuses=(WrongPassword, PasswordClosed, TotpKnown, TooMany),
)
async def begin_totp(ctx: Context, _: NewTotp) -> TotpAsked:
    """A secret for my authenticator. It proves nothing until a code of it and another proof of mine have added it."""
    await was_right(ctx, ctx.prepared)
    secret = new_secret()
    sealed = ctx.port(Vault).seal(secret, SECRET, ctx.me)
    if await write(ctx).connection.fetchval(_BEGIN, ctx.me, sealed, ctx.now) is None:
        raise TotpKnown
    return TotpAsked(secret=secret, address=address_of(secret, _CALLED))
