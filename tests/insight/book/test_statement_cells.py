"""Single cells: amounts to the last digit, moments in every usual form, text without what cannot be seen."""

from datetime import datetime

import pytest

from sycee.insight.book._statement._amount import Amount, amount
from sycee.insight.book._statement._clean import clean
from sycee.insight.book._statement._columns import meaning_of
from sycee.insight.book._statement._when import Reckoning, When, when
from sycee.kit.words import Words

AMOUNTS = [
    ("12.50", 1250),
    ("+10000.00", 1_000_000),
    ("-1,234.00", -123_400),
    ("−12.5", -1250),
    ("1，234.50", 123_450),
    ("¥28.16", 2816),
    ("￥ 28.16", 2816),
    ("-¥28.16", -2816),
    ("¥-28.16", -2816),
    ("28.16元", 2816),
    ("CNY 28.16", 2816),
    ("(28.16)", -2816),
    ("28.16-", -2816),
    ("28.16 DR", -2816),
    ("28.16CR", 2816),
    ("-3.90(CN)", -390),
    ("0.100", 10),
    (".5", 50),
    ("7.", 700),
    ("1 234,00", None),
    ("12.345", None),
    ("1,23.00", None),
    ("1.2.3", None),
    ("--5", None),
    ("abc12", None),
    ("NaN", None),
    ("inf", None),
    ("1e400", None),
    ("9" * 30, None),
    ("100000000000000.00", None),
    ("١٢٣", None),
    ("１２．５０", 12_50),
    ("十二元", None),
    ("=1+1", None),
    ("xx,yyyy.zz", None),
    ("(12", None),
    ("0x10", None),
    ("KPW 5", None),
]


@pytest.mark.parametrize(("cell", "minor"), AMOUNTS)
def test_an_amount_is_exact_or_refused(cell: str, minor: int | None) -> None:
    read = amount(cell, "CNY")

    assert (read.minor if isinstance(read, Amount) else None) == minor


def test_a_refused_amount_says_why_in_both_languages() -> None:
    read = amount("12.345", "CNY")

    assert isinstance(read, Words)
    assert ("2 位" in read.zh, "2 decimal" in read.en) == (True, True)


def test_a_currency_in_the_cell_wins_and_a_shared_symbol_is_the_accounts_own() -> None:
    cells = [("$5.00", "CNY"), ("$5.00", "HKD"), ("¥500", "JPY"), ("€5,00", "EUR"), ("500", "JPY")]
    read = [amount(cell, asset, comma="," in cell) for cell, asset in cells]

    assert [(r.asset, r.minor) for r in read if isinstance(r, Amount)] == [
        ("USD", 500),
        ("HKD", 500),
        ("JPY", 500),
        ("EUR", 500),
        ("JPY", 500),
    ]


MOMENTS = [
    ("2026-03-01 08:12:05", "", datetime(2026, 3, 1, 8, 12, 5), False),
    ("2026/3/1 8:12", "", datetime(2026, 3, 1, 8, 12), False),
    ("2026-03-01T08:12:05+08:00", "", datetime(2026, 3, 1, 8, 12, 5), False),
    ("2026-03-01T00:12:05Z", "", datetime(2026, 3, 1, 8, 12, 5), False),
    ("20260301", "123456", datetime(2026, 3, 1, 12, 34, 56), False),
    ("20260301123456", "", datetime(2026, 3, 1, 12, 34, 56), False),
    ("2026-03-01", "17:57:17", datetime(2026, 3, 1, 17, 57, 17), False),
    ("2026-03-01", "2026-03-01 17:57:17", datetime(2026, 3, 1, 17, 57, 17), False),
    ("2026年3月1日", "", datetime(2026, 3, 1), True),
    ("2026.03.01", "", datetime(2026, 3, 1), True),
    ("31.12.2026", "", datetime(2026, 12, 31), True),
    ("5 Mar 2026", "", datetime(2026, 3, 5), True),
    ("March 5, 2026", "3:05 PM", datetime(2026, 3, 5, 15, 5), False),
    ("12/29", "", datetime(2025, 12, 29), True),
]


@pytest.mark.parametrize(("day", "clock", "at", "date_only"), MOMENTS)
def test_a_moment_is_read_in_every_usual_form(day: str, clock: str, at: datetime, date_only: bool) -> None:
    assert when(day, clock, Reckoning(month=(2026, 1))) == When(at, date_only)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-02-30",
        "2026-13-01",
        "2026-03-01 25:00:00",
        "2026-03-01x",
        "0000-00-00",
        "9999-01-01",
        "昨天",
        "12/29",
        "",
    ],
)
def test_a_day_that_is_none_is_not_guessed(cell: str) -> None:
    assert when(cell, "", Reckoning()) is None


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("  巷口  豆浆店 \t", "巷口 豆浆店"),
        ("\u202e店浆豆\u202c", "店浆豆"),
        ("小\u200b满\ufeff", "小满"),
        ("e\u0301", "é"),
        ("a\x00b\x07c", "abc"),
        ("-", ""),
        ("/", ""),
        ("------------", ""),
        ('="00123"', "00123"),
        ("'6222", "6222"),
        ("=cmd()", "=cmd()"),
        ("---------- 张三", "张三"),
        ("－", "－"),
    ],
)
def test_text_holds_only_what_can_be_seen(cell: str, shown: str) -> None:
    assert clean(cell) == shown


def test_a_long_text_is_cut_to_a_length_that_can_be_shown() -> None:
    assert len(clean("长" * 10_000)) == 1_000


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("日 志 号", "order"),
        ("金额（元）", "amount"),
        ("Amount (USD)", "amount"),
        ("收/支", "flag"),
        ("Credit / Debit", "flag"),
        ("Debit", "expense"),
        ("Money In", "income"),
        ("本次交易后余额", "balance"),
        ("交易对方账户号码", None),
        ("对方开户行", None),
        ("商户单号", None),
        ("手续费", None),
        ("Exchange Rate", None),
        ("Balance currency", "currency"),
        ("Trans Date交易日期", "date"),
        ("借方发生额/元(支取)", "expense"),
    ],
)
def test_a_header_is_understood_by_its_meaning(header: str, meaning: str | None) -> None:
    assert meaning_of(header) == meaning
