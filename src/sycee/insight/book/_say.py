"""What the verbs share by which customers say something of their entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta

from sycee.guard.privacy import Vault
from sycee.insight.book._choices import NOTE, Key, moved
from sycee.insight.book._find import Told, told_of
from sycee.insight.book._lines import Lines
from sycee.insight.book._shelf import lines_of
from sycee.insight.category import CATEGORIES
from sycee.kit.capability import Context, Shown, write
from sycee.kit.errors import BadInput, NotFound
from sycee.kit.words import VISIBLE, words

Note = Annotated[str, Meta(max_length=500, pattern=VISIBLE, description="a note of one's own")]

_CHOICE = """
INSERT INTO book_choice AS c (owner, account, seq, chosen_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (owner, account, seq) DO UPDATE SET chosen_at = excluded.chosen_at RETURNING id
"""
_CATEGORY = "UPDATE book_choice SET category = $2 WHERE id = $1"
_NOTE = "UPDATE book_choice SET note = $2 WHERE id = $1"
_TAGS = "UPDATE book_choice SET tags = $2 WHERE id = $1"
_EXCLUDED = "UPDATE book_choice SET excluded = $2 WHERE id = $1"
_WHOLE = "DELETE FROM book_part WHERE owner = $1 AND account = $2 AND seq = $3"
_PARTS = """
INSERT INTO book_part (owner, account, seq, n, category, amount)
SELECT $1, $2, $3, n, category, amount FROM unnest($4::text[], $5::bigint[]) WITH ORDINALITY AS u (category, amount, n)
"""


async def turn(ctx: Context, entry: str) -> tuple[Lines, Key, int]:
    """Take the caller's turn to change something of one of their entries: their book now, the entry, its row."""
    await moved(ctx)
    lines = await lines_of(ctx)
    account, _, seq = entry.rpartition(":")
    row = lines.row_of((account, int(seq)))
    if row is None:
        raise NotFound(field="entry")
    return lines, (account, int(seq)), row


async def shown_entry(ctx: Context, entry: str) -> Shown:
    """An entry in words, for whoever is to consent to a change of it; refuses one that is not theirs."""
    lines = await lines_of(ctx)
    account, _, seq = entry.rpartition(":")
    row = lines.row_of((account, int(seq)))
    if row is None:
        raise NotFound(field="entry")
    told = (await as_told(ctx, lines, row)).entry
    return Shown(words(zh="明细", en="Entry"), f"{told.title} {told.amount.major} {told.at:%Y-%m-%d}")


def usable(lines: Lines, code: str, field: str = "category") -> str:
    """A category that an entry may be given: of the closed list, or the caller's own and not dropped."""
    if code not in CATEGORIES and code not in {own.code for own in lines.choices.categories if not own.gone}:
        raise BadInput(field=field, reason="no such category")
    return code


async def choice(ctx: Context, key: Key) -> int:
    """The row of what is said of an entry; made where nothing was."""
    return int(await write(ctx).connection.fetchval(_CHOICE, ctx.me, *key, ctx.now))


async def say_category(ctx: Context, key: Key, code: str | None) -> None:
    """Have an entry be of a category, or of the one that the book finds by itself."""
    await write(ctx).connection.execute(_CATEGORY, await choice(ctx, key), code)


async def say_note(ctx: Context, key: Key, note: str) -> None:
    """Put a note on an entry, sealed; an empty one takes it off."""
    number = await choice(ctx, key)
    sealed = ctx.port(Vault).seal(note, NOTE, number) if note else None
    await write(ctx).connection.execute(_NOTE, number, sealed)


async def say_tags(ctx: Context, key: Key, tags: Sequence[str]) -> None:
    """Give an entry these tags and no others."""
    await write(ctx).connection.execute(_TAGS, await choice(ctx, key), list(dict.fromkeys(tags)))


async def say_excluded(ctx: Context, key: Key, excluded: bool) -> None:
    """Leave an entry out of all sums, or take it in again."""
    await write(ctx).connection.execute(_EXCLUDED, await choice(ctx, key), excluded)


async def say_parts(ctx: Context, key: Key, parts: Sequence[tuple[str, int]]) -> None:
    """Split an entry into these parts; none make it whole again."""
    connection = write(ctx).connection
    await connection.execute(_WHOLE, ctx.me, *key)
    if parts:
        await connection.execute(_PARTS, ctx.me, *key, [code for code, _ in parts], [minor for _, minor in parts])


async def as_told(ctx: Context, lines: Lines, row: int) -> Told:
    """An entry as the book told it when the verb began."""
    return (await told_of(ctx, lines, lines.entry[row : row + 1]))[0]
