"""Learning on more than one processor: what several processes learn is what one learns."""

from __future__ import annotations

import numpy as np
import pytest

from sycee.brain.recommend import Recipe, fit_ripple, fit_ripple_together, graph_from, seen_from

PEOPLE, ITEMS = 40, 20


def test_two_processes_learn_the_ripplenet_that_one_learns() -> None:
    rng = np.random.default_rng(7)
    person = np.repeat(np.arange(PEOPLE), 6)
    item, label = rng.integers(ITEMS, size=len(person)), np.tile([1, 1, 1, 0, 0, 0], PEOPLE)
    seen = seen_from(person[label == 1], item[label == 1], PEOPLE, ITEMS)
    graph = graph_from(np.array([(one, 0, ITEMS + one % 2) for one in range(ITEMS)]), ITEMS)
    # A last batch of one row leaves one of the processes without any.
    recipe = Recipe(dim=4, memories=4, epochs=2, rows=13)

    alone = fit_ripple(seen, graph, (person, item, label), recipe, seed=5)
    both = fit_ripple_together(seen, graph, (person, item, label), recipe, processes=2, seed=5)

    for part in ("entity", "relation", "turn", "bias"):
        np.testing.assert_allclose(getattr(both, part), getattr(alone, part), rtol=2e-3, atol=2e-4, err_msg=part)
    with pytest.raises(ValueError, match="at least one"):
        fit_ripple_together(seen, graph, (person, item, label), recipe, processes=0)
