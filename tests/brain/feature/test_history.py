"""The history of events: each day in a file, once, whoever was killed when; and the way back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pyarrow.parquet as pq
import pytest
from tests.world import Person, World

from sycee.brain.feature import Damaged, EventFiles, archive, days, purge, replay
from sycee.brain.feature._files import COLUMNS
from sycee.kit.capability import Context, Nothing
from sycee.kit.time import bank_day, day_starts

DAY = date(2026, 3, 1)
PUT = """
INSERT INTO feature_event (owner, message, kind, name, at, came_at, channel, props)
SELECT o, gen_random_uuid(), 'track', 'name.' || chr(97 + n % 26), $3, $3::timestamptz + n * interval '1 second',
    'http', '{"n": 1}'
FROM unnest($1::bigint[]) o, generate_series(1, $2::integer) n
"""


class Past:
    """Events as time has left them, in a table that others leave alone."""

    def __init__(self, bank: World, owner: Any, files: EventFiles) -> None:
        self.bank, self.owner, self.files = bank, owner, files

    async def puts(self, at: datetime, count: int, *people: int) -> None:
        """Some events of each of these, which came at an instant."""
        await self.owner.execute(
            "INSERT INTO feature_teller (owner, since, used) SELECT o, now(), 0 FROM unnest($1::bigint[]) o "
            "WHERE o > 0 ON CONFLICT DO NOTHING", people,
        )  # fmt: skip
        await self.owner.execute(PUT, people, count, at)

    async def there(self, *people: int) -> set[tuple[int, UUID]]:
        """Whose events are there, by message."""
        rows = await self.owner.fetch(
            "SELECT owner, message FROM feature_event WHERE owner = ANY ($1::bigint[]) AND kind = 'track'", people
        )
        return {(row["owner"], row["message"]) for row in rows}

    async def does(self, work: Callable[[Context], Any], now: datetime) -> Any:
        """Do work of the bank's own at an instant."""
        ctx = self.bank.bank.context()
        ctx = replace(ctx, now=now, key=uuid4(), ports={**ctx.ports, EventFiles: self.files})
        return await self.bank.bank.runner.as_bank(ctx, "test.events", work)

    async def archives(self, now: datetime) -> None:
        """Write every day that is over, as the worker does one after another."""
        for _ in range(4):
            await self.does(lambda ctx: archive(ctx, Nothing()), now)

    async def purges(self, now: datetime) -> None:
        await self.does(lambda ctx: purge(ctx, Nothing()), now)


@pytest.fixture
async def past(bank: World, tmp_path: Path) -> AsyncIterator[Past]:
    owner = await asyncpg.connect(bank.bank.dsn)
    await owner.execute("TRUNCATE feature_event, feature_archive")
    yield Past(bank, owner, EventFiles(tmp_path / "events"))
    await owner.execute("TRUNCATE feature_event, feature_archive")
    await owner.close()


NEXT = day_starts(DAY + timedelta(days=1))


async def test_a_day_that_is_over_becomes_a_file_and_comes_back_whole_after_it_has_gone(past: Past) -> None:
    mei, wang = await past.bank.customer("李梅"), await past.bank.customer("王海")
    people = mei.party, wang.party, -1
    await past.puts(day_starts(DAY), 30, *people)
    await past.puts(NEXT, 5, *people)
    before = await past.there(*people)

    await past.archives(NEXT + timedelta(minutes=59))
    assert not past.files.path(DAY).exists(), "what came last may not be committed yet"
    await past.archives(NEXT + timedelta(minutes=61))

    rows = pq.read_table(past.files.path(DAY)).to_pylist()
    assert (len(rows), set(rows[0])) == (90, set(COLUMNS))
    assert [row["came_at"] for row in rows] == sorted(row["came_at"] for row in rows)
    assert len({row["alias"] for row in rows}) == 3
    assert not past.files.path(DAY + timedelta(days=1)).exists(), "that day is not over"
    await past.purges(NEXT + timedelta(days=29))
    assert await past.there(*people) == before
    await past.purges(NEXT + timedelta(days=31))
    assert len(await past.there(*people)) == 15, "what is in no file stays, however old it is"

    back = NEXT + timedelta(days=40)
    assert [await past.does(lambda ctx: replay(ctx, DAY), back) for _ in range(2)] == [90, 0]
    assert await past.there(*people) == before
    await past.purges(back + timedelta(days=29))
    assert await past.there(*people) == before, "what was read back is recent again"
    [day] = await past.does(days, back)
    assert (day.day, day.events, day.whole) == (DAY, 90, True)


