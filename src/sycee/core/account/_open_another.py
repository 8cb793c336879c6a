"""Opening one more account, and calling it something else."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from sycee.core import ledger, party
from sycee.core.account._list import title_of
from sycee.core.account._mine import mine
from sycee.core.account._open import FIRST_CLASS, SECOND_CLASS, open_for
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.errors import NotFound, Refusal
from sycee.kit.ids import RowId
from sycee.kit.words import VISIBLE, words

_OPENED, _CALLED = words(zh="新开账户", en="New account"), words(zh="名字", en="Called")
MOST = 5
"""Most open accounts of a kind that a customer may have."""
Title = Annotated[str, Meta(max_length=20, pattern=VISIBLE, description="what its holder calls it; empty: by its kind")]

# Two at once are counted one after the other.
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('account', $1::bigint))"
_HELD = """
SELECT count(*) FILTER (WHERE kind = $2) AS size, min(grade) AS grade FROM account_account
WHERE owner = $1 AND closed_at IS NULL
"""
_NUMBER = "SELECT number FROM account_account WHERE id = $1"
_RENAME = "UPDATE account_account SET title = $3 WHERE id = $1 AND owner = $2"


class MostAccounts(msgspec.Struct, frozen=True):
    """How many there may be of a kind."""

    most: int


class TooManyAccounts(Refusal):
    code, tells = "too_many_accounts", MostAccounts
    say = words(zh="同一种账户最多开 {most} 个", en="There may be at most {most} accounts of a kind")


class NewAccount(Ask, frozen=True):
    """Which kind, and what to call it."""

    kind: Literal["current", "savings"]
    title: Title = ""


class AccountOpened(Answer, frozen=True):
    """The new account and its number. `grade`: class I or II."""

    id: int
    number: str
    grade: int


class NewTitle(Ask, frozen=True):
    """Which account, and what to call it from now on."""

    account: RowId
    title: Title


class Renamed(Answer, frozen=True):
    """It is called so now."""


async def _shows(ctx: Context, ask: NewAccount) -> tuple[Shown, ...]:
    """Which kind, and what it will be called."""
    kind = Shown(_OPENED, title_of(ask.kind).say(ctx.locale))
    return (kind, Shown(_CALLED, ask.title.strip())) if _kept(ask.title) else (kind,)


@CATALOG.write(
    "account.open",
    title=words(zh="新开账户", en="Open another account"),
    says=("再开一个{kind}账户", "open a {kind} account"),
    shows=_shows,
    refuses=(TooManyAccounts, NotFound),
)
async def open_another(ctx: Context, ask: NewAccount) -> AccountOpened:
    """Open one more current or savings account of mine. While I am class II it pays my own accounts alone."""
    connection = write(ctx).connection
    await connection.execute(_ALONE, ctx.me)
    held = await connection.fetchrow(_HELD, ctx.me, ask.kind)
    if held["size"] >= MOST:
        raise TooManyAccounts(field="kind", most=MOST)
    grade = held["grade"] or SECOND_CLASS
    # What may go out in a day is a person's, not an account's: a second account of class II does not double it.
    day_cap = None if grade == FIRST_CLASS else 0
    holder = (await party.papers(ctx)).name
    account = await open_for(ctx, ctx.me, holder, ask.kind, grade=grade, title=_kept(ask.title), day_cap=day_cap)
    return AccountOpened(id=account, number=await connection.fetchval(_NUMBER, account), grade=grade)


@CATALOG.write(
    "account.rename",
    title=words(zh="给账户起名", en="Name an account"),
    says=("把账户叫做{title}", "call the account {title}"),
    refuses=(ledger.NoAccount,),
)
async def rename(ctx: Context, ask: NewTitle) -> Renamed:
    """Call an account of mine what I like; with an empty title, by its kind again."""
    account = await mine(ctx, ask.account, field="account")
    await write(ctx).connection.execute(_RENAME, account.id, ctx.me, _kept(ask.title))
    return Renamed()


def _kept(title: str) -> str | None:
    return title.strip() or None
