"""Taking an account elsewhere out of the book again."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.insight.book._choices import moved
from sycee.insight.book._outside import outside_account
from sycee.insight.book._view import OUTSIDE
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.errors import NotFound
from sycee.kit.journal import Fact
from sycee.kit.words import words

_REMOVE = "SELECT book_remove($1, $2)"
_REMOVE_S = 120
_ACCOUNT = words(zh="移出账本的账户", en="Account to be taken out")


class Removing(Ask, frozen=True):
    account: Annotated[str, Meta(pattern=OUTSIDE, description="an account elsewhere")]


class Removed(Answer, frozen=True):
    """How many rows went with it."""

    account: str
    entries: int


class TakenOut(Fact, frozen=True):
    name = "book.removed"
    owner: int
    account: int
    entries: int


async def _shows(ctx: Context, ask: Removing) -> tuple[Shown, ...]:
    """Which account it is."""
    found = await outside_account(ctx, ask.account)
    return (Shown(_ACCOUNT, f"{found.title(ctx.locale)} {found.number[-4:]}".strip()),)


@CATALOG.write(
    "book.remove", title=words(zh="移除外部账户", en="Remove an outside account"), shows=_shows, refuses=(NotFound,)
)
async def remove(ctx: Context, ask: Removing) -> Removed:
    """Take an account elsewhere out of my book, with everything that I brought in of it. Its files bring it back."""
    account = int(ask.account.split(":")[1])
    await moved(ctx)
    gone = await write(ctx).connection.fetchval(_REMOVE, ctx.me, account, timeout=_REMOVE_S)
    if gone is None:
        raise NotFound(field="account")
    write(ctx).tell(TakenOut(owner=ctx.me, account=account, entries=gone))
    return Removed(ask.account, gone)
