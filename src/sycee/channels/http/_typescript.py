"""The TypeScript client's types and functions, generated from the catalog; web/client/src/call.ts does the calling."""

from __future__ import annotations

from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin
from uuid import UUID

import msgspec

from sycee.kit.capability import Ask, Capability, Catalog, Nothing
from sycee.kit.errors import Fault, Refusal
from sycee.kit.money import Money

_HEAD = """\
/** GENERATED from the catalog by `sycee client`. Do not edit: change the verb's declaration and run it again. */

import { act, read } from './call'
import type { Money } from './money'
import type { Refused } from './outcome'

/** An instant, ISO-8601 in UTC. */
export type Instant = string
/** A calendar day of the bank, `YYYY-MM-DD`. */
export type Day = string
export type Uuid = string
export type Nothing = Record<string, never>
"""

_GENERAL = {
    "bad_input", "not_signed_in", "not_found", "too_large", "wrong_type", "busy", "fault", "key_missing", "key_reused",
    "too_many", "bank_unavailable",
}  # fmt: skip
_PLAIN = {
    str: "string", int: "number", bool: "boolean", bytes: "string", Money: "Money", datetime: "Instant", date: "Day",
    UUID: "Uuid", Any: "unknown", NoneType: "null",
}  # fmt: skip


def typescript(catalog: Catalog) -> str:
    """The whole of generated.ts."""
    structs = _Structs()
    verbs = [_verb(verb, catalog, structs) for verb in catalog if verb.channels]
    return "\n".join([_HEAD, *structs.text(), *verbs])


class _Structs:
    """Every struct that the wire carries, each once under its own name."""

    def __init__(self) -> None:
        self._seen: dict[str, type[Any]] = {}
        self._text: list[str] = []

    def name(self, kind: type[Any]) -> str:
        """The TypeScript name of a struct; two structs of one name are a fault."""
        name = kind.__name__
        known = self._seen.setdefault(name, kind)
        if known is not kind:
            raise Fault(f"two structs on the wire are called {name}: {known.__module__} and {kind.__module__}")
        if known is kind and not any(t.startswith(f"export interface {name} ") for t in self._text):
            self._text.append(f"export interface {name} ")  # holds the place while its fields are looked at
            place = len(self._text) - 1
            self._text[place] = f"export interface {name} {self._fields(kind)}\n"
        return name

    def text(self) -> list[str]:
        return self._text

    def _fields(self, kind: type[Any]) -> str:
        fields = [
            f"  {f.encode_name}{'' if f.required or not issubclass(kind, Ask) else '?'}: {self.type(f.type)}"
            for f in msgspec.structs.fields(kind)
        ]
        return "{\n" + "\n".join(fields) + "\n}"

    def type(self, kind: Any) -> str:
        """A Python type as TypeScript."""
        origin, args = get_origin(kind), get_args(kind)
        if hasattr(kind, "__metadata__"):
            return self.type(args[0])
        if kind in _PLAIN:
            return _PLAIN[kind]
        if origin is Literal:
            return " | ".join(f"'{a}'" for a in args)
        if origin in (Union, UnionType):
            return " | ".join(self.type(a) for a in args)
        if origin in (list, tuple):
            inner = self.type(args[0])
            return f"({inner})[]" if " " in inner else f"{inner}[]"
        if origin is dict:
            return f"Record<{self.type(args[0])}, {self.type(args[1])}>"
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return self.name(kind)
        raise Fault(f"{kind} has no TypeScript form")


def _verb(verb: Capability, catalog: Catalog, structs: _Structs) -> str:
    name = "".join(part.capitalize() for part in verb.name.replace(".", "_").split("_"))
    ask = "Nothing" if verb.ask is Nothing else structs.name(verb.ask)
    answer = structs.name(verb.answer) if msgspec.structs.fields(verb.answer) else "Nothing"
    if verb.proves:
        gives_rise = (v for v in catalog if v.channels and not (v.proves or v.on_behalf))
        waits = (v for v in gives_rise if v.proof or v.effect == "money")
        answer = " | ".join(f"{{ capability: '{v.name}'; answer: {structs.name(v.answer)} }}" for v in waits)
    own = [k for k in catalog.refusals(verb) if k.code not in _GENERAL]
    lines = [f"export type {name}Ask = {ask}", f"export type {name}Answer = {answer}"]
    if own:
        lines.append(f"export type {name}No =\n" + "\n".join(f"  | {_refused(k, structs)}" for k in own))
    codes = ", ".join(f"'{k.code}'" for k in own)
    types = f"{name}Ask, {name}Answer" + (f", {name}No" if own else "")
    how = "act" if verb.keyed else "read"
    function = name[0].lower() + name[1:]
    lines.append(f"/** {' '.join(verb.help.split())} */")
    lines.append(f"export const {function} = {how}<{types}>('{verb.name}'" + (f", [{codes}])" if own else ")"))
    return "\n".join(lines) + "\n"


def _refused(kind: type[Refusal], structs: _Structs) -> str:
    facts = f", {structs.name(kind.tells)}" if kind.tells else ""
    return f"Refused<'{kind.code}'{facts}>"
