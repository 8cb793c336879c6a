"""What tests of the guard need besides: the world's clock on the wall, by which authenticators go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the world's clock, whatever the bank's own says."""

    def stands_at(instant: datetime) -> None:
        monkeypatch.setattr("sycee.guard.identity._authenticator.system_clock", lambda: instant)

    return stands_at
