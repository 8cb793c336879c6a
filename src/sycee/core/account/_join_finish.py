"""Joining, last step: a person, their way in, their first account and their session, all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from sycee.core.account._join_code import Code
from sycee.core.account._open import SECOND_CLASS, open_for
from sycee.core.party import (
    AlreadyCustomer,
    BadDocument,
    IdentityRegister,
    NewPerson,
    TooYoung,
    join,
    resident_id,
)
from sycee.guard.identity import (
    Chosen,
    CodeExpired,
    NotAPhone,
    Phone,
    SessionStarted,
    Taken,
    WeakPassword,
    WrongCode,
    chosen,
    fit,
    joined_before,
    open_session,
    phone_of,
    phone_taken,
    prove_phone,
    use_joining_code,
)
from sycee.guard.limit import Quota, take
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Ask, Context, write
from sycee.kit.errors import Refusal, TooMany
from sycee.kit.journal import Fact
from sycee.kit.time import bank_day
from sycee.kit.words import VISIBLE, words

_PAPERS = Quota("join papers", 10, timedelta(hours=1))
"""How many papers may be tried with one phone: the register's answer, and that somebody is a customer, are not for
harvest."""


class NotAgreed(Refusal):
    code, http = "not_agreed", 422
    say = words(zh="请先阅读并同意开户协议", en="Please read the terms and agree to them first")


class IdentityMismatch(Refusal):
    code, http = "identity_mismatch", 422
    say = words(
        zh="姓名与身份证号不一致，请核对后再试", en="That name and number do not belong together: please check both"
    )


class DocumentExpired(Refusal):
    code, http = "document_expired", 422
    say = words(zh="这张证件已过有效期，请换一张有效的", en="That document has expired: please use one that is good")


class Joined(Fact, frozen=True):
    """Somebody became a customer by themselves."""

    name = "party.joined"
    subject: int

    def heard_by(self) -> tuple[int, ...]:
        return (self.subject,)


class Joining(Ask, frozen=True, kw_only=True):
    """All that it takes. `document` is a resident identity number, `valid_until` its last day where that is known."""

    phone: Phone
    code: Code
    name: Annotated[str, Meta(min_length=2, max_length=60, pattern=VISIBLE, description="as on the document")]
    document: Annotated[str, Meta(max_length=30, description="18 signs; sealed, never logged")]
    valid_until: date | None = None
    password: Annotated[str, Meta(max_length=256, description="8 to 128 characters; never stored, never logged")]
    agree: bool


@dataclass(frozen=True, slots=True)
class _Ready:
    """All has been looked at: what to do, or who did it by this very call before its answer was lost."""

    person: NewPerson
    code: UUID


async def _ready(ctx: Context, ask: Joining) -> _Ready | int:
    """The slow part. What only the caller can know to be wrong is said before the code is looked at."""
    phone, today = phone_of(ask.phone), bank_day(ctx.now)
    if not ask.agree:
        raise NotAgreed(field="agree")
    name, number = ask.name.strip(), resident_id(ask.document, today)
    if ask.valid_until is not None and ask.valid_until < today:
        raise DocumentExpired(field="document")
    fit(ask.password, (phone, name))
    before = await joined_before(ctx, phone, ask.code, ask.password)
    if before is not None:
        return before
    code, _ = await prove_phone(ctx, phone, ask.code)
    if await phone_taken(ctx, phone):
        raise Taken(field="phone")
    await take(ctx, _PAPERS, ctx.port(Vault).blind(phone).hex())
    if not await ctx.port(IdentityRegister).fits(name, number):  # type: ignore[type-abstract]
        raise IdentityMismatch(field="name")
    password = await chosen(ask.password)
    return _Ready(_person(ask, name, phone, number, password), code)


def _person(ask: Joining, name: str, phone: str, number: str, password: Chosen) -> NewPerson:
    return NewPerson(name=name, phone=phone, document=number, document_until=ask.valid_until, password=password)


@CATALOG.write(
    "join.finish",
    title=words(zh="开户", en="Join"),
    says=("开户", "become a customer"),
    access="public",
    secret=True,
    signs="in",
    prepare=_ready,
    refuses=(
        NotAPhone, NotAgreed, BadDocument, TooYoung, DocumentExpired, WeakPassword, WrongCode, CodeExpired, Taken,
        IdentityMismatch, AlreadyCustomer, TooMany,
    ),
)  # fmt: skip
async def finish(ctx: Context, _: Joining) -> SessionStarted:
    """Become a customer with a first current account (class II), signed in. Sent again under its key it signs in."""
    ready: _Ready | int = ctx.prepared
    number = ready if isinstance(ready, int) else await _join(ctx, ready)
    token, expires_at = await open_session(ctx, number)
    return SessionStarted(token=token, expires_at=expires_at)


async def _join(ctx: Context, ready: _Ready) -> int:
    if not await use_joining_code(ctx, ready.code):
        raise Taken(field="phone") if await phone_taken(ctx, ready.person.phone) else CodeExpired(field="code")
    number = await join(ctx, ready.person)
    write(ctx).tell(Joined(subject=number))
    await open_for(ctx, number, ready.person.name, grade=SECOND_CLASS)
    return number
