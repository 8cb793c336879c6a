"""The demo's member of staff, as whom one may sign in at the console. Exists in the demo alone."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from sycee.guard.staff import code_now
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.words import words


@dataclass(frozen=True, slots=True)
class Clerk:
    """Somebody simulated who works here: what they sign in with, and what their authenticator makes its codes from."""

    login: str
    name: str
    password: str
    secret: str


@dataclass(frozen=True, slots=True)
class Clerks:
    """Everyone as whom one may sign in at the console."""

    clerks: tuple[Clerk, ...] = ()


def clerks_from(path: Path) -> Clerks:
    """The clerks in the demo's file; nobody where there is none."""
    if not path.exists():
        return Clerks()
    return Clerks(tuple(Clerk(**clerk) for clerk in json.loads(path.read_text("utf-8"))))


def keep_clerks(path: Path, clerks: Clerks) -> None:
    """Write the clerks where `clerks_from` finds them, for this user's eyes."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump([asdict(clerk) for clerk in clerks.clerks], file, ensure_ascii=False)


class CityClerk(Answer, frozen=True):
    """A simulated member of staff, and the code that their simulated authenticator shows at this moment."""

    login: str
    name: str
    password: str
    code: str


class CityClerks(Answer, frozen=True):
    """The demo's members of staff."""

    clerks: list[CityClerk]


@CATALOG.read(
    "city.clerks",
    title=words(zh="演示员工（模拟）", en="The demo's staff, simulated"),
    access="public",
    channels=("staff",),
)
async def clerks(ctx: Context, _: Nothing) -> CityClerks:
    """Whom one may sign in as at the console. They and their authenticators are simulated; in the demo alone."""
    return CityClerks(
        clerks=[
            CityClerk(login=c.login, name=c.name, password=c.password, code=code_now(c.secret))
            for c in ctx.port(Clerks).clerks
        ]
    )
