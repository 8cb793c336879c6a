"""A payee of the caller's, for a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sycee.core.payee._check import PayeeNotFound
from sycee.guard.privacy import Vault, sealed_column
from sycee.kit.capability import Context, write
from sycee.kit.db import Connection
from sycee.kit.errors import Fault, Refusal
from sycee.kit.till import Own
from sycee.kit.words import words

_KNOWN = """
SELECT p.id, p.owner, p.account_id, p.party, p.bank, p.name, p.tail, p.added_at, p.sent_count
FROM unnest($1::bigint[], $2::bigint[]) AS wanted (id, owner)
JOIN payee_payee p ON p.id = wanted.id AND p.owner = wanted.owner AND p.removed_at IS NULL
"""
NUMBER = sealed_column("payee_payee", "number", "id")
_NUMBER = "SELECT number FROM payee_payee WHERE id = $1 AND bank IS NOT NULL"
_Key = tuple[int, int]


class PayeeElsewhere(Refusal):
    code = "payee_elsewhere"
    say = words(
        zh="这位收款人的账户在其他银行，暂时只能直接转账",
        en="That payee is at another bank: only a transfer can be made to them for now",
    )


@dataclass(frozen=True, slots=True)
class Known:
    """Where this payee's money goes, and how well the caller knows them."""

    id: int
    owner: int
    account: int
    party: int
    name: str
    tail: str
    added_at: datetime
    sent_count: int

    @property
    def risk(self) -> str:
        """Class for the assurance table: someone who was paid before, or not."""
        return "known" if self.sent_count else "new"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A payee with an account at another bank, by its code. The whole number is the rail's to read (`number_of`)."""

    id: int
    owner: int
    bank: str
    name: str
    tail: str
    added_at: datetime
    sent_count: int

    @property
    def risk(self) -> str:
        """Class for the assurance table: someone whom money reached before, or not."""
        return "known" if self.sent_count else "new"


async def reached(ctx: Context, payee: int, field: str = "payee") -> Known | Elsewhere:
    """The caller's payee of this id, here or at another bank. Anybody else's is refused exactly as one that is none."""
    found = await ctx.db.gathered(_fetch)((payee, ctx.me))
    if found is None:
        raise PayeeNotFound(field=field)
    return found


async def known(ctx: Context, payee: int, field: str = "payee") -> Known:
    """The caller's payee of this id with an account here; refuses one at another bank."""
    found = await reached(ctx, payee, field)
    if isinstance(found, Elsewhere):
        raise PayeeElsewhere(field=field)
    return found


def stands(payee: Known | Elsewhere) -> Own:
    """Own row of a plan that pays them: at its commit they must still be this payee, with this account."""
    account = payee.account if isinstance(payee, Known) else None
    return Own("payee_stands", {"payee": payee.id, "account": account})


async def number_of(ctx: Context, payee: int) -> str:
    """The account number at another bank, for the rail alone, also of a payee since removed. For writes."""
    sealed = await write(ctx).connection.fetchval(_NUMBER, payee)
    if sealed is None:
        raise Fault("this payee is at no other bank")
    return ctx.port(Vault).unseal(sealed, NUMBER, payee)


async def _fetch(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, Known | Elsewhere]:
    rows = await connection.fetch(_KNOWN, *(list(column) for column in zip(*keys, strict=True)))
    return {(r["id"], r["owner"]): _kept(r) for r in rows}


def _kept(r: Any) -> Known | Elsewhere:
    if r["bank"] is None:
        return Known(
            r["id"], r["owner"], r["account_id"], r["party"], r["name"], r["tail"], r["added_at"], r["sent_count"]
        )
    return Elsewhere(r["id"], r["owner"], r["bank"], r["name"], r["tail"], r["added_at"], r["sent_count"])
