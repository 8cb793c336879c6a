"""Bills by customer number: found at a biller, paid once, given back where the biller does not take them."""

from sycee.core.bill._biller import (
    Billers,
    Known,
    NeverHeard,
    NotTaken,
    NoWord,
    Owed,
    Payment,
    Taken,
    Word,
)
from sycee.core.bill._find import FoundBills, ListedBillers, billers, find
from sycee.core.bill._list import PaidBills, list_bills
from sycee.core.bill._open import DueBill, due_bills
from sycee.core.bill._pay import BillGone, BillPaidAlready, PayBill, pay
from sycee.core.bill._rows import REASONS, BillPaid, BillRefunded, BillSettled
from sycee.core.bill._show import show
from sycee.core.bill._simulated import SimulatedBillers
from sycee.core.bill._stands import stands

__all__ = [
    "REASONS",
    "BillGone",
    "BillPaid",
    "BillPaidAlready",
    "BillRefunded",
    "BillSettled",
    "Billers",
    "DueBill",
    "FoundBills",
    "Known",
    "ListedBillers",
    "NeverHeard",
    "NoWord",
    "NotTaken",
    "Owed",
    "PaidBills",
    "PayBill",
    "Payment",
    "SimulatedBillers",
    "Taken",
    "Word",
    "billers",
    "due_bills",
    "find",
    "list_bills",
    "pay",
    "show",
    "stands",
]
