"""A bank is copied while it works, and brought back as it was at an instant, in another place, and proven there."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
from tests.world import Person, Ran, World, sycee

from sycee.kit.db import running

_THERE = "SELECT key FROM journal_record WHERE verb = 'transfer.sweep' AND NOT refused"


@dataclass
class Payments:
    """What one customer moves between their own accounts: when each was asked for and when it was answered."""

    mei: Person
    asked: dict[UUID, datetime] = field(default_factory=dict)
    done: dict[UUID, datetime] = field(default_factory=dict)

    async def one(self) -> None:
        """A fen from the current account to savings."""
        key = self.mei.world.new_key()
        self.asked[key] = datetime.now(UTC)
        fen = {"amount": f"{1000 - len(self.asked) / 100:.2f}", "asset": "CNY"}
        said = await self.mei.call(
            "transfer.sweep", key=key, source=self.mei.current, target=self.mei.savings, keep=fen
        )
        assert said.status == 200, said
        self.done[key] = datetime.now(UTC)

    async def some(self, count: int) -> datetime:
        """So many; returns an instant after them and before whatever comes next."""
        for _ in range(count):
            await self.one()
        now = datetime.now(UTC)
        await asyncio.sleep(0)
        return now

    async def until(self, over: asyncio.Event) -> None:
        while not over.is_set():
            await self.one()


async def beside(payments: Payments, work: asyncio.Task[Ran]) -> Ran:
    """Pay without a pause while a command runs."""
    over = asyncio.Event()
    paying = asyncio.create_task(payments.until(over))
    try:
        return await work
    finally:
        over.set()
        await paying


async def kept(home: Path) -> set[UUID]:
    """Whose records a bank has that was brought back."""
    async with running(home) as server:
        connection = await asyncpg.connect(server.dsn())
        try:
            return {row["key"] for row in await connection.fetch(_THERE)}
        finally:
            await connection.close()


def newest(kept_in: str) -> Path:
    """The last copy in a backup's folder."""
    return sorted(Path(kept_in).glob("base-*"))[-1]


async def test_a_bank_comes_back_as_it_was_at_an_instant_and_as_far_as_its_log_goes(lone: World, place: Path) -> None:
    payments = Payments(await lone.customer("李梅", cny="1000"))
    home, kept_in = lone.bank.settings.home, str(place / "elsewhere" / "kept")
    keys = ("--keys", str(home / "keys" / "vault.json"))

    first = await beside(payments, asyncio.create_task(sycee(home, "backup", kept_in)))
    assert first.status == 0, first.err
    assert "keys/vault.json" in first.out
    instant = await payments.some(20)
    await payments.some(20)
    second = await beside(payments, asyncio.create_task(sycee(home, "backup", kept_in)))
    assert second.status == 0, second.err
    reach = datetime.fromisoformat(re.findall(r"\S+T\S+", second.out)[-2].strip("…"))
    doctor = await sycee(home, "doctor")
    assert f"{kept_in}, log until 20" in doctor.out
    assert "FAILING" not in doctor.out

    then = await sycee(place / "then", "restore", kept_in, *keys, "--at", instant.isoformat())
    last = await sycee(place / "last", "restore", kept_in, *keys)

    for ran, came in ((then, place / "then"), (last, place / "last")):
        assert ran.status == 0, (ran.out, ran.err)
        assert "✗" not in ran.out
        assert ran.out.count("✓") > 8
        assert not (came / "restoring").exists()
    assert await kept(place / "then") == {key for key, at in payments.done.items() if at <= instant}
    here = await kept(place / "last")
    assert {key for key, at in payments.done.items() if at <= reach} <= here <= set(payments.asked)

    for at, why in ((instant - timedelta(days=1), "begins at"), (instant + timedelta(days=1), "not yet to")):
        refused = await sycee(place / "never", "restore", kept_in, *keys, "--at", at.isoformat())
        assert refused.status == 1
        assert why in refused.err
        assert not (place / "never" / "data").exists()
    damaged = newest(kept_in) / "global" / "1262"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\x17")
    rotten = await sycee(place / "never", "restore", kept_in, *keys)
    assert f"damaged: {damaged}" in rotten.err
    over = await sycee(home, "restore", kept_in)
    assert over.status == 1
    assert "is something in" in over.err
    again = await sycee(place / "last", "backup", kept_in)
    assert again.status == 1
    assert "another bank" in again.err


