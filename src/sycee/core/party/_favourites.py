"""What may be a favourite, and what a customer who has chosen nothing finds at hand."""

from __future__ import annotations

from sycee.kit.capability import CATALOG, Answer
from sycee.kit.db import Connection
from sycee.kit.words import Locale

MOST = 8
MINE = "SELECT names FROM party_favourite WHERE owner = $1"

# What a person comes to the bank to do, the most used first. Whatever of it this bank has is offered.
_FUNCTIONS = (
    "transfer.send", "bill.pay", "collect.make", "paycode.make", "book.entries", "account.list", "transfer.own",
    "card.show", "order.list", "book.bring", "collect.pay", "message.list", "proposal.list", "session.list",
    "assistant.allow", "payee.add", "recommend.wealth", "recommend.articles",
)  # fmt: skip


class Favourite(Answer, frozen=True):
    """One function: the verb it is, and what it is called."""

    name: str
    title: str


class Favourites(Answer, frozen=True):
    """What is at hand, in order, and everything that may be."""

    favourites: list[Favourite]
    offered: list[Favourite]


def offered() -> list[str]:
    """Every function that may be a favourite."""
    return [name for name in _FUNCTIONS if name in CATALOG and "http" in CATALOG[name].channels]


async def at_hand(connection: Connection, owner: int) -> list[str]:
    """What stands on a customer's first page: what they chose, or what those have who chose nothing."""
    names: list[str] | None = await connection.fetchval(MINE, owner)
    return offered()[:MOST] if names is None else [name for name in names if name in offered()]


def shown(names: list[str] | None, locale: Locale) -> Favourites:
    """Favourites in words; of those chosen the ones that are still offered, the first few where none were chosen."""
    all_ = offered()
    chosen = all_[:MOST] if names is None else [name for name in names if name in all_]
    return Favourites(favourites=_said(chosen, locale), offered=_said(all_, locale))


def _said(names: list[str], locale: Locale) -> list[Favourite]:
    return [Favourite(name=name, title=CATALOG[name].title.say(locale)) for name in names]
