"""Reminders against the city's known truth, of people on whom no rule was tuned (`--seed`), beside naive rules.

Each person is looked at once a quarter, as the bank looks at them once a day: with the entries up to that day, and for
what happened in the quarter before. What the detectors say is held against what the city knows, which they never see.

  due_*          payments out that fall due within 28 days, by counterparty and day (±3). Precision: one came then;
                 recall: of entries of a purpose that comes round, of which two or more came before
  due_amount_precision, due_exact_share   of those for which an exact amount was said, it was that (±1 %); how many
                 those are. The others are said to be "about" as much: what is billed by use
  price_rise_*   truth: of subscriptions and rents, an entry that is dearer than the two before it, which were alike
  double_charge_* truth: the second charge of a case of that name
  unusual_*      large first payments and unusual amounts; truth: payments of cases of fraud, and those sent with a
                 nought too many, of 1,000 yuan and more
  *_precision, *_recall   of all that was said, what is true; of all that is true, what was said
  naive_*        due: the same counterparty and amount in each of the last two months comes again a month later;
                 price_rise: more than the last time at one counterparty, by 1 to 150 per cent, 20 to 40 days after it;
                 double_charge: the same counterparty and amount on one day; unusual: above mean + 3 deviations of all
  unusual_per_person_year  how often a customer would be told of one
  ms_40k         one look at a customer of 40,000 entries over ten years, detectors alone, at the median
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from benchmarks._bench import arguments, machine, report, versions
from sycee.city import FRAUDS, export_city, plan_city
from sycee.insight.book import Texts
from sycee.insight.category import CODES
from sycee.insight.remind import Entries, detect
from sycee.kit.time import BANK_ZONE

UNTIL = date(2026, 11, 20)
ROUND = {
    "rent", "mortgage", "power", "water", "gas", "estate", "subscription", "fund", "insurance", "tuition",
    "kindergarten",
}  # fmt: skip
_QUARTER, _AHEAD, _OFF = 91, 28, 3
_LARGE_FEN = 100_000
Marks = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Known:
    """One person's entries, and beside them what the city knows: purposes, and what kind of case each is of."""

    entries: Entries
    purpose: np.ndarray
    case: np.ndarray
    text: np.ndarray


