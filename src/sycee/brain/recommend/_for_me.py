"""What the bank has for a person, each with the reason why."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from sycee.brain.feature import may_learn
from sycee.brain.recommend._mine import choices_of, listed
from sycee.brain.recommend._on_device import NOTICED, OnDevice
from sycee.brain.recommend._place import NoSuchPart, Place, where
from sycee.brain.recommend._rank import AGAIN, OF_A_KIND, RISK_MAX, Choice
from sycee.brain.recommend._shelf import KINDS, Shelf
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.db import read
from sycee.kit.time import bank_day
from sycee.kit.words import Locale, Words, words

_WHY: dict[str, Words] = {
    "path": words(
        zh="因为您看过或用过“{liked}”，都与{through}有关", en="You used or read “{liked}”: both are about {through}"
    ),
    "also": words(zh="看过或用过“{liked}”的人也看了它", en="People who used or read “{liked}” also read this"),
    "popular": words(zh="刚来的客户常从这里看起", en="People who are new here often begin with this"),
    "start": words(zh="适合刚开始的时候看", en="Good to begin with"),
    "new": words(zh="您还没看过的内容，换个口味", en="Something that you have not seen yet"),
    "running": words(zh="这几周正在进行，您还没有去过", en="It runs in these weeks, and you have not been there"),
    "again": words(zh="您以前看过它", en="You looked at it before"),
}

PartCode = Annotated[str, Meta(min_length=1, max_length=64, examples=["deposit"], description="see `parts`")]


class Lying(Ask, frozen=True):
    """In which place of the app; and in a place one goes to, one of its `parts`, or all of it."""

    place: Place = "home"
    part: PartCode | None = None


class ForMeItem(Answer, frozen=True):
    """One product, article or campaign: what it is, and why it is here. `by_lot`: it is being tried out on you.

    `risk` is from 0, where nothing is invested, to 5. `opens` is what a campaign is about, by its verb, and `until` the
    first day on which it is over. `score_micro`, in millionths of log odds, and `themes`, by their
    codes, are what a phone orders by.
    """

    item: str
    kind: str
    title: str
    about: str
    risk: int
    why: str
    by_lot: bool
    until: date | None
    opens: str | None
    score_micro: int
    themes: list[str]


class ForMeTheme(Answer, frozen=True):
    """A theme in words."""

    theme: str
    title: str


class ForMeFunction(Answer, frozen=True):
    """A function of the bank and the themes that whoever opens it is busy with."""

    name: str
    themes: list[str]


class ForMeHours(Answer, frozen=True):
    """How much likelier a kind is at each quarter of the day than at all, in millionths of log odds.

    The first quarter begins at midnight.
    """

    kind: str
    odds_micro: list[int]


class ForMeOnDevice(Answer, frozen=True):
    """What a phone orders the list by, from what it alone knows of this visit. Nothing of that is asked for.

    All in millionths of log odds. An item's score rises by each weight times what was noticed of it; `again` is taken
    off for each item that stands before it of the same theme, and of the same kind from the `of_a_kind`-th on.
    """

    theme_micro: int
    kind_micro: int
    passed_micro: int
    hour_micro: int
    again_micro: int
    of_a_kind: int
    hours: list[ForMeHours]
    themes: list[ForMeTheme]
    functions: list[ForMeFunction]


class ForMePart(Answer, frozen=True):
    """A kind or a theme by which one may look at less of a place."""

    part: str
    title: str


class ForMe(Answer, frozen=True):
    """The best first; none where nothing suits. `version` is what chose them, 0 where nothing was learned yet.

    `personal`: whether they follow from what the caller did. `others` come next after those, and `on_device` is what
    a phone may bring them up by: none where nothing is to be personal, and none in a part. What is by lot keeps its
    place. `parts` are those of the place with anything in them. Nothing of more than `risk_max` is shown to anybody
    who has not been asked how much suits them. `campaign`: at home, the one that runs and suits best.
    """

    items: list[ForMeItem]
    version: int
    personal: bool
    others: list[ForMeItem]
    on_device: ForMeOnDevice | None
    parts: list[ForMePart]
    risk_max: int
    campaign: ForMeItem | None


def why(shelf: Shelf, choice: Choice, locale: Locale) -> str:
    """The reason in words."""
    named = {
        name: shelf.called(number).say(locale)
        for name, number in (("liked", choice.liked), ("through", choice.through))
        if number is not None
    }
    return _WHY[choice.why].say(locale, **named)


@CATALOG.read(
    "recommend.for_me",
    title=words(zh="为您推荐", en="For you"),
    says=("有什么适合我的", "what is there for me"),
    refuses=(NoSuchPart,),
)
async def for_me(ctx: Context, ask: Lying) -> ForMe:
    """What suits me now of products and articles in one place of the app, each with the reason why it is shown.

    A few of both at home, and a campaign; more of its kind where I went to look for it.
    """
    return await lying(ctx, ask.place, ask.part)


async def lying(ctx: Context, place: Place, part: str | None) -> ForMe:
    """What the caller is to see in a place, or in a part of it, in words. Raises NoSuchPart."""
    shelf, here = ctx.port(Shelf), where(place)
    async with read(ctx) as connection:
        found = await listed(ctx, connection, here, part)
    return ForMe(
        items=_items(ctx, found.shown),
        version=found.version,
        personal=found.personal,
        others=_items(ctx, found.others),
        on_device=_phone(shelf, found.on_device, ctx.locale) if found.on_device else None,
        parts=[ForMePart(part=one, title=here.called(shelf, one).say(ctx.locale)) for one in found.parts],
        risk_max=RISK_MAX,
        campaign=next(iter(_items(ctx, found.campaign)), None),
    )


async def would_see(ctx: Context, customer: int) -> ForMe:
    """What a customer would see now, as they would read it before their phone orders it; nothing is kept of it.

    For writes of staff.
    """
    connection = write(ctx).connection
    version, chosen = await choices_of(ctx, connection, customer)
    return ForMe(
        items=_items(ctx, chosen),
        version=version,
        personal=await may_learn(connection, customer),
        others=[],
        on_device=None,
        parts=[],
        risk_max=RISK_MAX,
        campaign=None,
    )


def _items(ctx: Context, chosen: list[Choice]) -> list[ForMeItem]:
    shelf = ctx.port(Shelf)
    return [
        ForMeItem(
            item=one.good.code,
            kind=one.good.kind,
            title=one.good.title.say(ctx.locale),
            about=one.good.about.say(ctx.locale),
            risk=one.good.risk,
            why=why(shelf, one, ctx.locale),
            by_lot=0 < one.propensity < 1,
            until=one.good.until(bank_day(ctx.now)),
            opens=one.good.opens,
            score_micro=_micro(one.score),
            themes=shelf.themes(one.good.code),
        )
        for one in chosen
    ]


def _micro(odds: float) -> int:
    return round(float(odds) * 1_000_000)


def _phone(shelf: Shelf, phone: OnDevice, locale: Locale) -> ForMeOnDevice:
    weights = {f"{name}_micro": _micro(one) for name, one in zip(NOTICED, phone.weights, strict=True)}
    functions = {name: shelf.themes(name) for name in shelf.written.functions}
    themes = sorted({theme for good in shelf.written.items for theme in shelf.themes(good.code)})
    return ForMeOnDevice(
        **weights,
        again_micro=_micro(AGAIN),
        of_a_kind=OF_A_KIND,
        hours=[
            ForMeHours(kind=kind, odds_micro=[_micro(one) for one in row])
            for kind, row in zip(KINDS, phone.hours, strict=True)
        ],
        themes=[ForMeTheme(theme=one, title=shelf.called(shelf.number[one]).say(locale)) for one in themes],
        functions=[ForMeFunction(name=name, themes=of) for name, of in functions.items() if of],
    )
