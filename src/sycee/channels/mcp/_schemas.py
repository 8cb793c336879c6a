"""JSON schemas that stand by themselves, as a tool's must."""

from __future__ import annotations

import json
from inspect import cleandoc
from typing import Any

from sycee.kit.capability import schemas

_FROM, _TO = '"#/components/schemas/', '"#/$defs/'


def standing_alone(kind: type[Any]) -> dict[str, Any]:
    """The schema of a struct, with all that it refers to in its own `$defs`."""
    (root,), components = schemas([kind])
    components = json.loads(json.dumps(components).replace(_FROM, _TO))
    for part in components.values():
        if "description" in part:
            part["description"] = cleandoc(part["description"])
    name = str(root.get("$ref", "")).rpartition("/")[2]
    schema = dict(components.pop(name, root))
    if components:
        schema["$defs"] = components
    return schema
