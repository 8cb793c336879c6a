"""A transfer that was reserved: to another bank, or to arrive later. Its row, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID, uuid4

from sycee.kit.capability import Ask, Context, Subject
from sycee.kit.db import Connection
from sycee.kit.errors import Refusal
from sycee.kit.journal import Fact
from sycee.kit.money import Money, asset
from sycee.kit.till import Own
from sycee.kit.words import Words, words

Arrives = Literal["now", "2h", "next_day"]
Stage = Literal["held", "sent", "arrived", "rejected", "cancelled", "returned"]

_COLUMNS = """
id, owner, account_id, tail, holder, payee, to_account, to_party, bank, to_name, to_tail, asset, minor, memo, arrives,
due_at, state, reason, made_at, sent_at, ended_at, returned_at, posted_by, returned_by
"""
ROW = f"SELECT {_COLUMNS} FROM transfer_out WHERE id = $1"
UNDER_WAY = f"""
SELECT {_COLUMNS} FROM transfer_out WHERE owner = $1 AND state IN ('held', 'sent') ORDER BY due_at, id LIMIT 200
"""
OF_ENTRY = f"""
SELECT {_COLUMNS} FROM transfer_out WHERE owner = $1 AND (id = $2 OR posted_by = $2 OR returned_by = $2)
"""

OUT_REASONS = {
    "no_such_account_there": words(zh="对方银行没有这个账号", en="The other bank has no such account"),
    "name_mismatch_there": words(zh="对方银行核对户名不符", en="The name does not fit the account at the other bank"),
    "account_closed_there": words(zh="收款账户已销户", en="The account it was for is closed"),
    "refused_there": words(zh="对方银行没有受理", en="The other bank did not take it"),
    "account_closed": words(zh="付款或收款账户已销户", en="One of the two accounts is closed"),
    "account_frozen": words(zh="付款账户已冻结", en="The account it is paid from is frozen"),
    "not_booked": words(zh="到时没有办成", en="It could not be done when its time came"),
    "by_owner": words(zh="您已撤销", en="You took it back"),
}
"""Why a transfer that was reserved did not arrive, or came back, as its owner reads it."""


class NoTransfer(Refusal):
    code, http = "no_such_transfer", 404
    say = words(zh="没有这笔转账", en="There is no such transfer")


class TooLate(Refusal):
    code = "too_late_to_cancel"
    say = words(
        zh="这笔转账已经转出或已结束，不能再撤销", en="That transfer has gone or is over: it cannot be taken back now"
    )


class _OfOwner(Fact, frozen=True):
    transfer: UUID
    owner: int

    def heard_by(self) -> tuple[int, ...]:
        return (self.owner,)


class OutHeld(_OfOwner, frozen=True):
    """Money was reserved for a transfer, which goes at `due_at`."""

    name = "transfer.held"
    due_at: datetime


class OutSent(_OfOwner, frozen=True):
    """A transfer was given to the rail, or may have been: from now on it cannot be taken back."""

    name = "transfer.submitted"


class OutArrived(_OfOwner, frozen=True):
    """A transfer has arrived; `step` names its entries."""

    name = "transfer.arrived"
    payee: int
    minor: int
    asset: str
    step: UUID
    at: datetime


class OutReleased(_OfOwner, frozen=True):
    """What was reserved is free again, nothing was debited. `reason`: a key of OUT_REASONS, or the rail's own words."""

    name = "transfer.released"
    reason: str


class OutReturned(_OfOwner, frozen=True):
    """A transfer that had arrived came back; `step` names its entry."""

    name = "transfer.returned"
    reason: str
    step: UUID


class WhichOut(Ask, frozen=True):
    transfer: UUID


@dataclass(frozen=True, slots=True)
class Out:
    """A reserved transfer as kept."""

    id: UUID
    owner: int
    account: int
    tail: str
    holder: str
    payee: int
    to_account: int
    to_party: int | None
    bank: str | None
    to_name: str
    to_tail: str
    amount: Money
    memo: str
    arrives: Arrives
    due_at: datetime
    state: Stage
    reason: str | None
    made_at: datetime
    sent_at: datetime | None
    ended_at: datetime | None
    returned_at: datetime | None
    posted_by: UUID | None
    returned_by: UUID | None

    def cancellable(self, now: datetime) -> bool:
        """Whether its owner may still take it back."""
        return self.state == "held" and now < self.due_at


def out_of(row: Any) -> Out:
    """The transfer in a row of the table."""
    values = list(row.values())
    return Out(*(*values[:11], Money(row["minor"], asset(row["asset"])), *values[13:]))


async def kept(connection: Connection, transfer: UUID) -> Out | None:
    """The reserved transfer of this number, whoever's it is."""
    row: Any = await connection.fetchrow(ROW, transfer)
    return None if row is None else out_of(row)


def moves(ctx: Context, out: Out, becomes: Stage, reason: str | None = None) -> Own:
    """Own row of the plan that ends a transfer, from the state in which it was seen. `ctx.key` names that plan."""
    return Own(
        "transfer_out_move",
        {"id": str(out.id), "was": out.state, "becomes": becomes, "at": ctx.now.isoformat(), "reason": reason,
         "step": str(ctx.key)},
    )  # fmt: skip


def the_bank() -> Subject:
    """The bank itself, as who ends what a customer has reserved."""
    return Subject(0, uuid4())


def reason_in_words(code: str | None) -> Words | None:
    """Why, in words; what a rail says in words of its own is passed on as it is."""
    return None if code is None else OUT_REASONS.get(code, Words(code, code))