def people_of(people: int, years: int, seed: int) -> Iterator[Known]:
    """Everybody in a city, one after another."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as to:
        export_city(plan_city(people=people, years=years, seed=seed, until=UNTIL), Path(to))
        told, truth, accounts, cases = (
            pq.read_table(Path(to) / name).to_pydict()
            for name in ("entries", "truth/entries", "accounts", "truth/cases")
        )
    assert told["seq"] == truth["seq"], "the truth stands row by row beside the entries"
    what = dict(zip(cases["case"], cases["what"], strict=True))
    theirs = {
        a: p
        for a, p, kind in zip(accounts["account"], accounts["party"], accounts["kind"], strict=True)
        if kind in ("current", "savings")
    }
    rows: dict[int, list[int]] = defaultdict(list)
    for n, account in enumerate(told["account"]):
        if account in theirs:
            rows[theirs[account]].append(n)
    for party in sorted(rows):
        mine = sorted(rows[party], key=lambda n: told["at"][n])
        yield _known(told, truth, what, mine)


def _known(told: dict[str, Any], truth: dict[str, Any], what: dict[int, str], rows: list[int]) -> Known:
    texts = Texts()
    text = np.array([texts.number(told["kind"][n], told["party"][n], told["memo"][n]) for n in rows], np.int64)
    amount = np.array([told["amount"][n] for n in rows], np.int64)
    at = np.array([round(told["at"][n].timestamp() * 1e6) for n in rows], np.int64)
    day = np.array([told["at"][n].astimezone(BANK_ZONE).date().toordinal() for n in rows], np.int64)
    entries = Entries(
        day=day, at=at, amount=amount, base=amount, asset=np.ones(len(rows), np.int64), party=texts.party[text],
        code=texts.guessed(text, amount, at), ref=np.arange(len(rows)), parties=texts.parties, names=texts.shown,
        codes=list(CODES),
    )  # fmt: skip
    purpose = np.array([truth["purpose"][n] for n in rows])
    case = np.array([what.get(truth["case"][n] or 0, "") for n in rows])
    return Known(entries, purpose, case, text)


def looks(known: Known) -> list[int]:
    """The days on which a person is looked at: the ends of quarters, from a year after their first entry on."""
    first, last = int(known.entries.day[0]) + 365, UNTIL.toordinal() - _AHEAD
    return list(range(last, first, -_QUARTER))


class Tally:
    """Hits, what was said and what is true, per kind."""

    def __init__(self) -> None:
        self.hit: Counter[str] = Counter()
        self.said: Counter[str] = Counter()
        self.true: Counter[str] = Counter()
        self.came: Counter[str] = Counter()

    def add(self, kind: str, said: set[Any], true: set[Any]) -> None:
        self.hit[kind] += len(said & true)
        self.said[kind] += len(said)
        self.true[kind] += len(true)

    def figures(self) -> dict[str, float]:
        made = {}
        for kind in self.true:
            made[f"{kind}_precision"] = self.hit[kind] / max(self.said[kind], 1)
            made[f"{kind}_recall"] = self.hit[kind] / max(self.true[kind], 1)
            made[f"{kind}_true"] = self.true[kind]
        return made


def coming(known: Known, today: int) -> list[int]:
    """Entries that come round and fall due after a day, of whose kind two or more came before."""
    e, found = known.entries, []
    ahead = np.flatnonzero((e.day > today) & (e.day <= today + _AHEAD) & (e.amount < 0) & (known.case == ""))
    for n in ahead.tolist():
        if known.purpose[n] in ROUND:
            alike = (e.day <= today) & (known.purpose == known.purpose[n]) & (e.party == e.party[n])
            if np.count_nonzero(alike) >= 2:
                found.append(n)
    return found


def matched(said: list[tuple[int, int, int]], e: Entries, true: list[int], *, amounts: bool) -> set[int]:
    """Which of the true ones were said, each by one: (party, day, amount)."""
    left, hit = list(said), set()
    for n in true:
        for one in left:
            near = one[0] == e.party[n] and abs(one[1] - e.day[n]) <= _OFF
            if near and (not amounts or abs(one[2] - e.amount[n]) * 100 <= abs(e.amount[n])):
                left.remove(one)
                hit.add(n)
                break
    return hit


def score_due(tally: Tally, prefix: str, known: Known, said: list[tuple[int, int, int]], today: int) -> None:
    """Payments ahead. Precision is of what really comes, also where the city would not call it regular."""
    e, true = known.entries, coming(known, today)
    every = np.flatnonzero((e.day > today) & (e.day <= today + _AHEAD + _OFF) & (e.amount < 0)).tolist()
    name = prefix + "due"
    tally.came[name] += len(matched(said, e, every, amounts=False))
    tally.said[name] += len(said)
    tally.hit[name] += len(matched(said, e, true, amounts=False))
    tally.true[name] += len(true)


def naive_due(e: Entries, today: int) -> list[tuple[int, int, int]]:
    """The same counterparty and amount a month and two months before: again a month after the last."""
    last = np.flatnonzero((e.day <= today) & (e.day > today - 31) & (e.amount < 0))
    said = {}
    for n in last.tolist():
        same = (e.party == e.party[n]) & (e.amount == e.amount[n])
        gap = e.day[n] - e.day[same & (e.day < e.day[n])]
        if ((gap >= 27) & (gap <= 34)).any():
            said[int(e.party[n]), int(e.amount[n])] = (int(e.party[n]), int(e.day[n]) + 30, int(e.amount[n]))
    return [one for one in said.values() if today < one[1] <= today + _AHEAD]


def true_rises(known: Known, since: int, today: int) -> set[int]:
    """Subscriptions and rents that became dearer after two payments alike."""
    e, found = known.entries, set()
    for purpose in ("subscription", "rent"):
        for party in np.unique(e.party[known.purpose == purpose]):
            rows = np.flatnonzero((known.purpose == purpose) & (e.party == party) & (known.case == "") & (e.amount < 0))
            size = -e.amount[rows]
            up = (size[2:] * 100 >= size[1:-1] * 101) & (size[1:-1] == size[:-2])
            found |= {int(n) for n in rows[2:][up] if since <= e.day[n] <= today}
    return found


def naive_rises(e: Entries, since: int, today: int) -> set[int]:
    """Dearer than the last time, about a month after it."""
    found = set()
    for rows in e.groups(e.party):
        rows = rows[e.amount[rows] < 0]
        gap, size = np.diff(e.day[rows]), -e.amount[rows]
        up = (size[1:] * 100 >= size[:-1] * 101) & (size[1:] * 100 <= size[:-1] * 250) & (gap >= 20) & (gap <= 40)
        found |= {int(n) for n in rows[1:][up] if since <= e.day[n] <= today}
    return found


def true_twice(known: Known) -> set[int]:
    """The later of the two payments of each case."""
    e = known.entries
    return {int(n) for n in np.flatnonzero((known.case == "duplicate") & (e.amount < 0))}


def naive_twice(e: Entries) -> set[int]:
    """The same counterparty and amount on one day."""
    return {int(n) for rows in e.groups(e.amount, e.party, e.day) for n in rows[1:] if e.amount[n] < 0}


def true_unusual(known: Known) -> set[int]:
    """Large payments of frauds, and those with a nought too many."""
    e = known.entries
    bad = np.isin(known.case, (*FRAUDS, "wrong_amount")) & (e.amount <= -_LARGE_FEN)
    # Who lends their account to a fraud is not surprised by it.
    return {int(n) for n in np.flatnonzero(bad & (known.purpose != "mule"))}


def naive_unusual(e: Entries) -> set[int]:
    """Above the mean of all that was paid by three deviations."""
    out = np.flatnonzero(e.amount < 0)
    size = -e.amount[out]
    return {int(n) for n in out[(size > size.mean() + 3 * size.std()) & (size >= _LARGE_FEN)]}


def within(e: Entries, marks: Iterable[int], since: int, today: int) -> set[int]:
    return {n for n in marks if since <= e.day[n] <= today}


def score(known: Known, tally: Tally) -> float:
    """Look at one person as often as the bank's quarters ask; how many years that covers."""
    e, days = known.entries, looks(known)
    again, strange = true_twice(known), true_unusual(known)
    naive = naive_twice(e), naive_unusual(e)
    for today in days:
        since = today - _QUARTER + 1
        found = detect(e, today, since)
        party = {int(ref): int(p) for ref, p in zip(e.ref, e.party, strict=True)}
        ahead = [s for s in found.series if s.next_amount < 0 and today < s.next_on <= today + _AHEAD]
        said = [(party[s.rows[-1]], s.next_on, s.next_amount) for s in ahead]
        score_due(tally, "", known, said, today)
        every = np.flatnonzero((e.day > today) & (e.amount < 0)).tolist()
        exact = [one for one, s in zip(said, ahead, strict=True) if s.exact]
        tally.said["exact"] += len(exact)
        tally.came["exact"] += len(matched(exact, e, every, amounts=True))
        score_due(tally, "naive_", known, naive_due(e, today), today)
        by_kind: dict[str, set[int]] = defaultdict(set)
        for finding in found.findings:
            by_kind[finding.kind].add(finding.refs[-1])
        tally.add("price_rise", by_kind["price_rise"], true_rises(known, since, today))
        tally.add("naive_price_rise", naive_rises(e, since, today), true_rises(known, since, today))
        tally.add("double_charge", by_kind["double_charge"], within(e, again, since, today))
        tally.add("naive_double_charge", within(e, naive[0], since, today), within(e, again, since, today))
        odd = by_kind["unusual_amount"] | by_kind["new_place"]
        tally.add("unusual", odd, within(e, strange, since, today))
        tally.add("naive_unusual", within(e, naive[1], since, today), within(e, strange, since, today))
    return len(days) * _QUARTER / 365


