"""What a customer wants of their messages, as they see it."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.words import END, words
from sycee.service.message._rows import MAIL, wishes_of
from sycee.service.message._rules import KINDS, WAYS, Kind, Way, Wishes, fixed

Minute = Annotated[
    str, Meta(pattern=f"^([01][0-9]|2[0-3]):[0-5][0-9]{END}", description="time of the bank's day", examples=["22:00"])
]


class MessageChoice(Answer, frozen=True):
    """Whether messages of a kind go a way. `fixed`: it is not for the customer to choose."""

    kind: Kind
    way: Way
    on: bool
    fixed: bool


class QuietHours(Answer, frozen=True):
    """When nothing but security goes out: from `since` up to `until`, over midnight where that is the earlier one."""

    on: bool
    since: Minute
    until: Minute


class MessagePreferences(Answer, frozen=True):
    """All choices. `mail`: the address, masked, or None. `language`: of what goes out; the inbox has the reader's."""

    choices: list[MessageChoice]
    quiet: QuietHours
    language: Literal["zh", "en"]
    mail: str | None


@CATALOG.read(
    "message.preferences",
    title=words(zh="消息设置", en="Message preferences"),
    says=("消息设置", "免打扰", "message preferences", "quiet hours"),
)
async def preferences(ctx: Context, _: Nothing) -> MessagePreferences:
    """Which of my messages also come by push, SMS or mail, and when it is to be quiet."""
    async with read(ctx) as connection:
        wishes = await wishes_of(connection, ctx.me)
    return told(wishes, ctx.port(Vault), ctx.me)


def told(wishes: Wishes, vault: Vault, owner: int) -> MessagePreferences:
    """Wishes as they are answered to their owner."""
    return MessagePreferences(
        choices=[
            MessageChoice(kind=kind, way=way, on=wishes.want(kind, way), fixed=fixed(kind, way))
            for kind in KINDS
            for way in WAYS
        ],
        quiet=QuietHours(on=wishes.quiet, since=_clock(wishes.hours.since), until=_clock(wishes.hours.until)),
        language=wishes.language,
        mail=_masked(vault.unseal(wishes.mail, MAIL, owner)) if wishes.mail else None,
    )


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _masked(address: str) -> str:
    name, _, host = address.rpartition("@")
    return f"{name[:1]}***@{host}"
