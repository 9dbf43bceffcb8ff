"""Kendall's tau for orders, Cohen's kappa for raters."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.engine.errors import CourseError
from course.engine.scoring import kappa, ordering

# Two readers and 50 proposals: both yes 20, first only 5, second only 10, both no 15. Observed 0.70, by chance 0.50.
YES_NO = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
LEVELS = [1, 2, 3]


@pytest.mark.parametrize(
    ("order", "tau"),
    [("abcd", 1.0), ("bacd", 4 / 6), ("badc", 2 / 6), ("dcba", -1.0), ("cdab", -2 / 6), ("abc", 0.5), ("", 0.0)],
)
def test_tau_is_right_pairs_less_wrong_pairs_over_all_pairs(order: str, tau: float) -> None:
    found = ordering(list(order), list("abcd"))
    assert found.tau == pytest.approx(tau)
    assert found.credit == pytest.approx(max(0, tau))


def test_shuffled_packs_have_a_mean_tau_of_nothing() -> None:
    taus = [ordering(each, "abcd").tau for each in permutations("abcd")]
    assert sum(taus) == pytest.approx(0)


@given(st.permutations(range(6)))
def test_turning_an_order_round_turns_the_sign_of_tau(order: list[int]) -> None:
    key = [str(each) for each in range(6)]
    steps = [str(each) for each in order]
    assert ordering(steps, key).tau == pytest.approx(-ordering(steps[::-1], key).tau)


def test_one_step_is_right_when_it_is_there() -> None:
    assert ordering(["a"], ["a"]).credit == 1
    assert ordering([], ["a"]).credit == 0


@pytest.mark.parametrize(
    ("order", "key"), [([], []), (["a", "a"], ["a", "b"]), (["c"], ["a", "b"]), (["a"], ["a", "a"])]
)
def test_an_order_that_cannot_be_compared_is_refused(order: list[str], key: list[str]) -> None:
    with pytest.raises(CourseError):
        ordering(order, key)


def test_kappa_of_the_textbook_table_is_two_fifths() -> None:
    truth, ratings = zip(*YES_NO, strict=True)
    assert kappa(truth, ratings, ["yes", "no"]) == pytest.approx(0.4)


def test_weights_forgive_near_misses() -> None:
    # Observed, by rater 1 (rows) and 2 (columns): 3 1 0 / 1 2 1 / 0 0 2. Rows 4 4 2, columns 4 3 3, ten cases.
    truth = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3]
    ratings = [1, 1, 1, 2, 1, 2, 2, 3, 3, 3]
    # By chance, a hundredth each: 12+12+16+12+8+6 = 66 differences, 12+24+16+12+16+6 = 86 steps, 126 squared steps.
    assert kappa(truth, ratings, LEVELS) == pytest.approx(1 - 0.3 / 0.66)
    assert kappa(truth, ratings, LEVELS, "linear") == pytest.approx(1 - 0.3 / 0.86)
    assert kappa(truth, ratings, LEVELS, "quadratic") == pytest.approx(1 - 0.3 / 1.26)


def test_with_two_labels_all_weights_agree() -> None:
    truth, ratings = zip(*YES_NO, strict=True)
    plain = kappa(truth, ratings, ["yes", "no"])
    assert kappa(truth, ratings, ["yes", "no"], "linear") == pytest.approx(plain)
    assert kappa(truth, ratings, ["yes", "no"], "quadratic") == pytest.approx(plain)


@given(st.lists(st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)), min_size=1))
def test_kappa_is_symmetric_and_at_most_one(cases: list[tuple[int, int]]) -> None:
    truth, ratings = zip(*cases, strict=True)
    for weights in (None, "linear", "quadratic"):
        found = kappa(truth, ratings, LEVELS, weights)
        assert found == pytest.approx(kappa(ratings, truth, LEVELS, weights))
        assert found <= 1
        assert kappa(truth, truth, LEVELS, weights) == 1


@pytest.mark.parametrize(
    ("truth", "ratings", "labels", "weights"),
    [
        ([], [], LEVELS, None),
        ([1, 2], [1], LEVELS, None),
        ([1], [4], LEVELS, None),
        ([1], [1], [1, 1], None),
        ([1], [1], LEVELS, "cubic"),
    ],
)
def test_ratings_that_cannot_be_compared_are_refused(
    truth: list[int], ratings: list[int], labels: list[int], weights: str
) -> None:
    with pytest.raises(CourseError):
        kappa(truth, ratings, labels, weights)
