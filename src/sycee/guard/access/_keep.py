"""Keeping what needs a proof as a proposal, once per key, with its record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from sycee.guard.access._proposal import KEEP, LIVES, MAKE_ROOM, ProposalMade, factors_of, shown_lines
from sycee.guard.identity import called
from sycee.guard.limit import Weight
from sycee.kit.capability import CATALOG, Context, KeyReused, builtins, encode
from sycee.kit.ids import new_id
from sycee.kit.journal import facts_of
from sycee.kit.till import StepUpNeeded
from sycee.kit.words import Locale, Words, words

_WHY = {
    "new": words(zh="首次向这位收款人转账", en="This is your first transfer to this payee"),
    "known": words(zh="超过小额免验的金额", en="This is more than may go without a proof"),
    "own": words(zh="大额资金变动", en="This is a large move"),
    "deed": words(zh="这项变更需要您本人确认", en="This change needs your own confirmation"),
    "channel": words(zh="由您授权的助手代为发起", en="An assistant that you let in asks for this"),
    "many": words(zh="今天小额免验的额度已用完", en="That is all that may go without a proof today"),
}


class Asked(msgspec.Struct, frozen=True):
    """What was asked for and may not go yet: its canonical bytes, what is shown of it, why, and the level it needs."""

    verb: str
    key: UUID
    mark: bytes
    canonical: bytes
    shown: tuple[tuple[str, str, str], ...]
    why: str
    digest: bytes
    level: int
    weight: Weight
    deed: bool


async def keep(ctx: Context, asked: Asked) -> StepUpNeeded:
    """Keep it and say what is needed. With a repeated key that is what was kept first, whatever this one shows."""
    number, asked_by = new_id(ctx.now), await called(ctx)
    async with ctx.db.writers.acquire() as connection:
        await connection.execute(MAKE_ROOM, ctx.me, asked.key, ctx.now)
        row: Any = await connection.fetchrow(
            KEEP, number, ctx.me, asked.key, asked.verb, asked.mark, asked.canonical.decode(),
            msgspec.json.encode(asked.shown).decode(), asked.why, asked.digest, asked.level, ctx.now,
            ctx.now + ctx.lasts(LIVES), asked.deed, _told(ctx, number, asked), asked_by,
        )  # fmt: skip
        factors = await factors_of(connection, ctx.me, asked.weight)
    if row["mark"] != asked.mark:
        raise KeyReused
    return StepUpNeeded(
        proposal=str(row["id"]),
        shown=builtins(shown_lines(row["shown"], ctx.locale)),
        factors=factors,
        why=reason(row["why"]).say(ctx.locale),
        expires_at=row["expires_at"].isoformat(),
    )


def _told(ctx: Context, proposal: UUID, asked: Asked) -> str:
    fact = ProposalMade(subject=ctx.me, proposal=proposal, verb=asked.verb, channel=ctx.channel)
    return encode({"answer": {}, "facts": facts_of([fact])}).decode()


def title_of(verb: str, locale: Locale) -> str:
    """What a verb is called; one that is gone since, by its name."""
    return CATALOG[verb].title.say(locale) if verb in CATALOG else verb


def reason(why: str) -> Words:
    """Why a proof is asked for, in words."""
    return _WHY.get(why, _WHY["known"])
