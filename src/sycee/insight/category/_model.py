"""A learned classifier: letters of the texts, size and hour of the entry, and what the rules say.

It is a linear model over hashed n-grams. Its file (`model.npz`) is made by `python -m benchmarks.categorise --train`
from the city's labelled entries, and its card is docs/models/categories.md.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from sycee.insight.category._list import CATEGORIES
from sycee.insight.category._party import counterparty
from sycee.insight.category._rules import by_rule

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

CODES = tuple(CATEGORIES)
BUCKETS, SIZES, HOURS = 8192, 32, 25
FILE = Path(__file__).with_name("model.npz")
_GRAMS = (1, 2, 3)
_TEXT_MAX = 40
_HOUR_US, _EAST_US = 3_600_000_000, 8 * 3_600_000_000
_NEVER = np.float32(-1e9)
# What is less likely than not to be right is not said: it stays among what nobody could name.
_LEAST_LIKELY = 0.5
NUMBER = {code: n for n, code in enumerate(CODES)}
_OTHER_IN, _OTHER_OUT = NUMBER["other_in"], NUMBER["other_out"]
_SIDES = np.array([{"in": 1, "out": -1, "neither": 0}[c.side] for c in CATEGORIES.values()])


@dataclass(frozen=True, slots=True)
class Model:
    """Weights: of each bucket of letters, each size, each hour, and each code that a rule may say."""

    letters: npt.NDArray[np.int8]
    scale: Floats
    size: Floats
    hour: Floats
    rule: Floats

    def of_text(self, kind: str, party: str, memo: str) -> Floats:
        """What the letters say for each category."""
        found = features(kind, party, memo)
        summed = self.letters[found].sum(axis=0, dtype=np.int32)
        return np.asarray(summed * self.scale / np.sqrt(len(found)), np.float32)


@lru_cache(maxsize=1)
def model() -> Model:
    """The model that the package carries."""
    kept = np.load(FILE, allow_pickle=False)
    return Model(kept["letters"], kept["scale"], kept["size"], kept["hour"], kept["rule"])


def features(kind: str, party: str, memo: str) -> Ints:
    """Buckets of the n-grams of both texts, of the counterparty and of the kind."""
    found = {crc32(f"k{kind}".encode()), crc32(f"p{counterparty(party, memo)}".encode())}
    for place, text in enumerate((party, memo)):
        plain = f"^{unicodedata.normalize('NFKC', text).casefold()[:_TEXT_MAX]}$"
        for n in _GRAMS:
            found |= {crc32(f"{place}{plain[at : at + n]}".encode()) for at in range(len(plain) - n + 1)}
    return np.array(sorted({each % BUCKETS for each in found}), np.int64)


def rule_of(kind: str, party: str, memo: str, inward: bool) -> int:
    """What the rules say, and how sure they are, as one number: three for each category."""
    guess = by_rule(kind, party, memo, inward)
    # The model has learned from the bank's own kinds. In rows of files it is asked of spending that no word tells.
    sure = guess.sure if kind.isascii() or not (guess.sure or inward) else 2
    return NUMBER[guess.code] * 3 + sure


def size_of(amount: Ints) -> Ints:
    """The size of amounts by half powers of two of a yuan."""
    return np.asarray(np.clip(np.log2(np.maximum(np.abs(amount), 1) / 100) * 2 + 6, 0, SIZES - 1).astype(np.int64))


def hour_of(at: Ints) -> Ints:
    """The hour of instants in microseconds; midnight sharp, which many files write for no hour, apart."""
    of_day = (at + _EAST_US) % (24 * _HOUR_US)
    return np.where(of_day == 0, HOURS - 1, of_day // _HOUR_US)


def decided(letters: Floats, rule: Ints, amount: Ints, at: Ints) -> Ints:
    """The category of each entry. Where its kind leaves no doubt the model is not asked; where the model is in doubt
    (softmax below a half), the entry is other income or other spending, which is counted."""
    learned = model()
    scores = letters + learned.size[size_of(amount)] + learned.hour[hour_of(at)] + learned.rule[rule]
    inward = amount > 0
    scores = np.where((np.where(inward, 1, -1)[:, None] == _SIDES) | (_SIDES == 0), scores, _NEVER)
    best = np.argmax(scores, axis=1)
    likely = 1 / np.exp(scores - scores.max(axis=1, keepdims=True)).sum(axis=1)
    told = np.where(likely >= _LEAST_LIKELY, best, np.where(inward, _OTHER_IN, _OTHER_OUT))
    return np.where(rule % 3 == 2, rule // 3, told)
