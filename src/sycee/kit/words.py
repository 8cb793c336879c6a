"""Every word that a person sees: Chinese first, English complete."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

Locale = Literal["zh", "en"]

# Control characters, zero-width and direction marks, blank letters: they let a name read as what it is not.
_HIDDEN = (
    "\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e\\u200b-\\u200f\\u2028-\\u202e"
    "\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
END = r"$(?!\n)"
"""End of a pattern. In Python `$` alone also fits before a last line break; JSON Schema has no \\Z."""
VISIBLE = f"^[^{_HIDDEN}]*{END}"
"""Pattern of text without anything hidden in it."""
_HIDDEN_ONES = re.compile(f"[{_HIDDEN}]")

Text = Annotated[str, Meta(max_length=60, pattern=VISIBLE, description="short text that a person wrote")]
Name = Annotated[str, Meta(min_length=1, max_length=60, pattern=VISIBLE, description="a person's or shop's name")]


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages; `{name}` places are filled from facts."""

    zh: str
    en: str

    def say(self, locale: Locale = "zh", **facts: object) -> str:
        """The sentence in one language, its places filled."""
        sentence = self.en if locale == "en" else self.zh
        return sentence.format_map(facts) if facts else sentence


def words(*, zh: str, en: str) -> Words:
    """A sentence that a person may see. Both languages, always."""
    return Words(zh, en)


def normal(text: str) -> str:
    """Canonical form (NFC) of text from outside, so that what looks the same is the same."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def visible(text: str) -> str:
    """Text from a file that cannot be sent back: canonical, with hidden characters taken out."""
    return _HIDDEN_ONES.sub("", normal(text))


def locale_of(accept: str) -> Locale:
    """The language that an Accept-Language header asks for first; Chinese where it names neither."""
    first = accept.split(",", 1)[0].strip().lower()
    return "en" if first.startswith("en") else "zh"
