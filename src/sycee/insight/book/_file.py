"""A statement file as it is handed over, and how its refusals are said."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from sycee.insight.book._shapes import remembered
from sycee.insight.book._statement import How, Locked, Meaning, Pointed, Unclear, Unreadable
from sycee.kit.capability import Ask, Context
from sycee.kit.errors import BadInput, Refusal
from sycee.kit.words import END, VISIBLE, Locale, Text, words

FILE_MAX = 10 * 1024 * 1024
"""Most bytes of a file that one call takes."""
COLUMNS_MAX = 200


class UnreadableFile(Refusal):
    code, http = "unreadable_file", 422
    say = words(zh="读不了这个文件：{why}", en="That file cannot be read: {why}")


class UnclearFile(Refusal):
    code, http = "unclear_file", 422
    say = words(zh="这个文件还要问一句：{why}", en="Something has to be asked of that file: {why}")


class FileLocked(Refusal):
    code, http = "file_locked", 422
    say = words(zh="这个文件有密码：{why}", en="That file has a password: {why}")


class Columns(Ask, frozen=True, kw_only=True):
    """What I point out of a file that does not say it: `columns` from the left, each by what it holds.

    `header`: the line of the header row, 0 where there is none. `first`: whether 03/04/2026 begins with the day or the
    month. `out_words`, `in_words`: what the column that tells in from out says of either. `asset`: the currency where
    the file names none. `place`: the sheet.
    """

    columns: Annotated[list[Meaning], Meta(max_length=COLUMNS_MAX)] = msgspec.field(default_factory=list)
    header: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
    first: Literal["day", "month"] | None = None
    asset: Annotated[str, Meta(pattern=f"^([A-Z]{{3}})?{END}")] = ""
    out_words: Annotated[list[Text], Meta(max_length=8)] = msgspec.field(default_factory=list)
    in_words: Annotated[list[Text], Meta(max_length=8)] = msgspec.field(default_factory=list)
    place: Annotated[str, Meta(max_length=255, pattern=VISIBLE)] = ""


class StatementFile(Ask, frozen=True, kw_only=True):
    """`content` is the file itself, in base64 on the wire. `password`: of an archive that has one."""

    name: Annotated[str, Meta(min_length=1, max_length=255, pattern=VISIBLE, description="the file's name")]
    content: Annotated[bytes, Meta(max_length=FILE_MAX)]
    password: Annotated[str, Meta(max_length=128, pattern=VISIBLE)] = ""
    pointed: Columns | None = None


async def how_of(ctx: Context, password: str, said: Columns | None) -> How:
    """What the person says of a file, now and before. Refuses columns among which no day or no amount is."""
    if said is None:
        return How(password, known=await remembered(ctx))
    if said.columns and not {"date", "booked_on"} & set(said.columns):
        raise BadInput(field="pointed.columns", reason="no column with the day")
    if said.columns and not {"amount", "income", "expense"} & set(said.columns):
        raise BadInput(field="pointed.columns", reason="no column with an amount")
    return How(password, pointed_of(said), await remembered(ctx))


def pointed_of(said: Columns) -> Pointed:
    """The same in the reader's terms."""
    return Pointed(
        columns=tuple(said.columns),
        header=said.header,
        first=said.first,
        asset=said.asset,
        out_words=tuple(said.out_words),
        in_words=tuple(said.in_words),
        place=said.place,
    )


def refused(no: Unreadable, locale: Locale) -> Refusal:
    """The reader's refusal as the bank says it, by what helps: a password, an answer, or another file."""
    why = no.why.say(locale)
    if isinstance(no, Locked):
        return FileLocked(field="password", why=why)
    if isinstance(no, Unclear):
        return UnclearFile(field="pointed", why=why, asks=no.asks)
    return UnreadableFile(field="content", why=why)


_UNPACK = words(
    zh="超过 10 MB 的压缩包不能带密码，请解开后上传里面的文件",
    en="an archive of more than 10 MB must have no password; unpack it and send the file in it",
)


def refused_large(no: Unreadable, locale: Locale) -> Refusal:
    """The same for a file that came in parts, of which no password is taken: it would have to be kept meanwhile."""
    if isinstance(no, Locked):
        return UnreadableFile(field="upload", why=_UNPACK.say(locale))
    said = refused(no, locale)
    return type(said)(field="upload" if said.field == "content" else said.field, **said.facts)
