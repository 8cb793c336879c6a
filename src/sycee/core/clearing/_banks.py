"""The other banks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sycee.core.clearing._rail import Rail
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import Connection, read
from sycee.kit.errors import Refusal
from sycee.kit.words import Words, words

_OF = "SELECT code, name_zh, name_en FROM clearing_bank WHERE code = ANY ($1::text[])"
_ALL = "SELECT code, name_zh, name_en FROM clearing_bank WHERE active_to > $1 ORDER BY place"


class NoSuchBank(Refusal):
    code, http = "no_such_bank", 422
    say = words(zh="没有这家银行，请从列表中选择", en="There is no such bank: please choose one from the list")


@dataclass(frozen=True, slots=True)
class Named:
    """A bank's name in both languages."""

    code: str
    name: Words


class Bank(Answer, frozen=True):
    """A bank that can be paid into, by its code."""

    code: str
    name: str


class Banks(Answer, frozen=True):
    """Those that there are, the largest first. `simulated`: the rail to them is a simulator, and says what it does."""

    banks: list[Bank]
    simulated: bool
    notice: str | None


async def bank_of(ctx: Context, code: str) -> Named | None:
    """The bank of this code, or None where there is none; one that has left the list is still known by its name."""
    return await ctx.db.gathered(_fetch)(code)


async def _fetch(connection: Connection, codes: Sequence[str]) -> dict[str, Named]:
    rows: list[Any] = await connection.fetch(_OF, list(codes))
    return {r["code"]: Named(r["code"], Words(r["name_zh"], r["name_en"])) for r in rows}


@CATALOG.read("bank.list", title=words(zh="他行名录", en="Other banks"), says=("支持哪些银行", "other banks"))
async def banks(ctx: Context, _: Nothing) -> Banks:
    """The banks that I can send money to, and whether the way to them is a simulated one."""
    rail: Rail = ctx.port(Rail)  # type: ignore[type-abstract]
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(_ALL, ctx.now)
    name = "name_en" if ctx.locale == "en" else "name_zh"
    listed = [Bank(code=r["code"], name=r[name]) for r in rows]
    return Banks(banks=listed, simulated=rail.simulated, notice=rail.notice.say(ctx.locale) if rail.notice else None)
