"""Where a socket comes from. A page elsewhere can open one in a browser that has our cookie: the origin tells."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers

_SCHEMES = {"ws": "http", "wss": "https"}


def from_our_own_page(scheme: str, headers: Headers, hosts: Collection[str]) -> bool:
    """Whether the page that asks was served from here: by a name that is ours, and from this very scheme and port."""
    written, origins = headers.getlist("host"), headers.getlist("origin")
    if len(written) != 1 or len(origins) != 1:
        return False
    host = written[0].lower()
    name = host[: host.index("]") + 1] if host.startswith("[") and "]" in host else host.partition(":")[0]
    return name in hosts and origins[0] == f"{_SCHEMES.get(scheme)}://{host}"
