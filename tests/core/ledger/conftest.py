"""A ledger of its own for the tests of the till: hundreds of plans at once, cut connections, two tills."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.laws.ledger_books import Books, open_books


@pytest.fixture(scope="package")
async def books(bank_home: Path) -> AsyncIterator[Books]:
    async with open_books(bank_home, "ledger_till") as opened:
        yield opened
