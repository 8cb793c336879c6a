"""Calling one verb."""

from __future__ import annotations

from dataclasses import replace

from sycee.kit.capability import Catalog, Context, Runner, encode
from sycee.kit.errors import NotFound, Refusal
from sycee.kit.ids import new_id
from sycee.kit.words import Locale


async def call(
    catalog: Catalog, runner: Runner, ctx: Context, name: str, ask: str, locale: Locale
) -> tuple[bool, bytes]:
    """Run a verb with an ask in JSON; returns whether it was answered, and the answer's or the refusal's JSON.

    A call without a key of its own gets a fresh one: it is one intended action.
    """
    ctx = replace(ctx, channel="cli", source="cli", locale=locale, key=ctx.key or new_id(ctx.now))
    try:
        if name not in catalog or "cli" not in catalog[name].channels:
            raise NotFound(field="name")
        # The shell's own bytes, whatever they are: what is not UTF-8 is refused like any other bad ask.
        return True, await runner.run(ctx, catalog[name], ask.encode(errors="surrogateescape"))
    except Refusal as no:
        said = {"code": no.code, "say": no.sentence(locale), "facts": no.facts, "field": no.field}
        return False, encode(said)
