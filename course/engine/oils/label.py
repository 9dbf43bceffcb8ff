"""Reading what is printed on an oil can: viscosity, categories, standard."""

from __future__ import annotations

import re
from dataclasses import dataclass

from course.engine.errors import CourseError
from course.engine.oils.grades import CATEGORIES, COLD_CLASSES, HOT_CLASSES, NEVER, newest, spelling
from course.engine.typed import plain

_LONGEST = 200  # characters; a can says less
_COLD = tuple(each.name for each in COLD_CLASSES)
_HOT = tuple(each.name for each in HOT_CLASSES)
# Classes that may stand alone without the letters SAE; a smaller number can be anything.
_ALONE = tuple(each for each in _HOT if int(each) >= 20)  # noqa: PLR2004  said in the line above
_EXAMPLE = "A label looks like this: API SP, SAE 5W-30."

# What can be wrong with a label. The sentences are templates, so that a view can say them in another language.
SENTENCES: dict[str, str] = {
    "empty": "There is nothing to read yet.",
    "long": "This is longer than any label. Type only the marks behind API and SAE.",
    "nothing": "There is no API or SAE mark in it.",
    "cold": "{value} is no cold class. The cold classes are {cold}.",
    "hot": "{value} is no hot class. The hot classes are {hot}.",
    "gear": "{value} is a class of gear oils; this course reads engine oils.",
    "before-w": "There is no number before the W in {value}. The W (winter) stands behind the cold number.",
    "behind-w": "The second number is missing in {value}.",
    "several": "There are two viscosity grades on it, {value}. One can has one grade.",
    "never": "{value} was never an API category; the letter was left out on purpose.",
    "announced": "{value} is announced, but no oil is licensed for it yet.",
    "unknown": "{value} is no API category.",
}


