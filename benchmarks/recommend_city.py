"""Recommendation on the city, whose tastes are known: `python -m benchmarks.recommend_city`.

Everybody of a city opens the bank once a day and is shown four places of the first page. What they do with each follows
from their true mind: they look with the chance of their inbox, and open what they look at with the chance that they
take that kind of offer (`city.Mind`). Each policy lives through the same people in a world of its own and learns from
what they opened there, and only from that. Themes of the shelf stand for kinds of offer as `OFFER_OF` says.

  ours, no_graph   what is shipped (`choose`, and `learn` once a week, published by its own gate); no_graph is the same
                   without the knowledge graph: neither walk nor ripples
  popular          what was opened most often in its world, under the same filters
  random, oracle   by lot; by the true chance. oracle_takings by true chance times what it brings
  ndcg_*           NDCG@4 of what is shown against the true chances, among all that may be shown, the last third of the
                   days before tastes change
  ndcg_first_week_*  the same in the first seven days
  takings_*        yuan that a thousand impressions bring: true chance times `YUAN` of the kind, same days
  noticed_*        after a quarter of the people have another taste: days, and showings to each, until the share of the
                   new taste in what they are shown is double that of the week before (`before`); 999: never
  off_policy_truth, ips, snips   the chance of being opened under another way to fill the last place (one of the first
                   five by lot, in place of twenty), in truth, and as the logs of `ours` say; with standard errors

Reads of the city's truth are here and in tests alone.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path

os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"))

import numpy as np

from benchmarks._bench import arguments, machine, report, versions
from sycee.brain.recommend import (
    Count,
    Graph,
    Learner,
    Shelf,
    Viewer,
    choose,
    deeds_from,
    graph_from,
    learn,
    places_for,
    shelf_from,
    suits,
)
from sycee.city import OFFERS, Mind, plan_city

OFFER_OF = {
    "theme.saving": "deposit", "theme.steady": "fund", "theme.pension": "insurance", "theme.home": "loan",
    "theme.education": "family", "theme.green": "fund", "theme.tech": "mobile", "theme.health": "insurance",
    "theme.consumer": "shopping", "theme.gold": "fund", "theme.travel": "travel", "theme.safety": "insurance",
    "theme.budget": "card", "theme.payments": "card", "theme.family": "family", "theme.bonds": "fund",
    "theme.bills": "dining",
}  # fmt: skip
"""Which wish of a mind each theme speaks to. Several themes share a wish: within one, everything is liked alike."""
YUAN = {"deposit": 40.0, "wealth": 60.0, "cover": 120.0, "fund": 80.0, "metal": 30.0, "article": 1.0, "campaign": 0.0}
"""Assumed, in yuan, of one opening of each kind; no bank's figures."""
_START = datetime(2026, 3, 2, 10, tzinfo=UTC)
_SHOWN_DAYS, _SHOWN_MOST = 14, 5
_NEVER = 999


class NoGraph(Shelf):
    """The same shelf of which nobody knows what has to do with what; variety of themes is kept."""

    @cached_property
    def graph(self) -> Graph:
        """No triples."""
        return graph_from(np.zeros((0, 3), np.int64), len(self.codes))

    @cached_property
    def touching(self) -> np.ndarray:
        """Nothing touches anything."""
        return np.zeros((len(self.codes), len(self.written.entities)), np.float32)


