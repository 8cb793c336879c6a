"""Applying for a credit card."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.core import account, ledger
from sycee.core.card._facts import CardOpened
from sycee.core.card._rows import NUMBER, find, yuan
from sycee.core.card._rules import limit_for
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Nothing, Shown, write
from sycee.kit.errors import Refusal
from sycee.kit.money import CNY, Money
from sycee.kit.words import words

ISSUER, DIGITS = "629901", 16
STATEMENT_DAY = 5

# Two applications at once are dealt with one after the other.
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('card', $1::bigint))"
_SERIAL = "SELECT nextval('card_serial')"
_OPEN = """
INSERT INTO card_card (account_id, owner, number, number_index, tail, statement_day, granted, opened_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""
_LIMIT = words(zh="信用额度", en="Credit limit")
_EACH_MONTH = words(zh="每月账单日", en="Statement day of each month")
_DUE = words(zh="还款日", en="Due")
_AFTER = words(zh="账单日后 20 天", en="20 days after each statement")
_COSTS = words(zh="年费、利息、违约金", en="Annual fee, interest, late fee")
_NONE = words(zh="不收", en="none")


class CardAlready(Refusal):
    code = "card_already"
    say = words(zh="您已经有一张信用卡了", en="You have a credit card already")


class NoAccountForCard(Refusal):
    code = "card_needs_account"
    say = words(zh="请先开一个本行活期账户，再申请信用卡", en="A card needs a current account here first")


class NewCard(Ask, frozen=True):
    """On which day of each month its statement is cut."""

    statement_day: Annotated[int, Meta(ge=1, le=28)] = STATEMENT_DAY


class CardMade(Answer, frozen=True):
    """The card: its last four digits and its limit."""

    tail: str
    limit: Money


async def offer(ctx: Context) -> int | None:
    """The limit that the caller would be given, in fen; None where there is no account to reckon it from."""
    held = (await account.list_accounts(ctx, Nothing())).accounts
    own = [a for a in held if a.state != "closed" and a.balance.asset == CNY]
    grades = [a.grade for a in own if a.kind == "current"]
    return limit_for(sum(a.balance.minor for a in own), min(grades)) if grades else None


async def _granted(ctx: Context) -> int:
    found = await find(ctx)
    if found is not None and found.closed_at is None:
        raise CardAlready
    limit = await offer(ctx)
    if limit is None:
        raise NoAccountForCard
    return limit


async def _shows(ctx: Context, ask: NewCard) -> tuple[Shown, ...]:
    """What is agreed to."""
    return (
        Shown(_LIMIT, str(yuan(await _granted(ctx)))),
        Shown(_EACH_MONTH, str(ask.statement_day)),
        Shown(_DUE, _AFTER.say(ctx.locale)),
        Shown(_COSTS, _NONE.say(ctx.locale)),
    )


@CATALOG.write(
    "card.apply",
    title=words(zh="申请信用卡", en="Apply for a credit card"),
    says=("申请信用卡", "apply for a credit card"),
    refuses=(CardAlready, NoAccountForCard),
    proof=2,
    shows=_shows,
)
async def apply(ctx: Context, ask: NewCard) -> CardMade:
    """Apply for a credit card; it is there at once. Its limit is 3,000 yuan and half of what is in my accounts, in
    whole thousands, at most 50,000 (5,000 while they are of class II). There is no fee and no interest."""
    connection = write(ctx).connection
    await connection.execute(_ALONE, ctx.me)
    limit = await _granted(ctx)
    number = account.number_for(await connection.fetchval(_SERIAL), ISSUER, DIGITS)
    opened = await ledger.open_account(ctx, ctx.me, CNY, ledger.Terms(floor=-limit))
    vault = ctx.port(Vault)
    await connection.execute(
        _OPEN, opened, ctx.me, vault.seal(number, NUMBER, opened), vault.blind(number), number[-4:],
        ask.statement_day, limit, ctx.now,
    )  # fmt: skip
    write(ctx).tell(CardOpened(owner=ctx.me, card=opened, limit=limit))
    return CardMade(tail=number[-4:], limit=yuan(limit))
