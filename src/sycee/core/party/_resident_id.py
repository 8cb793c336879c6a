"""Resident identity numbers (GB 11643): region, date of birth, serial, check digit; and how old that makes one."""

from __future__ import annotations

import re
from datetime import date

from sycee.kit.errors import Refusal
from sycee.kit.words import words

AGE_MIN = 16
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHAPE = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
# GB/T 2260: provinces, regions, and those who live here from Hong Kong, Macao and Taiwan.
_REGIONS = frozenset(
    str(n) for n in (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71,
                     81, 82, 83)
)  # fmt: skip
_OLDEST = 130


class BadDocument(Refusal):
    code, http = "bad_document", 422
    say = words(
        zh="身份证号不正确，请核对每一位", en="That is not a resident identity number: please check every digit"
    )


class TooYoung(Refusal):
    code = "too_young"
    say = words(
        zh="自己开户须年满 16 周岁，请由监护人带您到网点办理",
        en="To open an account alone one must be 16: please come to a branch with a parent or guardian",
    )


def resident_id(written: str, today: date) -> str:
    """The eighteen signs of a number that can be one; refuses any other, and whoever is not yet sixteen."""
    number = re.sub(r"\s", "", written).upper()
    born = _born(number) if _SHAPE.fullmatch(number) and number[:2] in _REGIONS else None
    if born is None or number[17] != check_digit(number[:17]) or not 0 <= _years(born, today) <= _OLDEST:
        raise BadDocument(field="document")
    if _years(born, today) < AGE_MIN:
        raise TooYoung(field="document")
    return number


def check_digit(body: str) -> str:
    """The last sign of a number that begins with these seventeen digits (ISO 7064, MOD 11-2)."""
    return _CHECKS[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def _born(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _years(born: date, today: date) -> int:
    """Whole years; below zero for who is not born yet."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
