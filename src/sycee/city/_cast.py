"""The twelve people whom a visitor may be: they know each other, and each shows another side of the bank. Data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sycee.city._life import Person, Sketch
from sycee.city._ties import Tie
from sycee.kit.words import Words, words

XIHU, SHANGCHENG, GONGSHU, BINJIANG, YUHANG, XIAOSHAN, QIANTANG = range(7)
_WORDS = (
    "amber bamboo cedar copper ferry garden harbor island jade kettle lantern lotus maple meadow orchid osprey "
    "paper pebble plum quartz river saffron silver sparrow summer teapot thunder velvet walnut willow winter"
)

SKETCHES: tuple[Sketch, ...] = (
    Sketch(
        "林小满",
        True,
        28,
        XIHU,
        "designer",
        "rent",
        {"coffee": 2.2, "leisure": 1.6, "online": 1.3},
        loyal=True,
        story=words(zh="28 岁，西湖区，设计师，租房，爱喝咖啡", en="28, Xihu, designer, renting, loves coffee"),
    ),
    Sketch(
        "周亦澜",
        False,
        31,
        BINJIANG,
        "engineer",
        "loan",
        {"delivery": 1.7, "taxi": 1.8, "games": 1.5},
        loyal=True,
        story=words(zh="31 岁，滨江区，程序员，刚买房，常点外卖", en="31, Binjiang, engineer, new flat, orders in"),
    ),
    Sketch(
        "林国栋",
        False,
        57,
        GONGSHU,
        "busdriver",
        "own",
        {"breakfast": 1.8, "lottery": 1.2},
        loyal=True,
        story=words(
            zh="57 岁，拱墅区，公交司机，小满的父亲，爱买彩票",
            en="57, Gongshu, bus driver, Xiaoman's father, plays the lottery",
        ),
    ),
    Sketch(
        "陈秀兰",
        True,
        56,
        GONGSHU,
        "nurse",
        "own",
        {"market": 1.8, "fruit": 1.6},
        loyal=True,
        story=words(
            zh="56 岁，拱墅区，刚退休的护士，小满的母亲，天天买菜做饭",
            en="56, Gongshu, nurse just retired, Xiaoman's mother, cooks daily",
        ),
    ),
    Sketch(
        "王建军",
        False,
        41,
        YUHANG,
        "exporter",
        "loan",
        {"restaurant": 1.7, "travel": 1.6},
        drives=True,
        parent=True,
        loyal=True,
        story=words(
            zh="41 岁，余杭区，外贸销售，有车有房贷，两个孩子",
            en="41, Yuhang, export sales, a car, a mortgage and two children",
        ),
    ),
    Sketch(
        "沈佳怡",
        True,
        39,
        YUHANG,
        "teacher",
        "loan",
        {"school": 1.6, "online": 1.5, "clothes": 1.4},
        parent=True,
        loyal=True,
        story=words(
            zh="39 岁，余杭区，小学老师，建军的妻子，爱网购", en="39, Yuhang, teacher, Jianjun's wife, shops online"
        ),
    ),
    Sketch(
        "赵雨桐",
        True,
        20,
        QIANTANG,
        "designer",
        "dorm",
        {"tea": 2.0, "clothes": 1.6, "online": 1.4},
        loyal=True,
        story=words(
            zh="20 岁，钱塘区，大学生，住校，爱喝奶茶", en="20, Qiantang, student, in a dormitory, loves milk tea"
        ),
    ),
    Sketch(
        "赵志强",
        False,
        48,
        QIANTANG,
        "hailing",
        "own",
        {"eatery": 1.4, "fuel": 1.8},
        drives=True,
        loyal=True,
        story=words(
            zh="48 岁，钱塘区，网约车司机，雨桐的父亲", en="48, Qiantang, ride-hailing driver, Yutong's father"
        ),
    ),
    Sketch(
        "孙浩然",
        False,
        26,
        SHANGCHENG,
        "courier",
        "rent",
        {"games": 2.0, "convenience": 1.5},
        loyal=True,
        story=words(
            zh="26 岁，上城区，外卖骑手，租房，爱打游戏", en="26, Shangcheng, food courier, renting, plays games"
        ),
    ),
    Sketch(
        "吴敏",
        True,
        45,
        SHANGCHENG,
        "accountant",
        "own",
        {"fitness": 1.8, "supermarket": 1.3},
        drives=True,
        parent=True,
        loyal=True,
        story=words(
            zh="45 岁，上城区，会计，精打细算，常健身", en="45, Shangcheng, accountant, counts every cent, works out"
        ),
    ),
    Sketch(
        "何文彬",
        False,
        67,
        XIHU,
        "teacher",
        "own",
        {"hospital": 1.8, "atm": 2.0, "bus": 2.0},
        loyal=True,
        story=words(
            zh="67 岁，西湖区，退休教师，爱用现金，常跑医院",
            en="67, Xihu, retired teacher, likes cash, often at the hospital",
        ),
    ),
    Sketch(
        "徐悦",
        True,
        34,
        XIAOSHAN,
        "doctor",
        "loan",
        {"coffee": 1.8, "travel": 1.8},
        drives=True,
        loyal=True,
        story=words(zh="34 岁，萧山区，医生，供着房贷，爱旅行", en="34, Xiaoshan, doctor, paying off a flat, travels"),
    ),
)
"""Who they are. The first people of every city, as far as it has room."""

TIES: tuple[Tie, ...] = (
    Tie(0, 1, "sweetheart"),
    Tie(0, 2, "child"),
    Tie(0, 3, "child"),
    Tie(2, 3, "couple"),
    Tie(4, 5, "couple"),
    Tie(6, 7, "child"),
    Tie(0, 11, "friend"),
    Tie(0, 6, "friend"),
    Tie(0, 8, "friend"),
    Tie(1, 4, "friend"),
    Tie(1, 8, "friend"),
    Tie(9, 11, "friend"),
    Tie(3, 10, "friend"),
    Tie(5, 9, "friend"),
    Tie(2, 7, "friend"),
    Tie(5, 11, "friend"),
    Tie(4, 7, "friend"),
    Tie(6, 8, "friend"),
    Tie(9, 10, "friend"),
)
"""How they belong together, by seat in the first quarter."""


@dataclass(frozen=True, slots=True)
class CastMember:
    """Someone a visitor may sign in as. The password is for the guard to store; no table of the city has it."""

    party: int
    name: str
    phone: str
    password: str
    story: Words


def cast(people: Sequence[Person], seed: int) -> list[CastMember]:
    """The cast among the first people, each with a password of two words and a number."""
    rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(3,)))
    return [CastMember(p.number, p.name, p.phone, _password(rng), p.story) for p in people[: len(SKETCHES)]]


def _password(rng: np.random.Generator) -> str:
    one, other = rng.permutation(_WORDS.split())[:2]
    return f"{one}-{other}-{rng.integers(10, 100)}"
