"""Closing a card on which nothing is owed, for good."""

from __future__ import annotations

from sycee.core import ledger
from sycee.core.card._facts import CardShut
from sycee.core.card._rows import CardFrozen, NoCard, mine, standing
from sycee.guard import access
from sycee.kit.capability import CATALOG, Answer, Context, Nothing, Shown, write
from sycee.kit.errors import Refusal
from sycee.kit.words import words

_CLOSE = """
UPDATE card_card SET closed_at = $2, auto_part = NULL, auto_account = NULL, auto_mandate = NULL
WHERE account_id = $1 AND closed_at IS NULL
"""
_CARD = words(zh="销卡", en="Card to close")


class CardNotSettled(Refusal):
    code = "card_not_settled"
    say = words(
        zh="卡上还有欠款或多还的钱，结清后才能销卡", en="Something is owed on the card, or in credit: settle it first"
    )  # fmt: skip


class CardGone(Answer, frozen=True):
    """It is closed."""


async def _shows(ctx: Context, _: Nothing) -> tuple[Shown, ...]:
    kept = await mine(ctx)
    stands = await standing(ctx, kept)
    if stands.state == "frozen":
        raise CardFrozen
    if stands.owed:
        raise CardNotSettled
    return (Shown(_CARD, f"**** {kept.tail}"),)


@CATALOG.write(
    "card.close",
    title=words(zh="销卡", en="Close the card"),
    says=("注销信用卡", "close my card"),
    refuses=(NoCard, CardFrozen, CardNotSettled),
    proof=2,
    shows=_shows,
)
async def close(ctx: Context, ask: Nothing) -> CardGone:
    """Close my credit card for good. Nothing must be owed on it, nor in credit. This needs my proof."""
    kept = await mine(ctx)
    await _shows(ctx, ask)
    # The card's row first, as freezing takes them: of both at once, one waits for the other.
    await write(ctx).connection.execute(_CLOSE, kept.account, ctx.now)
    if not await ledger.close_empty(ctx, kept.account):
        raise CardNotSettled
    if kept.auto_mandate is not None:
        await access.end_mandate(ctx, kept.auto_mandate)
    write(ctx).tell(CardShut(owner=ctx.me, card=kept.account))
    return CardGone()
