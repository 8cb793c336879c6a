"""The models: what is liked together is found, and serving says what learning learned."""

from __future__ import annotations

import numpy as np
import pytest

from sycee.brain.recommend import (
    FEATURES,
    Graph,
    Memory,
    Recipe,
    Ripple,
    Seen,
    attention,
    features_of,
    fit_als,
    fit_blend,
    fit_ease,
    fit_nearby,
    fit_ripple,
    fold_in,
    graph_from,
    known_of,
    remember,
    ripples,
    score_items,
    seen_from,
)  # fmt: skip

PEOPLE, ITEMS = 80, 40
EVEN, ODD = np.arange(0, ITEMS, 2), np.arange(1, ITEMS, 2)


@pytest.fixture(scope="module")
def town() -> tuple[Seen, np.ndarray]:
    """Half of the people like even items, the others odd ones; six each, and six of the other kind they do not."""
    rng, rows = np.random.default_rng(3), []
    for person in range(PEOPLE):
        kinds = (EVEN, ODD) if person % 2 == 0 else (ODD, EVEN)
        for label, kind in zip((1, 0), kinds, strict=True):
            rows += [(person, item, label) for item in rng.choice(kind, 6, replace=False)]
    samples = np.array(rows)
    likes = samples[samples[:, 2] == 1]
    return seen_from(likes[:, 0], likes[:, 1], PEOPLE, ITEMS), samples


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Every item has its theme: even or odd."""
    return graph_from(np.array([(item, 0, ITEMS + item % 2) for item in range(ITEMS)]), ITEMS)


def _own_kind(scores: np.ndarray, seen: Seen) -> float:
    """In how many of all comparisons an unseen item of one's own kind is above one of the other kind."""
    won = 0.0
    for person in range(seen.people):
        mine, others = (EVEN, ODD) if person % 2 == 0 else (ODD, EVEN)
        mine = np.setdiff1d(mine, seen.of(person))
        won += (scores[person, mine][:, None] > scores[person, others][None]).mean() / seen.people
    return won


def test_what_is_liked_together_is_found_by_every_model_that_knows_no_graph(town: tuple[Seen, np.ndarray]) -> None:
    seen, _ = town

    assert _own_kind(fit_ease(seen, penalty=5).score(seen, 0, PEOPLE), seen) > 0.85
    assert _own_kind(fit_als(seen, dim=4, penalty=0.003).score(0, PEOPLE), seen) > 0.85
    assert _own_kind(fit_nearby(seen, shrink=1).score(seen, 0, PEOPLE), seen) > 0.85


def test_nothing_recommends_itself_by_itself(town: tuple[Seen, np.ndarray]) -> None:
    seen, _ = town
    ease, nearby = fit_ease(seen), fit_nearby(seen)

    assert not np.diag(ease.weights).any()
    for item in range(ITEMS):
        assert not nearby.near[item][nearby.item[item] == item].any()


def test_ease_leaves_out_what_too_few_people_liked(town: tuple[Seen, np.ndarray]) -> None:
    seen, _ = town
    ease = fit_ease(seen, items_max=10)

    scores = ease.score(seen, 0, PEOPLE)

    assert len(ease.known) == 10
    assert not np.delete(scores, ease.known, axis=1).any()


def test_somebody_new_gets_the_vector_that_the_fit_would_have_given(town: tuple[Seen, np.ndarray]) -> None:
    seen, _ = town
    als = fit_als(seen, dim=4)

    assert np.allclose(fold_in(als.items[seen.of(5)], als.items), als.people[5], atol=1e-4)


def test_ripples_begin_at_what_was_liked_and_follow_the_graph(town: tuple[Seen, np.ndarray], graph: Graph) -> None:
    seen, _ = town
    found = ripples(seen, graph, 2, 8, np.random.default_rng(0)).triple
    head = graph.pair_head[graph.pair]

    for person in range(PEOPLE):
        first, second = found[person]
        assert set(head[first]) <= set(seen.of(person))
        assert set(head[second]) <= set(graph.tail[first])


def test_an_item_of_which_the_graph_knows_nothing_ripples_to_itself() -> None:
    graph = graph_from(np.zeros((0, 3)), 3)
    found = ripples(seen_from(np.array([0]), np.array([2]), 1, 3), graph, 2, 4, np.random.default_rng(0)).triple

    assert set(graph.tail[found].ravel()) == {2}


