"""A tiny course for tests of grading: one module, two graded exercises, its source notebook and its translation.

It is written into a copy of the package, so that the kernels that nbgrader starts find it as they find the real one.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import course
from course.grading.translate import FRIENDLY, fingerprint
from course.record import Journal
from course.record import copy as answer_copy
from course.record.place import answers

NAME = "m9-trial"
START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)

MODULE = """
id: m9
assignment: m9-trial
title: {en: Trial stage, zh: 试用阶段}
purpose: {en: To be graded., zh: 用来评分。}
objectives: [{id: m9-o1, text: {en: Be graded., zh: 接受评分。}}]
steps: [{id: m9-s1, title: {en: Read, zh: 阅读}, minutes: 1}]
recap: [{en: a, zh: 甲}, {en: b, zh: 乙}, {en: c, zh: 丙}, {en: d, zh: 丁}, {en: e, zh: 戊}]
card: [{en: a, zh: 甲}, {en: b, zh: 乙}, {en: c, zh: 丙}]
"""

GRADED = """
- id: m9-x1
  title: {en: Pick the oil, zh: 选油}
  intro: {en: Look at the label., zh: 看标签。}
  objectives: [m9-o1]
  minutes: 3
  parts:
  - id: m9-x1.V1
    points: 1
    ask:
      kind: choice
      stem: {en: "Which oil <b>fits</b> the taxi?", zh: 出租车适合哪种油？}
      options: {spring: {en: Spring oil, zh: 春油}, summer: {en: Summer oil, zh: 夏油}}
  - id: m9-x1.V2
    points: 1
    ask:
      kind: multi
      stem: {en: Which two are diesel grades?, zh: 哪两个是柴油级别？}
      options: {sp: {en: SP, zh: SP 级}, ci: {en: CI-4, zh: CI-4 级}, ck: {en: CK-4, zh: CK-4 级}}
  - id: m9-x1.V3
    points: 2
    ask:
      kind: classify
      stem: {en: Sort the cards., zh: 把卡片分组。}
      cards: {van: {en: A van, zh: 面包车}, car: {en: A car, zh: 轿车}, bus: {en: A bus, zh: 公交车}}
      groups: {petrol: {en: Petrol, zh: 汽油}, diesel: {en: Diesel, zh: 柴油}}
- id: m9-x2
  title: {en: Your opening line, zh: 开场白}
  intro: {en: Write it., zh: 写下来。}
  objectives: [m9-o1]
  minutes: 3
  manual_points: 8
  parts:
  - id: m9-x2.T1
    points: 1
    ask: {kind: text, stem: {en: Your line, zh: 你的开场白}, limit: {words: 40, characters: 80}}
"""


def note(word: str) -> dict[str, str]:
    """Give a note that a test finds again, in each language."""
    return {"en": f"Note {word} (en).", "zh": f"解释 {word}。"}


KEYS: dict[str, Any] = {
    "m9-x1": {
        "m9-x1.V1": {"answer": "spring", "notes": {"spring": note("spring-is-right"), "summer": note("summer-tempts")}},
        "m9-x1.V2": {
            "answers": ["ci", "ck"],
            "notes": {name: note(f"grade-{name}") for name in ("sp", "ci", "ck", "ck:missed", "ci:missed")},
        },
        "m9-x1.V3": {
            "groups": {"van": ["diesel"], "car": ["petrol"], "bus": ["diesel"]},
            "notes": {
                f"{card}{how}": note(f"card-{card}{how}") for card in ("van", "car", "bus") for how in ("", ":wrong")
            },
        },
    },
    "m9-x2": {"m9-x2.T1": {"model": {"en": "MODEL-LINE", "zh": "范文"}, "notes": {"done": note("written")}}},
}
# Notes that must never be shown to somebody who gave no answer.
SECRETS = [each["en"] for part in KEYS["m9-x1"].values() for each in part["notes"].values()] + ["MODEL-LINE", "范文"]

RIGHT = {
    "m9-x1.V1": "spring",
    "m9-x1.V2": ["ck", "ci"],
    "m9-x1.V3": {"van": "diesel", "car": "petrol", "bus": "diesel"},
}
TEXT = {"m9-x2.T1": "Good morning! <script>alert(1)</script> 早上好"}


def nbgrader_cell(name: str, **more: Any) -> dict[str, Any]:
    """Give a locked cell's metadata."""
    metadata = {"schema_version": 3, "grade": False, "solution": False, "locked": True, "task": False, "grade_id": name}
    return {"nbgrader": metadata | more}


