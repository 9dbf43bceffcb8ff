"""The value stack of m4-f14 and the decision rule of m4-x3."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from course.engine.value import stack

START = {"goodwill": 2, "service": 2, "trust": 2, "features": 1, "assurance": 3}  # m4-f14
TRUE = {"service": ["check"], "trust": ["trace"]}  # m4-x3: free check by a colleague; receipt and batch traceability


def test_m4_f14_the_values_come_to_ten() -> None:
    assert sum(START.values()) == 10


def test_m4_x3_the_gap_is_carried_by_what_is_shown() -> None:
    found = stack(START, {"service": 3, "trust": 3}, {"service": ["check"], "trust": ["trace"]}, TRUE, gap=2)
    assert (found.gain, found.enough, found.worth) == (2, True, True)


def test_m4_x3_raising_without_evidence_counts_nothing() -> None:
    found = stack(START, {"service": 3, "goodwill": 6}, {"service": ["check"]}, TRUE, gap=2)
    assert (found.raised, found.carried, found.gain, found.worth) == (("goodwill", "service"), ("service",), 1, False)


def test_every_raised_value_needs_a_true_card_even_when_enough_is_shown() -> None:
    found = stack(START, {"service": 4, "goodwill": 3}, {"service": ["check"]}, TRUE, gap=2)
    assert (found.enough, found.worth) == (True, False)


def test_a_card_that_does_not_speak_for_it_spoils_a_value() -> None:
    found = stack(START, {"service": 4}, {"service": ["check", "rumour"]}, TRUE, gap=2)
    assert (found.carried, found.worth) == ((), False)


@given(
    values=st.dictionaries(st.sampled_from([*START]), st.integers(0, 6)),
    cards=st.dictionaries(st.sampled_from([*START]), st.sets(st.sampled_from(["check", "trace", "rumour"]))),
    gap=st.integers(1, 6),
)
def test_worth_holds_exactly_as_the_rule_says(values: dict[str, int], cards: dict[str, set[str]], gap: int) -> None:
    found = stack(START, values, cards, TRUE, gap=gap)
    raised = {slug for slug, value in values.items() if value > START[slug]}
    shown = {slug for slug in raised if cards.get(slug) and cards[slug] <= set(TRUE.get(slug, []))}
    gain = sum(values[slug] - START[slug] for slug in shown)
    assert found.worth == (gain >= gap and shown == raised)
