"""Everything to be reminded of: what is coming, what was found, and what is silenced."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from sycee.insight.category import CATEGORIES
from sycee.insight.remind._finding import Finding, Kind
from sycee.insight.remind._look import Coming, Look, Source, look
from sycee.insight.remind._rows import Silence, seen, silences, silent
from sycee.insight.remind._words import OFTEN, TITLES, fact, say
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.money import Money
from sycee.kit.words import Locale, words

_MOST, _RESTS_ON = 200, 12
_EVERY = words(zh="根据最近 {times} 次", en="from the last {times}")
_ORDERED = words(zh="您预约的转账", en="ordered by you")
_BILL = words(zh="收费单位出的 {period} 账单，还没有缴", en="the bill for {period}, not paid yet")
_CARD = words(zh="本期账单的剩余，最低还 {minimum}", en="left of the statement; {minimum} at least")
_AUTO = words(zh="，当天自动还款", en="; repaid by itself on that day")

Period = Literal["once", "week", "fortnight", "month", "two_months", "quarter", "half_year", "year"]


class ComingPayment(Answer, frozen=True):
    """A payment that is likely to come again (`often`), is ordered, or is owed to a biller or on the card. `amount` is
    signed; where it is not `exact` it is about as much. `counterparty` is the name to silence it by, where it has one.
    `entries`: those that it rests on, the newest first. `biller` and `like`: what finds an owed bill again."""

    counterparty: str
    title: str
    every: Period
    how_often: str
    on: date
    late: bool
    amount: Money
    exact: bool
    category: str
    category_title: str
    why: str
    source: Source
    biller: str | None
    like: UUID | None
    entries: list[str]


class Reminder(Answer, frozen=True):
    """One finding: of which kind, about whom, why in a sentence, and the entries that it rests on, the newest first."""

    id: UUID
    kind: Kind
    kind_title: str
    counterparty: str
    title: str
    on: date
    amount: Money
    why: str
    entries: list[str]


class Silenced(Answer, frozen=True):
    """What is not told: a kind, a counterparty, or a kind of one counterparty."""

    id: int
    kind: Kind | None
    kind_title: str | None
    counterparty: str | None
    title: str


class Reminders(Answer, frozen=True):
    """`coming` by date, the next first; `found` of the last sixty days, the newest first; `today` is the bank's day."""

    today: date
    coming: list[ComingPayment]
    found: list[Reminder]
    silenced: list[Silenced]


@CATALOG.read(
    "remind.list",
    title=words(zh="账本提醒", en="Reminders"),
    says=("有什么要提醒我的", "下个月要扣哪些钱", "what is due soon"),
)
async def list_reminders(ctx: Context, _: Nothing) -> Reminders:
    """What comes again and when, what became dearer, was charged twice or is out of the ordinary; each says why."""
    there, quiet = await look(ctx), await silences(ctx)
    gone = {number for number, dismissed in (await seen(ctx)).items() if dismissed}
    found = [
        _reminder(ctx, there, finding)
        for finding in there.findings
        if not silent(quiet, finding.kind, finding.party) and there.number(ctx.me, finding) not in gone
    ]
    whole = [one.counterparty for one in quiet if one.kind is None]
    return Reminders(
        today=there.today,
        coming=[_coming(ctx.locale, there, c) for c in there.coming if not c.party or c.party not in whole][:_MOST],
        found=found[:_MOST],
        silenced=[silenced_of(one, ctx.locale) for one in quiet],
    )


def silenced_of(one: Silence, locale: Locale) -> Silenced:
    """A silence as it is shown."""
    kind = TITLES[one.kind].say(locale) if one.kind else None
    return Silenced(id=one.id, kind=one.kind, kind_title=kind, counterparty=one.counterparty, title=one.title)


def _coming(locale: Locale, there: Look, one: Coming) -> ComingPayment:
    return ComingPayment(
        counterparty=one.party,
        title=one.name,
        every=one.every,  # type: ignore[arg-type]
        how_often=OFTEN[one.every].say(locale),
        on=one.on,
        late=one.on < there.today,
        amount=one.amount,
        exact=one.exact,
        category=one.category,
        category_title=CATEGORIES[one.category].title.say(locale),
        why=_why(locale, one),
        source=one.source,
        biller=str(one.facts["biller"]) if one.source == "bill" else None,
        like=one.number if one.source == "bill" else None,
        entries=_entries(there, one.rows),
    )


def _why(locale: Locale, one: Coming) -> str:
    facts = {name: fact(name, value, locale) for name, value in one.facts.items()}
    if one.source == "card":
        return _CARD.say(locale, **facts) + (_AUTO.say(locale) if one.facts["auto"] else "")
    if one.source == "bill":
        return _BILL.say(locale, **facts)
    return _ORDERED.say(locale) if one.source == "ordered" else _EVERY.say(locale, times=len(one.rows))


def _reminder(ctx: Context, there: Look, finding: Finding) -> Reminder:
    return Reminder(
        id=there.number(ctx.me, finding),
        kind=finding.kind,
        kind_title=TITLES[finding.kind].say(ctx.locale),
        counterparty=finding.party,
        title=finding.name or TITLES[finding.kind].say(ctx.locale),
        on=finding.on,
        amount=finding.amount,
        why=say(finding.why, finding.facts, ctx.locale),
        entries=_entries(there, finding.refs),
    )


def _entries(there: Look, rows: tuple[int, ...]) -> list[str]:
    return [there.entry(row) for row in reversed(rows[-_RESTS_ON:])]
