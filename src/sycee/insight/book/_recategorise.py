"""Saying what an entry was for: this one, or all like it."""

from __future__ import annotations

from typing import Literal

import numpy as np

from sycee.insight.book._choices import Key, Rule
from sycee.insight.book._filter import CategoryCode
from sycee.insight.book._lines import Lines, fits
from sycee.insight.book._say import say_category, shown_entry, turn, usable
from sycee.insight.book._summary import title_of
from sycee.insight.book._view import EntryRef
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.errors import BadInput, NotFound, Refusal
from sycee.kit.words import Text, words

_RULE = """
INSERT INTO book_rule (owner, counterparty, words, inward, category, since, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
"""
_WORDS_MIN = 2
_ALL_OF_THEM = 0.5
_FEW = 40


class CategoryChanged(Refusal):
    code = "category_changed"
    say = words(
        zh="这笔的分类刚刚被改过，请看过现在的分类再改",
        en="The category of that entry has just been changed: please look at it again first",
    )


class RuleTooWide(Refusal):
    code, http = "rule_too_wide", 422
    say = words(
        zh="这条规则会套到您大部分的账上，请写明商户或更具体的文字",
        en="That rule would fit most of your entries: name a counterparty or narrower words",
    )


class Recategorising(Ask, frozen=True, kw_only=True):
    """`like`: this entry alone, it and all like it from now on (`later`), or those of the past as well (`all`).

    Alike are entries with the same counterparty, in the same direction; with `words`, those that have these in them.
    `was`: the category that the caller saw; where it is another one by now, nothing is changed. No `category`: as the
    book finds by itself.
    """

    entry: EntryRef
    category: CategoryCode | None
    like: Literal["one", "later", "all"] = "one"
    words: Text = ""
    was: CategoryCode | None = None


class Recategorised(Answer, frozen=True):
    """`rule`: its number, to undo it by; `told`: the rule in words; `changed`: how many entries it is new to."""

    category: str | None
    rule: int | None
    told: str
    changed: int


async def _shows(ctx: Context, ask: Recategorising) -> tuple[Shown, ...]:
    return (
        await shown_entry(ctx, ask.entry),
        Shown(words(zh="分类", en="Category"), ask.category or "-"),
        Shown(words(zh="范围", en="For"), f"{ask.like} {ask.words}".strip()),
    )


@CATALOG.write(
    "book.recategorise",
    title=words(zh="改分类", en="Change a category"),
    refuses=(NotFound, CategoryChanged, RuleTooWide),
    shows=_shows,
)
async def recategorise(ctx: Context, ask: Recategorising) -> Recategorised:
    """Say what an entry was for, alone or with all like it. The rule that this makes is shown, and can be undone."""
    lines, key, row = await turn(ctx, ask.entry)
    now = lines.codes[int(lines.code[row])]
    if ask.was is not None and ask.was != now:
        raise CategoryChanged(field="was")
    if ask.category is not None:
        usable(lines, ask.category)
    if ask.like == "one" or ask.category is None:
        await say_category(ctx, key, ask.category)
        return Recategorised(category=ask.category, rule=None, told="", changed=int(ask.category != now))
    return await _for_all(ctx, ask, ask.category, (lines, key, row))


async def _for_all(ctx: Context, ask: Recategorising, category: str, place: tuple[Lines, Key, int]) -> Recategorised:
    lines, key, row = place
    party, inward = lines.texts.parties[int(lines.party[row])], bool(lines.amount[row] > 0)
    if ask.words and len(ask.words.strip()) < _WORDS_MIN:
        raise BadInput(field="words", reason="at least two letters")
    since = ctx.now if ask.like == "later" else None
    rule = Rule(0, "" if ask.words else party, ask.words.strip(), inward, category, None)
    _narrow_enough(lines, rule)
    number = await write(ctx).connection.fetchval(
        _RULE, ctx.me, rule.counterparty, rule.words, inward, rule.category, since, ctx.now
    )
    # What the customer just said of this entry holds whatever rules come after.
    await say_category(ctx, key, category)
    mask = fits(lines, rule) if since is None else lines.entry == row
    changed = np.count_nonzero(mask & (lines.code != lines.codes.index(category)))
    told = told_rule(ctx, lines, rule)
    return Recategorised(category=category, rule=number, told=told, changed=int(changed))


def _narrow_enough(lines: Lines, rule: Rule) -> None:
    if not rule.counterparty and not rule.words:
        raise RuleTooWide(field="like")
    caught = int(np.count_nonzero(fits(lines, rule)))
    if rule.words and caught > max(_FEW, _ALL_OF_THEM * lines.entries):
        raise RuleTooWide(field="words")


_PARTY = words(zh="与“{party}”的{way} → {category}", en="{way} {party} → {category}")
_WORDS = words(zh="含“{words}”的{way} → {category}", en="{way}, with “{words}” in it → {category}")
_WAYS = {True: words(zh="收入", en="Money in from"), False: words(zh="支出", en="Money out to")}
_WAYS_ALONE = {True: words(zh="收入", en="Money in"), False: words(zh="支出", en="Money out")}


def told_rule(ctx: Context, lines: Lines, rule: Rule) -> str:
    """A rule in words."""
    category = title_of(lines, rule.category, ctx.locale)
    if rule.words:
        way = _WAYS_ALONE[rule.inward].say(ctx.locale)
        return _WORDS.say(ctx.locale, words=rule.words, way=way, category=category)
    number = lines.texts.party_number(rule.counterparty)
    shown = lines.texts.shown[number] if number is not None else rule.counterparty
    return _PARTY.say(ctx.locale, party=shown, way=_WAYS[rule.inward].say(ctx.locale), category=category)
