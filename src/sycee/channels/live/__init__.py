"""Live: a socket over which the app hears, at once, that there is something to read. It carries no data."""

from sycee.channels.live._hub import Full, Hub
from sycee.channels.live._route import Live, live_route

__all__ = ["Full", "Hub", "Live", "live_route"]
