"""Canaries: whatever people prove themselves by in the whole run of the tests, sought afterwards in all that is kept.

They are caught where they fly: out of each request and answer of every test. A log line, an answer that refuses, a
metric, the server's own log and every text in every table must know none of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import asyncpg
from prometheus_client import generate_latest

_PHONE, _DOCUMENT, _CODE = re.compile(r"1[3-9]\d{9}"), re.compile(r"\d{17}[\dX]"), re.compile(r"\d{6}")
_WORD = re.compile(r"[A-Za-z0-9_-]{6,}")
# Six digits that are all of a number, and a number that is not a process's or a part of another: a second has a million
# fractions, and among thousands of codes one is soon the same.
_ALONE = re.compile(r"(?<![\w.-])(?<!process )(?<!PID )(?<!\[)\d{6}(?![\w-])(?!\.\d)")
_PASSWORDS = ("password", "chosen", "new_password")
_TOKENS = ("token", "secret")
_LEAST = 12

PHONES = ("identity_simulated_sms", "message_simulated")
"""Tables of the simulators: what lies in people's own phones. A real bank has none."""

_TEXTS = """
SELECT c.relname AS table, a.attname AS column FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
  AND a.atttypid = ANY ('{text,text[],varchar,json,jsonb}'::regtype[])
"""


class Canaries:
    """What was caught, and what was written down."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self.phrases: set[str] = set()
        self.codes: set[str] = set()
        self.lines: list[str] = []
        self.refused: list[str] = []

    def catch(self, *secrets: str) -> None:
        """Seek these from now on."""
        for secret in secrets:
            (self.words if _WORD.fullmatch(secret) else self.phrases).add(secret)

    def forget(self, *made_up: str) -> None:
        """Seek these no more: a test made them up, and they are nobody's."""
        self.words.difference_update(made_up)
        self.phrases.difference_update(made_up)

    def request(self, sent: bytes, status: int, answered: bytes) -> None:
        """Catch what a call that was answered brought and got; keep the answer of one that was refused."""
        if status >= 400:
            self.refused.append(answered.decode("utf-8", "replace"))
            return
        for field, value in (*_fields(sent), *_fields(answered)):
            if field == "code" and _CODE.fullmatch(value):
                self.codes.add(value)
            elif _tells(field, value):
                self.catch(value)

    def in_text(self, text: str, *, codes: bool = True) -> set[str]:
        """Which canaries sing in a text. Codes are six digits, which amounts have too: sought where no amounts are."""
        words = set(_WORD.findall(text))
        found = words & self.words | {phrase for phrase in self.phrases if phrase in text}
        return found | (set(_ALONE.findall(text)) & self.codes if codes else set())

    def in_lines(self) -> list[str]:
        """The lines of logs and metrics, and the refusals, in which one sings."""
        return self._singing([*self.lines, *self.refused, *generate_latest().decode().splitlines()])

    def in_file(self, path: Path) -> list[str]:
        """The lines of a log of the server's in which one sings."""
        return self._singing(path.read_text("utf-8", "replace").splitlines()) if path.exists() else []

    def _singing(self, lines: list[str]) -> list[str]:
        return [line for line in lines if self.in_text(line)] if self.in_text("\n".join(lines)) else []

    async def in_tables(self, dsn: str) -> dict[str, set[str]]:
        """In the texts of every table but the simulated phones."""
        owner: Any = await asyncpg.connect(dsn)
        found: dict[str, set[str]] = {}
        for place in await owner.fetch(_TEXTS):
            if place["table"] in PHONES:
                continue
            values = await owner.fetch(f'SELECT "{place["column"]}"::text FROM {place["table"]}')
            text = "\n".join(value[0] for value in values if value[0])
            if sings := self.in_text(text, codes=False) | self._quoted(text):
                found[f"{place['table']}.{place['column']}"] = sings
        await owner.close()
        return found

    def _quoted(self, text: str) -> set[str]:
        return {code for code in re.findall(r'"code":"(\d{6})"', text) if code in self.codes}


def _tells(field: str, value: str) -> bool:
    """Whether it is a phone, a document, a password or a token that somebody really has."""
    if field in (*_PASSWORDS, *_TOKENS):
        return len(value) >= _LEAST
    kind = {"phone": _PHONE, "to": _PHONE, "text": _PHONE, "number": _DOCUMENT, "document": _DOCUMENT}.get(field)
    return kind is not None and bool(kind.fullmatch(value))


def _fields(body: bytes) -> Iterable[tuple[str, str]]:
    try:
        told = json.loads(body)
    except ValueError:
        return
    if isinstance(told, dict):
        yield from ((str(name), value) for name, value in told.items() if isinstance(value, str))


CANARIES = Canaries()
"""Those of this run."""
