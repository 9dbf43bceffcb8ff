"""The crosswalk, the two sides, the self-rating and the tools about the need: by keyboard, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from form_page import barriers, notebook, small_targets
from tool_page import Tools, tool_calls

from course.content import LANGUAGES, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator

    from running_lab import RunningLab

NAMES = ("crosswalk", "gap", "abilities", "present-ideal", "need-wheel", "why-ladder", "need-profile")
WIDE = "[...document.querySelectorAll('.fc-tool')].filter(one => one.scrollWidth > one.clientWidth + 1).length"
CUT = """() => [...document.querySelectorAll(".fc-tool svg text")].filter(text => {
    const [inner, outer] = [text.getBoundingClientRect(), text.ownerSVGElement.getBoundingClientRect()];
    return inner.left < outer.left - 1 || inner.right > outer.right + 1;
}).map(text => text.textContent)"""


@pytest.fixture(scope="module", params=LANGUAGES)
def opened(request: pytest.FixtureRequest, lab: RunningLab, chromium: Any) -> Iterator[Tools]:
    lang: Lang = request.param
    path = f"{lang}-texts/m9-tools/m9-tools.ipynb"
    with notebook(lab, chromium, path, tool_calls(NAMES, lang), lang, forms=len(NAMES)) as page:
        yield Tools(lab, page, lang, path)


def test_s08_switching_a_layer_never_hides_the_five_stage_column(opened: Tools) -> None:
    tool, data = opened.tool("crosswalk"), opened.data("crosswalk")
    stages = [stage["name"] for stage in data["stages"]]
    for place, layer in enumerate(data["layers"]):
        for _ in range(2):
            opened.press(tool.locator("input").nth(place), "Space")
            heads = tool.locator("tbody th").all_inner_texts()
            assert [head.removesuffix(" *") for head in heads] == stages
            shown = tool.locator("thead th").all_inner_texts()
            on = tool.locator("input").nth(place).is_checked()
            assert any(layer["name"] in head and layer["source"] in head for head in shown) is on
    opened.saved("crosswalk")


def test_s07_the_sub_activities_of_an_audi_step_appear_on_click(opened: Tools) -> None:
    tool, data = opened.tool("crosswalk"), opened.data("crosswalk")
    audi = next(place for place, layer in enumerate(data["layers"]) if layer["slug"] == "audi")
    if not tool.locator("input").nth(audi).is_checked():
        opened.press(tool.locator("input").nth(audi), "Space")
    step = data["layers"][audi]["cells"]["deal"][0]
    details = tool.locator("details", has_text=step["name"])
    assert not details.locator("li").first.is_visible()
    opened.press(details.locator("summary"))
    assert details.locator("li").all_inner_texts() == step["parts"]
    opened.saved("crosswalk")


def test_s04_either_side_shows_all_three_dimensions(opened: Tools) -> None:
    tool, data = opened.tool("gap"), opened.data("gap")
    tool.locator("input").first.focus()
    for place, side in enumerate(("seller", "customer", "both")):
        if place:
            opened.page.keyboard.press("ArrowRight")
        shown = tool.locator(".fc-gap-cards").inner_text()
        for dimension in data["dimensions"]:
            for from_where in ("seller", "customer"):
                assert (dimension[from_where][0] in shown) is (side in {from_where, "both"})
    opened.saved("gap")
    assert opened.kept("gap") == {"side": "both"}


def test_s05_the_net_is_drawn_anew_with_each_rating_and_said_in_words(opened: Tools) -> None:
    tool, data = opened.tool("abilities"), opened.data("abilities")
    areas = set()
    for place, ability in enumerate(data["abilities"]):
        tool.locator(f'[data-ability="{ability["slug"]}"] input').first.focus()
        opened.page.keyboard.press("Space")
        for _ in range(place % 5):
            opened.page.keyboard.press("ArrowRight")
        areas.add(tool.locator(".fc-net-area").get_attribute("points"))
    assert len(areas) >= 7  # the first rating of 1 may leave the net as it was
    opened.saved("abilities")
    marks = {ability["slug"]: place % 5 + 1 for place, ability in enumerate(data["abilities"])}
    assert opened.kept("abilities") == marks
    told = tool.locator("svg").get_attribute("aria-label")
    for ability in data["abilities"]:
        said = data["mark"].replace("{name}", ability["short"]).replace("{mark}", str(marks[ability["slug"]]))
        assert said in told
    assert data["abilities"][4]["short"] in tool.locator(".fc-net-told").inner_text()


def test_s10_the_solution_box_opens_when_present_and_ideal_are_written(opened: Tools) -> None:
    tool, data = opened.tool("present-ideal"), opened.data("present-ideal")
    present, ideal, solution = (tool.locator("textarea").nth(place) for place in range(3))
    assert solution.is_disabled()
    present.focus()
    opened.page.keyboard.type("smears")
    opened.press(tool.locator(".fc-primary"))
    opened.told("present-ideal", data["blocked"])
    assert ideal.evaluate("one => one === document.activeElement")
    assert opened.kept("present-ideal") is None
    opened.page.keyboard.type("a clear view")
    solution.focus()
    opened.page.keyboard.type("wash a b dd")  # T23
    opened.press(tool.locator(".fc-primary"))
    opened.saved("present-ideal")
    assert opened.kept("present-ideal") == {"present": "smears", "ideal": "a clear view", "solution": "wash a b dd"}
    ideal.fill(" ")
    assert solution.is_disabled()
    ideal.fill("a clear view")


def test_a_full_field_says_so_before_anything_is_cut_in_silence(opened: Tools) -> None:
    tool = opened.tool("present-ideal")
    ideal, full = tool.locator("textarea").nth(1), opened.data("present-ideal")["longest"]
    said = opened.said["full"].replace("{longest}", str(full))
    ideal.fill("x" * (full - 1))
    assert said not in tool.inner_text()
    ideal.focus()
    opened.page.keyboard.insert_text("and more")
    assert said in tool.inner_text()
    ideal.fill("a clear view")
    assert said not in tool.inner_text()


def test_s38_presenting_before_verifying_is_refused_with_the_reason(opened: Tools) -> None:
    tool = opened.tool("need-wheel")
    steps = {step["slug"]: step for step in opened.data("need-wheel")["steps"]}
    for slug in ("observe", "ask", "listen", "sum-up"):
        opened.press(tool.locator(f'[data-step="{slug}"]'))
    opened.press(tool.locator('[data-step="present"]'))
    refused = tool.locator(".fc-wheel-refused")
    assert steps["present"]["early"] in refused.inner_text()
    assert steps["verify"]["name"] in refused.inner_text()
    for slug in ("verify", "present"):
        opened.press(tool.locator(f'[data-step="{slug}"]'))
    opened.saved("need-wheel")
    assert refused.inner_text() == ""
    assert opened.kept("need-wheel")["done"][-1] == "present"
    assert tool.locator(".fc-wheel-log li").count() == 7


def test_c27_the_last_two_steps_may_change_places(opened: Tools) -> None:
    tool = opened.tool("need-wheel")
    opened.press(tool.locator(".fc-quiet"))
    order = ["observe", "ask", "listen", "verify", "sum-up", "present"]
    for slug in order:
        opened.press(tool.locator(f'[data-step="{slug}"]'))
    opened.saved("need-wheel")
    assert opened.kept("need-wheel") == {"done": order}


def test_s41_a_need_is_deepened_at_most_twice_and_only_with_a_sentence_of_its_own(opened: Tools) -> None:
    tool, data = opened.tool("why-ladder"), opened.data("why-ladder")
    deeper = tool.locator(".fc-buttons .fc-button").first
    opened.press(deeper)
    opened.told("why-ladder", data["write_first"])
    opened.page.keyboard.type("ten cans")
    opened.press(deeper)
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.type("no standing still")
    opened.press(deeper)
    opened.told("why-ladder", data["needs_evidence"])
    opened.page.keyboard.press("ArrowDown")
    opened.press(deeper)
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.type("keep the round")
    opened.press(tool.locator(".fc-primary"))
    opened.told("why-ladder", data["used"])
    opened.page.keyboard.press("ArrowDown")
    opened.press(tool.locator(".fc-primary"))
    opened.saved("why-ladder")
    assert deeper.is_hidden()
    assert data["no_further"] in tool.inner_text()
    lines = [line["slug"] for line in data["lines"]]
    assert [level["evidence"] for level in opened.kept("why-ladder")["levels"]] == [None, lines[0], lines[1]]


def test_s42_each_slider_needs_a_sentence(opened: Tools) -> None:
    tool, data = opened.tool("need-profile"), opened.data("need-profile")
    opened.press(tool.locator("input[type=range]").first, "ArrowRight")
    opened.press(tool.locator(".fc-primary"))
    opened.told("need-profile", data["dimensions"][0]["name"])
    for place in range(3):
        tool.locator("select").nth(place).focus()
        for _ in range(place + 1):
            opened.page.keyboard.press("ArrowDown")
    opened.press(tool.locator(".fc-primary"))
    opened.saved("need-profile")
    lines = [line["slug"] for line in data["lines"]]
    assert opened.kept("need-profile") == {
        dimension["slug"]: {"strength": int(not place), "quote": lines[place]}
        for place, dimension in enumerate(data["dimensions"])
    }


def test_every_target_is_at_least_44_pixels(opened: Tools) -> None:
    assert small_targets(opened.page, ".fc-tool") == []


def test_axe_finds_nothing_in_the_output(opened: Tools, axe: str) -> None:
    assert barriers(opened.page, axe) == []


def test_at_200_per_cent_zoom_the_crosswalk_is_cards_and_nothing_is_cut(opened: Tools, axe: str) -> None:
    opened.page.set_viewport_size({"width": 683, "height": 384})
    assert opened.page.evaluate(WIDE) == 0
    assert opened.page.evaluate(CUT) == []
    assert opened.tool("crosswalk").locator(".fc-cross-label").first.is_visible()
    opened.page.evaluate(axe)
    found = opened.page.evaluate("axe.run({include: [['.fc-tool-crosswalk']]})")
    assert [each["id"] for each in found["violations"]] == []
    opened.page.set_viewport_size({"width": 1366, "height": 768})
    assert opened.page.evaluate(CUT) == []


def test_what_was_kept_is_there_again_after_a_reload(opened: Tools) -> None:
    opened.lab.stop_kernels()
    opened.lab.open(opened.page, opened.path, forms=len(NAMES))
    assert opened.tool("abilities").locator("input:checked").count() == 8
    assert opened.tool("present-ideal").locator("textarea").nth(2).input_value() == "wash a b dd"
    assert opened.tool("need-wheel").locator(".fc-wheel-log li").count() == 7
    assert opened.tool("why-ladder").locator(".fc-why-level").count() == 3
    assert opened.tool("need-profile").locator("select").nth(2).input_value() != ""
    assert opened.tool("gap").locator("input").nth(2).is_checked()
