"""What people type, read into a filter: amounts, days of every form, categories, and words that are left."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sycee.insight.book._pinyin import spelled
from sycee.insight.book._query import read_query

TODAY = date(2026, 11, 28)


def days(since: str, until: str | None = None) -> dict[str, Any]:
    return {"since": date.fromisoformat(since), "until": date.fromisoformat(until or since)}


TYPED: list[tuple[str, dict[str, Any], str]] = [
    ("星巴克", {}, "星巴克"),
    ("300左右", {"least": "270.00", "most": "330.00"}, ""),
    (">1000", {"least": "1000"}, ""),
    ("不到50元 咖啡", {"most": "50"}, "咖啡"),
    ("100到200 超市", {"least": "100", "most": "200"}, "超市"),
    ("28.16", {"least": "28.16", "most": "28.16"}, ""),
    ("去年十月", days("2025-10-01", "2025-10-31"), ""),
    ("十二月", days("2025-12-01", "2025-12-31"), ""),
    ("上周末", days("2026-11-21", "2026-11-22"), ""),
    ("上周", days("2026-11-16", "2026-11-22"), ""),
    ("昨天", days("2026-11-27"), ""),
    ("上个月", days("2026-10-01", "2026-10-31"), ""),
    ("3月5日", days("2026-03-05"), ""),
    ("12月5日", days("2025-12-05"), ""),
    ("2025-03-05", days("2025-03-05"), ""),
    ("2025年3月", days("2025-03-01", "2025-03-31"), ""),
    ("最近30天", days("2026-10-30", "2026-11-28"), ""),
    ("餐饮 去年", {"categories": ["dining"]} | days("2025-01-01", "2025-12-31"), ""),
    ("去年10月星巴克300左右", {"least": "270.00", "most": "330.00"} | days("2025-10-01", "2025-10-31"), "星巴克"),
    ("coffee last month over 20", {"least": "20"} | days("2026-10-01", "2026-10-31"), "coffee"),
    ("2月30日", {}, "2月30日"),
    ("7-11", {}, "7-11"),
    ("", {}, ""),
]


@pytest.mark.parametrize(("typed", "fields", "words"), TYPED, ids=[typed for typed, _, _ in TYPED])
def test_what_is_typed_is_read(typed: str, fields: dict[str, Any], words: str) -> None:
    read = read_query(typed, TODAY, {"餐饮": "dining"})

    assert (read.fields, read.words) == (fields, words)


def test_a_name_is_spelled_in_syllables_and_by_first_letters() -> None:
    assert spelled("瑞幸咖啡") == ("ruixingkafei", "rxkf")
    assert spelled("中国工商银行") == ("zhongguogongshangyinhang", "zggsyh"), "行 is háng in a bank"
