"""What the bank knows of the caller."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sycee.core.party._sealed import PHONE
from sycee.guard.privacy import Vault, mask_phone
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.errors import NotFound
from sycee.kit.time import bank_day
from sycee.kit.words import words

_ME = "SELECT name, phone, joined_at FROM party_person WHERE id = $1"


class Me(Answer, frozen=True):
    """Name, masked phone, since when a customer, and when this session began."""

    name: str
    phone: str
    joined_on: date
    signed_in_at: datetime | None


@CATALOG.read("party.me", title=words(zh="我的资料", en="My details"), says=("我是谁", "who am I"), refuses=(NotFound,))
async def me(ctx: Context, _: Nothing) -> Me:
    """Who is signed in here, and since when."""
    async with read(ctx) as connection:
        row: Any = await connection.fetchrow(_ME, ctx.me)
    if row is None:
        raise NotFound
    return Me(
        name=row["name"],
        phone=mask_phone(ctx.port(Vault).unseal(row["phone"], PHONE, ctx.me)),
        joined_on=bank_day(row["joined_at"]),
        signed_in_at=ctx.subject.since if ctx.subject else None,
    )
