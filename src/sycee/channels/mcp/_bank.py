"""What the channel is given, and who a caller of it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from sycee.kit.capability import Catalog, Context, Runner
from sycee.kit.words import Locale


@dataclass(frozen=True, slots=True)
class McpBank:
    """The verbs, who runs them, a fresh Context, who a token is, and the names by which the bank is reached."""

    catalog: Catalog
    runner: Runner
    context: Callable[[], Context]
    who: Callable[[Context, str], Awaitable[Context]]
    hosts: frozenset[str]

    async def caller(self, token: str, locale: Locale, source: str) -> Context:
        """The Context of one call: whoever's the token is, they read and propose, and do nothing else."""
        ctx = replace(self.context(), channel="mcp", proposes=True, locale=locale, source=source)
        return await self.who(ctx, token)
