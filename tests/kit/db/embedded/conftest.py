"""Homes for the tests of the embedded PostgreSQL."""

import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from embedded_processes import server_processes, until

from sycee.kit.db import _embedded as embedded


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that root can share with the server's user, unlike pytest's own."""
    path = Path(tempfile.mkdtemp(prefix="sycee-test-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
async def fresh(folder: Path) -> AsyncIterator[Path]:
    """A home that was never started, and whose server is gone when the test is over."""
    home = folder / "home"
    yield home
    for pid in server_processes(home):
        os.kill(pid, signal.SIGKILL)
    await until(lambda: not server_processes(home))


@pytest.fixture(scope="session")
async def house() -> AsyncIterator[Path]:
    """A home that was started and stopped before, for the many tests that are not about the first start."""
    with tempfile.TemporaryDirectory(prefix="sycee-test-", dir="/tmp") as folder:
        async with embedded.running(Path(folder)):
            pass
        yield Path(folder)


@pytest.fixture
async def home(house: Path) -> AsyncIterator[Path]:
    """The house with no server in it, and none left when the test is over."""
    yield house
    (house / "local.conf").unlink(missing_ok=True)
    await embedded.stop(house)
