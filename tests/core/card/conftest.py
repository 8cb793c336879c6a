"""A bank of its own, by the clock of the ends of days, with somebody who holds a card."""

from __future__ import annotations

import pytest
from tests.core.card.card_steps import opens
from tests.core.closing.conftest import branch as branch
from tests.core.closing.conftest import days as days
from tests.world import Person, World


@pytest.fixture
async def mei(branch: World) -> Person:
    """Li Mei has 10,000 yuan, and so a card with a limit of 8,000; its statement is cut on the 5th."""
    return await opens(await branch.customer("李梅", cny="10000"))
