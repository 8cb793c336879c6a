"""The closed list: its size, its sides, its words, and the guide that tells people of it."""

from __future__ import annotations

import re
from pathlib import Path

from sycee.insight.category import CATEGORIES, INCOME, NEITHER, SPENDING

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "ledger.md"


def test_there_are_nineteen_of_income_and_twenty_three_of_spending() -> None:
    assert (len(INCOME), len(SPENDING)) == (19, 23)
    assert len(CATEGORIES) == len(INCOME) + len(SPENDING) + len(NEITHER), "no code is on two sides"


def test_every_category_has_a_name_and_says_what_belongs_into_it_in_both_languages() -> None:
    said = [(c.title.zh, c.title.en, c.about.zh, c.about.en) for c in CATEGORIES.values()]

    assert all(all(texts) for texts in said)
    assert len({zh for zh, *_ in said}) == len({en for _, en, *_ in said}) == len(said), "no two have one name"


def test_the_guide_tells_of_every_category_and_of_no_other() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", GUIDE.read_text("utf-8"), re.M)

    assert rows == [(c.code, c.title.zh, c.title.en, c.about.zh, c.about.en) for c in CATEGORIES.values()]
