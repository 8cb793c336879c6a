"""A city as Parquet: what the bank has of it, and beside that, in a folder of its own, what only the city knows.

Made from the plan alone, five hundred people at a time and each by itself: the files are the same to the byte
whoever writes them, and however many processes do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from sycee.city._city import City
from sycee.city._tables import TABLES, Table, tables_of

BLOCK = 5
"""Quarters in one file of each table."""
Progress = Callable[[int, int], None]
"""Told after each block: people and entries so far."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written. `digest` is that of the city, as its loading has it."""

    people: int
    entries: int
    accounts: int
    cases: int
    digest: str


@dataclass(frozen=True, slots=True)
class Block:
    """Some quarters that were made: what they hold, and the digest of each."""

    people: int
    entries: int
    accounts: int
    cases: int
    digests: bytes


def export_city(city: City, to: Path, progress: Progress | None = None, processes: int = 1) -> Exported:
    """Write a city to a folder, each table in files of five hundred people. Needs no bank."""
    for name in TABLES:
        (to / name).mkdir(parents=True, exist_ok=True)
    whole, people, entries, accounts, cases = sha256(), 0, 0, 0, 0
    for block in in_blocks(city, write_block, str(to), processes):
        whole.update(block.digests)
        people, entries = people + block.people, entries + block.entries
        accounts, cases = accounts + block.accounts, cases + block.cases
        if progress is not None:
            progress(people, entries)
    done = Exported(people, entries, accounts, cases, whole.hexdigest())
    plan = {"people": city.people, "years": city.years, "seed": city.seed, "until": city.until.isoformat()}
    (to / "city.json").write_text(json.dumps({**plan, **asdict(done)}, indent=1) + "\n", "utf-8")
    return done


Work = Callable[[City, int, str], Block]
"""Makes one block of a city; the text is the work's own."""


def in_blocks(city: City, work: Work, told: str, processes: int = 1) -> Iterator[Block]:
    """Every block of a city in turn, made here or by so many processes. A few are under way at a time, never all."""
    blocks = range(-(-city.quarters // BLOCK))
    if processes == 1:
        yield from (work(city, block, told) for block in blocks)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        under_way: list[Future[Block]] = []
        for block in blocks:
            under_way.append(pool.submit(work, city, block, told))
            if len(under_way) > 2 * processes:
                yield under_way.pop(0).result()
        for future in under_way:
            yield future.result()


def write_block(city: City, block: int, to: str) -> Block:
    """Write the tables of one block."""
    # Half a second of a start that nobody but an export has use for.
    import pyarrow.parquet as pq

    writers: dict[str, pq.ParquetWriter] = {}
    people = entries = accounts = cases = 0
    digests = b""
    try:
        for index in range(block * BLOCK, min((block + 1) * BLOCK, city.quarters)):
            quarter = city.quarter(index)
            tables: dict[str, Table] = tables_of(city, quarter)
            for name, table in tables.items():
                if name not in writers:
                    file = Path(to) / name / f"{block:05}.parquet"
                    writers[name] = pq.ParquetWriter(file, table.schema, compression="zstd")
                writers[name].write_table(table)
            people, entries = people + len(quarter.people), entries + len(quarter.entries.seq)
            accounts, cases = accounts + len(quarter.accounts), cases + len(quarter.truth.cases)
            digests += quarter.digest()
    finally:
        for writer in writers.values():
            writer.close()
    return Block(people, entries, accounts, cases, digests)


def count_block(city: City, block: int, _: str) -> Block:
    """Make one block and keep nothing of it but its digests. Raises where the books of a quarter do not balance."""
    people = entries = accounts = cases = 0
    digests = b""
    for index in range(block * BLOCK, min((block + 1) * BLOCK, city.quarters)):
        quarter = city.quarter(index)
        if over := int(quarter.entries.amount.sum()):
            raise ValueError(f"quarter {index} does not balance: {over}")
        people, entries = people + len(quarter.people), entries + len(quarter.entries.seq)
        accounts, cases = accounts + len(quarter.accounts), cases + len(quarter.truth.cases)
        digests += quarter.digest()
    return Block(people, entries, accounts, cases, digests)
