"""From a cell to an integer of minor units. Nothing is guessed and no digit is dropped."""

import re
from typing import NamedTuple

from sycee.insight.book._statement._clean import narrow
from sycee.insight.book._statement._currency import currency
from sycee.kit.money import ASSETS, MINOR_MAX
from sycee.kit.words import Words, words

_MINUS = str.maketrans(
    {"−": "-", "－": "-", "＋": "+", "，": ",", "．": ".", "（": "(", "）": ")", "￥": "¥", "＄": "$", "’": "'"}
)
_SIGN = r"[+-]?"
_UNIT = r"(?:[A-Z]{3}|(?:HK|US|NT|A|C|S|NZ)?[$¥€£₩฿₹])?"
_CELL = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>{_SIGN})\s*(?P<unit>{_UNIT})\s*(?P<sign2>{_SIGN})\s*"
    r"(?P<number>[0-9][0-9.,' ]*|\.[0-9]+)\s*(?P<tail>元|[A-Z]{3}|CR|DR|[$€£]|-)?\s*(?P<close>\))?"
    r"(?:\((?P<note>[^()]{1,40})\))?",
    re.IGNORECASE,
)
_POINT = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:[,' ][0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}|[0-9]*)(?:\.(?P<part>[0-9]*))?"
)
_COMMA = re.compile(r"(?P<whole>[0-9]{1,3}(?:[.' ][0-9]{3})+|[0-9]*)(?:,(?P<part>[0-9]*))?")
_TAIL_SIGNS = {"-": "-", "dr": "-", "cr": "+"}
_SHARED = {"¥": ("CNY", "JPY"), "$": ("USD", "HKD", "AUD", "CAD", "SGD", "NZD", "TWD", "MOP")}
_REFUNDED = re.compile(r"已退款[:：]?\s*¥?(?P<number>[0-9][0-9.,]*)")
_NOT_A_NUMBER = words(zh="金额不是数字", en="The amount is not a number")


class Amount(NamedTuple):
    """`minor` signed as written, of `asset`; `signed` when a sign was written; `refunded` as a note says."""

    minor: int
    signed: bool
    asset: str
    refunded: int = 0


def amount(cell: str, asset: str, *, comma: bool = False) -> Amount | Words:
    """Read one amount. `comma`: the file writes 1.234,56. A currency in the cell wins over `asset`."""
    found = _CELL.fullmatch(narrow(cell).translate(_MINUS))
    if not found or bool(found["open"]) != bool(found["close"]) or (found["sign"] and found["sign2"]):
        return _NOT_A_NUMBER
    tail = (found["tail"] or "").lower()
    beside = found["unit"] or ("" if tail in _TAIL_SIGNS else tail)
    code = _code(beside, asset)
    if code is None:
        return _NOT_A_NUMBER
    minor = _minor(found["number"], code, comma)
    if isinstance(minor, Words):
        return minor
    signs = found["sign"] + found["sign2"] + ("-" if found["open"] else "") + _TAIL_SIGNS.get(tail, "")
    refunded = _refunded(found["note"] or "", code)
    return Amount(-minor if "-" in signs else minor, bool(signs), code, refunded)


def _code(beside: str, asset: str) -> str | None:
    """The currency written beside the number; a bare ¥ or $ is the account's own where it is one of those."""
    return asset if not beside or asset in _SHARED.get(beside, ()) else currency(beside.upper())


def _minor(number: str, asset: str, comma: bool) -> int | Words:
    found = (_COMMA if comma else _POINT).fullmatch(number.strip())
    if not found or not (found["whole"] or found["part"]):
        return _NOT_A_NUMBER
    if asset not in ASSETS:
        return words(zh=f"不支持的币种 {asset}", en=f"The bank keeps no {asset}")
    places = ASSETS[asset].digits
    part = (found["part"] or "").rstrip("0")
    if len(part) > places:
        return words(zh=f"金额的小数位多于 {places} 位", en=f"The amount has over {places} decimal digits")
    whole = re.sub(r"\D", "", found["whole"]) or "0"
    # Length first: turning a million digits into a number is work for nothing.
    if len(whole) > 20 or (minor := int(whole + part.ljust(places, "0"))) > MINOR_MAX:
        return words(zh="金额大得不像真的", en="The amount is too large to be real")
    return minor


def _refunded(note: str, asset: str) -> int:
    found = _REFUNDED.search(note)
    minor = _minor(found["number"], asset, False) if found else 0
    return minor if isinstance(minor, int) else 0
