"""Whether it will last: once a month every household and every business looks at what is to come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from sycee.city._calendar import Ints
from sycee.city._months import HUNDRED_YUAN, months
from sycee.city._scene import Scene, Transfers


@dataclass(frozen=True, slots=True)
class Look:
    """When someone looks at an account, how far it will fall until they look again (at most 0), what they want to have
    left at least, and from how much on they put the rest aside. `other` is where that goes and help comes from."""

    at: int
    who: Literal["household", "firm"]
    account: int
    other: int
    low: int
    keep: int
    want: int

    def moved(self, by: int) -> Look:
        """The same, its accounts numbered from elsewhere."""
        return replace(self, account=self.account + by, other=self.other + by)


def looks(
    scene: Scene, flows: Transfers, number: int, rng: np.random.Generator, terms: np.random.Generator
) -> list[Look]:
    """The looks of a chapter. In the first one everybody looks as soon as it begins. `terms`: chances of what stays."""
    return _households(scene, flows, rng, number) + _firms(scene, flows, number, rng, terms)


def _households(scene: Scene, flows: Transfers, rng: np.random.Generator, number: int) -> list[Look]:
    savers = list(scene.savings.items())
    if not savers:
        return []
    people = scene.people
    at, low = _cut(scene, flows, 0, len(people), rng, (8, 27, 19, 23))
    keep = rng.integers(8, 60, at.shape) * 1_000
    spare = [people[seat].pay.max(initial=0) * share for seat, share in enumerate(rng.uniform(0.1, 0.5, len(people)))]
    want = keep + 100_000 + np.array(spare).astype(np.int64)[:, None]
    return [
        Look(int(at[seat, k]), "household", seat, account, int(low[seat, k]), int(keep[seat, k]), int(want[seat, k]))
        for seat, account in savers
        for k in range(min(number, 1), at.shape[1])
    ]


def _firms(
    scene: Scene, flows: Transfers, number: int, rng: np.random.Generator, terms: np.random.Generator
) -> list[Look]:
    n = len(scene.firms.holders)
    busy = np.isin(np.arange(n) + scene.firm_base, np.concatenate((flows.source, flows.target)))
    at, low = _cut(scene, flows, scene.firm_base, n, rng, (0, 3, 1, 5))
    keep = terms.integers(2, 20, n) * 10 * HUNDRED_YUAN
    return [
        Look(int(at[firm, k]), "firm", scene.firm_base + firm, scene.bank.outside, int(low[firm, k]), int(keep[firm]),
             int(2 * keep[firm]))
        for firm in np.flatnonzero(busy).tolist()
        for k in range(min(number, 1), at.shape[1])
    ]  # fmt: skip


def _cut(
    scene: Scene, flows: Transfers, first: int, n: int, rng: np.random.Generator, when: tuple[int, int, int, int]
) -> tuple[Ints, Ints]:
    """Instants at which n accounts are looked at, and how far each will fall until the next; the first is the start."""
    calendar = scene.calendar
    day = np.maximum(calendar.month_first, 0) + rng.integers(when[0], when[1], n)[:, None]
    day = day[:, day[0] < calendar.days]
    cuts = calendar.at(np.minimum(day, calendar.days - 1), rng.uniform(when[2], when[3], day.shape) * 3600)
    start = calendar.at(np.zeros(n, np.int64), rng.uniform(0, 4, n) * 3600)
    cuts = np.concatenate((start[:, None], np.maximum(cuts, start[:, None])), axis=1)
    account = np.concatenate((flows.source, flows.target)) - first
    own = (account >= 0) & (account < n)
    at, amount = np.tile(flows.at, 2), np.concatenate((-flows.amount, flows.amount))
    low = months(account[own], at[own], amount[own], cuts.copy(), cuts[:, 0], calendar.end).low
    # What is after the chapter is not known yet: it will be as in the months before.
    low[:, -1] = low.min(axis=1)
    return cuts, low
