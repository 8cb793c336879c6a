"""What comes round: pay, pensions, rent and loans, bills, subscriptions, and the few big things in a life."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sycee.city._calendar import Calendar, Floats, Ints
from sycee.city._life import Person, Spell
from sycee.city._scene import Scene
from sycee.city._trades import SERVICES

PAY_DAYS = (5, 8, 10, 15, 20, 25)
"""Days of the month on which firms pay; each has one of them."""
_YUAN = 100
_DOLE_FEN = 187_200.0
_BILLS = {"grid": "power", "water": "water", "gas": "gas", "estate": "estate"}
# Electricity by month: heat in winter, cold in summer.
_SEASON = np.array((1.35, 1.3, 0.95, 0.75, 0.75, 1.0, 1.7, 1.8, 1.15, 0.75, 0.8, 1.15))


def keep_up(scene: Scene, person: Person, rng: np.random.Generator) -> None:
    """Everything regular in a person's life."""
    for part in _PARTS:
        part(scene, person, rng)


def earn_on(scene: Scene, person: Person, rng: np.random.Generator) -> None:
    """What a person is paid: all of it follows from their work, their age and their parents."""
    for part in (_work, _pension, _allowance):
        part(scene, person, rng)


def season(month: int) -> float:
    """How much electricity homes use in a month, 1 being usual."""
    return float(_SEASON[month - 1])


def _due(calendar: Calendar, month_day: int, first: int, last: int, every: int = 1, since: int = 0) -> Ints:
    days = calendar.monthly(month_day, every, since)
    return days[(days >= first) & (days <= last)]


def _seconds(rng: np.random.Generator, n: int, first_h: float, last_h: float) -> Floats:
    return np.asarray(rng.uniform(first_h, last_h, n) * 3600)


def _rounded(fen: Floats, step: int) -> Ints:
    return np.asarray(np.maximum(np.round(fen / step), 1) * step).astype(np.int64)


def _adult(person: Person) -> int:
    """First day on which they no longer study."""
    studies = [s.last + 1 for s in person.spells if s.state == "student"]
    return max([person.joined + 1, *studies])


def _work(scene: Scene, person: Person, rng: np.random.Generator) -> None:
    generous = rng.uniform(0.7, 2.1)
    for spell in person.spells:
        if spell.state == "work":
            _salary(scene, person, spell, rng)
            if person.job.trade != "platform":
                _bonus(scene, person, spell, generous, rng)
            if spell.laid_off:
                _let_go(scene, person, spell, rng)


def _employer(scene: Scene, person: Person, spell: Spell) -> int:
    firms = scene.firms.employers[person.job.trade]
    return firms[spell.employer % len(firms)]


def _salary(scene: Scene, person: Person, spell: Spell, rng: np.random.Generator) -> None:
    """Paid on the firm's day, before it where that is a day of rest; all of a firm within minutes."""
    calendar, firm = scene.calendar, _employer(scene, person, spell)
    due = _due(calendar, PAY_DAYS[firm % len(PAY_DAYS)], spell.first + 12, spell.last)
    day = calendar.workday_before[due]
    at = calendar.at(day, 9.5 * 3600 + (firm * 7919 + due * 13) % 21_600 + rng.uniform(0, 90, len(day)))
    amount = _rounded(person.pay[day] * (1 + rng.normal(0, person.job.uneven, len(day))), 1)
    scene.earn(person, firm, at, amount, _salary_texts(scene, firm, due), "salary")


def _salary_texts(scene: Scene, firm: int, due: Ints) -> Ints:
    """What payroll writes: some firms name the month, some do not."""
    holder, texts = scene.firms.holders[firm], scene.texts
    if firm % 3 == 0:
        return np.full(len(due), texts.number("salary", holder, "代发工资"))
    form = "{}月工资" if firm % 3 == 1 else "代发工资-{:02}月"
    memos = [texts.number("salary", holder, form.format(month)) for month in range(1, 13)]
    return np.array(memos)[(scene.calendar.month[due] - 2) % 12]


