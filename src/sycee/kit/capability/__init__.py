"""A verb is declared once; every channel is a projection of this catalog, and every call goes through the runner."""

from sycee.kit.capability._catalog import CATALOG, Access, Capability, Catalog, Effect, Shows
from sycee.kit.capability._codec import Answer, Ask, Nothing, builtins, decode, encode, schemas
from sycee.kit.capability._context import Context, Factor, Staff, Subject, Writing, at_once, write
from sycee.kit.capability._deed import Agreed, Deed, Shown
from sycee.kit.capability._runner import Declined, Heard, KeyMissing, KeyReused, Overtaken, Runner

__all__ = [
    "CATALOG",
    "Access",
    "Agreed",
    "Answer",
    "Ask",
    "Capability",
    "Catalog",
    "Context",
    "Declined",
    "Deed",
    "Effect",
    "Factor",
    "Heard",
    "KeyMissing",
    "KeyReused",
    "Nothing",
    "Overtaken",
    "Runner",
    "Shown",
    "Shows",
    "Staff",
    "Subject",
    "Writing",
    "at_once",
    "builtins",
    "decode",
    "encode",
    "schemas",
    "write",
]
