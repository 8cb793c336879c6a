"""How Chinese is typed without typing it: whole syllables, or their first letters."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=65_536)
def spelled(text: str) -> tuple[str, str]:
    """A text's syllables one after another, and their first letters; what is not Chinese stays as it is."""
    # A seventh of start-up, for a dictionary that only searching needs.
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(text.casefold())
    return "".join(syllables), "".join(s[:1] if len(s) < 7 and s.isalpha() else s for s in syllables)
