"""Reading YAML strictly: duplicate keys are errors, and every error knows its file and line."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

M = TypeVar("M", bound=BaseModel)

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Base):  # type: ignore[misc]  # the base is chosen at import
    """A safe loader that refuses a key that stands twice in one mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002  PyYAML's own signature
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                continue
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice in one mapping", key_node.start_mark
                )
            seen.add(key)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def read_yaml(file: Traversable | Path) -> Any:
    """Read a YAML file into plain data.

    Raises:
        CourseError: The file cannot be read as YAML, or a key stands twice; with file and line.

    """
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506  a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{file.name}, line {mark.line + 1}" if mark else file.name
        raise CourseError(
            f"This is not the YAML that the course reads: {error.problem}.",
            where=place,
            then="Mend the line; a colon or a # inside a text needs quotes around the text.",
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(
            f"The file cannot be read: {error}.", where=file.name, then="Save it as UTF-8 text."
        ) from error


def line_of(file: Traversable | Path, path: Sequence[str | int]) -> int:
    """Give the line (from 1) at which the value at ``path`` starts in ``file``, or the nearest one above it."""
    node = _composed(file.read_text(encoding="utf-8"))
    line = 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        # a step that is in neither (the name of a kind in a union) leaves the place as it is
    return line


@lru_cache(maxsize=4)
def _composed(text: str) -> Any:
    """Compose a file's text once for all findings in it: composing takes a second for a long file."""
    return yaml.compose(text, Loader=_Base)


def read_entry(model: type[M], data: Any, file: Traversable | Path, path: Sequence[str | int] = ()) -> M:
    """Read ``data``, which stands at ``path`` in ``file``, as ``model``.

    Raises:
        CourseError: A field is missing, unknown or of the wrong form; with file, line, field and what to do.

    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(step) for step in first["loc"])
        line = line_of(file, [*path, *first["loc"]])
        more = f" ({error.error_count() - 1} more in this entry.)" if error.error_count() > 1 else ""
        name = data.get("id", "") if isinstance(data, dict) else ""
        act = {
            "extra_forbidden": "Remove the field, or correct its spelling.",
            "missing": "Add the field.",
        }.get(first["type"], "Correct the value.")
        raise CourseError(
            f"{name}: field '{field}': {first['msg']}.{more}", where=f"{file.name}, line {line}", then=act
        ) from error
