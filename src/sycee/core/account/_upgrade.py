"""Upgrading: after a look at document and face, accounts of class II become class I."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated

from msgspec import Meta

from sycee.core import ledger, party
from sycee.core.account._mine import mine
from sycee.core.account._open import DAY_CAPS, FIRST_CLASS
from sycee.core.party import BODY_MAX, BadImage, FaceCheck, Image
from sycee.guard.limit import Quota, forgive, take
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.db import read
from sycee.kit.errors import NotFound, Refusal, TooMany
from sycee.kit.ids import RowId
from sycee.kit.journal import Fact
from sycee.kit.money import CNY, Money
from sycee.kit.words import words

_TRIES = Quota("upgrade", 5, timedelta(hours=24))
_GRADE = "SELECT grade, closed_at IS NOT NULL AS closed FROM account_account WHERE id = $1 AND owner = $2"
_LIFT = """
UPDATE account_account SET grade = 1 WHERE owner = $1 AND grade = 2 AND closed_at IS NULL RETURNING id
"""


class AlreadyFirstClass(Refusal):
    code = "already_upgraded"
    say = words(zh="这个账户已经是Ⅰ类户", en="That account is class I already")


class DocumentMismatch(Refusal):
    code, http = "document_mismatch", 422
    say = words(
        zh="身份证号与开户时的不一致，请核对", en="That is not the number you joined with: please check every digit"
    )


class FaceMismatch(Refusal):
    code, http = "face_mismatch", 422
    say = words(
        zh="没有认出是您本人，请正对镜头、光线充足时再拍一张",
        en="The picture could not be matched with you: face the camera in good light and try again",
    )


class Upgraded(Fact, frozen=True):
    """These accounts of a customer are class I now."""

    name = "account.upgraded"
    subject: int
    accounts: list[int]

    def heard_by(self) -> tuple[int, ...]:
        return (self.subject,)


class Upgrade(Ask, frozen=True):
    """The account, the number of one's identity document, and a picture of one's face taken just now."""

    account: RowId
    document: Annotated[str, Meta(max_length=30, description="18 signs; compared, never logged")]
    face: Image


class AccountUpgraded(Answer, frozen=True):
    """How many accounts became class I, and what may leave each in a day. `simulated`: no face was looked at."""

    accounts: int
    day_cap: Money
    simulated: bool


async def _recognised(ctx: Context, ask: Upgrade) -> bool:
    """The slow part: who is it? Returns whether the check is simulated."""
    await mine(ctx, ask.account, field="account")
    async with read(ctx) as connection:
        row = await connection.fetchrow(_GRADE, ask.account, ctx.me)
    if row["closed"]:
        raise ledger.Closed(field="account")
    if row["grade"] == FIRST_CLASS:
        raise AlreadyFirstClass(field="account")
    party.measured(ask.face, "face")
    await take(ctx, _TRIES, str(ctx.me))
    papers, number = await party.papers(ctx), re.sub(r"\s", "", ask.document).upper()
    if not papers.has_number(ctx, number):
        raise DocumentMismatch(field="document")
    check: FaceCheck = ctx.port(FaceCheck)  # type: ignore[type-abstract]
    if not await check.same(ask.face, papers.name, number):
        raise FaceMismatch(field="face")
    return check.simulated


@CATALOG.write(
    "account.upgrade",
    title=words(zh="升级为Ⅰ类户", en="Upgrade to class I"),
    says=("升级账户", "提高转账限额", "upgrade my account"),
    channels=("http", "cli"),
    prepare=_recognised,
    body_max=BODY_MAX,
    refuses=(
        ledger.NoAccount, ledger.Closed, AlreadyFirstClass, DocumentMismatch, FaceMismatch, BadImage, NotFound, TooMany,
    ),
)  # fmt: skip
async def upgrade(ctx: Context, _: Upgrade) -> AccountUpgraded:
    """Make my accounts class I by my document and my face, so that more may leave in a day. The picture is not kept."""
    lifted = [int(row["id"]) for row in await write(ctx).connection.fetch(_LIFT, ctx.me)]
    if not lifted:  # another call of theirs was first
        raise AlreadyFirstClass(field="account")
    for account in lifted:
        await ledger.set_terms(ctx, account, day_cap=DAY_CAPS[FIRST_CLASS])
    await forgive(ctx, _TRIES, str(ctx.me))
    write(ctx).tell(Upgraded(subject=ctx.me, accounts=lifted))
    simulated: bool = ctx.prepared
    return AccountUpgraded(accounts=len(lifted), day_cap=Money(DAY_CAPS[FIRST_CLASS], CNY), simulated=simulated)
