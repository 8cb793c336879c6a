"""Keeping somebody with an account at another bank. Nobody here can tell whose account it is: the other bank does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from sycee.core.clearing import NoSuchBank, bank_of
from sycee.core.payee._check import counted
from sycee.core.payee._known import NUMBER
from sycee.core.payee._rows import COLUMNS
from sycee.guard.privacy import Vault, tail
from sycee.kit.capability import Context, write
from sycee.kit.errors import BadInput
from sycee.kit.words import END, Words

BankCode = Annotated[str, Meta(pattern=f"^[0-9]{{3,14}}{END}", description="the code of a bank in bank.list")]
_NUMBER = re.compile(r"[0-9]{8,30}", re.ASCII)

# The id comes first: what is sealed is sealed for its row.
_ID = "SELECT nextval('payee_payee_id_seq')"
# Adding someone again finds the entry that is there: nothing is counted twice.
_ADD = f"""
INSERT INTO payee_payee AS p (id, owner, name, tail, by, added_at, bank, number, number_index)
OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, 'account', $5, $6, $7, $8)
ON CONFLICT (owner, number_index) WHERE removed_at IS NULL AND bank IS NOT NULL DO UPDATE SET name = p.name
RETURNING {COLUMNS}
"""


@dataclass(frozen=True, slots=True)
class There:
    """An account at another bank, as somebody wrote it."""

    bank: str
    bank_name: Words
    number: str

    @property
    def tail(self) -> str:
        return tail(self.number)


async def there(ctx: Context, code: str, to: str) -> There:
    """The bank and the number; refuses what can be neither, and counts the try."""
    await counted(ctx)
    bank = await bank_of(ctx, code)
    if bank is None:
        raise NoSuchBank(field="bank")
    digits = re.sub(r"[\s-]", "", to)
    if not _NUMBER.fullmatch(digits):
        raise BadInput(field="to", reason="an account number at another bank has 8 to 30 digits")
    return There(bank.code, bank.name, digits)


async def keep(ctx: Context, at: There, name: str) -> object:
    """The row of a payee at another bank, whose number is sealed. For writes."""
    vault, connection = ctx.port(Vault), write(ctx).connection
    number, index = await connection.fetchval(_ID), vault.blind(f"payee {at.bank} {at.number}")
    sealed = vault.seal(at.number, NUMBER, number)
    return await connection.fetchrow(_ADD, number, ctx.me, name.strip(), at.tail, ctx.now, at.bank, sealed, index)
