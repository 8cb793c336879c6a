"""Sealing anew: after a new key, every value that an older one sealed, a few hundred at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sycee.guard.privacy._keys import SuiteName
from sycee.guard.privacy._sealed import Rows, SealedColumn, sealed_columns
from sycee.guard.privacy._vault import HEAD, UNBOUND, Vault
from sycee.kit.capability import Ask, Context, write
from sycee.kit.db import Connection, Database
from sycee.kit.errors import Refusal
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later
from sycee.kit.journal import Fact
from sycee.kit.words import words

_BATCH = 200
_BEFORE_ALL: dict[Rows, int | str | UUID] = {int: -(2**63), str: "", UUID: UUID(int=0)}


class Resealing(Ask, frozen=True):
    """From behind which row of which column; a column begins at its first."""

    column: str
    after: str | None = None


class KeyMade(Fact, frozen=True):
    """A new key seals from now on."""

    name = "privacy.key_made"
    key: int
    suite: str


class StillUnbound(Refusal):
    code = "values_unbound"
    say = words(
        zh="还有用旧密钥或旧方式加密的数据：请等重新加密完成",
        en="Some values are still under an older key or an older way of sealing: wait until all are sealed anew",
    )


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many values of a column a key has sealed. `bound`: each opens in its own row alone."""

    column: str
    key: int
    bound: bool
    values: int


async def new_key(ctx: Context, suite: SuiteName) -> int:
    """Make the key that seals from now on, and have all that is sealed sealed anew with it. In a write."""
    number = ctx.port(Vault).new_key(suite)
    write(ctx).tell(KeyMade(key=number, suite=suite))
    for name in sealed_columns():
        await later(ctx, "privacy.reseal", Resealing(column=name), ctx.now)
    return number


@job("privacy.reseal")
async def reseal(ctx: Context, ask: Resealing) -> None:
    """Seal a batch anew, and ask for the next one. Each batch is a transaction of its own: killed, it goes on there."""
    column, vault, connection = sealed_columns()[ask.column], ctx.port(Vault), write(ctx).connection
    after = _BEFORE_ALL[column.rows] if ask.after is None else column.rows(ask.after)
    most = min(_BATCH, column.at_a_time)
    rows: list[Any] = await connection.fetch(_page(column), after, most, vault.newest)
    for row, sealed in rows:
        text = vault.unseal(sealed, column, row)
        await connection.execute(_put(column), row, vault.seal(text, column, row))
    if len(rows) == most:
        go_on = Resealing(column=ask.column, after=str(rows[-1][0]))
        await later(ctx, "privacy.reseal", go_on, ctx.now, derived_id("reseal", str(ctx.key)))


async def sealed_with(db: Database) -> list[Sealed]:
    """Which keys have sealed what there is, column by column."""
    found: list[Sealed] = []
    async with db.writers.acquire() as connection:
        for name, column in sorted(sealed_columns().items()):
            found += [_counted(name, row) for row in await _heads(connection, column)]
    return found


async def bind_all(db: Database, vault: Vault) -> None:
    """Refuse from now on what an older way has sealed; refuses while there is any."""
    newest = int.from_bytes(vault.newest[1:], "big")
    if any(not each.bound or each.key != newest for each in await sealed_with(db)):
        raise StillUnbound
    vault.bind_all()


def _page(column: SealedColumn) -> str:
    return (
        f"SELECT {column.row}, {column.column} FROM {column.table} WHERE {column.row} > $1 "
        f"AND substring({column.column} FROM 1 FOR {HEAD}) <> $3 "
        f"ORDER BY {column.row} LIMIT $2 FOR NO KEY UPDATE"
    )


def _put(column: SealedColumn) -> str:
    return f"UPDATE {column.table} SET {column.column} = $2 WHERE {column.row} = $1"


async def _heads(connection: Connection, column: SealedColumn) -> Sequence[Any]:
    rows: Sequence[Any] = await connection.fetch(
        f"SELECT substring({column.column} FROM 1 FOR {HEAD}) AS head, count(*) AS size FROM {column.table} "
        f"WHERE {column.column} IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    return rows


def _counted(name: str, row: Any) -> Sealed:
    head: bytes = row["head"]
    return Sealed(name, int.from_bytes(head[1:], "big"), head[:1] != UNBOUND, row["size"])
