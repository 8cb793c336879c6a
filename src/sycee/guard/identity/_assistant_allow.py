"""Letting an assistant in: a token of its own, which reads and proposes on one channel, and does nothing else."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from sycee.guard.identity._again import WrongPassword, same_person, was_right
from sycee.guard.identity._session import ASSISTANTS, hashed
from sycee.guard.identity._tries import PasswordClosed, Tried
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import BadInput, Refusal, TooMany
from sycee.kit.ids import new_id
from sycee.kit.journal import Fact
from sycee.kit.words import VISIBLE, words

_OPEN = """
INSERT INTO identity_session (token, id, subject, channel, name, made_at, seen_at, ends_at)
VALUES ($1, $2, $3, $4, $5, $6, $6, $7)
"""
_HOW_MANY = """
SELECT count(*) FROM identity_session
WHERE subject = $1 AND channel = $2 AND ended_at IS NULL AND ends_at > $3
"""
# One customer's at a time: two calls at the same moment count each other.
_ONE_AT_A_TIME = "SELECT 1 FROM identity_login WHERE subject = $1 FOR UPDATE"
_MOST = 10
_DAYS_MAX = 90


class LetIn(Ask, frozen=True):
    """What the customer calls the assistant, their password once more, and for how many days."""

    name: Annotated[
        str, Meta(min_length=1, max_length=30, pattern=VISIBLE, description="what you call it", examples=["Claude"])
    ]
    password: Annotated[str, Meta(max_length=256, description="never stored, never logged")]
    days: Annotated[int, Meta(ge=1, le=_DAYS_MAX)] = 30


class AssistantToken(Answer, frozen=True):
    """`token` is told once, to the customer, who gives it to the assistant's program."""

    token: str
    expires_at: datetime


class AssistantAllowed(Fact, frozen=True):
    """A customer has let an assistant in, until then, unless they end its session before."""

    name = "assistant.allowed"
    subject: int
    session: UUID
    until: datetime

    def heard_by(self) -> tuple[int, ...]:
        return (self.subject,)


class ManyAssistants(Refusal):
    code = "many_assistants"
    say = words(
        zh="已经授权了 10 个助手，请先取消不用的",
        en="You have let 10 assistants in; end one that you do not need first",
    )


async def _recognise(ctx: Context, ask: LetIn) -> Tried:
    """The slow part: the password again, so that an open app in the wrong hands lets nobody in."""
    if not ask.name.strip():
        raise BadInput(field="name", reason="it is blank")
    return await same_person(ctx, ask.password)


@CATALOG.write(
    "assistant.allow",
    title=words(zh="授权助手", en="Let an assistant in"),
    says=("授权{name}", "let {name} in"),
    secret=True,
    prepare=_recognise,
    refuses=(WrongPassword, PasswordClosed, ManyAssistants, TooMany),
)
async def allow(ctx: Context, ask: LetIn) -> AssistantToken:
    """Let an assistant read my accounts and propose for me, by a token that is told once. It can confirm nothing."""
    writing, number = write(ctx), new_id(ctx.now)
    await was_right(ctx, ctx.prepared)
    await writing.connection.execute(_ONE_AT_A_TIME, ctx.me)
    if await writing.connection.fetchval(_HOW_MANY, ctx.me, ASSISTANTS, ctx.now) >= _MOST:
        raise ManyAssistants
    token, until = secrets.token_urlsafe(32), ctx.now + ctx.lasts(timedelta(days=ask.days))
    await writing.connection.execute(_OPEN, hashed(token), number, ctx.me, ASSISTANTS, ask.name.strip(), ctx.now, until)
    writing.tell(AssistantAllowed(subject=ctx.me, session=number, until=until))
    return AssistantToken(token=token, expires_at=until)
