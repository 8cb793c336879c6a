"""A customer's page: who, masked; their accounts, with sums in ranges."""

from __future__ import annotations

from typing import Literal

from sycee.core import account, ledger, party
from sycee.guard.privacy import tail
from sycee.guard.staff import looked
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import NotFound, TooMany
from sycee.kit.ids import RowId
from sycee.kit.money import Money
from sycee.kit.words import Locale, Words, words
from sycee.service.console._find import CustomerFound, found
from sycee.service.console._pace import pace_look

# Upper ends in whole units of the asset. A range answers "has this person something with us" without telling how much.
_BANDS: tuple[tuple[int, Words], ...] = (
    (1, words(zh="不足 1", en="under 1")),
    (1_000, words(zh="1 千以内", en="under 1,000")),
    (10_000, words(zh="1 千至 1 万", en="1,000 to 10,000")),
    (50_000, words(zh="1 万至 5 万", en="10,000 to 50,000")),
    (200_000, words(zh="5 万至 20 万", en="50,000 to 200,000")),
    (1_000_000, words(zh="20 万至 100 万", en="200,000 to 1,000,000")),
)
_ABOVE = words(zh="100 万以上", en="1,000,000 and more")


class WhichCustomer(Ask, frozen=True):
    """A customer number, as `customer.find` tells it."""

    customer: RowId


class ShownAccount(Answer, frozen=True):
    """An account without its sum: `range` says about how much is in it."""

    account: int
    title: str
    tail: str
    asset: str
    state: Literal["open", "frozen", "closed"]
    range: str


class CustomerShown(Answer, frozen=True):
    """A customer, masked, and what they have here."""

    customer: CustomerFound
    accounts: list[ShownAccount]


@CATALOG.read(
    "customer.show",
    title=words(zh="客户概况", en="A customer's page"),
    says=("查看客户{customer}", "show customer {customer}"),
    access="staff",
    right="customers",
    refuses=(NotFound, TooMany),
)
async def show_customer(ctx: Context, ask: WhichCustomer) -> CustomerShown:
    """One customer: name, phone and document masked, and their accounts with what is in them as ranges.

    Ranges, because who somebody is can be checked without knowing what they own; exact sums need the right "entries".
    """
    await pace_look(ctx)
    who = await party.masked(ctx, ask.customer)
    if who is None:
        raise NotFound(field="customer")
    held = await account.held_by(ctx, ask.customer)
    sums = await ledger.balances(ctx, [a.id for a in held])
    looked(ctx, "customer", ask.customer, 1)
    return CustomerShown(
        customer=found(who),
        accounts=[
            ShownAccount(
                account=a.id,
                title=account.title_of(a.kind).say(ctx.locale),
                tail=tail(a.number),
                asset=sums[a.id].balance.asset.code,
                state=sums[a.id].state,  # type: ignore[arg-type]
                range=_range(sums[a.id].balance, ctx.locale),
            )
            for a in held
            if a.id in sums
        ],
    )


def _range(money: Money, locale: Locale) -> str:
    units = money.minor // 10**money.asset.digits
    return next((w for end, w in _BANDS if units < end), _ABOVE).say(locale)
