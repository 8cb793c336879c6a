"""What people and firms do about what they have: put aside what is over, fetch what will be short, if it is there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sycee.city._ahead import Place
from sycee.city._folk import Folk, Payment, yuan
from sycee.city._means import Look
from sycee.city._months import HUNDRED_YUAN
from sycee.kit.money import Money

# Most that a firm pays its suppliers, or is paid, at a time.
_AT_ONCE = 30_000_000


async def look_around(folk: Folk, look: Look, place: Place, base: int, key: UUID) -> None:
    """See to one account for the month to come. No money is made: what cannot be fetched is not there."""
    there = {a["id"]: _fen(a["available"]) for a in await folk.accounts(place.owner)}
    account, other = base + look.account, base + look.other
    if account not in there:  # closed by whoever plays them
        return
    lowest = there[account] + look.low
    if look.who == "firm":
        await _business(folk, look, place, (account, other), lowest, key)
    elif lowest < look.keep:
        short = -(-(look.keep - lowest) // HUNDRED_YUAN) * HUNDRED_YUAN
        await _moves(
            folk, place, other, account, min(short, _whole(there.get(other, 0), HUNDRED_YUAN)), "储蓄转出", key
        )
    elif folk.town.drawn("saves", key) % 100 < 85 and other in there:
        await _moves(folk, place, account, other, _whole(lowest - look.want, 5 * HUNDRED_YUAN), "转入储蓄", key)


async def _moves(folk: Folk, place: Place, source: int, target: int, fen: int, memo: str, key: UUID) -> None:
    if fen > 0:
        ask = {"source": source, "target": target, "amount": yuan(fen), "memo": memo}
        await folk.does(place.owner, "transfer.own", ask, key)


async def _business(
    folk: Folk, look: Look, place: Place, accounts: tuple[int, int], lowest: int, key: UUID
) -> None:  # fmt: skip
    """Customers elsewhere pay what a firm will be short of; what is over goes to its suppliers."""
    (account, outside), over = accounts, _whole(lowest - look.want, 10 * HUNDRED_YUAN)
    if lowest < look.keep and look.low < 0:
        short = -(-(look.keep - lowest) // (10 * HUNDRED_YUAN)) * 10 * HUNDRED_YUAN
        await folk.arrives(key, outside, account, place.owner, short, "货款收入")
    elif over > 0:
        fen = min(over, _AT_ONCE)
        payment = Payment(key, place.owner, account, outside, 0, fen, "transfer", "跨行清算", place.holder, "货款支出")
        await folk.pays(payment)


def _whole(fen: int, step: int) -> int:
    return max(fen, 0) // step * step


def _fen(written: Any) -> int:
    return Money.from_wire(written).minor
