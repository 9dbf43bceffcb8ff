"""``course open`` in a real browser: into a stage and back, through restarts, renaming and another language."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from small_release import short_notebook

from course.record import Journal
from course.workspace import server
from course.workspace.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

M1 = "m1-preparation"
PAGE = f"{M1}/{M1}.ipynb"
FRONT = ".jp-NotebookPanel:not(.lm-mod-hidden)"
PATIENCE = 60_000  # ms
FIRST_QUESTION = '[data-item="m1-p01"]'


def course(folder: Folder, *arguments: str) -> str:
    command = [
        sys.executable,
        "-m",
        "course.cli",
        *arguments,
        "--learner",
        folder.learner,
        "--workspace",
        str(folder.root.parent),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:  # noqa: ARG001  it is there for what it sets up
    place = tmp_path_factory.mktemp("open")
    release = place / "release" / M1 / f"{M1}.ipynb"
    release.parent.mkdir(parents=True)
    nbformat.write(short_notebook("m1", M1), release)
    own = {f"JUPYTER_{name}_DIR": str(place / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"IPYTHONDIR": str(place / "ipython"), "FORECOURT_RELEASE": str(place / "release")}
    before = {name: os.environ.get(name) for name in own}
    os.environ |= own
    made = Folder(place / "forecourt" / "王芳", "王芳")
    printed = course(made, "open", "--no-browser", "--lang", "en", "--port", "9600")
    assert "http://127.0.0.1:" in printed
    yield made
    running = server.running(made.root)
    if running:
        server.stop(running)
    for name, value in before.items():
        if value is None:
            os.environ.pop(name)
        else:
            os.environ[name] = value


@pytest.fixture
def lab(folder: Folder) -> server.Server:
    running = server.running(folder.root)
    assert running
    return running


@pytest.fixture
def visit(chromium: Any, lab: server.Server) -> Iterator[Callable[[str], Any]]:
    """Open a page in a window of its own, with the layout of the last one forgotten."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()

    def go(path: str) -> Any:
        page.goto(lab.page(path) + "&reset")
        return page

    yield go
    context.close()


def ready(page: Any) -> None:
    page.wait_for_selector(f"{FRONT}[data-forecourt-run=done]", timeout=PATIENCE)


def kill_kernel(lab: server.Server) -> None:
    import psutil

    [kernel] = [each["kernel"]["id"] for each in sessions(lab) if each["path"] == PAGE]
    [process] = [each for each in psutil.Process(lab.pid).children() if any(kernel in word for word in each.cmdline())]
    process.kill()


def asked(lab: server.Server, what: str) -> Any:
    headers = {"Authorization": f"token {lab.token}"}
    with urllib.request.urlopen(urllib.request.Request(f"{lab.url}api/{what}", headers=headers)) as answer:  # noqa: S310  a server of this machine
        return json.load(answer)


def sessions(lab: server.Server) -> Any:
    return asked(lab, "sessions")


def kernels(lab: server.Server) -> Any:
    return asked(lab, "kernels")


def append_own_cell(folder: Folder) -> None:
    notebook = nbformat.read(folder.notebook(M1), as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("1 + 1", id="own-cell"))
    nbformat.write(notebook, folder.notebook(M1))
    from course.workspace.trust import trust

    with trust() as signed:
        signed.sign(nbformat.read(folder.notebook(M1), as_version=4))


def answer_first_question(page: Any) -> None:
    card = page.locator(f"{FRONT} {FIRST_QUESTION}")
    card.locator("input").nth(1).check()
    card.locator("[data-state=saved]").wait_for(timeout=PATIENCE)


def test_the_start_page_shows_the_map_and_leads_into_the_first_stage_without_loading_anew(visit: Any) -> None:
    page = visit("start.ipynb")
    ready(page)
    assert page.locator(".fc-start h1").inner_text() == "Hello, 王芳"
    assert page.locator(".fcs-strip li").count() == 6  # the way in, and five stages
    page.evaluate("window.stillHere = true")
    page.locator(".fcs-go").click()
    page.locator(f"{FRONT} {FIRST_QUESTION} input").first.wait_for(timeout=PATIENCE)
    ready(page)
    assert page.evaluate("window.stillHere")


