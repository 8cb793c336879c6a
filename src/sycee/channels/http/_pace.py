"""How fast one may call: generous for people, and an end to what floods. Each process counts for itself, in memory;
what is sensitive has a quota in the database besides (guard/limit)."""

from __future__ import annotations

import math
import time
from collections import Counter as Tally
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import ip_address, ip_network

from prometheus_client import Counter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from sycee.channels.http._refuse import refuse
from sycee.kit.capability import Context
from sycee.kit.errors import TooMany
from sycee.kit.words import locale_of

SLOWED = Counter("sycee_slowed", "Calls refused for how many came, by what was counted", ["by"])
_REMEMBERED = 50_000
_LARGE = 1024 * 1024


@dataclass(slots=True)
class Bucket:
    """Calls in store for each caller of one kind: `burst` at most, `per_s` more each second. Whoever has not called for
    longest is forgotten first, as one who has them all."""

    by: str
    per_s: float
    burst: float
    clock: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict, repr=False)

    def take(self, who: str) -> None:
        """Take one call of this caller; refuses where none is left, with when there is one again."""
        now = self.clock()
        left, at = self._left.pop(who, (self.burst, now))
        left = min(self.burst, left + (now - at) * self.per_s)
        self._left[who] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        if left < 1:
            SLOWED.labels(self.by).inc()
            raise TooMany(wait_s=math.ceil((1 - left) / self.per_s))

    def clear(self) -> None:
        """Everybody has all their calls again."""
        self._left.clear()


@dataclass(slots=True)
class Arrivals:
    """Bodies that are under way: so many at once from one source, and fewer of those that may be large."""

    each: int = 40
    each_large: int = 4
    all_large: int = 32
    _here: Tally[tuple[str, bool]] = field(default_factory=Tally, repr=False)

    @contextmanager
    def one(self, source: str, most: int) -> Iterator[None]:
        """While a body of at most so many bytes arrives; refuses where too many do already."""
        large, here = most > _LARGE, place_of(source)
        full = here and self._here[here, large] >= (self.each_large if large else self.each)
        if full or (large and self._here["", True] >= self.all_large):
            SLOWED.labels("bodies").inc()
            raise TooMany(wait_s=1)
        places = [(here, large), ("", large)] if here else [("", large)]
        self._here.update(places)
        try:
            yield
        finally:
            self._here.subtract(places)
            for place in places:
                if not self._here[place]:
                    del self._here[place]


@dataclass(frozen=True, slots=True)
class Pace:
    """What one subject, one device and one source may do in this process."""

    subject: Bucket = field(default_factory=lambda: Bucket("subject", 200, 1000))
    device: Bucket = field(default_factory=lambda: Bucket("device", 200, 1000))
    source: Bucket = field(default_factory=lambda: Bucket("source", 500, 3000))
    arrivals: Arrivals = field(default_factory=Arrivals)

    def admit(self, ctx: Context) -> None:
        """Count a call of whoever is signed in, and of their device."""
        if ctx.subject is not None:
            self.subject.take(f"customer {ctx.subject.party}")
        elif ctx.staff is not None:
            self.subject.take(f"member {ctx.staff.member}")
        if ctx.device:
            self.device.take(ctx.device)


class Paced:
    """Counts every request of a source, whatever it asks for, before anything is done about it."""

    def __init__(self, app: ASGIApp, pace: Pace) -> None:
        self._app, self._pace = app, pace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        place = place_of(scope["client"][0]) if scope["type"] == "http" and scope.get("client") else ""
        if place:
            try:
                self._pace.source.take(place)
            except TooMany as no:
                locale = locale_of(Headers(scope=scope).get("accept-language", "zh"))
                return await refuse(no, locale)(scope, receive, send)
        return await self._app(scope, receive, send)


@lru_cache(maxsize=4096)
def place_of(source: str) -> str:
    """What counts as one source: an address, of IPv6 the network that one household has. Nothing for this machine
    itself, where a proxy that was not named (SYCEE_PROXY) would make all callers one."""
    try:
        address = ip_address(source)
    except ValueError:
        return source
    address = getattr(address, "ipv4_mapped", None) or address
    if address.is_loopback:
        return ""
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))
