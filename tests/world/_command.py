"""The command `sycee`, run as a process of its own beside the tests' bank."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.world._canaries import CANARIES


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its output, read as JSON."""
        return json.loads(self.out)


async def sycee(home: Path, *words: str, **environment: str) -> Ran:
    """Run `sycee` with these words on the bank in `home`, whatever the caller's environment says of Sycee."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sycee.app.main", *words, env=_environment(home, environment),
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    CANARIES.lines.append(err.decode())
    return Ran(process.returncode or 0, out.decode(), err.decode())


def _environment(home: Path, more: Mapping[str, str]) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("SYCEE_")}
    return {**ours, "SYCEE_HOME": str(home), **more}
