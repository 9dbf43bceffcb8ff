"""A talk as plain data for the browser: the exchange, the customer's meters, the ending and the debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine import scene as engine
from course.widgets.talk_words import change_word, craft_word, mark_word, meter_name, meter_word, mood_word, tone_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.content import Lang
    from course.content.scene import Scene
    from course.widgets.session import Session


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
        "log": [teller.exchange(turn) for turn in talk.turns],
        "now": teller.moment(talk, order) if talk.node else None,
        "ending": teller.ending(talk) if talk.ending else None,
        "debrief": teller.debrief(talk, said) if talk.ending else None,
        "earlier": [teller.earlier(number, each) for number, each in enumerate(talks[:-1], 1)],
    }


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

    def exchange(self, turn: engine.Turn) -> dict[str, str]:
        moment = self.scene.nodes[turn.node]
        reply, mood = self._answer(turn)
        return {
            "stage": self._say(moment.stage),
            "says": self._say(moment.says),
            "said": self._say(moment.choices[turn.choice.slug].text),
            "reply": reply,
            "mood_word": mood_word(mood, self.lang),
        }

    def moment(self, talk: engine.Talk, order: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        node = str(talk.node)
        moment = self.scene.nodes[node]
        offered = [each.slug for each in talk.choices]
        kept = [slug for slug in order.get(node, ()) if slug in offered]
        shown = kept + [
            slug for slug in offered if slug not in kept
        ]  # a line that is newer than the kept order comes last
        return {
            "node": node,
            "stage": self._say(moment.stage),
            "says": self._say(moment.says),
            "choices": [{"slug": slug, "text": self._say(moment.choices[slug].text)} for slug in shown],
        }

    def ending(self, talk: engine.Talk) -> dict[str, str]:
        assert talk.ending is not None  # noqa: S101  for the type checker: the caller looked
        ending = self.scene.endings[talk.ending.slug]
        last = talk.turns[-1]
        line = self.scene.nodes[last.node].choices[last.choice.slug]
        return {
            "slug": talk.ending.slug,
            "kind": ending.kind,
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
            "facts": [
                {"text": self._say(text), "found": slug in talk.state.flags} for slug, text in self.scene.facts.items()
            ],
        }

    def _reviewed(self, turn: engine.Turn, said: Mapping[str, str]) -> dict[str, Any]:
        line = self.scene.nodes[turn.node].choices[turn.choice.slug]
        changes = {slug: turn.after.meter(slug) - turn.before.meter(slug) for slug in engine.METERS}
        return {
            "node": turn.node,
            "says": self._say(self.scene.nodes[turn.node].says),
            "said": self._say(line.text),
            "tone": tone_word(line.tone, self.lang),
            "craft": line.craft,
            "craft_word": craft_word(line.craft, self.lang),
            "changes": [change_word(slug, change, self.lang) for slug, change in changes.items() if change],
            "did": self._say(line.did),
            "better": self._say(line.better),
            "own": said.get(turn.node, ""),
        }

    def earlier(self, number: int, talk: engine.Talk) -> dict[str, Any]:
        scored = engine.score(talk)
        if scored is None or talk.ending is None:
            return {"number": number, "ending": ""}
        title = self._say(self.scene.endings[talk.ending.slug].title)
        return {"number": number, "ending": title, "final": f"{scored.final:g}", "passed": scored.passed}
