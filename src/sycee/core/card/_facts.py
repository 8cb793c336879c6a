"""What is told of cards. Owners hear of it at once."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sycee.kit.journal import Fact


class _OfCard(Fact, frozen=True):
    owner: int
    card: int

    def heard_by(self) -> tuple[int, ...]:
        return (self.owner,)


class CardOpened(_OfCard, frozen=True):
    """Somebody has a card; `limit` in fen."""

    name = "card.opened"
    limit: int


class CardPurchased(_OfCard, frozen=True):
    """Something was bought by card."""

    name = "card.purchased"
    transfer: UUID


class CardRefunded(_OfCard, frozen=True):
    """A shop gave something back."""

    name = "card.refunded"
    transfer: UUID


class CardStated(_OfCard, frozen=True):
    """A statement was cut, of this day; sums in fen."""

    name = "card.stated"
    on: date
    balance: int
    minimum: int
    due_on: date


class CardDueSoon(_OfCard, frozen=True):
    """A statement is due in three days and not repaid; what is left of it and of its minimum, in fen."""

    name = "card.due_soon"
    on: date
    due_on: date
    left: int
    minimum: int


class CardRepaid(_OfCard, frozen=True):
    """So many fen were repaid. `auto`: by itself, on the due day."""

    name = "card.repaid"
    transfer: UUID
    minor: int
    auto: bool


class CardNotRepaid(_OfCard, frozen=True):
    """Repaying by itself did not work; nothing was debited. `reason` is a key of `card.REASONS`."""

    name = "card.not_repaid"
    on: date
    reason: str


class CardOverdue(_OfCard, frozen=True):
    """The due day is over and less than the minimum has come in; so many fen of it are missing."""

    name = "card.overdue"
    on: date
    minimum: int


class CardFroze(_OfCard, frozen=True):
    """Its holder has frozen a card, or (`frozen` is False) let it go again."""

    name = "card.froze"
    frozen: bool


class CardLimited(_OfCard, frozen=True):
    """Its holder has chosen a limit, in fen."""

    name = "card.limited"
    limit: int


class CardAutoSet(_OfCard, frozen=True):
    """Its holder has said whether it repays by itself."""

    name = "card.auto_set"
    on: bool


class CardShut(_OfCard, frozen=True):
    """Its holder has closed a card."""

    name = "card.closed"
