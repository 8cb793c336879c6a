"""By which names the bank is a site that passkeys are made for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Site:
    """The origins, exactly as browsers write them, at which the bank's own pages are."""

    origins: frozenset[str]

    def name_of(self, origin: str) -> str | None:
        """The name that passkeys made at an origin are for; None for any origin that is not the bank's."""
        return urlsplit(origin).hostname if origin in self.origins else None


def site_of(hosts: Iterable[str], port: int) -> Site:
    """The site that is reached by these names: localhost on its port without TLS, any other name with it.

    Network addresses are left out: browsers make no passkeys for them.
    """
    origins = set()
    for host in hosts:
        name, _, named = host.partition(":")
        if name == "localhost":
            origins.add(f"http://localhost:{named or port}")
        elif name and not name.replace(".", "").isdigit() and "[" not in name:
            origins.add(f"https://{host}")
    return Site(frozenset(origins))
