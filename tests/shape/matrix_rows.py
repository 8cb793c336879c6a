"""The matrix: for each verb of the bank a valid ask by the owner of what it is about, and what each caller gets.

A verb that is about an object has a row per object, so that each of them is tried with somebody else's. Rows stand
here, or beside the verb's own test, as `MATRIX` in any tests/**/test_*.py.
"""

from __future__ import annotations

from pathlib import Path
from runpy import run_path
from typing import Any
from uuid import uuid4

from tests.world import Cast, Row, asks, base64, gets, yuan
from tests.world._matrix import CALLERS, NEVER, SECRET_MEMO, SECRET_SHOP, STATEMENT, play

__all__ = ["CALLERS", "NEVER", "ROWS", "Cast", "Row", "play", "rows_of"]


async def _proposed(cast: Cast) -> dict[str, Any]:
    return {"proposal": await cast.proposal()}


async def _proven(cast: Cast) -> dict[str, Any]:
    number = await cast.proposal()
    sent = await cast.owner.call("proposal.challenge", proposal=number)
    assert sent.status == 200, sent
    return {"proposal": number, "factor": "sms", "code": await cast.owner.code()}


async def _removable(cast: Cast) -> dict[str, Any]:
    return {"payee": await cast.owner.adds(await cast.world.customer("何以宁", signed_in=False))}


async def _outside_to_go(cast: Cast) -> dict[str, Any]:
    """An account elsewhere that may go: brought in anew for each try."""
    await cast.world.forgets_tries()
    content = STATEMENT.replace("6222****0001", "6222****0077").replace("A1", "B1").replace("A2", "B2")
    said = await cast.owner.call("book.bring", name="more.csv", content=base64(content))
    assert said.status == 200, said
    return {"account": said.body["accounts"][0]}


_NOTHING = asks(lambda _: {})
_NO_UUID, _NO_ACCOUNT = {"proposal": str(uuid4())}, {"accounts": [f"own:{NEVER}"]}
_FOUND_BY = "a look-up across customers: masked, and counted"
_THE_DEMOS = "the demo alone has this verb: its people are simulated, and their phones lie open"

ROWS: dict[str, tuple[Row, ...]] = {
    "account.list": (Row(_NOTHING, gets("ok")),),
    "book.accounts": (Row(_NOTHING, gets("ok")),),
    "book.bring": (
        Row(asks(lambda _: {"name": "mine.csv", "content": base64(STATEMENT)}), gets("ok"),
            theirs=lambda _: {"content": base64(STATEMENT.replace(SECRET_SHOP, "书店"))},
            tells="how many of the rows of one's own file are there already"),
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
    "book.preview": (
        Row(asks(lambda _: {"name": "a.csv", "content": base64(STATEMENT)}), gets("ok"),
            theirs=lambda _: {"content": base64(STATEMENT.replace(SECRET_SHOP, "书店"))}),
    ),
    "book.remove": (Row(_outside_to_go, gets("not_found"), never={"account": f"out:{NEVER}"}),),
    "book.rename": (
        Row(asks(lambda c: {"account": c.outside, "name": "工资卡"}), gets("not_found"),
            never={"account": f"out:{NEVER}"}),
    ),
    "city.clerks": (Row(_NOTHING, gets("ok", anonymous="ok"), tells=_THE_DEMOS),),
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
    "proposal.list": (Row(_NOTHING, gets("ok")),),
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


def _beside_tests() -> dict[str, tuple[Row, ...]]:
    found: dict[str, tuple[Row, ...]] = {}
    for path in sorted(Path(__file__).parents[1].rglob("test_*.py")):
        if "\nMATRIX" in path.read_text("utf-8"):
            found |= run_path(str(path))["MATRIX"]
    return found


ROWS |= _beside_tests()


def rows_of(verb: str) -> tuple[Row, ...]:
    """The rows of a verb; a verb without one has not been asked by every caller."""
    assert verb in ROWS, (
        f"{verb} has no row in the matrix: add MATRIX to its test, with a valid ask by the owner, what "
        f"{', '.join(CALLERS)} get, and the objects that never were in place of the owner's"
    )
    return ROWS[verb]
