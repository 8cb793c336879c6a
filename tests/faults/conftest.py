"""A bank that may be broken: a home of its own, founded as the shared one is."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from tests.world import Hands, World

from sycee.app.settings import Settings
from sycee.app.wiring import open_bank


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the server's user may enter, gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="sycee-test-", dir="/var/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
async def lone(place: Path) -> AsyncIterator[World]:
    """A bank of this test's own; afterwards its books and its record must be right."""
    hands = Hands()
    async with open_bank(Settings(place / "home", None, 8000, demo=True), clock=hands) as bank:
        world = World(bank, hands)
        await world.found()
        yield world
        await world.all_laws_hold()
        await world.close()
