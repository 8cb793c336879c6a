"""How the city's people and firms pay each other: a verb of the city alone, which no channel has."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from sycee.core import account, ledger
from sycee.guard.privacy import mask_name
from sycee.kit.capability import Answer, Ask, Catalog, Context
from sycee.kit.errors import Fault
from sycee.kit.ids import RowId
from sycee.kit.journal import Fact
from sycee.kit.money import Money, NotPositive
from sycee.kit.till import Leg, Plan, Shown
from sycee.kit.words import Text, words

CITY = Catalog()
"""The verbs that the city's people have besides those of the bank. They are in nobody else's catalog."""
ARRIVES = "arrives"
"""Class of plans by which money comes from the world outside."""

_TO = words(zh="收款方", en="To")
_AMOUNT = words(zh="金额", en="Amount")
_PEOPLE = ("current", "savings")
_BANK = 0


class CityPayment(Ask, frozen=True):
    """From which of my accounts to which other, for what; `to` is what I read, and `by` what the other side reads."""

    source: RowId
    target: RowId
    receiver: Annotated[int, Meta(ge=0, le=2**63 - 1)]
    amount: Money
    kind: Text
    to: Text
    by: Text = ""
    memo: Text = ""


class CityPaid(Answer, frozen=True):
    """It was paid."""

    transfer: UUID
    amount: Money


class Paid(Fact, frozen=True):
    """Somebody in the city was paid: a shop, or a person their salary. `receiver` is 0 for the bank itself."""

    name = "city.paid"
    transfer: UUID
    payer: int
    receiver: int
    kind: str
    minor: int
    asset: str
    at: datetime

    def heard_by(self) -> tuple[int, ...]:
        return tuple(party for party in (self.payer, self.receiver) if party > _BANK)


@CITY.money(
    "city.pay", title=words(zh="城市付款", en="Pay in the city"), channels=(), refuses=(ledger.NoAccount, NotPositive)
)
async def pay(ctx: Context, ask: CityPayment) -> Plan[CityPaid]:
    """Pay a shop, a bill, a rent, or wages, within the simulated city."""
    if ctx.key is None:
        raise Fault("a payment is named by its key")
    source, amount = await account.mine(ctx, ask.source), ask.amount.positive()
    person = source.kind in _PEOPLE
    return Plan(
        legs=(
            Leg(source.id, -amount, ask.to),
            Leg(ask.target, amount, ask.by or (mask_name(source.holder) if person else source.holder)),
        ),
        kind=ask.kind,
        memo=ask.memo,
        risk=ARRIVES if ctx.me == _BANK else "known",
        counted=person,
        shown=(Shown(_TO, ask.to), Shown(_AMOUNT, str(amount))),
        answer=CityPaid(transfer=ctx.key, amount=amount),
        facts=(
            Paid(transfer=ctx.key, payer=ctx.me, receiver=ask.receiver, kind=ask.kind, minor=amount.minor,
                 asset=amount.asset.code, at=ctx.now),
        ),
    )  # fmt: skip
