"""Tools whose texts are content: one YAML file each in ``course/content/tools``, in both languages."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from course.content import localise
from course.content.reader import read_entry, read_yaml
from course.content.text import Model, Slug, Text
from course.locale import say
from course.widgets.refused import not_taken
from course.widgets.tools.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from course.content import Lang

LONGEST = 400  # characters of a field in which the learner writes


class Texts(Model):
    """What every such file holds; each tool adds its own."""

    title: Text
    intro: Text


class Named(Model):
    """Something with a slug and a name."""

    slug: Slug
    name: Text


T = TypeVar("T", bound=Texts)


@cache
def read_texts(name: str, model: type[T]) -> T:
    """Read the texts of the tool called ``name`` ("crosswalk"), once.

    Raises:
        CourseError: The file breaks the form; with file, line, field and what to do.

    """
    file = files("course.content") / "tools" / f"{name}.yaml"
    return read_entry(model, read_yaml(file), file)


def written_tool(
    name: str,
    model: type[T],
    refuse: Callable[[Any, T, Lang], str | None],
    *,
    shown: Callable[[dict[str, Any], Lang], dict[str, Any]] | None = None,
    answer: Callable[[Any, Lang], dict[str, Any]] | None = None,
) -> Tool:
    """Give the tool called ``name``.

    Args:
        name: Its name, and that of its file and of its browser half.
        model: The form of its file.
        refuse: Gives the sentence why a value is not kept, or None when it is.
        shown: Gives what the browser half shows, from the file's texts in a language; the file's texts themselves where
            it is left out.
        answer: Answers a question of the browser half, if it asks one.

    """

    def title(lang: Lang) -> str:
        return str(read_texts(name, model).title.of(lang))

    def intro(lang: Lang) -> str:
        return str(read_texts(name, model).intro.of(lang))

    def data(lang: Lang) -> dict[str, Any]:
        said: dict[str, Any] = localise(read_texts(name, model), lang)
        return {"longest": LONGEST, **(said if shown is None else shown(said, lang))}

    return Tool(
        name=name,
        title=title,
        intro=intro,
        data=data,
        refuse=lambda value, lang: refuse(value, read_texts(name, model), lang),
        answer=answer,
    )


def cannot(lang: Lang) -> str:
    """Say that something of another form than the tool's cannot be kept."""
    return not_taken(lang)


def slugs(named: Iterable[Named]) -> list[str]:
    """Give the slugs of a list, in its order."""
    return [each.slug for each in named]


def text_problem(value: Any, lang: Lang) -> str | None:
    """Say what is wrong with a text that the learner wrote; None when it can be kept, empty or not."""
    if not isinstance(value, str):
        return cannot(lang)
    if len(value) > LONGEST:
        return say("At most {longest} characters in each field.", lang, longest=LONGEST)
    return None
