"""Challenges: random, kept by the bank for minutes, good once, and for whoever asked alone."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

import msgspec

from sycee.kit.capability import Context, at_once, write
from sycee.kit.errors import Refusal
from sycee.kit.ids import new_id
from sycee.kit.words import words

_LIVES = timedelta(minutes=5)
_BYTES = 32

_MAKE = "INSERT INTO device_challenge (id, purpose, bound, challenge, until) VALUES ($1, $2, $3, $4, $5)"
_GOOD = """
SELECT challenge FROM device_challenge
WHERE id = $1 AND purpose = $2 AND bound = $3 AND until > $4 AND NOT used
"""
_USE = """
UPDATE device_challenge SET used = true
WHERE id = $1 AND purpose = $2 AND bound = $3 AND until > $4 AND NOT used RETURNING challenge
"""


class ChallengeGone(Refusal):
    code = "challenge_gone"
    say = words(zh="等得太久了，请再来一次", en="That took too long: please begin again")


class Given(msgspec.Struct, frozen=True):
    """A challenge as it is given out."""

    id: UUID
    challenge: bytes
    until: datetime


async def give_challenge(ctx: Context, purpose: str, bound: str) -> Given:
    """A fresh challenge for this purpose, which `bound` alone may answer. For write verbs."""
    connection = write(ctx).connection
    given = Given(new_id(ctx.now), os.urandom(_BYTES), ctx.now + ctx.lasts(_LIVES))
    await connection.execute(_MAKE, given.id, purpose, _hashed(bound), given.challenge, given.until)
    return given


async def open_challenge(ctx: Context, number: UUID, purpose: str, bound: str) -> bytes:
    """The challenge, which may still be answered. Looking at it does not use it up."""
    row = await at_once(ctx, _GOOD, number, purpose, _hashed(bound), ctx.now)
    if row is None:
        raise ChallengeGone(field="ceremony")
    return bytes(row["challenge"])


async def use_challenge(ctx: Context, number: UUID, purpose: str, bound: str) -> bytes:
    """The challenge, used up as of now, whatever becomes of the verb: of many who answer at once one is heard."""
    row = await at_once(ctx, _USE, number, purpose, _hashed(bound), ctx.now)
    if row is None:
        raise ChallengeGone(field="ceremony")
    return bytes(row["challenge"])


def _hashed(bound: str) -> bytes:
    return sha256(bound.encode()).digest()
