"""The demo's people: whom one may sign in as. Exists in the demo alone."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.words import words


@dataclass(frozen=True, slots=True)
class Player:
    """One of the demo's people: their simulated phone number, their password, and who they are, in both languages."""

    name: str
    phone: str
    password: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone whom one may play."""

    players: tuple[Player, ...] = ()


def cast_from(path: Path) -> Cast:
    """The cast in the demo's file; nobody where there is none."""
    if not path.exists():
        return Cast()
    return Cast(tuple(Player(**player) for player in json.loads(path.read_text("utf-8"))))


def keep_cast(path: Path, cast: Cast) -> None:
    """Write the cast where `cast_from` finds it, for this user's eyes."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump([asdict(player) for player in cast.players], file, ensure_ascii=False)


class CityPerson(Answer, frozen=True):
    """One of the demo's people."""

    name: str
    phone: str
    password: str
    story: str


class CityPeople(Answer, frozen=True):
    """The demo's people."""

    people: list[CityPerson]


@CATALOG.read("city.people", title=words(zh="演示客户", en="The demo's people"), access="public")
async def people(ctx: Context, _: Nothing) -> CityPeople:
    """Whom one may sign in as. These people are simulated; the verb exists in the demo alone."""
    return CityPeople(
        people=[
            CityPerson(name=p.name, phone=p.phone, password=p.password, story=p.zh if ctx.locale == "zh" else p.en)
            for p in ctx.port(Cast).players
        ]
    )
