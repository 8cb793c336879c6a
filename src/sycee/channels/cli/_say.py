"""What a person at a terminal reads."""

from __future__ import annotations

import sys


def say(line: object) -> None:
    """One line on stdout."""
    print(line, flush=True)  # noqa: T201


def complain(line: object) -> None:
    """One line on stderr."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201
