"""MCP: assistants that customers let in. Every verb of theirs is a tool; reads run, whatever else is asked for waits.

The protocol's library is large and most who start a bank wait for its page, so this face imports none of it.
"""

from sycee.channels.mcp._bank import McpBank
from sycee.channels.mcp._http import McpHttp
from sycee.channels.mcp._stdio import serve_stdio
from sycee.channels.mcp._tool_names import tool_name, tool_verbs

__all__ = ["McpBank", "McpHttp", "serve_stdio", "tool_name", "tool_verbs"]
