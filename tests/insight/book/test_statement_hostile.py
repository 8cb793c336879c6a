"""What is no statement, or half of one: a sentence for a file or for a line, never a traceback."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sycee.insight.book._statement import Statement, Unreadable, read

GOOD = (
    "账号：6222****0001\n共3笔记录\n"
    "交易日期,交易时间,摘要,收入,支出,余额,对方户名,流水号\n"
    '2026-01-02,08:00:00,工资,"1,000.00",,1000.00,海风科技,A1\n'
    '2026-01-03,09:30:00,消费,,20.00,980.00,"书店, 二楼",A2\n'
    "2026-01-04,10:00:00,消费,,5.50,974.50,茶馆,A3\n"
    "合计,,,1000.00,25.50,,,\n"
)
HEADER = "日期,金额,摘要\n"

REFUSED = [
    (b"", "empty"),
    (b" \n\t\r\n", "empty"),
    (b"\x00\x01\x02\x03binary", "binary"),
    (GOOD.encode().replace(b",", b",\x00", 1), "binary"),
    (b"PK\x03\x04" + b"\x00" * 50, "damaged"),
    (b"\xd0\xcf\x11\xe0" + b"\x00" * 50, "damaged"),
    (b"%PDF-1.7\n", "PDF"),
    (b"<OFX><!ENTITY a 'a'><STMTTRN>", "entities"),
    (b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "a">]>', "XML"),
    (b"\x89PNG\r\n", "picture"),
    ("今天天气很好\n明天也是".encode(), "No header"),
    (b"2026-01-02,5.00,tea\n2026-01-03,6.00,tea\n", "No header"),
    (b"a,b,c\n1,2,3\n", "No header"),
    (bytes(range(1, 256)) * 20, "No header"),
]


@pytest.mark.parametrize(("content", "says"), REFUSED, ids=lambda each: str(each)[:16])
def test_what_is_no_statement_is_refused_in_one_sentence(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refused:
        read("statement.csv", content)

    assert refused.value.why.zh


def test_the_name_of_a_file_does_not_decide() -> None:
    assert len(read("photo.jpg", GOOD.encode()).rows) == 3
    assert len(read("", GOOD.encode()).rows) == 3


def test_a_line_of_a_hundred_megabytes_is_refused_quickly() -> None:
    started = time.perf_counter()
    for line in (b"x" * 100_000_000, b"a," * 5_000_000, b'"' + b"x\n" * 10 + b"x" * 10_000_000):
        with pytest.raises(Unreadable, match="too long"):
            read("a.csv", HEADER.encode() + line)
    assert time.perf_counter() - started < 5


def test_a_header_alone_is_a_statement_without_entries() -> None:
    statement = read("a.csv", HEADER.encode())

    assert (statement.rows, statement.skipped, statement.account) == ((), (), None)


BAD_ROWS = [
    ("2026-02-30,1.00,x", "date"),
    ("0000-00-00,1.00,x", "date"),
    ("后天,1.00,x", "date"),
    (",1.00,x", "date"),
    ("2026-01-02,NaN,x", "number"),
    ("2026-01-02,1e400,x", "number"),
    ("2026-01-02,١٢٣,x", "number"),
    ("2026-01-02,=1+1,x", "number"),
    ("2026-01-02,1.001,x", "decimal"),
    (f"2026-01-02,{'9' * 40},x", "large"),
    ("2026-01-02,,x", "amount"),
    ("2026-01-02,KPW 5.00,x", "KPW"),
    ('2026-01-02,"1.00,x', "quotes"),
]


@pytest.mark.parametrize(("row", "says"), BAD_ROWS, ids=lambda each: str(each)[:24])
def test_a_bad_row_is_skipped_with_its_line_and_reason(row: str, says: str) -> None:
    statement = read("a.csv", f"{HEADER}2026-01-01,1.00,a\n{row}\n2026-01-03,1.00,b\n".encode())

    assert [kept.line for kept in statement.rows] == [2, 4]
    ((line, why, _),) = statement.skipped
    assert line == 3
    assert says in why.en
    assert why.zh


def test_a_quote_that_never_closes_takes_one_line_not_the_file() -> None:
    rows = "".join(f"2026-01-02,{n}.00,row {n}\n" for n in range(1, 60))
    statement = read("a.csv", f'{HEADER}2026-01-01,"1.00,torn\n{rows}'.encode())

    assert len(statement.rows) == 59
    assert [line for line, *_ in statement.skipped] == [2]


def test_a_quoted_cell_may_hold_a_line_end() -> None:
    statement = read("a.csv", f'{HEADER}2026-01-01,1.00,"two\nlines"\n2026-01-02,2.00,next\n'.encode())

    assert [(row.line, row.text or row.kind) for row in statement.rows] == [(2, "two lines"), (4, "next")]


def test_a_file_cut_within_a_row_loses_that_row_alone() -> None:
    whole = read("a.csv", GOOD.encode())
    cut = read("a.csv", GOOD.encode()[: GOOD.encode().index(b",974.50") - 1])

    assert [row.fingerprint for row in cut.rows] == [row.fingerprint for row in whole.rows][:2]
    assert [(line, why.en) for line, why, _ in cut.skipped] == [(6, "The file breaks off in this line")]


def test_a_last_row_without_a_line_end_is_whole() -> None:
    assert len(read("a.csv", (HEADER + "2026-01-01,1.00,a").encode()).rows) == 1


def test_a_formula_stays_text_and_hidden_characters_go() -> None:
    statement = read("a.csv", f"{HEADER}2026-01-01,1.00,=cmd|' /C calc'!A0\u202e\u200b\n".encode())

    assert statement.rows[0].kind == "=cmd|' /C calc'!A0"


def test_one_damaged_byte_damages_one_cell() -> None:
    content = GOOD.encode()
    at = content.index("茶馆".encode())
    statement = read("a.csv", content[:at] + b"\xff" + content[at + 1 :])

    assert len(statement.rows) == 3
    assert statement.expense == {"CNY": 25_50}


def survives(content: bytes) -> None:
    outcome = outcome_of(content)
    if isinstance(outcome, Unreadable):
        assert outcome.why.zh != outcome.why.en
    else:
        assert len({row.fingerprint for row in outcome.rows}) == len(outcome.rows)
        assert all(abs(row.amount_minor) <= 10**15 for row in outcome.rows)


def outcome_of(content: bytes) -> Statement | Unreadable:
    try:
        return read("a.csv", content)
    except Unreadable as refused:
        return refused


@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 3), st.binary(max_size=6)), min_size=1, max_size=8),
    st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-8-sig"]),
)
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_is_read_or_refused(damage: list[tuple[int, int, bytes]], encoding: str) -> None:
    content = GOOD.encode(encoding)
    for place, removed, put in damage:
        at = place % (len(content) + 1)
        content = content[:at] + put + content[at + removed :]
    survives(content)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=8))
@example(["2026-01-01", "٣", "x"])
@settings(max_examples=200, deadline=None)
def test_a_row_of_anything_is_read_or_skipped(cells: list[str]) -> None:
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    survives((HEADER + row + "\n").encode("utf-8", "replace"))


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_bytes_of_anything_are_read_or_refused(content: bytes) -> None:
    survives(content)
    survives(HEADER.encode() + content)


@pytest.mark.parametrize(
    "line",
    [
        "-" * 90_000 + "x",
        "," * 90_000,
        ",备注" * 20_000,
        "1" + " " * 90_000 + "2",
        "收入：" * 20_000,
        "共" + "9" * 5_000 + "笔",
        "账号" * 30_000,
    ],
    ids=lambda each: each[:6],
)
def test_a_line_made_to_cost_time_costs_none(line: str) -> None:
    started = time.perf_counter()
    survives((f"{line}\n{HEADER}2026-01-01,1.00,{line}\n{line}\n" * 3).encode())
    assert time.perf_counter() - started < 3


def test_an_offset_that_no_clock_has_skips_the_row() -> None:
    statement = read("a.csv", f"{HEADER}2026-01-01T08:00:00+99:99,1.00,a\n".encode())

    assert [line for line, *_ in statement.skipped] == [2]