def test_a_course_page_shows_no_code_no_prompt_and_no_kernel(visit: Any) -> None:
    page = visit(PAGE)
    ready(page)
    for hidden in (
        ".jp-CodeMirrorEditor",
        ".jp-InputPrompt",
        ".jp-OutputPrompt",
        ".jp-cell-toolbar",
        ".jp-Toolbar-kernelName",
        ".jp-SideBar",
    ):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    assert page.get_by_text("from course import").locator("visible=true").count() == 0


def test_an_editor_is_made_only_for_a_cell_that_somebody_sees_or_edits(visit: Any, folder: Folder) -> None:
    append_own_cell(folder)
    page = visit(PAGE)
    ready(page)
    assert page.locator(f"{FRONT} .jp-Cell.fc-course .cm-editor").count() == 0
    own = page.locator(f"{FRONT} .jp-CodeCell:not(.fc-course) .cm-content")
    own.click()
    page.keyboard.press("End")
    page.keyboard.type("  # mine")
    assert own.inner_text() == "1 + 1  # mine"
    # As it is where the extension's styles do not reach: the code is unfolded, and there it is.
    page.evaluate("document.querySelector('.fc-learner').classList.remove('fc-learner')")
    cell = page.locator(f"{FRONT} .jp-CodeCell.fc-course").first
    cell.locator(".jp-InputPlaceholder").click()
    cell.locator(".cm-content").get_by_text("from course import header").wait_for(timeout=PATIENCE)
    assert page.locator(f"{FRONT} .jp-Cell.fc-course .cm-editor").count() <= 2  # this one, and the active cell's


def test_each_page_has_one_kernel_however_it_was_opened(visit: Any, lab: server.Server) -> None:
    page = visit("start.ipynb")
    ready(page)
    page.locator(".fcs-go").click()
    page.locator(f"{FRONT} {FIRST_QUESTION} input").first.wait_for(timeout=PATIENCE)
    ready(page)
    page.reload()
    ready(page)
    paths = [each["path"] for each in sessions(lab)]
    assert sorted(paths).count(PAGE) == 1
    assert sorted(paths).count("start.ipynb") == 1
    assert len(kernels(lab)) == len(paths)


def test_t28_a_form_is_alive_after_the_page_was_scrolled_from_end_to_end(visit: Any) -> None:
    page = visit(PAGE)
    ready(page)
    card = page.locator(f"{FRONT} {FIRST_QUESTION}")
    card.evaluate("card => { card.stillHere = true }")
    place = page.locator(f"{FRONT} .jp-WindowedPanel-outer")
    for _ in range(3):
        place.evaluate("it => it.scrollTo(0, it.scrollHeight)")
        page.wait_for_timeout(300)
        place.evaluate("it => it.scrollTo(0, 0)")
        page.wait_for_timeout(300)
    assert card.evaluate("card => card.stillHere")
    answer_first_question(page)


def test_an_answer_outlives_a_reload_and_a_killed_kernel(visit: Any, lab: server.Server) -> None:
    page = visit(PAGE)
    ready(page)
    answer_first_question(page)
    page.reload()
    ready(page)
    assert page.locator(f"{FIRST_QUESTION} input:checked").count() == 1
    page.evaluate("document.querySelector('.jp-NotebookPanel').dataset.forecourtRun = 'before'")
    kill_kernel(lab)
    ready(page)  # runs again by itself (T20)
    assert page.locator(f"{FIRST_QUESTION} input:checked").count() == 1
    card = page.locator(FIRST_QUESTION)
    card.locator("input").nth(2).check()
    card.locator("[data-state=saved]").wait_for(timeout=PATIENCE)


def test_the_button_leads_back_and_the_start_page_shows_what_was_done_meanwhile(visit: Any) -> None:
    page = visit("start.ipynb")
    ready(page)
    page.locator(".fcs-go").click()
    ready(page)
    page.locator(FIRST_QUESTION).wait_for(timeout=PATIENCE)
    answer_first_question(page)
    page.locator(f"{FRONT} {FIRST_QUESTION} .fc-primary").click()
    page.locator(f"{FRONT} {FIRST_QUESTION} [data-outcome]").first.wait_for(timeout=PATIENCE)
    page.locator(f"{FRONT} .fc-home button").click()
    page.locator(f"{FRONT} .fc-start").wait_for(timeout=PATIENCE)
    page.locator(".fcs-is-going").first.wait_for(timeout=PATIENCE)
    assert "1 of 2 checked" in page.locator(".fcs-stops").first.inner_text()


