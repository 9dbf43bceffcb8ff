"""A copy of stage m1 as authors have it, into which tests plant one fault each."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import yaml

from course.check import Finding, check
from course.content.library import library_in

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
M1 = "m1-preparation"
# libyaml's own, ten times as fast, where PyYAML was built with it.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@dataclass(frozen=True, slots=True)
class Authors:
    """The folder of the authors' files, and the folder of the content that is checked."""

    root: Path
    content: Path

    @property
    def source(self) -> Path:
        """The instructor's notebook."""
        return self.root / "source" / M1 / f"{M1}.ipynb"

    @property
    def keys(self) -> Path:
        """The graded keys."""
        return self.root / "source" / M1 / "key.yaml"

    def replace(self, file: Path, old: str, new: str) -> int:
        """Replace the first ``old`` in a file, and give the line on which it stood."""
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{file.name} has no {old!r}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def change(self, file: Path, how: Callable[[Any], None]) -> Any:
        """Change the data of a YAML file."""
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506  a safe loader
        how(data)
        text = yaml.dump(data, Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=1000)
        file.write_text(text, encoding="utf-8")
        return data

    def change_notebook(self, how: Callable[[dict[str, Any]], None]) -> None:
        """Change the source notebook: ``how`` gets its cells by id."""
        notebook = nbformat.read(self.source, as_version=4)
        how({cell.id: cell for cell in notebook.cells})
        nbformat.write(notebook, self.source)

    def findings(self) -> list[Finding]:
        """Check everything, and give what was found."""
        library_in.cache_clear()
        return check(self.root)


def authors(folder: Path) -> Authors:
    """Copy stage m1 into ``folder``."""
    root, content = folder / "authors", folder / "content"
    shutil.copytree(ROOT / "course" / "content" / "m1", content / "m1")
    shutil.copytree(ROOT / "source" / M1, root / "source" / M1)
    (root / "translations" / "zh-CN").mkdir(parents=True)
    shutil.copy(ROOT / "translations" / "zh-CN" / f"{M1}.md", root / "translations" / "zh-CN")
    return Authors(root, content)


def item(data: Any, kind: str) -> Any:
    """Give the first entry of a kind."""
    return next(entry for entry in data if entry["ask"]["kind"] == kind)
