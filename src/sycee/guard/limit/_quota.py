"""Quotas: how often a thing may be tried in a while. Counted in the database, so that every process counts together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sycee.kit.capability import Context, at_once, write
from sycee.kit.errors import TooMany

_TAKE = """
INSERT INTO limit_quota AS q (scope, since, used) VALUES ($1, $2, 1)
ON CONFLICT (scope) DO UPDATE SET
    used = CASE WHEN q.since > $3 THEN q.used + 1 ELSE 1 END, since = CASE WHEN q.since > $3 THEN q.since ELSE $2 END
RETURNING used
"""

_GIVE_BACK = "UPDATE limit_quota SET used = greatest(used - 1, 0) WHERE scope = $1"
_FORGIVE = "UPDATE limit_quota SET used = 0 WHERE scope = $1"


EVER = timedelta(days=400)
"""The window of a quota that ends by being forgiven, by the bank's own clock. Its `what` begins with "ever": it is kept
for as long."""


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `most` tries of `what` in each window."""

    what: str
    most: int
    window: timedelta


async def take(ctx: Context, quota: Quota, who: str) -> None:
    """Count one try of `who`; refuses when the window's are used up. A try counts whatever becomes of the verb."""
    # Nobody has to keep up with what never ends; in people's time it would reach back before there are dates.
    window = EVER if quota.window is EVER else ctx.lasts(quota.window)
    counted = await at_once(ctx, _TAKE, f"{quota.what}:{who}", ctx.now, ctx.now - window)
    if counted["used"] > quota.most:
        raise TooMany


async def forgive(ctx: Context, quota: Quota, who: str) -> None:
    """Forget the tries of `who`: they were right in the end. For write verbs."""
    await write(ctx).connection.execute(_FORGIVE, f"{quota.what}:{who}")


async def give_back(ctx: Context, quota: Quota, who: str) -> None:
    """Give one try of `who` back: it was none to count. For write verbs."""
    await write(ctx).connection.execute(_GIVE_BACK, f"{quota.what}:{who}")
