"""`sycee model`: what the bank has learned, in versions and their cards; learning anew; and the way back."""

from __future__ import annotations

import argparse

from sycee.app.settings import settings_from
from sycee.app.wiring import Bank, open_bank
from sycee.brain import algorithm, recommend
from sycee.channels.cli import say
from sycee.kit.capability import Context, Nothing, write

_STATES: dict[algorithm.State, str] = {
    "serving": "在用 serves",
    "spare": "备用 stands by",
    "unpublished": "未发布 not better",
    "withdrawn": "已撤下 withdrawn",
    "damaged": "文件损坏 damaged",
    "other_format": "格式不同 of another format",
}


async def models(given: argparse.Namespace) -> int:
    """List every version, learn a new one, withdraw the one that serves, or show a version's card."""
    async with open_bank(settings_from()) as bank:
        if given.what == "train":
            await bank.runner.as_bank(bank.context(), "recommend.train", lambda ctx: recommend.train(ctx, Nothing()))
        if given.what == "roll-back":
            number = await bank.runner.as_bank(
                bank.context(), "algorithm.roll_back", lambda ctx: algorithm.roll_back(ctx, given.kind)
            )
            say(f"{given.kind} {number} 已撤下 · withdrawn")
        if given.what == "card":
            return await _card(bank, given.kind, given.number)
        for line in await _lines(bank):
            say(line)
    return 0


async def _card(bank: Bank, kind: str, number: int | None) -> int:
    """The card of a version, by default of the newest that is published and not withdrawn."""
    found = [one for one in await _versions(bank) if one.kind == kind]
    asked = [one for one in found if (one.number == number if number else one.published_at and not one.withdrawn_at)]
    card = bank.ports[algorithm.Models].document(kind, asked[0].number) if asked else None
    say(card or "没有这张说明 · there is no such card")
    return 0 if card else 1


async def _versions(bank: Bank) -> list[algorithm.Version]:
    async def found(ctx: Context) -> list[algorithm.Version]:
        return await algorithm.versions(ctx, write(ctx).connection)

    return await bank.runner.as_bank(bank.context(), "algorithm.list", found)


async def _lines(bank: Bank) -> list[str]:
    """One line per version; of each kind the first that serves is marked."""
    versions = await _versions(bank)
    if not versions:
        return ["还没有学出任何东西 · nothing was learned yet"]
    lines = []
    for one, state in zip(versions, algorithm.states(versions, recommend.FORMATS), strict=True):
        beside = "" if one.beside is None else f" ({one.beside:.4f})"
        line = f"{one.kind} {one.number}  {one.made_at:%Y-%m-%d %H:%M}  {one.gate:.4f}{beside}  {_STATES[state]}"
        lines.append(line)
    return lines
