"""Which entries have what was typed in them: in any of their texts, their notes or tags, or as it is spelled."""

from __future__ import annotations

import numpy as np

from sycee.insight.book._lines import Lines
from sycee.insight.book._pinyin import spelled
from sycee.insight.book._texts import Flags, Texts
from sycee.insight.category import CATEGORIES
from sycee.kit.words import Words

_LETTERS_MIN = 2


def with_all(lines: Lines, typed: str) -> Flags:
    """Lines in which each of the words is found somewhere."""
    mask = np.ones(len(lines.seq), np.bool_)
    for word in typed.casefold().split():
        mask &= _in_texts(lines.texts, word)[lines.text] | _in_category(lines, word) | _in_what_was_said(lines, word)
    return mask


def _in_texts(texts: Texts, word: str) -> Flags:
    found = np.array([word in f"{party} {memo} {kind}".casefold() for kind, party, memo in texts.all], np.bool_)
    shown = np.array([word in name.casefold() for name in texts.shown], np.bool_)
    if word.isascii() and word.isalpha() and len(word) >= _LETTERS_MIN:
        shown |= np.array([_is_spelled(name, word) for name in texts.shown], np.bool_)
        found |= np.array([_is_spelled(memo, word) for _, _, memo in texts.all], np.bool_)
    return found | shown[texts.party]


def _is_spelled(text: str, word: str) -> bool:
    return not text.isascii() and any(word in letters for letters in spelled(text))


def _in_category(lines: Lines, word: str) -> Flags:
    titles = [CATEGORIES[c].title if c in CATEGORIES else Words(c, c) for c in lines.codes]
    own = {own.code: own.title for own in lines.choices.categories}
    names = [f"{own.get(code, '')} {title.zh} {title.en}" for code, title in zip(lines.codes, titles, strict=True)]
    return np.array([word in name.casefold() for name in names], np.bool_)[lines.code]


def _in_what_was_said(lines: Lines, word: str) -> Flags:
    mask = np.zeros(len(lines.seq), np.bool_)
    for key, choice in lines.choices.by_entry.items():
        if word in f"{choice.note} {' '.join(choice.tags)}".casefold():
            row = lines.row_of(key)
            if row is not None:
                mask |= lines.entry == row
    return mask
