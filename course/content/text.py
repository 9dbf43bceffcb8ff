"""A text in both languages, and how a model that holds such texts is said in one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Lang = Literal["en", "zh-CN"]
LANGUAGES: tuple[Lang, ...] = ("en", "zh-CN")

# Permanent: the journals of learners name options, cards and steps by their slugs.
Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.+-]*$", max_length=40)]
# m1-q3, m1-x1, m1-x1.V3, m1-s2-before
ItemId = Annotated[str, StringConstraints(pattern=r"^m[0-9]-[a-z0-9]+(-[a-z0-9]+)*(\.[A-Za-z0-9-]+)?$", max_length=60)]
Said = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Model(BaseModel):
    """Content: unknown keys are errors, and nothing changes after it is read."""

    # defer_build: a section builds only the models that it reads (0.1 s less for the first question)
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Text(Model):
    """The same text in English and in Simplified Chinese."""

    en: Said
    zh: Said

    def of(self, lang: Lang) -> str:
        """Give the text in ``lang``."""
        return self.en if lang == "en" else self.zh


def localise(value: Any, lang: Lang, station: Mapping[str, str] | None = None) -> Any:
    """Turn a model, or a part of one, into plain data with every text in ``lang``.

    ``{station.name}`` and the like in texts become the station's own settings.
    """
    match value:
        case Text():
            said = value.of(lang)
            for name, setting in (station or {}).items():
                said = said.replace(f"{{station.{name}}}", setting)
            return said
        case BaseModel():
            return {name: localise(getattr(value, name), lang, station) for name in type(value).model_fields}
        case Mapping():
            return {key: localise(each, lang, station) for key, each in value.items()}
        case str() | date():
            return str(value)
        case Iterable():
            return [localise(each, lang, station) for each in value]
        case _:
            return value
