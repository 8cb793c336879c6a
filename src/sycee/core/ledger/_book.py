"""The book: a batch of tickets as arrays, one call of the till's database function, and its outcomes as answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate
from typing import Any

import msgspec

from sycee.kit.capability import encode
from sycee.kit.db import Connection
from sycee.kit.errors import Fault, Refusal
from sycee.kit.journal import Known
from sycee.kit.money import Money, asset_by_id
from sycee.kit.till import Intent, Plan, Ticket
from sycee.kit.time import BANK_ZONE_NAME
from sycee.kit.words import words

_COMMIT = f"""
SELECT * FROM till_commit({", ".join(f"${n}" for n in range(1, 29))})
"""

_ODD = ("plan", "outcome", "subject", "mark", "refused", "said", "said_at")
NOT_LET_THROUGH, MALFORMED = 2, 3
_ACTS = {"reserve": 1, "post": 2, "void": 3}


class NoAccount(Refusal):
    code, http, given_by = "no_such_account", 404, "till"
    say = words(zh="没有这个账户", en="There is no such account")


class Closed(Refusal):
    code, http, given_by = "account_closed", 409, "till"
    say = words(zh="账户已销户，没有扣款", en="That account is closed. Nothing was debited")


class Frozen(Refusal):
    code, http, given_by = "account_frozen", 409, "till"
    say = words(zh="账户已冻结，暂不能转出", en="That account is frozen: nothing can leave it")


class Left(msgspec.Struct, frozen=True):
    """What is left: of the money, or of the day's limit."""

    account: int
    available: Money


class Short(Refusal):
    code, tells, given_by = "insufficient_funds", Left, "till"
    say = words(zh="这个账户余额不足", en="There is not enough money in that account")


class DayLimit(Refusal):
    code, tells, given_by = "day_limit", Left, "till"
    say = words(zh="超过今天的转账限额", en="That is more than may leave this account today")


class HoldGone(Refusal):
    code, http = "hold_gone", 409
    say = words(zh="这笔预留已经入账、撤销或过期", en="That hold was posted, released or has expired")


class MoreThanHeld(Refusal):
    code, http = "more_than_held", 409
    say = words(zh="超过了预留的金额", en="That is more than was held")


class NotBooked(Refusal):
    code, http, given_by = "not_booked", 409, "till"
    say = words(
        zh="这笔业务的情况刚刚发生了变化，没有扣款",
        en="Something about this changed a moment ago. Nothing was debited",
    )


class Spent(Refusal):
    code, http = "budget_spent", 409
    say = words(zh="预算已用完", en="The budget for this is used up")


class Full(Refusal):
    code = "account_full"
    say = words(zh="这个账户不能再入账", en="That account can take no more entries")


class HoldTaken(Refusal):
    code = "hold_taken"
    say = words(zh="这个预留编号已被使用", en="There is a hold of that number already")


_REFUSALS: dict[int, type[Refusal]] = {
    10: NoAccount,
    11: Closed,
    12: Frozen,
    13: Short,
    14: DayLimit,
    15: HoldGone,
    16: MoreThanHeld,
    17: NotBooked,
    18: Spent,
    19: Full,
    20: HoldTaken,
}


class _No(msgspec.Struct):
    outcome: int
    account: int | None = None
    available: int | None = None
    asset: int = 0


def no_of(outcome: int) -> type[Refusal] | None:
    """Which refusal an outcome of the till is, by the number that its record has."""
    return _REFUSALS.get(outcome)


class LedgerBook:
    """Commits batches of tickets in the ledger: the `Book` that the till asks for."""

    async def commit(
        self, connection: Connection, slot: int, tickets: Sequence[Ticket], at: datetime | None
    ) -> list[Known | Exception]:
        """Book a batch in order, durably; what was decided comes back as the journal has it."""
        said = [t.intent.said for t in tickets]
        row = await connection.fetchrow(_COMMIT, slot, at, BANK_ZONE_NAME, *_columns(tickets, said))
        booked_at = row["booked_at"]
        outcomes: list[Known | Exception] = [
            Known(i.key, i.subject, i.verb, i.mark, False, text, booked_at)
            for i, text in zip((t.intent for t in tickets), said, strict=True)
        ]
        for n, *odd in zip(*(row[c] for c in _ODD), strict=True) if row["plan"] else ():
            outcomes[n - 1] = _odd(tickets[n - 1].intent, *odd)
        return outcomes

    def refusal(self, known: Known) -> Refusal:
        """The refusal in a stored record, with what is left where that is the payer's own business."""
        no = msgspec.json.decode(known.said, type=_No)
        kind = _REFUSALS[no.outcome]
        if kind not in (Short, DayLimit) or no.available is None:
            return kind()
        left = Money(max(no.available, 0), asset_by_id(no.asset))
        return kind(account=no.account, available=left.to_wire())


def _odd(
    intent: Intent, outcome: int, subject: int, mark: bytes, refused: bool, said: str, said_at: datetime
) -> Known | Exception:
    """A plan that was not simply done: known, refused, or a fault of ours."""
    if outcome == NOT_LET_THROUGH:
        return Fault(f"{intent.verb}: the till's function let it through by no approval or allowance")
    if outcome == MALFORMED:
        return Fault(f"{intent.verb}: its legs or its hold are malformed")
    return Known(intent.key, subject, intent.verb, mark, refused, said, said_at)


def _columns(tickets: Sequence[Ticket], said: list[str]) -> tuple[Any, ...]:
    """The batch as the columns of `till_commit`, in its order from `p_key` on."""
    intents = [t.intent for t in tickets]
    plans = [i.plan for i in intents]
    value_on = [p.value_on for p in plans]
    return (
        [i.key for i in intents],
        [i.subject for i in intents],
        [i.verb for i in intents],
        [i.mark for i in intents],
        [i.digest for i in intents],
        [t.approval for t in tickets],
        [t.allowance for t in tickets],
        [i.sealing.asset for i in intents],
        [p.counted for p in plans],
        [p.kind for p in plans],
        [p.memo for p in plans],
        value_on if any(value_on) else [],
        said,
        *_legs(plans),
        *_holds(plans),
        *_own_rows(tickets),
    )


def _legs(plans: Sequence[Plan[Any]]) -> tuple[list[Any], ...]:
    legs = [leg for plan in plans for leg in plan.legs]
    ids = sorted({leg.account for leg in legs})
    at = {account: n for n, account in enumerate(ids, 1)}
    return (
        ids,
        list(accumulate((len(p.legs) for p in plans), initial=1)),
        [at[leg.account] for leg in legs],
        [leg.amount.minor for leg in legs],
        [leg.party for leg in legs],
    )


def _holds(plans: Sequence[Plan[Any]]) -> tuple[list[Any], ...]:
    held = [(n, p.held) for n, p in enumerate(plans, 1) if p.held]
    return (
        [n for n, _ in held],
        [h.id for _, h in held],
        [_ACTS[h.act] for _, h in held],
        [h.until for _, h in held],
    )


def _own_rows(tickets: Sequence[Ticket]) -> tuple[list[Any], ...]:
    rows = [(n, own) for n, t in enumerate(tickets, 1) for own in (*t.intent.plan.rows, *t.rows)]
    return [n for n, _ in rows], [o.function for _, o in rows], [encode(o.row).decode() for _, o in rows]