def graded_cell(exercise: str, points: float) -> Any:
    """Give a graded cell of the source notebook."""
    key = json.dumps(KEYS[exercise], ensure_ascii=False)
    source = (
        f'{FRIENDLY}\nfrom course import graded; graded("{exercise}", lang="en")\n### BEGIN HIDDEN TESTS\n'
        f"from course.grading import mark\nmark(\"{exercise}\", lang=\"en\", key=r'''{key}''')\n### END HIDDEN TESTS"
    )
    return new_code_cell(source, id=exercise, metadata=nbgrader_cell(exercise, grade=True, points=points))


READING = "# Trial\n\nRead this."
TASK = "### Your line\n\nA person reads it.\n\n=== BEGIN MARK SCHEME ===\nSECRET-RUBRIC\n=== END MARK SCHEME ==="


def source_notebook() -> Any:
    """Give the source notebook."""
    sheet = f'{FRIENDLY}\nfrom course import sheet; sheet("m9-s1-before", lang="en")'
    notebook = new_notebook(
        cells=[
            new_markdown_cell(READING, id="m9-s1", metadata=nbgrader_cell("m9-s1")),
            new_code_cell(sheet, id="m9-s1-before", metadata=nbgrader_cell("m9-s1-before")),
            graded_cell("m9-x1", 4.0),
            graded_cell("m9-x2", 1.0),
            new_markdown_cell(TASK, id="m9-x2-mark", metadata=nbgrader_cell("m9-x2-mark", task=True, points=8.0)),
        ],
        metadata={
            "forecourt": {"lang": "en", "assignment": NAME, "run_on_open": True},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        },
    )
    return nbformat.from_dict(notebook)


def write_content(folder: Path) -> None:
    """Write the module's YAML files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "module.yaml").write_text(MODULE, encoding="utf-8")
    (folder / "graded.yaml").write_text(GRADED, encoding="utf-8")


def write_package(folder: Path) -> None:
    """Copy the package into ``folder``, compiled as it is, with the trial module and its translation in it."""
    package = folder / "course"
    shutil.copytree(Path(course.__file__).parent, package, ignore=shutil.ignore_patterns("m9", "fonts"))
    write_content(package / "content" / "m9")
    chinese = package / "translations" / "zh-CN"
    chinese.mkdir(parents=True, exist_ok=True)
    cells = {
        "m9-s1": (READING, "# 试用\n\n请读。"),
        "m9-x2-mark": (TASK, "### 你的开场白\n\n由人来看。"),
    }
    text = "\n\n".join(f"<!-- cell: {name} sha: {fingerprint(en)} -->\n{zh}" for name, (en, zh) in cells.items())
    (chinese / f"{NAME}.md").write_text(text + "\n", encoding="utf-8")


def environment(package: Path) -> dict[str, str]:
    """Give the environment in which nbgrader finds the copied package."""
    return {
        **os.environ,
        "PYTHONPATH": str(package),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "JUPYTER_NO_CONFIG": "1",
    }


def write_root(root: Path) -> None:
    """Write an instructor's course root."""
    (root / "source" / NAME).mkdir(parents=True)
    nbformat.write(source_notebook(), root / "source" / NAME / f"{NAME}.ipynb")
    (root / "source" / NAME / "key.yaml").write_text("m9-x1.V1: {answer: spring}\n", encoding="utf-8")
    (root / "nbgrader_config.py").write_text(
        "from course.grading import configure\n\nc = get_config()\nconfigure(c)\n", encoding="utf-8"
    )


def answer(folder: Path, responses: dict[str, Any], *, lang: str = "en", at: datetime = START) -> None:
    """Answer graded items as a widget does: into the journal, and a copy into the notebook's outputs."""
    ticks = iter(range(10_000))
    book = Journal(answers(folder), session=f"kernel {at:%M}", now=lambda: at + timedelta(seconds=next(ticks)))
    for item, response in responses.items():
        book.append(item=item, form="graded", event="answer", response=response, lang=lang)
    file = folder / f"{NAME}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    for cell in notebook.cells:
        if cell.id in KEYS:
            data = answer_copy.make(NAME, book.entries(), list(KEYS[cell.id]))
            cell.outputs = [new_output("display_data", {answer_copy.MIME: data, "text/plain": "form"})]
    nbformat.write(notebook, file)
