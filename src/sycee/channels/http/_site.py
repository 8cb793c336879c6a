"""The bank's two sites: customers' and staff's. Each has verbs, a cookie, files and hosts of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Site:
    """What one site is. `channel`: whose verbs it serves; `app`: what its pages say in X-Sycee; `devices`: whether a
    browser that signs in is given a name to be known by again."""

    channel: str
    cookie: str
    app: str
    folder: Path
    devices: bool


CUSTOMERS = Site("http", "__Host-sycee", "app", _HERE / "app", devices=True)
STAFF = Site("staff", "__Host-sycee-staff", "staff", _HERE / "staff", devices=False)
