"""Every account that the book shows."""

from __future__ import annotations

from sycee.core import account, card
from sycee.insight.book._outside import last_balances, outside_accounts
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.money import CNY, Money
from sycee.kit.words import words

_OURS = words(zh="本行", en="This bank")


class BookAccount(Answer, frozen=True):
    """One account: the bank's own, or one elsewhere that statements were brought from."""

    id: str
    title: str
    institution: str
    tail: str
    balance: Money | None
    asset: str


class BookAccounts(Answer, frozen=True):
    """The caller's accounts, the bank's own first."""

    accounts: list[BookAccount]


@CATALOG.read(
    "book.accounts", title=words(zh="账本的账户", en="Accounts in the book"), says=("所有账户", "all accounts")
)
async def accounts(ctx: Context, _: Nothing) -> BookAccounts:
    """All my accounts: here, and elsewhere as far as I brought statements in."""
    own = [
        BookAccount(
            id=f"own:{a.id}",
            title=a.title,
            institution=_OURS.say(ctx.locale),
            tail=a.tail,
            balance=a.balance,
            asset=a.balance.asset.code,
        )
        for a in (await account.list_accounts(ctx, Nothing())).accounts
    ]
    own += [
        BookAccount(
            id=f"own:{c.account}",
            title=c.title,
            institution=_OURS.say(ctx.locale),
            tail=c.tail,
            balance=c.balance,
            asset=c.balance.asset.code,
        )
        for c in await card.as_accounts(ctx)
    ]
    balances = await last_balances(ctx)
    out = [
        BookAccount(
            id=f"out:{a.id}",
            title=a.title(ctx.locale),
            institution=a.title_zh if ctx.locale == "zh" else a.title_en,
            tail=a.number[-4:],
            balance=balances.get(a.id),
            asset=(balances.get(a.id) or Money(0, CNY)).asset.code,
        )
        for a in await outside_accounts(ctx)
    ]
    return BookAccounts(accounts=own + out)
