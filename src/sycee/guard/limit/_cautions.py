"""Why less may be paid for a while: told before anything is refused."""

from __future__ import annotations

from datetime import datetime

from sycee.guard.limit._caution import SAYS, cautions
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.money import CNY, Money
from sycee.kit.words import words


class Caution(Answer, frozen=True):
    """One reason, in words; until when; the most in all of that time, and what of it is left."""

    why: str
    says: str
    until: datetime
    most: Money
    left: Money


class Cautions(Answer, frozen=True):
    """The one that leaves the least is the last."""

    cautions: list[Caution]


@CATALOG.read(
    "limit.cautions",
    title=words(zh="临时限额", en="Limits for a while"),
    says=("为什么我现在只能转一点", "why may I pay only little now"),
)
async def see_cautions(ctx: Context, _: Nothing) -> Cautions:
    """Whether less may be paid here for a while: after a sign-in on a new device, or a change of what proves me."""
    async with read(ctx) as connection:
        held = await cautions(ctx, connection, CNY.code)
    return Cautions(
        cautions=[
            Caution(
                why=one.why,
                says=SAYS[one.why].say(ctx.locale) if one.why in SAYS else one.why,
                until=one.until,
                most=Money(one.most, CNY),
                left=Money(max(one.left, 0), CNY),
            )
            for one in held
        ]
    )