async def test_killed_anywhere_and_run_again_nothing_is_there_twice_and_nothing_is_lost(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sycee.brain.feature._archive.ROWS", 7)
    monkeypatch.setattr("sycee.brain.feature._files.ROWS", 7)
    mei = await past.bank.customer("李梅")
    await past.puts(day_starts(DAY), 30, mei.party)
    before, over = await past.there(mei.party), NEXT + timedelta(hours=2)

    async def killed(ctx: Context) -> None:
        await archive(ctx, Nothing())
        raise KeyboardInterrupt  # the file is there, the row that names it is not

    with pytest.raises(KeyboardInterrupt):
        await past.does(killed, over)
    first = past.files.path(DAY).read_bytes()
    assert await past.does(days, over) == []
    past.files.path(DAY).with_suffix(".new").write_bytes(b"half of it")
    await past.archives(over)
    assert past.files.path(DAY).read_bytes() == first, "the same day makes the same file"
    await past.purges(NEXT + timedelta(days=31))
    assert await past.there(mei.party) == set()

    async def cut(ctx: Context) -> None:
        await replay(ctx, DAY)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await past.does(cut, over)
    assert await past.there(mei.party) == set(), "a day comes back wholly or not at all"
    assert await past.does(lambda ctx: replay(ctx, DAY), over) == 30
    assert await past.there(mei.party) == before


async def test_of_who_has_said_no_the_files_tell_nothing_and_nothing_comes_back(past: Past) -> None:
    mei, wang = await past.bank.customer("李梅"), await past.bank.customer("王海")
    await past.puts(day_starts(DAY), 3, mei.party, wang.party)
    await past.archives(NEXT + timedelta(hours=2))

    await mei.call("recommend.personal", on=False)
    await mei.call("recommend.personal", on=True)

    assert await past.there(mei.party) == set()
    await past.does(lambda ctx: replay(ctx, DAY), NEXT)
    assert await past.there(mei.party) == set(), "a yes does not bring back what was before the no"
    assert len(await past.there(wang.party)) == 3
    known = {row["alias"].bytes for row in await past.owner.fetch("SELECT alias FROM feature_teller")}
    assert len({row["alias"] for row in pq.read_table(past.files.path(DAY)).to_pylist()} - known) == 1


@pytest.mark.parametrize("harm", ["gone", "changed"])
async def test_a_file_that_is_not_what_was_written_is_named_and_nothing_of_it_is_read(past: Past, harm: str) -> None:
    mei: Person = await past.bank.customer("李梅")
    await past.puts(day_starts(DAY), 3, mei.party)
    await past.archives(NEXT + timedelta(hours=2))
    await past.owner.execute("DELETE FROM feature_event")
    path = past.files.path(DAY)
    path.unlink() if harm == "gone" else path.write_bytes(path.read_bytes()[:-1] + b"x")

    with pytest.raises(Damaged, match="day=2026-03-01"):
        await past.does(lambda ctx: replay(ctx, DAY), NEXT)

    assert await past.there(mei.party) == set()
    assert not (await past.does(days, NEXT))[0].whole
    assert await past.does(lambda ctx: replay(ctx, bank_day(NEXT)), NEXT) == 0, "of another day there is none"
