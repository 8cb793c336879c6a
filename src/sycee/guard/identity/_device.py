"""Devices: a secret of the device's own, its hash in ours, and which of them a customer has signed in on."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any

from sycee.kit.capability import Context, write

# Whether this customer has signed in before, and never on this device, as it was before this sign-in; and since when
# the device is theirs, where it is not their first.
_SEEN = """
WITH known AS (
    SELECT count(*) AS devices, min(first_seen) AS first, min(first_seen) FILTER (WHERE device = $2) AS this
    FROM identity_device WHERE subject = $1
), kept AS (
    INSERT INTO identity_device AS d (subject, device, agent, first_seen, last_seen) VALUES ($1, $2, $3, $4, $4)
    ON CONFLICT (subject, device) DO UPDATE
    SET agent = excluded.agent, last_seen = greatest(d.last_seen, excluded.last_seen)
)
SELECT devices > 0 AND this IS NULL AS new,
       CASE WHEN devices > 0 AND this IS NULL THEN $4 WHEN this > first THEN this END AS since FROM known
"""


def device_hash(ctx: Context) -> bytes:
    """What is kept of the caller's device. Callers without a secret of their own are one device per channel."""
    return sha256((ctx.device or f"a caller by {ctx.channel}").encode()).digest()


async def meet_device(ctx: Context, subject: int) -> tuple[bool, datetime | None]:
    """Keep that a customer signs in on the caller's device. Whether it is new to someone who has been here before, and
    since when they use it, where they had another one before.

    For write verbs.
    """
    row: Any = await write(ctx).connection.fetchrow(_SEEN, subject, device_hash(ctx), ctx.agent, ctx.now)
    return row["new"], row["since"]


def coarse(source: str) -> str:
    """A network address without its last part, or nothing where it is none: `203.0.113.*`, `2001:db8:1::/48`."""
    try:
        address = ip_address(source)
    except ValueError:
        return ""
    if isinstance(address, IPv4Address):
        return f"{str(address).rpartition('.')[0]}.*"
    if address.ipv4_mapped:
        return coarse(str(address.ipv4_mapped))
    return str(ip_network((address, 48), strict=False))
