"""Adding a passkey: what it will be able to do is as much as a signature, so adding one needs a proof."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from sycee.guard.device._begin_passkey import ADDING, session_of
from sycee.guard.device._challenge import ChallengeGone, open_challenge, use_challenge
from sycee.guard.device._keys import KEYS_MAX, KeyKnown, add_made, keys_of
from sycee.guard.device._relying import Site
from sycee.guard.device._webauthn import Made, New, new_passkey
from sycee.guard.identity import factor_changed
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.db import Connection
from sycee.kit.errors import BadInput, Refusal
from sycee.kit.words import VISIBLE, words

_WHAT, _NAME = words(zh="办理业务", en="What for"), words(zh="名称", en="Called")
_ADD = "添加通行密钥 · a passkey, to sign in and to confirm payments with"

KeyName = Annotated[
    str, Meta(min_length=1, max_length=30, pattern=VISIBLE, description="what you call it", examples=["我的手机"])
]


class NewPasskey(Ask, frozen=True):
    """Which asking it answers, what the customer calls it, and what the browser gave."""

    ceremony: UUID
    name: KeyName
    made: Made


class KeyAdded(Answer, frozen=True):
    """The key by its number."""

    device: UUID


class NotMade(Refusal):
    code, http = "passkey_not_made", 422
    say = words(
        zh="这个通行密钥没有按要求生成（需要验证本人，并在本行的页面上），没有添加",
        en="That passkey was not made as asked for, with its person verified and on our own page. It was not added",
    )


class ManyKeys(Refusal):
    code = "many_keys"
    say = words(
        zh=f"已经有 {KEYS_MAX} 个通行密钥，请先移除不用的",
        en=f"You have {KEYS_MAX} passkeys; remove one that you do not need first",
    )


async def _shows(ctx: Context, ask: NewPasskey) -> tuple[Shown, ...]:
    """What is proven; refuses here a passkey that was not made as asked."""
    made_of(ctx, await open_challenge(ctx, ask.ceremony, ADDING, session_of(ctx)), ask)
    async with ctx.db.gatherers.acquire() as connection:
        await _has_room(ctx, connection)
    return Shown(_WHAT, _ADD), Shown(_NAME, ask.name.strip())


@CATALOG.write(
    "device.add_passkey",
    title=words(zh="添加通行密钥", en="Add a passkey"),
    channels=("http",),
    proof=2,
    shows=_shows,
    refuses=(NotMade, ChallengeGone, ManyKeys, KeyKnown),
)
async def add_passkey(ctx: Context, ask: NewPasskey) -> KeyAdded:
    """Add a passkey of mine, with which I sign in and confirm. It is the customer's own proof that adds it."""
    new = made_of(ctx, await use_challenge(ctx, ask.ceremony, ADDING, session_of(ctx)), ask)
    await _has_room(ctx, write(ctx).connection)
    key = await add_made(ctx, new, ask.name.strip())
    await factor_changed(ctx, ctx.me, "passkey_added")
    return KeyAdded(device=key)


def made_of(ctx: Context, challenge: bytes, ask: NewPasskey) -> New:
    """The passkey that was made; refuses one that was not made as asked, and a name of nothing."""
    if not ask.name.strip():
        raise BadInput(field="name", reason="it is blank")
    new = new_passkey(ctx.port(Site), challenge, ask.made)
    if new is None:
        raise NotMade(field="made")
    return new


async def _has_room(ctx: Context, connection: Connection) -> None:
    if (await keys_of(connection, ctx.me)).get("passkey", 0) >= KEYS_MAX:
        raise ManyKeys
