"""Which tabs stand at the foot of the app, and which is opened first: by habit within limits, the same for a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sycee.brain.feature import Opened, may_learn, pages_opened
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import Connection, read
from sycee.kit.time import bank_day, day_starts
from sycee.kit.words import Words, words

MIDDLE = 3
"""The first tab and the last stay what they are: home, and what is one's own. These many between them may change."""
HOME = "home"
# Events are kept for thirty days; on a Sunday the oldest of these days is twenty-eight days ago, and still there.
_WINDOW = timedelta(days=21)
_STEADY = 3
"""On fewer days than this nothing is a habit, neither a tab that takes the place of another nor a first page."""
_FIRST_SHARE, _FIRST_DAYS = 2 / 3, 6

_NAMES: dict[str, Words] = {
    "book": words(zh="账本", en="Book"),
    "transfer": words(zh="转账", en="Transfer"),
    "life": words(zh="生活", en="Life"),
    "accounts": words(zh="账户", en="Accounts"),
    "card": words(zh="信用卡", en="Card"),
    "collect": words(zh="收付款码", en="Codes"),
    "orders": words(zh="预约转账", en="Orders"),
    "wealth": words(zh="理财", en="Wealth"),
    "articles": words(zh="文章", en="Articles"),
}
"""In the order in which they stand, whichever of them do; those in use by everybody new come first."""
# Pages whose route begins otherwise than their tab's.
_ELSEWHERE = {
    "bills": "life", "outside": "accounts", "paycode": "collect", "scan": "collect", "charge": "collect",
    "pay": "collect",
}  # fmt: skip

_KEPT = "SELECT tabs FROM recommend_tabs WHERE owner = $1"

_WHY: dict[str, Words] = {
    "kept": words(zh="您自己固定的", en="You keep it here"),
    "habit": words(zh="此前三周打开过 {days} 天", en="Opened on {days} days of three weeks"),
    "usual": words(zh="大家开始时都有它", en="Everybody begins with it"),
}


@dataclass(frozen=True, slots=True)
class Laid:
    """The middle tabs, in order, on how many days each was opened, and the one that is opened first."""

    tabs: list[str]
    days: Mapping[str, int]
    first: str


class Tab(Answer, frozen=True):
    """One tab between home and one's own: what it is called, and why it stands there."""

    name: str
    title: str
    why: str


class TabOffered(Answer, frozen=True):
    """A tab that may be kept, and what it is called."""

    name: str
    title: str


class Tabs(Answer, frozen=True):
    """The tabs between home and one's own, from left to right.

    `first` is what the app opens with: `home`, or one of these. `kept`: the caller keeps them, and they follow nothing.
    `since`: the Monday up to which habit counts; they stay so for the week.
    """

    tabs: list[Tab]
    first: str
    kept: bool
    since: date
    offered: list[TabOffered]


def laid(opened: Sequence[Opened]) -> Laid:
    """What habit lays out: the three that were opened on the most days, of those that everybody has and those that were
    opened on three days at least. They keep one order, so that a tab which stays moves by as little as can be.

    First comes home, or the tab within which something was opened on two thirds of all days, and on six. That its own
    page was opened does not count for that: the app may have done it by itself.
    """
    days: dict[str, set[date]] = {}
    within: dict[str, set[date]] = {}
    for one in opened:
        root = one.page.split(".")[0]
        tab = _ELSEWHERE.get(root, root)
        if tab in _NAMES:
            days.setdefault(tab, set()).add(one.day)
            if one.page != tab:
                within.setdefault(tab, set()).add(one.day)
    order = list(_NAMES)
    may = [tab for tab in order if order.index(tab) < MIDDLE or len(days.get(tab, ())) >= _STEADY]
    best = sorted(may, key=lambda tab: (-len(days.get(tab, ())), order.index(tab)))[:MIDDLE]
    tabs = sorted(best, key=order.index)
    all_days = len({one.day for one in opened})
    deepest = max(tabs, key=lambda tab: len(within.get(tab, ())))
    often = len(within.get(deepest, ()))
    first = deepest if often >= _FIRST_DAYS and often >= _FIRST_SHARE * all_days else HOME
    return Laid(tabs, {tab: len(found) for tab, found in days.items()}, first)


def week_of(now: datetime) -> date:
    """The Monday of this week, in the bank's days."""
    today = bank_day(now)
    return today - timedelta(days=today.weekday())


@CATALOG.read("recommend.tabs", title=words(zh="底部标签", en="Tabs"), says=("底部有哪些标签", "which tabs do I have"))
async def tabs_for_me(ctx: Context, _: Nothing) -> Tabs:
    """The tabs at the foot of my app by what I open most, each with the reason why; those that I keep, if I do."""
    async with read(ctx) as connection:
        return await told(ctx, connection)


async def told(ctx: Context, connection: Connection) -> Tabs:
    """What the caller's tabs are now, in words."""
    monday = week_of(ctx.now)
    kept: list[str] | None = await connection.fetchval(_KEPT, ctx.me)
    until = day_starts(monday)
    if kept is not None:
        found = Laid(kept, {}, HOME)
    elif await may_learn(connection, ctx.me):
        found = laid(await pages_opened(connection, ctx.me, until - _WINDOW, until))
    else:
        found = laid([])
    return Tabs(
        tabs=[
            Tab(name=name, title=_NAMES[name].say(ctx.locale), why=_why(name, found, kept is not None, ctx))
            for name in found.tabs
            if name in _NAMES
        ],
        first=found.first,
        kept=kept is not None,
        since=monday,
        offered=[TabOffered(name=name, title=title.say(ctx.locale)) for name, title in _NAMES.items()],
    )


def offered() -> list[str]:
    """Every tab that may be kept, in the order in which they stand."""
    return list(_NAMES)


def _why(name: str, found: Laid, kept: bool, ctx: Context) -> str:
    days = found.days.get(name, 0)
    return _WHY["kept" if kept else "habit" if days else "usual"].say(ctx.locale, days=days)
