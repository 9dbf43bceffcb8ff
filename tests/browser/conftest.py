"""One JupyterLab and one Chromium for all browser tests.

Fixtures: ``lab`` (a ``RunningLab``), ``chromium`` (a Playwright browser), ``page`` (in a window of its own), ``axe``
(the source of axe-core, or None).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from form_page import window
from running_lab import CHROMIUM_ARGS, RunningLab, find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
from importlib.resources import files

NEEDED = "FORECOURT_NEED_BROWSER"  # set to 1 where a skipped browser test is a failure
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def missing(what: str) -> None:
    """Skip in one line, or fail where a browser is needed."""
    if os.environ.get(NEEDED) == "1":
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    path = find_chromium()
    if path is None:
        missing("browser tests: no Chromium on this machine (install the distribution's chromium to run them)")
    api = pytest.importorskip("playwright.sync_api", reason="browser tests: Playwright is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningLab]:  # noqa: ARG001  no Lab without a browser
    running = RunningLab(tmp_path_factory.mktemp("lab"), content=HERE.parent / "content")
    yield running
    running.stop()


@pytest.fixture
def page(lab: RunningLab, chromium: object) -> Iterator[object]:
    """Give a page in a window of its own."""
    with window(lab, chromium) as page:
        yield page


@pytest.fixture(scope="session")
def axe() -> str:
    """Give the source of axe-core, which axe-playwright-python carries; the test is skipped in one line without it."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-core: axe-playwright-python is not installed")
    return (files(package) / "axe.min.js").read_text(encoding="utf-8")
