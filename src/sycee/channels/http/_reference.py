"""The reference: every verb on one page, for people, and OpenAPI for machines. No script, nothing from elsewhere."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from sycee.kit.capability import Capability, Catalog

_STYLE = """\
:root{color-scheme:light dark;--paper:#F1F4F4;--sheet:#fff;--line:#D6DDDF;--ink:#12181B;--ink3:#5A6870}
@media(prefers-color-scheme:dark){:root{--paper:#0E1214;--sheet:#171C1F;--line:#2B3338;--ink:#E9EDEE;--ink3:#98A4AA}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:860px;margin:0 auto;padding:24px 16px 64px}
h1{font-family:serif;margin:0}h2{font-family:serif;margin:32px 0 8px}
details{background:var(--sheet);border:1px solid var(--line);border-radius:4px;margin:8px 0;padding:10px 14px}
summary{cursor:pointer;min-height:28px}code,pre{font:13px/1.5 ui-monospace,monospace}pre{overflow:auto}
.tag{color:var(--ink3);margin-left:8px}p{margin:8px 0}a{color:inherit}
"""
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sycee · reference</title>
<link rel="stylesheet" href="/reference.css"></head><body><main><h1>Sycee</h1>
<p>{count} verbs. Each is one declaration: this page, its route, its client,
its command and its schema in <a href="/openapi.json">OpenAPI 3.1</a> come from it.
All calls are <code>POST</code> with JSON.
</p>{groups}</main></body></html>"""


def reference_routes(catalog: Catalog, document: dict[str, Any]) -> list[Route]:
    """/reference and /openapi.json. By hand: they describe the verbs."""
    page = _page(catalog, document)
    spec = msgspec.json.encode(document)

    async def reference(_: Request) -> Response:
        return HTMLResponse(page)

    async def machine(_: Request) -> Response:
        return Response(spec, media_type="application/json")

    async def style(_: Request) -> Response:
        return Response(_STYLE, media_type="text/css")  # apart, for the content policy lets no style stand in a page

    return [Route("/reference", reference), Route("/reference.css", style), Route("/openapi.json", machine)]


def _page(catalog: Catalog, document: dict[str, Any]) -> str:
    groups = []
    for family, verbs in groupby(catalog, key=lambda v: v.name.split(".")[0]):
        groups.append(f"<h2>{escape(family)}</h2>" + "".join(_verb(v, catalog, document) for v in verbs))
    return _PAGE.format(count=len(list(catalog)), groups="".join(groups))


def _verb(verb: Capability, catalog: Catalog, document: dict[str, Any]) -> str:
    operation = document["paths"][f"/v1/{verb.path}"]["post"]
    parts = {
        "Ask": _resolved(operation["requestBody"]["content"]["application/json"]["schema"], document),
        "Answer": _resolved(operation["responses"]["200"]["content"]["application/json"]["schema"], document),
    }
    schemas = "".join(f"<p>{name}</p><pre>{escape(_pretty(schema))}</pre>" for name, schema in parts.items())
    refuses = "".join(f"<li><code>{k.code}</code> ({k.http}) {escape(k.say.en)}</li>" for k in catalog.refusals(verb))
    return (
        f'<details id="{verb.name}"><summary><code>{verb.name}</code> {escape(verb.title.zh)} · {escape(verb.title.en)}'
        f'<span class="tag">{verb.effect} · {verb.access}</span></summary><p>{escape(verb.help)}</p>'
        f"<p><code>POST /v1/{verb.path}</code></p>{schemas}<ul>{refuses}</ul></details>"
    )


def _resolved(schema: dict[str, Any], document: dict[str, Any]) -> Any:
    name = schema.get("$ref", "").rpartition("/")[2]
    return document["components"]["schemas"].get(name, schema)


def _pretty(schema: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode()
