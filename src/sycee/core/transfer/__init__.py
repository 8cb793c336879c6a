"""Moving money: to someone known, and between one's own accounts."""

from sycee.core.transfer._cancel import Cancelled, cancel
from sycee.core.transfer._collect import CollectPaidTo
from sycee.core.transfer._count import count_arrived, count_sent
from sycee.core.transfer._order import REASONS, OrderChanged, OrderDone, OrderFailed
from sycee.core.transfer._order_list import Order, Orders, list_orders
from sycee.core.transfer._out import OUT_REASONS, OutArrived, OutHeld, OutReleased, OutReturned
from sycee.core.transfer._own import Move, Moved, SameAccount, move
from sycee.core.transfer._paycode_charge import PaycodeCharged
from sycee.core.transfer._receipt import Proven, Stands, receipt, receipt_of, stood
from sycee.core.transfer._rules import AMOUNT, FEE, FROM_ACCOUNT, Receipt, receipt_for
from sycee.core.transfer._send import Send, Sent, send
from sycee.core.transfer._under_way import Going, UnderWay, under_way

__all__ = [
    "AMOUNT",
    "FEE",
    "FROM_ACCOUNT",
    "OUT_REASONS",
    "REASONS",
    "Cancelled",
    "CollectPaidTo",
    "Going",
    "Move",
    "Moved",
    "Order",
    "OrderChanged",
    "OrderDone",
    "OrderFailed",
    "Orders",
    "OutArrived",
    "OutHeld",
    "OutReleased",
    "OutReturned",
    "PaycodeCharged",
    "Proven",
    "Receipt",
    "SameAccount",
    "Send",
    "Sent",
    "Stands",
    "UnderWay",
    "cancel",
    "count_arrived",
    "count_sent",
    "list_orders",
    "move",
    "receipt",
    "receipt_for",
    "receipt_of",
    "send",
    "stood",
    "under_way",
]
