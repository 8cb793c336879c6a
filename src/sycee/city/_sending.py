"""People who send each other money: by the bank's own transfer, to a payee of theirs."""

from __future__ import annotations

from uuid import UUID

from sycee.city._ahead import Place
from sycee.city._folk import Folk, yuan
from sycee.city._town import beside
from sycee.core.payee import PayeeNotFound
from sycee.kit.errors import Refusal


class Sending:
    """Knows the payees that people have, once it has asked."""

    def __init__(self, folk: Folk) -> None:
        self._folk = folk
        self._payees: dict[tuple[int, int], int] = {}

    async def send(self, key: UUID, payer: tuple[Place, int], payee: Place, fen: int, memo: str) -> bool:
        """Send from the payer's account; False where it was refused."""
        who, account = payer
        try:
            number = await self._payee(key, who.owner, payee)
            ask = {"source": account, "payee": number, "amount": yuan(fen), "memo": memo}
            await self._folk.does(who.owner, "transfer.send", ask, key)
        except PayeeNotFound:
            self._payees.pop((who.owner, payee.owner), None)
            return False
        except Refusal as no:
            if no.http >= 500:
                raise
            return False
        return True

    async def _payee(self, key: UUID, owner: int, payee: Place) -> int:
        pair = (owner, payee.owner)
        if pair not in self._payees:
            theirs = await self._folk.accounts(payee.owner)
            if not theirs:
                raise PayeeNotFound
            ask = {"to": theirs[0]["number"], "name": payee.holder}
            self._payees[pair] = (await self._folk.does(owner, "payee.add", ask, beside(key, "payee")))["id"]
        return self._payees[pair]
