"""What is missing for what one may want to do next, said before it is needed."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from sycee.core import account, party
from sycee.core.payee._list import list_payees
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.errors import NotFound
from sycee.kit.time import bank_day
from sycee.kit.words import Words, words

_SOON = timedelta(days=90)

_PARTS = {
    "upgrade": (
        words(
            zh="现在每天最多转给别人 {cap} 元",
            en="At most {cap} yuan a day goes to others now",
        ),
        words(zh="更大金额的转账", en="larger transfers"),
        "account.upgrade",
    ),
    "document": (
        words(zh="您的身份证 {until} 到期", en="Your identity card expires on {until}"),
        words(zh="继续办理全部业务，请带新证件到网点更新", en="all services: please bring the new one to a branch"),
        None,
    ),
    "account": (
        words(zh="您还没有可以用的账户", en="You have no open account"),
        words(zh="收款和转账", en="being paid, and paying"),
        "account.open",
    ),
    "money": (
        words(zh="账户里还没有钱", en="There is no money in your account yet"),
        words(zh="付款：先把账号或收款码给付款人", en="paying: first give a payer your number or a code"),
        "account.list",
    ),
    "payee": (
        words(zh="您还没有收款人", en="You have no payee yet"),
        words(zh="转账给别人", en="sending money to others"),
        "payee.add",
    ),
}


class Lacking(Answer, frozen=True):
    """One thing that is missing: why it matters, what it is needed for, and the verb that mends it, where one does."""

    what: Literal["account", "document", "upgrade", "money", "payee"]
    why: str
    needed_for: str
    verb: str | None


class Missing(Answer, frozen=True):
    """The most pressing first; nothing, when nothing is."""

    missing: list[Lacking]


@CATALOG.read(
    "party.missing",
    title=words(zh="还缺什么", en="What is missing"),
    says=("我还缺什么", "what is missing"),
    refuses=(NotFound,),
)
async def missing(ctx: Context, _: Nothing) -> Missing:
    """What I lack for larger payments, for paying at all, and for going on, each with the step to take."""
    papers = await party.papers(ctx)
    accounts = [a for a in (await account.list_accounts(ctx, Nothing())).accounts if a.state != "closed"]
    found: list[Lacking] = []
    if not accounts:
        found.append(_lacking(ctx, "account"))
    if papers.until is not None and papers.until - _SOON <= bank_day(ctx.now):
        found.append(_lacking(ctx, "document", until=papers.until.isoformat()))
    if any(a.grade == account.SECOND_CLASS for a in accounts):
        found.append(_lacking(ctx, "upgrade", cap=f"{account.DAY_CAPS[account.SECOND_CLASS] // 100:,}"))
    if accounts and all(a.balance.minor == 0 for a in accounts):
        found.append(_lacking(ctx, "money"))
    if accounts and not (await list_payees(ctx, Nothing())).payees:
        found.append(_lacking(ctx, "payee"))
    return Missing(missing=found)


def _lacking(
    ctx: Context, what: Literal["account", "document", "upgrade", "money", "payee"], **facts: object
) -> Lacking:
    why, needed_for, verb = _part(what)
    return Lacking(what=what, why=why.say(ctx.locale, **facts), needed_for=needed_for.say(ctx.locale), verb=verb)


def _part(what: str) -> tuple[Words, Words, str | None]:
    return _PARTS[what]
