"""Processes of the bank that serve the socket."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from live_pages import Server, served
from tests.world import World


@pytest.fixture
async def live(bank: World) -> AsyncIterator[Server]:
    """A bank that is served."""
    async with served(bank) as server:
        yield server


@pytest.fixture
async def another(bank: World) -> AsyncIterator[Server]:
    """A second process on the same database."""
    async with served(bank) as server:
        yield server
