"""Over stdin and stdout: for an assistant that starts the bank's command on the customer's own machine."""

from __future__ import annotations

from collections.abc import Callable

from sycee.channels.mcp._bank import McpBank
from sycee.kit.capability import Context
from sycee.kit.words import Locale


async def serve_stdio(bank: McpBank, token: Callable[[], str], locale: Locale) -> None:
    """Serve one client until it leaves. `token` is asked for at every call: a sign-in may come later, or end."""
    # Here, not above: see the face.
    from mcp.server.stdio import stdio_server

    from sycee.channels.mcp._server import mcp_server

    async def caller(_: object) -> Context:
        return await bank.caller(token(), locale, "mcp")

    server = mcp_server(bank, caller)
    async with stdio_server() as (reads, writes):
        await server.run(reads, writes, server.create_initialization_options())
