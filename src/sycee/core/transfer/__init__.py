"""Moving money: to someone known, and between one's own accounts."""

from sycee.core.transfer._collect import CollectPaidTo
from sycee.core.transfer._count import count_sent
from sycee.core.transfer._order import REASONS, OrderChanged, OrderDone, OrderFailed
from sycee.core.transfer._own import Move, SameAccount, move
from sycee.core.transfer._paycode_charge import PaycodeCharged
from sycee.core.transfer._receipt import Proven, has_receipt, receipt
from sycee.core.transfer._rules import Receipt
from sycee.core.transfer._send import Send, Sent, send

__all__ = [
    "REASONS",
    "CollectPaidTo",
    "Move",
    "OrderChanged",
    "OrderDone",
    "OrderFailed",
    "PaycodeCharged",
    "Proven",
    "Receipt",
    "SameAccount",
    "Send",
    "Sent",
    "count_sent",
    "has_receipt",
    "move",
    "receipt",
    "send",
]
