"""Text from outside is what it looks like."""

from __future__ import annotations

import json

import pytest

from sycee.kit.capability import Ask, decode
from sycee.kit.errors import BadInput
from sycee.kit.words import Text, locale_of, visible, words


class Note(Ask, frozen=True):
    memo: Text


@pytest.mark.parametrize(
    "hidden",
    ["\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "\x00", "\n", "\x1b", "\u034f", "\u115f", "\u3164", "\uffa0",
     "\u2800", "\U000e0041", "\U0001d173"],
)  # fmt: skip
def test_hidden_characters_are_refused_by_name_and_taken_out_of_files(hidden: str) -> None:
    wire = json.dumps({"memo": f"a{hidden}b"}).encode()
    with pytest.raises(BadInput) as no:
        decode(Note, wire)
    assert no.value.field == "memo"
    assert visible(f"a{hidden}b") == "ab"


@pytest.mark.parametrize("text", ["❤️", "👩‍🦰"[:1], "王海洋", "O'Neil-Müller", "①㈱", "𠮷野"])
def test_what_people_write_is_let_in_as_it_is(text: str) -> None:
    assert decode(Note, json.dumps({"memo": text}).encode()).memo == text
    assert visible(text) == text


def test_two_spellings_of_one_letter_become_one() -> None:
    assert decode(Note, '{"memo": "e\u0301"}'.encode()).memo == "\u00e9"


def test_the_first_language_asked_for_decides() -> None:
    assert [locale_of(asked) for asked in ("en-US,zh;q=0.9", "zh-CN", "de", "")] == ["en", "zh", "zh", "zh"]
    assert words(zh="您好{name}", en="Hello {name}").say("en", name="Mei") == "Hello Mei"
