"""Delivering: one job per message and way, tried again while its port fails, and once at most."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sycee.guard import identity
from sycee.guard.privacy import Vault
from sycee.kit.capability import Ask, Context, Nothing, write
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later
from sycee.kit.words import Locale, words
from sycee.service.message._gateway import Mail, Notice, Push
from sycee.service.message._rows import MAIL, wishes_of
from sycee.service.message._rules import Way, Wishes
from sycee.service.message._templates import TEMPLATES, said

_TAKE = """
SELECT d.state, d.due_at, m.owner, m.template, m.params
FROM message_delivery d JOIN message_message m ON m.id = d.message
WHERE d.message = $1 AND d.way = $2 FOR UPDATE OF d
"""
_WAITS = "UPDATE message_delivery SET due_at = $3 WHERE message = $1 AND way = $2"
_ENDS = "UPDATE message_delivery SET state = $3, ended_at = $4 WHERE message = $1 AND way = $2"
_GIVE_UP = "UPDATE message_delivery SET state = 'failed', ended_at = $1 WHERE state = 'due' AND due_at < $2"
_STUCK = "SELECT message, way FROM message_delivery WHERE state = 'due' AND due_at < $1 ORDER BY due_at LIMIT 500"

# The worker tries a job eight times in some four minutes. What is still due after that is asked for anew each hour.
_TRIED = timedelta(minutes=10)
_WORTH = timedelta(days=1)

_TEXT = words(zh="【Sycee】{title}：{text}", en="[Sycee] {title}. {text}")
# A mailbox is read by others, and its address is the customer's own word: it is told that there is something, not what.
_LETTER = words(
    zh="您在 Sycee 有一条新的{kind}消息，请打开 App 查看。我们不会在邮件里放链接，也不会索要密码或验证码。",
    en="There is a new message for you at Sycee, about {kind}. Please open the app to read it. Our mails have no links "
    "and never ask for a password or a code.",
)
_KINDS = {
    "service": words(zh="业务", en="your accounts"),
    "security": words(zh="安全", en="your safety"),
    "marketing": words(zh="推荐", en="what we offer"),
}
_LETTER_TITLE = words(zh="Sycee 新消息", en="A new message from Sycee")


class Deliver(Ask, frozen=True):
    """Which message, by which way."""

    message: UUID
    way: Literal["push", "sms", "mail"]


async def deliver_at(ctx: Context, message: UUID, way: Way, at: datetime) -> None:
    """Have a message go by a way at or after an instant; asked twice for one instant it is one job."""
    number = derived_id("deliver", str(message), way, at.isoformat())
    await later(ctx, "message.deliver", {"message": message, "way": way}, at, number)


@job("message.deliver")
async def deliver(ctx: Context, ask: Deliver) -> None:
    """Send one message by one way, unless it went, is not wanted any more, or it is quiet just now."""
    connection = write(ctx).connection
    found: Any = await connection.fetchrow(_TAKE, ask.message, ask.way)
    if found is None or found["state"] != "due" or ctx.now < found["due_at"]:
        return
    told, wishes = TEMPLATES[found["template"]], await wishes_of(connection, found["owner"])
    if not wishes.want(told.kind, ask.way) and ask.way not in told.always:
        await connection.execute(_ENDS, ask.message, ask.way, "off", ctx.now)
        return
    if quiet := wishes.quiet_ends(told.kind, ctx.now):
        await connection.execute(_WAITS, ask.message, ask.way, quiet)
        await deliver_at(ctx, ask.message, ask.way, quiet)
        return
    title, text = said(found["template"], found["params"], wishes.language)
    went = await _send(ctx, ask.way, wishes, Notice(ask.message, found["owner"], told.kind, title, text, ctx.now))
    await connection.execute(_ENDS, ask.message, ask.way, "sent" if went else "off", ctx.now)


async def _send(ctx: Context, way: str, wishes: Wishes, notice: Notice) -> bool:
    """Hand it to the way's port; False where there is nowhere to send it."""
    connection = write(ctx).connection
    if way == "sms":
        text = _TEXT.say(wishes.language, title=notice.title, text=notice.text)
        return await identity.text_to(ctx, notice.owner, text)
    if way == "push":
        await ctx.port(Push).send(connection, notice)  # type: ignore[type-abstract]
        return True
    if wishes.mail is None:
        return False
    address = ctx.port(Vault).unseal(wishes.mail, MAIL, notice.owner)
    await ctx.port(Mail).send(connection, address, _letter(notice, wishes.language))  # type: ignore[type-abstract]
    return True


def _letter(notice: Notice, language: Locale) -> Notice:
    """What is written in a mail about it."""
    kind = _KINDS[notice.kind].say(language)
    return replace(notice, title=_LETTER_TITLE.say(language), text=_LETTER.say(language, kind=kind))


@job("message.deliver_again", every=timedelta(hours=1))
async def deliver_again(ctx: Context, _: Nothing) -> None:
    """Ask anew for what a failing port has kept; give up what nobody waits for any more."""
    connection = write(ctx).connection
    await connection.execute(_GIVE_UP, ctx.now, ctx.now - _WORTH)
    for row in await connection.fetch(_STUCK, ctx.now - _TRIED):
        await deliver_at(ctx, row["message"], row["way"], ctx.now)
