"""The tables of an exported quarter, in Arrow's form. Numbers of people are those that the bank has for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np

from sycee.city._city import City
from sycee.city._encode import transfer_salt, transfer_time
from sycee.city._habits import HABITS
from sycee.city._jobs import DISTRICTS
from sycee.city._minds import CHANNELS, OFFERS
from sycee.city._purposes import CODES, PURPOSES, categories
from sycee.city._quarter import FIRMS_MAX, Quarter
from sycee.core.ledger import KINDS

TABLES = ("people", "accounts", "entries", "truth/people", "truth/entries", "truth/cases", "truth/events")
"""Every table, by its folder."""
Table = Any
"""One of pyarrow, which has no types of its own."""
_ACCOUNTS, _CASES = 1_000, 10_000
_UNIX_2000_US = 946_684_800_000_000


def tables_of(city: City, quarter: Quarter) -> dict[str, Table]:
    """Every table of a quarter. `account` is the quarter × 1,000 + its number there; `case` × 10,000 alike."""
    made = (_people, _accounts, _entries, _minds, _purposes, _cases, _events)
    return {name: table(city, quarter) for name, table in zip(TABLES, made, strict=True)}


def _table(**columns: Any) -> Table:
    import pyarrow as pa

    return pa.table(columns)


def _dictionary(codes: np.ndarray, words: list[str] | tuple[str, ...]) -> Any:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(list(words), pa.string()))


def _instants(us: Any) -> Any:
    import pyarrow as pa

    return pa.array(np.asarray(us, np.int64) + _UNIX_2000_US, pa.timestamp("us", tz="UTC"))


def _days(city: City, days: list[int]) -> Any:
    """Dates; none where the number is below zero."""
    import pyarrow as pa

    start = city.ground.calendar.start
    return pa.array([start + timedelta(days=day) if day >= 0 else None for day in days], pa.date32())


def _people(city: City, quarter: Quarter) -> Table:
    people = quarter.people
    return _table(
        party=np.array([p.number for p in people]), name=[p.name for p in people],
        female=[p.sketch.female for p in people],
        born=[p.born for p in people], district=[DISTRICTS[p.sketch.district].en for p in people],
        joined=_days(city, [p.joined for p in people]),
    )  # fmt: skip


def _accounts(_: City, quarter: Quarter) -> Table:
    accounts = quarter.accounts
    return _table(
        account=quarter.index * _ACCOUNTS + np.arange(len(accounts)), party=np.array([a.owner for a in accounts]),
        kind=[a.kind for a in accounts], holder=[a.holder for a in accounts],
        opened_at=_instants([a.opened for a in accounts]), balance=np.array([a.credits - a.debits for a in accounts]),
    )  # fmt: skip


def _entries(_: City, quarter: Quarter) -> Table:
    import pyarrow as pa

    e, texts = quarter.entries, quarter.texts
    kinds = np.array([list(KINDS).index(kind) for kind, _, _ in texts])
    transfer = np.stack((transfer_time(e.at, e.salt), transfer_salt(e.salt)), axis=1)
    numbers = transfer.astype(">u8").tobytes()
    return _table(
        account=e.account + quarter.index * _ACCOUNTS, seq=e.seq, at=_instants(e.at), amount=e.amount,
        balance=e.balance,
        kind=_dictionary(kinds[e.text], tuple(KINDS)), party=_dictionary(*_words(e.text, [t[1] for t in texts])),
        memo=_dictionary(*_words(e.text, [t[2] for t in texts])),
        transfer=pa.FixedSizeBinaryArray.from_buffers(pa.binary(16), len(e.at), [None, pa.py_buffer(numbers)]),
    )  # fmt: skip


def _words(text: np.ndarray, every: list[str]) -> tuple[np.ndarray, list[str]]:
    """Numbers into distinct words, from numbers of texts."""
    words, number = np.unique(np.array(every), return_inverse=True)
    return number[text], words.tolist()


def _purposes(_: City, quarter: Quarter) -> Table:
    import pyarrow as pa

    e, truth = quarter.entries, quarter.truth
    theirs = np.array([a.kind in ("current", "savings") for a in quarter.accounts])[e.account]
    code = np.where(theirs, categories(truth.purpose, e.amount), 0)
    case = pa.array(truth.case + quarter.index * _CASES, mask=truth.case == 0)
    return _table(
        account=e.account + quarter.index * _ACCOUNTS, seq=e.seq, category=_dictionary(code, CODES),
        purpose=_dictionary(truth.purpose, PURPOSES), case=case,
    )  # fmt: skip


def _cases(city: City, quarter: Quarter) -> Table:
    import pyarrow as pa

    cases, firm = quarter.truth.cases, city.people + quarter.index * FIRMS_MAX + 1
    return _table(
        case=np.arange(1, len(cases) + 1) + quarter.index * _CASES, what=pa.array([c.what for c in cases], pa.string()),
        party=pa.array([quarter.people[c.seat].number for c in cases], pa.int64()),
        began=_days(city, [c.day for c in cases]), known=_days(city, [c.known for c in cases]),
        firm=pa.array([firm + c.firm if c.firm >= 0 else None for c in cases], pa.int64()),
    )  # fmt: skip


def _events(city: City, quarter: Quarter) -> Table:
    import pyarrow as pa

    events = quarter.truth.events
    return _table(
        party=pa.array([quarter.people[e.seat].number for e in events], pa.int64()),
        day=_days(city, [e.day for e in events]), what=pa.array([e.what for e in events], pa.string()),
    )  # fmt: skip


def _minds(_: City, quarter: Quarter) -> Table:
    people, minds = quarter.people, quarter.truth.minds
    columns: dict[str, Any] = {
        "party": np.array([p.number for p in people]), "job": [p.sketch.job for p in people],
        "home": [p.sketch.home for p in people], "drives": [p.sketch.drives for p in people],
        "parent": [p.sketch.parent for p in people], "pay": np.array([int(p.pay[-1]) for p in people]),
        "price": np.array([m.price for m in minds]), "fatigue": np.array([m.fatigue for m in minds]),
        "churn": np.array([m.churn for m in minds]),
    }  # fmt: skip
    for n, habit in enumerate(HABITS):
        columns[f"taste_{habit.key}"] = np.array([p.tastes[n] for p in people])
    for n, offer in enumerate(OFFERS):
        columns[f"wants_{offer}"] = np.array([m.wants[n] for m in minds])
        columns[f"moved_{offer}"] = np.array([m.moved[n] for m in minds])
    for n, channel in enumerate(CHANNELS):
        columns[f"opens_{channel}"] = np.array([m.opened[n] for m in minds])
    return _table(**columns)
