"""The payee check: whose account or phone number is this, as far as one may know before naming them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Literal

from msgspec import Meta

from sycee.core.account import Payable, is_number, payable
from sycee.core.party import by_phone
from sycee.guard.identity import NotAPhone, phone_of
from sycee.guard.limit import Quota, take
from sycee.guard.privacy import mask_name
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import Refusal, TooMany
from sycee.kit.words import Name, words

_PER_CUSTOMER = Quota("payee check", 60, timedelta(hours=1))

To = Annotated[str, Meta(min_length=1, max_length=40, description="account number or mobile number of the payee")]


class PayeeNotFound(Refusal):
    code, http = "payee_not_found", 404
    say = words(
        zh="没有找到可以收款的账户，请核对账号或手机号",
        en="Nobody can be paid at that number; please check it",
    )


class Whose(Ask, frozen=True):
    to: To
    name: Name | None = None


class Checked(Answer, frozen=True):
    """The payee's masked name and account tail; `name_matches` only when a name was given."""

    name_masked: str
    tail: str
    by: Literal["account", "phone"]
    name_matches: bool | None


@CATALOG.write(
    "payee.check",
    title=words(zh="核对收款人", en="Check a payee"),
    says=("核对收款人", "check a payee"),
    channels=("http", "cli"),  # an assistant proposes the payee, whose name is checked on the way
    refuses=(PayeeNotFound, TooMany),
)
async def check(ctx: Context, ask: Whose) -> Checked:
    """Whether someone can be paid at an account or phone number, and whether the name I have for them fits.

    Counted and recorded: it tells something about another person.
    """
    found, by = await find(ctx, ask.to)
    matches = None if ask.name is None else same_name(ask.name, found.holder)
    return Checked(name_masked=mask_name(found.holder), tail=found.tail, by=by, name_matches=matches)


async def find(ctx: Context, to: str) -> tuple[Payable, Literal["account", "phone"]]:
    """The account behind an account or phone number; refuses, and counts the try, when there is none."""
    await counted(ctx)
    digits = re.sub(r"[\s-]", "", to)
    if is_number(digits):
        found, by = await payable(ctx, number=digits), "account"
    else:
        found, by = await _by_phone(ctx, digits), "phone"
    if found is None:
        raise PayeeNotFound(field="to")
    return found, "account" if by == "account" else "phone"


async def counted(ctx: Context) -> None:
    """Count one try of naming somebody; refuses when there were too many."""
    await take(ctx, _PER_CUSTOMER, str(ctx.me))


async def _by_phone(ctx: Context, digits: str) -> Payable | None:
    try:
        party = await by_phone(ctx, phone_of(digits))
    except NotAPhone:
        return None
    return None if party is None else await payable(ctx, party=party)


def same_name(given: str, holder: str) -> bool:
    """Whether two spellings are the same name: spaces and case do not matter."""
    return re.sub(r"\s", "", given).casefold() == re.sub(r"\s", "", holder).casefold()
