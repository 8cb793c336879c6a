"""What people do of their own accord: how often, when, and for how much. Data, no rules."""

from __future__ import annotations

from dataclasses import dataclass, field

AGES = (18, 28, 40, 55, 70)
"""Ages at which a habit's `ages` are given; between them it changes evenly."""
_EVEN = (1.0, 1.0, 1.0, 1.0, 1.0)
_ALL_WEEK = (1.0, 1.0, 1.0, 1.0, 1.1, 1.3, 1.2)
_WORK_WEEK = (1.3, 1.3, 1.3, 1.3, 1.3, 0.25, 0.2)
_WEEKEND = (0.5, 0.5, 0.5, 0.6, 1.3, 2.2, 1.6)


@dataclass(frozen=True, slots=True)
class Habit:
    """One habit. `often`: times a week at its ages' 1.0. `yuan`, `sigma`: median and spread of a log-normal price.

    `hours`: (from, to, weight) of the day. `ending`: how prices end. `who`: whose it is; `share`: how many have it.
    `since`: year in which it began to spread, over six years. `refunds`: how much of it is sent back.
    `elastic`: how far prices follow what people can afford. `feast`: the season that it has. `variety`: how much people
    differ in it. `like`: the need it meets, once in a part of the day: who has eaten out does not order in."""

    key: str
    often: float
    yuan: float
    sigma: float
    hours: tuple[tuple[float, float, float], ...]
    ages: tuple[float, ...] = _EVEN
    week: tuple[float, ...] = _ALL_WEEK
    who: str = "all"
    share: float = 1.0
    ending: str = "fen"
    packs: tuple[int, ...] = field(default=())
    since: int = 0
    refunds: float = 0.0
    elastic: float = 1.0
    feast: str = ""
    variety: float = 1.0
    like: str = ""


_MEALS = ((11.2, 13.2, 5.0), (17.2, 19.8, 4.0))
_SHOPPING = ((9.0, 12.0, 2.0), (14.0, 21.0, 6.0))

