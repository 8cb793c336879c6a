"""Calling a key something else."""

from __future__ import annotations

from uuid import UUID

from sycee.guard.device._add_passkey import KeyName
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import BadInput, NotFound
from sycee.kit.words import words

_RENAME = "UPDATE device_key SET what = $3 WHERE id = $1 AND subject = $2 AND revoked_at IS NULL RETURNING id"


class RenameKey(Ask, frozen=True):
    device: UUID
    name: KeyName


class KeyRenamed(Answer, frozen=True):
    """It has its new name."""


@CATALOG.write(
    "device.rename_key",
    title=words(zh="重命名", en="Rename a key"),
    refuses=(NotFound,),
)
async def rename(ctx: Context, ask: RenameKey) -> KeyRenamed:
    """Call a key of mine something else, so that I know which one it is."""
    if not ask.name.strip():
        raise BadInput(field="name", reason="it is blank")
    if await write(ctx).connection.fetchval(_RENAME, ask.device, ctx.me, ask.name.strip()) is None:
        raise NotFound(field="device")
    return KeyRenamed()