def busy(known: list[Known]) -> float:
    """Milliseconds of a look at 40,000 entries: one person's, with those of others put among them."""
    parts, texts = [], known[0].entries
    size = 0
    for n, one in enumerate(known):
        if size < 40_000:
            parts.append((n, one.entries))
            size += len(one.entries.day)
    parties = [f"{n}:{name}" for n, e in parts for name in e.parties]
    begin = np.cumsum([0, *(len(e.parties) for _, e in parts)])
    whole = {
        name: np.concatenate([getattr(e, name) for _, e in parts])
        for name in ("day", "at", "amount", "base", "asset", "code")
    }
    party = np.concatenate([e.party + begin[n] for n, (_, e) in enumerate(parts)])
    # Ten years of so many: the days are drawn apart where the city has fewer years.
    order = np.argsort(whole["at"], kind="stable")[:40_000]
    made = Entries(
        **{name: column[order] for name, column in whole.items()}, party=party[order], ref=np.arange(len(order)),
        parties=parties, names=parties, codes=texts.codes,
    )  # fmt: skip
    today, took = int(made.day[-1]), []
    for _ in range(5):
        begun = time.process_time()
        detect(made, today, today - 60)
        took.append((time.process_time() - begun) * 1000)
    return median(took)


def main() -> None:
    options = arguments(__doc__)
    options.set_defaults(seed=7)
    asked = options.parse_args()
    before, began = machine(), datetime.now(UTC)
    people, years = (40, 5) if asked.quick else (120, 6)
    tally, covered, entries, first = Tally(), 0.0, 0, []
    for known in people_of(people, years, asked.seed):
        covered += score(known, tally)
        entries += len(known.entries.day)
        if sum(len(one.entries.day) for one in first) < 40_000:
            first.append(known)
    figures = tally.figures()
    for name in ("due", "naive_due"):
        figures[f"{name}_precision"] = tally.came[name] / max(tally.said[name], 1)
    figures["due_amount_precision"] = tally.came["exact"] / max(tally.said["exact"], 1)
    figures["due_exact_share"] = tally.said["exact"] / max(tally.said["due"], 1)
    figures |= {"unusual_per_person_year": tally.said["unusual"] / covered, "ms_40k": busy(first)}
    report(figures, machine=before, load_after=machine()["load"], seed=asked.seed, versions=versions("numpy"),
           people=people, years=years, entries=entries, person_years=round(covered),
           took_s=round((datetime.now(UTC) - began).total_seconds(), 1))  # fmt: skip


if __name__ == "__main__":
    main()
