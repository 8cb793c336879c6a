"""A bank of its own for the ends of days, whose books go by the test's clock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.world import World

from sycee.app.settings import Settings
from sycee.app.wiring import open_bank
from sycee.kit.time import BANK_ZONE


class Days:
    """A clock that stands where it was put: noon of a bank day, unless told otherwise."""

    def __init__(self) -> None:
        self.now = datetime(2027, 11, 25, 12, tzinfo=BANK_ZONE).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, month: int, day: int, hour: int = 12, *, year: int = 2027, minute: int = 0) -> None:
        self.now = datetime(year, month, day, hour, minute, tzinfo=BANK_ZONE).astimezone(UTC)

    def forth(self, **how_much: float) -> None:
        self.now += timedelta(**how_much)


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
async def branch(world: World, days: Days, tmp_path: Path) -> AsyncIterator[World]:
    """A bank that was founded today, beside the tests' own; afterwards its books and its record must be right."""
    settings = Settings(tmp_path, await world.database("end_of_day"), 8000, demo=True)
    async with open_bank(settings, clock=days, ledger_clock=days) as bank:
        made = World(bank, world.hands)
        await made.found()
        yield made
        await made.all_laws_hold()
        await made.close()
