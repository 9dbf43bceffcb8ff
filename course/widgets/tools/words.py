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
    "silent": "No answer yet. Press ▶▶ at the top of the page, then try again. If that "
    "does not help, open the course anew; nothing you saved is lost.",
    "full": "At most {longest} characters in each field.",
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
    # ffab
    "ffab_nothing": "Your text grows here, step by step.",
    "ffab_first": "Opens when this step is written: {step}",
    "ffab_connector": "Connector before this step: {step}",
    "ffab_write": "First write this step: {step}.",
    "ffab_said": "As one says it",
    "ffab_keep": "Keep my text",
    # truth gate
    "gate_which": "What would you like to say?",
    "gate_ask": "May I say it?",
    "gate_open": "You may say it:",
    "gate_shut": "This is not said yet.",
    # technique picker
    "technique_which": "Technique",
    "technique_line": "Your line",
    "technique_take": "Take the station's line: {line}",
    "technique_condition": "Use it only if …",
    "technique_ask": "May I say it?",
    "technique_open": "The line passes:",
    "technique_shut": "The line is refused.",
    "technique_count": "Your honest lines: {number} of {total} techniques",
    # quote room
    "quote_gate": "1. Three things before the quote",
    "quote_now": "Quote",
    "quote_room": "2. The room",
    "quote_ready": "Ready: {number} of {total}",
    "quote_seats": "3. How do you sit?",
    "quote_seats_key": "Seen from above: you are the dark dot, the customer the light one. "
    "There is no single right way.",
    "quote_reason": "Why like this, with this customer?",
    "quote_seat_missing": "First choose how to sit.",
    "quote_reason_missing": "Say why you would sit like this; there is no single right way.",
    "quote_keep": "Keep my choice",
    # testimony bank
    "bank_progress": "Cards in the bank",
    "bank_count": "{number} of {total} cards",
    "bank_new": "A new card",
    "bank_unknown": "{field}: not known",
    "bank_not_known": "not known",
    "bank_add": "Put it into the bank",
    "bank_added": "The card is in the bank.",
    "bank_refused": "This card must not be told yet.",
    "bank_card": "Card {number}",
    "bank_delete": "Delete",
    "bank_delete_card": "Delete the card: {card}",
    # product cards
    "card_which": "Which product?",
    "card_facts": "On the label and the price tag",
    "card_not_claimed": "Not claimed",
    "card_customers": "Two customers and what they said",
    "card_said": "“{words}”",
}


def words(lang: Lang) -> dict[str, str]:
    """Give every word of the tools' browser half in ``lang``; ``{name}`` places are filled in by the browser."""
    return {key: say(text, lang) for key, text in _WORDS.items()} | {"comma": comma(lang)}
