"""The audit of a price talk, with the logs of the curriculum's m5-x3."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.engine.price import CODES, MOST_CONCESSIONS, Breach, audit

# m5-x3: a list price of 200 yuan; offers, what the customer gave, and the key.
LOGS = {
    "A": ([190, 185, 183], ["buys 2", "joins card", "pays today"], []),
    "B": ([195, 188], [None, "buys 2"], [Breach("no-return", 1), Breach("not-smaller", 2)]),
    "C": ([192, 186, 182, 180], ["buys 2", "card", "referral", "pays today"], [Breach("too-many", 4)]),
    "D": ([195, 190], ["card", "buys 2"], [Breach("not-smaller", 2)]),
    "E": ([200], ["buys today"], []),
}


@pytest.mark.parametrize("log", LOGS)
def test_m5_x3_each_log_has_the_breaches_of_the_key(log: str) -> None:
    prices, returns, key = LOGS[log]
    assert list(audit(200, prices, returns)) == key


@pytest.mark.parametrize("nothing", [None, "", "none"])
def test_nothing_in_return_is_a_breach_however_it_is_written(nothing: str | None) -> None:
    assert audit(200, [190], [nothing]) == (Breach("no-return", 1),)


def test_value_instead_of_price_is_no_concession_and_needs_no_return() -> None:
    assert audit(200, [200, 190], ["none", "two"]) == ()


def test_a_fifth_concession_is_not_a_second_breach_of_the_same_rule() -> None:
    prices = [150, 120, 100, 90, 85]
    assert [each.code for each in audit(200, prices, ["x"] * 5)] == ["too-many"]


def test_tenths_of_a_yuan_are_compared_as_they_are_written() -> None:
    assert audit(0.3, [0.2, 0.1], ["x", "x"]) == (Breach("not-smaller", 2),)


def test_each_price_needs_its_return() -> None:
    with pytest.raises(ValueError, match="shorter"):
        audit(200, [190, 185], ["two"])


@given(steps=st.lists(st.integers(-500, 5000), max_size=8), given_back=st.data())
def test_a_talk_is_clean_exactly_when_the_decision_rule_holds(steps: list[int], given_back: st.DataObject) -> None:
    returns = [given_back.draw(st.sampled_from(["two", "none", None])) for _ in steps]
    price, prices = 100_000, []
    for step in steps:
        price -= step
        prices.append(price / 100)
    found = audit(1000, prices, returns)
    falls = [step for step in steps if step > 0]
    returned = all(back == "two" for step, back in zip(steps, returns, strict=True) if step > 0)
    shrinking = all(later < earlier for earlier, later in pairwise(falls))
    assert (found == ()) == (len(falls) <= MOST_CONCESSIONS and shrinking and returned)
    assert all(each.code in CODES and 1 <= each.offer <= len(steps) for each in found)
