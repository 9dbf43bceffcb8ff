"""The talk engine: states, conditions, replay and scores, on a small graph of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.engine.scene import (
    COURTESY,
    METERS,
    TONES,
    Branch,
    Choice,
    Condition,
    Effects,
    Ending,
    Graph,
    Kind,
    MoveError,
    Node,
    Reason,
    State,
    Talk,
    draw,
    drawings,
    plays,
    replay,
    score,
    survey,
    walks,
)


def _choice(
    slug: str, craft: int, to: str, *, other: Branch | None = None, when: Condition | None = None, **does: int
) -> Choice:
    branches = (*([other] if other else []), Branch(to))
    return Choice(slug, "plain", craft, Effects(**does), branches, when or Condition())


def _node(slug: str, *choices: Choice) -> Node:
    return Node(slug, {each.slug: each for each in choices})


GRAPH = Graph(
    begin=State(trust=3, clarity=2, patience=4),
    start="hello",
    nodes={
        "hello": _node(
            "hello",
            _choice("ask", 2, "offer", clarity=3),
            _choice("talk", 0, "offer", patience=-3),
            _choice("lie", 0, "lied", trust=9),
        ),
        "offer": _node(
            "offer",
            _choice("fit", 2, "bought", other=Branch("thinks", Condition(below={"clarity": 5})), trust=1),
            _choice("all", 0, "bought", patience=-1),
            _choice("secret", 2, "bought", when=Condition(at_least={"trust": 9})),
        ),
    },
    endings={
        "bought": Ending("bought", Kind.SALE, 10),
        "thinks": Ending("thinks", Kind.NO_SALE, 8),
        "gone": Ending("gone", Kind.LEFT, 1),
        "lied": Ending("lied", Kind.RED, 0),
        "wrong": Ending("wrong", Kind.FAILED, 0),
    },
    leaves="gone",
    par=2,
)


def _played(*choices: str, graph: Graph = GRAPH) -> Talk:
    talk = Talk.begin(graph)
    for choice in choices:
        talk = talk.play(choice)
    return talk


def test_a_move_changes_the_meters_and_leads_on() -> None:
    talk = _played("ask")
    assert (talk.state.trust, talk.state.clarity, talk.state.patience) == (3, 5, 4)
    assert talk.node == "offer"
    assert not talk.over


def test_a_meter_stops_at_0_and_at_10() -> None:
    assert State(3, 2, 4).after(Effects(trust=9, clarity=-9)) == State(10, 0, 4)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Condition(), True),
        (Condition(has=frozenset({"seen"})), True),
        (Condition(has=frozenset({"seen", "told"})), False),
        (Condition(lacks=frozenset({"seen"})), False),
        (Condition(at_least={"trust": 5}), True),
        (Condition(at_least={"trust": 6}), False),
        (Condition(below={"patience": 1}), False),
        (Condition(below={"patience": 2}), True),
    ],
)
def test_a_condition_looks_at_flags_and_thresholds(condition: Condition, *, holds: bool) -> None:
    assert condition.holds(State(5, 5, 1, frozenset({"seen"}))) is holds


def test_the_first_branch_that_holds_is_taken() -> None:
    assert _played("talk", "fit").ending == GRAPH.endings["thinks"]
    assert _played("ask", "fit").ending == GRAPH.endings["bought"]


def test_patience_at_0_ends_the_talk_whatever_the_choice_leads_to() -> None:
    assert _played("talk", "all").ending == GRAPH.endings["gone"]


def test_a_line_is_offered_only_when_its_condition_holds() -> None:
    assert [each.slug for each in _played("ask").choices] == ["fit", "all"]
    with pytest.raises(MoveError, match="not-offered"):
        _played("ask", "secret")


def test_a_finished_talk_takes_no_move() -> None:
    with pytest.raises(MoveError, match="over"):
        _played("lie", "ask")


def test_the_best_talk_has_full_marks() -> None:
    scored = score(_played("ask", "fit"))
    assert scored is not None
    assert (scored.process, scored.outcome, scored.final, scored.passed) == (10, 10, 10, True)


def test_a_sale_by_poor_talk_is_not_passed() -> None:
    graph = Graph(GRAPH.begin, "offer", GRAPH.nodes, GRAPH.endings, GRAPH.leaves, par=1)
    scored = score(_played("all", graph=graph))
    assert scored is not None
    assert (scored.process, scored.outcome, scored.final, scored.passed) == (0, 10, 4, False)


def test_a_red_move_holds_the_final_score_at_2_and_is_never_passed() -> None:
    scored = score(_played("lie"))
    assert scored is not None
    assert scored.final <= 2
    assert not scored.passed


def test_turns_that_a_lost_customer_never_reached_earn_nothing() -> None:
    hurried = Effects(patience=-9)
    rushed = Choice("rush", "pushy", 2, hurried, (Branch("offer"),))
    graph = Graph(GRAPH.begin, "hello", {**GRAPH.nodes, "hello": _node("hello", rushed)}, GRAPH.endings, "gone", par=4)
    scored = score(_played("rush", graph=graph))
    assert scored is not None
    assert scored.process == 2.5


def test_a_running_talk_has_no_score() -> None:
    assert score(_played("ask")) is None


def test_moves_that_no_longer_fit_are_ignored_and_reported() -> None:
    moves = [
        "not a move",
        {"node": "hello"},
        {"node": "gone-node", "choice": "x"},
        {"node": "hello", "choice": "gone-choice"},
        {"node": "offer", "choice": "fit"},
        {"node": "hello", "choice": "ask"},
        {"node": "offer", "choice": "secret"},
        {"node": "offer", "choice": "fit"},
        {"node": "offer", "choice": "all"},
    ]
    talk, ignored = replay(GRAPH, moves)
    assert talk.ending == GRAPH.endings["bought"]
    assert [each.reason for each in ignored] == [
        Reason.UNREADABLE,
        Reason.UNREADABLE,
        Reason.UNKNOWN_NODE,
        Reason.UNKNOWN_CHOICE,
        Reason.ELSEWHERE,
        Reason.NOT_OFFERED,
        Reason.OVER,
    ]
    assert [each.place for each in ignored] == [0, 1, 2, 3, 4, 6, 8]


def test_a_restart_keeps_the_earlier_play_and_one_before_any_move_starts_nothing() -> None:
    events = [
        ("restart", None),
        ("move", {"node": "hello", "choice": "ask"}),
        ("say", {"node": "hello", "text": "mine"}),
        ("restart", None),
        ("restart", None),
        ("move", {"node": "hello", "choice": "lie"}),
    ]
    talks, ignored = plays(GRAPH, events)
    assert [len(each.turns) for each in talks] == [1, 1]
    assert talks[-1].ending == GRAPH.endings["lied"]
    assert ignored == ()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["node", "choice", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)
_MOVES = st.builds(
    lambda node, choice: {"node": node, "choice": choice},
    st.sampled_from([*GRAPH.nodes, "nowhere"]),
    st.sampled_from(["ask", "talk", "lie", "fit", "all", "secret", "nothing"]),
)


@given(st.lists(st.tuples(st.sampled_from(["draw", "move", "restart", "say", "odd"]), _JSON | _MOVES), max_size=20))
def test_no_journal_makes_the_replay_fail_or_the_meters_leave_0_to_10(events: list[tuple[str, object]]) -> None:
    for talk in plays(GRAPH, events)[0]:
        assert all(0 <= talk.state.meter(name) <= 10 for name in METERS)
        assert len(talk.turns) <= 2


@given(st.lists(_MOVES, max_size=12))
def test_the_replay_of_what_was_played_is_the_talk_that_was_played(moves: list[dict[str, str]]) -> None:
    live = Talk.begin(GRAPH)
    for move in moves:
        try:
            live = live.play(move["choice"]) if move["node"] == live.node else live
        except MoveError:
            continue
    assert replay(GRAPH, moves)[0] == live


def test_the_survey_finds_every_ending_that_can_be_reached_and_no_other() -> None:
    seen = survey(GRAPH)
    assert set(seen.endings) == {"bought", "thinks", "gone", "lied"}
    assert seen.endings["lied"].moves == ("lie",)
    assert (seen.shortest, seen.longest, seen.endless) == (2, 2, ())


def test_the_survey_tells_of_a_path_that_goes_round_in_circles() -> None:
    round_about = _node("hello", _choice("again", 0, "hello"))
    graph = Graph(GRAPH.begin, "hello", {"hello": round_about}, GRAPH.endings, "gone", par=4)
    assert survey(graph).endless == ("again",) * 7


# draws, ways of their own, and lines that are closed at first

DRAWN = Graph(
    begin=State(trust=5, clarity=2, patience=4),
    start="doubt",
    nodes={
        "doubt": _node(
            "doubt",
            Choice("ask", "plain", 2, Effects(sets=frozenset({"cause"})), (Branch("answer"),)),
            _choice("guess", 0, "answer"),
        ),
        "answer": _node(
            "answer",
            Choice(
                "litre",
                "plain",
                0,
                Effects(trust=1),
                (
                    Branch("bought", Condition(has=frozenset({"dear"})), Effects(trust=2), craft=2),
                    Branch("thinks"),
                ),
                needs=frozenset({"cause"}),
            ),
            Choice(
                "meet",
                "plain",
                2,
                Effects(),
                (Branch("thinks", Condition(has=frozenset({"dear"})), craft=0), Branch("bought")),
            ),
        ),
    },
    endings=GRAPH.endings,
    leaves="gone",
    par=2,
    draws={"cause": ("dear", "no-say", "quality")},
)


def test_a_line_may_be_worth_something_else_on_another_way() -> None:
    for fact, worth, ending in [("dear", 2, "bought"), ("no-say", 0, "thinks")]:
        talk = Talk.begin(DRAWN, {"cause": fact}).play("ask").play("litre")
        assert talk.turns[-1].craft == worth
        assert talk.ending == DRAWN.endings[ending]
        assert talk.drawn == {"cause": fact}
    assert talk.state.trust == 6


def test_the_process_is_a_share_of_the_best_line_for_this_customer() -> None:
    scored = score(Talk.begin(DRAWN, {"cause": "dear"}).play("ask").play("litre"))
    assert scored is not None
    assert scored.process == 10


def test_a_closed_line_is_shown_and_cannot_be_chosen_before_its_facts_came_out() -> None:
    talk = Talk.begin(DRAWN).play("guess")
    assert [each.slug for each in talk.offered] == ["litre", "meet"]
    assert [each.slug for each in talk.choices] == ["meet"]
    with pytest.raises(MoveError, match="closed"):
        talk.play("litre")
    moves = [{"node": "doubt", "choice": "guess"}, {"node": "answer", "choice": "litre"}]
    assert [each.reason for each in replay(DRAWN, moves)[1]] == [Reason.CLOSED]


def test_a_closed_line_does_not_count_as_the_best_one() -> None:
    talk = Talk.begin(DRAWN, {"cause": "dear"}).play("guess").play("meet")
    scored = score(talk)
    assert scored is not None
    assert scored.process == 0
    assert survey(DRAWN).poor == {"answer"}


@given(st.text(max_size=9), st.integers(0, 20))
def test_the_same_seed_draws_the_same_and_three_plays_meet_every_fact_once(seed: str, pile: int) -> None:
    assert draw(DRAWN, seed, pile) == draw(DRAWN, seed, pile)
    facts = [draw(DRAWN, seed, play)["cause"] for play in range(3 * pile, 3 * pile + 4)]
    assert sorted(facts[:3]) == sorted(DRAWN.draws["cause"])
    assert facts[2] != facts[3]


def test_every_seed_is_another_pile() -> None:
    firsts = [draw(DRAWN, str(seed), 0)["cause"] for seed in range(300)]
    assert all(firsts.count(fact) > 60 for fact in DRAWN.draws["cause"])


def test_what_the_journal_says_was_drawn_is_so_whatever_the_seed_is() -> None:
    events = [
        ("draw", {"cause": "quality"}),
        ("move", {"node": "doubt", "choice": "ask"}),
        ("draw", {"cause": "dear"}),  # in the middle of a play nothing is drawn
        ("restart", None),
        ("draw", {"cause": "no-say", "mood": "bad"}),
        ("move", {"node": "doubt", "choice": "ask"}),
    ]
    for seed in "abcdef":
        assert [talk.drawn for talk in plays(DRAWN, events, seed)[0]] == [{"cause": "quality"}, {"cause": "no-say"}]


@pytest.mark.parametrize("kept", [None, [], "dear", {}, {"cause": "retired"}, {"cause": ["dear"]}, {"cause": {}}])
def test_a_draw_that_the_scene_does_not_know_is_drawn_from_the_seed(kept: object) -> None:
    for seed in "abcdef":
        assert plays(DRAWN, [("draw", kept)], seed)[0][0].drawn == draw(DRAWN, seed, 0)


def test_a_play_without_a_kept_draw_is_drawn_from_the_seed_and_its_number() -> None:
    one = [("move", {"node": "doubt", "choice": "ask"}), ("restart", None)]
    for seed in "abcdef":
        talks = plays(DRAWN, one * 3, seed)[0]
        assert [talk.drawn for talk in talks] == [draw(DRAWN, seed, play) for play in range(4)]


def test_the_survey_walks_every_draw() -> None:
    assert drawings(DRAWN) == [{"cause": fact} for fact in DRAWN.draws["cause"]]
    assert drawings(GRAPH) == [{}]
    assert set(survey(DRAWN, drawn={"cause": "quality"}).endings) == {"bought", "thinks"}
    assert {talk.drawn["cause"] for talk in walks(DRAWN)} == set(DRAWN.draws["cause"])


def test_warm_is_the_most_polite_tone_and_every_tone_has_a_rank() -> None:
    assert max(COURTESY, key=COURTESY.__getitem__) == "warm"
    assert set(COURTESY) == set(TONES)
