"""The measuring of recommendation: the split is the one that was agreed, and the figures are what they are called."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from benchmarks._recsys import Top, auc, leave_last_out, numbered, read, split


def _samples() -> np.ndarray:
    rng = np.random.default_rng(1)
    pairs = rng.permutation(30 * 20)[:200]
    return np.stack([pairs // 20 + 1, pairs % 20 + 1, rng.integers(0, 2, 200)], 1)


def test_the_first_fifth_of_the_agreed_order_is_eval_and_the_next_is_test() -> None:
    samples, triples, people, items = numbered(_samples(), np.array([[1, 1, 90]]))
    order = np.random.default_rng(555).permutation(200)

    cut = split(samples, triples, people, items)

    trained = {person for person, _, label in samples[order[80:]] if label == 1}
    expected = [row for row in samples[order[40:80]].tolist() if row[0] in trained]
    assert cut.test.tolist() == expected
    assert {person for person, *_ in cut.eval.tolist()} <= trained
    assert len(cut.train) + len(cut.eval) + len(cut.test) <= 200


def test_rows_counted_from_one_and_numbers_with_gaps_are_read_like_any_other() -> None:
    samples, triples, people, items = numbered(np.array([[7, 5, 1], [9, 3, 0]]), np.array([[5, 4, 80], [80, 6, 3]]))

    assert (people, items) == (2, 2)
    assert samples.tolist() == [[0, 1, 1], [1, 0, 0]]
    assert triples.tolist() == [[1, 0, 2], [2, 2, 0]]


def test_of_everybody_the_last_is_the_test_and_the_one_before_it_eval() -> None:
    rows = np.array([[0, item, 1] for item in (4, 2, 7, 1)] + [[0, item, 0] for item in (3, 5, 6)])

    cut = leave_last_out(rows, np.zeros((0, 3), int), 1, 8)

    assert (cut.test.tolist(), cut.eval.tolist()) == ([[0, 1, 1], [0, 6, 0]], [[0, 7, 1], [0, 5, 0]])


def test_equal_scores_count_half() -> None:
    labels = np.array([1, 0, 1, 0])

    assert auc(labels, np.array([2.0, 1.0, 3.0, 0.0])) == 1
    assert auc(labels, np.zeros(4)) == 0.5
    assert auc(labels, np.array([1.0, 1.0, 0.0, 2.0])) == pytest.approx(0.125)


def test_what_was_seen_in_training_is_not_ranked() -> None:
    top = Top()
    scores = np.array([np.arange(30.0), np.arange(30.0), np.arange(30.0)])
    hidden, wanted = np.zeros((3, 30), bool), np.zeros((3, 30), bool)
    hidden[0, 29], wanted[0, 28] = True, True
    wanted[1, [29, 0]] = True

    top.add(scores, hidden, wanted)

    assert top.people == 2, "who wants nothing does not count"
    assert top.recall20 == pytest.approx((1 + 0.5) / 2)
    assert top.ndcg10 == pytest.approx((1 + 1 / (1 + 1 / np.log2(3))) / 2)


def test_what_is_no_data_set_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="has no ratings"):
        read(tmp_path)
    np.save(tmp_path / "ratings_final.npy", np.array([[1, 2, 5]]))
    with pytest.raises(SystemExit, match=r"ratings_final\.npy.*labels"):
        read(tmp_path)
    (tmp_path / "ratings_final.npy").unlink()
    (tmp_path / "ratings_final.txt").write_text("1 2 1\n3 4 0\n")
    (tmp_path / "kg_final.txt").write_text("2 0 9\n")

    assert [part.tolist() for part in read(tmp_path)] == [[[1, 2, 1], [3, 4, 0]], [[2, 0, 9]]]
