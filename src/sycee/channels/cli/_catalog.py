"""The catalog, for reading."""

from __future__ import annotations

from typing import Any

from sycee.kit.capability import Catalog, schemas


def catalog_json(catalog: Catalog) -> list[dict[str, Any]]:
    """Every verb as data: name, words, effect, access, schemas, refusals, channels."""
    verbs = list(catalog)
    found, components = schemas([kind for v in verbs for kind in (v.ask, v.answer)])

    def shape(ref: dict[str, Any]) -> Any:
        return components.get(ref.get("$ref", "").rpartition("/")[2], ref)

    return [
        {
            "name": v.name,
            "title": {"zh": v.title.zh, "en": v.title.en},
            "help": v.help,
            "says": list(v.says),
            "effect": v.effect,
            "access": v.access,
            "ask": shape(found[2 * i]),
            "answer": shape(found[2 * i + 1]),
            "refuses": [
                {"code": no.code, "http": no.http, "zh": no.say.zh, "en": no.say.en} for no in catalog.refusals(v)
            ],
            "channels": list(v.channels),
        }
        for i, v in enumerate(verbs)
    ]


def catalog_table(catalog: Catalog) -> str:
    """Every verb on a line."""
    rows = [(v.name, v.effect, v.access, v.title.zh, v.title.en) for v in catalog]
    wide = max(len(row[0]) for row in rows)
    return "\n".join(f"{n:<{wide}}  {effect:<5}  {access:<6}  {zh} · {en}" for n, effect, access, zh, en in rows)
