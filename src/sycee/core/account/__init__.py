"""Customers' accounts: their numbers and names. Sums are the ledger's, under the same id."""

from sycee.core.account._adopt import Adopted, adopt
from sycee.core.account._close import Shut
from sycee.core.account._held_by import Held, held_by, holder_of
from sycee.core.account._list import Account, Accounts, list_accounts, own_ids, title_of
from sycee.core.account._mine import Mine, mine, usable
from sycee.core.account._number import is_number, number_for
from sycee.core.account._open import DAY_CAPS, FIRST_CLASS, SECOND_CLASS, Opened, open_for
from sycee.core.account._payable import Payable, payable
from sycee.core.account._upgrade import Upgraded
from sycee.core.account._walk import Walked, first_opened, these, walk

__all__ = [
    "DAY_CAPS",
    "FIRST_CLASS",
    "SECOND_CLASS",
    "Account",
    "Accounts",
    "Adopted",
    "Held",
    "Mine",
    "Opened",
    "Payable",
    "Shut",
    "Upgraded",
    "Walked",
    "adopt",
    "first_opened",
    "held_by",
    "holder_of",
    "is_number",
    "list_accounts",
    "mine",
    "number_for",
    "open_for",
    "own_ids",
    "payable",
    "these",
    "title_of",
    "usable",
    "walk",
]