def _bonus(scene: Scene, person: Person, spell: Spell, generous: float, rng: np.random.Generator) -> None:
    """The thirteenth month, some days before Spring Festival, less for those who came during the year."""
    calendar, firm = scene.calendar, _employer(scene, person, spell)
    day = calendar.workday_before[np.flatnonzero(calendar.to_spring == -(9 + firm % 9))]
    day = day[(day > spell.first + 30) & (day <= spell.last)]
    share = np.minimum((day - spell.first) / 365, 1)
    amount = _rounded(person.pay[day] * generous * share * rng.uniform(0.85, 1.15, len(day)), 100)
    text = scene.texts.number("salary", scene.firms.holders[firm], "年终奖")
    scene.earn(person, firm, calendar.at(day, _seconds(rng, len(day), 10, 17)), amount, text, "bonus")


def _let_go(scene: Scene, person: Person, spell: Spell, rng: np.random.Generator) -> None:
    """The law's month of pay for each year and one more, and what the insurance pays until there is work again."""
    calendar, firm, office = scene.calendar, _employer(scene, person, spell), scene.firms.supplier["social"]
    last, monthly = max(spell.last, 0), float(person.pay[min(max(spell.last, 0), calendar.days - 1)])
    months = min(max((spell.last - spell.first) // 365, 1), 12) + 1
    at = calendar.at(np.array([last + 3]), _seconds(rng, 1, 10, 17))
    text = scene.texts.number("salary", scene.firms.holders[firm], "经济补偿金")
    soon = (np.array([last + 3]) < calendar.days) & (spell.last >= 0)
    scene.earn(person, firm, at[soon], _rounded(np.full(1, months * monthly), 10_000)[soon], text, "severance")
    works = min((s.first for s in person.spells if s.first > spell.last), default=calendar.days)
    due = _due(calendar, 26, max(spell.last + 30, 0), min(works, spell.last + 360, calendar.days) - 1)
    text = scene.texts.number("pension", scene.firms.holders[office], "失业保险金")
    paid = _rounded(np.full(len(due), _DOLE_FEN), 1)
    scene.earn(person, office, calendar.at(due, _seconds(rng, len(due), 6, 9)), paid, text, "dole")


def _pension(scene: Scene, person: Person, rng: np.random.Generator) -> None:
    calendar, firm = scene.calendar, scene.firms.supplier["social"]
    text = scene.texts.number("pension", scene.firms.holders[firm], "养老金")
    for spell in person.spells:
        if spell.state == "retired":
            day = calendar.workday_before[_due(calendar, 15, spell.first + 5, spell.last)]
            at = calendar.at(day, _seconds(rng, len(day), 6, 8))
            scene.earn(person, firm, at, _rounded(person.pay[day], 1), text, "pension")


def _allowance(scene: Scene, person: Person, rng: np.random.Generator) -> None:
    """Parents who bank elsewhere."""
    if person.seat in scene.supported:
        return
    parent = person.name[0] + ("秀梅", "国华", "建平", "玉芬")[person.number % 4]
    text = scene.texts.number("transfer", parent, "生活费")
    for spell in person.spells:
        if spell.state == "student":
            day = _due(scene.calendar, 1 + person.number % 4, spell.first + 1, spell.last)
            at = scene.calendar.at(day, _seconds(rng, len(day), 8, 22))
            amount = _rounded(person.pay[day] * rng.uniform(0.9, 1.1, len(day)), 5_000)
            scene.flows.add(scene.bank.outside, person.seat, at, amount, target_text=text, purpose="allowance")


def _housing(scene: Scene, person: Person, rng: np.random.Generator) -> None:
    home, end = person.sketch.home, scene.calendar.days
    first = _adult(person)
    if person.seat in scene.hosted or home in ("dorm", "own") or first >= end:
        return
    moves = end if home == "rent" else int(rng.integers(first - 900, end - 60)) if end - first > 90 else first
    _leases(scene, person, first, min(moves, end) - 1, rng)
    if moves < end:
        _mortgage(scene, person, max(moves, first), rng)
        scene.happens(person, moves, "bought_home")
        if moves > first + 60:
            _fit_out(scene, person, moves, rng)


def _leases(scene: Scene, person: Person, first: int, last: int, rng: np.random.Generator) -> None:
    """One flat after another; the rent follows pay, and rises a little each year."""
    calendar, day = scene.calendar, first
    while day < last:
        ends = min(day + 365 * int(rng.integers(1, 5)), last)
        landlord = scene.firms.landlords[int(rng.integers(len(scene.firms.landlords)))]
        every = 1 if rng.random() < 0.7 else 3
        due = _due(calendar, int(rng.integers(1, 29)), day, ends, every, int(rng.integers(3)))
        rent = np.clip(person.pay[day : day + 120].max() * rng.uniform(0.2, 0.29), 80_000, 750_000)
        risen = rent * 1.03 ** ((due - day) // 365)
        memos = ("房租", "租金", f"房租{'押一付三' if every == 3 else ''}", "")
        text = scene.texts.number("rent", scene.firms.holders[landlord], memos[int(rng.integers(4))])
        at = calendar.at(due, _seconds(rng, len(due), 8, 22.5))
        scene.pay(person, landlord, at, _rounded(risen, 5_000) * every, text, "rent")
        scene.happens(person, day, "moved")
        day = ends + 1


def _mortgage(scene: Scene, person: Person, first: int, rng: np.random.Generator) -> None:
    """The same each month, less from each January on which the reference rate fell."""
    calendar = scene.calendar
    due = _due(calendar, int(rng.integers(8, 26)), first, calendar.days - 1)
    monthly = np.clip(person.pay[first:].max(initial=0) * rng.uniform(0.2, 0.32), 180_000, 1_300_000)
    years = calendar.year - calendar.year[first]
    cuts = np.cumprod(np.append(1.0, rng.uniform(0.965, 1.0, int(years[-1]) + 1)))
    text = scene.texts.number("mortgage", "个人住房贷款", "房贷自动扣款")
    scene.flows.add(
        person.seat, scene.bank.loans, calendar.at(due, _seconds(rng, len(due), 5, 7)),
        _rounded(monthly * cuts[years[due]], 1), source_text=text, purpose="mortgage",
    )  # fmt: skip


def _fit_out(scene: Scene, person: Person, moved: int, rng: np.random.Generator) -> None:
    firm = scene.firms.supplier["builder"]
    day = np.array([moved + 12, moved + 45])
    day = day[day < scene.calendar.days]
    at = scene.calendar.at(day, _seconds(rng, len(day), 9, 17))
    text = scene.texts.number("purchase", scene.firms.holders[firm][:12], "装修款")
    scene.pay(person, firm, at, _rounded(rng.uniform(2e6, 6e6, len(day)), 100_000), text, "fit_out")


def _bills(scene: Scene, person: Person, rng: np.random.Generator) -> None:
    home, calendar = person.sketch.home, scene.calendar
    first, last = _adult(person), calendar.days - 1
    if person.seat in scene.hosted or home == "dorm" or first >= last:
        return
    size, phase = rng.uniform(0.6, 1.5), int(rng.integers(6))
    power = _due(calendar, int(rng.integers(10, 22)), first, last)
    _bill(
        scene,
        person,
        "grid",
        ("支付宝-国网浙江电力", "电费"),
        power,
        16_500 * size * _SEASON[calendar.month[power] - 1],
        rng,
    )
    for key, words, every, fen in (
        ("water", ("财付通-杭州水务", "水费"), 2, 6_200.0),
        ("gas", ("支付宝-杭州燃气", "燃气费"), 2, 7_800.0),
        ("estate", ("杭州绿城物业服务有限公", "物业费"), 3, 78_000.0),
    ):
        if key != "estate" or home in ("loan", "own"):
            due = _due(calendar, int(rng.integers(3, 26)), first, last, every, phase)
            _bill(scene, person, key, words, due, np.full(len(due), fen * size), rng)


def _bill(
    scene: Scene, person: Person, key: str, words: tuple[str, str], due: Ints, usual: Floats, rng: np.random.Generator
) -> None:
    at = scene.calendar.at(due, _seconds(rng, len(due), 7, 22))
    spread = 0.0 if key == "estate" else 0.18
    amount = _rounded(usual * np.exp(rng.normal(0, spread, len(due))), 1)
    scene.pay(person, scene.firms.supplier[key], at, amount, scene.texts.number("utility", *words), _BILLS[key])


def _subscriptions(scene: Scene, person: Person, rng: np.random.Generator) -> None:
    calendar, age = scene.calendar, person.sketch.age
    wanted = min(int(rng.poisson(np.interp(age, (18, 28, 45, 60, 75), (2.0, 2.4, 1.2, 0.3, 0.05)))), len(SERVICES))
    for n in rng.permutation(len(SERVICES))[:wanted]:
        service = SERVICES[int(n)]
        first = person.joined + 1 + int(rng.integers(calendar.days - person.joined) * (rng.random() < 0.6))
        last = first + int(rng.exponential(1400)) + 60
        due = _due(calendar, int(rng.integers(1, 29)), first, min(last, calendar.days - 1))
        since, yuan = zip(*service.prices, strict=True)
        price = np.array(yuan)[np.searchsorted(since, calendar.year[due], side="right") - 1]
        at = calendar.at(due, _seconds(rng, len(due), 0.2, 9))
        text = scene.texts.number("subscription", service.party, service.memo)
        scene.pay(person, scene.firms.services[int(n)], at, _rounded(price * _YUAN, 1), text, "subscription")


def _fund(scene: Scene, person: Person, rng: np.random.Generator) -> None:
    """A sum into funds each month, and some of it back when it is wanted."""
    calendar, firm = scene.calendar, scene.firms.supplier["fund"]
    if rng.random() > 0.32 or not person.pay.any():
        return
    first = int(rng.integers(_adult(person), calendar.days + 1))
    due = _due(calendar, int(rng.integers(1, 29)), first, calendar.days - 1)
    amount = int(_rounded(person.pay.max() * rng.uniform(0.03, 0.12, 1), 10_000)[0])
    at = calendar.at(due, _seconds(rng, len(due), 9, 15))
    scene.pay(person, firm, at, amount, scene.texts.number("invest", "支付宝-蚂蚁基金", "基金定投"), "fund")
    back = np.flatnonzero(rng.random(len(due)) < 0.05)
    kept = amount * 10 * rng.uniform(0.3, 0.9, len(back))
    text = scene.texts.number("invest", "支付宝-蚂蚁基金", "基金赎回到银行卡")
    back, kept = back[back >= 10], kept[back >= 10]
    at = calendar.at(due[back], _seconds(rng, len(back), 15.5, 22))
    scene.earn(person, firm, at, _rounded(kept, 1), text, "fund")


def _yearly(scene: Scene, person: Person, rng: np.random.Generator) -> None:
    """Insurance, and tax that comes back in spring."""
    calendar, first = scene.calendar, _adult(person)
    last = calendar.days - 1
    if 28 <= person.sketch.age <= 62 and rng.random() < 0.5:
        due = _due(calendar, int(rng.integers(1, 29)), first, last, 12, int(rng.integers(12)))
        at = calendar.at(due, _seconds(rng, len(due), 4, 8))
        text = scene.texts.number("purchase", "中国平安人寿保险股份有", "保费代扣")
        scene.pay(person, scene.firms.supplier["insurer"], at, int(rng.integers(26, 92)) * 10_000, text, "insurance")
    spring = np.flatnonzero((calendar.month == 4) & (calendar.month_day == int(rng.integers(2, 29))))
    spring = spring[(spring > first + 200) & (person.pay[spring] > 800_000) & (rng.random(len(spring)) < 0.6)]
    spring = spring[calendar.year[spring] >= 2020]
    at = calendar.at(spring, _seconds(rng, len(spring), 9, 17))
    text = scene.texts.number("refund", scene.firms.holders[scene.firms.supplier["tax"]], "个税汇算退税")
    amount = _rounded(rng.uniform(12_000, 260_000, len(at)), 1)
    scene.earn(person, scene.firms.supplier["tax"], at, amount, text, "tax_back")


def _car(scene: Scene, person: Person, rng: np.random.Generator) -> None:
    first, end = _adult(person) + 400, scene.calendar.days
    if not person.sketch.drives or first >= end or rng.random() < 0.45:
        return
    day = rng.integers(first, end, 1)
    at = scene.calendar.at(day, _seconds(rng, 1, 10, 17))
    scene.happens(person, int(day[0]), "car")
    firm = scene.firms.supplier["cars"]
    text = scene.texts.number("purchase", scene.firms.holders[firm][:12], "购车款")
    scene.pay(person, firm, at, _rounded(rng.uniform(6e6, 15e6, 1), 100_000), text, "car")


_PARTS: tuple[Callable[[Scene, Person, np.random.Generator], None], ...] = (
    _work, _pension, _allowance, _housing, _bills, _subscriptions, _fund, _yearly, _car,
)  # fmt: skip
