"""Which version serves: the newest that is published, not withdrawn, of our format and whole."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import structlog

from sycee.brain.algorithm._folder import Arrays, Damaged, Models
from sycee.kit.capability import Context
from sycee.kit.db import Connection

_LOG = structlog.get_logger()

_PUBLISHED = """
SELECT number, format, digest FROM algorithm_version
WHERE kind = $1 AND published_at <= $2 AND withdrawn_at IS NULL ORDER BY number DESC LIMIT 5
"""
_VERSIONS = """
SELECT kind, number, format, gate, beside, card, made_at, published_at, withdrawn_at
FROM (SELECT v.*, row_number() OVER (PARTITION BY kind ORDER BY number DESC) AS age FROM algorithm_version v) newest
WHERE age <= $1 ORDER BY kind, number DESC
"""


@dataclass(frozen=True, slots=True)
class Version:
    """A version's card. `gate`: the measure it was compared by; `beside`: that of the one in service then."""

    kind: str
    number: int
    format: int
    gate: float
    beside: float | None
    card: dict[str, Any]
    made_at: datetime
    published_at: datetime | None
    withdrawn_at: datetime | None
    whole: bool


async def serving(
    ctx: Context, connection: Connection, kind: str, fits: int, *, now: datetime | None = None
) -> tuple[int, Arrays] | None:
    """Number and weights of the version that serves, for a program that reads format `fits`; None where none does.

    One that is damaged or of another format is passed over for the last good one, and logged once per process.
    """
    models = ctx.port(Models)
    for row in await connection.fetch(_PUBLISHED, kind, now or ctx.now):
        number = int(row["number"])
        try:
            if row["format"] != fits:
                raise Damaged(f"{kind} {number} is of format {row['format']}, and this program reads {fits}")
            return number, models.load(kind, number, row["digest"])
        except Damaged as wrong:
            if (kind, number) not in models.told:
                models.told.add((kind, number))
                _LOG.error("algorithm.unusable", kind=kind, number=number, why=str(wrong))
    return None


State = Literal["serving", "spare", "unpublished", "withdrawn", "damaged", "other_format"]


def states(found: Sequence[Version], fits: Mapping[str, int]) -> list[State]:
    """What has become of each version, as `serving` would choose; `fits`: the format of each kind that is read here.

    The versions stand as `versions` gives them. A kind that is not in `fits` is of whatever format it has.
    """
    serves: set[str] = set()
    said: list[State] = []
    for one in found:
        said.append(_state(one, fits.get(one.kind, one.format), first=one.kind not in serves))
        serves |= {one.kind} if said[-1] == "serving" else set()
    return said


def _state(one: Version, fits: int, *, first: bool) -> State:
    if one.withdrawn_at is not None:
        return "withdrawn"
    if one.published_at is None:
        return "unpublished"
    if one.format != fits:
        return "other_format"
    if not one.whole:
        return "damaged"
    return "serving" if first else "spare"


async def versions(ctx: Context, connection: Connection, most: int = 1_000) -> list[Version]:
    """The newest `most` versions of every kind, the newest of each first, and whether its file is whole.

    Each file is read and compared with its digest: the cost grows with `most`.
    """
    rows: list[Any] = await connection.fetch(_VERSIONS, most)
    found = []
    for row in rows:
        digest = await connection.fetchval(_DIGEST, row["kind"], row["number"])
        told = {**dict(row), "card": json.loads(row["card"])}
        found.append(Version(**told, whole=_whole(ctx, row["kind"], row["number"], digest)))
    return found


async def card_of(connection: Connection, kind: str, number: int) -> dict[str, Any]:
    """The card of a version that is there."""
    card: dict[str, Any] = json.loads(await connection.fetchval(_CARD, kind, number))
    return card


_CARD = "SELECT card FROM algorithm_version WHERE kind = $1 AND number = $2"
_DIGEST = "SELECT digest FROM algorithm_version WHERE kind = $1 AND number = $2"


def _whole(ctx: Context, kind: str, number: int, digest: bytes) -> bool:
    try:
        Models(ctx.port(Models).folder).load(kind, number, digest)
    except Damaged:
        return False
    return True
