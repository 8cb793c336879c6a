"""The city's people look in on their bank: they open what they like, and the bank has what they did, once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import mean
from typing import Any

import asyncpg
import pytest

from sycee.app.settings import Settings
from sycee.app.wiring import Bank, open_bank
from sycee.city import Browsing, Folk, Town, keep_town, load_city, plan_city, town_from
from sycee.city._browse import _mind_of, liking
from sycee.kit.db import running
from sycee.kit.time import day_starts

UNTIL, PEOPLE = date(2026, 8, 31), 30


class Hand:
    """The hand of a clock."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture(scope="module")
async def place(bank_home: Path) -> AsyncIterator[tuple[Bank, Town, Hand]]:
    async with running(bank_home) as server:
        owner = await asyncpg.connect(server.dsn("postgres"))
        await owner.execute("DROP DATABASE IF EXISTS browsing WITH (FORCE)")
        await owner.execute("CREATE DATABASE browsing")
        await owner.close()
        clock = Hand(day_starts(UNTIL + timedelta(days=1)))
        settings = Settings(bank_home, server.dsn("browsing"), 8000, demo=True)
        async with open_bank(settings, clock=clock, ledger_clock=clock) as bank:
            city = plan_city(PEOPLE, 1, 7, UNTIL)
            loaded = await load_city(bank.dsn, bank.vault, city)
            keep_town(bank_home / "browsing.json", city, loaded.first)
            town = town_from(bank_home / "browsing.json")
            assert town is not None
            yield replace(bank, ports={**bank.ports, Town: town}), town, clock


async def _rows(bank: Bank, sql: str) -> list[Any]:
    async with bank.db.writers.acquire() as connection:
        return list(await connection.fetch(sql))


async def test_people_follow_their_tastes_and_what_they_did_is_there_once(
    place: tuple[Bank, Town, Hand], monkeypatch: pytest.MonkeyPatch
) -> None:
    bank, town, clock = place
    monkeypatch.setattr("sycee.city._browse.AT_ONCE", 100)
    folk = Folk(bank.runner, bank.context, town)
    browsing, visits = Browsing(folk, clock), 0
    await browsing.step()
    for _ in range(24):
        clock.at += timedelta(hours=16)
        visits += await browsing.step()

    events = await _rows(bank, "SELECT owner, kind, name, props ->> 'item' AS item FROM feature_event")
    told = [row for row in events if row["kind"] == "track"]
    assert visits > 60
    assert sum((row["kind"], row["name"]) == ("page", "home") for row in events) == visits
    liked: dict[str, list[float]] = {}
    for row in told:
        mind = _mind_of(town, row["owner"])
        liked.setdefault(row["name"], []).append(liking(town, row["owner"], mind, row["item"]))
    assert liked.keys() == {"recommend.opened", "recommend.refused", "recommend.seen"}
    assert mean(liked["recommend.opened"]) > mean(liked["recommend.seen"]) > mean(liked["recommend.refused"])
    opened = {(row["owner"], row["item"]) for row in told if row["name"] == "recommend.opened"}
    assert opened == {(r["owner"], r["item"]) for r in await _rows(bank, "SELECT owner, item FROM recommend_deed")}
    played = {member.party for member in town.city.cast}
    assert not {row["owner"] for row in told} & played, "whom a visitor may play is the visitor's"

    # The same instant lived again, as after a kill, adds nothing.
    again = Browsing(folk, clock)
    moment, number = clock.at, next(n for n in range(1, PEOPLE + 1) if n not in played)
    await again.visit(number, moment)
    count = len(await _rows(bank, "SELECT 1 FROM feature_event WHERE kind = 'page' AND name = 'home'"))
    await again.visit(number, moment)
    assert len(await _rows(bank, "SELECT 1 FROM feature_event WHERE kind = 'page' AND name = 'home'")) == count
