"""A table to learn from: every customer's features as of given instants, as a file that names nobody."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from sycee.brain.feature._at import features_at
from sycee.brain.feature._declare import Asked
from sycee.brain.feature._features import OF_CUSTOMERS
from sycee.kit.capability import Context, write

# Who has said no has no row, as they have no events.
_WHO = """
SELECT t.owner, t.alias FROM feature_teller t LEFT JOIN feature_choice c ON c.owner = t.owner
WHERE c.learn IS NOT FALSE ORDER BY t.owner
"""
_ACTIVE = "days_since_active"


async def write_table(ctx: Context, instants: Sequence[datetime], to: Path) -> int:
    """Write `alias`, `at` and a column per feature of customers to one Parquet file; how many rows it has.

    A customer has a row for an instant where the bank had heard of them in the 28 days before it: a row of somebody
    still to come would tell the future. The file is there once it is whole, and can be read by its owner alone.
    Raises ValueError for an instant still to come, Damaged where a day's file is, and OSError where it cannot be
    written. For the bank itself.
    """
    who: list[Any] = await write(ctx).connection.fetch(_WHO)
    aliases = np.array([row["alias"].bytes for row in who], object)
    fresh = to.with_name(f"{to.name}.new")
    with Table(fresh) as table:
        for at in sorted(set(instants)):
            columns = await features_at(ctx, [Asked(row["owner"], at) for row in who], OF_CUSTOMERS)
            heard = ~np.isnan(columns[_ACTIVE])
            kept = {name: column[heard] for name, column in columns.items()}
            await asyncio.to_thread(table.add, at, aliases[heard], kept)
    fresh.replace(to)
    return table.rows


class Table:
    """A Parquet file under way."""

    def __init__(self, path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        kinds = {"alias": pa.binary(16), "at": pa.timestamp("us", tz="UTC")}
        kinds |= {one.name: pa.float64() for one in OF_CUSTOMERS}
        self._path, self._schema, self.rows = path, pa.schema(list(kinds.items())), 0
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
        self._writer = pq.ParquetWriter(self._file, self._schema, compression="zstd")

    def __enter__(self) -> Table:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._writer.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        if kind is not None:
            self._path.unlink()

    def add(self, at: datetime, aliases: Any, columns: dict[str, Any]) -> None:
        """Write one instant's rows. What is missing is null."""
        import pyarrow as pa

        given = {"alias": list(aliases), "at": [at] * len(aliases)}
        arrays = [pa.array(given[name], self._schema.field(name).type) for name in given]
        arrays += [pa.array(column, pa.float64(), from_pandas=True) for column in columns.values()]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self.rows += len(aliases)
