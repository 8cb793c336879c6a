"""A bank on a small disk that gets full, in a process of its own: `python faults_disk.py HOME`; prints what it said."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import asyncpg
from tests.world import Hands, Person, World

from sycee.app.logs import set_up_logs
from sycee.app.settings import Settings
from sycee.app.wiring import open_bank

_BOOKED = "SELECT count(*) FROM ledger_entry WHERE transfer_id = ANY ($1::uuid[])"


def fill(ballast: Path) -> None:
    """Leave no byte."""
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 4096)


async def pays(mei: Person, key: UUID) -> str:
    fen = {"amount": "0.01", "asset": "CNY"}
    said = await mei.call("transfer.own", key=key, source=mei.current, target=mei.savings, amount=fen, memo="满" * 20)
    assert said.code in ("ok", "bank_unavailable"), said
    assert said.code == "ok" or said.body["say"], said
    return said.code


async def many(mei: Person, keys: dict[UUID, str]) -> Counter[str]:
    """Twenty at once; what each was told is noted under its key."""
    fresh = [mei.world.new_key() for _ in range(20)]
    keys |= dict(zip(fresh, await asyncio.gather(*(pays(mei, key) for key in fresh)), strict=True))
    return Counter(keys[key] for key in fresh)


async def until_full(mei: Person, keys: dict[UUID, str]) -> Counter[str]:
    """Pay until the bank says that it cannot."""
    said: Counter[str] = Counter()
    while not said["bank_unavailable"]:
        said += await many(mei, keys)
    return said


async def until_all(mei: Person, keys: dict[UUID, str]) -> None:
    """Every one is asked for again until it is done."""
    for key in keys:
        while await pays(mei, key) != "ok":  # noqa: ASYNC110 another process does it
            await asyncio.sleep(0.1)


async def main(home: Path) -> dict[str, object]:
    ballast, keys = home / "ballast", dict[UUID, str]()
    async with open_bank(Settings(home, None, 8000, demo=True), clock=(hands := Hands())) as bank:
        world = World(bank, hands)
        await world.found()
        mei = await world.customer("李梅", cny="1000")
        await many(mei, keys)
        fill(ballast)
        tables = await until_full(mei, keys)
        ballast.unlink()
        await until_all(mei, keys)

        owner = await asyncpg.connect(bank.dsn)
        fill(ballast)
        with suppress(asyncpg.PostgresError, OSError, asyncpg.InterfaceError):
            while True:  # until the log itself has no room to go on in
                await owner.execute("SELECT pg_logical_emit_message(true, 'much', repeat('x', 1000000))")
        owner.terminate()
        log = await until_full(mei, keys)
        ballast.unlink()
        await until_all(mei, keys)

        async with bank.db.writers.acquire() as connection:
            booked = await connection.fetchval(_BOOKED, list(keys))
        await world.all_laws_hold()
        await world.close()
    fell = "not properly shut down" in (home / "postgres.log").read_text()
    return {"tables": tables, "log": log, "keys": len(keys), "booked": booked, "fell": fell}


if __name__ == "__main__":
    set_up_logs(verbose=False)
    sys.stdout.write(json.dumps(asyncio.run(main(Path(sys.argv[1])))) + "\n")
