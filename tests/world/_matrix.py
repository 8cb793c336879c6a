"""The matrix's own words: who plays in it, and what a row says. A verb's test may declare its row beside it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sycee.guard.staff import RIGHTS
from tests.world._members import Member
from tests.world._people import Person, Said
from tests.world._world import World

CALLERS = ("owner", "stranger", "anonymous", "staff", "staff_without_right", "stopped", "assistant")
"""Every kind of caller: `stopped` is a session of the owner's that another device of theirs has ended, `assistant` the
token of the owner's assistant, which is nobody's but on its own channel. A new kind is a word here, its token in
`Cast.token`, and what it gets in each row."""

NEVER = 999_999_999
SECRET_MEMO, SECRET_SHOP = "canary-memo-7731", "金丝雀豆浆店"

STATEMENT = (
    "账号：6222****0001\n共2笔记录\n交易日期,交易时间,摘要,收入,支出,余额,对方户名,流水号\n"
    f"2026-01-02,08:00:00,工资,1000.00,,1000.00,海风科技,A1\n2026-01-03,09:30:00,消费,,20.00,980.00,{SECRET_SHOP},A2\n"
)


@dataclass
class Cast:
    """Who plays in the matrix: an owner with something of everything, a stranger, and someone both may pay."""

    world: World
    owner: Person
    stranger: Person
    kin: Person
    payee: int
    their_payee: int
    outside: str
    transfer: str
    clerk: Member
    newcomer: Member
    stopped: str
    assistant: str

    async def token(self, caller: str, verb: str) -> str:
        """The session in which a caller of this kind calls; for signing out, one of its own."""
        if caller == "anonymous":
            return ""
        if caller in ("staff", "staff_without_right"):
            member = self.clerk if caller == "staff" else self.newcomer
            return (await self.world.member(*member.rights)).token if verb == "staff.end" else member.token
        if caller in ("stopped", "assistant"):
            return self.stopped if caller == "stopped" else self.assistant
        person = {"owner": self.owner, "stranger": self.stranger}[caller]
        if verb != "session.end":
            return person.token
        kept = person.token
        await self.world.remembers(person)
        fresh = (await person.signs_in()).token
        person.token = kept
        return fresh

    async def call(self, caller: str, verb: str, ask: Mapping[str, Any]) -> Said:
        """What a caller of this kind is answered."""
        return await self.world.call(verb, ask, token=await self.token(caller, verb))

    async def proposal(self) -> str:
        """A fresh proposal of the owner's."""
        said = await self.owner.sends(self.payee, "300.00", memo=SECRET_MEMO)
        assert said.code == "step_up_needed", said
        return str(said.body["facts"]["proposal"])

    async def belongings(self) -> list[Said]:
        """All that the owner has, as the bank tells it."""
        verbs = ("account.list", "payee.list", "book.accounts", "book.entries")
        return [await self.owner.call(verb) for verb in verbs]

    def secrets(self) -> list[str]:
        """What nobody else may ever read."""
        owner = self.owner
        return [owner.name, owner.phone, owner.number, SECRET_MEMO, SECRET_SHOP, "73194.27", owner.token]


async def play(world: World) -> Cast:
    """The cast, with a history: a transfer to somebody known, a statement brought in."""
    owner = await world.customer("欧阳明漪", cny="73194.27")
    stranger, kin = await world.customer("陆远", cny="500"), await world.customer("顾念慈", cny="500")
    payee, theirs = await owner.adds(kin), await stranger.adds(kin)
    asked = await owner.sends(payee, "0.01", memo=SECRET_MEMO)
    done = await owner.confirms(asked.body["facts"]["proposal"])
    assert done.status == 200, done
    # Whoever guesses the number of the first account elsewhere meets another's.
    first = await kin.call("book.bring", name="first.csv", content=base64(STATEMENT.replace(SECRET_SHOP, "书店")))
    assert first.status == 200, first
    brought = await owner.call("book.bring", name="mine.csv", content=base64(STATEMENT))
    assert brought.status == 200, brought
    await world.facts_arrive()
    accounts = (await owner.call("book.accounts")).body["accounts"]
    outside = next(a["id"] for a in accounts if a["id"].startswith("out:"))
    stopped = owner.token
    await owner.signs_in()
    assert (await owner.call("session.stop_others")).code == "ok"
    return Cast(world, owner, stranger, kin, payee, theirs, outside, done.body["answer"]["transfer"],
                await world.member(*RIGHTS), await world.member(), stopped, await owner.lets_in())  # fmt: skip


def base64(text: str) -> str:
    return b64encode(text.encode()).decode()


Ask = Callable[[Cast], Awaitable[dict[str, Any]]]


@dataclass(frozen=True)
class Row:
    """One line of the matrix.

    `ask` makes the owner's valid ask; `theirs` is what another caller puts in its place, where they have a part of
    their own in it; `never` are objects that never were, in place of the owner's: the answer to others must be the
    same. `tells` says why others may be told something here, where they may.
    """

    ask: Ask
    gets: Mapping[str, str]
    theirs: Callable[[Cast], dict[str, Any]] = lambda _: {}
    never: Mapping[str, Any] = field(default_factory=dict)
    tells: str = ""

    @property
    def by(self) -> str:
        """The kind of caller for whom it is."""
        return "staff" if self.gets.get("staff") == "ok" and self.gets["owner"] != "ok" else "owner"

    async def asked(self, cast: Cast, caller: str) -> dict[str, Any]:
        """What a caller of this kind asks. Bills that other rows have paid leave it room in the day's small sums."""
        await cast.world.forgets_small_sums()
        return await self.ask(cast) | ({} if caller == "owner" else self.theirs(cast))


def asks(make: Callable[[Cast], dict[str, Any]]) -> Ask:
    """An ask that is made from what the cast has already."""

    async def made(cast: Cast) -> dict[str, Any]:
        return make(cast)

    return made


def gets(stranger: str, *, owner: str = "ok", anonymous: str = "not_signed_in") -> dict[str, str]:
    """The code that each kind of caller gets from a customers' verb: there, staff are nobody, and so are the dead."""
    nobodies = dict.fromkeys(("anonymous", "staff", "staff_without_right", "stopped", "assistant"), anonymous)
    return {"owner": owner, "stranger": stranger, **nobodies}


def clerks_get(right: bool = True) -> dict[str, str]:
    """The code that each kind of caller gets from a verb for staff: there, customers are nobody."""
    nobody = dict.fromkeys(("owner", "stranger", "anonymous", "stopped", "assistant"), "not_signed_in")
    return {**nobody, "staff": "ok", "staff_without_right": "not_allowed" if right else "ok"}


def yuan(amount: str) -> dict[str, str]:
    """An amount on the wire."""
    return {"amount": amount, "asset": "CNY"}
