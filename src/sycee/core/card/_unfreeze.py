"""Letting a frozen card go again."""

from __future__ import annotations

from sycee.core import ledger
from sycee.core.card._facts import CardFroze
from sycee.core.card._freeze import CardState
from sycee.core.card._rows import NoCard, mine
from sycee.kit.capability import CATALOG, Context, Nothing, Shown, write
from sycee.kit.words import words

_UNFREEZE = """
UPDATE card_card SET frozen_at = NULL WHERE account_id = $1 AND frozen_at IS NOT NULL AND closed_at IS NULL
RETURNING account_id
"""
_CARD = words(zh="解冻信用卡", en="Card to unfreeze")


async def _shows(ctx: Context, _: Nothing) -> tuple[Shown, ...]:
    return (Shown(_CARD, f"**** {(await mine(ctx)).tail}"),)


@CATALOG.write(
    "card.unfreeze",
    title=words(zh="解冻信用卡", en="Unfreeze the card"),
    says=("解冻信用卡", "unfreeze my card"),
    refuses=(NoCard,),
    proof=2,
    shows=_shows,
)
async def unfreeze(ctx: Context, _: Nothing) -> CardState:
    """Let my frozen credit card be used again. This needs my proof."""
    kept = await mine(ctx)
    if await write(ctx).connection.fetchval(_UNFREEZE, kept.account) is not None:
        await ledger.set_terms(ctx, kept.account, state="open")
        write(ctx).tell(CardFroze(owner=ctx.me, card=kept.account, frozen=False))
    return CardState(frozen=False)
