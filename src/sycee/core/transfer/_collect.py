"""A collect code: found by whoever reads it, and what may become of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta

from sycee.guard.limit import Quota
from sycee.kit.capability import Context
from sycee.kit.db import Connection
from sycee.kit.errors import Refusal
from sycee.kit.journal import Fact
from sycee.kit.money import Asset, Money, asset
from sycee.kit.words import END, words

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Thirty-two signs that are not taken for one another."""

LENGTH = 20
READS = Quota("collect code", 120, timedelta(hours=1))
"""How many codes of others a customer may look at: nobody tries codes by the thousand."""

Code = Annotated[str, Meta(pattern=f"^[{ALPHABET}]{{{LENGTH}}}{END}", description="a collect code's twenty signs")]
State = Literal["open", "paid", "expired", "withdrawn"]

_FIND = """
SELECT code, owner, account_id, name, tail, asset, minor, memo, made_at, expires_at, withdrawn_at, paid_count,
       paid_minor, paid_at, paid_by
FROM transfer_collect WHERE code = ANY ($1::text[])
"""


class NoCode(Refusal):
    code, http = "no_such_code", 404
    say = words(zh="没有这个收款码，请核对", en="There is no such code; please check it")


class CollectPaid(Refusal):
    code = "collect_paid"
    say = words(
        zh="这个收款码已经有人付过了，没有扣款",
        en="Somebody has paid this code already. Nothing was debited",
    )


class CollectExpired(Refusal):
    code = "collect_expired"
    say = words(
        zh="这个收款码已过期，请对方重新出示，没有扣款",
        en="This code has expired; ask for a fresh one. Nothing was debited",
    )


class CollectWithdrawn(Refusal):
    code = "collect_withdrawn"
    say = words(zh="对方已收回这个收款码，没有扣款", en="This code was withdrawn. Nothing was debited")


class CollectPaidTo(Fact, frozen=True):
    """A code was paid: money went from `payer` to `owner`; `minor` units of `asset`."""

    name = "collect.paid"
    transfer: UUID
    payer: int
    owner: int
    minor: int
    asset: str
    at: datetime

    def heard_by(self) -> tuple[int, ...]:
        return (self.payer, self.owner)


@dataclass(frozen=True, slots=True)
class Collect:
    """A code as kept. `fixed` is the one amount it is good for; None: lasting, and the payer says how much."""

    code: str
    owner: int
    account: int
    name: str
    tail: str
    asset: Asset
    fixed: Money | None
    memo: str
    made_at: datetime
    expires_at: datetime | None
    withdrawn_at: datetime | None
    paid_count: int
    paid: Money | None
    paid_at: datetime | None
    paid_by: str | None

    def state(self, now: datetime) -> State:
        """What has become of it."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        if self.fixed is not None and self.paid_count:
            return "paid"
        return "expired" if self.expires_at is not None and now >= self.expires_at else "open"


async def collect(ctx: Context, code: str) -> Collect:
    """The code, whoever's it is; refuses one that never was."""
    found = await ctx.db.gathered(_fetch)(code)
    if found is None:
        raise NoCode(field="code")
    return found


async def _fetch(connection: Connection, codes: Sequence[str]) -> dict[str, Collect]:
    return {r["code"]: _collect(r) for r in await connection.fetch(_FIND, list(codes))}


def _collect(row: Any) -> Collect:
    unit = asset(row["asset"])
    return Collect(
        row["code"], row["owner"], row["account_id"], row["name"], row["tail"], unit,
        None if row["minor"] is None else Money(row["minor"], unit),
        row["memo"], row["made_at"], row["expires_at"], row["withdrawn_at"], row["paid_count"],
        None if row["paid_minor"] is None else Money(row["paid_minor"], unit), row["paid_at"], row["paid_by"],
    )  # fmt: skip
