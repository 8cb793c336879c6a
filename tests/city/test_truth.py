"""What the city knows of itself: what every entry was for, whose life turned, and what went wrong, with its day."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pytest

from sycee.city import CODES, FRAUDS, OFFERS, PURPOSES, categories, plan_city
from sycee.city._quarter import Quarter
from sycee.insight.category import CATEGORIES

UNTIL = date(2026, 11, 20)


@pytest.fixture(scope="module")
def quarters() -> list[Quarter]:
    """Three quarters of the city of seed 5, over three years."""
    return list(plan_city(300, 3, 5, UNTIL).built())


def _of_people(quarter: Quarter) -> np.ndarray:
    owners = np.array([a.kind in ("current", "savings") for a in quarter.accounts])
    return owners[quarter.entries.account]


def _codes(quarter: Quarter) -> np.ndarray:
    theirs = _of_people(quarter)
    return np.array(CODES)[categories(quarter.truth.purpose[theirs], quarter.entries.amount[theirs])]


def test_every_entry_of_a_person_has_a_category_and_it_is_on_the_right_side(quarters: list[Quarter]) -> None:
    for quarter in quarters:
        assert len(quarter.truth.purpose) == len(quarter.truth.case) == len(quarter.entries.seq)
        codes, amount = _codes(quarter), quarter.entries.amount[_of_people(quarter)]
        assert "" not in codes
        side = np.array([CATEGORIES[code].side for code in codes])
        assert (amount[side == "in"] > 0).all()
        assert (amount[side == "out"] < 0).all()


def test_all_but_one_of_the_categories_are_lived(quarters: list[Quarter]) -> None:
    lived = {code for quarter in quarters for code in _codes(quarter).tolist()}
    # What a wallet and a bank both tell is in statement files alone.
    assert set(CATEGORIES) - lived == {"duplicate"}


def test_a_text_does_not_give_its_category_away(quarters: list[Quarter]) -> None:
    means: dict[tuple[str, str, str], set[str]] = {}
    for quarter in quarters:
        texts = [quarter.texts[n] for n in quarter.entries.text[_of_people(quarter)].tolist()]
        for text, code in zip(texts, _codes(quarter).tolist(), strict=True):
            means.setdefault(text, set()).add(code)
    assert len(means[("purchase", "支付宝（中国）网络技术有限公司", "消费")]) > 5
    several = sum(len(codes) > 1 for codes in means.values())
    assert several > 50
    shops = {party for _, party, _ in means}
    assert sum(party.startswith(("财付通-", "支付宝-", "(特约)", "银联")) for party in shops) > 0.3 * len(shops)


def test_frauds_have_their_entries_a_victim_and_a_day_on_which_they_are_known(quarters: list[Quarter]) -> None:
    found: Counter[str] = Counter()
    for quarter in quarters:
        for number, case in enumerate(quarter.truth.cases, 1):
            theirs = np.flatnonzero(quarter.truth.case == number)
            if case.what in FRAUDS and len(theirs):
                assert len(theirs) >= 2
                assert case.seat in quarter.entries.account[theirs]
                assert case.known == -1 or case.known >= case.day
                found[case.what] += 1
    assert {"takeover", "scam", "card_testing"} <= set(found), found


def test_money_of_frauds_runs_through_mules_and_out(quarters: list[Quarter]) -> None:
    mule = PURPOSES.index("mule")
    for quarter in quarters:
        at = quarter.entries.at
        for number in np.unique(quarter.truth.case[quarter.truth.purpose == mule]).tolist():
            chain = quarter.truth.case == number
            first = at[chain & (quarter.truth.purpose != mule)].min()
            passed_on = chain & (quarter.truth.purpose == mule) & (quarter.entries.amount < 0)
            assert (at[passed_on] > first).all()


def test_the_cast_is_spared(quarters: list[Quarter]) -> None:
    first = quarters[0]
    assert not [c for c in first.truth.cases if c.what in FRAUDS and c.seat < 12]


def test_most_double_charges_come_back(quarters: list[Quarter]) -> None:
    twice = [(q, n) for q in quarters for n, c in enumerate(q.truth.cases, 1) if c.what == "duplicate"]
    back = sum(
        int(((q.truth.case == n) & (q.entries.account < len(q.people)) & (q.entries.amount > 0)).any())
        for q, n in twice
    )
    assert 0.6 < back / len(twice) < 0.95


def test_lives_take_turns(quarters: list[Quarter]) -> None:
    told = Counter(event.what for quarter in quarters for event in quarter.truth.events)
    assert {"joined", "hired", "laid_off", "retired", "moved", "bought_home", "child_born", "hospital", "car"} <= set(
        told
    )
    for quarter in quarters:
        for event in (e for e in quarter.truth.events if e.what == "laid_off"):
            person = quarter.people[event.seat]
            assert person.pay[event.day + 1 : event.day + 20].max(initial=0) == 0


def test_people_differ_in_what_an_offer_does_to_them_and_tire_of_many(quarters: list[Quarter]) -> None:
    minds = [mind for quarter in quarters for mind in quarter.truth.minds]
    for offer in OFFERS:
        gained = np.array([m.takes(offer) - m.takes(offer, opened=False) for m in minds])
        assert (gained > 0.02).any()
        assert (gained == 0).any()
        assert (gained < 0).any()
    assert all(m.opens("push", 20) < m.opens("push") for m in minds)
    assert np.mean([m.takes("shopping", 0.2) - m.takes("shopping") for m in minds]) > 0.02
    assert 0.005 < np.mean([m.churn for m in minds]) < 0.05
