"""What phones order by: learned from what people did within a day, and not at all where that foretells nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest
from tests.world import World

from sycee.brain.recommend import Shelf
from sycee.brain.recommend._on_device import NOTICED, UNLEARNED, Visit, fit_on_device, noticed
from sycee.brain.recommend._popular import Count
from sycee.brain.recommend._rank import AGAIN, OF_A_KIND, OTHERS, Known, choose, choose_among, suits

MORNING = datetime.fromisoformat("2020-03-01T09:00:00+08:00")
THEMES = ("gold", "green", "health", "travel")


@pytest.fixture
def shelf(bank: World) -> Shelf:
    return bank.bank.ports[Shelf]


def _articles(shelf: Shelf, theme: str) -> list[str]:
    return [good.code for good in shelf.written.items if good.code.startswith(f"article.{theme}.")]


def _days(shelf: Shelf, people: int, *, stay: bool) -> list[dict[str, Any]]:
    """People who read two articles of a theme in a morning, and a third of it, or of the next theme."""
    draw = np.random.default_rng(5)
    rows = []
    for owner in range(people):
        theme = THEMES[owner % len(THEMES)]
        last = theme if stay else THEMES[(owner + 1) % len(THEMES)]
        first = [str(code) for code in draw.permutation(_articles(shelf, theme))[:2]]
        third = next(str(code) for code in draw.permutation(_articles(shelf, last)) if code not in first)
        for minute, code in enumerate([*first, third]):
            rows.append({"owner": owner, "item": code, "at": MORNING + timedelta(minutes=minute)})
    return rows


def _flat(shelf: Shelf) -> Any:
    def score(_: Mapping[str, datetime], __: datetime) -> Any:
        return np.zeros(len(shelf.codes), np.float32)

    return score


def test_who_stays_with_a_theme_teaches_that_a_visits_theme_counts_and_who_leaves_it_that_it_does_not(
    shelf: Shelf,
) -> None:
    stays = fit_on_device(shelf, _days(shelf, 80, stay=True), [], _flat(shelf))
    leaves = fit_on_device(shelf, _days(shelf, 80, stay=False), [], _flat(shelf))

    theme = NOTICED.index("theme")
    assert stays.choices == leaves.choices == 80
    assert stays.weights[theme] > UNLEARNED.weights[theme] > 0 > leaves.weights[theme]
    assert stays.gain > 0
    assert leaves.gain > 0, "held out, it foretells what they choose better than what was believed before"


def test_what_was_shown_and_left_teaches_to_show_less_of_it(shelf: Shelf) -> None:
    rows = _days(shelf, 80, stay=False)
    first = {row["owner"]: row for row in reversed(rows)}
    shown = [
        {"owner": owner, "item": code, "at": MORNING + timedelta(seconds=1)}
        for owner, row in first.items()
        for code in _articles(shelf, row["item"].split(".")[1])[:3]
    ]

    # Each begins with their last deed alone, after what they passed over.
    last = [row for row in rows if row["at"] == MORNING + timedelta(minutes=2)]

    learned = fit_on_device(shelf, last, shown, _flat(shelf))

    assert learned.choices == 80
    assert learned.weights[NOTICED.index("passed")] < 0


def test_nothing_to_learn_from_and_what_foretells_nothing_leave_what_was_believed_before(shelf: Shelf) -> None:
    nobody = fit_on_device(shelf, [], [], _flat(shelf))
    one_each = [row for row in _days(shelf, 40, stay=True) if row["at"] == MORNING]

    assert nobody.weights.tolist() == UNLEARNED.weights.tolist()
    assert not nobody.hours.any()
    assert fit_on_device(shelf, one_each, [], _flat(shelf)).choices == 0, "one deed in a day is no visit"


def test_the_less_there_was_the_less_it_says(shelf: Shelf) -> None:
    good = shelf.good(_articles(shelf, "gold")[0])
    assert good is not None
    gold, green = _articles(shelf, "gold")[1], _articles(shelf, "green")[0]

    once = noticed(shelf, Visit([gold]), UNLEARNED.hours, 1, good)
    twice = noticed(shelf, Visit([gold, _articles(shelf, "gold")[2]]), UNLEARNED.hours, 1, good)
    mixed = noticed(shelf, Visit([gold, green], [green]), UNLEARNED.hours, 1, good)

    assert once == [0.5, 0.5, 0, 0]
    assert twice[0] == pytest.approx(2 / 3)
    assert mixed == [pytest.approx(1 / 3), pytest.approx(2 / 3), 0, 0]


async def test_what_comes_next_is_suitable_has_a_reason_and_leaves_the_lot_alone(shelf: Shelf) -> None:
    known = Known(7, {_articles(shelf, "gold")[0]: MORNING - timedelta(days=9)})

    shown, others = choose_among(shelf, known, None, 0, MORNING)

    assert shown == choose(shelf, known, None, 0, MORNING), "what is shown is what it would be without"
    assert len(others) == OTHERS
    assert not {one.good.code for one in shown} & {one.good.code for one in others}
    assert all(one.good.risk <= 2 and one.why for one in others)
    assert shown[3].propensity == 1 / 20
    themes = {shelf.themes(good.code)[0] for good in shelf.written.items if suits(good, known, MORNING)}
    assert {shelf.themes(one.good.code)[0] for one in others} == themes, "something for whatever a visit is about"


async def test_what_all_have_opened_counts_as_much_with_what_comes_next_as_without(shelf: Shelf) -> None:
    known, gold = Known(7), _articles(shelf, "gold")
    counted = {code: Count(60, 100) for code in gold} | {code: Count(1, 100) for code in _articles(shelf, "green")}

    shown, others = choose_among(shelf, known, None, 0, MORNING, counted)
    without = choose_among(shelf, known, None, 0, MORNING)

    assert shown == choose(shelf, known, None, 0, MORNING, counted) != without[0]
    best, usual = ({one.good.code: one.score for one in [*each[0], *each[1]]} for each in ((shown, others), without))
    assert all(best[code] > usual[code] for code in best.keys() & usual.keys() & set(gold))


async def test_who_asks_again_seconds_later_is_told_the_same_scores(shelf: Shelf) -> None:
    lately = MORNING - timedelta(minutes=3)
    known = Known(7, dict.fromkeys(_articles(shelf, "gold")[:3], lately), {_articles(shelf, "green")[0]: lately})

    assert choose_among(shelf, known, None, 0, MORNING + timedelta(seconds=20)) == choose_among(
        shelf, known, None, 0, MORNING
    )


async def test_an_answer_brings_what_a_phone_needs_and_nothing_of_it_to_who_wants_nothing_personal(
    bank: World,
) -> None:
    mei = await bank.customer("李梅")

    said = (await mei.call("recommend.for_me")).body
    await mei.call("recommend.personal", on=False)
    off = (await mei.call("recommend.for_me")).body

    phone = said["on_device"]
    assert len(said["others"]) == OTHERS
    assert all(one["themes"] and isinstance(one["score_micro"], int) for one in said["items"] + said["others"])
    assert [phone[f"{name}_micro"] for name in NOTICED] == [int(one * 1e6) for one in UNLEARNED.weights]
    assert (phone["again_micro"], phone["of_a_kind"]) == (int(AGAIN * 1e6), OF_A_KIND)
    assert {"theme": "theme.gold", "title": "黄金"} in phone["themes"]
    assert (off["on_device"], off["others"]) == (None, [])