def is_there(path: Path) -> bool:
    return path.exists()


async def killed_when(home: Path, there: Path, *words: str) -> None:
    """Run a command, and kill -9 it as soon as a file is there. Where what an earlier kill left behind is still at it,
    the command is refused, and run again."""
    while True:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "sycee.app.main", *words, env={**os.environ, "SYCEE_HOME": str(home)},
            stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        while process.returncode is None and not is_there(there):  # noqa: ASYNC110 another process makes it
            await asyncio.sleep(0.005)
        if process.returncode is None:
            process.kill()
            await process.wait()
            return
        assert process.returncode != 0, f"it was over before {there} was seen"
        await asyncio.sleep(0.1)


async def until_over(home: Path, *words: str) -> Ran:
    """Run a command again until nobody else is at it."""
    while "is being backed up or brought back" in (ran := await sycee(home, *words)).err:  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    return ran


async def test_a_backup_and_a_restore_that_are_killed_are_given_again(lone: World, place: Path) -> None:
    payments = Payments(await lone.customer("李梅", cny="1000"))
    await payments.some(5)
    home, kept_in, back = lone.bank.settings.home, place / "kept", place / "back"
    keys = ("--keys", str(home / "keys" / "vault.json"))

    await killed_when(home, kept_in / "part" / "backup_label", "backup", str(kept_in))
    assert (await until_over(home, "backup", str(kept_in))).status == 0
    for half in ("data/PG_VERSION", "run"):
        await killed_when(back, back / "restoring" / half, "restore", str(kept_in), *keys)
        assert not (back / "data").exists()
    ran = await until_over(back, "restore", str(kept_in), *keys)

    assert ran.status == 0, ran.err
    assert await kept(back) == set(payments.done)


async def test_what_cannot_be_backed_up_or_brought_back_is_named(lone: World, place: Path) -> None:
    home = lone.bank.settings.home
    (place / "full").mkdir()
    (place / "full" / "letter.txt").touch()

    for words, why in (
        (("backup", str(home / "data" / "kept")), "would be lost with it"),
        (("backup", str(place / "full")), "other files"),
        (("restore", str(place / "full")), "no backup that"),
    ):
        ran = await sycee(home, *words)
        assert (ran.status, ran.out) == (1, ""), ran
        assert why in ran.err
    nothing = await sycee(place / "new", "restore", str(place / "full"))
    assert "A backup holds no keys" in nothing.err
    own = await sycee(home, "backup", str(place / "kept"), SYCEE_DATABASE_URL="postgresql://elsewhere/bank")
    assert "with its own tools" in own.err


async def test_a_folder_that_takes_no_log_is_told_by_the_doctor_and_the_bank_goes_on(lone: World, place: Path) -> None:
    payments = Payments(await lone.customer("李梅", cny="1000"))
    home, kept_in = lone.bank.settings.home, place / "kept"
    assert (await sycee(home, "backup", str(kept_in))).status == 0
    kept_in.rename(place / "unplugged")

    await payments.some(3)
    owner = await asyncpg.connect(lone.bank.dsn)
    await owner.execute("SELECT pg_switch_wal()")
    while not await owner.fetchval("SELECT failed_count FROM pg_stat_archiver"):  # noqa: ASYNC110 another process
        await asyncio.sleep(0.05)
    await owner.close()
    await payments.some(3)

    assert "FAILING" in (await sycee(home, "doctor")).out
