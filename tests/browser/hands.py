"""Answering each kind of question in a real page, with the mouse or with the keyboard alone."""

from __future__ import annotations

from typing import Any

FIELDS = ("cold", "hot", "s", "c", "fuel")
SHOWN = """card => ({
    checked: [...card.querySelectorAll(".fc-body input:checked")].map(box => box.value).sort(),
    chosen: [...card.querySelectorAll(".fc-body select")].map(list => list.value),
    typed: [...card.querySelectorAll(".fc-body :is(input[type=text], textarea)")].map(box => box.value),
    steps: [...card.querySelectorAll(".fc-step")].map(step => step.dataset.slug),
})"""


class Hands:
    """One learner in front of one card."""

    def __init__(self, page: Any, item: str, question: Any) -> None:
        self.page = page
        self.question = question
        self.card = page.locator(f'.fc-card[data-item="{item}"]').first

    def shown(self) -> Any:
        """Give what the card holds."""
        return self.card.evaluate(SHOWN)

    def check(self, outcome: str) -> None:
        """Press the check button with the mouse and wait for the outcome."""
        self.card.locator(".fc-primary").click()
        self.card.locator(f'.fc-result[data-outcome="{outcome}"]').wait_for()

    # -- mouse ------------------------------------------------------------------------------------------------------

    def mouse(self, response: Any) -> None:  # noqa: C901  one branch a kind
        """Give ``response`` with the mouse (and by typing where one types)."""
        match self.question.kind:
            case "choice":
                self._click(f'.fc-option:has(input[value="{response}"])')
            case "multi" | "checklist":
                for box in self.card.locator(".fc-body input").all():
                    # "none" and the others clear each other, so the state is looked at each time
                    if box.is_checked() != (box.get_attribute("value") in response):
                        box.click()
            case "verdict":
                for place, part in enumerate(("verdict", "reason")):
                    self._click(f'.fc-part:nth-child({place + 1}) .fc-option:has(input[value="{response[part]}"])')
            case "classify":
                for card, group in response.items():
                    self._click(f'[data-card="{card}"] .fc-pill:has(input[value="{group}"])')
            case "order":
                self._order(response["order"], lambda button: button.click())
            case _:
                for place, value in enumerate(self._values(response)):
                    self._fill(self._controls().nth(place), value)

    def _click(self, selector: str) -> None:
        self.card.locator(selector).click()

    def _controls(self) -> Any:
        return self.card.locator(".fc-body :is(select, input[type=text], textarea)")

    def _fill(self, control: Any, value: str) -> None:
        if control.evaluate("each => each.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)

    def _values(self, response: Any) -> list[str]:
        if isinstance(response, str):
            return [response]
        parts = getattr(self.question, "lines", None) or self.question.parts()
        return [response.get(part, "") for part in parts]

    def _order(self, wanted: list[str], press: Any) -> None:
        for place, slug in enumerate(wanted):
            while (now := self.shown()["steps"]).index(slug) > place:
                press(self.card.locator(f'.fc-step[data-slug="{slug}"] [data-move="up"]'))
                assert self.shown()["steps"] != now
        press(self.card.locator(".fc-confirm .fc-button").first)

    # -- keyboard ---------------------------------------------------------------------------------------------------

    def keyboard(self, response: Any) -> None:  # noqa: C901  one branch a kind
        """Give ``response`` and check it with the keyboard alone, beginning at the card's first control."""
        self.card.locator(".fc-body :is(input, select, textarea, button):enabled").first.focus()
        match self.question.kind:
            case "choice":
                self._arrow("", response)
            case "multi" | "checklist":
                for box in self.card.locator(".fc-body input").all():
                    if box.is_checked() != (box.get_attribute("value") in response):
                        self._tab_to(box)
                        self.page.keyboard.press("Space")
            case "verdict":
                for place, part in enumerate(("verdict", "reason")):
                    self._arrow(f".fc-part:nth-child({place + 1}) ", response[part])
            case "classify":
                for card in self.shown_cards():
                    self._arrow(f'[data-card="{card}"] ', response[card])
            case "order":
                self._order(response["order"], self._press)
            case _:
                for place, value in enumerate(self._values(response)):
                    self._type(self._controls().nth(place), value)
        self._press(self.card.locator(".fc-primary"))

    def shown_cards(self) -> list[str]:
        """Give the cards of a board in the order in which they stand."""
        return [str(each.get_attribute("data-card")) for each in self.card.locator("[data-card]").all()]

    def _tab_to(self, control: Any) -> None:
        for key in ["Tab"] * 40 + ["Shift+Tab"] * 80:
            if control.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press(key)
        raise AssertionError("the control cannot be reached with Tab")

    def _press(self, button: Any) -> None:
        self._tab_to(button)
        self.page.keyboard.press("Enter")

    def _arrow(self, within: str, value: str) -> None:
        """Go into a radio group with Tab and to the value with the arrow keys."""
        group = self.card.locator(f".fc-body {within}input[type=radio]")
        for key in ["Tab"] * 40 + ["Shift+Tab"] * 80:
            if group.evaluate_all("all => all.includes(document.activeElement)"):
                break
            self.page.keyboard.press(key)
        wanted = self.card.locator(f'.fc-body {within}input[value="{value}"]')
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert wanted.is_checked()

    def _type(self, control: Any, value: str) -> None:
        self._tab_to(control)
        if control.evaluate("each => each.tagName") != "SELECT":
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(value) if value else self.page.keyboard.press("Delete")
            return
        self.page.keyboard.press("Home")
        for _ in range(control.evaluate("each => each.options.length")):
            if control.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        assert control.input_value() == value
