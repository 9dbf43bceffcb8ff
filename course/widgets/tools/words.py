"""Every word that the tools' browser half shows, in one table: key to English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.charts.sentences import comma
from course.locale import say

if TYPE_CHECKING:
    from course.content import Lang

_WORDS = {
    "saved": "Saved ✓",
    "saving": "Saving…",
    "not_saved": "Not saved",
    "silent": "No answer yet. Press ▶▶ at the top of the page, then try again; nothing you saved is lost.",
    "percent": "{number} %",
    "band": "{low}–{high} %",
    # timer
    "start": "Start",
    "pause": "Pause",
    "go_on": "Go on",
    "skip": "Skip this one",
    "again": "Start again",
    "seated": "Seated version",
    "prompt": "Prompt {number} of {total}",
    "seconds_left": "{seconds} seconds left",
    "waiting": "Ready when you are.",
    "finished": "Done. Have a good shift!",
    "mark_done": "done",
    "mark_skipped": "skipped",
    "mark_now": "now",
    "mark_open": "to come",
    "last_time": "Last time: {done} done, {skipped} skipped.",
    # composition
    "additives": "Additives",
    "additives_number": "Additives, in per cent",
    "base_oil": "Base oil",
    "range_only": "Please type a whole number from {least} to {most}.",
    "sum": "100 % − {additives} % additives = {base} % base oil",
    "within": "{name}: base oil {low}–{high} %. Your {base} % lies within.",
    "above": "{name}: base oil {low}–{high} %. Your {base} % is more: so few additives are unusual here.",
    "drawing": "A can, filled with {base} % base oil and {additives} % additives.",
    # decoder
    "label_text": "What the label says",
    "read": "Read the label",
    "examples": "Try one:",
    "in_words": "In plain words",
    "warning": "Careful",
    # ladder
    "gasoline": "Gasoline (S)",
    "diesel": "Diesel (C, FA)",
    "show_deck": "Deck",
    "show_today": "Today",
    "which_ladder": "Which ladder?",
    "which_layer": "Show",
    "deck_stops": "The deck stops here",
    "nothing_shown": "Switch on “Deck” or “Today” to see the ladder.",
    "picture": "Show as a picture",
    "picture_away": "Hide the picture",
    "drawing_now": "Drawing…",
    # product card
    "save_card": "Save the card",
    "print_card": "Print the card",
    "empty_field": "Still empty",
    "still_empty": "Still empty: {fields}. The card is saved when all five are filled in.",
    "changed": "Changed since it was saved",
}


def words(lang: Lang) -> dict[str, str]:
    """Give every word of the tools' browser half in ``lang``; ``{name}`` places are filled in by the browser."""
    return {key: say(text, lang) for key, text in _WORDS.items()} | {"comma": comma(lang)}
