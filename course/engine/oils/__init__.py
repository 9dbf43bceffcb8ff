"""Engine oils: labels, API categories, SAE grades, and which oil suits which vehicle (stage m1)."""

from course.engine.oils.grades import (
    COLD_CLASSES,
    DIESEL,
    GASOLINE,
    HOT_CLASSES,
    NEVER,
    STANDARDS,
    Category,
    ColdClass,
    HotClass,
    Standard,
    category,
    compare,
    is_category,
    meets,
)
from course.engine.oils.label import SENTENCES, Label, LabelError, parse_label
from course.engine.oils.suitability import Fit, suitable
from course.engine.oils.viscosity import better_cold, thicker_hot

__all__ = [
    "COLD_CLASSES",
    "DIESEL",
    "GASOLINE",
    "HOT_CLASSES",
    "NEVER",
    "SENTENCES",
    "STANDARDS",
    "Category",
    "ColdClass",
    "Fit",
    "HotClass",
    "Label",
    "LabelError",
    "Standard",
    "better_cold",
    "category",
    "compare",
    "is_category",
    "meets",
    "parse_label",
    "suitable",
    "thicker_hot",
]
