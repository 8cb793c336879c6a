"""The vocabulary of events: machine words and small numbers, in which nothing that tells who somebody is has room."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from msgspec import Meta

from sycee.kit.words import END, Words, words

Kind = Literal["track", "page", "identify", "call"]
EventName = Annotated[
    str, Meta(min_length=1, max_length=64, pattern=rf"^[a-z0-9._-]*{END}", examples=["recommend.opened"])
]

WORD_MAX = 64
PROPS_MAX = 12
DIGITS_MAX = 5
"""Digits in a word or a number: a telephone, an account, a document and a code by SMS all have six or more."""
NUMBER_BELOW = 100_000

_WORD = re.compile(r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*")
# What a property of such a name would hold is somebody's, however it is written.
_PERSONAL = frozenset(
    ("name", "phone", "mobile", "tel", "mail", "email", "address", "document", "passport", "idcard", "birthday",
     "wechat", "password", "secret", "token", "code", "pin", "account", "iban", "memo", "note", "text", "ip")
)  # fmt: skip

_WHY = {
    "word": words(zh="只接受小写英文字母开头的短词", en="Only short words of small letters, digits, dots and dashes"),
    "digits": words(zh="数字太多，可能是号码", en="So many digits may be somebody's number"),
    "page": words(zh="页面名里不能有数字", en="The name of a page has no digits: no address of anybody's own"),
    "personal": words(zh="这个属性可能含个人信息", en="A property of that name may tell who somebody is"),
    "value": words(zh="属性只能是数、是否或短词", en="A property is a number, yes or no, or a short word"),
    "number": words(zh="数太大或太细", en="A number is below 100,000 and has three decimals at most"),
    "many": words(zh="属性太多", en="There are more than twelve properties"),
    "future": words(zh="时间在未来", en="That is still to come"),
    "old": words(zh="超过七天", en="That is more than seven days ago"),
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """Which field of an event cannot be kept, and why: a code, and words for it."""

    field: str
    reason: str

    @property
    def say(self) -> Words:
        """The reason in words."""
        return _WHY[self.reason]


def wrong_name(kind: Kind, name: str) -> Wrong | None:
    """What is wrong with an event's name; None where nothing is."""
    if kind == "page" and any(letter.isdigit() for letter in name):
        return Wrong("name", "page")
    reason = _wrong_word(name)
    return Wrong("name", reason) if reason else None


def wrong_props(props: dict[str, Any]) -> Wrong | None:
    """The first property that is not a number, yes or no, or a machine word under a name that is one."""
    if len(props) > PROPS_MAX:
        return Wrong("props", "many")
    for key, value in props.items():
        reason = _wrong_word(key) or ("personal" if _PERSONAL & set(re.split("[._-]", key)) else _wrong_value(value))
        if reason:
            return Wrong(f"props.{key}" if not _wrong_word(key) else "props", reason)
    return None


def _wrong_word(text: str) -> str | None:
    if len(text) > WORD_MAX or not _WORD.fullmatch(text):
        return "word"
    return "digits" if sum(letter.isdigit() for letter in text) > DIGITS_MAX else None


def _wrong_value(value: Any) -> str | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        fits = abs(value) < NUMBER_BELOW and round(value, 3) == value
        return None if fits else "number"
    return _wrong_word(value) if isinstance(value, str) else "value"
