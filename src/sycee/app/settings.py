"""Settings: few, frozen, read once from the environment, passed in from here on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sycee.kit.db import Unusable, home

_HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the bank's files are, which database it uses, where it listens, whose word it takes for a caller's
    address (a proxy's, such as "10.0.0.2"; nobody's where none is named), whether it is the demo, by which names
    its customers reach it, where the console of its staff listens, and the token of the assistant that started this
    process, if one did."""

    home: Path
    database_url: str | None
    port: int
    proxy: str | None = None
    demo: bool = False
    hosts: frozenset[str] = _HERE
    staff_port: int = 8001
    assistant: str = field(default="", repr=False)

    @property
    def vault(self) -> Path:
        """The bank's keys."""
        return self.home / "keys" / "vault.json"

    @property
    def models(self) -> Path:
        """What was learned, a file per version."""
        return self.home / "models"

    @property
    def events(self) -> Path:
        """The history of events, a file per day."""
        return self.home / "events"

    @property
    def token(self) -> Path:
        """The session of this machine's `sycee sign-in`."""
        return self.home / "cli" / "token"

    @property
    def clock(self) -> Path:
        """Where the demo's clock is, if it ever ran faster than the machine's."""
        return self.home / "demo" / "clock.json"

    @property
    def clerks(self) -> Path:
        """The demo's member of staff, as whom one may sign in at the console."""
        return self.home / "demo" / "clerks.json"

    @property
    def town(self) -> Path:
        """From what the demo's city was drawn, and the secret of its people's keys."""
        return self.home / "demo" / "city.json"

    @property
    def lived(self) -> Path:
        """How far the city's people have lived."""
        return self.home / "demo" / "lived"

    @property
    def cast(self) -> Path:
        """The demo's people, as whom one may sign in."""
        return self.home / "demo" / "cast.json"


def settings_from(environment: Mapping[str, str] = os.environ, *, demo: bool = False) -> Settings:
    """Settings from the SYCEE_ variables that README lists; raises Unusable for a port that is none."""
    port, staff_port = _port(environment, "SYCEE_PORT", "8000"), _port(environment, "SYCEE_STAFF_PORT", "8001")
    database_url, proxy = (environment.get(name) or None for name in ("SYCEE_DATABASE_URL", "SYCEE_PROXY"))
    hosts = _HERE | {name.strip().lower() for name in environment.get("SYCEE_HOSTS", "").split(",") if name.strip()}
    return Settings(home(), database_url, port, proxy, demo, hosts, staff_port, environment.get("SYCEE_TOKEN", ""))


def _port(environment: Mapping[str, str], name: str, usual: str) -> int:
    written = environment.get(name, usual)
    if not written.isdigit() or not 0 < int(written) < 65536:
        raise Unusable(
            zh=f"{name} 应为 1 到 65535 之间的数字，而不是“{written}”。",
            en=f"{name} is a number from 1 to 65535, not “{written}”.",
        )
    return int(written)
