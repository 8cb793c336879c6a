"""Every verb of the bank, on one page."""

from __future__ import annotations

from typing import Literal

from sycee.kit.capability import CATALOG, Answer, Capability, Catalog, Context, Effect, Nothing
from sycee.kit.words import words


class CatalogVerb(Answer, frozen=True):
    """One verb: its words, what it does to the bank, who may ask it and where, and with which noes."""

    name: str
    title_zh: str
    title_en: str
    help: str
    says: list[str]
    effect: Effect
    access: Literal["public", "own", "staff"]
    right: str
    channels: list[str]
    refuses: list[str]


class CatalogList(Answer, frozen=True):
    """All of them, by name."""

    verbs: list[CatalogVerb]


def listed(catalog: Catalog, verb: Capability) -> CatalogVerb:
    """A verb as the browser shows it in a list."""
    return CatalogVerb(
        name=verb.name,
        title_zh=verb.title.zh,
        title_en=verb.title.en,
        help=verb.help,
        says=list(verb.says),
        effect=verb.effect,
        access=verb.access,
        right=verb.right,
        channels=list(verb.channels),
        refuses=[no.code for no in catalog.refusals(verb)],
    )


@CATALOG.read("catalog.list", title=words(zh="能力目录", en="Catalog"), access="staff")
async def list_catalog(ctx: Context, _: Nothing) -> CatalogList:
    """Every verb of the bank with its words, effect, access, channels and refusals."""
    catalog = ctx.port(Catalog)
    return CatalogList(verbs=[listed(catalog, verb) for verb in catalog])
