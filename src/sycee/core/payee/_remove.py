"""Removing a payee."""

from __future__ import annotations

from sycee.core.payee._check import PayeeNotFound
from sycee.core.payee._known import reached
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.ids import RowId
from sycee.kit.journal import Fact
from sycee.kit.words import words

# The strongest lock first: a payment under way to this payee holds their key (payee_stands), and is waited for.
_REMOVE = """
WITH held AS (SELECT id FROM payee_payee WHERE id = $1 AND owner = $2 AND removed_at IS NULL FOR UPDATE)
UPDATE payee_payee p SET removed_at = $3 FROM held WHERE p.id = held.id RETURNING p.id
"""

_REMOVED, _ACCOUNT = words(zh="删除收款人", en="Remove from the payees"), words(zh="收款账号", en="Account")


class RemovePayee(Ask, frozen=True):
    payee: RowId


class PayeeRemoved(Fact, frozen=True):
    """Someone is no longer among a customer's payees: what hangs on them ends."""

    name = "payee.removed"
    owner: int
    payee: int

    def heard_by(self) -> tuple[int, ...]:
        return (self.owner,)


class Removed(Answer, frozen=True):
    """They are no longer among the payees."""


async def _shows(ctx: Context, ask: RemovePayee) -> tuple[Shown, ...]:
    """Who it is."""
    target = await reached(ctx, ask.payee)
    return Shown(_REMOVED, target.name), Shown(_ACCOUNT, f"**** {target.tail}")


@CATALOG.write(
    "payee.remove", title=words(zh="删除收款人", en="Remove a payee"), shows=_shows, refuses=(PayeeNotFound,)
)
async def remove(ctx: Context, ask: RemovePayee) -> Removed:
    """Take someone off my payees. What was sent to them stays in my history."""
    if await write(ctx).connection.fetchval(_REMOVE, ask.payee, ctx.me, ctx.now) is None:
        raise PayeeNotFound(field="payee")
    write(ctx).tell(PayeeRemoved(owner=ctx.me, payee=ask.payee))
    return Removed()
