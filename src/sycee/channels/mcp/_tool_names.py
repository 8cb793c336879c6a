"""Which verbs are tools, and what they are called: many clients take no dot in a tool's name."""

from __future__ import annotations

from sycee.kit.capability import Capability, Catalog
from sycee.kit.errors import Fault


def tool_name(verb: str) -> str:
    """`transfer.send` is the tool `transfer_send`."""
    return verb.replace(".", "_")


def tool_verbs(catalog: Catalog) -> dict[str, Capability]:
    """The verbs of this channel by their tools' names."""
    found: dict[str, Capability] = {}
    for verb in catalog.only(lambda verb: "mcp" in verb.channels):
        if found.setdefault(tool_name(verb.name), verb) is not verb:
            raise Fault(f"two verbs would be the tool {tool_name(verb.name)}")
        if verb.access != "own" or verb.secret or verb.proves:
            raise Fault(f"{verb.name} is not for assistants: it tells a secret, takes a proof or knows no customer")
    return found
