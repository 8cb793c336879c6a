"""Keeps every account above its floor: once a month each looks at the month to come and moves what is short or over.

So no payment is ever refused in a history that the till has never seen, whatever habits and ties have dreamt up.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sycee.city._calendar import Calendar, Flags, Ints
from sycee.city._life import Person
from sycee.city._months import HUNDRED_YUAN, Months, Moves, Ways, businesses, households, interest_days, months
from sycee.city._scene import BANK_HOLDERS, Flows, Scene, Transfers
from sycee.guard.privacy import mask_name

BANK_NAME = "细丝银行"
_ELSEWHERE = ("他行汇入", "本人跨行转入", "超级网银转入")


def settle(scene: Scene, transfers: Transfers, rng: np.random.Generator) -> Transfers:
    """The transfers that keep everybody's accounts as they should be. They come before others of the same instant."""
    flows = Flows()
    _people(scene, transfers, flows, rng)
    _firms(scene, transfers, flows, rng)
    return flows.gathered()


def _cut(transfers: Transfers, first: int, cuts: Ints, opened: Ints, end: int) -> Months:
    """The months of accounts `first` … of these transfers."""
    account = np.concatenate((transfers.source, transfers.target)) - first
    own = (account >= 0) & (account < len(opened))
    at, amount = np.tile(transfers.at, 2), np.concatenate((-transfers.amount, transfers.amount))
    return months(account[own], at[own], amount[own], cuts, opened, end)


def _cuts(
    calendar: Calendar, n: int, first: int, last: int, hours: tuple[float, float], rng: np.random.Generator
) -> Ints:
    """An instant in each month for n accounts, between two days of it."""
    day = calendar.month_first + rng.integers(first, last, n)[:, None]
    return np.minimum(calendar.at(day, rng.uniform(*hours, day.shape) * 3600), calendar.end)


def _people(scene: Scene, transfers: Transfers, flows: Flows, rng: np.random.Generator) -> None:
    people, calendar = scene.people, scene.calendar
    opened = np.array([p.opened for p in people])
    lives = _cut(transfers, 0, _cuts(calendar, len(people), 8, 27, (19, 23), rng), opened, calendar.end)
    saves = np.array([p.saves for p in people])
    brought = np.where(saves, _brought(people, rng), 0)
    moves = households(lives, _ways(people, calendar, saves, rng), brought, calendar)
    savings = np.array([scene.savings.get(p.seat, -1) for p in people])
    _book_opening(scene, flows, opened, brought, savings)
    _book_savings(scene, flows, lives, moves, savings)
    _book_elsewhere(scene, flows, lives, moves, savings, rng)
    _book_interest(scene, flows, moves, savings, rng)


def _ways(people: Sequence[Person], calendar: Calendar, saves: Flags, rng: np.random.Generator) -> Ways:
    shape = (len(people), len(calendar.months))
    pay = np.array([p.pay[np.maximum(calendar.month_first, 0)] for p in people])
    keep = rng.integers(8, 60, shape) * 1_000
    want = keep + 100_000 + (pay * rng.uniform(0.1, 0.5, (len(people), 1))).astype(np.int64)
    most = pay.max(axis=1) * rng.uniform(6, 30, len(people))
    return Ways(keep, want, saves[:, None] & (rng.random(shape) < 0.85), most.astype(np.int64))


