"""The book: a batch of tickets as arrays, one call of the till's database function, and its outcomes as answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from sycee.kit.db import Connection
from sycee.kit.errors import Fault, Refusal
from sycee.kit.journal import Known
from sycee.kit.money import Money, asset_by_id
from sycee.kit.till import Ticket
from sycee.kit.time import BANK_ZONE_NAME
from sycee.kit.words import words

_COMMIT = f"""
SELECT * FROM till_commit({", ".join(f"${n}" for n in range(1, 29))})
"""

DONE, KNOWN, NOT_LET_THROUGH, MALFORMED = 0, 1, 2, 3
_ACTS = {"reserve": 1, "post": 2, "void": 3}


class NoAccount(Refusal):
    code, http = "no_such_account", 404
    say = words(zh="没有这个账户", en="There is no such account")


class Closed(Refusal):
    code = "account_closed"
    say = words(zh="账户已销户，没有扣款", en="That account is closed. Nothing was debited")


class Frozen(Refusal):
    code = "account_frozen"
    say = words(zh="账户已冻结，暂不能转出", en="That account is frozen: nothing can leave it")


class Left(msgspec.Struct, frozen=True):
    """What is left: of the money, or of the day's limit."""

    account: int
    available: Money


class Short(Refusal):
    code, tells = "insufficient_funds", Left
    say = words(zh="这个账户余额不足", en="There is not enough money in that account")


class DayLimit(Refusal):
    code, tells = "day_limit", Left
    say = words(zh="超过今天的转账限额", en="That is more than may leave this account today")


class HoldGone(Refusal):
    code = "hold_gone"
    say = words(zh="这笔预留已经入账、撤销或过期", en="That hold was posted, released or has expired")


class MoreThanHeld(Refusal):
    code = "more_than_held"
    say = words(zh="超过了预留的金额", en="That is more than was held")


class NotBooked(Refusal):
    code = "not_booked"
    say = words(
        zh="这笔业务的情况刚刚发生了变化，没有扣款",
        en="Something about this changed a moment ago. Nothing was debited",
    )


class Spent(Refusal):
    code = "budget_spent"
    say = words(zh="预算已用完", en="The budget for this is used up")


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
}


class _No(msgspec.Struct):
    outcome: int
    account: int | None = None
    available: int | None = None
    asset: int = 0


class LedgerBook:
    """Commits batches of tickets in the ledger: the `Book` that the till asks for."""

    async def commit(
        self, connection: Connection, slot: int, tickets: Sequence[Ticket], at: datetime | None
    ) -> list[Known | Exception]:
        """Book a batch in order, durably; what was decided comes back as the journal has it."""
        row = await connection.fetchrow(_COMMIT, slot, at, BANK_ZONE_NAME, *_arrays(tickets))
        known = _known(row)
        return [_outcome(ticket, row, i, known) for i, ticket in enumerate(tickets)]

    def refusal(self, known: Known) -> Refusal:
        """The refusal in a stored record, with what is left where that is the payer's own business."""
        no = msgspec.json.decode(known.said, type=_No)
        kind = _REFUSALS[no.outcome]
        if kind not in (Short, DayLimit) or no.available is None:
            return kind()
        left = Money(max(no.available, 0), asset_by_id(no.asset))
        return kind(account=no.account, available=left.to_wire())


def _arrays(tickets: Sequence[Ticket]) -> tuple[Any, ...]:
    """The batch as the columns of `till_commit`, in its order from `p_key` on."""
    intents = [t.intent for t in tickets]
    plans = [i.plan for i in intents]
    ids = sorted({leg.account for p in plans for leg in p.legs})
    at = {account: n for n, account in enumerate(ids, 1)}
    legs = [(at[leg.account], n, leg.amount.minor, leg.party) for n, p in enumerate(plans, 1) for leg in p.legs]
    first = [1]
    for plan in plans:
        first.append(first[-1] + len(plan.legs))
    return (
        [i.key for i in intents],
        [i.subject for i in intents],
        [i.verb for i in intents],
        [i.mark for i in intents],
        [i.digest for i in intents],
        [t.approval for t in tickets],
        [t.allowance for t in tickets],
        [p.counted for p in plans],
        [p.legs[0].amount.asset.id if p.legs else 0 for p in plans],
        [p.kind for p in plans],
        [p.memo for p in plans],
        [p.value_on for p in plans],
        [i.said for i in intents],
        ids,
        first,
        [leg[0] for leg in legs],
        [leg[1] for leg in legs],
        [leg[2] for leg in legs],
        [leg[3] for leg in legs],
        *_holds(plans),
        *_own_rows(plans),
    )


def _holds(plans: Sequence[Any]) -> tuple[list[Any], ...]:
    if not any(p.held for p in plans):
        return [], [], []
    held = [p.held for p in plans]
    return (
        [h and h.id for h in held],
        [_ACTS[h.act] if h else 0 for h in held],
        [h and h.until for h in held],
    )


def _own_rows(plans: Sequence[Any]) -> tuple[list[Any], ...]:
    rows = [(own.function, n, json.dumps(own.row)) for n, p in enumerate(plans, 1) for own in p.rows]
    return [r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows]


def _known(row: Any) -> dict[Any, Known]:
    columns = (
        row["known_key"],
        row["known_subject"],
        row["known_mark"],
        row["known_refused"],
        row["known_said"],
    )
    if columns[0] is None:
        return {}
    return {
        key: Known(key, subject, "", mark, refused, said, row["booked_at"])
        for key, subject, mark, refused, said in zip(*columns, strict=True)
    }


def _outcome(ticket: Ticket, row: Any, i: int, known: dict[Any, Known]) -> Known | Exception:
    outcome, intent = row["outcome"][i], ticket.intent
    if outcome == KNOWN:
        return known[intent.key]
    if outcome == NOT_LET_THROUGH:
        return Fault(f"{intent.verb}: the till's function let it through by no approval or allowance")
    if outcome == MALFORMED:
        return Fault(f"{intent.verb}: legs do not sum to zero in the accounts' asset")
    refused = outcome != DONE
    no = {"outcome": outcome, "account": row["account"][i], "available": row["available"][i]}
    said = json.dumps({**no, "asset": intent.sealing.asset}) if refused else intent.said
    return Known(intent.key, intent.subject, intent.verb, intent.mark, refused, said, row["booked_at"])