def test_t27_a_renamed_page_is_told_and_gets_its_name_back(visit: Any, folder: Folder) -> None:
    page = visit(PAGE)
    ready(page)
    page.locator(".lm-TabBar-tab.jp-mod-current .lm-TabBar-tabLabel").first.click(button="right")
    page.get_by_text("Rename Notebook…").click()
    page.locator(".jp-Dialog input").fill("mine.ipynb")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    line = page.locator('.fc-notice-line[data-kind="renamed"]')
    line.wait_for(timeout=PATIENCE)
    assert not folder.notebook(M1).exists()
    line.locator("button").click()
    line.wait_for(state="detached", timeout=PATIENCE)
    assert folder.notebook(M1).exists()
    assert not (folder.root / M1 / "mine.ipynb").exists()


def test_t26_a_notebook_that_is_not_trusted_waits_for_its_reader(visit: Any, folder: Folder) -> None:
    foreign = folder.root / "by-mail" / f"{M1}.ipynb"
    foreign.parent.mkdir(exist_ok=True)
    notebook = nbformat.read(folder.notebook(M1), as_version=4)
    notebook.cells[1].source = "from somebody else"
    notebook.cells[2].outputs = [nbformat.v4.new_output("display_data", data={"text/html": "<b>old</b>"})]
    nbformat.write(notebook, foreign)
    page = visit(f"by-mail/{M1}.ipynb")
    line = page.locator('.fc-notice-line[data-kind="untrusted"]')
    line.wait_for(timeout=PATIENCE)
    assert "▶▶" in line.inner_text()
    assert page.locator(f"{FRONT}[data-forecourt-run]").count() == 0
    line.locator("button").click()
    ready(page)
    page.locator(FIRST_QUESTION).wait_for(timeout=PATIENCE)
    shutil.rmtree(foreign.parent, ignore_errors=True)  # JupyterLab may be saving there


def test_a_learners_own_cell_is_shown_as_it_is_and_not_run_on_opening(visit: Any, folder: Folder) -> None:
    notebook = nbformat.read(folder.notebook(M1), as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("open('ran', 'w')", id="my-own"))
    nbformat.write(notebook, folder.notebook(M1))
    from course.workspace.trust import trust

    with trust() as signed:
        signed.sign(nbformat.read(folder.notebook(M1), as_version=4))
    page = visit(PAGE)
    ready(page)
    assert page.get_by_text("open('ran', 'w')").locator("visible=true").count() == 1
    assert not (folder.root / M1 / "ran").exists()


def test_where_there_is_no_start_page_nothing_leads_to_one(visit: Any, folder: Folder) -> None:
    alone = folder.root / "unpacked" / M1 / f"{M1}.ipynb"
    alone.parent.mkdir(parents=True)
    shutil.copy(folder.notebook(M1), alone)
    page = visit(f"unpacked/{M1}/{M1}.ipynb")
    page.locator(f"{FRONT}.fc-no-home").wait_for(timeout=PATIENCE)
    assert page.locator(f"{FRONT} .fc-home").count() == 0
    assert page.locator(f"{FRONT} .fc-back:visible").count() == 0


def test_handing_in_from_the_start_page_asks_once_when_blank_leaves_a_zip_and_says_where(
    visit: Any, folder: Folder
) -> None:
    page = visit("start.ipynb")
    ready(page)
    button = page.locator(".fcs-hand-in button").first
    button.click()
    assert "Nothing is answered yet." in page.locator(".fcs-partial").inner_text(timeout=PATIENCE)
    assert not list((folder.root / "handed-in").glob("*.zip"))
    assert button.inner_text() == "Hand in all the same"
    button.click()
    told = page.locator(".fcs-correct")
    told.wait_for(timeout=PATIENCE)
    assert "Handing in as: 王芳" in page.locator(".fcs-hand-in").inner_text()
    [packed] = (folder.root / "handed-in").glob("*.zip")
    assert packed.name in told.inner_text()


def test_returned_feedback_is_found_and_opens_in_the_same_window(visit: Any, folder: Folder) -> None:
    back = folder.root / M1 / "feedback" / "2026-11-22 09:00:00.000000 UTC" / f"{M1}.html"
    back.parent.mkdir(parents=True)
    back.write_text("<!doctype html><h1>Well done</h1>", encoding="utf-8")
    page = visit("start.ipynb")
    ready(page)
    page.locator(".fcs-back a").first.click()
    page.frame_locator(".jp-HTMLViewer iframe, .jp-HtmlViewer iframe, iframe").get_by_text("Well done").wait_for(
        timeout=PATIENCE
    )


