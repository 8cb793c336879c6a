"""What the end of a day does to cards: statements, what falls due soon, what repays by itself, what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from sycee.core import ledger
from sycee.core.card._auto_repay import AutoRun
from sycee.core.card._facts import CardDueSoon, CardNotRepaid, CardOverdue, CardStated
from sycee.core.card._repay import NothingOwed
from sycee.core.card._rows import Cut, Kept, latest, left_of, walk
from sycee.core.card._rules import SOON, due_on, last_statement, minimum_of
from sycee.guard import access
from sycee.kit.capability import CATALOG, Context, Runner, Subject, encode, write
from sycee.kit.db import Away
from sycee.kit.errors import Refusal
from sycee.kit.ids import derived_id
from sycee.kit.time import bank_day, day_ends
from sycee.kit.words import Words, words

REASONS: dict[str, Words] = {
    "card_short": words(zh="付款账户余额不足", en="there was not enough money in the account"),
    "card_account_frozen": words(zh="付款账户已冻结", en="the account is frozen"),
    "card_account_closed": words(zh="付款账户已销户", en="the account is closed"),
    "card_changed": words(zh="当时正有另一笔还款", en="another repayment was under way"),
    "card_mandate_ended": words(zh="您的授权已结束", en="what you had agreed to has ended"),
    "card_not_allowed": words(zh="银行当时不允许这笔付款", en="the bank did not allow the payment then"),
}
"""Why repaying by itself did not work, as its holder reads it."""
_WHY: dict[type[Refusal], str] = {
    ledger.Short: "card_short", ledger.Frozen: "card_account_frozen", ledger.Closed: "card_account_closed",
    ledger.NoAccount: "card_account_closed", access.MandateEnded: "card_mandate_ended",
    ledger.NotBooked: "card_changed",
}  # fmt: skip

_CUT = """
INSERT INTO card_statement (account_id, day, owner, opening, spent, came, balance, minimum, due_on, entries, last_seq,
                            made_at)
SELECT *, $12::timestamptz FROM unnest($1::bigint[], $2::date[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
                                       $7::bigint[], $8::bigint[], $9::date[], $10::bigint[], $11::bigint[])
ON CONFLICT (account_id, day) DO NOTHING RETURNING account_id
"""
_OVERDUE = "UPDATE card_statement SET overdue = true WHERE account_id = $1 AND day = $2"
_DAY = timedelta(days=1)


async def close_cards(ctx: Context, day: date, after: int, most: int) -> tuple[int, int] | None:
    """Do what the end of a day brings to the next cards by account; returns the last of them and how many statements
    were cut, None when all are through. For the bank's own writes."""
    connection = write(ctx).connection
    cards = await walk(connection, after, day_ends(day), most)
    if not cards:
        return None
    before = await latest(connection, [c.account for c in cards], day)
    made = await _cut(ctx, day, [c for c in cards if _is_over(c, before.get(c.account), day)], before)
    for card in cards:
        if card.account in before:
            await _falls_due(ctx, day, card, before[card.account])
    return cards[-1].account, made


def _is_over(card: Kept, cut: Cut | None, day: date) -> bool:
    """Whether a cycle is over: on the statement day, or later where that day was not closed when it came."""
    over = last_statement(day, card.statement_day)
    return over >= bank_day(card.opened_at) and (cut is None or cut.day < over)


async def _cut(ctx: Context, day: date, cards: list[Kept], before: dict[int, Cut]) -> int:
    """Cut the statements of a day: everything that was booked before its end and is in no other."""
    after = [(c.account, before[c.account].last_seq if c.account in before else 0) for c in cards]
    found = await ledger.spans(ctx, after, day_ends(day))
    owner = {c.account: c.owner for c in cards}
    minimum = {s.account: minimum_of(-s.closing) for s in found}
    rows = await write(ctx).connection.fetch(
        _CUT, [s.account for s in found], [day] * len(found), [owner[s.account] for s in found],
        [-s.opening for s in found], [s.outgo for s in found], [s.income for s in found],
        [-s.closing for s in found], [minimum[s.account] for s in found], [due_on(day)] * len(found),
        [s.high - s.low for s in found], [s.high for s in found], ctx.now,
    )  # fmt: skip
    fresh = {r["account_id"] for r in rows}
    for s in found:
        if s.account in fresh and (s.closing or s.high > s.low):  # of a card that was not used nothing is told
            write(ctx).tell(
                CardStated(
                    owner=owner[s.account], card=s.account, on=day, balance=-s.closing, minimum=minimum[s.account],
                    due_on=due_on(day),
                )
            )  # fmt: skip
    return len(fresh)


async def _falls_due(ctx: Context, day: date, card: Kept, cut: Cut) -> None:
    """The end of a day is early on the next one: what is for the due day comes when the day before it is over."""
    if day + _DAY + SOON == cut.due_on:
        left, minimum = await left_of(write(ctx).connection, cut)
        if left > 0:
            write(ctx).tell(
                CardDueSoon(
                    owner=card.owner, card=card.account, on=cut.day, due_on=cut.due_on, left=left, minimum=minimum
                )
            )  # fmt: skip
    elif day + _DAY == cut.due_on and card.auto_part is not None:
        await _repays_itself(ctx, card, cut)
    elif day == cut.due_on:
        # Where it repays by itself, a night that came late is the bank's lateness: what came in since counts as well.
        until = day_ends(day) if card.auto_part is None else None
        _, minimum = await left_of(write(ctx).connection, cut, until)
        if minimum > 0 and not cut.overdue:
            await write(ctx).connection.execute(_OVERDUE, cut.account, cut.day)
            write(ctx).tell(CardOverdue(owner=card.owner, card=card.account, on=cut.day, minimum=minimum))


async def _repays_itself(ctx: Context, card: Kept, cut: Cut) -> None:
    """Killed after the payment and before this piece commits, it is asked for again under the same key, and finds its
    answer; a refusal too is the same again."""
    ask = AutoRun(card=card.account, day=cut.day)
    key: UUID = derived_id("card auto", str(card.account), cut.day.isoformat())
    owner = replace(
        ctx, subject=Subject(card.owner, uuid4()), channel="bank", device="", agent="", key=key, writing=None,
        proposes=False,
    )  # fmt: skip
    try:
        await ctx.port(Runner).run(owner, CATALOG["card.auto_run"], encode(ask))
    except Away:
        raise  # no answer yet: the piece is done again
    except NothingOwed:
        return
    except Refusal as no:
        # Whatever the reason, it is one customer's: everybody else's day ends all the same.
        reason = _WHY.get(type(no), "card_not_allowed")
        write(ctx).tell(CardNotRepaid(owner=card.owner, card=card.account, on=cut.day, reason=reason))
