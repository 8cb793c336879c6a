"""What one had at a month's start and end: in accounts here, and in those elsewhere that say so."""

from __future__ import annotations

from collections.abc import Sequence

from sycee.insight.book import Standing
from sycee.kit.capability import Answer
from sycee.kit.money import Money


class StatementAccount(Answer, frozen=True):
    """One account in one asset. `opening` and `closing`: None where an account elsewhere does not say. `counted`: it is
    in what one has, since both are known."""

    account: str
    title: str
    tail: str
    opening: Money | None
    income: Money
    outgo: Money
    closing: Money | None
    counted: bool


class StatementWorth(Answer, frozen=True):
    """In one asset, over the accounts of which both are known: what one had and owed, before and after."""

    assets_start: Money
    assets_end: Money
    debts_start: Money
    debts_end: Money


def accounts_of(stands: Sequence[Standing]) -> list[StatementAccount]:
    """Every account, those of this bank first."""
    return [
        StatementAccount(
            account=one.account, title=one.title, tail=one.tail, opening=one.opening, income=one.income,
            outgo=one.outgo, closing=one.closing, counted=_known(one),
        )
        for one in stands
    ]  # fmt: skip


def worth_of(stands: Sequence[Standing]) -> list[StatementWorth]:
    """Per asset. An account that is below nothing is a debt."""
    found: dict[str, list[Money]] = {}
    for one in stands:
        if one.opening is None or one.closing is None:
            continue
        sums = found.setdefault(one.income.asset.code, [one.income.zero()] * 4)
        for at, balance in enumerate((one.opening, one.closing)):
            place = at if balance.minor >= 0 else at + 2
            sums[place] = sums[place] + (balance if balance.minor >= 0 else -balance)
    return [StatementWorth(assets_start=a, assets_end=b, debts_start=c, debts_end=d) for a, b, c, d in found.values()]


def _known(one: Standing) -> bool:
    return one.opening is not None and one.closing is not None
