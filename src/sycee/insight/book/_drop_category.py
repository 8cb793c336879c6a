"""Dropping a category of one's own."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.insight.book._choices import moved
from sycee.insight.book._shelf import lines_of
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.errors import NotFound
from sycee.kit.words import END, words

_DROP = "UPDATE book_category SET gone_at = $3 WHERE id = $1 AND owner = $2 AND gone_at IS NULL RETURNING id"


class DroppingCategory(Ask, frozen=True):
    category: Annotated[str, Meta(pattern=f"^my:[1-9][0-9]{{0,17}}{END}", description="a category of one's own")]


class CategoryDropped(Answer, frozen=True):
    code: str


async def _shows(ctx: Context, ask: DroppingCategory) -> tuple[Shown, ...]:
    lines = await lines_of(ctx)
    title = next((own.title for own in lines.choices.categories if own.code == ask.category and not own.gone), None)
    if title is None:
        raise NotFound(field="category")
    return (Shown(words(zh="分类", en="Category"), title),)


@CATALOG.write(
    "book.drop_category", title=words(zh="删除分类", en="Drop a category"), refuses=(NotFound,), shows=_shows
)
async def drop_category(ctx: Context, ask: DroppingCategory) -> CategoryDropped:
    """Drop a category of my own. Entries that had it keep it; no further ones can be given it."""
    await moved(ctx)
    dropped = await write(ctx).connection.fetchval(_DROP, int(ask.category[3:]), ctx.me, ctx.now)
    if dropped is None:
        raise NotFound(field="category")
    return CategoryDropped(code=ask.category)
