"""A deed: a write that waits for its caller's consent, kept as it was asked, shown and digested."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec

from sycee.kit.capability._catalog import Capability
from sycee.kit.capability._codec import builtins, encode
from sycee.kit.capability._context import Context
from sycee.kit.words import Words, words

_WHAT = words(zh="办理业务", en="What is asked for")


class Shown(msgspec.Struct, frozen=True):
    """One line of what the customer is shown and signs."""

    label: Words
    value: str


class Deed(msgspec.Struct, frozen=True, array_like=True):
    """The ask of a write as canonical JSON, under the key and for the caller that it came with, and what is shown."""

    verb: str
    key: UUID
    subject: int
    ask: msgspec.Raw
    shown: tuple[tuple[str, str, str], ...]

    @property
    def canonical(self) -> bytes:
        """The same bytes for equal deeds."""
        return encode(self, canonical=True)

    @property
    def digest(self) -> bytes:
        """SHA-256 of all of it: what a proof consents to."""
        return sha256(self.canonical).digest()


@dataclass(frozen=True, slots=True)
class Agreed:
    """A deed that its caller has consented to, and the proposal by which they did. The runner does it now."""

    deed: Deed
    mark: bytes
    proposal: UUID


async def deed_of(ctx: Context, verb: Capability, ask: Any) -> Deed:
    """The deed of an ask. `verb.shows` refuses here what could not be done, before anybody is asked for a proof."""
    shown = await verb.shows(ctx, ask) if verb.shows else _every_field(verb, ask)
    lines = tuple((line.label.zh, line.label.en, line.value) for line in shown)
    if ctx.key is None:
        raise ValueError("a deed needs its key")
    return Deed(verb.name, ctx.key, ctx.me, msgspec.Raw(encode(ask, canonical=True)), lines)


def _every_field(verb: Capability, ask: Any) -> tuple[Shown, ...]:
    """Nothing is left out that a verb does not show by itself."""
    given = builtins(ask)
    fields = [Shown(Words(name, name), _read(value)) for name, value in given.items() if value not in (None, "", [])]
    return Shown(_WHAT, f"{verb.title.zh} · {verb.title.en}"), *fields


def _read(value: Any) -> str:
    if isinstance(value, dict) and value.keys() == {"amount", "asset"}:
        return f"{value['asset']} {value['amount']}"
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
