"""Calling an account elsewhere by a name of one's own."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.insight.book._outside import outside_account
from sycee.insight.book._view import OUTSIDE
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.errors import NotFound
from sycee.kit.words import Text, words

_NAME = "UPDATE book_account SET name = $3 WHERE owner = $1 AND id = $2"
_ACCOUNT, _CALLED = words(zh="外部账户", en="Account elsewhere"), words(zh="改名为", en="To be called")


class Calling(Ask, frozen=True):
    """An empty name gives the account back the name of its institution."""

    account: Annotated[str, Meta(pattern=OUTSIDE, description="an account elsewhere")]
    name: Text


class Called(Answer, frozen=True):
    """The account and its name now; empty where it goes by its institution's."""

    account: str
    name: str


async def _shows(ctx: Context, ask: Calling) -> tuple[Shown, ...]:
    """Which account it is and what it would be called."""
    found = await outside_account(ctx, ask.account)
    return (Shown(_ACCOUNT, f"{found.title(ctx.locale)} {found.number[-4:]}".strip()), Shown(_CALLED, ask.name))


@CATALOG.write(
    "book.rename", title=words(zh="给外部账户改名", en="Name an outside account"), shows=_shows, refuses=(NotFound,)
)
async def rename(ctx: Context, ask: Calling) -> Called:
    """Call an account elsewhere, which I brought statements of, by a name of my own."""
    done = await write(ctx).connection.execute(_NAME, ctx.me, int(ask.account.split(":")[1]), ask.name.strip())
    if done == "UPDATE 0":
        raise NotFound(field="account")
    return Called(ask.account, ask.name.strip())
