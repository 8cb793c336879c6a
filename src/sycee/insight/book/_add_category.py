"""A category of one's own, under one of the list."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.insight.book._choices import moved
from sycee.insight.category import CATEGORIES
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import BadInput, Refusal
from sycee.kit.words import VISIBLE, words

_ADD = """
INSERT INTO book_category (owner, title, under, made_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (owner, title) WHERE gone_at IS NULL DO NOTHING RETURNING id
"""
_COUNT = "SELECT count(*) FROM book_category WHERE owner = $1 AND gone_at IS NULL"
_MOST = 60


class CategoryExists(Refusal):
    code = "category_exists"
    say = words(zh="已经有这个名字的分类了", en="There is a category of that name already")


class TooManyCategories(Refusal):
    code = "too_many_categories"
    say = words(zh="自己的分类最多 60 个", en="You can have 60 categories of your own at most")


Title = Annotated[str, Meta(min_length=1, max_length=20, pattern=VISIBLE, description="name of a category")]


class AddingCategory(Ask, frozen=True):
    """`under`: the category of the list that it is a part of, and with which it counts."""

    title: Title
    under: Annotated[str, Meta(max_length=20, examples=["dining"])]


class CategoryAdded(Answer, frozen=True):
    code: str


@CATALOG.write(
    "book.add_category",
    title=words(zh="添加分类", en="Add a category"),
    says=("添加分类{title}", "add a category {title}"),
    refuses=(CategoryExists, TooManyCategories),
)
async def add_category(ctx: Context, ask: AddingCategory) -> CategoryAdded:
    """Make a category of my own, as a part of one of the list."""
    title = ask.title.strip()
    if ask.under not in CATEGORIES:
        raise BadInput(field="under", reason="no such category")
    if not title:
        raise BadInput(field="title", reason="empty")
    taken = {text.casefold() for c in CATEGORIES.values() for text in (c.title.zh, c.title.en)}
    if title.casefold() in taken:
        raise CategoryExists(field="title")
    await moved(ctx)
    connection = write(ctx).connection
    if await connection.fetchval(_COUNT, ctx.me) >= _MOST:
        raise TooManyCategories(field="title")
    number = await connection.fetchval(_ADD, ctx.me, title, ask.under, ctx.now)
    if number is None:
        raise CategoryExists(field="title")
    return CategoryAdded(code=f"my:{number}")
