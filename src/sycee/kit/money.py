"""Money is an integer number of minor units and an asset. Nothing here rounds, and nothing loses a cent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering
from typing import Any, Self

from sycee.kit.errors import Refusal
from sycee.kit.words import words

MINOR_MAX = 10**15
"""Largest sum that one amount may name, in minor units: a bound far under what a 64-bit column holds."""

_MAJOR = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,8})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asset:
    """What is counted: a currency, points, grams of gold. `digits` minor digits make one major unit."""

    id: int
    code: str
    digits: int


CNY = Asset(1, "CNY", 2)
POINT = Asset(20, "POINT", 0)
_ELSEWHERE = "AUD CAD SGD CHF NZD THB TWD MOP SEK DKK NOK RUB INR MYR PLN CZK HUF ZAR MXN BRL TRY AED SAR IDR PHP DEM"
ASSETS = {
    a.code: a
    for a in (
        CNY,
        Asset(2, "USD", 2),
        Asset(3, "EUR", 2),
        Asset(4, "JPY", 0),
        Asset(5, "HKD", 2),
        Asset(6, "GBP", 2),
        POINT,
        Asset(30, "XAU", 4),
        # Currencies that the bank keeps no accounts in, and that statements of other banks are in.
        *(Asset(40 + n, code, 2) for n, code in enumerate(_ELSEWHERE.split())),
        Asset(70, "KRW", 0),
        Asset(71, "VND", 0),
    )
}
_BY_ID = {a.id: a for a in ASSETS.values()}


class UnknownAsset(Refusal):
    code, http = "unknown_asset", 422
    say = words(zh="不支持这个币种", en="That currency is not supported here")


class NotAnAmount(Refusal):
    code, http = "bad_amount", 422
    say = words(zh="金额格式不正确，请只用数字和小数点", en="That is not an amount: use digits and a point only")


class TooManyDigits(Refusal):
    code, http = "too_many_digits", 422
    say = words(zh="金额的小数位太多", en="That amount has too many decimal places")


class TooLarge(Refusal):
    code, http = "amount_too_large", 422
    say = words(zh="金额过大", en="That amount is too large")


class NotPositive(Refusal):
    code, http = "amount_not_positive", 422
    say = words(zh="金额必须大于零", en="The amount must be more than zero")


def asset(code: str) -> Asset:
    """The asset with this code; refuses codes that the bank does not keep."""
    try:
        return ASSETS[code]
    except KeyError:
        raise UnknownAsset(field="asset") from None


def asset_by_id(number: int) -> Asset:
    """The asset that the ledger stores under this number."""
    return _BY_ID[number]


@total_ordering
class Money:
    """An exact amount: `minor` units of `asset`, signed. Adding two assets is a fault, not a conversion."""

    __slots__ = ("asset", "minor")
    minor: int
    asset: Asset

    def __init__(self, minor: int, asset: Asset) -> None:
        if type(minor) is not int:
            raise TypeError(f"minor units are an int, not {type(minor).__name__}")
        _SET_MINOR(self, minor)
        _SET_ASSET(self, asset)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("money does not change; make another")

    @classmethod
    def parse(cls, major: str, asset: Asset) -> Self:
        """Read "500.00" as money. Refuses other scripts, exponents, too many places and absurd sums."""
        if len(major) > 32 or not _MAJOR.fullmatch(major):
            raise NotAnAmount(field="amount")
        scaled = Decimal(major).scaleb(asset.digits)
        if scaled != scaled.to_integral_value():
            raise TooManyDigits(field="amount", asset=asset.code, digits=asset.digits)
        if abs(scaled) > MINOR_MAX:
            raise TooLarge(field="amount")
        return cls(int(scaled), asset)

    def positive(self, field: str = "amount") -> Self:
        """This amount, refused unless more than zero. `field` names where the caller gave it."""
        if self.minor <= 0:
            raise NotPositive(field=field)
        return self

    def zero(self) -> Money:
        """Nothing, in the same asset."""
        return Money(0, self.asset)

    def split(self, parts: int) -> list[Money]:
        """Split with no cent lost: the first shares take the remainder."""
        share, rest = divmod(self.minor, parts)
        return [Money(share + (i < rest), self.asset) for i in range(parts)]

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.asset)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.asset)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.asset)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Money) and (self.minor, self.asset.id) == (other.minor, other.asset.id)

    def __hash__(self) -> int:
        return hash((self.minor, self.asset.id))

    def __repr__(self) -> str:
        return f"Money({self})"

    def __str__(self) -> str:
        return f"{self.major} {self.asset.code}"

    @property
    def major(self) -> str:
        """The amount in major units as exact text, such as "-500.00"."""
        digits = self.asset.digits
        if not digits:
            return str(self.minor)
        text = str(abs(self.minor)).zfill(digits + 1)
        return f"{'-' if self.minor < 0 else ''}{text[:-digits]}.{text[-digits:]}"

    def to_wire(self) -> dict[str, str]:
        """The form on every channel: `{"amount": "500.00", "asset": "CNY"}`."""
        return {"amount": self.major, "asset": self.asset.code}

    def to_json(self) -> bytes:
        """`to_wire` as JSON. An answer may hold thousands of amounts, and most of them are some yuan and fen."""
        if self.minor < 0 or self.asset.digits != 2:
            return b'{"amount":"%b","asset":"%b"}' % (self.major.encode(), self.asset.code.encode())
        return b'{"amount":"%d.%02d","asset":"%b"}' % (*divmod(self.minor, 100), self.asset.code.encode())

    @classmethod
    def from_wire(cls, wire: Any) -> Self:
        """Read the wire form; refuses anything but the two text fields."""
        if not isinstance(wire, dict) or set(wire) != {"amount", "asset"}:
            raise NotAnAmount(field="amount")
        if not isinstance(wire["amount"], str) or not isinstance(wire["asset"], str):
            raise NotAnAmount(field="amount")
        return cls.parse(wire["amount"], asset(wire["asset"]))

    def _same(self, other: Money) -> int:
        if other.asset.id != self.asset.id:
            raise TypeError(f"{self.asset.code} and {other.asset.code} do not add up")
        return other.minor


# Past `__setattr__`, by which money does not change.
_SET_MINOR, _SET_ASSET = vars(Money)["minor"].__set__, vars(Money)["asset"].__set__
