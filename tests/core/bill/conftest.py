"""Who pays bills."""

from __future__ import annotations

import pytest
from tests.world import Person, World


@pytest.fixture
async def mei(bank: World) -> Person:
    """Who pays. Other tests' jobs are out of the way."""
    await bank.facts_arrive()
    await bank.forgets_jobs()
    return await bank.customer("李梅", cny="1000")
