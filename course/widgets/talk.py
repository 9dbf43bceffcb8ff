"""One scene as a learner plays it: what is shown, and what each message from the browser does.

Browser to kernel: ``{"t": "move", "n", "item": scene, "turn": number, "node", "choice"}``, ``{"t": "restart", "n",
"item"}`` and, for the learner's own words, ``{"t": "answer", "n", "item": "m1-r1.<node>", "response": text}``. Kernel
to browser, only after the entry is on the disk: ``{"t": "ack", "n", "item", "play": {…}}`` or ``{"t": "fail", "n",
"item", "say", "play"}``.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING, Any

from course.engine import scene as engine
from course.engine.errors import CourseError
from course.engine.outcome import Outcome
from course.locale import say
from course.record import Entry, JournalError, Snapshot
from course.widgets.refused import not_taken
from course.widgets.talk_view import play_view, still_closed
from course.widgets.talk_words import talk_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.content import Lang
    from course.content.scene import Scene
    from course.widgets.session import Session

FORM = "scene"
LONGEST_WORDS = 2000  # characters of a learner's own line


@dataclass
class TalkForm:
    """The player of one scene.

    Args:
        scene: The customer talk.
        session: The learner's sitting.
        lang: The language it is shown in.

    """

    scene: Scene
    session: Session
    lang: Lang

    def __post_init__(self) -> None:
        self.graph = self.scene.graph

    def talk(self) -> engine.Talk:
        """Give the talk as it stands."""
        return self._talks(self._entries())[0][-1]

    # -- what is shown ------------------------------------------------------------------------------------------------

    def view(self) -> dict[str, Any]:
        """Give everything the browser needs to draw the scene."""
        scene = self.scene
        journal = self.session.journal
        place = f"{journal.path}:{scene.id}:{FORM}"
        return {
            "name": scene.id,
            "key": sha256(place.encode()).hexdigest()[:16],
            "lang": self.lang,
            "labels": talk_labels(self.lang),
            "title": self._said(scene.title),
            "setting": self._said(scene.setting),
            "task": self._said(scene.task),
            "minutes": scene.minutes,
            "props": [self._said(each) for each in scene.props],
            "persona": self.session.local(scene.persona, self.lang),
            "locked": "" if journal.writable else " ".join(journal.problems(self.lang)[:1]),
            "play": self.play(),
        }

    def play(self) -> dict[str, Any]:
        """Give the part of the view that changes with each move."""
        entries = self._entries()
        talks, ignored = self._talks(entries)
        snapshot = Snapshot.of(entries)
        view = play_view(
            self.scene, talks, self._order(snapshot), snapshot.said(self.scene.id), self.session, self.lang
        )
        view["notice"] = say(
            "The scene was changed since you played it; moves that it no longer has are left out.", self.lang
        )
        view["notice"] = view["notice"] if ignored else ""
        return view

    def _said(self, text: Any) -> str:
        return str(self.session.local(text, self.lang))

    def _entries(self) -> list[Entry]:
        return [each for each in self.session.journal.entries() if each.item == self.scene.id and each.form == FORM]

    def _talks(self, entries: Sequence[Entry]) -> tuple[tuple[engine.Talk, ...], tuple[engine.Ignored, ...]]:
        return engine.plays(self.graph, Snapshot.of(entries).talk(self.scene.id), self._seed)

    @property
    def _seed(self) -> str:
        # The same learner meets the same customer each time, before anything is in the journal too.
        return f"{self.session.folder}:{self.scene.id}:{self.scene.version}"

    def _order(self, snapshot: Snapshot) -> dict[str, list[str]]:
        kept = snapshot.order(self.scene.id, FORM) or {}
        return {node: kept.get(node) or drawn for node, drawn in self._drawn().items()}

    def _drawn(self) -> dict[str, list[str]]:
        chance = Random(self._seed)  # noqa: S311  no secret: it is shown
        return {
            node: chance.sample(list(moment.choices), len(moment.choices)) for node, moment in self.scene.nodes.items()
        }

    # -- what is done -------------------------------------------------------------------------------------------------

    def handle(self, message: Any) -> dict[str, Any]:
        """Act on a message of the browser. What it asks for is written before the reply is given, or it is ``fail``."""
        message = message if isinstance(message, dict) else {}
        reply = {"n": message.get("n"), "item": message.get("item")}
        try:
            self._act(message)
        except JournalError as error:
            return {"t": "fail", **reply, "say": error.say(self.lang), "play": self.play()}
        except CourseError as error:
            told = " ".join(part for part in (error.what, error.then) if part)
            return {"t": "fail", **reply, "say": told, "play": self.play()}
        return {"t": "ack", **reply, "play": self.play()}

    def _act(self, message: Mapping[str, Any]) -> None:
        match message.get("t"):
            case "move":
                self._move(message)
            case "restart":
                self._restart()
            case "answer":
                self._own_words(message)
            case _:
                raise CourseError(not_taken(self.lang))

    def _move(self, message: Mapping[str, Any]) -> None:
        entries = self._entries()
        talk = self._talks(entries)[0][-1]
        turn, node, choice = message.get("turn"), message.get("node"), message.get("choice")
        if isinstance(turn, int) and 0 <= turn < len(talk.turns):
            made = talk.turns[turn]
            if (made.node, made.choice.slug) == (node, choice):
                return  # sent twice, because the first answer was lost on its way
        if turn != len(talk.turns) or node != talk.node or choice not in [each.slug for each in talk.offered]:
            raise CourseError(say("The talk has moved on in another window. It stands here as it is now.", self.lang))
        if choice not in [each.slug for each in talk.choices]:
            raise CourseError(still_closed(self.scene, talk, self.session, self.lang))
        after = talk.play(str(choice))
        snapshot = Snapshot.of(entries)
        if snapshot.order(self.scene.id, FORM) is None:
            self._write("order", self._drawn())
        if talk.drawn and not talk.turns and not _draw_kept(snapshot.talk(self.scene.id)):
            self._write("draw", talk.drawn)
        self._write("move", {"node": node, "choice": choice}, _outcome(after))

    def _restart(self) -> None:
        if self.talk().turns:
            self._write("restart")

    def _own_words(self, message: Mapping[str, Any]) -> None:
        node = str(message.get("item")).partition(".")[2]
        text = message.get("response")
        if node not in self.scene.nodes or not isinstance(text, str):
            raise CourseError(not_taken(self.lang))
        if len(text) > LONGEST_WORDS:
            raise CourseError(
                say("This answer is too long to be saved.", self.lang),
                then=say("Make it shorter, then save it again.", self.lang),
            )
        self._write("say", {"node": node, "text": text})

    def _write(self, event: str, response: Any = None, outcome: str | None = None) -> None:
        self.session.journal.append(
            item=self.scene.id,
            item_version=self.scene.version,
            form=FORM,
            lang=self.lang,
            event=event,
            response=response,
            outcome=outcome,
        )


def _draw_kept(events: Sequence[tuple[str, Any]]) -> bool:
    """Tell whether the play that has no move yet has its draw in the journal."""
    return bool(events) and events[-1][0] == "draw"


def _outcome(talk: engine.Talk) -> str | None:
    """Give the outcome that the last move of a talk has in the journal: correct is passed; none while it goes on."""
    scored = engine.score(talk)
    if scored is None:
        return None
    if scored.passed:
        return str(Outcome.CORRECT)
    return str(Outcome.PARTIAL if scored.final > engine.RED_CAP else Outcome.WRONG)
