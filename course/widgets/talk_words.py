"""Every word that the scene player shows, in the learner's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.locale import say

if TYPE_CHECKING:
    from course.content import Lang

_LABELS = {
    "minutes": "about {minutes} minutes",
    "props": "At hand",
    "headed": "{label}:",
    "aside": "({text})",
    "by_mood": "{name} ({mood})",
    "customer": "Customer",
    "you": "You",
    "task": "Your task",
    "begin": "Turn {turn}: what do you say?",
    "phases": "Where the talk stands",
    "form": "Your notes: what you know so far",
    "form_open": "still open",
    "so_far": "The talk so far ({turns})",
    "mood": "Mood: {mood}",
    "meters": "How the customer stands",
    "meter": "{name}: {value} of 10, {word}",
    "saving": "Saving…",
    "saved": "Saved ✓",
    "not_saved": "Not saved",
    "not_saved_then": "Your choice was not saved. Choose it again. If this stays, press ▶▶ at the top of the page; "
    "nothing you saved is lost.",
    "words_not_saved": "Your words are still on this page and will be sent again.",
    "ended": "The talk has ended",
    "stopped": "The talk was stopped",
    "why": "Why it came so",
    "red": "Why it was stopped",
    "scores": "Your result",
    "passed": "Passed ✓",
    "not_passed": "Not passed yet",
    "rule": "Passed: at least 6 of 10 and no red move (a danger, a lie, a bribe or harassment: it ends the talk). "
    "Final = 60 % process + 40 % outcome; at most 2 after a red move, at most 4 where the customer comes to harm.",
    "process": "Process: how you talked",
    "outcome": "Outcome: how it ended",
    "final": "Final",
    "score": "{value} of 10, {word}",
    "debrief": "Turn by turn",
    "turn": "Turn {turn}",
    "customer_said": "The customer had said",
    "you_said": "You said",
    "tone": "Tone: {tone}",
    "it_did": "What it did",
    "better": "A better line",
    "best": "This was the best line here.",
    "own": "Say it your own way",
    "own_help": "How would you say it at your station? Write it down; it is kept and not scored.",
    "hidden": "What was hidden",
    "found": "came out",
    "not_found": "did not come out",
    "drawn": "this time",
    "again": "Play again",
    "again_help": "Your earlier talks are kept.",
    "earlier": "Your earlier talks",
    "earlier_line": "Talk {number}: {ending}. Final {final} of 10, {passed}",
    "earlier_open": "Talk {number}: not finished",
}

METERS = {"trust": "Trust", "clarity": "Need understood", "patience": "Patience"}
_CHANGES = {
    ("trust", True): "trust rose by {number}",
    ("trust", False): "trust fell by {number}",
    ("clarity", True): "the need is clearer by {number}",
    ("clarity", False): "the need is less clear by {number}",
    ("patience", True): "patience rose by {number}",
    ("patience", False): "patience fell by {number}",
}
_MOODS = {
    "calm": "calm",
    "pleased": "pleased",
    "curious": "curious",
    "doubtful": "doubtful",
    "annoyed": "annoyed",
    "tired": "tired",
}
_TONES = {
    "warm": "warm",
    "flattering": "flattering",
    "plain": "plain",
    "expert": "like an expert",
    "pushy": "pushy",
    "cold": "cold",
}
_LIGHTS = {
    "green": "Green light: fine to ask where it flows",
    "amber": "Amber light: only if the customer brings it up, and nothing of it is written down",
    "red": "Red light: never ask this",
}
_PHASES = {"now": "now", "been": "done", "tried": "gone through, not done", "passed": "passed over", "open": "to come"}
_CRAFT = ("Weak move", "Fair move", "Strong move")
# words for a figure of 0 to 10: below 4, below 7, and from there
_LEVELS = ("low", "fair", "high")
_MARKS = ("weak", "fair", "strong")


def talk_labels(lang: Lang) -> dict[str, str]:
    """Give the player's words; ``{name}`` places are filled in by the browser."""
    return {key: say(text, lang) for key, text in _LABELS.items()}


def meter_word(value: float, lang: Lang) -> str:
    """Give "low", "fair" or "high" for a meter of 0 to 10."""
    return say(_LEVELS[_band(value)], lang)


def mark_word(value: float, lang: Lang) -> str:
    """Give "weak", "fair" or "strong" for a score of 0 to 10."""
    return say(_MARKS[_band(value)], lang)


def craft_word(craft: int, lang: Lang) -> str:
    """Give what a move was: weak, fair or strong."""
    return say(_CRAFT[craft], lang)


def mood_word(mood: str, lang: Lang) -> str:
    """Give the word for a mood."""
    return say(_MOODS[mood], lang)


def tone_word(tone: str, lang: Lang) -> str:
    """Give the word for a tone."""
    return say(_TONES[tone], lang)


def light_word(light: str, lang: Lang) -> str:
    """Say what the traffic light of a topic means."""
    return say(_LIGHTS[light], lang)


def phase_word(state: str, lang: Lang) -> str:
    """Say how the talk stands with a step of the method."""
    return say(_PHASES[state], lang)


def meter_name(meter: str, lang: Lang) -> str:
    """Give the name of a meter."""
    return say(METERS[meter], lang)


def change_word(meter: str, change: int, lang: Lang) -> str:
    """Say how far a meter rose or fell."""
    return say(_CHANGES[meter, change > 0], lang, number=abs(change))


def _band(value: float) -> int:
    return 0 if value < 4 else 1 if value < 7 else 2  # noqa: PLR2004  the bands named above
