"""What comes again and what stands out, on series that are made up: dates, amounts, habits."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from sycee.insight.category import CODES
from sycee.insight.remind import Detected, Entries, Series, detect, month_end, series_of
from sycee.kit.time import BANK_ZONE

Row = tuple[str, int, str, str]
"""An instant, fen, a counterparty and a category."""


def entries(*rows: Row) -> Entries:
    ordered = sorted(rows)
    parties = sorted({party for _, _, party, _ in ordered})
    at = [datetime.fromisoformat(when).replace(tzinfo=BANK_ZONE) for when, _, _, _ in ordered]

    def column(values: list[int]) -> np.ndarray:
        return np.array(values, np.int64)

    amount = column([fen for _, fen, _, _ in ordered])
    return Entries(
        day=column([when.date().toordinal() for when in at]), at=column([round(w.timestamp() * 1e6) for w in at]),
        amount=amount, base=amount, asset=np.ones(len(at), np.int64),
        party=column([parties.index(party) for _, _, party, _ in ordered]),
        code=column([list(CODES).index(code) for _, _, _, code in ordered]), ref=np.arange(len(at)),
        parties=parties, names=parties, codes=list(CODES),
    )  # fmt: skip


def paid(*days: str, fen: int = -2500, party: str = "云视频", code: str = "subscriptions") -> list[Row]:
    return [(day if "T" in day else f"{day}T08:00", fen, party, code) for day in days]


def one(rows: list[Row], today: str) -> Series:
    (found,) = series_of(entries(*rows), date.fromisoformat(today).toordinal())
    return found


def coming(rows: list[Row], today: str) -> tuple[str, str]:
    found = one(rows, today)
    return found.every.name, date.fromordinal(found.next_on).isoformat()


def at(rows: list[Row], today: str, back: int = 60) -> Detected:
    day = date.fromisoformat(today).toordinal()
    return detect(entries(*rows), day, day - back)


def kinds(rows: list[Row], today: str, back: int = 60) -> list[str]:
    return [finding.kind for finding in at(rows, today, back).findings]


@pytest.mark.parametrize(
    ("days", "today", "told"),
    [
        (["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"], "2026-05-01", ("month", "2026-05-31")),
        (["2023-11-30", "2023-12-30", "2024-01-30", "2024-02-29"], "2024-03-01", ("month", "2024-03-30")),
        (["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31"], "2028-04-01", ("month", "2028-04-30")),
        (["2026-01-15", "2026-02-13", "2026-03-13", "2026-04-15", "2026-05-15"], "2026-05-20", ("month", "2026-06-15")),
        (["2026-01-10", "2026-02-10", "2026-04-10", "2026-05-10", "2026-06-10", "2026-07-10"], "2026-07-11",
         ("month", "2026-08-10")),
        (["2026-01-08", "2026-03-08", "2026-05-09", "2026-07-08"], "2026-07-20", ("two_months", "2026-09-08")),
        (["2025-12-01", "2026-03-02", "2026-06-01"], "2026-06-02", ("quarter", "2026-09-01")),
        (["2024-02-29", "2025-02-28", "2026-02-28"], "2026-03-01", ("year", "2027-02-28")),
        ([f"2026-03-{day:02}" for day in (2, 9, 16, 23, 30)] + ["2026-04-06", "2026-04-13"], "2026-04-14",
         ("week", "2026-04-20")),
        (["2026-01-02", "2026-01-16", "2026-01-30", "2026-02-13", "2026-02-27"], "2026-02-28",
         ("fortnight", "2026-03-13")),
    ],
)  # fmt: skip
def test_the_next_date_is_right_over_short_months_leap_days_weekends_and_a_missed_month(
    days: list[str], today: str, told: tuple[str, str]
) -> None:
    assert coming(paid(*days), today) == told


def test_what_has_always_moved_off_weekends_moves_again() -> None:
    # The 15th; a Saturday in August and a Sunday in November 2026, when it is paid on the Friday before.
    days = ["2026-02-13", "2026-03-13", "2026-04-15", "2026-05-15", "2026-06-15", "2026-07-15", "2026-08-14",
            "2026-09-15", "2026-10-15"]  # fmt: skip

    assert coming(paid(*days, fen=900_000, code="salary"), "2026-10-20") == ("month", "2026-11-13")


def test_a_series_that_ended_is_not_waited_for() -> None:
    days = ["2026-01-10", "2026-02-10", "2026-03-10", "2026-04-10"]

    assert series_of(entries(*paid(*days)), date(2026, 5, 15).toordinal()) != []
    assert series_of(entries(*paid(*days)), date(2026, 6, 1).toordinal()) == []


def test_purchases_of_every_day_are_no_series() -> None:
    lunches = [f"2026-0{m}-{d:02}T12:10" for m in range(1, 7) for d in range(1, 29) if (d + m) % 3]
    rows = [(when, -1500 - 137 * (n % 11), "面馆", "dining") for n, when in enumerate(lunches)]

    assert series_of(entries(*rows), date(2026, 7, 1).toordinal()) == []


def test_a_bill_by_use_comes_again_about_as_large() -> None:
    rows = [(f"2026-{m:02}-12T09:00", fen, "电力", "utilities")
            for m, fen in ((3, -12_000), (4, -9_500), (5, -8_800), (6, -13_100), (7, -20_400))]  # fmt: skip

    found = one(rows, "2026-07-20")

    assert (found.every.name, found.exact, found.next_amount) == ("month", False, -12_000)
    assert kinds(rows, "2026-07-20") == [], "what is billed by use has no price that rises"


def test_a_price_that_rises_is_told_once_with_what_it_was() -> None:
    rows = paid("2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05") + paid("2026-05-05", "2026-06-05", fen=-3000)

    (rise,) = at(rows, "2026-06-10").findings

    assert (rise.kind, rise.on, rise.amount.minor) == ("price_rise", date(2026, 5, 5), 3000)
    assert (rise.facts["times"], rise.facts["percent"], len(rise.refs)) == ("4", "20", 5)
    assert kinds(rows, "2026-06-10", back=20) == [], "not for ever"


def test_one_dear_month_and_more_sent_to_ones_parents_are_no_price_rise() -> None:
    dear = paid("2026-01-05", "2026-02-05", "2026-03-05", "2026-05-05", "2026-06-05") + paid("2026-04-05", fen=-3000)
    sent = [(f"2026-0{m}-01T10:00", -50_000 if m < 5 else -60_000, "妈妈", "person_out") for m in range(1, 7)]

    assert "price_rise" not in kinds(dear, "2026-06-10")
    assert "price_rise" not in kinds(sent, "2026-06-10")


def test_the_same_within_minutes_is_a_second_charge() -> None:
    rows = paid("2026-06-01T18:00", "2026-06-01T18:01", fen=-8_800, party="超市", code="groceries")
    later = paid("2026-06-01T18:00", "2026-06-01T18:40", fen=-8_800, party="超市", code="groceries")
    other = [*paid("2026-06-01T18:00", fen=-8_800, party="超市", code="groceries"),
             *paid("2026-06-01T18:01", fen=-8_900, party="超市", code="groceries")]  # fmt: skip

    (found,) = at(rows, "2026-06-02").findings

    assert (found.kind, found.facts["first"], found.facts["second"]) == ("double_charge", "18:00", "18:01")
    assert kinds(later, "2026-06-02") == kinds(other, "2026-06-02") == []


def test_what_was_charged_twice_and_came_back_by_a_wallet_is_not_asked_about() -> None:
    rows = paid("2026-05-20T22:50", "2026-05-20T22:51", fen=-2781, party="滴滴出行", code="transport")
    back = [("2026-05-28T09:27", 2781, "支付宝（中国）网络技术有限公司", "refund")]

    assert kinds(rows, "2026-05-29") == ["double_charge"]
    assert not kinds(rows + back, "2026-05-29")
    assert kinds([*rows, ("2026-05-28T09:27", 2780, "支付宝", "refund")], "2026-05-29") == ["double_charge"], (
        "another sum"
    )


def test_two_coffees_are_a_habit_and_a_bill_twice_a_day_is_not() -> None:
    coffees = [f"2026-05-{day:02}T09:0{n}" for day in (4, 11, 18, 25) for n in (0, 2)]
    rows = paid(*coffees, fen=-1_800, party="咖啡馆", code="dining")

    assert [f.on.day for f in at(rows, "2026-05-26").findings] == [11, 4], "twice it is asked; then it is known"
    bill = paid("2026-06-01T08:00", "2026-06-01T20:00", fen=-21_000, party="水务", code="utilities")
    assert kinds(bill, "2026-06-02") == ["double_charge"]


def test_red_packets_and_what_came_back_are_no_second_charge() -> None:
    packets = paid("2026-02-17T08:00", "2026-02-17T08:01", fen=-20_000, party="表弟", code="gifts")
    back = entries(*paid("2026-06-01T18:00", "2026-06-01T18:01", fen=-8_800, party="超市", code="groceries"))
    back.base[1] = 0

    assert kinds(packets, "2026-02-18") == []
    assert detect(back, date(2026, 6, 2).toordinal(), 0).findings == []


def test_an_amount_far_above_what_is_usual_there_is_told_and_a_large_one_among_large_ones_is_not() -> None:
    usual = [
        (f"2026-{m:02}-{d:02}T12:00", -10_000 - 400 * d, "超市", "groceries") for m in (1, 2, 3) for d in (3, 9, 15)
    ]
    wide = [(f"2026-{m:02}-{d:02}T12:00", -10_000 * d * m, "商城", "shopping") for m in (1, 2, 3) for d in (1, 5, 25)]
    far = [("2026-04-02T12:00", -180_000, "超市", "groceries")]

    (found,) = at([*usual, *far], "2026-04-03").findings

    assert (found.kind, found.facts["times"], found.facts["ratio"]) == ("unusual_amount", "9", "13")
    assert kinds([*wide, ("2026-04-02T12:00", -800_000, "商城", "shopping")], "2026-04-03") == []


def test_a_large_first_payment_to_somebody_new_is_told() -> None:
    known = [(f"2026-{m:02}-08T12:00", -20_000 - 3_000 * m, who, "person_out") for m in range(1, 6) for who in "甲乙"]

    rows = [*known, ("2026-06-02T22:10", -3_000_000, "陌生人", "person_out")]

    assert kinds(rows, "2026-06-03") == ["new_place"]
    assert kinds([*known, ("2026-06-02T22:10", -30_000, "新朋友", "person_out")], "2026-06-03") == []


def test_the_end_of_a_month_is_beside_what_is_usual_by_then() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(151)]
    spent = {day.toordinal(): 1_000 if day.month < 5 else 1_500 for day in days}

    (found,) = month_end(spent, date(2026, 5, 30))

    assert (found.why, found.amount.minor, found.facts["times"]) == ("month_more", 45_000, "4")
    assert month_end(spent, date(2026, 5, 20)) == [], "not before its last days"
    assert month_end({day: fen for day, fen in spent.items() if day > days[100].toordinal()}, date(2026, 5, 30)) == []


def test_nothing_is_made_of_nothing() -> None:
    assert (at([], "2026-01-01").series, at([], "2026-01-01").findings) == ([], [])
