"""What one record moved: from two columns, from a signed one, or from an amount and a flag."""

import re
from typing import NamedTuple

from sycee.insight.book._statement._amount import Amount, amount
from sycee.insight.book._statement._cells import MONEY_GROUPS, Cells
from sycee.insight.book._statement._currency import currency
from sycee.insight.book._statement._shape import Direction
from sycee.kit.words import Words, words

_COMES = re.compile(r"退款|充值|转入|赎回|卖出|收款|存入|来自|解冻")
_NO_AMOUNT = words(zh="没有金额", en="There is no amount")
_NO_FLAG = words(zh="看不出是收入还是支出", en="It does not tell money in from money out")
_BOTH = words(zh="同时写了收入和支出", en="It states money in and money out at once")


class Money(NamedTuple):
    """What moved: `minor` signed, + in; `refunded` the part of it that came back."""

    minor: int
    direction: Direction
    asset: str
    refunded: int = 0


def money_of(cells: Cells) -> Money | Words:
    """What moved: as booked where the file says so, else as dealt."""
    for income, expense, single, unit in MONEY_GROUPS:
        asset = _asset(cells, unit)
        if cells.one(income) or cells.one(expense):
            return _of_two(cells, cells.one(income), cells.one(expense), asset)
        if written := cells.one(single):
            return _of_one(cells, written, asset)
    return _NO_AMOUNT


def read_amount(cells: Cells, written: str, asset: str) -> Amount | Words:
    """One cell as this file writes amounts; nothing written is zero."""
    return amount(written, asset, comma=cells.habits.comma) if written else Amount(0, False, asset)


def _asset(cells: Cells, unit: str) -> str:
    written = cells.one(unit)
    # A booked amount without its own currency is in the account's, not in the deal's.
    if not written and unit == "booked_currency" and not cells.has("amount") and not cells.has("income"):
        written = cells.one("currency")
    return currency(written) or written.upper()[:10] or cells.habits.asset


def _of_two(cells: Cells, income: str, expense: str, asset: str) -> Money | Words:
    came, went = read_amount(cells, income, asset), read_amount(cells, expense, asset)
    if isinstance(came, Words):
        return came
    if isinstance(went, Words):
        return went
    if came.minor and went.minor:
        return _BOTH
    # A negative number under "out" is a reversal: the money came back, unless all of them are written so.
    minor = came.minor - (abs(went.minor) if cells.habits.out_negative else went.minor)
    comes = minor > 0 or (minor == 0 and bool(income) and not expense)
    return Money(minor, "in" if comes else "out", came.asset if income else went.asset)


def _of_one(cells: Cells, written: str, asset: str) -> Money | Words:
    read = read_amount(cells, written, asset)
    if isinstance(read, Words):
        return read
    if cells.has("flag"):
        return _flagged(cells, read)
    minor = -read.minor if cells.habits.owed else read.minor
    return Money(minor, "in" if minor >= 0 else "out", read.asset, read.refunded)


def _flagged(cells: Cells, read: Amount) -> Money | Words:
    word = cells.one("flag")
    flag = cells.habits.flags.get(word.lower(), None if word else "neutral")
    if flag is None and not read.signed:
        return _NO_FLAG
    refunded = read.refunded or _refunded(cells, read.asset)
    if flag == "out":
        return Money(-abs(read.minor), "out", read.asset, refunded)
    if flag == "neutral" and (word or not read.signed):
        minor = abs(read.minor)
        return Money(minor if _comes(cells) else -minor, "neutral", read.asset)
    return Money(read.minor, "in" if read.minor >= 0 else "out", read.asset, refunded)


def _refunded(cells: Cells, asset: str) -> int:
    read = read_amount(cells, cells.one("refunded"), asset)
    return 0 if isinstance(read, Words) else abs(read.minor)


def _comes(cells: Cells) -> bool:
    """Which way a neutral row moves money: it changes no sum, only the sign that is shown."""
    return bool(_COMES.search(" ".join(cells.all("kind") + cells.all("status") + cells.all("text"))))
