"""The certificates of my keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.words import words

_LIST = """
SELECT serial, key, name, suite, not_before, not_after, replaced_at, revoked_at FROM certificate_issued
WHERE subject = $1 ORDER BY serial DESC LIMIT 100
"""


class Certificate(Answer, frozen=True):
    """One certificate. `name`: what its key was called; `state`: only a valid one makes a signature count."""

    serial: UUID
    device: UUID
    name: str
    suite: str
    state: Literal["valid", "renewed", "revoked", "expired"]
    not_before: datetime
    not_after: datetime
    revoked_at: datetime | None


class Certificates(Answer, frozen=True):
    """Newest first."""

    certificates: list[Certificate]


@CATALOG.read(
    "certificate.list",
    title=words(zh="我的云证书", en="My certificates"),
    says=("我的云证书", "my certificates"),
)
async def certificates(ctx: Context, _: Nothing) -> Certificates:
    """The certificates of my keys, and how each stands."""
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(_LIST, ctx.me)
    return Certificates(
        certificates=[
            Certificate(serial=r["serial"], device=r["key"], name=r["name"], suite=r["suite"], state=_state(r, ctx.now),
                        not_before=r["not_before"], not_after=r["not_after"], revoked_at=r["revoked_at"])
            for r in rows
        ]
    )  # fmt: skip


def _state(row: Any, now: datetime) -> Literal["valid", "renewed", "revoked", "expired"]:
    if row["revoked_at"] is not None:
        return "revoked"
    if row["replaced_at"] is not None:
        return "renewed"
    return "valid" if now < row["not_after"] else "expired"
