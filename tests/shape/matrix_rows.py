"""The matrix: for each verb of the bank a valid ask by the owner of what it is about, and what each caller gets.

A verb that is about an object has a row per object, so that each of them is tried with somebody else's.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.world import Person, Said, World

CALLERS = ("owner", "stranger", "anonymous")
"""Every kind of caller. A new kind is a word here, its token in `Cast.token`, and what it gets in each row."""

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

    async def token(self, caller: str, verb: str) -> str:
        """The session in which a caller of this kind calls; for signing out, one of its own."""
        if caller == "anonymous":
            return ""
        person = {"owner": self.owner, "stranger": self.stranger}[caller]
        if verb != "session.end":
            return person.token
        kept = person.token
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
    brought = await owner.call("book.bring", name="mine.csv", content=_base64(STATEMENT))
    assert brought.status == 200, brought
    await world.facts_arrive()
    accounts = (await owner.call("book.accounts")).body["accounts"]
    outside = next(a["id"] for a in accounts if a["id"].startswith("out:"))
    return Cast(world, owner, stranger, kin, payee, theirs, outside, done.body["answer"]["transfer"])


def _base64(text: str) -> str:
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

    async def asked(self, cast: Cast, caller: str) -> dict[str, Any]:
        """What a caller of this kind asks."""
        return await self.ask(cast) | ({} if caller == "owner" else self.theirs(cast))


def asks(make: Callable[[Cast], dict[str, Any]]) -> Ask:
    """An ask that is made from what the cast has already."""

    async def made(cast: Cast) -> dict[str, Any]:
        return make(cast)

    return made


def gets(stranger: str, *, owner: str = "ok", anonymous: str = "not_signed_in") -> dict[str, str]:
    """The code that each kind of caller gets."""
    return {"owner": owner, "stranger": stranger, "anonymous": anonymous}


def yuan(amount: str) -> dict[str, str]:
    """An amount on the wire."""
    return {"amount": amount, "asset": "CNY"}


async def _proposed(cast: Cast) -> dict[str, Any]:
    return {"proposal": await cast.proposal()}


async def _proven(cast: Cast) -> dict[str, Any]:
    number = await cast.proposal()
    sent = await cast.owner.call("proposal.challenge", proposal=number)
    assert sent.status == 200, sent
    return {"proposal": number, "factor": "sms", "code": await cast.owner.code()}


async def _removable(cast: Cast) -> dict[str, Any]:
    return {"payee": await cast.owner.adds(await cast.world.customer("何以宁", signed_in=False))}


_NOTHING = asks(lambda _: {})
_NO_UUID, _NO_ACCOUNT = {"proposal": str(uuid4())}, {"accounts": [f"own:{NEVER}"]}
_FOUND_BY = "a look-up across customers: masked, and counted"
_THE_DEMOS = "the demo alone has this verb: its people are simulated, and their phones lie open"

ROWS: dict[str, tuple[Row, ...]] = {
    "account.list": (Row(_NOTHING, gets("ok")),),
    "book.accounts": (Row(_NOTHING, gets("ok")),),
    "book.bring": (
        Row(asks(lambda _: {"name": "mine.csv", "content": _base64(STATEMENT)}), gets("ok"),
            theirs=lambda _: {"content": _base64(STATEMENT.replace(SECRET_SHOP, "书店"))}),
    ),
    "book.entries": (
        Row(asks(lambda c: {"accounts": [f"own:{c.owner.current}"]}), gets("not_found"), never=_NO_ACCOUNT),
        Row(asks(lambda c: {"accounts": [c.outside]}), gets("not_found"), never={"accounts": [f"out:{NEVER}"]}),
        Row(asks(lambda _: {"text": SECRET_SHOP}), gets("ok"), never={"text": "nobody's words"}),
    ),
    "book.entry": (
        Row(asks(lambda c: {"entry": f"own:{c.owner.current}:1"}), gets("not_found"),
            never={"entry": f"own:{NEVER}:1"}),
        Row(asks(lambda c: {"entry": f"{c.outside}:1"}), gets("not_found"), never={"entry": f"out:{NEVER}:1"}),
    ),
    "book.months": (
        Row(asks(lambda c: {"accounts": [f"own:{c.owner.current}"]}), gets("not_found"), never=_NO_ACCOUNT),
        Row(asks(lambda c: {"accounts": [c.outside]}), gets("not_found"), never={"accounts": [f"out:{NEVER}"]}),
    ),
    "city.people": (Row(_NOTHING, gets("ok", anonymous="ok"), tells=_THE_DEMOS),),
    "city.phone": (
        Row(asks(lambda c: {"phone": c.owner.phone}), gets("ok", anonymous="ok"), tells=_THE_DEMOS),
    ),
    "party.me": (Row(_NOTHING, gets("ok")),),
    "payee.add": (
        Row(asks(lambda c: {"to": c.kin.number, "name": c.kin.name}), gets("name_mismatch"),
            theirs=lambda c: {"to": c.owner.number, "name": "张三"}, tells=_FOUND_BY),
    ),
    "payee.check": (
        Row(asks(lambda c: {"to": c.owner.number}), gets("ok"), tells=_FOUND_BY),
        Row(asks(lambda c: {"to": c.owner.phone, "name": "张三"}), gets("ok"), tells=_FOUND_BY),
    ),
    "payee.list": (Row(_NOTHING, gets("ok")),),
    "payee.remove": (Row(_removable, gets("payee_not_found"), never={"payee": NEVER}),),
    "proposal.challenge": (Row(_proposed, gets("not_found"), never=_NO_UUID),),
    "proposal.confirm": (Row(_proven, gets("not_found"), never=_NO_UUID),),
    "proposal.drop": (Row(_proposed, gets("not_found"), never=_NO_UUID),),
    "proposal.show": (Row(_proposed, gets("not_found"), never=_NO_UUID),),
    "session.end": (Row(_NOTHING, gets("ok")),),
    "session.start": (
        Row(asks(lambda c: {"phone": c.owner.phone, "password": c.owner.password}),
            gets("wrong_credentials", anonymous="wrong_credentials"),
            theirs=lambda _: {"password": "not the owner's"}, never={"phone": "19900000000"}),
    ),
    "transfer.own": (
        Row(asks(lambda c: {"source": c.owner.current, "target": c.owner.savings, "amount": yuan("1.00")}),
            gets("no_such_account"), theirs=lambda c: {"target": c.stranger.savings}, never={"source": NEVER}),
        Row(asks(lambda c: {"source": c.owner.current, "target": c.owner.savings, "amount": yuan("1.00")}),
            gets("no_such_account"), theirs=lambda c: {"source": c.stranger.current}, never={"target": NEVER}),
    ),
    "transfer.receipt": (
        Row(asks(lambda c: {"transfer": c.transfer}), gets("not_found"), never={"transfer": str(uuid4())}),
    ),
    "transfer.send": (
        Row(asks(lambda c: {"source": c.owner.current, "payee": c.payee, "amount": yuan("2.00"), "memo": SECRET_MEMO}),
            gets("no_such_account"), theirs=lambda c: {"payee": c.their_payee}, never={"source": NEVER}),
        Row(asks(lambda c: {"source": c.owner.current, "payee": c.payee, "amount": yuan("2.00"), "memo": ""}),
            gets("payee_not_found"), theirs=lambda c: {"source": c.stranger.current}, never={"payee": NEVER}),
    ),
}  # fmt: skip


def rows_of(verb: str) -> tuple[Row, ...]:
    """The rows of a verb; a verb without one has not been asked by every caller."""
    assert verb in ROWS, (
        f"{verb} has no row in the matrix: add one to ROWS in tests/shape/matrix_rows.py, with a valid ask by the "
        f"owner, what {', '.join(CALLERS)} get, and the objects that never were in place of the owner's"
    )
    return ROWS[verb]
