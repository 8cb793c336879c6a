"""Issuing a document: what stands on it is kept under its code, so that who holds it can ask whether it is so."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from sycee.insight.paper._code import digest_of
from sycee.kit.capability import Answer, Context, encode, write
from sycee.kit.money import Money

PaperKind = Literal["account", "entries", "month"]

DRAWING = asyncio.Semaphore(2)
"""Files take seconds of a processor: so many are made at a time, whoever asks, and other calls get their turns."""

_ISSUE = """
INSERT INTO paper_issued (code, owner, kind, since, until, holder, accounts, totals, entries, digest, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11)
"""


class PaperTotals(msgspec.Struct, frozen=True):
    """What a document says of one asset. `opening` and `closing`: None where it is a list of entries."""

    opening: Money | None
    income: Money
    outgo: Money
    closing: Money | None


class PaperFile(Answer, frozen=True):
    """A file to keep. `code`: of a PDF, the code of authenticity that stands on it; anybody can check it."""

    name: str
    media: str
    content: Annotated[bytes, Meta(description="the file, in base64")]
    entries: int
    sha256: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a document, with the name masked and of accounts their last digits."""

    kind: PaperKind
    since: date
    until: date
    holder: str
    accounts: tuple[str, ...]
    totals: tuple[PaperTotals, ...]
    entries: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file that was made, and where it carries a code what stands on it. Nothing is kept of it yet."""

    file: PaperFile
    paper: Paper | None = None


def drawn(name: str, media: str, content: bytes, paper: Paper | int, code: str | None = None) -> Drawn:
    """A file with its digest. `paper`: what stands on it, or only how many entries."""
    entries = paper if isinstance(paper, int) else paper.entries
    file = PaperFile(
        name=name, media=media, content=content, entries=entries, sha256=sha256(content).hexdigest(), code=code
    )
    return Drawn(file, None if isinstance(paper, int) else paper)


async def issue(ctx: Context, made: Drawn) -> PaperFile:
    """Keep what stands on a document under its code; a file without a code is kept nowhere. For writes."""
    file, paper = made.file, made.paper
    if paper is not None and file.code is not None:
        await write(ctx).connection.execute(
            _ISSUE, digest_of(file.code), ctx.me, paper.kind, paper.since, paper.until, paper.holder,
            list(paper.accounts), encode(paper.totals).decode(), paper.entries, bytes.fromhex(file.sha256), ctx.now,
        )  # fmt: skip
    return file
