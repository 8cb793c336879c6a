"""The database goes away under a running bank: it is waited for, said so, and the bank goes on by itself."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest
from tests.world import Person, Said, World

from sycee.app.wiring import open_bank
from sycee.kit.db import start_server, status, stop_server

_BOOKED = "SELECT count(*) FROM ledger_entry WHERE transfer_id = ANY ($1::uuid[])"


def kills_database(home: Path) -> int:
    """Kill -9 every process that works in the home's data folder; returns how many there were."""
    found = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").samefile(home / "data"):
                os.kill(int(process.name), signal.SIGKILL)
                found += 1
    return found


async def saves(mei: Person, key: UUID, fen: int = 1) -> Said:
    """Fen into savings, which needs no proof."""
    amount = {"amount": f"0.{fen:02d}", "asset": "CNY"}
    return await mei.call("transfer.own", key=key, source=mei.current, target=mei.savings, amount=amount)


async def until_done(mei: Person, key: UUID) -> Said:
    """Ask again under the same key until there is another answer than that the bank is coming back."""
    while (said := await saves(mei, key)).code == "bank_unavailable":
        assert said.status == 503
        assert "恢复" in said.body["say"] or "稍后" in said.body["say"], said
        await asyncio.sleep(0.05)
    return said


async def booked(bank: World, keys: list[UUID]) -> int:
    async with bank.bank.db.writers.acquire() as connection:
        return int(await connection.fetchval(_BOOKED, keys))


async def test_a_database_that_is_killed_comes_back_by_itself_and_everything_is_done_once(lone: World) -> None:
    mei = await lone.customer("李梅", cny="1000")
    for _ in range(3):
        keys = [lone.new_key() for _ in range(40)]
        paying = [asyncio.create_task(until_done(mei, key)) for key in keys]
        await asyncio.sleep(0)
        assert kills_database(lone.bank.settings.home)
        said = await asyncio.gather(*paying)

        assert {s.code for s in said} == {"ok"}
        assert await booked(lone, keys) == 2 * len(keys)


async def test_a_database_that_was_stopped_is_said_to_be_away_until_it_is_started(lone: World) -> None:
    mei, key = await lone.customer("李梅", cny="1000"), lone.new_key()
    home = lone.bank.settings.home
    await stop_server(home)

    waiting = asyncio.create_task(saves(mei, key))
    away = await saves(mei, lone.new_key())
    ready = await lone.http.get("/readyz")

    assert (away.status, away.code) == (503, "bank_unavailable")
    assert (await waiting).code == "bank_unavailable"
    assert (ready.status_code, ready.json()["database"]) == (503, False)
    assert not (await status(home)).running, "who stopped it meant it"

    await start_server(home)
    assert (await until_done(mei, key)).code == "ok"
    assert await booked(lone, [key]) == 2
    await stop_server(home)
    await start_server(home)
    assert (await until_done(mei, lone.new_key())).code == "ok"
    (home / "keep").unlink()


async def test_a_transfer_that_waits_in_the_till_is_told_and_its_key_settles_it(
    lone: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mei, key = await lone.customer("李梅", cny="1000"), lone.new_key()
    await saves(mei, lone.new_key())
    reached, home = asyncio.Event(), lone.bank.settings.home
    commit = lone.bank.till._book.commit

    async def stops_first(*args: object) -> object:
        if not reached.is_set():
            reached.set()
            await stop_server(home)
        return await commit(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(lone.bank.till._book, "commit", stops_first, raising=False)
    said = await saves(mei, key)

    assert (said.status, said.code) == (503, "bank_unavailable")
    await start_server(home)
    assert (await until_done(mei, key)).code == "ok"
    assert await booked(lone, [key]) == 2
    (home / "keep").unlink()


async def test_the_same_key_sent_to_two_processes_at_once_is_done_once(lone: World) -> None:
    mei = await lone.customer("李梅", cny="1000")
    async with open_bank(lone.bank.settings) as second:
        other = World(second, lone.hands)
        elsewhere = Person(other, mei.name, mei.phone, mei.password, mei.party, mei.current, mei.savings, mei.number,
                           mei.address, mei.token)  # fmt: skip
        keys = [lone.new_key() for _ in range(30)]

        said = await asyncio.gather(*(saves(at, key) for key in keys for at in (mei, elsewhere)))

        assert {s.code for s in said} == {"ok"}
        assert all(here.body == there.body for here, there in zip(said[::2], said[1::2], strict=True))
        assert await booked(lone, keys) == 2 * len(keys)
        await other.close()
