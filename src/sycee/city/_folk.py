"""Acting as one of the city's people or firms: through the runner, with their own session, and their key for proof."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import msgspec

from sycee.city._pay import CITY
from sycee.city._town import Town, beside
from sycee.core.ledger import Short
from sycee.guard import device
from sycee.guard.identity import PASSWORD
from sycee.kit.capability import CATALOG, Capability, Context, Factor, Runner, Subject
from sycee.kit.errors import Refusal
from sycee.kit.ids import derived_id
from sycee.kit.money import CNY, Money
from sycee.kit.till import StepUpNeeded

_BANK = 0
_WHAT = "模拟设备"


@dataclass(frozen=True, slots=True)
class Payment:
    """What somebody pays: who, from which account, to which of whose, how much in fen, and what either side reads."""

    key: UUID
    payer: int
    source: int
    target: int
    receiver: int
    fen: int
    kind: str
    to: str
    by: str
    memo: str


@dataclass(frozen=True, slots=True)
class Folk:
    """Everybody in the town, as far as they act. `context` makes a fresh one, of nobody yet."""

    runner: Runner
    context: Callable[[], Context]
    town: Town

    async def does(self, party: int, name: str, ask: dict[str, Any], key: UUID | None = None) -> Any:
        """Call a verb as this party; returns the answer. Where a proof is needed their device signs what is shown."""
        ctx = self._as(party, key)
        verb = CITY[name] if name in CITY else CATALOG[name]
        try:
            return await self._run(ctx, verb, ask)
        except StepUpNeeded as asked:
            return (await self._proves(ctx, asked))["answer"]

    async def pays(self, payment: Payment) -> bool:
        """Pay; False where it was refused: they go without. A firm that is short has its customers pay first."""
        try:
            await self.does(payment.payer, "city.pay", _asked(payment), payment.key)
        except Short:
            if payment.payer <= self.town.city.people:
                return False
            await self._sold(payment)
            await self.does(payment.payer, "city.pay", _asked(payment), beside(payment.key, "again"))
        except Refusal as no:
            if no.http >= 500:
                raise
            return False
        return True

    async def _sold(self, payment: Payment) -> None:
        """The firm's customers elsewhere pay what it is short of."""
        outside = (await self.accounts(_BANK))[0]["id"]
        fen = -(-2 * payment.fen // 100_000) * 100_000
        await self.arrives(beside(payment.key, "sold"), outside, payment.source, payment.payer, fen, "货款收入")

    async def arrives(self, key: UUID, outside: int, target: int, receiver: int, fen: int, memo: str) -> None:
        """Money comes from the world outside, through the bank's own account for it."""
        payment = Payment(key, _BANK, outside, target, receiver, fen, "transfer", memo, "跨行清算", memo)
        await self.does(_BANK, "city.pay", _asked(payment), key)

    async def accounts(self, party: int) -> list[dict[str, Any]]:
        """The accounts of somebody, as the bank lists them."""
        return (await self.does(party, "account.list", {}))["accounts"]  # type: ignore[no-any-return]

    async def _run(self, ctx: Context, verb: Capability, ask: dict[str, Any]) -> Any:
        return msgspec.json.decode(await self.runner.run(ctx, verb, msgspec.json.encode(ask)))

    async def _proves(self, ctx: Context, asked: StepUpNeeded) -> Any:
        proposal, party = asked.facts["proposal"], ctx.me
        if "key" not in asked.facts["factors"]:
            await self._gets_device(party)
        shown = await self._run(ctx, CATALOG["proposal.show"], {"proposal": proposal})
        signature = self.town.private_key(party).sign(device.DOMAIN + bytes.fromhex(shown["digest"]))
        proof = {"proposal": proposal, "factor": "key", "key": str(_device(party)),
                 "signature": base64.b64encode(signature).decode()}  # fmt: skip
        confirming = replace(ctx, key=beside(ctx.key, "proof") if ctx.key else None)
        return await self._run(confirming, CATALOG["proposal.confirm"], proof)

    async def _gets_device(self, party: int) -> None:
        public = self.town.private_key(party).public_key().public_bytes_raw()

        async def get(ctx: Context) -> None:
            await device.add_key(ctx, party, public, _WHAT, _device(party))

        await self.runner.as_bank(self.context(), "city.device", get)

    def _as(self, party: int, key: UUID | None) -> Context:
        # Simulated people have no fingers to type a password with: the city vouches for their session, and for no more.
        ctx = self.context()
        session = derived_id("city.session", str(party))
        return replace(ctx, subject=Subject(party, session, (Factor(PASSWORD, ctx.now),)), key=key, channel="city")


def yuan(fen: int) -> dict[str, str]:
    """A sum as the wire has it."""
    return Money(fen, CNY).to_wire()


def _device(party: int) -> UUID:
    return derived_id("city.device", str(party))


def _asked(payment: Payment) -> dict[str, Any]:
    return {
        "source": payment.source, "target": payment.target, "receiver": payment.receiver, "amount": yuan(payment.fen),
        "kind": payment.kind, "to": payment.to, "by": payment.by, "memo": payment.memo,
    }  # fmt: skip
