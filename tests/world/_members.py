"""A member of staff, as a test speaks of one: everything they do goes through the console's own HTTP."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sycee.guard.staff import code_now
from tests.world._people import Said

if TYPE_CHECKING:
    from tests.world._world import World


@dataclass
class Member:
    """Somebody who works here. `token` is empty until they sign in."""

    world: World
    number: int
    login: str
    password: str
    secret: str = field(repr=False)
    address: str
    rights: tuple[str, ...]
    token: str = field(default="", repr=False)

    async def call(self, verb: str, *, key: UUID | None = None, **ask: Any) -> Said:
        """Call a verb as this member; a fresh key where none is given."""
        return await self.world.call(verb, ask, token=self.token, key=key, address=self.address)

    async def tries(self, **other: str) -> Said:
        """Try to sign in with what the member has, or with something else in its place."""
        ask = {"login": self.login, "password": self.password, "code": code_now(self.secret)} | other
        return await self.world.call("staff.start", ask, address=self.address)

    async def signs_in(self) -> Member:
        """Sign in as if the authenticator had gone on to its next code; returns the member."""
        async with self.world.bank.db.writers.acquire() as connection:
            await connection.execute("UPDATE staff_member SET step = 0 WHERE id = $1", self.number)
        said = await self.tries()
        assert said.status == 200, said
        self.token = said.body["token"]
        return self
