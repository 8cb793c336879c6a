"""The tools, generated from the catalog. None is written by hand."""

from __future__ import annotations

from typing import Any

from mcp_types import Tool, ToolAnnotations

from sycee.channels.mcp._schemas import standing_alone
from sycee.channels.mcp._tool_names import tool_verbs
from sycee.channels.mcp._waiting import Waits
from sycee.kit.capability import Capability, Catalog

KEY = "idempotency_key"
"""The argument by which a caller may say that two calls are the same one."""
_KEY_SCHEMA = {
    "type": "string",
    "format": "uuid",
    "description": "A UUID of version 4 or 7. The same one again asks the same thing, without proposing it twice.",
}
_PROPOSES = (
    "This tool only proposes: nothing is done and no money moves until the customer has confirmed it in their app. "
    "此工具只提出申请：客户在 App 里确认之前，什么都不会办理，钱也不会动。"
)


def tools_of(catalog: Catalog) -> list[Tool]:
    """Every verb of the channel as a tool."""
    return [_tool(name, verb, catalog) for name, verb in tool_verbs(catalog).items()]


def _tool(name: str, verb: Capability, catalog: Catalog) -> Tool:
    reads = verb.effect == "read"
    return Tool(
        name=name,
        title=f"{verb.title.zh} · {verb.title.en}",
        description=_description(verb, catalog),
        input_schema=_input(verb),
        output_schema=standing_alone(verb.answer if reads else Waits),
        annotations=ToolAnnotations(
            title=f"{verb.title.zh} · {verb.title.en}",
            read_only_hint=reads,
            destructive_hint=False,
            idempotent_hint=reads,
            open_world_hint=False,
        ),
    )


def _description(verb: Capability, catalog: Catalog) -> str:
    parts = [f"{verb.title.zh}。{verb.help}"]
    if verb.effect != "read":
        parts.append(_PROPOSES)
    own = [no for no in catalog.refusals(verb) if no.code != "step_up_needed"]
    if own:
        parts.append("May be refused: " + "; ".join(f"{no.code} ({no.say.en})" for no in own) + ".")
    return "\n".join(parts)


def _input(verb: Capability) -> dict[str, Any]:
    schema = standing_alone(verb.ask)
    schema.setdefault("properties", {})
    if verb.effect != "read":
        schema["properties"] = {**schema["properties"], KEY: _KEY_SCHEMA}
    schema["additionalProperties"] = False
    return schema
