"""What the demo keeps of its city: from what it was drawn, and the secret from which its people's keys follow."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sycee.city._city import City


@dataclass(frozen=True, slots=True)
class Town:
    """A city that was loaded into this home's bank, and lives on; `first` is the id of its first account there."""

    city: City
    first: int
    secret: bytes = field(repr=False)

    def private_key(self, party: int) -> Ed25519PrivateKey:
        """The software key in the device of one of its people or firms. It is nowhere but here."""
        return Ed25519PrivateKey.from_private_bytes(sha256(self.secret + party.to_bytes(8, "big")).digest())

    def drawn(self, *of: object) -> int:
        """A large number that follows from the city's secret and from what it is of."""
        parts = "\x1f".join(str(part) for part in of)
        return int.from_bytes(sha256(self.secret + parts.encode()).digest()[:8], "big")


def key_of(at: datetime, *parts: object) -> UUID:
    """The key of what happens at an instant: the same for the same parts, in the form of a UUID of version 7."""
    return _version_7(int(at.timestamp() * 1000), *parts)


def beside(key: UUID, what: str) -> UUID:
    """A key that follows from another, of the same instant."""
    return _version_7(key.int >> 80, key, what)


def _version_7(millis: int, *parts: object) -> UUID:
    tail = int.from_bytes(sha256("\x1f".join(map(str, parts)).encode()).digest()[:10], "big")
    return UUID(int=millis << 80 | 0x7 << 76 | (tail >> 64 & 0xFFF) << 64 | 0b10 << 62 | tail & (1 << 62) - 1)


def keep_town(path: Path, city: City, first: int) -> None:
    """Write down what the city was drawn from and where its accounts begin, with a new secret, for this user's eyes."""
    drawn = {"people": city.people, "years": city.years, "seed": city.seed, "until": city.until.isoformat()}
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump({**drawn, "first": first, "secret": secrets.token_hex(32)}, file)


def town_from(path: Path) -> Town | None:
    """The town in the demo's file; None where there is none."""
    if not path.exists():
        return None
    kept = json.loads(path.read_text("utf-8"))
    city = City(kept["people"], kept["years"], kept["seed"], date.fromisoformat(kept["until"]))
    return Town(city, kept["first"], bytes.fromhex(kept["secret"]))
