"""How somebody answered of late to what they were shown, theme by theme: by it another taste is noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

import numpy as np

from sycee.brain.recommend._seen import Floats
from sycee.brain.recommend._shelf import Shelf

LATELY = timedelta(days=14)
_MISTRUST = 10.0
"""As many showings of each theme as if they had been answered like all themes together."""
_OPENS, _OF = 1, 10
"""Opened of shown, before anything is known of a person."""


def answers(shelf: Shelf, deeds: Mapping[str, datetime], shown: Mapping[str, int], now: datetime) -> Floats:
    """Per number how much more often than all else this person opens what is of its theme, as a log; 0 where unknown.

    `shown`: how often what was not opened was shown in `LATELY`. Shares with a prior of `_MISTRUST` showings (an
    empirical Bayes estimate; Robbins, 1956): who opens nothing of a theme any more is shown less of it with every
    showing, however much of it they once did, which what they did alone would not tell.
    """
    theme = {good.code: shelf.theme(n) for n, good in enumerate(shelf.written.items)}
    opened = Counter(theme[code] for code, at in deeds.items() if code in theme and now - LATELY < at <= now)
    looked = opened.copy()
    for code, times in shown.items():
        if code in theme:
            looked[theme[code]] += times
    told = {}
    for name, times in looked.items():
        # Against all others alone: by its own answers a theme would be measured against itself.
        usual = (opened.total() - opened[name] + _OPENS) / (looked.total() - times + _OF)
        told[name] = np.log((opened[name] / usual + _MISTRUST) / (times + _MISTRUST))
    found = np.zeros(len(shelf.codes), np.float32)
    found[: len(theme)] = [told.get(name, 0.0) for name in theme.values()]
    return found
