"""Ids are in order of time and cannot be guessed; derived ones repeat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sycee.kit.ids import derived_id, new_id

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_ids_are_of_version_seven_and_follow_the_clock() -> None:
    made = [new_id(NOON + timedelta(milliseconds=n)) for n in range(1000)]
    assert {i.version for i in made} == {7}
    assert made == sorted(made)
    assert len({i.int & (1 << 62) - 1 for i in made}) == 1000


def test_a_runs_step_has_the_same_id_in_a_second_run() -> None:
    assert derived_id("interest", "2026-11-21", "42") == derived_id("interest", "2026-11-21", "42")
    assert derived_id("a", "bc") != derived_id("ab", "c")
