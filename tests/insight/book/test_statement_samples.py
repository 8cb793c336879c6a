"""The real exports that lie beside the project, where they do: sums worked out by hand from each file."""

from itertools import pairwise
from pathlib import Path

import pytest

from sycee.insight.book._statement import Statement, read

SAMPLES = Path(__file__).resolve().parents[4] / "shared/data/statements"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no sample statements beside the project")

# file, format, account's end, rows, income, expense in fen
READS = [
    # Out: four orders; a fifth was closed and refunded, so it is in neither sum. In: one transfer.
    ("alipay.csv", "alipay.csv", "@gmail.com", 10, 222_228_50, 49_74 + 20_00 + 9_90 + 82_00),
    (
        "icbc-debit.csv",
        "icbc.csv",
        "9876",
        11,
        1_234_56 * 2 + 341_58 + 30_00 + 1_04,
        13_40 + 1_234_56 * 3 + 500_00 + 24_00,
    ),
    ("icbc-credit.csv", "icbc.csv", "5678", 9, 4_621_01, 363_13),
    ("abc-debit.csv", "abc.csv", None, 5, 10_000_01, 12_355_89),
    ("boc-debit.csv", "boc.csv", "3167", 17, 9_821_00, 9_394_30),
    ("cmb-debit.csv", "cmb.csv", None, 5, 1_234_00, 2_013_14),
    ("cmb-credit.csv", "cmb.csv", "1234", 6, 1_23 + 345_67 + 30_00 + 3_90, 56_78 + 8_000_00),
    ("jd.csv", "jd.csv", "bb4", 26, 0, 1_648_43),
    ("wechat.csv", "wechat.csv", "测试", 27, 28_49, 2_904_53),
    # The same rows on two sheets: they count once.
    ("wechat.xlsx", "wechat.xlsx", "测试", 27, 28_49, 2_904_53),
    ("ccb-debit.xls", "ccb.xls", "xxxx", 6, 0, 67_00 + 16_78 + 20_00 + 515_02 + 18_06 + 66_40),
    ("stmtrs.ofx", "ofx2", "999988", 2, 0, 500_00),
    ("stmtrs_euro.ofx", "ofx2", "999988", 2, 0, 500_00),
    ("mt940-ASNB-mt940.txt", "mt940", "9999", 8, 2_828_90, 2_771_96),
    ("mt940-jejik-abnamro.sta", "mt940", "2257", 10, 0, 345_93),
    ("mt940-jejik-ing.sta", "mt940", "4567", 7, 4_68, 50_27),
    ("mt940-jejik-rabobank-iban.sta", "mt940", "6789", 4, 0, 70_00),
]


def sample(name: str) -> Statement:
    return read(name, (SAMPLES / name).read_bytes())


@pytest.mark.parametrize(("name", "form", "tail", "rows", "income", "expense"), READS, ids=lambda each: str(each)[:16])
def test_a_sample_reads_whole(name: str, form: str, tail: str | None, rows: int, income: int, expense: int) -> None:
    statement = sample(name)

    assert (statement.format, len(statement.rows), statement.skipped) == (form, rows, ())
    assert (statement.account or "").endswith(tail or "")
    assert (sum(statement.income.values()), sum(statement.expense.values())) == (income, expense)
    assert len({row.fingerprint for row in statement.rows}) == rows


def test_the_balances_of_a_sample_follow_from_its_amounts() -> None:
    # Newest first: each balance is the one below it and the row's amount.
    for later, earlier in pairwise(sample("boc-debit.csv").rows):
        assert later.balance_minor == (earlier.balance_minor or 0) + later.amount_minor


def test_a_sample_that_keeps_its_totals_agrees_with_them() -> None:
    totals = {total.of: total.agrees for total in sample("jd.csv").declared}

    assert (totals["rows"], totals["in"], totals["out"]) == (True, True, True)


def test_a_sample_in_three_currencies_agrees_with_each_of_its_balances() -> None:
    statement = sample("mt940-cmxl-mt940.sta")

    assert [(total.asset, total.agrees) for total in statement.declared] == [
        ("DEM", True),
        ("EUR", True),
        ("PLN", True),
    ]


def test_every_file_of_the_folder_is_read_without_a_line_refused() -> None:
    for path in sorted(SAMPLES.iterdir()):
        statement = read(path.name, path.read_bytes())
        assert statement.rows, path.name
        assert statement.skipped == (), path.name