HABITS: tuple[Habit, ...] = (
    Habit("breakfast", 1.1, 9, 0.35, ((6.3, 9.2, 1.0),), (0.9, 1.1, 1.0, 1.1, 0.9), ending="half"),
    Habit(
        "eatery",
        2.0,
        25,
        0.4,
        _MEALS,
        (1.1, 1.3, 1.0, 0.5, 0.25),
        (1.2, 1.2, 1.2, 1.2, 1.2, 0.8, 0.7),
        ending="half",
        like="meal",
    ),
    Habit("canteen", 3.2, 14, 0.3, ((7.0, 8.5, 1.0), *_MEALS), who="student", ending="half", elastic=0.2, like="meal"),
    Habit(
        "delivery",
        1.5,
        34,
        0.4,
        (*_MEALS, (20.5, 23.6, 2.0)),
        (1.6, 1.6, 0.8, 0.25, 0.05),
        since=2013,
        ending="tenth",
        refunds=0.01,
        like="meal",
    ),
    Habit(
        "restaurant",
        0.55,
        158,
        0.55,
        ((11.3, 13.2, 2.0), (17.5, 20.5, 6.0)),
        (0.8, 1.3, 1.2, 0.8, 0.5),
        _WEEKEND,
        ending="yuan",
        feast="family",
        like="meal",
    ),
    Habit(
        "coffee",
        1.1,
        19,
        0.35,
        ((7.8, 10.2, 4.0), (13.2, 16.5, 4.0)),
        (0.8, 1.4, 1.0, 0.3, 0.05),
        _WORK_WEEK,
        share=0.55,
        since=2014,
        ending="tenth",
        like="drink",
    ),
    Habit(
        "tea", 0.6, 16, 0.3, ((13.0, 21.5, 1.0),), (1.8, 1.3, 0.5, 0.1, 0.02), ending="yuan", since=2012, like="drink"
    ),
    Habit(
        "market",
        1.3,
        40,
        0.55,
        ((6.5, 9.8, 5.0), (16.2, 19.2, 4.0)),
        (0.1, 0.5, 1.1, 1.5, 1.7),
        ending="half",
        feast="pantry",
        like="shop",
    ),
    Habit(
        "supermarket",
        0.45,
        112,
        0.7,
        _SHOPPING,
        (0.4, 0.9, 1.2, 1.1, 0.9),
        _WEEKEND,
        ending="fen",
        feast="pantry",
        like="shop",
    ),
    Habit(
        "convenience", 0.9, 15, 0.5, ((7.0, 10.0, 2.0), (12.0, 23.8, 4.0)), (1.4, 1.3, 0.9, 0.6, 0.4), ending="tenth"
    ),
    Habit("fruit", 0.4, 32, 0.45, ((17.0, 21.5, 1.0),), (0.5, 0.9, 1.1, 1.1, 1.0), ending="tenth", feast="pantry"),
    Habit(
        "online",
        0.75,
        92,
        0.95,
        ((9.5, 13.5, 3.0), (19.0, 24.0, 7.0)),
        (1.2, 1.5, 1.2, 0.6, 0.25),
        feast="online",
        refunds=0.06,
        ending="nine",
    ),
    Habit(
        "clothes",
        0.09,
        320,
        0.6,
        _SHOPPING,
        (0.9, 1.2, 1.0, 0.7, 0.4),
        _WEEKEND,
        ending="yuan",
        refunds=0.04,
        feast="pantry",
    ),
    Habit(
        "games",
        0.35,
        30,
        0.0,
        ((12.0, 14.0, 2.0), (19.0, 24.0, 6.0)),
        (1.6, 1.2, 0.5, 0.1, 0.0),
        share=0.28,
        packs=(6, 30, 30, 68, 98, 128, 328, 648),
        ending="yuan",
        elastic=0.0,
    ),
    Habit(
        "leisure",
        0.16,
        92,
        0.4,
        ((10.0, 22.0, 1.0),),
        (1.5, 1.5, 0.9, 0.4, 0.15),
        _WEEKEND,
        ending="tenth",
        refunds=0.02,
    ),
    Habit("fitness", 0.05, 420, 0.6, ((10.0, 21.0, 1.0),), (0.7, 1.4, 1.1, 0.6, 0.2), share=0.3, ending="yuan"),
    Habit("salon", 0.07, 78, 0.7, ((10.0, 20.5, 1.0),), (0.9, 1.2, 1.1, 1.0, 0.8), _WEEKEND, ending="yuan"),
    Habit("pharmacy", 0.1, 42, 0.6, ((8.5, 20.5, 1.0),), (0.5, 0.7, 1.0, 1.5, 2.3), ending="tenth", elastic=0.3),
    Habit(
        "hospital",
        0.05,
        165,
        0.95,
        ((7.6, 11.5, 5.0), (13.3, 16.5, 2.0)),
        (0.5, 0.8, 1.0, 1.6, 3.0),
        _WORK_WEEK,
        elastic=0.2,
        refunds=0.02,
    ),
    Habit("school", 0.3, 320, 0.9, ((8.5, 21.0, 1.0),), (0.0, 0.5, 1.5, 0.4, 0.0), who="parent", ending="yuan"),
    Habit(
        "travel",
        0.1,
        330,
        0.8,
        ((7.0, 23.0, 1.0),),
        (1.2, 1.4, 1.1, 0.8, 0.5),
        feast="away",
        refunds=0.06,
        ending="half",
    ),
    Habit(
        "taxi",
        0.45,
        22,
        0.5,
        ((7.2, 9.6, 2.0), (17.5, 20.0, 2.0), (21.0, 24.0, 3.0)),
        (1.0, 1.5, 1.0, 0.5, 0.25),
        since=2013,
        ending="fen",
    ),
    Habit(
        "metro",
        2.4,
        4,
        0.3,
        ((7.0, 9.4, 5.0), (17.3, 19.6, 5.0)),
        (1.0, 1.3, 1.0, 0.7, 0.2),
        _WORK_WEEK,
        who="rider",
        since=2013,
        ending="yuan",
        elastic=0.0,
    ),
    Habit(
        "bus",
        0.8,
        2,
        0.2,
        ((6.2, 9.2, 3.0), (15.5, 18.5, 2.0)),
        (0.6, 0.5, 0.6, 1.1, 1.5),
        share=0.5,
        ending="yuan",
        elastic=0.0,
    ),
    Habit(
        "bike",
        0.5,
        2,
        0.3,
        ((7.2, 9.4, 3.0), (17.3, 22.0, 4.0)),
        (1.4, 1.4, 0.7, 0.3, 0.05),
        since=2016,
        share=0.5,
        ending="half",
        elastic=0.0,
    ),
    Habit("fuel", 0.45, 285, 0.25, ((6.8, 22.0, 1.0),), who="driver", ending="yuan", elastic=0.1),
    Habit("parking", 0.6, 11, 0.5, ((9.0, 22.5, 1.0),), week=_WEEKEND, who="driver", ending="yuan", elastic=0.0),
    Habit(
        "mobile",
        0.16,
        50,
        0.0,
        ((8.0, 23.0, 1.0),),
        packs=(30, 50, 50, 100, 100, 200),
        ending="yuan",
        elastic=0.0,
        variety=0.0,
    ),
    Habit(
        "lottery", 0.4, 10, 0.5, ((10.0, 20.0, 1.0),), (0.2, 0.6, 1.0, 1.3, 1.0), share=0.1, ending="ten", elastic=0.0
    ),
    Habit(
        "atm",
        0.22,
        500,
        0.7,
        ((8.5, 17.5, 5.0), (17.5, 21.5, 2.0)),
        (0.2, 0.3, 0.8, 1.8, 3.2),
        ending="hundred",
        elastic=0.4,
        feast="cash",
    ),
)
"""Every habit there is; most people have most of them."""
