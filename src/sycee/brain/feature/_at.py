"""Features as of instants that are past: by DuckDB over the days in files and what is too recent to be in one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from sycee.brain.feature._archive import last_day
from sycee.brain.feature._declare import DAY_MAX, SLACK, Asked, Declared, Happening
from sycee.brain.feature._evaluate import Columns
from sycee.brain.feature._features import FEATURES
from sycee.brain.feature._files import ROWS, Damaged, EventFiles
from sycee.brain.feature._text import DUCKDB, features_text, history_text
from sycee.kit.capability import Context, write
from sycee.kit.db import Connection
from sycee.kit.time import bank_day, day_ends

_TELLERS = "SELECT alias, owner FROM feature_teller"
_DAYS = "SELECT day, digest FROM feature_archive WHERE day BETWEEN $1 AND $2 ORDER BY day"
_RECENT = """
SELECT owner, kind, name, channel, at, came_at, props::text AS props FROM feature_event
WHERE owner > 0 AND came_at >= $1 AND came_at < $2
"""


@dataclass(frozen=True, slots=True)
class History:
    """What features are computed from. `files`: days in Parquet, whole; `tellers`: whose each alias in them is;
    `recent`: what is in none of them; `themes`: what items are about."""

    files: Sequence[Path]
    tellers: Sequence[tuple[bytes, int]]
    recent: Sequence[Happening]
    themes: Mapping[str, str] = field(default_factory=dict)


async def features_at(
    ctx: Context,
    asked: Sequence[Asked],
    features: Sequence[Declared] = FEATURES,
    *,
    themes: Mapping[str, str] | None = None,
    more: Sequence[Happening] = (),
) -> Columns:
    """Features of customers as of instants: a column per feature, a number per row that was asked for, in its order.

    A row sees what had come strictly before its instant and nothing else, however long ago it happened. `themes`: what
    items are about, for features by theme; `more`: what happened that is no event, such as deeds. Whoever wants
    nothing learned has no events left. Needs the transaction of a write or a job. Raises ValueError for an instant
    still to come, whose row would be another one later, and Damaged where a day's file is not what was written.
    """
    if late := [row for row in asked if row.at > ctx.now]:
        raise ValueError(f"what will be known at {late[0].at.isoformat()} is not known yet")
    if not asked:
        return compute(History((), (), ()), (), features)
    history = await _history(ctx, min(row.at for row in asked), max(row.at for row in asked))
    whole = History(history.files, history.tellers, (*history.recent, *more), themes or {})
    # Seconds of a processor: not on the loop.
    return await asyncio.to_thread(compute, whole, asked, features)


async def _history(ctx: Context, first: datetime, last: datetime) -> History:
    """All that any row between two instants may see."""
    connection, files = write(ctx).connection, ctx.port(EventFiles)
    since = first - timedelta(days=DAY_MAX) - SLACK
    days: list[Any] = await connection.fetch(_DAYS, bank_day(since), bank_day(last))
    whole = await asyncio.to_thread(lambda: [files.whole(row["day"], row["digest"]) for row in days])
    for row, fine in zip(days, whole, strict=True):
        if not fine:
            raise Damaged(f"{files.path(row['day']).name} is missing, or is not what was written")
    tellers: list[Any] = await connection.fetch(_TELLERS)
    filed = await last_day(connection)
    recent = await _recent(connection, max(since, day_ends(filed)) if filed else since, last)
    return History(
        [files.path(row["day"]) for row in days], [(row["alias"].bytes, row["owner"]) for row in tellers], recent
    )


async def _recent(connection: Connection, since: datetime, until: datetime) -> list[Happening]:
    return [Happening(*row) async for row in connection.cursor(_RECENT, since, until, prefetch=ROWS)]


def compute(history: History, asked: Sequence[Asked], features: Sequence[Declared]) -> Columns:
    """Features of rows from a history, by DuckDB in this process. A pure function of what it is given."""
    import duckdb

    # Nothing is fetched from anywhere: what it needs, it has.
    with duckdb.connect(config={"autoinstall_known_extensions": False, "TimeZone": "UTC"}) as engine:
        for name, table in tables(history, asked).items():
            engine.register(name, table)
        engine.execute(f"CREATE VIEW filed AS {_filed(history.files)}")
        engine.execute(f"CREATE TEMP TABLE happened AS {history_text(DUCKDB)}")
        found = engine.execute(features_text(features, DUCKDB)).fetchnumpy()
    return {one.name: np.ma.filled(np.ma.asarray(found[f"f_{one.name}"], float), np.nan) for one in features}


def tables(history: History, asked: Sequence[Asked]) -> dict[str, Any]:
    """What both engines are handed, as Arrow tables; of the files they read themselves."""
    import pyarrow as pa

    text, instant, number = pa.string(), pa.timestamp("us", tz="UTC"), pa.int64()
    rows = [(n, one.owner, one.item, _micros(one.at)) for n, one in enumerate(asked)]
    recent = {"owner": number, "kind": text, "name": text, "channel": text, "moment": instant, "came_at": instant,
              "props": text}  # fmt: skip
    return {
        "asked": _table(rows, {"n": number, "owner": number, "item": text, "moment": number}),
        "themes": _table(list(history.themes.items()), {"item": text, "theme": text}),
        "tellers": _table(history.tellers, {"alias": pa.binary(), "owner": number}),
        "recent": _table(history.recent, recent),
    }


def _table(rows: Sequence[tuple[Any, ...]], kinds: dict[str, Any]) -> Any:
    import pyarrow as pa

    columns = zip(*rows, strict=True) if rows else ([] for _ in kinds)
    return pa.table(
        {name: pa.array(list(column), kind) for (name, kind), column in zip(kinds.items(), columns, strict=True)}
    )


_NO_FILE = """
SELECT NULL::BLOB AS alias, '' AS kind, '' AS name, '' AS channel, NULL::TIMESTAMPTZ AS moment,
    NULL::TIMESTAMPTZ AS came_at, '' AS props WHERE false
"""


def _filed(files: Sequence[Path]) -> str:
    if not files:
        return _NO_FILE
    # A path is the bank's own, and may have a quote in it all the same.
    listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
    return f'SELECT alias, kind, name, channel, "at" AS moment, came_at, props FROM read_parquet([{listed}])'


def _micros(at: datetime) -> int:
    return (at - datetime.fromtimestamp(0, tz=at.tzinfo)) // timedelta(microseconds=1)
