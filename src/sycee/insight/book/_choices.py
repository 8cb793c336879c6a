"""What a customer said of their entries: categories, rules, parts, notes, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sycee.guard.privacy import Vault, sealed_column
from sycee.insight.category import CATEGORIES, Side
from sycee.kit.capability import Context, write
from sycee.kit.db import read

NOTE = sealed_column("book_choice", "note", "id")
Key = tuple[str, int]
"""An entry: its account as the book names it, and its seq."""

_VERSION = "SELECT version FROM book_version WHERE owner = $1"
# The row is locked until the end of the transaction: two changes of one customer's follow each other.
_MOVE = """
INSERT INTO book_version AS v (owner, version) VALUES ($1, 1)
ON CONFLICT (owner) DO UPDATE SET version = v.version + 1
"""
_WAIT_S = 3
"""How long: a large file is written for minutes, and meanwhile its owner's calls must not hold the connections by which
everybody writes."""
_CHOICES = """
SELECT id, account, seq, category, note, tags, excluded FROM book_choice WHERE owner = $1 ORDER BY chosen_at, id
"""
_PARTS = "SELECT account, seq, category, amount FROM book_part WHERE owner = $1 ORDER BY account, seq, n"
_RULES = """
SELECT id, counterparty, words, inward, category, since FROM book_rule
WHERE owner = $1 AND undone_at IS NULL ORDER BY id
"""
_CATEGORIES = "SELECT id, title, under, gone_at IS NOT NULL AS gone FROM book_category WHERE owner = $1 ORDER BY id"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was said of one entry."""

    category: str | None
    note: str
    tags: tuple[str, ...]
    excluded: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """Entries with this counterparty and these words in them, in one direction, have a category."""

    id: int
    counterparty: str
    words: str
    inward: bool
    category: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Own:
    """A category of a customer's own, under one of the closed list."""

    code: str
    title: str
    under: str
    gone: bool


@dataclass(slots=True)
class Choices:
    """All of it."""

    by_entry: dict[Key, Choice] = field(default_factory=dict)
    parts: dict[Key, list[tuple[str, int]]] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    categories: list[Own] = field(default_factory=list)

    def side(self, code: str) -> Side:
        """On which side a category counts."""
        return CATEGORIES[self.under(code)].side

    def under(self, code: str) -> str:
        """The category of the closed list that this one is, or is a part of."""
        return next((own.under for own in self.categories if own.code == code), code)


async def version_of(ctx: Context) -> int:
    """The version of what the caller said and brought in."""
    async with read(ctx) as connection:
        return int(await connection.fetchval(_VERSION, ctx.me) or 0)


async def moved(ctx: Context, wait_s: float = _WAIT_S) -> None:
    """Take the caller's turn to change what they said or brought in, and have every reader read it anew.

    Whoever changes a book begins with this: of two at once one waits, and is told that the bank is busy where the other
    takes long.
    """
    await write(ctx).connection.execute(_MOVE, ctx.me, timeout=wait_s)


async def read_choices(ctx: Context, vault: Vault) -> Choices:
    """All that the caller said, as of the call's snapshot."""
    async with read(ctx) as connection:
        choices = await connection.fetch(_CHOICES, ctx.me)
        parts = await connection.fetch(_PARTS, ctx.me)
        rules = await connection.fetch(_RULES, ctx.me)
        categories = await connection.fetch(_CATEGORIES, ctx.me)
    said = Choices(
        rules=[Rule(*r.values()) for r in rules],
        categories=[Own(f"my:{r['id']}", r["title"], r["under"], r["gone"]) for r in categories],
    )
    for r in choices:
        note = vault.unseal(r["note"], NOTE, r["id"]) if r["note"] else ""
        said.by_entry[r["account"], r["seq"]] = Choice(r["category"], note, tuple(r["tags"]), r["excluded"])
    for r in parts:
        said.parts.setdefault((r["account"], r["seq"]), []).append((r["category"], r["amount"]))
    return said
