"""JSON on the wire. Unknown fields are refused, money is exact text, and a bad field is named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from sycee.kit.errors import BadInput, Refusal
from sycee.kit.money import Money
from sycee.kit.words import normal

T = TypeVar("T")


class Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a caller asks of a verb: its fields are the schema on every channel."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a verb answers: an allow-list of fields, and nothing besides."""


class Nothing(Ask, frozen=True):
    """The ask of a verb that needs none."""


_PATH = re.compile(r" - at `\$\.?([^`]*)`")


def _into_json(value: Any) -> Any:
    return msgspec.Raw(value.to_json()) if isinstance(value, Money) else _into_wire(value)


def _into_wire(value: Any) -> Any:
    if isinstance(value, Money):
        return value.to_wire()
    raise NotImplementedError(f"{type(value).__name__} has no wire form")


def _from_wire(kind: type, value: Any) -> Any:
    if kind is Money:
        try:
            return Money.from_wire(value)
        except Refusal as no:
            raise ValueError(no.code) from no  # so that msgspec says which field it was
    raise NotImplementedError(f"{kind.__name__} has no wire form")


def _schema(kind: type) -> dict[str, Any]:
    if kind is not Money:
        raise NotImplementedError(f"{kind.__name__} has no schema")
    digits = {"type": "string", "pattern": r"^-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,8})?$", "examples": ["500.00"]}
    asset = {"type": "string", "examples": ["CNY"]}
    return {
        "type": "object",
        "title": "Money",
        "properties": {"amount": digits, "asset": asset},
        "required": ["amount", "asset"],
        "additionalProperties": False,
    }


_ENCODER = msgspec.json.Encoder(enc_hook=_into_json)
_CANONICAL = msgspec.json.Encoder(enc_hook=_into_json, order="sorted")
_DECODERS: dict[Any, msgspec.json.Decoder[Any]] = {}


def encode(value: Any, *, canonical: bool = False) -> bytes:
    """JSON bytes; canonical ones have sorted keys, so that equal values read the same."""
    return (_CANONICAL if canonical else _ENCODER).encode(value)


def builtins(value: Any) -> Any:
    """The same as plain dicts, lists and text."""
    return msgspec.to_builtins(value, enc_hook=_into_wire)


def decode(kind: type[T], raw: bytes) -> T:
    """Read JSON as `kind`. Refuses with the name of the field that is wrong; text is made canonical first."""
    decoder = _DECODERS.get(kind)
    if decoder is None:
        decoder = _DECODERS[kind] = msgspec.json.Decoder(kind, dec_hook=_from_wire)
    try:
        return decoder.decode(_canonical(raw))  # type: ignore[no-any-return]
    except UnicodeDecodeError:
        raise BadInput(reason="not UTF-8") from None
    except msgspec.ValidationError as wrong:
        raise _refused(wrong) from None
    except (msgspec.DecodeError, RecursionError):
        raise BadInput(reason="not JSON") from None


def _canonical(raw: bytes) -> bytes:
    """The same JSON in one form of text: a letter written as an escape is that letter."""
    if b"\\u" in raw:
        raw = msgspec.json.encode(msgspec.json.decode(raw))
    return raw if raw.isascii() else normal(raw.decode("utf-8")).encode()


def _refused(wrong: msgspec.ValidationError) -> Refusal:
    named, cause = _named(str(wrong)), wrong.__cause__
    if cause is None or not isinstance(cause.__cause__, Refusal):
        return named
    no = cause.__cause__
    return type(no)(field=named.field, **no.facts)


def _named(message: str) -> BadInput:
    at = _PATH.search(message)
    reason = _PATH.sub("", message)
    if at:
        return BadInput(field=at[1] or None, reason=reason)
    named = re.search(r"field `([^`]+)`", message)
    return BadInput(field=named[1] if named else None, reason=reason)


def schemas(kinds: Iterable[Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """JSON schemas of these types and the components they refer to."""
    out, components = msgspec.json.schema_components(
        list(kinds), schema_hook=_schema, ref_template="#/components/schemas/{name}"
    )
    return list(out), components
