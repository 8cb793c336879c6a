"""A verb is declared once; every channel is a projection of this catalog, and every call goes through the runner."""

from sycee.kit.capability._catalog import CATALOG, Access, Capability, Catalog, Effect
from sycee.kit.capability._codec import Answer, Ask, Nothing, builtins, decode, encode, schemas
from sycee.kit.capability._context import Context, Factor, Subject, Writing, at_once, write
from sycee.kit.capability._runner import KeyMissing, KeyReused, Runner

__all__ = [
    "CATALOG",
    "Access",
    "Answer",
    "Ask",
    "Capability",
    "Catalog",
    "Context",
    "Effect",
    "Factor",
    "KeyMissing",
    "KeyReused",
    "Nothing",
    "Runner",
    "Subject",
    "Writing",
    "at_once",
    "builtins",
    "decode",
    "encode",
    "schemas",
    "write",
]
