"""Answering each kind of question in a real page, with the mouse or with the keyboard alone."""

from __future__ import annotations

from typing import Any

FIELDS = ("cold", "hot", "s", "c", "fuel")
SHOWN = """card => ({
    checked: [...card.querySelectorAll(".fc-body input:checked")].map(box => box.value).sort(),
    chosen: [...card.querySelectorAll(".fc-body select")].map(list => list.value),
    typed: [...card.querySelectorAll(".fc-body :is(input[type=text], textarea)")].map(box => box.value),
    steps: [...card.querySelectorAll(".fc-step")].map(step => step.dataset.slug),
    lanes: [...card.querySelectorAll("[data-lane]")].map(lane => [lane.dataset.lane,
        ...[...lane.querySelectorAll("[data-card]")].map(each => each.dataset.card)]),
    slid: [...card.querySelectorAll("input[type=range]")].map(slider => slider.value),
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

    def mouse(self, response: Any) -> None:  # noqa: C901, PLR0912  one branch a kind
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
            case "grid":
                for cell, option in self._cells(response):
                    cell.select_option(option)
            case "lanes":
                self._lanes(response, lambda button: button.click())
            case "concessions":
                self._offers(response["offers"], lambda button: button.click(), self._fill)
            case "value_stack":
                self._stack(response, lambda box: box.click(), self._slide)
            case "testimony":
                self._card(response, lambda box: box.click(), self._fill)
            case "timetable":
                self._timetable(response, self._fill)
            case "dates":
                self._dates(response, lambda box: box.click(), self._fill)
            case "budget":
                self._budget(response, lambda box: box.click(), self._fill)
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

    # -- tables, lanes, plans and cards: the same steps by mouse and by keyboard ---------------------------------------

    def _cells(self, response: Any) -> list[tuple[Any, str]]:
        """Give every cell of a grid with what belongs there; "" where nothing does."""
        return [
            (
                self.card.locator(f'[data-row="{row}"] [data-column="{column}"] select'),
                response.get(row, {}).get(column, ""),
            )
            for row in self.question.rows
            for column in self.question.columns
        ]

    def _lanes(self, response: Any, press: Any) -> None:
        """Bring every card back to the tray, then each to its lane in order."""
        for card in self.question.cards:
            if self.card.locator(f'[data-lane] [data-card="{card}"]').count():
                press(self.card.locator(f'[data-card="{card}"] [data-open]'))
                press(self.card.locator(f'[data-card="{card}"] [data-to=""]'))
        for lane, cards in response.items():
            for card in cards:
                press(self.card.locator(f'[data-card="{card}"] [data-to="{lane}"]'))

    def _offers(self, offers: Any, press: Any, fill: Any) -> None:
        rows = self.card.locator("[data-offer]")
        while rows.count() > max(1, len(offers)):
            press(self.card.locator("[data-remove]"))
        while rows.count() < len(offers):
            press(self.card.locator("[data-add]"))
        for place, offer in enumerate(offers):
            fill(rows.nth(place).locator("input"), offer["price"])
            lists = rows.nth(place).locator("select")
            fill(lists.nth(0), offer["for"])
            fill(lists.nth(1), offer["extra"] or "")

    def _stack(self, response: Any, click: Any, slide: Any) -> None:
        for slug, value in self.question.values.items():
            row = self.card.locator(f'[data-value="{slug}"]')
            slide(row.locator("input[type=range]"), response["values"].get(slug, f"{value.start:g}"))
            for box in row.locator("input[type=checkbox]:visible").all():
                if box.is_checked() != (box.get_attribute("value") in response["evidence"].get(slug, [])):
                    click(box)
        chosen = self.card.locator(f'input[type=radio][value="{response["verdict"]}"]')
        if not chosen.is_checked():
            click(chosen)

    def _card(self, response: Any, click: Any, fill: Any) -> None:
        for field, text in response.items():
            row = self.card.locator(f'[data-field="{field}"]')
            if field == "consent":
                chosen = row.locator(f'input[value="{text}"]')
                if not chosen.is_checked():
                    click(chosen)
                continue
            box = row.locator("input[type=checkbox]")
            if box.is_checked() != (text == "unknown"):
                click(box)
            if text != "unknown":
                fill(row.locator("textarea"), text)

    def _timetable(self, response: Any, fill: Any) -> None:
        for slug in self.question.slots:
            row = response.get(slug, {})
            boxes = self.card.locator(f'[data-slot="{slug}"] input')
            fill(boxes.nth(0), row.get("start", ""))
            if boxes.count() > 1:
                fill(boxes.nth(1), row.get("minutes", ""))

    def _dates(self, response: Any, click: Any, fill: Any) -> None:
        for slug in self.question.slots:
            row, typed = self.card.locator(f'[data-slot="{slug}"]'), response.get(slug, "")
            none = row.locator("input[type=checkbox]")
            if none.is_checked() != (typed == "none"):
                click(none)
            if typed != "none":
                fill(row.locator("input[type=text]"), typed)

    def _budget(self, response: Any, click: Any, fill: Any) -> None:
        for slug in self.question.rows:
            fill(self.card.locator(f'[data-row="{slug}"] input'), response["counts"].get(slug, ""))
        for box in self.card.locator("input[type=checkbox]").all():
            if box.is_checked() != (box.get_attribute("value") in response["conditions"]):
                click(box)

    def _slide(self, slider: Any, value: str) -> None:
        slider.fill(value)

    def _slide_by_keys(self, slider: Any, value: str) -> None:
        self._tab_to(slider)
        self.page.keyboard.press("Home")
        while float(slider.input_value()) < float(value):
            self.page.keyboard.press("ArrowRight")

    def _space(self, box: Any) -> None:
        """Tick a box, or choose one of several, from the keyboard."""
        if box.get_attribute("type") == "radio":
            self._arrow_to(box)
        else:
            self._tab_to(box)
            self.page.keyboard.press("Space")

    def _arrow_to(self, wanted: Any) -> None:
        group = self.card.locator(f'input[type=radio][name="{wanted.get_attribute("name")}"]')
        for key in ["Tab"] * 60 + ["Shift+Tab"] * 120:
            if group.evaluate_all("all => all.includes(document.activeElement)"):
                break
            self.page.keyboard.press(key)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert wanted.is_checked()

    # -- keyboard ---------------------------------------------------------------------------------------------------

    def keyboard(self, response: Any) -> None:  # noqa: C901, PLR0912  one branch a kind
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
            case "grid":
                for cell, option in self._cells(response):
                    self._type(cell, option)
            case "lanes":
                self._lanes(response, self._press)
            case "concessions":
                self._offers(response["offers"], self._press, self._type)
            case "value_stack":
                self._stack(response, self._space, self._slide_by_keys)
            case "testimony":
                self._card(response, self._space, self._type)
            case "timetable":
                self._timetable(response, self._type)
            case "dates":
                self._dates(response, self._space, self._type)
            case "budget":
                self._budget(response, self._space, self._type)
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
