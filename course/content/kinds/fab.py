"""FAB: a feature, an advantage and a benefit, written for a customer with a voiced need and judged by rule (m4-f17).

Response: ``{"feature": text, "advantage": text, "benefit": text}`` without the boxes that are given.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from pydantic import model_validator

from course.content.kinds.base import Key, Question
from course.content.kinds.written import Limit
from course.content.products import Customer, Product, products
from course.content.text import Lang, Slug, Text
from course.engine.kinds import fab
from course.engine.outcome import UNATTEMPTED
from course.engine.typed import clean, is_blank

if TYPE_CHECKING:
    from course.engine.fab import Review
    from course.engine.outcome import Score

Box = Literal["feature", "advantage", "benefit"]
Criterion = Literal["parts", "true", "advantage", "need", "plain", "honest"]
BOXES: tuple[Box, ...] = ("feature", "advantage", "benefit")
CRITERIA: tuple[Criterion, ...] = ("parts", "true", "advantage", "need", "plain", "honest")
LONGEST = 6000  # characters of a box that are read; more is no sales text, and is called too long anyway


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the three boxes.

    Attributes:
        lang: The language it is written in.
        texts: Each box's text, given and untouched ones too.
        touched: Whether the learner wrote or changed anything.
        whole: Whether every box has a letter or a digit in it.

    """

    lang: Lang
    texts: dict[Box, str]
    touched: bool
    whole: bool


class Fab(Question):
    """The three-box writer of the FAB workshop.

    ``product`` and ``customer`` are entries of ``content/products.yaml``. ``given`` boxes are filled and locked, a
    ``draft`` is filled and to be repaired. ``points_for`` names the criteria that a graded form gives points for; a
    person judges the others.
    """

    prose: ClassVar[bool] = True
    sure: ClassVar[bool] = False

    kind: Literal["fab"]
    product: Slug
    customer: Slug
    given: dict[Box, Text] = {}
    draft: dict[Box, Text] = {}
    points_for: list[Criterion] = []
    limit: Limit = Limit(words=60, characters=120)
    honest: bool = True

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.product not in products():
            raise ValueError(f"there is no product '{self.product}' in products.yaml")
        if self.customer not in products()[self.product].customers:
            raise ValueError(f"'{self.product}' has no customer '{self.customer}' in products.yaml")
        if len(self.given) == len(BOXES):
            raise ValueError("every box is given, so nothing is left to write")
        if self.draft and self.draft.keys() != set(self.parts()):
            raise ValueError("a draft fills every box that is not given, and no other")
        return self

    @property
    def card(self) -> Product:
        """The product card."""
        return products()[self.product]

    @property
    def buyer(self) -> Customer:
        """The customer."""
        return self.card.customers[self.customer]

    def parts(self) -> tuple[Box, ...]:
        """Give the boxes that the learner fills."""
        return tuple(box for box in BOXES if box not in self.given)

    def written(self, response: Any, page: Lang = "en") -> Written:
        """Read a response; what is no text counts as empty.

        Args:
            response: What was typed.
            page: The language of the page, for a text that has none (codes, digits, pictures).

        """
        given = response if isinstance(response, dict) else {}
        own: dict[Box, str] = {box: given[box][:LONGEST] for box in self.parts() if isinstance(given.get(box), str)}
        lang = fab.language(own.values(), page)
        prepared = {box: text.of(lang) for box, text in (self.given | self.draft).items()}
        texts: dict[Box, str] = {box: own.get(box, prepared.get(box, "")) for box in BOXES}
        touched = any(
            not is_blank(text) if box not in self.draft else clean(text) not in self._draft_texts(box)
            for box, text in own.items()
        )
        return Written(lang, texts, touched, not any(fab.says_nothing(text) for text in texts.values()))

    def _draft_texts(self, box: Box) -> set[str]:
        return {clean(self.draft[box].en), clean(self.draft[box].zh)}

    def review(self, response: Any, page: Lang = "en") -> Review | None:
        """Give what the rule says of a response; None where there is nothing to read yet.

        Args:
            response: What was typed; three boxes of dots, pictures or hammered keys are nothing to read.
            page: The language of the page, for a text that has none.

        """
        written = self.written(response, page)
        if not written.touched:
            return None
        found = _review(self.product, self.customer, tuple(written.texts[box] for box in BOXES), written.lang)
        return None if "EMPTY" in found.flags else found


class FabKey(Key):
    """``notes``: ``pass``, said when the rule finds nothing; ``draft``, what is wrong with the draft to be repaired.

    Further ones may be there: ``review``, said when the rule is not sure, and a criterion's name (``need``), said when
    that criterion has lost points. ``model`` is a good text for each box that is not given.
    """

    model: dict[Box, Text]

    def required(self, question: Fab) -> frozenset[str]:
        """One note for a pass, one for the fault of a draft."""
        return frozenset({"pass", "draft"} if question.draft else {"pass"})

    def allowed(self, question: Fab) -> frozenset[str]:  # noqa: ARG002
        """One for what the rule is not sure of, one a criterion."""
        return frozenset({"review", *CRITERIA})

    def mismatches(self, question: Fab) -> list[str]:
        """Check that the model fills the learner's boxes."""
        return [] if self.model.keys() == set(question.parts()) else ["key.model fills every box that is not given"]

    def score(self, question: Fab, response: Any) -> Score:
        """Score by what the rule says; where there is nothing to read yet, nothing is attempted."""
        review = question.review(response)
        if review is None:
            return UNATTEMPTED
        return fab.score(review, whole=question.written(response).whole, points_for=question.points_for)

    def model_answer(self, question: Fab, lang: Lang = "en") -> dict[str, str]:  # noqa: ARG002
        """Give the model text in ``lang``."""
        return {box: self.model[box].of(lang) for box in BOXES if box in self.model}


@lru_cache(maxsize=128)
def _review(product: str, customer: str, texts: tuple[str, str, str], lang: Lang) -> Review:
    """Review once what a page shows several times."""
    from course.engine.fab import review  # its lexicon is read only where a FAB is judged

    card = products()[product]
    return review(*texts, card=card.card(lang), need=card.customers[customer].in_words(lang), lang=lang)
