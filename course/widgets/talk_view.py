"""A talk as plain data for the browser: the exchange, the customer's meters, the ending and the debrief."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from course.engine import scene as engine
from course.locale import say
from course.widgets.talk_words import (
    change_word,
    craft_word,
    light_word,
    mark_word,
    meter_name,
    meter_word,
    mood_word,
    phase_word,
    tone_word,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.content import Lang
    from course.content.scene import Scene
    from course.widgets.session import Session


BEST = 2  # the craft of a line that has no better one


def play_view(
    scene: Scene,
    talks: Sequence[engine.Talk],
    order: Mapping[str, Sequence[str]],
    said: Mapping[str, str],
    session: Session,
    lang: Lang,
) -> dict[str, Any]:
    """Give the present talk (the last of ``talks``) and the list of the earlier ones.

    Args:
        scene: The scene that is played.
        talks: Every play of it, the present one last.
        order: For each node the order in which its lines are shown.
        said: The learner's own words, by node.
        session: The learner's sitting.
        lang: The language.

    """
    teller = _Teller(scene, session, lang)
    talk = talks[-1]
    return {
        "number": len(talks),
        "turn": len(talk.turns),
        **teller.stands(talk),
        "phases": teller.phases(talk),
        "form": teller.form(talk),
        "log": [teller.exchange(turn) for turn in talk.turns],
        "now": teller.moment(talk, order) if talk.node else None,
        "ending": teller.ending(talk) if talk.ending else None,
        "debrief": teller.debrief(talk, said) if talk.ending else None,
        "earlier": [teller.earlier(number, each) for number, each in enumerate(talks[:-1], 1)],
    }


def still_closed(scene: Scene, talk: engine.Talk, session: Session, lang: Lang) -> str:
    """Say why a line that needs the form cannot be chosen yet: which of its questions are open."""
    asked = [row.ask for row in scene.form.values() if row.fact not in talk.state.flags]
    still_open = [str(session.local(ask, lang)) for ask in asked]
    return say(
        "Not yet: first find out what is still open in your notes. {questions}", lang, questions=" ".join(still_open)
    )


class _Teller:
    def __init__(self, scene: Scene, session: Session, lang: Lang) -> None:
        self.scene, self.session, self.lang = scene, session, lang

    def _say(self, text: Any) -> str:
        return str(self.session.local(text, self.lang)) if text is not None else ""

    def stands(self, talk: engine.Talk) -> dict[str, Any]:
        mood: str = self.scene.nodes[talk.node].mood if talk.node else self._answer(talk.turns[-1])[1]
        meters = [
            {
                "slug": slug,
                "name": meter_name(slug, self.lang),
                "value": talk.state.meter(slug),
                "word": meter_word(talk.state.meter(slug), self.lang),
            }
            for slug in engine.METERS
        ]
        return {"mood": mood, "mood_word": mood_word(mood, self.lang), "meters": meters}

    def _answer(self, turn: engine.Turn) -> tuple[str, str]:
        text, mood = self.scene.nodes[turn.node].choices[turn.choice.slug].answers()[turn.branch]
        return self._say(text), mood

    def phases(self, talk: engine.Talk) -> list[dict[str, str]]:
        """Give each step of the method: now, done, gone through in vain, passed over, or to come."""
        if not self.scene.phases:
            return []
        craft: Counter[str | None] = Counter()
        for turn in talk.turns:
            craft[self.scene.nodes[turn.node].phase] += turn.craft
        now = self.scene.nodes[talk.node].phase if talk.node else None
        order = list(self.scene.phases)
        furthest = max((order.index(each) for each in (*craft, now) if each), default=0)

        def state(place: int, slug: str) -> str:
            if slug == now:
                return "now"
            if slug in craft:
                return "been" if craft[slug] else "tried"
            return "passed" if place < furthest else "open"

        states = [state(place, slug) for place, slug in enumerate(order)]
        return [
            {"slug": slug, "name": self._say(name), "state": each, "word": phase_word(each, self.lang)}
            for (slug, name), each in zip(self.scene.phases.items(), states, strict=True)
        ]

    def form(self, talk: engine.Talk) -> list[dict[str, str]]:
        """Give each question of the form with what came out; an empty answer is still open."""
        return [
            {
                "slug": slug,
                "ask": self._say(row.ask),
                "answer": self._say(self.scene.fact(row.fact, talk.drawn)) if row.fact in talk.state.flags else "",
            }
            for slug, row in self.scene.form.items()
        ]

    def _light(self, turn: engine.Turn) -> dict[str, str] | None:
        light = self.scene.nodes[turn.node].choices[turn.choice.slug].light
        return None if light is None else {"slug": light, "word": light_word(light, self.lang)}

    def exchange(self, turn: engine.Turn) -> dict[str, Any]:
        moment = self.scene.nodes[turn.node]
        reply, mood = self._answer(turn)
        return {
            "stage": self._say(moment.stage),
            "says": self._say(moment.says),
            "said": self._say(moment.choices[turn.choice.slug].text),
            "reply": reply,
            "mood_word": mood_word(mood, self.lang),
            "light": self._light(turn),
        }

    def moment(self, talk: engine.Talk, order: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        node = str(talk.node)
        moment = self.scene.nodes[node]
        offered = [each.slug for each in talk.offered]
        reason = still_closed(self.scene, talk, self.session, self.lang)
        closed = {each.slug: reason for each in talk.offered if each not in talk.choices}
        kept = [slug for slug in order.get(node, ()) if slug in offered]
        shown = kept + [
            slug for slug in offered if slug not in kept
        ]  # a line that is newer than the kept order comes last
        return {
            "node": node,
            "stage": self._say(moment.stage),
            "says": self._say(moment.says),
            "choices": [
                {"slug": slug, "text": self._say(moment.choices[slug].text), "closed": closed.get(slug, "")}
                for slug in shown
            ],
        }

    def ending(self, talk: engine.Talk) -> dict[str, str]:
        assert talk.ending is not None  # noqa: S101  for the type checker: the caller looked
        ending = self.scene.endings[talk.ending.slug]
        last = talk.turns[-1]
        line = self.scene.nodes[last.node].choices[last.choice.slug]
        return {
            "slug": talk.ending.slug,
            # an end that is worth little is not shown as a success, whatever was sold
            "kind": "failed"
            if ending.kind in {"sale", "no-sale"} and ending.outcome < engine.PASS_MARK
            else ending.kind,
            "title": self._say(ending.title),
            "text": self._say(ending.text),
            "why": self._say(ending.why),
            "red": self._say(line.red) if ending.kind == "red" else "",
        }

    def debrief(self, talk: engine.Talk, said: Mapping[str, str]) -> dict[str, Any]:
        scored = engine.score(talk)
        assert scored is not None  # noqa: S101  for the type checker: a debrief is asked for at the end only
        figures = {"process": scored.process, "outcome": scored.outcome, "final": scored.final}
        return {
            "passed": scored.passed,
            "scores": [
                {"slug": slug, "value": f"{value:g}", "word": mark_word(value, self.lang)}
                for slug, value in figures.items()
            ],
            "turns": [self._reviewed(turn, said) for turn in talk.turns],
            "facts": self._facts(talk),
        }

    def _facts(self, talk: engine.Talk) -> list[dict[str, Any]]:
        """Give what was hidden, and of what is drawn the fact that was true this time."""
        name_of = {fact: name for name, facts in self.scene.draws.items() for fact in facts}
        return [
            {"text": self._say(text), "found": name_of.get(slug, slug) in talk.state.flags, "drawn": slug in name_of}
            for slug, text in self.scene.facts.items()
            if slug not in self.scene.begin.knows and (slug not in name_of or talk.drawn[name_of[slug]] == slug)
        ]

    def _reviewed(self, turn: engine.Turn, said: Mapping[str, str]) -> dict[str, Any]:
        line = self.scene.nodes[turn.node].choices[turn.choice.slug]
        did, better = line.reviews()[turn.branch]
        changes = {slug: turn.after.meter(slug) - turn.before.meter(slug) for slug in engine.METERS}
        return {
            "node": turn.node,
            "says": self._say(self.scene.nodes[turn.node].says),
            "said": self._say(line.text),
            "tone": tone_word(line.tone, self.lang),
            "light": self._light(turn),
            "craft": turn.craft,
            "craft_word": craft_word(turn.craft, self.lang),
            "changes": [change_word(slug, change, self.lang) for slug, change in changes.items() if change],
            "did": self._say(did),
            "better": "" if turn.craft == BEST else self._say(better),
            "own": said.get(turn.node, ""),
        }

    def earlier(self, number: int, talk: engine.Talk) -> dict[str, Any]:
        scored = engine.score(talk)
        if scored is None or talk.ending is None:
            return {"number": number, "ending": ""}
        title = self._say(self.scene.endings[talk.ending.slug].title)
        return {"number": number, "ending": title, "final": f"{scored.final:g}", "passed": scored.passed}