def test_a_page_put_into_the_feedback_folder_is_found_and_opens(visit: Any, folder: Folder) -> None:
    back = folder.root / "feedback" / M1 / f"{M1}.html"
    back.parent.mkdir(parents=True)
    back.write_text("<!doctype html><h1>By mail</h1>", encoding="utf-8")
    page = visit("start.ipynb")
    ready(page)
    page.locator(f'.fcs-back a[data-forecourt-open="feedback/{M1}/{M1}.html"]').click()
    page.frame_locator("iframe").get_by_text("By mail").wait_for(timeout=PATIENCE)


def test_no_request_leaves_the_machine(chromium: Any, lab: server.Server) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(lab.page("start.ipynb") + "&reset")
    ready(page)
    page.wait_for_timeout(1500)
    own = (lab.url, "data:", "blob:", "about:")
    assert [url for url in asked if not url.startswith(own)] == []
    context.close()


def test_the_start_page_has_no_accessibility_violation(visit: Any, axe: str) -> None:
    page = visit("start.ipynb")
    ready(page)
    page.evaluate(axe)
    found = page.evaluate(
        "async () => (await axe.run('.jp-OutputArea-output')).violations.map(v => [v.id, v.nodes.map(n => n.html)])"
    )
    assert found == []


def test_the_start_page_is_usable_at_200_percent_without_scrolling_sideways(chromium: Any, lab: server.Server) -> None:
    context = chromium.new_context(viewport={"width": 683, "height": 384}, device_scale_factor=2)
    page = context.new_page()
    page.goto(lab.page("start.ipynb") + "&reset")
    ready(page)
    assert page.locator(".fcs-go").evaluate(
        "e => { const b = e.getBoundingClientRect(); return b.bottom <= innerHeight && b.height >= 44 }"
    )
    assert page.evaluate(
        "document.querySelector('.fc-start').scrollWidth <= document.querySelector('.fc-start').clientWidth + 1"
    )
    context.close()


def test_another_language_keeps_every_answer_and_the_page_comes_back_in_it(visit: Any, folder: Folder) -> None:
    journal = Journal(folder.root / M1 / "answers.jsonl", session="test")
    journal.append(item="m1-p01", form="practice", event="answer", response=["breathe"])
    before = journal.path.read_bytes()
    page = visit("start.ipynb")
    ready(page)
    page.locator('.fcs-lang[lang="zh-CN"]').click()
    page.locator('.fc-start[lang="zh-CN"]').wait_for(timeout=PATIENCE)
    ready(page)
    assert "销售准备" in page.locator(".fcs-stage-box").nth(1).inner_text()
    assert (folder.root / M1 / "answers.jsonl").read_bytes() == before
    assert nbformat.read(folder.notebook(M1), as_version=4).metadata["forecourt"]["lang"] == "zh-CN"
    course(folder, "language", "en")


def test_opening_again_finds_the_server_that_runs(folder: Folder, lab: server.Server) -> None:
    assert lab.url in course(folder, "open", "--no-browser")
    assert server.running(folder.root) == lab


def test_a_stopped_course_is_told_in_words_and_the_notice_goes_when_it_is_opened_again(
    visit: Any, folder: Folder
) -> None:
    page = visit(PAGE)
    ready(page)
    course(folder, "stop")
    notice = page.locator('.fc-notice-line[data-kind="stopped"]')
    notice.wait_for(timeout=PATIENCE)
    assert "is safe" in notice.inner_text()
    page.wait_for_timeout(2500)
    assert page.locator(".jp-Dialog").count() == 0  # nothing of "Failed to fetch"
    course(folder, "open", "--no-browser", "--lang", "en", "--port", "9600")
    notice.wait_for(state="detached", timeout=PATIENCE)


def test_a_term_of_the_glossary_leads_to_the_cell_that_teaches_it_without_loading_anew(visit: Any) -> None:
    page = visit("start.ipynb")
    ready(page)
    page.locator(".fcs-glossary button").click()
    page.locator(".fcs-search").fill("peak state")
    page.evaluate("window.stillHere = true")
    page.locator('[data-term="peak-state"] a').click()
    page.locator(f"{FRONT} h2", has_text="First section").wait_for(timeout=PATIENCE)
    assert page.evaluate("window.stillHere")
