"""Somebody who is nobody's customer yet, and becomes one through HTTP as their app would."""

from __future__ import annotations

import itertools
import re
import struct
from base64 import b64encode
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg

from sycee.guard.identity import inbox
from tests.world._people import Said

if TYPE_CHECKING:
    from tests.world._world import World

_SERIAL = itertools.count(1)
PASSWORD = "quiet-canal-7714"


def picture(width: int = 640, height: int = 400, *, salt: bytes = b"") -> bytes:
    """The beginning of a PNG of this size, which is all that is looked at."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\x02\0\0\0" + salt


def encoded(content: bytes) -> str:
    return b64encode(content).decode()


def document(n: int, born: str = "19900101") -> str:
    """A resident identity number whose check digit is right."""
    body = f"110101{born}{n % 1000:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


class Newcomer:
    """Somebody who is nobody's customer yet, with a phone and papers of their own."""

    def __init__(self, bank: World) -> None:
        n = next(_SERIAL)
        self.bank, self.name = bank, "沈" + "".join("零一二三四五六七八九"[int(d)] for d in f"{n:03}")
        self.phone = f"139{n:08}"
        self.document = document(n, f"{1960 + n % 40}0{1 + n % 9}1{n % 10}")
        self.address = f"10.77.{n >> 8 & 255}.{n & 255}"

    async def call(self, verb: str, *, key: UUID | None = None, **ask: Any) -> Said:
        return await self.bank.call(verb, ask, key=key, address=self.address)

    async def asks_code(self) -> str:
        said = await self.call("join.code", phone=self.phone)
        assert said.code == "ok", said
        return await self.code()

    async def texts(self) -> list[str]:
        return [text for _, text in await inbox(self.bank.bank.context(), self.phone)]

    async def code(self) -> str:
        found = re.search(r"(?<!\d)\d{6}(?!\d)", (await self.texts())[0])
        assert found
        return found[0]

    def ask(self, code: str, **other: Any) -> dict[str, Any]:
        """What finishing takes."""
        return {
            "phone": self.phone, "code": code, "name": self.name, "document": self.document, "password": PASSWORD,
            "agree": True,
        } | other  # fmt: skip

    async def finishes(self, code: str, *, key: UUID | None = None, **other: Any) -> Said:
        return await self.call("join.finish", key=key, **self.ask(code, **other))

    async def joins(self, **other: Any) -> Said:
        return await self.finishes(await self.asks_code(), **other)

    async def is_nobody(self) -> bool:
        """Whether nothing of this person is in the bank."""
        vault = self.bank.bank.vault
        owner = await asyncpg.connect(self.bank.bank.dsn)
        found = await owner.fetchval(
            "SELECT (SELECT count(*) FROM party_person WHERE phone_index = $1 OR document_index = $2)"
            " + (SELECT count(*) FROM identity_login WHERE handle = $1)"
            " + (SELECT count(*) FROM account_account WHERE holder = $3)",
            vault.blind(self.phone), vault.blind(self.document), self.name,
        )  # fmt: skip
        await owner.close()
        return bool(found == 0)
