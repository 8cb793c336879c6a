"""Freezing a card at once."""

from __future__ import annotations

from sycee.core import ledger
from sycee.core.card._facts import CardFroze
from sycee.core.card._rows import NoCard, mine
from sycee.kit.capability import CATALOG, Answer, Context, Nothing, write
from sycee.kit.words import words

# A card that was closed a moment ago stays closed.
_FREEZE = """
UPDATE card_card SET frozen_at = $2 WHERE account_id = $1 AND frozen_at IS NULL AND closed_at IS NULL
RETURNING account_id
"""


class CardState(Answer, frozen=True):
    """Whether it is frozen now."""

    frozen: bool


@CATALOG.write(
    "card.freeze",
    title=words(zh="冻结信用卡", en="Freeze the card"),
    says=("冻结信用卡", "信用卡丢了", "freeze my card"),
    refuses=(NoCard,),
)
async def freeze(ctx: Context, _: Nothing) -> CardState:
    """Freeze my credit card at once, without a proof: nothing can be bought by it. It can still be repaid."""
    kept = await mine(ctx)
    if await write(ctx).connection.fetchval(_FREEZE, kept.account, ctx.now) is not None:
        await ledger.set_terms(ctx, kept.account, state="frozen")
        write(ctx).tell(CardFroze(owner=ctx.me, card=kept.account, frozen=True))
    return CardState(frozen=True)
