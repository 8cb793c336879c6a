"""A customer's accounts: their numbers, what is in them, and whose they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.world import World

from sycee.core.account import is_number, number_for

serials = st.integers(min_value=0, max_value=10**12 - 1)


@given(serials)
def test_a_number_is_right_and_any_one_wrong_digit_is_noticed(serial: int) -> None:
    number = number_for(serial)

    assert len(number) == 19
    assert is_number(number)
    for place, digit in enumerate(number):
        other = str((int(digit) + 1) % 10)
        assert not is_number(number[:place] + other + number[place + 1 :])


@given(serials, serials)
def test_no_two_accounts_share_a_number(one: int, other: int) -> None:
    assert (number_for(one) == number_for(other)) == (one == other)


@pytest.mark.parametrize("written", ["", "1", "0" * 18, "6" * 19, "６２９９００" + "0" * 13, "-" + "0" * 18, "abc"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert not is_number(written)


async def test_a_list_shows_what_is_there_and_what_can_leave(bank: World) -> None:
    mei = await bank.customer("李梅", cny="12.34")

    accounts = (await mei.call("account.list")).body["accounts"]

    assert [(a["kind"], a["title"], a["state"]) for a in accounts] == [
        ("current", "活期账户", "open"), ("savings", "储蓄账户", "open"),
    ]  # fmt: skip
    assert accounts[0]["balance"] == accounts[0]["available"] == {"amount": "12.34", "asset": "CNY"}
    assert (accounts[0]["id"], accounts[0]["number"]) == (mei.current, mei.number)
    assert accounts[0]["tail"] == mei.number[-4:]
    assert all(is_number(a["number"]) for a in accounts)


async def test_a_list_is_in_the_callers_language(bank: World) -> None:
    mei = await bank.customer("李梅")

    said = await bank.call("account.list", {}, token=mei.token, lang="en")

    assert [a["title"] for a in said.body["accounts"]] == ["Current account", "Savings account"]


async def test_neither_side_of_a_move_may_be_somebody_elses(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="100"), await bank.customer("王海", cny="100")
    money = {"amount": "1.00", "asset": "CNY"}

    for source, target, field in (
        (wang.current, mei.current, "source"), (mei.current, wang.current, "target"),
        (wang.current, wang.savings, "source"), (bank.outside, mei.current, "source"),
        (mei.current, bank.outside, "target"),
    ):  # fmt: skip
        said = await mei.call("transfer.own", source=source, target=target, amount=money)
        assert (said.status, said.code, said.body["field"]) == (404, "no_such_account", field)
    assert (await mei.balance(), await wang.balance()) == ("100.00", "100.00")


async def test_an_amount_in_another_currency_is_refused(bank: World) -> None:
    mei = await bank.customer("李梅", cny="100")
    own = {"source": mei.current, "target": mei.savings}
    for asset, amount in (("USD", "1.00"), ("JPY", "1"), ("POINT", "1"), ("XAU", "0.0001")):
        said = await mei.call("transfer.own", **own, amount={"amount": amount, "asset": asset})
        assert (said.code, said.body["field"]) == ("bad_input", "amount"), asset
