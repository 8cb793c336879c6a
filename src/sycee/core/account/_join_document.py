"""Joining, second step: the picture of a document becomes a name and a number to look over."""

from __future__ import annotations

from datetime import date

from sycee.core.account._join_code import Code, proven
from sycee.core.party import BODY_MAX, BadImage, DocumentReader, Image, Unreadable, measured
from sycee.guard.identity import CodeExpired, NotAPhone, Phone, Taken, WrongCode, phone_of
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import TooMany
from sycee.kit.time import bank_day
from sycee.kit.words import words


class JoiningDocument(Ask, frozen=True):
    """The side of a resident identity card with the portrait."""

    phone: Phone
    code: Code
    image: Image


class DocumentRead(Answer, frozen=True):
    """What was read, for its owner to correct. `simulated`: no picture was looked at, and nobody is called so."""

    name: str
    number: str
    valid_until: date | None
    simulated: bool


async def _read(ctx: Context, ask: JoiningDocument) -> DocumentRead:
    reader: DocumentReader = ctx.port(DocumentReader)  # type: ignore[type-abstract]
    measured(ask.image, "image")
    await proven(ctx, phone_of(ask.phone), ask.code)
    read = await reader.read(ask.image, bank_day(ctx.now))
    return DocumentRead(name=read.name, number=read.number, valid_until=read.until, simulated=reader.simulated)


@CATALOG.write(
    "join.document",
    title=words(zh="开户：识别证件", en="Join: read a document"),
    access="public",
    secret=True,
    prepare=_read,
    body_max=BODY_MAX,
    refuses=(NotAPhone, WrongCode, CodeExpired, Taken, BadImage, Unreadable, TooMany),
)
async def document(ctx: Context, _: JoiningDocument) -> DocumentRead:
    """Read name and number from a picture of an identity card. The picture is looked at once and not kept."""
    answer: DocumentRead = ctx.prepared
    return answer
