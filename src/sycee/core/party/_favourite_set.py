"""Choosing what to have at hand."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.core.party._favourites import MOST, Favourites, offered, shown
from sycee.kit.capability import CATALOG, Ask, Context, write
from sycee.kit.errors import Refusal
from sycee.kit.words import words

_SET = """
INSERT INTO party_favourite AS f (owner, names, changed_at) VALUES ($1, $2, $3)
ON CONFLICT (owner) DO UPDATE SET names = $2, changed_at = $3
"""

Function = Annotated[str, Meta(max_length=64, examples=["transfer.send"])]


class Chosen(Ask, frozen=True):
    """All of them, in order; one that is named twice stands where it is named first."""

    names: Annotated[list[Function], Meta(max_length=MOST)]


class NoSuchFunction(Refusal):
    code, http = "no_such_function", 422
    say = words(zh="没有“{name}”这个功能", en="There is no function {name} to have at hand")


@CATALOG.write(
    "favourite.set",
    title=words(zh="修改最爱", en="Choose favourites"),
    refuses=(NoSuchFunction,),
    channels=("http", "cli"),
)
async def set_favourites(ctx: Context, ask: Chosen) -> Favourites:
    """Have these functions at hand, in this order, and no others."""
    names, known = list(dict.fromkeys(ask.names)), offered()
    for name in names:
        if name not in known:
            raise NoSuchFunction(field="names", name=name)
    await write(ctx).connection.execute(_SET, ctx.me, names, ctx.now)
    return shown(names, ctx.locale)
