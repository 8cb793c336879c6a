"""Whom a customer pays: found by account or phone number, named by the customer, checked by the bank."""

from sycee.core.payee._add import NameMismatch, PayeeIsSelf, add
from sycee.core.payee._adopt import Adopted, adopt
from sycee.core.payee._check import Checked, PayeeNotFound, check
from sycee.core.payee._cool import Cooling, PayeeCooling, cool
from sycee.core.payee._known import Elsewhere, Known, PayeeElsewhere, known, number_of, reached, stands
from sycee.core.payee._list import Payees, list_payees
from sycee.core.payee._met import met
from sycee.core.payee._remove import PayeeRemoved, remove
from sycee.core.payee._rows import Payee
from sycee.core.payee._sent import note_sent

__all__ = [
    "Adopted",
    "Checked",
    "Cooling",
    "Elsewhere",
    "Known",
    "NameMismatch",
    "Payee",
    "PayeeCooling",
    "PayeeElsewhere",
    "PayeeIsSelf",
    "PayeeNotFound",
    "PayeeRemoved",
    "Payees",
    "add",
    "adopt",
    "check",
    "cool",
    "known",
    "list_payees",
    "met",
    "note_sent",
    "number_of",
    "reached",
    "remove",
    "stands",
]
