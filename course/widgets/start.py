"""The start page: the five stages as a map, what is done and with what result, and one button that leads on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from course.engine.errors import CourseError
from course.grading.exchange import fetch_feedback
from course.grading.handing import hand_in, receipts
from course.locale import say
from course.record.place import grading
from course.widgets.assets import start_module, start_style
from course.widgets.glossary import glossary_view
from course.widgets.learner import CHOICES, learner_name
from course.widgets.refused import not_taken
from course.widgets.returned import returned
from course.widgets.session import known_language
from course.widgets.stages import stage_views
from course.widgets.station import station_settings

if TYPE_CHECKING:
    from course.content import Lang

_WORDS = {
    "hello": "Hello, {name}",
    "map": "Your way through the course",
    "map_help": "A sale has five stages; parts 1 to 8 go through them.",
    "next": "What comes next",
    "continue": "Continue",
    "begin": "Begin",
    "minutes": "{n} min",
    "minutes_left": "about {n} min to go",
    "minutes_all": "about {n} min",
    "ten": "Ten minutes are enough for this:",
    "ten_go": "Ten-minute step",
    "stage": "Part {n}",
    "sale_stage": "Stage {n}: {name}",
    "way_in": "The way in",
    "state_coming": "coming later",
    "state_new": "not started yet",
    "state_going": "in progress",
    "state_done": "finished",
    "state_read": "to read",
    "state_broken": "cannot be read",
    "questions": "Questions in the reading",
    "graded": "Graded exercises",
    "graded_done": "{done} of {total} answered",
    "graded_open": "{open} still open; you may hand in all the same, and again later.",
    "handing_in_as": "Handing in as: {name}",
    "kind_section": "Read and answer",
    "kind_precheck": "A few questions first, without a score",
    "kind_extra": "More practice, if you like",
    "kind_drill": "Fresh cases, if you like",
    "kind_exercise": "Practice exercise",
    "kind_scene": "Customer talk",
    "kind_graded": "Graded exercise",
    "open": "Open",
    "look": "Read your feedback",
    "feedback": "Feedback has come back",
    "feedback_page": "Feedback of {when}",
    "hand_in": "Hand in",
    "hand_in_again": "Hand in again",
    "hand_in_anyway": "Hand in all the same",
    "hand_in_blank": "Nothing is answered yet.",
    "hand_in_blank_then": "What would be handed in is empty. Answer first, or press once more to hand in all the same.",
    "handing_in": "Handing in…",
    "look_for": "Look for feedback",
    "looking": "Looking…",
    "not_handed_in": "Not handed in yet.",
    "colon": ": ",
    "handed_in": "Handed in on {when}.",
    "silent": "No answer yet. Press ▶▶ at the top of the page. If that does not help, "
    "open the course anew; nothing you saved is lost.",
    "reload": "The language was changed. Load this page again in your browser.",
    "changing": "Changing the language…",
    "language": "Language",
    "glossary": "Glossary",
    "glossary_open": "Open the glossary",
    "glossary_close": "Close the glossary",
    "glossary_coming": "Fetching the terms…",
    "station": "Your station",
    "station_change": "Change it in the file station.yaml",
    "all_done": "You have finished everything that is here.",
    "practice_again": "Practise again whatever you like; hand in when you are ready.",
    "minutes_word": "Minutes",
    "result_word": "Result",
    "part_word": "What there is",
}

_NO_STATION = "The station's settings (station.yaml) could not be read; the course's own are used."


def start_view(folder: Path, lang: Lang) -> dict[str, Any]:
    """Give everything the browser needs to draw the start page of the learner whose folder this is."""
    station, problem = station_settings(folder / "station.yaml")
    stages = stage_views(folder, lang, station, receipts(folder))
    following = _following(stages)
    return {
        "lang": lang,
        "labels": {key: say(text, lang) for key, text in _WORDS.items()},
        "learner": learner_name(folder),
        "learner_id": folder.name,
        "station": " · ".join(station[lang][name] for name in ("name", "phone", "hours") if station[lang].get(name)),
        "problem": "" if problem is None else f"{say(_NO_STATION, lang)} ({problem})",
        "stages": stages,
        "following": following["id"] if following else "",
        "languages": _may_change(folder),
    }


def _following(stages: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Give the stage with the next thing to do: where the learner worked last, else the one after it, else the first.

    A stage can be taken without the others, so somebody in the middle of one is not sent back to an earlier one.
    """
    last = max((stage for stage in stages if stage.get("worked")), key=lambda stage: stage["worked"], default=None)
    place = stages.index(last) if last else 0
    return next((stage for stage in (*stages[place:], *stages[:place]) if stage.get("next")), None)


