"""Money loses no cent, and refuses what it cannot hold."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sycee.kit.errors import Refusal
from sycee.kit.money import ASSETS, CNY, MINOR_MAX, Money

minors = st.integers(-MINOR_MAX, MINOR_MAX)
assets = st.sampled_from(list(ASSETS.values()))


@given(minors, assets)
def test_what_is_written_reads_the_same(minor: int, asset: object) -> None:
    money = Money(minor, asset)  # type: ignore[arg-type]
    assert Money.parse(money.major, money.asset) == money
    assert Money.from_wire(money.to_wire()) == money
    assert json.loads(money.to_json()) == money.to_wire()


@given(minors, st.integers(1, 400))
def test_a_split_loses_nothing_and_is_even(minor: int, parts: int) -> None:
    shares = Money(minor, CNY).split(parts)
    assert sum(share.minor for share in shares) == minor
    assert max(s.minor for s in shares) - min(s.minor for s in shares) <= 1


@given(st.text(max_size=40))
def test_any_text_is_money_or_a_refusal(text: str) -> None:
    try:
        read = Money.parse(text, CNY)
    except Refusal as no:
        named = no.field
    else:
        named = "amount" if read.asset is CNY else None
    assert named == "amount"


@pytest.mark.parametrize("wire", [5, "5", None, [], {}, {"amount": 5, "asset": "CNY"}, {"amount": "5.00"}])
def test_only_two_texts_are_money_on_the_wire(wire: object) -> None:
    with pytest.raises(Refusal):
        Money.from_wire(wire)


def test_two_assets_do_not_add_up() -> None:
    with pytest.raises(TypeError):
        Money(1, CNY) + Money(1, ASSETS["USD"])


def test_minor_units_are_integers_and_do_not_change() -> None:
    with pytest.raises(TypeError):
        Money(1.5, CNY)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        Money(1, CNY).minor = 2
