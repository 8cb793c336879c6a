"""Messages: one inbox for service, security and marketing, and what goes out by push, SMS and mail besides."""

from sycee.service.message._counts import Sent, sent_to
from sycee.service.message._deliver import Deliver, deliver, deliver_again
from sycee.service.message._gateway import Lying, Mail, Notice, Push, SimulatedMail, SimulatedPush, lying
from sycee.service.message._list import InboxMessage, Messages, list_messages
from sycee.service.message._make import MessageArrived
from sycee.service.message._on_account import account_closed, account_opened, account_upgraded, interest_paid
from sycee.service.message._on_card import (
    card_due_soon,
    card_froze,
    card_not_repaid,
    card_opened,
    card_overdue,
    card_purchased,
    card_refunded,
    card_repaid,
    card_stated,
)
from sycee.service.message._on_proposal import proposal_waits
from sycee.service.message._on_remind import noticed
from sycee.service.message._on_session import assistant_allowed, factor_changed, signed_in
from sycee.service.message._on_statement import month_stated
from sycee.service.message._on_transfer import (
    bill_refunded,
    code_charged,
    code_paid,
    money_came,
    order_completed,
    order_failed,
    order_paid,
    reserved_arrived,
    reserved_released,
    reserved_returned,
    tell_of_money,
)
from sycee.service.message._prefer import prefer
from sycee.service.message._preferences import MessagePreferences, preferences
from sycee.service.message._purge import purge
from sycee.service.message._read import MessagesRead, have_read
from sycee.service.message._unread import Unread, unread

__all__ = [
    "Deliver",
    "InboxMessage",
    "Lying",
    "Mail",
    "MessageArrived",
    "MessagePreferences",
    "Messages",
    "MessagesRead",
    "Notice",
    "Push",
    "Sent",
    "SimulatedMail",
    "SimulatedPush",
    "Unread",
    "account_closed",
    "account_opened",
    "account_upgraded",
    "assistant_allowed",
    "bill_refunded",
    "card_due_soon",
    "card_froze",
    "card_not_repaid",
    "card_opened",
    "card_overdue",
    "card_purchased",
    "card_refunded",
    "card_repaid",
    "card_stated",
    "code_charged",
    "code_paid",
    "deliver",
    "deliver_again",
    "factor_changed",
    "have_read",
    "interest_paid",
    "list_messages",
    "lying",
    "money_came",
    "month_stated",
    "noticed",
    "order_completed",
    "order_failed",
    "order_paid",
    "prefer",
    "preferences",
    "proposal_waits",
    "purge",
    "reserved_arrived",
    "reserved_released",
    "reserved_returned",
    "sent_to",
    "signed_in",
    "tell_of_money",
    "unread",
]
