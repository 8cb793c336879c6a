"""The way back: the version that serves is withdrawn, and the one before it serves again."""

from __future__ import annotations

from sycee.kit.capability import Context, write
from sycee.kit.errors import Refusal
from sycee.kit.words import words

_WITHDRAW = """
UPDATE algorithm_version SET withdrawn_at = $2
WHERE kind = $1 AND number = (
    SELECT max(number) FROM algorithm_version WHERE kind = $1 AND published_at IS NOT NULL AND withdrawn_at IS NULL)
RETURNING number
"""


class NothingBefore(Refusal):
    code = "nothing_to_roll_back"
    say = words(zh="“{kind}”没有在用的版本，无从退回", en="No version of {kind} is in service, so there is no way back")


async def roll_back(ctx: Context, kind: str) -> int:
    """Withdraw the version that serves; returns its number. Refuses where none does. For writes."""
    number: int | None = await write(ctx).connection.fetchval(_WITHDRAW, kind, ctx.now)
    if number is None:
        raise NothingBefore(field="kind", kind=kind)
    return number
