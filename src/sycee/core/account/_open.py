"""Opening an account for a customer."""

from __future__ import annotations

from typing import Literal

from sycee.core import ledger
from sycee.core.account._number import number_for
from sycee.kit.capability import Context, write
from sycee.kit.journal import Fact
from sycee.kit.money import CNY, Asset

FIRST_CLASS, SECOND_CLASS = 1, 2
"""Grades: class I, after a check of document and face; class II, opened by phone and document alone."""
DAY_CAP = 200_000_00
"""Most that leaves a customer's account by counted plans in a day, until they choose less or the bank allows more."""
DAY_CAPS = {FIRST_CLASS: DAY_CAP, SECOND_CLASS: 10_000_00}
"""The same by grade, in fen."""

_OPEN = """
INSERT INTO account_account (id, owner, kind, number, holder, asset, opened_at, grade, title)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""


class Opened(Fact, frozen=True):
    """A customer has one account more. `grade`: 1 or 2."""

    name = "account.opened"
    subject: int
    account: int
    kind: str
    grade: int

    def heard_by(self) -> tuple[int, ...]:
        return (self.subject,)


async def open_for(
    ctx: Context,
    owner: int,
    holder: str,
    kind: Literal["current", "savings"] = "current",
    asset: Asset = CNY,
    *,
    grade: int = FIRST_CLASS,
    title: str | None = None,
    day_cap: int | None = None,
) -> int:
    """Open an account in the ledger and give it a number; returns its id. For write verbs.

    `day_cap`: most that counted plans take out in a day, in fen; None: what the grade allows.
    """
    connection = write(ctx).connection
    terms = ledger.Terms(floor=0, day_cap=DAY_CAPS[grade] if day_cap is None else day_cap)
    account = await ledger.open_account(ctx, owner, asset, terms)
    number = number_for(await connection.fetchval("SELECT nextval('account_serial')"))
    await connection.execute(_OPEN, account, owner, kind, number, holder, asset.code, ctx.now, grade, title)
    write(ctx).tell(Opened(subject=owner, account=account, kind=kind, grade=grade))
    return account
