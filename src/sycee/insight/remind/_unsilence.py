"""Wanting to hear again of what was silenced."""

from __future__ import annotations

from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import NotFound
from sycee.kit.ids import RowId
from sycee.kit.words import words

_GONE = "DELETE FROM remind_silence WHERE id = $1 AND owner = $2 RETURNING id"


class WhichSilence(Ask, frozen=True):
    silence: RowId


class Unsilenced(Answer, frozen=True):
    """What is told again from now on."""

    id: int


@CATALOG.write(
    "remind.unsilence",
    title=words(zh="恢复提醒", en="Hear of it again"),
    channels=("http", "cli"),
    refuses=(NotFound,),
)
async def unsilence(ctx: Context, ask: WhichSilence) -> Unsilenced:
    """Be reminded again of what I had silenced."""
    gone = await write(ctx).connection.fetchval(_GONE, ask.silence, ctx.me)
    if gone is None:
        raise NotFound(field="silence")
    return Unsilenced(id=gone)
