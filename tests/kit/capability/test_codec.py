"""Reading a caller's JSON: exact, strict, and every fault named by its field."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sycee.kit.capability import Answer, Ask, Nothing, decode, encode
from sycee.kit.errors import BadInput, Refusal
from sycee.kit.ids import RowId
from sycee.kit.money import ASSETS, CNY, Money
from sycee.kit.words import Name, Text


class Pay(Ask, frozen=True, kw_only=True):
    source: RowId
    amount: Money
    memo: Text = ""
    on: date | None = None


class Paid(Answer, frozen=True):
    amount: Money
    proof: UUID


class Named(Ask, frozen=True):
    name: Name


def pay(**more: object) -> bytes:
    return msgspec.json.encode({"source": 7, "amount": {"amount": "5.00", "asset": "CNY"}} | more)


def refused(kind: type, raw: bytes) -> Refusal:
    with pytest.raises(Refusal) as no:
        decode(kind, raw)
    return no.value


def test_an_ask_is_read_exactly() -> None:
    assert decode(Pay, pay(memo="房租")) == Pay(source=7, amount=Money(500, CNY), memo="房租")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"fee": 0}, "fee"),
        ({"status": "approved"}, "status"),
        ({"source": "7"}, "source"),
        ({"source": 0}, "source"),
        ({"source": 2**63}, "source"),
        ({"source": -1}, "source"),
        ({"source": 1e3}, "source"),
        ({"source": None}, "source"),
        ({"source": True}, "source"),
        ({"memo": "a\u202eb"}, "memo"),
        ({"memo": "a\u200bb"}, "memo"),
        ({"memo": "a\x00b"}, "memo"),
        ({"memo": "line\n"}, "memo"),
        ({"memo": "长" * 61}, "memo"),
        ({"memo": ["a"]}, "memo"),
        ({"on": "2026-02-30"}, "on"),
    ],
)
def test_a_field_that_does_not_fit_is_named(more: dict[str, object], field: str) -> None:
    no = refused(Pay, pay(**more))

    assert (no.code, no.field) == ("bad_input", field)


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"null", b"[]", b"7", b'"x"', b"{", b"{}", b'{"source":7', b"\xff\xfe", b"\x00", b'{"memo":"\xc3"}',
        b'{"memo":"\\ud800"}', b"[" * 200_000, b'{"amount":' * 50_000, b"NaN", b'{"source":NaN}', b"{'source':7}",
    ],
    ids=lambda raw: repr(raw[:12]),
)  # fmt: skip
def test_what_is_no_ask_is_refused(raw: bytes) -> None:
    assert refused(Pay, raw).code == "bad_input"


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ({"amount": 5, "asset": "CNY"}, "bad_amount"),
        ({"amount": 5.0, "asset": "CNY"}, "bad_amount"),
        ({"amount": "5", "asset": "BTC"}, "unknown_asset"),
        ({"amount": "5", "asset": None}, "bad_amount"),
        ({"amount": "5"}, "bad_amount"),
        ({"amount": "5", "asset": "CNY", "fee": "0"}, "bad_amount"),
        ("5.00 CNY", "bad_amount"),
        ({"amount": "5.001", "asset": "CNY"}, "too_many_digits"),
        ({"amount": "0.5", "asset": "JPY"}, "too_many_digits"),
        ({"amount": "1e400", "asset": "CNY"}, "bad_amount"),
        ({"amount": "5\n", "asset": "CNY"}, "bad_amount"),
    ],
)
def test_what_is_no_money_is_refused(amount: object, code: str) -> None:
    assert refused(Pay, pay(amount=amount)).code == code


def test_letters_that_look_the_same_are_read_the_same_however_they_are_written() -> None:
    composed, apart, escaped = '{"name":"José"}', '{"name":"Jose\u0301"}', '{"name":"Jose\\u0301"}'

    assert {decode(Named, raw.encode()).name for raw in (composed, apart, escaped)} == {"José"}


@given(st.binary(max_size=200) | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(
    msgspec.json.encode))  # fmt: skip
def test_whatever_comes_is_read_or_refused(raw: bytes) -> None:
    with contextlib.suppress(BadInput):
        decode(Pay, raw)


@given(st.integers(1 - 10**15, 10**15 - 1), st.sampled_from(sorted(ASSETS)))
def test_money_comes_back_from_the_wire_as_it_went(minor: int, code: str) -> None:
    paid = Paid(amount=Money(minor, ASSETS[code]), proof=UUID(int=7))

    assert decode(Paid, encode(paid)) == paid


def test_equal_asks_have_one_canonical_form() -> None:
    class Ordered(Ask, frozen=True):
        b: int
        a: int

    assert encode(Ordered(b=1, a=2), canonical=True) == b'{"a":2,"b":1}'
    assert decode(Nothing, b" {} ") == Nothing()


def test_a_row_number_fits_a_column() -> None:
    class Row(Ask, frozen=True):
        number: Annotated[RowId, msgspec.Meta(description="a row")]

    assert decode(Row, b'{"number":9223372036854775807}').number == 2**63 - 1
