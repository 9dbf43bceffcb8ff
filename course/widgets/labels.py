"""Every word that the browser half shows, in one table: key to English. ``labels`` says it in a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.locale import say

if TYPE_CHECKING:
    from course.content import Lang

_WORDS = {
    # the shell
    "check": "Check",
    "check_again": "Check again",
    "hint": "Hint",
    "next_hint": "Next hint ({left} left)",
    "hint_number": "Hint {number}",
    "solution": "Show the worked solution",
    "solution_title": "Worked solution",
    "sure": "How sure are you?",
    "guess": "a guess",
    "fairly": "fairly sure",
    "certain": "certain",
    "read_again": "Read again: {title}",
    "read_again_plain": "Read the section again",
    "not_found": "The section stands on this page: {title}",
    "saving": "Saving…",
    "saved": "Saved ✓",
    "not_saved": "Not saved",
    "not_saved_then": "Your answer is still on this page and will be sent again. "
    "If this stays, press ▶▶ at the top of the page; nothing you saved is lost.",
    "progress": "Answered {done} of {total}",
    "progress_checked": "Checked {done} of {total}",
    "not_answered": "Not answered yet",
    "points": "{points} points",
    "point": "1 point",
    "correct": "Correct",
    "partial": "Partly correct",
    "wrong": "Not yet",
    "unattempted": "Not answered yet",
    "missed": "missed",
    "before_intro": "A first guess before you read. It is not scored.",
    "graded_intro": "These answers are marked after you hand in. You can change them until then.",
    # the kinds
    "told": "{what}: {how}",
    "choose": "Choose …",
    "several": "More than one may be right.",
    "up": "Move up: {text}",
    "down": "Move down: {text}",
    "moved": "{text}: now number {number} of {total}",
    "pinned": "stays first",
    "my_order": "This is my order",
    "my_order_kept": "Your order is noted.",
    "order_help": "Put the steps in order with ▲ and ▼, or drag them. Then press “This is my order”.",
    "blanks": "Your station's own steps (not scored)",
    "place_help": "Choose a group for each card.",
    "to_place": "Cards still to place: {number}",
    "all_placed": "All cards are placed",
    "number": "Your number",
    "label_help": "Read the can. Where the label says nothing, choose “not on the label”.",
    "can": "An oil can. Its label says: {label}",
    "gap": "Gap {number}",
    "your_text": "Your text",
    "words_used": "{used} of {limit} words",
    "characters_used": "{used} of {limit} characters",
    "too_long": "Too long: {used} of {limit}",
    "marked": "{words}: {reason}",
    "marked_word": "“{words}”",
    "marked_box": "{words} ({box})",
    "total": "Total",
    "of_total": "{sum} of {total} {unit}",
    "left_over": "{number} {unit} still to share out",
    "too_much": "{number} {unit} too much",
    "adds_up": "adds up",
    "share": "{group}: {sum} {unit}, {percent} %",
    "at_least": "{group}: at least {percent} %",
    "at_most": "{group}: at most {percent} %",
    "kept": "kept",
    "broken": "not kept",
    "unreadable": "Please type a whole number, 0 or more.",
    "print": "Print this list",
    "no_mark": "no mark",
    "transcript_help": "Mark the lines that matter and say what kind of sign each one is. Leave the others unmarked.",
    "mark_for": "Mark for the line: {text}",
    # handing in
    "hand_in": "Hand in",
    "hand_in_again": "Hand in again",
    "handing_in": "Handing in…",
    "handed_in": "Done. Please read what comes next:",
    "hand_in_failed": "That did not work",
    "handing_in_as": "Handing in as: {name}",
    "name_asked": "The name or number that your instructor knows you by",
    "name_why": "Your instructor tells by it whose work this is. It is asked once and kept here.",
    "name_change": "Change the name",
    "hand_in_silent": "No answer yet. Press ▶▶ at the top of the page, then try again; nothing you saved is lost.",
}


def labels(lang: Lang) -> dict[str, str]:
    """Give every word of the browser half in ``lang``; ``{name}`` places are filled in by the browser."""
    return {key: say(text, lang) for key, text in _WORDS.items()}
