"""A note, tags, and whether an entry is in the sums at all."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.insight.book._filter import Tag
from sycee.insight.book._say import Note, say_excluded, say_note, say_tags, shown_entry, turn
from sycee.insight.book._view import EntryRef
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown
from sycee.kit.errors import NotFound
from sycee.kit.words import words

_TAGS_MAX = 10


class Annotating(Ask, frozen=True, kw_only=True):
    """What is left out stays as it is. An empty note takes the note off, an empty list the tags."""

    entry: EntryRef
    note: Note | None = None
    tags: Annotated[list[Tag], Meta(max_length=_TAGS_MAX)] | None = None
    excluded: bool | None = None


class Annotation(Answer, frozen=True):
    """The entry that something was said of."""

    entry: str


async def _shows(ctx: Context, ask: Annotating) -> tuple[Shown, ...]:
    lines = [await shown_entry(ctx, ask.entry)]
    if ask.note is not None:
        lines.append(Shown(words(zh="备注", en="Note"), ask.note))
    if ask.tags is not None:
        lines.append(Shown(words(zh="标签", en="Tags"), " ".join(ask.tags)))
    if ask.excluded is not None:
        lines.append(Shown(words(zh="不计入收支", en="Left out of sums"), "✓" if ask.excluded else "–"))
    return tuple(lines)


@CATALOG.write("book.annotate", title=words(zh="写备注", en="Note on an entry"), refuses=(NotFound,), shows=_shows)
async def annotate(ctx: Context, ask: Annotating) -> Annotation:
    """Put a note or tags on one of my entries, or leave it out of all sums. The entry itself stays as it is."""
    _, key, _ = await turn(ctx, ask.entry)
    if ask.note is not None:
        await say_note(ctx, key, ask.note.strip())
    if ask.tags is not None:
        await say_tags(ctx, key, ask.tags)
    if ask.excluded is not None:
        await say_excluded(ctx, key, ask.excluded)
    return Annotation(entry=ask.entry)