class LabelError(CourseError):
    """A label that cannot be read. The message says why, and shows what a label looks like.

    Attributes:
        code: Which of ``SENTENCES`` it is.
        values: What to put into the sentence.

    """

    def __init__(self, code: str, value: str = "") -> None:
        self.code = code
        self.values = {"value": value, "cold": ", ".join(_COLD), "hot": ", ".join(_HOT)}
        super().__init__(SENTENCES[code].format(**self.values), then=_EXAMPLE)


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says; ``None`` where it says nothing of it.

    Attributes:
        cold: Cold class, ``"5W"``.
        hot: Class at 100 °C, ``"30"``.
        s: Gasoline category, ``"SP"``; the newest where several are printed.
        c: Diesel category, ``"CI-4"`` or ``"FA-4"``; the newest, or the first where they have no order.
        categories: All categories, as printed from left to right.
        standard: Chinese national standard, ``"GB 11121-2025"`` (C11).
        text: All that is printed, in capitals with plain hyphens, for maker approvals.

    """

    cold: str | None = None
    hot: str | None = None
    s: str | None = None
    c: str | None = None
    categories: tuple[str, ...] = ()
    standard: str | None = None
    text: str = ""

    @property
    def sae(self) -> str | None:
        """The viscosity grade in its one spelling: ``"5W-30"``, ``"40"``, ``"10W"``."""
        return "-".join(part for part in (self.cold, self.hot) if part) or None

    @property
    def multigrade(self) -> bool | None:
        """Whether it has a cold and a hot class; ``None`` where no viscosity grade is printed."""
        return self.cold is not None and self.hot is not None if self.sae else None

    @property
    def dual(self) -> bool | None:
        """Whether it is for gasoline and diesel engines alike (m1-f16); ``None`` where no category is printed."""
        return bool(self.s and self.c) if self.s or self.c else None

    @property
    def marks(self) -> tuple[str, ...]:
        """All categories; of a label that was made without ``categories``, the two it names."""
        return self.categories or tuple(name for name in (self.s, self.c) if name)

    @property
    def fuel(self) -> str | None:
        """``"gasoline"``, ``"diesel"`` or ``"both"``; ``None`` where no category is printed."""
        if self.dual is None:
            return None
        return "both" if self.dual else "gasoline" if self.s else "diesel"


_VOLUME = " ?(?:L|ML|KG|升|公斤)(?![A-Z])"  # 4L is how much, not what
_API = re.compile(r"(?<![A-Z])API")
_W_GRADE = re.compile(
    rf"(?:(?<![A-Z])SAE ?[:-]? ?)?(?P<cold>(?<![0-9A-Z.])O|(?<![0-9.])[0-9]+) ?W"
    rf"(?P<behind>[-/_. ]{{0,3}}(?P<hot>[0-9]+)(?!{_VOLUME})|-?)(?![0-9W])"
)
_BEFORE_W = re.compile(r"(?<![0-9A-Z])(?:SAE ?[:-]? ?)?(W ?-? ?[0-9]+)(?![0-9A-Z])")
_SINGLE = re.compile(r"(?<![A-Z])SAE ?[:-]? ?([0-9]+)(?![0-9W])")
_BARE = re.compile(rf"(?<![0-9A-Z.+-])({'|'.join(_ALONE)})(?![0-9A-Z.+-]|{_VOLUME})")
_ANOTHER_HOT = re.compile(r" ?/ ?[0-9]{2}(?![0-9.W])")
_MARK = re.compile(
    r"(?<![0-9A-Z])(?:[SC][A-Z]|F[A-Z](?= ?-? ?[0-9]))"
    rf"(?: ?-? ?(?:II|[0-9])(?![0-9A-Z.])(?!{_VOLUME}))?(?: ?-? ?PLUS|\+)?(?![0-9A-Z])"
)
_MARKED = re.compile(r"(?:API *:? *|/ *)$")
_STANDARD = re.compile(r"(?<![A-Z])GB(?:/T)? ?([0-9]{5})(?: ?- ?([0-9]{4}))?")


def parse_label(text: str) -> Label:
    """Read a label: ``"5w30"``, ``"SAE5W–30"``, ``"API SN/CF"``, ``"机油 5W-30 SP"``, ``"15W40 CI-4/SL 4L"``.

    Full-width forms, any dash, missing hyphens and the letter O for a zero are read as meant; brand names, volumes
    and other marks beside them are passed over.

    Raises:
        LabelError: It cannot be read; the sentence says why and shows what a label looks like.

    """
    if len(text) > _LONGEST:
        raise LabelError("long")
    printed = plain(text)
    if not printed:
        raise LabelError("empty")
    rest = _API.sub(" API ", printed)
    standard, rest = _standard(rest)
    cold, hot, rest = _viscosity(rest)
    found = _categories(rest)
    if not (cold or hot or found):
        raise LabelError("nothing")
    return Label(
        cold=cold,
        hot=hot,
        s=newest([name for name in found if name.startswith("S")]),
        c=newest([name for name in found if not name.startswith("S")]),
        categories=found,
        standard=standard,
        text=printed,
    )


def _standard(printed: str) -> tuple[str | None, str]:
    found = _STANDARD.search(printed)
    if found is None:
        return None, printed
    name = f"GB {found[1]}" + (f"-{found[2]}" if found[2] else "")
    return name, _STANDARD.sub(" ", printed)


def _viscosity(printed: str) -> tuple[str | None, str | None, str]:
    """Find the viscosity grade; give its classes and the text without it."""
    found = list(_W_GRADE.finditer(printed))
    grades = {_w_grade(each, printed) for each in found}
    if len(grades) > 1:
        raise LabelError("several", " / ".join(each[0].replace("SAE", "").strip() for each in found))
    single = _SINGLE.search(printed)
    if grades and single and single[1] != next(iter(grades))[1]:
        raise LabelError("several", f"{found[0][0]} / {single[0]}")
    if grades:
        return *(part or None for part in grades.pop()), _W_GRADE.sub(" ", printed)  # type: ignore[return-value]
    if missing := _BEFORE_W.search(printed):
        raise LabelError("before-w", missing[1])
    if single and single[1] not in _HOT:
        raise LabelError("hot", single[1])
    single = single or _BARE.search(printed)
    if single is None:
        return None, None, printed
    return None, single[1], printed[: single.start()] + " " + printed[single.end() :]


def _w_grade(found: re.Match[str], printed: str) -> tuple[str, str]:
    """Check both classes of a grade with a W; the hot one is ``""`` for a single grade such as SAE 10W."""
    cold = found["cold"].replace("O", "0").lstrip("0") or "0"
    cold, hot = f"{cold}W", found["hot"] or ""
    if cold in {"70W", "75W", "80W", "85W"}:
        raise LabelError("gear", cold)
    if cold not in _COLD:
        raise LabelError("cold", cold)
    if hot and hot not in _HOT:
        raise LabelError("hot", hot)
    if not hot and found["behind"]:
        raise LabelError("behind-w", cold)
    another = _ANOTHER_HOT.match(printed, found.end()) if hot else None
    if another:
        raise LabelError("several", f"{cold}-{hot}{another[0].replace(' ', '')}")
    return cold, hot


def _categories(printed: str) -> tuple[str, ...]:
    """Find the API categories, from left to right.

    Two letters that are no category are an error where API or a slash stands before them, or where nothing else is a
    category; elsewhere they belong to a brand's name.
    """
    known, strange = [], []
    for each in _MARK.finditer(printed):
        name = spelling(each[0]) or each[0]
        if name in CATEGORIES and CATEGORIES[name].status != "announced":
            known.append(name)
        else:
            strange.append((name, bool(_MARKED.search(printed, 0, each.start()))))
    wrong = [name for name, marked in strange if marked or not known]
    if wrong:
        raise LabelError(_why(wrong[0]), wrong[0])
    return tuple(dict.fromkeys(known))


def _why(name: str) -> str:
    if name in NEVER:
        return "never"
    return "announced" if name in CATEGORIES else "unknown"
