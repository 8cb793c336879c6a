"""Assurance is computed: which ways in there are, what each of them proves, and that one category is never two."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from sycee.app.wiring import declare
from sycee.guard.identity import KEY, PASSKEY, PASSWORD, PROVES, SMS, TOTP, level
from sycee.kit.capability import Factor

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WAYS_IN = {
    "session.start": PASSWORD,
    "session.start_passkey": PASSKEY,
    "join.finish": PASSWORD,
}
"""Every way in, and the factor with which its session begins."""
SETS = [found for size in range(len(PROVES) + 1) for found in itertools.combinations(sorted(PROVES), size)]


def test_every_way_in_says_what_it_proves() -> None:
    ways = {verb.name for verb in declare() if verb.signs == "in" and "http" in verb.channels}

    assert ways == set(WAYS_IN)
    assert set(WAYS_IN.values()) <= set(PROVES)


@pytest.mark.parametrize("names", SETS, ids="+".join)
def test_no_set_of_factors_reaches_more_than_its_categories(names: tuple[str, ...]) -> None:
    categories = {category for name in names for category in PROVES[name]}

    assert level([Factor(name, NOON) for name in names], NOON) == len(categories)
    assert len(categories) <= 2


def test_what_one_category_proves_is_never_level_two() -> None:
    having = [Factor(name, NOON) for name in (SMS, KEY, TOTP)]

    assert (level(having, NOON), level([Factor(PASSWORD, NOON)], NOON), level([], NOON)) == (1, 1, 0)
    assert level([Factor(PASSWORD, NOON), Factor(SMS, NOON)], NOON) == 2


def test_a_passkey_proves_two_categories_as_its_person_was_verified_and_its_having_passes_sooner() -> None:
    passkey = [Factor(PASSKEY, NOON)]

    assert level(passkey, NOON) == 2
    assert level(passkey, NOON + timedelta(minutes=6)) == 1
    assert level([*passkey, Factor(PASSWORD, NOON)], NOON + timedelta(minutes=6)) == 1, "knowledge twice is knowledge"
    assert level([*passkey, Factor(SMS, NOON + timedelta(minutes=6))], NOON + timedelta(minutes=6)) == 2
    assert level(passkey, NOON + timedelta(hours=13)) == 0


def test_a_factor_that_nobody_knows_proves_nothing() -> None:
    assert level([Factor("mandate", NOON), Factor("face", NOON)], NOON) == 0
