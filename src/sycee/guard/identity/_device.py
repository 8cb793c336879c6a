"""Devices: a secret of the device's own, its hash in ours, and which of them a customer has signed in on."""

from __future__ import annotations

from hashlib import sha256
from ipaddress import IPv4Address, ip_address, ip_network

from sycee.kit.capability import Context, write

# Whether this customer has signed in before, and never on this device: as it was before this sign-in.
_SEEN = """
WITH known AS (
    SELECT count(*) AS devices, coalesce(bool_or(device = $2), false) AS this FROM identity_device WHERE subject = $1
), kept AS (
    INSERT INTO identity_device AS d (subject, device, agent, first_seen, last_seen) VALUES ($1, $2, $3, $4, $4)
    ON CONFLICT (subject, device) DO UPDATE
    SET agent = excluded.agent, last_seen = greatest(d.last_seen, excluded.last_seen)
)
SELECT devices > 0 AND NOT this FROM known
"""


def device_hash(ctx: Context) -> bytes:
    """What is kept of the caller's device. Callers without a secret of their own are one device per channel."""
    return sha256((ctx.device or f"a caller by {ctx.channel}").encode()).digest()


async def meet_device(ctx: Context, subject: int) -> bool:
    """Keep that a customer signs in on the caller's device; whether it is new to someone who has been here before.

    For write verbs.
    """
    return bool(await write(ctx).connection.fetchval(_SEEN, subject, device_hash(ctx), ctx.agent, ctx.now))


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
