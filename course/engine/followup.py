"""When to contact a customer after a sale: thanks, check, one month, mileage, season (m7-f28, m7-f46, m7-x2)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Verdict = Literal["right", "early", "late", "near"]

# m7-x2. Days, and for the reminder the kilometres that it comes before the change is due.
THANKS_WITHIN = 1
CHECK_WITHIN = 2
MONTH_GRACE = 2
MILEAGE_GRACE = 15
SEASON_APART = 60
REMIND_BEFORE = 1000
_YEAR = 12  # months


def months_later(day: date, months: int) -> date:
    """Give the same day of a later month; where that month has no such day, its last one."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_to_reminder(interval: int, pace: int) -> float:
    """Give in how many months the reminder falls due: 1,000 km before the change, at ``pace`` km a month."""
    return (interval - REMIND_BEFORE) / pace


def windows(sale: date, months: int) -> dict[str, tuple[date, date]]:
    """Give for each contact the first and the last day that keep the cycle.

    Args:
        sale: The day of the sale, day 0.
        months: Whole months until the mileage reminder.

    Returns:
        ``thanks`` (within 24 hours), ``check`` (within 48 hours, not on the day itself), ``month`` (± 2 days),
        ``mileage`` (± 15 days) and ``season`` (after the month, within the year; it must also be 60 days from all
        others: see ``season``).

    """
    month, mileage = months_later(sale, 1), months_later(sale, months)
    found = {
        "thanks": (sale, sale + timedelta(THANKS_WITHIN)),
        "check": (sale + timedelta(1), sale + timedelta(CHECK_WITHIN)),
        "month": _around(month, MONTH_GRACE),
        "mileage": _around(mileage, MILEAGE_GRACE),
    }
    return found | {"season": (found["month"][1] + timedelta(1), months_later(sale, _YEAR))}


def season(day: date, sale: date, others: Iterable[date]) -> Verdict:
    """Judge the second contact of the year against the sale and the other contacts; exactly 60 days are enough."""
    first, last = windows(sale, _YEAR)["season"]
    if not first <= day <= last:
        return "early" if day < first else "late"
    near = any(abs((day - other).days) < SEASON_APART for other in others)
    return "near" if near else "right"


def example(sale: date, months: int) -> Mapping[str, date]:
    """Give one calendar that keeps the cycle."""
    month, mileage = months_later(sale, 1), months_later(sale, months)
    told = [sale + timedelta(THANKS_WITHIN), sale + timedelta(CHECK_WITHIN), month, mileage]
    free = (each + timedelta(SEASON_APART) for each in (month, mileage))
    second = next(day for day in free if season(day, sale, told) == "right")
    return dict(zip(("thanks", "check", "month", "mileage", "season"), [*told, second], strict=True))


def _around(day: date, days: int) -> tuple[date, date]:
    return day - timedelta(days), day + timedelta(days)
