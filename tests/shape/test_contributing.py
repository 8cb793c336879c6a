"""The example in CONTRIBUTING.md is a real one: what it shows is what is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHOWN = ("src/sycee/core/transfer/_sweep.py", "tests/core/transfer/test_sweep.py")


def test_the_example_is_the_verb_and_its_test() -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL)
    assert blocks == [(ROOT / path).read_text("utf-8") for path in SHOWN]
