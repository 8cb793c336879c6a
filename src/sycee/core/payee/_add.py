"""Adding a payee."""

from __future__ import annotations

from typing import Literal

from sycee.core.account import Payable
from sycee.core.clearing import NoSuchBank
from sycee.core.payee._check import PayeeNotFound, To, find, same_name
from sycee.core.payee._elsewhere import BankCode, keep, there
from sycee.core.payee._rows import COLUMNS, Payee, kept
from sycee.kit.capability import CATALOG, Ask, Context, Shown, write
from sycee.kit.errors import Refusal, TooMany
from sycee.kit.journal import Fact
from sycee.kit.words import Name, words

# Adding someone again finds the entry that is there: nothing is counted twice.
_ADD = f"""
INSERT INTO payee_payee AS p (owner, account_id, party, name, tail, by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (owner, account_id) WHERE removed_at IS NULL DO UPDATE SET name = p.name
RETURNING {COLUMNS}
"""
_ADDED, _AT = words(zh="添加收款人", en="Add as a payee"), words(zh="账号或手机号", en="Account or phone number")
_BANK = words(zh="收款银行", en="Bank")


class NameMismatch(Refusal):
    code = "name_mismatch"
    say = words(zh="户名与账号不符，请核对", en="That name does not fit the account; please check it")


class PayeeIsSelf(Refusal):
    code = "payee_is_self"
    say = words(
        zh="这是您自己的账户，请用本人账户互转",
        en="That is your own account: move money between your accounts",
    )


class NewPayee(Ask, frozen=True):
    """Where they are paid and what they are called. `bank`: the code of another bank, where the account is there."""

    to: To
    name: Name
    bank: BankCode | None = None


class PayeeAdded(Fact, frozen=True):
    name = "payee.added"
    owner: int
    payee: int


async def _shows(ctx: Context, ask: NewPayee) -> tuple[Shown, ...]:
    """What is shown where it waits; refuses here whom nobody could add."""
    if ask.bank is not None:
        at = await there(ctx, ask.bank, ask.to)
        return Shown(_ADDED, ask.name), Shown(_BANK, at.bank_name.say(ctx.locale)), Shown(_AT, f"**** {at.tail}")
    await _fitting(ctx, ask)
    return Shown(_ADDED, ask.name), Shown(_AT, ask.to)


@CATALOG.write(
    "payee.add",
    title=words(zh="添加收款人", en="Add a payee"),
    says=("添加收款人", "add a payee"),
    shows=_shows,
    refuses=(PayeeNotFound, NameMismatch, PayeeIsSelf, NoSuchBank, TooMany),
)
async def add(ctx: Context, ask: NewPayee) -> Payee:
    """Keep someone to pay, by account or phone number and full name. Here the name must be the account holder's; at
    another bank (`bank`) it is that bank who checks it, when money comes."""
    writing = write(ctx)
    if ask.bank is not None:
        row = await keep(ctx, await there(ctx, ask.bank, ask.to), ask.name)
    else:
        found, by = await _fitting(ctx, ask)
        row = await writing.connection.fetchrow(
            _ADD, ctx.me, found.account, found.party, found.holder, found.tail, by, ctx.now
        )
    (added,) = await kept(ctx, [row])
    writing.tell(PayeeAdded(owner=ctx.me, payee=added.id))
    return added


async def _fitting(ctx: Context, ask: NewPayee) -> tuple[Payable, Literal["account", "phone"]]:
    found, by = await find(ctx, ask.to)
    if found.party == ctx.me:
        raise PayeeIsSelf(field="to")
    if not same_name(ask.name, found.holder):
        raise NameMismatch(field="name")
    return found, by
