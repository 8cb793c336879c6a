"""Double-entry ledger. Open accounts, read balances and entries; money moves by plans alone, nothing is edited."""

from sycee.core.ledger._adopt import ENTRY_COLUMNS, Adopted, adopt, highest
from sycee.core.ledger._balance import Balance, balance_at, balances, value_balance_on
from sycee.core.ledger._book import (
    Closed,
    DayLimit,
    Frozen,
    HoldGone,
    LedgerBook,
    MoreThanHeld,
    NoAccount,
    NotBooked,
    Short,
    Spent,
    no_of,
)
from sycee.core.ledger._booked import booked
from sycee.core.ledger._closing import Month, balances_at_end, month_after, months_of
from sycee.core.ledger._columns import entries_between, reached, these
from sycee.core.ledger._history import Entry, Filters, Position, history, month_sums, one
from sycee.core.ledger._house import house
from sycee.core.ledger._kinds import KINDS
from sycee.core.ledger._open import Terms, close_empty, open_account, set_floor, set_terms
from sycee.core.ledger._span import Span, came_after, spans
from sycee.core.ledger._verify import Finding, verify

__all__ = [
    "ENTRY_COLUMNS",
    "KINDS",
    "Adopted",
    "Balance",
    "Closed",
    "DayLimit",
    "Entry",
    "Filters",
    "Finding",
    "Frozen",
    "HoldGone",
    "LedgerBook",
    "Month",
    "MoreThanHeld",
    "NoAccount",
    "NotBooked",
    "Position",
    "Short",
    "Span",
    "Spent",
    "Terms",
    "adopt",
    "balance_at",
    "balances",
    "balances_at_end",
    "booked",
    "came_after",
    "close_empty",
    "entries_between",
    "highest",
    "history",
    "house",
    "month_after",
    "month_sums",
    "months_of",
    "no_of",
    "one",
    "open_account",
    "reached",
    "set_floor",
    "set_terms",
    "spans",
    "these",
    "value_balance_on",
    "verify",
]
