"""What a customer has at hand."""

from __future__ import annotations

from sycee.core.party._favourites import MINE, Favourites, shown
from sycee.kit.capability import CATALOG, Context, Nothing
from sycee.kit.db import read
from sycee.kit.words import words


@CATALOG.read("favourite.list", title=words(zh="最爱", en="Favourites"), says=("我的最爱", "常用功能", "my favourites"))
async def list_favourites(ctx: Context, _: Nothing) -> Favourites:
    """The functions that I want at hand, in my order, and all that I may choose from."""
    async with read(ctx) as connection:
        return shown(await connection.fetchval(MINE, ctx.me), ctx.locale)
