"""A customer, as a test speaks of one: everything they do goes through HTTP, as their app would."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sycee.channels import cli
from sycee.guard.identity import code_now, inbox

if TYPE_CHECKING:
    from tests.world._passkey import Passkey
    from tests.world._world import World


@dataclass(frozen=True)
class Said:
    """What the bank answered: a status and a body."""

    status: int
    body: dict[str, Any]

    @property
    def code(self) -> str:
        return "ok" if self.status == 200 else str(self.body.get("code", "ok"))


@dataclass
class Person:
    """Someone with accounts here. `token` is empty until they sign in."""

    world: World
    name: str
    phone: str
    password: str
    party: int
    current: int
    savings: int
    number: str
    address: str
    token: str = field(default="", repr=False)
    _helper: str = field(default="", repr=False)

    async def call(self, verb: str, *, key: UUID | None = None, **ask: Any) -> Said:
        """Call a verb as this person; a fresh key where none is given."""
        return await self.world.call(verb, ask, token=self.token, key=key, address=self.address)

    async def signs_in(self) -> Person:
        """Sign in with the real password; returns the person."""
        ask = {"phone": self.phone, "password": self.password}
        said = await self.world.call("session.start", ask, address=self.address)
        assert said.status == 200, said
        self.token = said.body["token"]
        return self

    async def signs_in_here(self) -> str:
        """Sign in by the command line; returns the token that it keeps."""
        ctx, bank = replace(self.world.bank.context(), channel="cli"), self.world.bank
        token, refused = await cli.sign_in(bank.catalog, bank.runner, ctx, self.phone, self.password, "zh")
        assert token, refused
        return token

    async def lets_in(self, name: str = "小助手", days: int = 30) -> str:
        """Let an assistant in; returns its token."""
        said = await self.call("assistant.allow", name=name, days=days, password=self.password)
        assert said.status == 200, said
        return str(said.body["token"])

    async def helper(self) -> str:
        """The token of an assistant that is in: let in anew where another test has ended its session."""
        sessions = (await self.call("session.list")).body["sessions"]
        if not any(one["agent"] == "帮手" for one in sessions):
            self._helper = await self.lets_in("帮手")
        return self._helper

    async def adds(self, other: Person) -> int:
        """Make someone a payee, by account number and name; returns the payee's id."""
        said = await self.call("payee.add", to=other.number, name=other.name)
        assert said.status == 200, said
        return int(said.body["id"])

    async def sends(self, payee: int, amount: str, *, key: UUID | None = None, memo: str = "") -> Said:
        """Try to send yuan to a payee, from the current account."""
        money = {"amount": amount, "asset": "CNY"}
        return await self.call("transfer.send", key=key, source=self.current, payee=payee, amount=money, memo=memo)

    async def confirms(self, proposal: str, *, code: str | None = None, key: UUID | None = None) -> Said:
        """Ask for a code, read it from the phone, and confirm with it (or with another)."""
        sent = await self.call("proposal.challenge", proposal=proposal)
        assert sent.status == 200, sent
        return await self.call(
            "proposal.confirm", key=key, proposal=proposal, factor="sms", code=code or await self.code()
        )

    async def adds_passkey(self, passkey: Passkey, name: str = "手机", *, by: Passkey | None = None) -> str:
        """Have a passkey made and added, proven by a code from the phone or by another passkey; returns its id."""
        begun = await self.call("device.begin_passkey")
        assert begun.status == 200, begun
        made = passkey.makes(begun.body["challenge"])
        asked = await self.call("device.add_passkey", ceremony=begun.body["ceremony"], name=name, made=made)
        assert asked.code == "step_up_needed", asked
        proposal = asked.body["facts"]["proposal"]
        done = await (self.asserts(proposal, by) if by else self.confirms(proposal))
        assert done.status == 200, done
        return str(done.body["answer"]["device"])

    async def adds_totp(self) -> str:
        """Have an authenticator added, proven by a code from the phone; returns its secret."""
        begun = await self.call("device.begin_totp", password=self.password)
        assert begun.status == 200, begun
        secret = str(begun.body["secret"])
        asked = await self.call("device.add_totp", code=code_now(secret))
        assert asked.code == "step_up_needed", asked
        done = await self.confirms(asked.body["facts"]["proposal"])
        assert done.status == 200, done
        return secret

    async def asserts(self, proposal: str, passkey: Passkey, *, key: UUID | None = None) -> Said:
        """Confirm with a passkey, which signs what the proposal asks it to."""
        shown = await self.call("proposal.show", proposal=proposal)
        assert shown.status == 200, shown
        signed = passkey.signs(shown.body["challenge"])
        return await self.call("proposal.confirm", key=key, proposal=proposal, factor="passkey", assertion=signed)

    async def code(self) -> str:
        """The newest code in this person's simulated phone."""
        texts = await self.texts()
        found = [code for text in texts for code in re.findall(r"(?<!\d)\d{6}(?!\d)", text)]
        assert found, texts
        return str(found[0])

    async def texts(self) -> list[str]:
        """The messages in this person's simulated phone, newest first."""
        return [text for _, text in await inbox(self.world.bank.context(), self.phone)]

    async def balance(self, account: int | None = None) -> str:
        """What is in an account (the current one), as the bank tells this person."""
        said = await self.call("account.list")
        wanted = account or self.current
        return next(str(a["balance"]["amount"]) for a in said.body["accounts"] if a["id"] == wanted)
