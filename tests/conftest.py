"""One real bank for all tests: an embedded PostgreSQL of its own, and the laws checked after every test that used it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from pytest_socket import disable_socket, enable_socket, socket_allow_hosts

from sycee.app.logs import set_up_logs
from sycee.app.settings import Settings
from sycee.app.wiring import open_bank
from tests.world import World

set_up_logs(verbose=False)


@pytest.fixture(autouse=True)
def _only_this_machine() -> Iterator[None]:
    """Nothing outside this machine is ever asked."""
    disable_socket(allow_unix_socket=True)
    enable_socket()
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    yield
    enable_socket()


@pytest.fixture(scope="session")
def bank_home() -> Iterator[Path]:
    """A home for the bank that is gone afterwards. Under /var/tmp, which the server's own user may enter."""
    home = Path(tempfile.mkdtemp(prefix="sycee-test-", dir="/var/tmp"))
    home.chmod(0o755)
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
async def world(bank_home: Path) -> AsyncIterator[World]:
    """The bank that all tests share: each makes customers of its own."""
    async with open_bank(Settings(bank_home, None, 8000, demo=True)) as bank:
        made = World(bank)
        await made.found()
        yield made
        await made.close()


@pytest.fixture
async def bank(world: World) -> AsyncIterator[World]:
    """The bank, for one test; afterwards its books and its record must be right."""
    yield world
    await world.laws_hold()