def test_somebody_who_liked_nothing_breaks_nothing(graph: Graph) -> None:
    nobody = seen_from(np.array([], int), np.array([], int), 2, ITEMS)

    assert ripples(nobody, graph, 2, 4, np.random.default_rng(0)).triple.shape == (2, 2, 4)
    assert fit_ease(nobody).score(nobody, 0, 2).shape == (2, ITEMS)
    assert not fit_nearby(nobody).score(nobody, 0, 2).any()


def test_ripplenet_learns_the_taste_that_the_graph_shows(town: tuple[Seen, np.ndarray], graph: Graph) -> None:
    seen, samples = town
    told: list[int] = []
    recipe = Recipe(dim=8, memories=8, epochs=25, rows=8)

    ripple = fit_ripple(seen, graph, tuple(samples.T), recipe, seed=1, told=lambda epoch, *_: told.append(epoch))
    again = fit_ripple(seen, graph, tuple(samples.T), recipe, seed=1)

    memories = ripples(seen, graph, 2, 8, np.random.default_rng(1)).triple
    scores = np.stack([score_items(ripple, remember(ripple, graph, m), np.arange(ITEMS)) for m in memories])
    assert _own_kind(scores, seen) > 0.85
    assert told == list(range(1, 26))
    assert np.array_equal(ripple.entity, again.entity), "the same seed learns the same"


def _plainly(ripple: Ripple, graph: Graph, triples: np.ndarray, item: int) -> tuple[float, np.ndarray]:
    """RippleNet as the paper writes it, one item, one memory at a time: its logit, and how loud each memory was."""
    asking, total, loud = ripple.entity[item], 0, []
    for hop in triples:
        fits = []
        for triple in hop:
            pair = graph.pair[triple]
            fits.append(asking @ ripple.relation[graph.pair_relation[pair]] @ ripple.entity[graph.pair_head[pair]])
        weights = np.exp(np.array(fits) - max(fits))
        weights /= weights.sum()
        answer = weights @ ripple.entity[graph.tail[hop]]
        total, asking = total + answer, (asking + answer) @ ripple.turn
        loud.append(weights)
    return float(asking @ total + ripple.bias[item]), np.array(loud)


@pytest.mark.parametrize("size", [0.3, 3.0], ids=["usual", "so large that exp would overflow"])
def test_serving_says_what_the_paper_says(town: tuple[Seen, np.ndarray], graph: Graph, size: float) -> None:
    seen, _ = town
    rng = np.random.default_rng(7)
    drawn = lambda *shape: (rng.standard_normal(shape) * size).astype(np.float32)  # noqa: E731
    ripple = Ripple(drawn(graph.entities, 4), drawn(graph.relations, 4, 4), drawn(4, 4), drawn(ITEMS))
    triples = ripples(seen, graph, 2, 5, rng).triple[9]
    memory: Memory = remember(ripple, graph, triples)

    scores = score_items(ripple, memory, np.arange(ITEMS))

    for item in (0, 7, 39):
        plain, loud = _plainly(ripple, graph, triples, item)
        assert scores[item] == pytest.approx(plain, rel=1e-3, abs=1e-3)
        assert np.allclose(attention(ripple, memory, item), loud, atol=1e-3)


def test_the_blend_gives_chances_that_come_true() -> None:
    rng = np.random.default_rng(2)
    rows = rng.standard_normal((6_000, len(FEATURES))).astype(np.float32)
    chance = 1 / (1 + np.exp(-(1.5 * rows[:, 0] + np.maximum(rows[:, 1], 0) - 0.5)))
    labels = rng.random(len(rows)) < chance

    blend = fit_blend(rows[:4_000], labels[:4_000])

    said = 1 / (1 + np.exp(-blend.score(rows[4_000:])))
    assert np.abs(said - chance[4_000:]).mean() < 0.06


def test_features_are_of_this_person_and_this_item(town: tuple[Seen, np.ndarray]) -> None:
    seen, _ = town
    scores = {name: np.full((3, ITEMS), n, np.float32) for n, name in enumerate(("ease", "als", "nearby", "ripple"))}
    known = known_of(seen.per_item, seen.per_person, np.ones(PEOPLE))

    rows = features_of(scores, known, 10, 13)

    assert rows.shape == (3, ITEMS, len(FEATURES))
    assert np.allclose(rows[2, 7, FEATURES.index("popularity")], np.log1p(seen.per_item[7]))
    assert np.allclose(rows[2, 7, FEATURES.index("activity")], np.log1p(6))
    assert np.allclose(rows[:, :, FEATURES.index("ripple")], 3)
