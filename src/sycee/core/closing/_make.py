"""Making statements: of each account, every month that is over and has none."""

from __future__ import annotations

from datetime import date, timedelta

from sycee.core import account, ledger
from sycee.core.account import Walked
from sycee.kit.capability import Context, write
from sycee.kit.journal import Fact
from sycee.kit.time import bank_day, day_ends

_KINDS = ("current", "savings", "shop")
_LAST = "SELECT account_id, max(month) AS month FROM closing_statement WHERE account_id = ANY ($1::bigint[]) GROUP BY 1"
_ANY = "SELECT EXISTS (SELECT FROM closing_statement)"
_MAKE = """
INSERT INTO closing_statement (account_id, month, owner, asset, opening, income, outgo, closing, entries, first_seq,
                               made_at)
SELECT *, $11::timestamptz FROM unnest($1::bigint[], $2::date[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[],
                                       $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[])
ON CONFLICT (account_id, month) DO NOTHING RETURNING account_id
"""


class MonthClosed(Fact, frozen=True):
    """A month, named by its first day, is over and stated for accounts of these customers that had entries in it."""

    name = "closing.month_closed"
    month: date
    owners: tuple[int, ...]


async def make_some(ctx: Context, day: date, after: int, most: int) -> tuple[int, int] | None:
    """Make the statements of the next accounts by number, at the end of a day; returns the last of them and how many
    statements were made, None when all are through. For the bank's own writes."""
    connection = write(ctx).connection
    ends_month = (day + timedelta(days=1)).day == 1
    if not ends_month and after == 0 and await connection.fetchval(_ANY):
        return None  # within a month there is nothing to make, but for a bank's first time
    accounts = await account.walk(ctx, after, _KINDS, day_ends(day), most)
    if not accounts:
        return None
    last = {r["account_id"]: r["month"] for r in await connection.fetch(_LAST, [a.id for a in accounts])}
    wanted = [(a.id, month) for a in accounts for month in _months(a, last.get(a.id), day)]
    of = {a.id: a for a in accounts}
    months = [
        m for m in await ledger.months_of(ctx, wanted) if m.opening or m.entries or of[m.account].closed_at is None
    ]
    made = await connection.fetch(
        _MAKE, [m.account for m in months], [m.month for m in months], [of[m.account].owner for m in months],
        [of[m.account].asset for m in months], [m.opening for m in months], [m.income for m in months],
        [m.outgo for m in months], [m.closing for m in months], [m.entries for m in months],
        [m.first_seq for m in months], ctx.now,
    )  # fmt: skip
    # Of months long over, which a bank's first run makes as well, nothing is told.
    over = day.replace(day=1)
    owners = {of[m.account].owner for m in months if m.entries and m.month == over}
    if ends_month and owners:
        write(ctx).tell(MonthClosed(month=over, owners=tuple(sorted(owners))))
    return accounts[-1].id, len(made)


def _months(of: Walked, made: date | None, day: date) -> list[date]:
    """The months of an account that are over by the end of a day and have no statement."""
    opened = bank_day(of.opened_at).replace(day=1)
    month = opened if made is None else ledger.month_after(made)
    end = (day + timedelta(days=1)).replace(day=1)
    if of.closed_at is not None:
        end = min(end, ledger.month_after(bank_day(of.closed_at).replace(day=1)))
    found = []
    while month < end:
        found.append(month)
        month = ledger.month_after(month)
    return found
