"""OpenAPI 3.1, generated from the catalog."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, get_args

import msgspec

from sycee.channels.http._call import TooLarge, TooSlow, WrongType
from sycee.channels.http._hosts import WrongHost
from sycee.channels.http._site import CUSTOMERS, Site
from sycee.kit.capability import Capability, Catalog, KeyMissing, KeyReused, schemas
from sycee.kit.db import Away
from sycee.kit.errors import BadInput, Busy, NotAllowed, NotSignedIn, Refusal, TooMany
from sycee.kit.money import Money, NotAnAmount, TooManyDigits, UnknownAsset
from sycee.kit.money import TooLarge as AmountTooLarge

_JSON = "application/json"
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
    "description": "A UUID of version 4 or 7. Sent again with the same ask it gets the same answer.",
}


def openapi(catalog: Catalog, site: Site = CUSTOMERS) -> dict[str, Any]:
    """The whole API as an OpenAPI 3.1 document."""
    verbs = list(catalog)
    found, components = schemas([kind for verb in verbs for kind in (verb.ask, verb.answer)])
    paths = {
        f"/v1/{v.path}": {"post": _operation(v, catalog.refusals(v), *found[2 * i : 2 * i + 2])}
        for i, v in enumerate(verbs)
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sycee", "version": "1", "description": "One verb, one route, generated from the catalog."},
        "paths": paths,
        "components": {
            "schemas": {**components, "Refused": _REFUSED},
            "securitySchemes": {
                "cookie": {"type": "apiKey", "in": "cookie", "name": site.cookie},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
    }


_REFUSED = {
    "type": "object",
    "properties": {
        "code": {"type": "string"},
        "say": {"type": "string", "description": "for people, in the caller's language"},
        "facts": {"type": "object"},
        "field": {"type": ["string", "null"], "description": "the part of the ask that is at fault"},
    },
    "required": ["code", "say", "facts", "field"],
}


def general(verb: Capability) -> list[type[Refusal]]:
    """Refusals that any verb of this kind may give, besides its own."""
    kinds: list[type[Refusal]] = [BadInput, WrongType, WrongHost, TooLarge, TooSlow, TooMany, Away]
    if verb.access != "public":
        kinds.append(NotSignedIn)
    if verb.keyed:
        kinds += [KeyMissing, KeyReused, Busy]
    if verb.effect == "note":
        kinds.append(Busy)
    if verb.access == "staff":  # whose look-ups are recorded, and wait for their turn to be
        kinds += [Busy, NotAllowed]
    if any(_names(field.type, Money) for field in msgspec.structs.fields(verb.ask)):
        kinds += [NotAnAmount, TooManyDigits, AmountTooLarge, UnknownAsset]
    return kinds


def _names(kind: Any, wanted: type) -> bool:
    return kind is wanted or any(_names(part, wanted) for part in get_args(kind))


def _operation(
    verb: Capability, refuses: tuple[type[Refusal], ...], ask: dict[str, Any], answer: dict[str, Any]
) -> dict[str, Any]:
    kinds = list(dict.fromkeys([*refuses, *general(verb)]))
    return {
        "operationId": verb.name,
        "summary": f"{verb.title.zh} · {verb.title.en}",
        "description": verb.help,
        "tags": [verb.name.split(".")[0]],
        "x-effect": verb.effect,
        "x-refusals": sorted(kind.code for kind in kinds),
        "security": [] if verb.access == "public" else [{"cookie": []}, {"bearer": []}],
        "parameters": [_KEY] if verb.keyed else [],
        "requestBody": {"required": True, "content": {_JSON: {"schema": ask}}},
        "responses": {
            "200": {"description": "The answer", "content": {_JSON: {"schema": answer}}},
            **_refusals(kinds),
        },
    }


def _refusals(kinds: list[type[Refusal]]) -> dict[str, Any]:
    by_status: dict[int, list[type[Refusal]]] = defaultdict(list)
    for kind in kinds:
        by_status[kind.http].append(kind)
    return {
        str(status): {
            "description": "; ".join(f"`{k.code}`: {k.say.en}" for k in found),
            "content": {_JSON: {"schema": {"$ref": "#/components/schemas/Refused"}}},
        }
        for status, found in sorted(by_status.items())
    }