@dataclass
class Town:
    """The people and what they truly would do: chance (people, goods) of opening each good, once it is shown."""

    shelf: Shelf
    chance: np.ndarray
    yuan: np.ndarray
    offer: np.ndarray
    minds: list[Mind]

    def turned(self, some: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Chances after some people's tastes changed, and per person the goods of the new taste: what they wished for
        least and what they wished for most change places."""
        now, fresh = self.chance.copy(), np.zeros(self.chance.shape, bool)
        for one in some.tolist():
            wish = np.array(
                [self.minds[one].takes(OFFERS[n]) if (self.offer == n).any() else np.nan for n in range(len(OFFERS))]
            )
            low, high = int(np.nanargmin(wish)), int(np.nanargmax(wish))
            looks = self.minds[one].opens("inbox")
            now[one, self.offer == low], now[one, self.offer == high] = looks * wish[high], looks * wish[low]
            fresh[one] = self.offer == low
        return now, fresh


def town_of(people: int, seed: int, shelf: Shelf) -> Town:
    """A city's people and the shelf seen through their minds."""
    city = plan_city(people, 1, seed, date(2026, 2, 28))
    minds = [mind for quarter in city.built() for mind in quarter.truth.minds][:people]
    theme = [next(entity for relation, entity in good.links if relation == "theme") for good in shelf.written.items]
    offer = np.array([OFFERS.index(OFFER_OF[name]) for name in theme])
    takes = np.array([[mind.takes(name) for name in OFFERS] for mind in minds])
    looks = np.array([mind.opens("inbox") for mind in minds])
    yuan = np.array([YUAN[good.kind] for good in shelf.written.items])
    return Town(shelf, looks[:, None] * takes[:, offer], yuan, offer, minds)


@dataclass
class World:
    """What happened under one policy: who opened what when, and what was shown to whom without being opened."""

    people: int
    opened: list[dict[str, datetime]] = field(default_factory=list)
    shown: list[dict[str, list[int]]] = field(default_factory=list)
    log: list[tuple[int, str, datetime]] = field(default_factory=list)
    showings: list[tuple[str, datetime]] = field(default_factory=list)
    counted: dict[str, Count] = field(default_factory=dict)
    learned: Learner | None = None
    version: int = 0

    def __post_init__(self) -> None:
        self.opened = [{} for _ in range(self.people)]
        self.shown = [{} for _ in range(self.people)]

    def viewer(self, one: int, day: int) -> Viewer:
        """One person as the bank would know them on a day."""
        lately = {code: sum(day - _SHOWN_DAYS < d for d in days) for code, days in self.shown[one].items()}
        return Viewer(one + 1, self.opened[one], {}, lately)

    def counts(self, now: datetime) -> None:
        """As the job does, here once a day: what was opened and shown in four weeks."""
        since = now - timedelta(days=28)
        opened = Counter(code for _, code, at in self.log if at > since)
        shown = Counter(code for code, at in self.showings if at > since)
        self.counted = {code: Count(opened[code], shown[code]) for code in opened.keys() | shown.keys()}

    def learns(self, shelf: Shelf) -> None:
        """As the job does: from everything opened so far, published where its gate is better."""
        first: dict[tuple[int, str], datetime] = {}
        for one, code, at in self.log:
            first.setdefault((one, code), at)
        rows = [
            {"owner": one, "item": code, "at": at}
            for (one, code), at in sorted(first.items(), key=lambda r: (r[0][0], r[1]))
        ]
        deeds = deeds_from(rows, shelf)
        people = int(deeds.person.max()) + 1 if len(deeds.person) else 0
        if people < 30:
            return
        taught = learn(shelf, deeds, people, self.learned)
        if taught.beside is None or taught.gate > taught.beside:
            self.learned, self.version = taught.learned, self.version + 1


Policy = Callable[[World, int, int, datetime, np.ndarray], list[int]]


def may_show(shelf: Shelf, viewer: Viewer, now: datetime) -> np.ndarray:
    """Numbers of the goods that may be shown to somebody."""
    goods = enumerate(shelf.written.items)
    return np.array([n for n, good in goods if good.kind != "campaign" and suits(good, viewer, now)], np.int64)


@dataclass
class Found:
    """One policy's figures, by day; `trials` are those of the last place: weight of the other policy, reward, truth."""

    ndcg: list[float] = field(default_factory=list)
    takings: list[float] = field(default_factory=list)
    fresh: list[float] = field(default_factory=list)
    trials: list[tuple[float, int, float]] = field(default_factory=list)


def lived(town: Town, shelf: Shelf, name: str, days: int, turn: int, seed: int) -> Found:
    """So many days under one policy; on day `turn` a quarter of the people have another taste."""
    people, found, world = len(town.minds), Found(), World(len(town.minds))
    some = np.arange(people)[np.random.default_rng(seed).permutation(people) < people // 4]
    after, fresh = town.turned(some)
    rng, counts = np.random.default_rng([seed, 7]), np.zeros(len(town.yuan))
    for day in range(days):
        now, chance = _START + timedelta(days=day), town.chance if day < turn else after
        if name in ("ours", "no_graph") and day and day % 7 == 0:
            world.learns(shelf)
        world.counts(now)
        ndcg, takings, of_fresh = [], [], []
        for one in range(people):
            viewer = world.viewer(one, day)
            may = may_show(town.shelf, viewer, now)
            shown = _shown(shelf, world, name, viewer, may, chance[one], town.yuan, counts, rng, now)
            ndcg.append(_ndcg(chance[one], shown, may))
            takings.append(float((chance[one] * town.yuan)[shown].mean()))
            done = rng.random(len(shown)) < chance[one, shown]
            if name == "ours":
                found.trials += _trials(shelf, world, viewer, now, shown, done, chance[one])
            _tells(town, world, one, day, now, shown, done, counts)
            if fresh[one].any():
                of_fresh.append(float(fresh[one, shown].mean()))
        found.ndcg.append(float(np.mean(ndcg)))
        found.takings.append(1_000 * float(np.mean(takings)))
        found.fresh.append(float(np.mean(of_fresh)))
    return found


def _shown(
    shelf: Shelf, world: World, name: str, viewer: Viewer, may: np.ndarray, chance: np.ndarray, yuan: np.ndarray,
    counts: np.ndarray, rng: np.random.Generator, now: datetime,
) -> list[int]:  # fmt: skip
    if name in ("ours", "no_graph"):
        chosen = choose(shelf, viewer, world.learned, world.version, now, world.counted)
        return [shelf.number[each.good.code] for each in chosen]
    # Ties fall by lot: among what is liked alike none is first.
    by = {"oracle": chance, "oracle_takings": chance * yuan, "popular": counts, "random": np.zeros(len(yuan))}[name]
    return may[np.lexsort((rng.random(len(may)), -by[may]))[:4]].tolist()  # type: ignore[no-any-return]


def _tells(
    town: Town, world: World, one: int, day: int, now: datetime, shown: list[int], done: np.ndarray, counts: np.ndarray
) -> None:
    """What was opened is known from now on; what was not, counts as shown."""
    for n, yes in zip(shown, done.tolist(), strict=True):
        code = town.shelf.codes[n]
        world.showings.append((code, now))
        if yes:
            world.opened[one][code] = now
            world.shown[one].pop(code, None)
            world.log.append((one, code, now))
            counts[n] += 1
        else:
            world.shown[one].setdefault(code, []).append(day)


def _ndcg(chance: np.ndarray, shown: list[int], may: np.ndarray) -> float:
    off = 1 / np.log2(np.arange(2, 6))
    best = np.sort(chance[may])[::-1][:4]
    return float((chance[shown] * off[: len(shown)]).sum() / max((best * off[: len(best)]).sum(), 1e-12))


def _trials(
    shelf: Shelf, world: World, viewer: Viewer, now: datetime, shown: list[int], done: np.ndarray, chance: np.ndarray
) -> list[tuple[float, int, float]]:
    """The last place as it was logged, seen from a policy that draws from the first five of the twenty."""
    drawn_from = places_for(shelf, viewer, world.learned, world.version, now, world.counted)
    if len(drawn_from) < 6 or shown[-1] not in drawn_from:
        return []
    weight = len(drawn_from) / 5 if shown[-1] in drawn_from[:5] else 0.0
    return [(weight, int(done[-1]), float(chance[drawn_from[:5]].mean()))]


def noticed(found: Found, turn: int) -> dict[str, float]:
    """Days and showings until the share of the new taste is double what it was in the week before."""
    before = float(np.mean(found.fresh[turn - 7 : turn]))
    # Over three days: a single one is as much luck as taste.
    for day in range(turn, len(found.fresh) - 2):
        if np.mean(found.fresh[day : day + 3]) >= 2 * max(before, 1e-6):
            return {"days": day - turn + 1, "showings": 4 * (day - turn + 1), "before": before}
    return {"days": _NEVER, "showings": _NEVER, "before": before}


def off_policy(found: Found) -> dict[str, float]:
    """What the logs say of the other policy: by inverse chances (Horvitz and Thompson, 1952), and by them over their
    sum (Swaminathan and Joachims, 2015)."""
    weight, reward, truth = (np.array(column, np.float64) for column in zip(*found.trials, strict=True))
    ips = float((weight * reward).mean())
    snips = float((weight * reward).sum() / weight.sum())
    error = float(np.sqrt(((weight * (reward - snips)) ** 2).sum()) / weight.sum())
    return {
        "off_policy_truth": float(truth.mean()), "ips": ips, "snips": snips, "snips_error": error,
        "ips_error": float((weight * reward).std() / np.sqrt(len(weight))), "logged_chance": float(reward.mean()),
        "off_policy_trials": len(weight),
    }  # fmt: skip


def main() -> None:
    """Live through it under each policy, and say what came of it."""
    options = arguments(__doc__)
    options.add_argument("--people", type=int, default=0)
    asked = options.parse_args()
    people, turn, days = (asked.people or 60, 15, 30) if asked.quick else (asked.people or 200, 42, 84)
    before, began = machine(), time.perf_counter()
    shelf = shelf_from(Path("no-shelf-of-its-own"))
    town = town_of(people, asked.seed, shelf)
    figures: dict[str, float] = {}
    for name in ("oracle", "oracle_takings", "ours", "no_graph", "popular", "random"):
        began_one = time.perf_counter()
        own = NoGraph(shelf.written, shelf.digest) if name == "no_graph" else shelf
        found = lived(town, own, name, days, turn, asked.seed)
        late = slice(2 * turn // 3, turn)
        figures |= {
            f"ndcg_{name}": float(np.mean(found.ndcg[late])),
            f"takings_{name}": float(np.mean(found.takings[late])),
            f"ndcg_first_week_{name}": float(np.mean(found.ndcg[:7])),
        }
        if not name.startswith("oracle"):
            figures |= {f"noticed_{what}_{name}": value for what, value in noticed(found, turn).items()}
        if name == "ours":
            figures |= off_policy(found)
        print(f"{name}: {time.perf_counter() - began_one:.1f} s, {figures[f'ndcg_{name}']:.3f}", flush=True)
    report(figures, machine=before, load_after=machine()["load"], seed=asked.seed, versions=versions("numpy"),
           people=people, days=days, turned_on=turn, quick=asked.quick,
           took_s=round(time.perf_counter() - began, 1))  # fmt: skip


if __name__ == "__main__":
    main()
