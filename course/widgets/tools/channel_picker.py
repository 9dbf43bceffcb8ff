"""The channel picker: for one customer by consent and preference, for a firm by the deck's tier.

Sources: m7-f10, m7-f32 (systems s72, s77); m8-f24 (s96).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pydantic import Field, model_validator

from course.content.text import Slug, Text
from course.widgets.tools.texts import Named, Texts, cannot, slugs, written_tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.content import Lang


class Way(Named):
    """A way to reach a customer, and how it is done."""

    says: Text


class Tier(Named):
    """A tier of firms, and the channels that serve it; none where the deck prints none."""

    channels: list[Slug]


class ChannelPicker(Texts):
    """The texts of the picker."""

    which: Text
    modes: list[Named] = Field(min_length=2, max_length=2)
    choose: Text
    allowed: Text
    shut: Text
    consent: Text
    consents: list[Named] = Field(min_length=2, max_length=2)
    likes: Text
    ways: list[Way] = Field(min_length=1)
    heavy: Text
    heavies: list[Named] = Field(min_length=2, max_length=2)
    heavyweight: Text
    refused: Text
    fulfil: Text
    tier: Text
    deck: Text
    channels: list[Named] = Field(min_length=1)
    none: Text
    tiers: list[Tier] = Field(min_length=1)

    @model_validator(mode="after")
    def _known(self) -> Self:
        known = set(slugs(self.channels))
        for tier in self.tiers:
            if not set(tier.channels) <= known:
                raise ValueError(f"tier '{tier.slug}' names a channel that is not listed")
        return self


def _refuse(value: Any, texts: ChannelPicker, lang: Lang) -> str | None:
    """Keep {"mode", "consent", "likes", "heavy", "tier"}: slugs of the lists, "" where nothing is chosen yet."""
    fields: dict[str, Sequence[Named]] = {
        "mode": texts.modes,
        "consent": texts.consents,
        "likes": texts.ways,
        "heavy": texts.heavies,
        "tier": texts.tiers,
    }
    if not isinstance(value, dict) or value.keys() != fields.keys() or value["mode"] == "":
        return cannot(lang)
    known = all(value[name] in ["", *slugs(listed)] for name, listed in fields.items())
    return None if known else cannot(lang)


CHANNEL_PICKER = written_tool("channel-picker", ChannelPicker, _refuse)
