"""A full disk: the bank says that it cannot, loses nothing, and goes on when there is room again."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_SMALL = 'mount -t tmpfs -o size=256m,mode=755 none "$1"; shift; exec "$@"'
_ROOT = Path(__file__).parents[2]


def can(*command: str) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


async def test_a_bank_on_a_full_disk_refuses_and_goes_on_when_there_is_room(place: Path) -> None:
    home = place / "small"
    home.mkdir()
    alone = ["unshare", "--mount", "sh", "-c", _SMALL, "sh", str(home)]
    if not can(*alone, "true"):
        pytest.skip("a small disk cannot be mounted here")
    script = str(Path(__file__).with_name("faults_disk.py"))

    process = await asyncio.create_subprocess_exec(
        *alone, sys.executable, script, str(home), cwd=_ROOT, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": f"{_ROOT}:{os.environ.get('PYTHONPATH', '')}"},
    )  # fmt: skip
    out, err = await process.communicate()

    assert process.returncode == 0, err.decode()[-3000:]
    said = json.loads(out)
    assert said["tables"]["bank_unavailable"] > 0
    assert said["log"]["bank_unavailable"] > 0
    assert said["booked"] == 2 * said["keys"]
    assert said["fell"], "without room for its log the server falls, which is the worst of it"
