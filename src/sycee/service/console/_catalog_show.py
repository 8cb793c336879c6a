"""One verb's card, with the shapes of its ask and answer."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from sycee.kit.capability import CATALOG, Answer, Ask, Catalog, Context, schemas
from sycee.kit.errors import NotFound
from sycee.kit.words import END, words
from sycee.service.console._catalog_list import CatalogVerb, listed


class WhichVerb(Ask, frozen=True):
    """A verb's name, such as `transfer.send`."""

    name: Annotated[str, Meta(max_length=60, pattern=rf"^[a-z_.]*{END}")]


class CatalogNo(Answer, frozen=True):
    """A no that a verb may answer, in both languages; places in braces are filled from facts."""

    code: str
    http: int
    zh: str
    en: str


class CatalogCard(Answer, frozen=True):
    """A verb in full. `ask` and `answer` are JSON schemas as text, to be read: machines have /openapi.json."""

    verb: CatalogVerb
    refusals: list[CatalogNo]
    ask: str
    answer: str


@CATALOG.read("catalog.show", title=words(zh="能力详情", en="One verb"), access="staff", refuses=(NotFound,))
async def show_verb(ctx: Context, ask: WhichVerb) -> CatalogCard:
    """One verb's card: its words, refusals in both languages, and the schemas of what it asks and answers."""
    catalog = ctx.port(Catalog)
    if ask.name not in catalog:
        raise NotFound(field="name")
    verb = catalog[ask.name]
    (asked, answered), shapes = schemas([verb.ask, verb.answer])
    return CatalogCard(
        verb=listed(catalog, verb),
        refusals=[CatalogNo(code=no.code, http=no.http, zh=no.say.zh, en=no.say.en) for no in catalog.refusals(verb)],
        ask=_readable(asked, shapes),
        answer=_readable(answered, shapes),
    )


def _readable(schema: dict[str, Any], shapes: dict[str, Any]) -> str:
    """The schema, with the shape that it names in its place."""
    shape = shapes.get(schema.get("$ref", "").rpartition("/")[2], schema)
    return msgspec.json.format(msgspec.json.encode(shape), indent=2).decode()