def _may_change(folder: Path) -> bool:
    return (folder / CHOICES).is_file()


def change_language(folder: Path, lang: str) -> None:
    """Lay the folder out again in another language, as ``course language`` does; every answer stays.

    Raises:
        CourseError: It did not work, and why.

    """
    command = [sys.executable, "-m", "course.cli", "language", known_language(lang)]
    command += ["--learner", learner_name(folder), "--workspace", str(folder.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8", errors="replace")  # noqa: S603  our own interpreter and module
    if done.returncode:
        raise CourseError(" ".join((done.stderr or done.stdout).split())[-300:] or "course language failed.")


class StartWidget(anywidget.AnyWidget):
    """Shows the start page, hands in, and changes the language."""

    view = traitlets.Dict().tag(sync=True)

    def __init__(self, folder: Path, lang: Lang) -> None:
        self.folder, self.lang = folder, lang
        self._esm = start_module()
        self._css = start_style()
        super().__init__(view=start_view(folder, lang))
        self.on_msg(self._received)

    def __repr__(self) -> str:
        """Say what stands here, where no widget can be shown."""
        return say("Start page", self.lang)

    def _received(self, _: Any, content: Any, __: Any) -> None:
        reply = self.handle(content if isinstance(content, dict) else {})
        if reply:
            self.send(reply)

    def handle(self, message: dict[str, Any]) -> dict[str, Any] | None:
        """Act on a message of the browser and give the reply.

        Messages are ``refresh``, ``glossary``, ``hand_in`` and ``fetch`` with an assignment, ``lang`` with a language.
        """
        n = message.get("n")
        try:
            if message == {"t": "refresh"}:
                self._refresh()
                return None
            return self._act(message) | {"n": n}
        except CourseError as error:
            return {"t": "fail", "n": n, "say": " ".join(part for part in (error.what, error.then) if part)}
        except Exception as error:  # noqa: BLE001  a learner never sees a traceback
            sorry = say("That did not work. Your answers are saved; show this to your instructor:", self.lang)
            return {"t": "fail", "n": n, "say": f"{sorry} {type(error).__name__}: {error}"}

    def _refresh(self) -> None:
        self.view = start_view(self.folder, self.lang)

    def _act(self, message: dict[str, Any]) -> dict[str, Any]:
        match message:
            case {"t": "hand_in", "assignment": str() as assignment} if assignment in self._assignments():
                receipt = hand_in(self.folder, assignment, learner_name(self.folder), self.lang)
                self._refresh()
                return {"t": "ack", "say": receipt.sentence}
            case {"t": "fetch", "assignment": str() as assignment} if assignment in self._assignments():
                return {"t": "ack", "say": self._fetch(assignment)}
            case {"t": "lang", "lang": str() as lang}:
                change_language(self.folder, lang)
                return {"t": "reload"}
            case {"t": "glossary"}:
                return {"t": "glossary", **glossary_view(self.view["stages"], self.lang)}
            case _:
                return {"t": "fail", "say": not_taken(self.lang)}

    def _fetch(self, assignment: str) -> str:
        """Ask the exchange for feedback and say what came."""
        before = len(returned(self.folder, assignment))
        fetch_feedback(self.folder, assignment)
        self._refresh()
        if len(returned(self.folder, assignment)) > before:
            return say("Feedback has come back", self.lang)
        return say("There is no new feedback yet.", self.lang)

    def _assignments(self) -> set[str]:
        return {str(stage["assignment"]) for stage in self.view["stages"] if "assignment" in stage}


def show_start(lang: str) -> None:
    """Show the start page of the folder that the notebook lies in."""
    said = known_language(lang)
    if grading():
        print(say("Start page", said))  # noqa: T201  while grading the output is text
        return
    from IPython.display import display

    display(StartWidget(Path.cwd(), said))  # type: ignore[no-untyped-call]
