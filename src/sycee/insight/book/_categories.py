"""The categories that a customer has: the closed list, their own under it, and the rules they made."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from sycee.insight.book._lines import Lines, fits
from sycee.insight.book._recategorise import told_rule
from sycee.insight.book._shelf import lines_of
from sycee.insight.category import CATEGORIES, Side
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.words import words


class CategoryTold(Answer, frozen=True):
    """One category. `side`: income (`in`), spending (`out`) or neither; `under`: what one's own is a part of."""

    code: str
    title: str
    about: str
    side: Side
    under: str | None


class RuleTold(Answer, frozen=True):
    """One rule, in words; `since`: from when it holds, the past as well where there is none; `entries`: its own now."""

    id: int
    told: str
    category: str
    since: datetime | None
    entries: int


class Categories(Answer, frozen=True):
    """Categories in order, the caller's own after those of the list; rules, newest first."""

    categories: list[CategoryTold]
    rules: list[RuleTold]
    tags: list[str]


@CATALOG.read(
    "book.categories",
    title=words(zh="分类与规则", en="Categories and rules"),
    says=("有哪些分类", "my categories"),
)
async def categories(ctx: Context, _: Nothing) -> Categories:
    """All categories, my own among them, my rules and my tags."""
    lines = await lines_of(ctx)
    listed = [
        CategoryTold(code=c.code, title=c.title.say(ctx.locale), about=c.about.say(ctx.locale), side=c.side, under=None)
        for c in CATEGORIES.values()
    ]
    own = [
        CategoryTold(code=o.code, title=o.title, about="", side=CATEGORIES[o.under].side, under=o.under)
        for o in lines.choices.categories
        if not o.gone
    ]
    tags = sorted({tag for choice in lines.choices.by_entry.values() for tag in choice.tags})
    return Categories(categories=listed + own, rules=_rules(ctx, lines), tags=tags)


def _rules(ctx: Context, lines: Lines) -> list[RuleTold]:
    return [
        RuleTold(
            id=rule.id,
            told=told_rule(ctx, lines, rule),
            category=rule.category,
            since=rule.since,
            entries=int(np.count_nonzero(fits(lines, rule))),
        )
        for rule in reversed(lines.choices.rules)
    ]
