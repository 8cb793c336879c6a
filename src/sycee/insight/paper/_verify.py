"""Checking a document by its code: open to anybody, and it tells what stands on the document and nothing else."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from sycee.guard.limit import Quota, take
from sycee.insight.paper._code import digest_of
from sycee.insight.paper._issue import PaperKind, PaperTotals
from sycee.kit.capability import CATALOG, Answer, Ask, Context, decode
from sycee.kit.db import read
from sycee.kit.errors import Refusal, TooMany
from sycee.kit.words import END, VISIBLE, words

KEPT = timedelta(days=5 * 366)
"""How long a code can be checked."""
_TRIES = Quota("paper_verify", 30, timedelta(minutes=10))
_VERIFY = "SELECT * FROM paper_verify($1, $2, $3)"

PaperCode = Annotated[
    str,
    Meta(min_length=1, max_length=40, pattern=VISIBLE, description="the code", examples=["7K3M-0Q2X-9ABC-DEFG-HJKM"]),
]
FileDigest = Annotated[str, Meta(pattern=f"^[0-9a-f]{{64}}{END}", description="SHA-256 of the file, in hex")]


class NotGenuine(Refusal):
    """One answer for a code that was forged, mistyped, never given, or is kept no longer."""

    code, http = "not_genuine", 404
    say = words(
        zh="没有查到这个验证码对应的文件，请核对后重试。若输入无误，这份文件不是本行出具的，或已超过五年的核验期",
        en="No document has this code; please compare it letter by letter. If it is typed as it stands, the document "
        "is not ours, or was made more than five years ago",
    )


class Checking(Ask, frozen=True, kw_only=True):
    """The code as it stands on the document. `sha256`: also whether the file is to the last bit what was made."""

    code: PaperCode
    sha256: FileDigest | None = None


class Genuine(Answer, frozen=True):
    """What stands on the document. `same_file`: None where no digest was given."""

    kind: PaperKind
    since: date
    until: date
    holder: str
    accounts: list[str]
    totals: list[PaperTotals]
    entries: int
    made_at: datetime
    same_file: bool | None


class _Totals(msgspec.Struct):
    totals: list[PaperTotals]


@CATALOG.read(
    "statement.verify",
    title=words(zh="核验文件", en="Check a document"),
    says=("核验对账单", "is this statement genuine"),
    access="public",
    refuses=(NotGenuine, TooMany),
)
async def verify(ctx: Context, ask: Checking) -> Genuine:
    """Whether a document is one that this bank has made: its period, masked name, totals, and when it was made."""
    await take(ctx, _TRIES, ctx.source)
    given = bytes.fromhex(ask.sha256) if ask.sha256 else None
    async with read(ctx) as connection:
        row: Any = await connection.fetchrow(_VERIFY, digest_of(ask.code), ctx.now - KEPT, given)
    if row is None:
        raise NotGenuine(field="code")
    totals = decode(_Totals, b'{"totals":' + row["totals"].encode() + b"}").totals
    return Genuine(
        kind=row["kind"], since=row["since"], until=row["until"], holder=row["holder"], accounts=row["accounts"],
        totals=totals, entries=row["entries"], made_at=row["made_at"], same_file=row["same"],
    )  # fmt: skip
