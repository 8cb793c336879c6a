"""One real bank for all tests, on an embedded PostgreSQL of its own; what tests do to it, its laws must hold."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from pytest_socket import disable_socket, enable_socket, socket_allow_hosts

from sycee.app.logs import set_up_logs
from sycee.app.settings import Settings
from sycee.app.wiring import open_bank
from sycee.kit.db import status
from tests.world import CANARIES, Hands, World


class _Stderr:
    """Whatever stderr is just then: pytest puts another in its place for every test."""

    def write(self, text: str) -> int:
        CANARIES.lines.append(text)
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


with pytest.MonkeyPatch.context() as patch:
    patch.setattr("sycee.app.logs.sys.stderr", _Stderr())
    set_up_logs(verbose=False)


@pytest.fixture(autouse=True)
def _only_this_machine() -> Iterator[None]:
    """Nothing outside this machine is ever asked."""
    disable_socket(allow_unix_socket=True)
    enable_socket()
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    yield
    enable_socket()


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Argon2id at the least cost it allows: hundreds of sign-ins would take minutes at the bank's own.

    tests/guard/identity asks for the bank's own cost in a process of its own.
    """
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sycee.guard.identity._password._HASHER", cheap)
        patch.setattr("sycee.guard.identity._password._NOBODYS", cheap.hash("nobody has this password"))
        yield


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
    hands = Hands()
    async with open_bank(Settings(bank_home, None, 8000, demo=True), clock=hands) as bank:
        made = World(bank, hands)
        await made.found()
        yield made
        await made.all_laws_hold()
        await made.close()
        log = (await status(bank_home)).log
        sings = CANARIES.in_lines() + CANARIES.in_file(log)
        assert not sings, f"something that a log, an answer or a metric may not know: {sings}"
        assert not await CANARIES.in_tables(bank.dsn), "something that is nowhere to be kept lies in these columns"


@pytest.fixture
async def bank(world: World) -> AsyncIterator[World]:
    """The bank, for one test; afterwards it must have kept to its word."""
    yield world
    await world.laws_hold()
