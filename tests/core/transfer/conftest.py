"""Who plays in the tests of orders."""

from __future__ import annotations

import pytest
from tests.world import Person, World


@pytest.fixture
async def trio(bank: World) -> tuple[Person, Person, int]:
    """Who orders, who is paid, and the payee's number. Other tests' jobs are out of the way."""
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute("UPDATE job_due SET state = 'done' WHERE state = 'due'")
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    return mei, wang, await mei.adds(wang)
