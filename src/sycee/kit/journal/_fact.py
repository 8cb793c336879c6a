"""Facts: small, past tense, only ids and numbers. They travel upward; what is above reads them, never our tables."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, TypeVar

import msgspec

F = TypeVar("F", bound="Fact")


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened. Subclasses give `name` (such as "transfer.sent") and their fields."""

    name: ClassVar[str]

    def heard_by(self) -> tuple[int, ...]:
        """Customers whose screens should hear of it at once: nobody's, unless the fact says whose."""
        return ()


_READERS: dict[str, list[tuple[type[Fact], Callable[[Any, Any], Awaitable[None]]]]] = {}


def fact_name(fact: Fact) -> str:
    """The name under which a fact is in the journal."""
    return type(fact).name


def on(kind: type[F]) -> Callable[[Callable[[Any, F], Awaitable[None]]], Callable[[Any, F], Awaitable[None]]]:
    """Have a function read every fact of this kind. It may be called twice with the same one.

    It gets a Context that is writing: what it writes commits together with how far it has read.
    """

    def register(reader: Callable[[Any, F], Awaitable[None]]) -> Callable[[Any, F], Awaitable[None]]:
        _READERS.setdefault(kind.name, []).append((kind, reader))
        return reader

    return register


def readers() -> dict[str, list[tuple[type[Fact], Callable[[Any, Any], Awaitable[None]]]]]:
    """Who reads what, by the name of the fact."""
    return _READERS


def facts_of(facts: list[Fact]) -> list[dict[str, Any]]:
    """Facts as the journal stores them."""
    return [{"fact": fact_name(f), **msgspec.to_builtins(f)} for f in facts]
