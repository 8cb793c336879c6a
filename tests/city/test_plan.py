"""A city before it is stored: drawn from its seed alone, solvent to the last cent, and recognisably life."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import numpy as np
import pytest

from sycee.city import City, NoSuchCity, plan_city
from sycee.city._calendar import DAY_US, Calendar, spring_festival
from sycee.city._encode import rows
from sycee.city._quarter import Quarter
from sycee.core.ledger import KINDS

UNTIL = date(2026, 11, 20)
_2000 = np.datetime64("2000-01-01T08:00", "us")


@pytest.fixture(scope="module")
def quarter() -> Quarter:
    """The first forty people of seed 7, over four years."""
    return plan_city(40, 4, 7, UNTIL).quarter(0)


def _drawn(city: City) -> str:
    return sha256(b"".join(q.digest() for q in city.built())).hexdigest()


def _text(quarter: Quarter, column: int) -> np.ndarray:
    return np.array([text[column] for text in quarter.texts])[quarter.entries.text]


def _of_people(quarter: Quarter) -> np.ndarray:
    return quarter.entries.account < len(quarter.people)


def _days(quarter: Quarter) -> np.ndarray:
    return (_2000 + quarter.entries.at.astype("m8[us]")).astype("M8[D]")


def test_the_same_seed_is_the_same_city_to_the_last_cent() -> None:
    assert _drawn(plan_city(120, 1, 3, UNTIL)) == _drawn(plan_city(120, 1, 3, UNTIL))
    assert _drawn(plan_city(120, 1, 3, UNTIL)) != _drawn(plan_city(120, 1, 4, UNTIL))


def test_a_quarter_is_the_same_in_a_larger_city_and_without_those_before_it() -> None:
    small, large = plan_city(200, 1, 7, UNTIL), plan_city(300, 1, 7, UNTIL)
    for one, other in zip(small.quarter(1).entries, large.quarter(1).entries, strict=True):
        assert np.array_equal(one, other)


def test_nobody_falls_below_the_floor_at_any_time(quarter: Quarter) -> None:
    floored = np.array([a.floor is not None for a in quarter.accounts])[quarter.entries.account]
    assert quarter.entries.balance[floored].min() >= 0


def test_every_transfer_has_two_legs_that_cancel(quarter: Quarter) -> None:
    order = np.argsort(quarter.entries.salt, kind="stable")
    amount, salt = quarter.entries.amount[order].reshape(-1, 2), quarter.entries.salt[order].reshape(-1, 2)
    assert (salt[:, 0] == salt[:, 1]).all()
    assert (amount.sum(axis=1) == 0).all()
    assert len(np.unique(salt[:, 0])) == len(salt)


def test_accounts_are_numbered_without_gaps_and_never_go_back_in_time(quarter: Quarter) -> None:
    e = quarter.entries
    same = e.account[1:] == e.account[:-1]
    assert (np.diff(e.seq)[same] == 1).all()
    assert (e.seq[1:][~same] == 1).all()
    assert (np.diff(e.at)[same] >= 0).all()
    assert (np.diff(e.balance)[same] == e.amount[1:][same]).all()
    assert [a.credits - a.debits for a in quarter.accounts if a.seq] == e.balance[np.append(~same, True)].tolist()


def test_nothing_happens_before_the_account_is_opened_or_after_the_last_day(quarter: Quarter) -> None:
    opened = np.array([a.opened for a in quarter.accounts])[quarter.entries.account]
    assert (quarter.entries.at >= opened).all()
    assert _days(quarter).max() == np.datetime64(UNTIL)


def test_the_city_looks_alive_on_its_last_day(quarter: Quarter) -> None:
    last = _days(quarter) == np.datetime64(UNTIL)
    assert set(range(12)) <= set(quarter.entries.account[last].tolist())


def test_kinds_are_the_known_ones_and_each_has_its_words(quarter: Quarter) -> None:
    found = {text[0] for text in quarter.texts}
    assert found <= set(KINDS)
    assert {"salary", "purchase", "rent", "utility", "subscription", "refund", "interest", "own", "gift"} <= found
    assert all(words.zh and words.en for words in KINDS.values())


def test_statements_are_as_messy_as_real_ones(quarter: Quarter) -> None:
    party, memo = _text(quarter, 1)[_of_people(quarter)], _text(quarter, 2)[_of_people(quarter)]
    for begins in ("财付通-", "支付宝-", "银联-"):
        assert np.char.startswith(party, begins).mean() > 0.003
    assert {"", "POS消费", "云闪付", "代发工资"} <= set(memo.tolist())
    assert all(len(name) <= 30 for name in party)


def test_most_people_pay_something_every_day_but_not_the_same(quarter: Quarter) -> None:
    entries = np.bincount(quarter.entries.account[_of_people(quarter)], minlength=len(quarter.people))
    end = Calendar(date(2022, 11, 21), UNTIL).days
    yearly = [n / (end - p.joined) * 365 for n, p in zip(entries, quarter.people, strict=True) if end - p.joined > 200]
    assert 300 < np.mean(yearly) < 800
    assert max(yearly) > 2.5 * min(yearly)


def test_wages_come_on_working_days_and_the_thirteenth_month_before_spring_festival(quarter: Quarter) -> None:
    paid = _of_people(quarter) & (_text(quarter, 0) == "salary")
    assert (np.is_busday(_days(quarter)[paid])).all()
    bonus = _days(quarter)[paid & (_text(quarter, 2) == "年终奖")]
    before = [(spring_festival(int(str(day)[:4])) - day.item()).days for day in bonus]
    assert before
    assert all(8 <= n <= 30 for n in before)


def test_double_eleven_is_the_busiest_day_of_online_shops(quarter: Quarter) -> None:
    party = _text(quarter, 1)
    online = np.zeros(len(party), bool)
    for shop in ("淘宝", "天猫", "京东商城", "拼多多", "抖音"):
        online |= np.char.find(party, shop) >= 0
    day = np.datetime_as_string(_days(quarter)[online & _of_people(quarter)])
    counted = {d: int((np.char.endswith(day, d)).sum()) for d in ("11-11", "06-18", "03-05", "09-14")}
    assert counted["11-11"] > counted["06-18"] > 1.5 * max(counted["03-05"], counted["09-14"])


def test_meals_are_eaten_once_at_a_time(quarter: Quarter) -> None:
    noon = (quarter.entries.at + 8 * 3_600_000_000) % DAY_US
    lunch = _of_people(quarter) & (_text(quarter, 2) == "堂食") & (noon > 10.5 * 3.6e9) & (noon <= 14 * 3.6e9)
    lunch &= quarter.truth.case == 0  # who was charged twice has eaten once
    eaten = list(zip(quarter.entries.account[lunch].tolist(), _days(quarter)[lunch].tolist(), strict=True))
    assert len(eaten) == len(set(eaten))


def test_the_cast_can_sign_in_know_each_other_and_have_something_to_show(quarter: Quarter) -> None:
    cast = plan_city(40, 4, 7, UNTIL).cast
    assert [m.party for m in cast] == list(range(1, 13))
    assert cast[0].phone == "13800000001"
    assert all(len(m.password) >= 8 for m in cast)
    assert len({m.password for m in cast}) == 12
    assert all(m.story.zh and m.story.en for m in cast)
    known = [(p.owner, p.payee) for p in quarter.payees if p.owner < 12]
    assert all(payee < 12 for _, payee in known)
    assert {owner for owner, _ in known} == set(range(12))
    assert min(a.seq for a in quarter.accounts[:12]) > 300


def test_identity_numbers_are_right_in_form_different_and_nobodys() -> None:
    people = [p for q in plan_city(200, 1, 5, UNTIL).built() for p in q.people]
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    for p in people:
        digits, check = p.document[:17], p.document[17]
        assert check == "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]
        assert p.document.startswith("99")
    assert len({p.document for p in people}) == len({p.phone for p in people}) == 200


@pytest.mark.parametrize(("people", "years"), [(1, 1), (2, 1), (13, 2), (101, 1)])
def test_a_city_may_be_small(people: int, years: int) -> None:
    built = list(plan_city(people, years, 11, UNTIL).built())
    assert sum(len(q.people) for q in built) == people
    for quarter in built:
        floored = np.array([a.floor is not None for a in quarter.accounts])[quarter.entries.account]
        assert (quarter.entries.balance[floored] >= 0).all()


@pytest.mark.parametrize(
    ("people", "years", "until"),
    [(0, 1, UNTIL), (6_000_000, 1, UNTIL), (1, 0, UNTIL), (1, 60, UNTIL), (1, 1, date(2050, 6, 1))],
)
def test_a_city_beyond_the_calendar_is_refused(people: int, years: int, until: date) -> None:
    with pytest.raises(NoSuchCity):
        plan_city(people, years, 1, until)


def test_spring_festival_is_at_new_moon() -> None:
    month, known = 29.530588, date(2000, 2, 5)
    for year in range(2000, 2051):
        off = ((spring_festival(year) - known).days + month / 2) % month - month / 2
        assert abs(off) < 1.2, year
        assert date(year, 1, 20) < spring_festival(year) < date(year, 2, 21)


def test_the_copy_holds_every_row_and_field(quarter: Quarter) -> None:
    sent = b"".join(rows(quarter, 1000))
    assert sent.startswith(b"PGCOPY\n\xff\r\n\0")
    assert sent.endswith(b"\xff\xff")
    fixed = 2 + 5 * 12 + 20 + 8
    texts = [sum(4 + len(part.encode()) for part in text) for text in quarter.texts]
    assert len(sent) == 19 + 2 + sum(fixed + texts[t] for t in quarter.entries.text.tolist())
