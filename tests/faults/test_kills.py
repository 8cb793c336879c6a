"""Processes are killed with -9 under load, and nothing is lost or doubled; a bank that loses and doubles is caught."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_NONE = ("unknown", "lost", "doubled", "unasked", "refused_booked", "unbalanced", "balances_off", "total_off",
         "bad_reads", "laws_broken")  # fmt: skip


async def test_a_short_run_of_kills_loses_nothing_and_its_checker_is_worth_something() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.faults", "--quick", cwd=_ROOT, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()

    assert process.returncode == 0, said.decode()
    figures = json.loads(said.splitlines()[-1])["figures"]
    assert {name: figures[name] for name in _NONE} == dict.fromkeys(_NONE, 0)
    assert figures["mutant_caught"] == 1
    for some in ("acknowledged", "kills", "looked", "audits"):
        assert figures[some] > 0, figures
