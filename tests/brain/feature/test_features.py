"""Features: one definition and equal evaluators, none of which sees what had not come before its instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.brain.feature.histories import ALL, HISTORIES, ITEMS, ROWS, THEMES, happenings, instant, kept, theirs
from tests.brain.feature.test_history import NEXT, Past, past

from sycee.brain.feature import (
    FEATURES,
    Asked,
    Columns,
    Damaged,
    Feature,
    Happening,
    compute,
    evaluate,
    features_at,
    features_now,
    write_table,
)  # fmt: skip
from sycee.kit.capability import Context, write
from sycee.kit.time import bank_day, day_starts

__all__ = ["past"]


def same(one: Columns, other: Columns) -> None:
    assert list(one) == list(other)
    for name in one:
        np.testing.assert_allclose(one[name], other[name], rtol=1e-9, atol=1e-9, err_msg=name)


@settings(max_examples=30, deadline=None)
@given(HISTORIES, ROWS, st.integers(0, 71))
def test_files_and_rows_by_duckdb_say_what_python_says_of_every_history(
    happened: list[Happening], asked: list[Asked], filed: int
) -> None:
    with TemporaryDirectory() as folder:
        history = kept(happened, Path(folder), bank_day(instant(filed)))
        batch = compute(history, asked, ALL)

    same(batch, evaluate(ALL, asked, theirs(happened), THEMES))


@settings(max_examples=15, deadline=None)
@given(HISTORIES, ROWS, st.data())
def test_nothing_that_comes_at_an_instant_or_after_it_changes_what_was_known_then(
    happened: list[Happening], asked: list[Asked], data: st.DataObject
) -> None:
    last = max(row.at for row in asked)
    after = st.builds(
        lambda one, late: one._replace(came_at=last + late, at=min(one.at, last + late)),
        happenings(), st.sampled_from([timedelta(0), timedelta(seconds=1), timedelta(days=7)]),
    )  # fmt: skip
    future = data.draw(st.lists(after, min_size=1, max_size=20))

    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        then = compute(kept(happened, Path(one), bank_day(last)), asked, ALL)
        later = compute(kept([*happened, *future], Path(other), bank_day(last)), asked, ALL)

    same(then, later)


def went(
    owner: int, kind: str, name: str, at: datetime, came_at: datetime | None = None, props: str = "{}"
) -> Happening:
    return Happening(owner, kind, name, "http", at, came_at or at, props)


def test_what_a_customer_did_is_counted_as_it_was_known(tmp_path: Path) -> None:
    opened = '{"item": "fund.steady.1"}'
    happened = [
        went(1, "page", "home", instant(30)),
        went(1, "page", "home", instant(36)),
        went(1, "page", "home", instant(36, 1), came_at=instant(40)),  # told four days later
        went(1, "page", "home", instant(37), came_at=instant(36, 23)),  # by a clock that was ahead
        went(1, "track", "recommend.seen", instant(36), props=opened),
        went(1, "track", "recommend.opened", instant(36, 12), props=opened),
        went(2, "track", "recommend.seen", instant(36), props=opened),
    ]
    asked = [
        Asked(1, instant(38)),
        Asked(1, instant(36)),
        Asked(1, instant(41)),
        Asked(1, instant(37)),
        Asked(2, instant(38), "fund.steady.2"),
    ]

    found = compute(kept(happened, tmp_path, bank_day(instant(36))), asked, FEATURES)

    assert found["visits_7d"].tolist() == [2, 1, 3, 2, 0]
    assert found["visits_28d"].tolist() == [3, 1, 4, 2, 0]
    assert found["days_since_opened"][[0, 2]].tolist() == [1.5, 4.5]
    assert np.isnan(found["days_since_opened"][1]), "not yet"
    assert found["open_share_28d"][[0, 4]].tolist() == [0.5, 0]
    assert found["my_theme_shown_28d"][4] == 1
    assert np.isnan(found["my_theme_shown_28d"][:4]).all(), "no item was asked about"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"name": "Visits"}, "name"),
        ({"days": 0}, "days"),
        ({"days": 29}, "days"),
        ({"by": ()}, "by"),
        ({"measure": "distinct"}, "of"),
        ({"measure": "sum"}, "prop"),
        ({"names": ("x' OR 'a' = 'a",)}, "names"),
        ({"where": (("a.b", "c"),)}, "where"),
    ],
)
def test_what_cannot_be_computed_cannot_be_declared(wrong: dict[str, object], named: str) -> None:
    right = Feature("visits", "count", 7)
    with pytest.raises(ValueError, match=f"`{named}`"):
        replace(right, **wrong)  # type: ignore[arg-type]


def test_one_name_is_one_feature() -> None:
    twice = Feature("visits", "count", 7), Feature("visits", "count", 14)
    with pytest.raises(ValueError, match="two features are called 'visits'"):
        evaluate(twice, [Asked(1, instant(1))], [], {})


SHOWN = """
INSERT INTO feature_event (owner, message, kind, name, at, came_at, channel, props)
VALUES ($1, gen_random_uuid(), 'track', $2, $3, $4, 'http', jsonb_build_object('item', $5::text))
"""


async def batch(past: Past, asked: Sequence[Asked], now: datetime) -> Columns:
    found: Columns = await past.does(lambda ctx: features_at(ctx, asked, themes=THEMES), now)
    return found


async def test_a_row_of_the_past_stays_what_it_was_whatever_comes_is_filed_or_goes(past: Past) -> None:
    mei, wang = await past.bank.customer("李梅"), await past.bank.customer("王海")
    owner, day = past.owner, timedelta(days=1)
    await past.puts(NEXT - 40 * day, 3, mei.party, wang.party)
    for ago, name, item in ((30, "seen", 0), (20, "opened", 0), (9, "seen", 1), (2, "opened", 1), (1, "refused", 2)):
        at = NEXT - ago * day
        await owner.execute(SHOWN, mei.party, f"recommend.{name}", at, at, ITEMS[item])
        await owner.execute(SHOWN, wang.party, "recommend.seen", at, at + timedelta(hours=3), ITEMS[item])
    asked = [Asked(who.party, NEXT - ago * day, item) for who in (mei, wang) for ago in (0, 2, 15) for item in ITEMS]

    then = await batch(past, asked, NEXT)
    assert then["opened_28d"][0] == 2
    assert then["my_theme_opened_28d"][:3].tolist() == [2, 2, 0]

    # What came later: in time, of the future, and late of what was before.
    for at in (NEXT, NEXT + day, NEXT - 3 * day):
        await owner.execute(SHOWN, mei.party, "recommend.opened", at, max(at, NEXT), ITEMS[0])
    same(await batch(past, asked, NEXT + 2 * day), then)

    for _ in range(8):
        await past.archives(NEXT + 2 * day)
    await past.purges(NEXT + 2 * day)
    assert len(await past.there(mei.party)) < 11, "the oldest are in files alone"
    same(await batch(past, asked, NEXT + 2 * day), then)
    late = await batch(past, [Asked(mei.party, NEXT + timedelta(seconds=1))], NEXT + 2 * day)
    assert late["opened_28d"].tolist() == [4]


async def test_what_is_said_of_a_customer_now_is_what_history_says_of_this_instant(past: Past) -> None:
    mei = await past.bank.customer("李梅")
    at = NEXT - timedelta(days=3)
    for name, item in (("seen", 0), ("opened", 0), ("seen", 2)):
        await past.owner.execute(SHOWN, mei.party, f"recommend.{name}", at, at + timedelta(hours=1), ITEMS[item])
    asked = [Asked(mei.party, NEXT, item) for item in (None, *ITEMS)]

    async def live(ctx: Context) -> Columns:
        return await features_now(write(ctx).connection, mei.party, NEXT, (None, *ITEMS), themes=THEMES)

    now: Columns = await past.does(live, NEXT)
    of_all = await batch(past, asked, NEXT)
    assert now["open_share_28d"][0] == pytest.approx(1 / 3)
    same(now, {name: of_all[name] for name in now})


async def test_who_says_no_has_no_features_any_more(past: Past) -> None:
    mei = await past.bank.customer("李梅")
    await past.owner.execute(
        SHOWN, mei.party, "recommend.opened", day_starts(date(2026, 3, 1)), NEXT - timedelta(hours=1), ITEMS[0]
    )
    asked = [Asked(mei.party, NEXT, ITEMS[0])]
    assert (await batch(past, asked, NEXT))["item_opened_7d"].tolist() == [1]
    await past.archives(NEXT + timedelta(hours=2))

    await mei.call("recommend.personal", on=False)

    found = await batch(past, asked, NEXT + timedelta(hours=2))
    assert (found["opened_28d"][0], found["item_opened_7d"][0]) == (0, 0)


async def test_a_table_to_learn_from_names_nobody_and_has_no_row_of_who_was_still_to_come(
    past: Past, tmp_path: Path
) -> None:
    mei, wang, hai = [await past.bank.customer(name) for name in ("李梅", "王海", "陈海")]
    first, second, path = NEXT - timedelta(days=2), NEXT, tmp_path / "table.parquet"
    await past.puts(first - timedelta(days=1), 3, mei.party, hai.party)
    await past.puts(second - timedelta(days=1), 3, wang.party)
    await hai.call("recommend.personal", on=False)

    wrote = await past.does(lambda ctx: write_table(ctx, [second, first], path), NEXT)

    rows = pq.read_table(path).to_pylist()
    alias = dict(await past.owner.fetch("SELECT owner, alias FROM feature_teller"))
    assert wrote == len(rows) == 3
    assert [(row["at"], row["alias"]) for row in rows] == [
        (at, alias[who.party].bytes) for at, who in ((first, mei), (second, mei), (second, wang))
    ]
    assert [round(row["days_since_active"], 3) for row in rows] == [1, 3, 1]
    assert "owner" not in rows[0]
    assert rows[0]["days_since_opened"] is None
    assert path.stat().st_mode & 0o777 == 0o600

    with pytest.raises(ValueError, match="is not known yet"):
        await past.does(lambda ctx: write_table(ctx, [NEXT + timedelta(1)], path), NEXT)
    assert pq.read_table(path).num_rows == 3, "what was there stays"
    assert not path.with_name("table.parquet.new").exists()


async def test_what_is_still_to_come_is_not_asked_and_no_file_that_is_damaged_is_read(past: Past) -> None:
    mei = await past.bank.customer("李梅")
    await past.puts(day_starts(date(2026, 3, 1)), 3, mei.party)
    await past.archives(NEXT + timedelta(hours=2))
    with pytest.raises(ValueError, match="is not known yet"):
        await batch(past, [Asked(mei.party, NEXT + timedelta(seconds=1))], NEXT)

    path = past.files.path(date(2026, 3, 1))
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(Damaged, match="day=2026-03-01"):
        await batch(past, [Asked(mei.party, NEXT)], NEXT)
    assert (await batch(past, [], NEXT))["visits_1d"].tolist() == []
