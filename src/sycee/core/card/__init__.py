"""Credit cards: bought with by a network, billed each month, repaid, frozen at once."""

from sycee.core.card._apply import CardAlready, NewCard, NoAccountForCard, apply
from sycee.core.card._cycle import REASONS, close_cards
from sycee.core.card._facts import (
    CardAutoSet,
    CardDueSoon,
    CardFroze,
    CardLimited,
    CardNotRepaid,
    CardOpened,
    CardOverdue,
    CardPurchased,
    CardRefunded,
    CardRepaid,
    CardShut,
    CardStated,
)
from sycee.core.card._network import CardNetwork, GivenBack, Presented, Shop
from sycee.core.card._of import AsAccount, as_accounts, own_ids
from sycee.core.card._purchase import RefundedMore, decide, give_back, transfer_of
from sycee.core.card._rows import AboveLimit, CardClosed, CardFrozen, Kept, NoCard, these
from sycee.core.card._rules import due_on, limit_for, minimum_of, next_statement
from sycee.core.card._show import CardBill, card_bill
from sycee.core.card._simulated import SimulatedNetwork

__all__ = [
    "REASONS",
    "AboveLimit",
    "AsAccount",
    "CardAlready",
    "CardAutoSet",
    "CardBill",
    "CardClosed",
    "CardDueSoon",
    "CardFroze",
    "CardFrozen",
    "CardLimited",
    "CardNetwork",
    "CardNotRepaid",
    "CardOpened",
    "CardOverdue",
    "CardPurchased",
    "CardRefunded",
    "CardRepaid",
    "CardShut",
    "CardStated",
    "GivenBack",
    "Kept",
    "NewCard",
    "NoAccountForCard",
    "NoCard",
    "Presented",
    "RefundedMore",
    "Shop",
    "SimulatedNetwork",
    "apply",
    "as_accounts",
    "card_bill",
    "close_cards",
    "decide",
    "due_on",
    "give_back",
    "limit_for",
    "minimum_of",
    "next_statement",
    "own_ids",
    "these",
    "transfer_of",
]
