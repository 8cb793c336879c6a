"""The ranker: it serves what was learned, knows nothing of later, and its odds come true."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import lightgbm
import numpy as np
import pytest
from tests.world import World

from sycee.brain import algorithm
from sycee.brain.recommend import Shelf, fit_als, fit_blend, fit_ease, fit_nearby, seen_from, shelf_from
from sycee.brain.recommend._deeds import Deeds, deeds_from
from sycee.brain.recommend._learned import FORMAT, Learned, from_arrays, says, to_arrays
from sycee.brain.recommend._mine import KIND, in_service
from sycee.brain.recommend._on_device import UNLEARNED
from sycee.brain.recommend._ranker import ASKED, moment_of
from sycee.brain.recommend._ranker_fit import Fitted, calibration_error, columns_of, fit_ranker, platt
from sycee.brain.recommend._ranker_rows import goods_of, rows_by_time
from sycee.brain.recommend._seen import Ints
from sycee.brain.recommend._trees import trees_from
from sycee.kit.capability import Context, write

PEOPLE, THEMES = 120, ("gold", "green", "tech")
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return shelf_from(Path("no-shelf-of-its-own"))


@pytest.fixture(scope="module")
def deeds(shelf: Shelf) -> Deeds:
    """People who like one theme each; seven things, half a day apart, beginning on any of thirty days."""
    draw, rows = np.random.default_rng(2), []
    for one in range(PEOPLE):
        of = [good.code for good in shelf.written.items if f".{THEMES[one % 3]}." in good.code]
        at = FIRST + timedelta(days=float(draw.random() * 30))
        for n, code in enumerate(draw.permutation(of)[:7]):
            rows.append({"owner": one, "item": str(code), "at": at + timedelta(hours=12 * n)})
    return deeds_from(rows, shelf)


def _then(shelf: Shelf, told: list[tuple[Ints, Ints]]) -> Callable[[Ints, Ints], Learned]:
    """Learns the models that need no graph, and notes what it was given."""

    def then(person: Ints, item: Ints) -> Learned:
        told.append((person, item))
        seen = seen_from(person, item, PEOPLE, len(shelf.codes))
        blend = fit_blend(np.random.default_rng(0).random((20, 9)).astype(np.float32), np.arange(20) % 2, epochs=1)
        steps = np.zeros(len(shelf.codes), np.int64)
        return Learned(fit_ease(seen, penalty=5.0), fit_als(seen, dim=8).items, fit_nearby(seen), blend, seen.per_item,
                       steps, None)  # fmt: skip

    return then


@pytest.fixture(scope="module")
def fitted(shelf: Shelf, deeds: Deeds) -> tuple[Learned, Fitted]:
    goods, told = goods_of(shelf), list[tuple[Ints, Ints]]()
    then = _then(shelf, told)
    found = fit_ranker(rows_by_time(shelf, goods, deeds, then), goods, fit_blend)
    learned = then(*deeds.before(2))
    return replace(learned, ranker=found.ranker), found


def test_trees_in_arrays_say_what_lightgbm_says_also_on_an_edge() -> None:
    draw = np.random.default_rng(1)
    rows = draw.integers(0, 12, (600, 5)).astype(np.float64)
    label = (rows[:, 0] + rows[:, 1] * (rows[:, 2] > 5) > 9).astype(float)
    settings = {"objective": "binary", "num_leaves": 8, "verbosity": -1, "num_threads": 1}
    booster = lightgbm.train(settings, lightgbm.Dataset(rows, label), 20)
    trees = trees_from(booster.dump_model(), 5)
    asked = np.concatenate([rows, trees.edges[:1].repeat(5)[None]])

    left = np.full((len(asked), 20), 255, np.uint8)
    for column in range(5):
        left &= trees.leaves(column, asked[:, column])

    np.testing.assert_allclose(trees.sums(left), booster.predict(asked, raw_score=True), atol=1e-5)


def test_a_tree_of_another_form_is_refused() -> None:
    leaf = {"leaf_value": 1.0}
    node = {"decision_type": "==", "split_feature": 0, "threshold": 1, "left_child": leaf, "right_child": leaf}

    with pytest.raises(ValueError, match="below another"):
        trees_from({"tree_info": [{"tree_structure": node}]}, 1)


def test_a_row_knows_nothing_of_what_came_after_its_instant(shelf: Shelf, deeds: Deeds) -> None:
    """Everything that was done later is exchanged for something else, and earlier rows stay as they were."""
    goods, told = goods_of(shelf), list[tuple[Ints, Ints]]()
    before = rows_by_time(shelf, goods, deeds, _then(shelf, told))
    some = np.sort(deeds.at[deeds.last >= 1])[-80]
    changed = deeds.item.copy()
    changed[deeds.at >= some] = (changed[deeds.at >= some] + 7) % len(shelf.codes)

    after = rows_by_time(shelf, goods, replace(deeds, item=changed), _then(shelf, told))

    assert len(before) == len(after) > 200
    for one, other in zip(before[:-80], after[:-80], strict=True):
        np.testing.assert_array_equal(one.columns, other.columns)
        np.testing.assert_array_equal(one.done, other.done)
        np.testing.assert_array_equal(one.blended, other.blended)
        assert one.item not in one.done, "the deed itself is not yet done"
    assert len(told[0][0]) == round(0.6 * (deeds.last >= 1).sum()), "the models are from before all rows"


def test_everybodys_last_deed_is_nobodys_row(shelf: Shelf, deeds: Deeds) -> None:
    goods = goods_of(shelf)
    changed = deeds.item.copy()
    changed[deeds.last == 0] = 0

    plain, other = (
        rows_by_time(shelf, goods, each, _then(shelf, [])) for each in (deeds, replace(deeds, item=changed))
    )

    assert all(np.array_equal(a.columns, b.columns) for a, b in zip(plain, other, strict=True))


def test_too_few_rows_make_no_ranker(shelf: Shelf, deeds: Deeds) -> None:
    few = deeds.person < 20
    small = Deeds(deeds.person[few], deeds.item[few], deeds.last[few], deeds.at[few])

    assert rows_by_time(shelf, goods_of(shelf), small, _then(shelf, [])) == []


def test_it_learns_what_people_do_next_and_says_what_brought_it_there(fitted: tuple[Learned, Fitted]) -> None:
    _, found = fitted
    assert found.ndcg > 0.2, "of 310 things it finds the next one among the first few"
    gains = found.ranker.gains()
    assert sum(gains.values()) == pytest.approx(1)
    assert {name for name in gains if "." in name} == set(), "themes and kinds are told as one each"


def test_what_is_kept_as_arrays_serves_the_same(shelf: Shelf, fitted: tuple[Learned, Fitted]) -> None:
    learned = replace(fitted[0], on_device={"weights": UNLEARNED.weights, "hours": UNLEARNED.hours})
    back = from_arrays(to_arrays(learned, shelf.codes), shelf.codes)
    assert back is not None
    assert back.on_device.keys() == {"weights", "hours"}
    asked = (shelf.graph, np.array([3, 40]), np.random.default_rng(0), moment_of(FIRST, None))

    np.testing.assert_array_equal(says(back, *asked).scores, says(learned, *asked).scores)


def test_folded_columns_of_items_say_what_all_columns_would(shelf: Shelf, fitted: tuple[Learned, Fitted]) -> None:
    ranker, goods = fitted[1].ranker, goods_of(shelf)
    draw = np.random.default_rng(4)
    asked = {name: draw.random(len(shelf.codes)).astype(np.float32) for name in ASKED[:7]}
    asked |= dict.fromkeys(ASKED[7:], 3.0)

    whole = np.concatenate([columns_of(asked, len(shelf.codes)), goods.columns], 1)
    left = np.full(ranker.known.shape, 255, np.uint8)
    for column in range(whole.shape[1]):
        left &= ranker.trees.leaves(column, whole[:, column])

    np.testing.assert_allclose(ranker.score(asked), ranker.scale * ranker.trees.sums(left) + ranker.shift, rtol=1e-5)


def test_odds_made_of_sums_come_true() -> None:
    draw = np.random.default_rng(5)
    truth = draw.normal(size=8_000)
    label = (draw.random(8_000) < 1 / (1 + np.exp(-truth))).astype(float)

    scale, shift = platt(3 * truth + 1, label, np.ones(8_000))

    assert (scale, shift) == (pytest.approx(1 / 3, rel=0.1), pytest.approx(-1 / 3, abs=0.1))
    assert calibration_error(3 * truth + 1, label) > 0.1
    assert calibration_error(scale * (3 * truth + 1) + shift, label) < 0.02


def test_serving_needs_neither_of_the_libraries_that_learn() -> None:
    asked = "import sys, sycee.brain.recommend; print([m for m in ('lightgbm', 'torch', 'scipy') if m in sys.modules])"

    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"


async def test_a_damaged_ranker_is_passed_over_for_the_last_good_version_and_its_card_is_there_to_read(
    bank: World, tmp_path: Path, shelf: Shelf, fitted: tuple[Learned, Fitted]
) -> None:
    models, (ranked, _) = algorithm.Models(tmp_path), fitted
    plain = replace(ranked, ranker=None)

    async def both(ctx: Context) -> None:
        tell = lambda number, *_: f"card of {number}"  # noqa: E731
        for learned, gate, beside in ((plain, 0.2, None), (ranked, 0.3, 0.2)):
            arrays = to_arrays(learned, shelf.codes)
            await algorithm.register(ctx, KIND, FORMAT, arrays, {}, gate, beside, document=tell)

    async def serves(ctx: Context) -> tuple[int, bool]:
        number, learned = await in_service(ctx, write(ctx).connection)
        return number, bool(learned and learned.ranker)

    async def as_bank(work: Any) -> Any:
        ctx = bank.bank.context()
        ports = {**ctx.ports, algorithm.Models: models, Shelf: shelf}
        return await bank.bank.runner.as_bank(replace(ctx, ports=ports), "ranker.test", work)

    try:
        await as_bank(both)
        assert await as_bank(serves) == (2, True)
        assert (tmp_path / KIND / "2.md").read_text() == "card of 2"

        (tmp_path / KIND / "2.npz").write_bytes(b"not what was written")
        models.read.clear()
        assert await as_bank(serves) == (1, False)
    finally:
        # As the owner: the app itself never removes a version.
        owner = await asyncpg.connect(bank.bank.dsn)
        await owner.execute("DELETE FROM algorithm_version WHERE kind = $1", KIND)
        await owner.close()