def _brought(people: Sequence[Person], rng: np.random.Generator) -> Ints:
    """What people bring when they open their savings account: some months of pay, more with age."""
    years = np.array([p.sketch.age - 22 for p in people])
    monthly = np.array([float(p.pay[p.joined :].mean()) for p in people])
    brought = monthly * np.clip(years * 0.35, 0.1, 12) * rng.gamma(1.5, 0.66, len(people))
    return np.asarray(brought // HUNDRED_YUAN * HUNDRED_YUAN).astype(np.int64)


def _book_savings(scene: Scene, flows: Flows, lives: Months, moves: Moves, savings: Ints) -> None:
    current = np.arange(len(savings))
    for moved, memo, source, target in (
        (moves.to_savings, "转入储蓄", current, savings),
        (moves.from_savings, "储蓄转出", savings, current),
    ):
        seat, month = np.nonzero(moved)
        text = np.array([scene.texts.number("own", p.name, memo) for p in scene.people])[seat]
        flows.add(source[seat], target[seat], lives.at[seat, month], moved[seat, month], text, text, purpose="own")


def _book_elsewhere(
    scene: Scene, flows: Flows, lives: Months, moves: Moves, savings: Ints, rng: np.random.Generator
) -> None:
    """What is still short comes from the same person's account at another bank; large savings go to a fund house."""
    seat, month = np.nonzero(moves.from_outside)
    known = np.array([[scene.texts.number("transfer", p.name, memo) for memo in _ELSEWHERE] for p in scene.people])
    text = known[seat, rng.integers(len(_ELSEWHERE), size=len(seat))]
    short = moves.from_outside[seat, month]
    flows.add(scene.bank.outside, seat, lives.at[seat, month], short, target_text=text, purpose="elsewhere")
    seat, month = np.nonzero(moves.to_outside)
    text = np.full(len(seat), scene.texts.number("invest", "杭银理财有限责任公司", "理财产品购买"))
    other = np.array([scene.texts.number("invest", mask_name(p.name)) for p in scene.people])
    flows.add(
        savings[seat], scene.bank.outside, lives.at[seat, month], moves.to_outside[seat, month], text, other[seat],
        purpose="wealth",
    )  # fmt: skip


def _book_opening(scene: Scene, flows: Flows, opened: Ints, brought: Ints, savings: Ints) -> None:
    seat = np.flatnonzero(brought)
    text = np.array([scene.texts.number("transfer", p.name, "开户转入") for p in scene.people])
    other = scene.texts.number("transfer", "客户", "开户转入")
    flows.add(scene.bank.outside, savings[seat], opened[seat], brought[seat], other, text[seat], purpose="brought")


def _book_interest(scene: Scene, flows: Flows, moves: Moves, savings: Ints, rng: np.random.Generator) -> None:
    calendar = scene.calendar
    text, other = scene.texts.number("interest", BANK_NAME, "结息"), scene.texts.number("interest", "客户存款", "结息")
    for k, day in interest_days(calendar).items():
        for paid, account in ((moves.interest[:, k], np.arange(len(savings))), (moves.savings_interest[:, k], savings)):
            at = calendar.at(np.array(day), rng.uniform(1, 3, len(account)) * 3600)
            flows.add(scene.bank.interest, account, at, paid, other, text, purpose="interest")


def _firms(scene: Scene, transfers: Transfers, flows: Flows, rng: np.random.Generator) -> None:
    calendar, holders = scene.calendar, scene.firms.holders
    n = len(holders)
    opened = np.full(n, calendar.at(np.array(0), np.array(0)))
    trade = _cut(transfers, scene.firm_base, _cuts(calendar, n, 1, 4, (1, 5), rng), opened, calendar.end)
    moves = businesses(trade, rng.integers(2, 20, n) * 10 * HUNDRED_YUAN)
    own = np.array([scene.texts.number("transfer", holder, "货款") for holder in holders])
    got = scene.texts.number("transfer", BANK_HOLDERS[0], "货款收入")
    sent = scene.texts.number("transfer", BANK_HOLDERS[0], "货款支出")
    firm, month = np.nonzero(moves.from_outside)
    flows.add(
        scene.bank.outside,
        scene.firm_base + firm,
        trade.at[firm, month],
        moves.from_outside[firm, month],
        own[firm],
        got,
        purpose="trade",
    )
    firm, month = np.nonzero(moves.to_outside)
    flows.add(
        scene.firm_base + firm,
        scene.bank.outside,
        trade.at[firm, month],
        moves.to_outside[firm, month],
        sent,
        own[firm],
        purpose="trade",
    )
