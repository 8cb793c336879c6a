"""Repaying by itself on the due day: what is agreed to, and the bank's step that does it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from sycee.core import account, ledger
from sycee.core.account import Mine
from sycee.core.card._facts import CardAutoSet
from sycee.core.card._repay import NothingOwed, repayment
from sycee.core.card._rows import Kept, NoCard, latest, left_of, mine, standing, these, yuan
from sycee.core.transfer import FROM_ACCOUNT, Receipt
from sycee.guard import access
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.db import read
from sycee.kit.errors import BadInput, Fault
from sycee.kit.ids import RowId
from sycee.kit.money import CNY
from sycee.kit.till import Plan
from sycee.kit.words import words

_LASTS = timedelta(days=3660)
_SET = "UPDATE card_card SET auto_part = $2, auto_account = $3, auto_mandate = $4 WHERE account_id = $1"
_CARD = words(zh="信用卡", en="Card")
_WHAT = words(zh="自动还款", en="Repaid by itself")
_PARTS = {
    "statement": words(zh="还款日全额还清账单", en="the whole statement, on its due day"),
    "minimum": words(zh="还款日还最低还款额", en="the minimum, on the due day"),
    "off": words(zh="关闭", en="nothing"),
}
_MOST = words(zh="每次最多", en="At most each time")


class AutoRepay(Ask, frozen=True):
    """What is repaid on each due day, and from which account of mine; "off": nothing."""

    part: Literal["statement", "minimum", "off"]
    source: RowId | None = None


class AutoRepaySet(Answer, frozen=True):
    """As it is from now on."""

    part: Literal["statement", "minimum", "off"]


class AutoRun(Ask, frozen=True):
    """Which card, and the day of which statement."""

    card: RowId
    day: date


async def _source(ctx: Context, ask: AutoRepay) -> Mine | None:
    if ask.part == "off":
        return None
    if ask.source is None:
        raise BadInput(field="source", reason="an account of one's own")
    source = await account.usable(ctx, ask.source)
    if source.asset != CNY:
        raise BadInput(field="source", reason="a card is in CNY")
    return source


async def _shows(ctx: Context, ask: AutoRepay) -> tuple[Shown, ...]:
    kept, source = await mine(ctx), await _source(ctx, ask)
    lines = (Shown(_CARD, f"**** {kept.tail}"), Shown(_WHAT, _PARTS[ask.part].say(ctx.locale)))
    if source is None:
        return lines
    return (*lines, Shown(FROM_ACCOUNT, f"**** {source.tail}"), Shown(_MOST, str(yuan(kept.granted))))


@CATALOG.write(
    "card.auto_repay",
    title=words(zh="信用卡自动还款", en="Repay the card by itself"),
    says=("设置信用卡自动还款", "repay my card automatically"),
    refuses=(NoCard, ledger.NoAccount, ledger.Closed),
    proof=2,
    shows=_shows,
)
async def auto_repay(ctx: Context, ask: AutoRepay) -> AutoRepaySet:
    """Have the statement, or its minimum, repaid by itself early on each due day from an account of mine, or end that.
    If money is short nothing is debited, and I am told."""
    kept, source = await mine(ctx), await _source(ctx, ask)
    if kept.auto_mandate is not None:
        await access.end_mandate(ctx, kept.auto_mandate)
    mandate = None if source is None else await access.give_mandate(ctx, _terms(ctx, kept, source))
    part = None if source is None else ask.part
    await write(ctx).connection.execute(_SET, kept.account, part, source and source.id, mandate)
    write(ctx).tell(CardAutoSet(owner=ctx.me, card=kept.account, on=source is not None))
    return AutoRepaySet(part=ask.part)


def _terms(ctx: Context, kept: Kept, source: Mine) -> access.Terms:
    return access.Terms(
        what="card", account=source.id, to=kept.account, asset=CNY, each=yuan(kept.granted), until=ctx.now + _LASTS
    )


@CATALOG.money(
    "card.auto_run",
    title=words(zh="信用卡自动还款", en="Repay a card by itself"),
    channels=(),
    refuses=(NothingOwed, access.MandateEnded),
)
async def auto_run(ctx: Context, ask: AutoRun) -> Plan[Receipt]:
    """Repay what is left of a statement as its holder has agreed to."""
    async with read(ctx) as connection:
        kept = (await these(connection, [ask.card])).get(ask.card)
        cut = (await latest(connection, [ask.card], date.max)).get(ask.card)
    if kept is None or kept.owner != ctx.me or cut is None or cut.day != ask.day:
        raise Fault("a statement is repaid for its owner")
    if kept.auto_part is None or kept.auto_account is None:
        raise NothingOwed
    async with read(ctx) as connection:
        left, minimum = await left_of(connection, cut)
    minor = min(left if kept.auto_part == "statement" else minimum, (await standing(ctx, kept)).owed)
    if minor <= 0:
        raise NothingOwed
    return repayment(ctx, kept, await account.mine(ctx, kept.auto_account), yuan(minor), auto=True)
