"""The times of a play: how often it comes up, and how long after its beginning a step is due."""

import re
from dataclasses import dataclass
from typing import Literal, cast

from remoteos.domain.time import WEEKDAYS

Unit = Literal["day", "week", "month", "quarter", "year"]

MOST = 366
"""The greatest count of any unit."""

_SHORT: dict[str, Unit] = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
}
_CADENCE = re.compile(r"every (?:(\d{1,3}) )?(day|week|month|quarter|year)s?(?: on (\w+))?")
_DUE = re.compile(r"(?:in |after |\+ ?)?(\d{1,3}) (working )?days?")
_SAME_DAY = "the same day"


@dataclass(frozen=True)
class Cadence:
    """How often a play comes up."""

    every: int
    """How many of the unit, 1 to 366."""
    unit: Unit
    weekday: int | None = None
    """The day of the week, 0 for Monday; only with weeks."""

    def said(self) -> str:
        """In words that `read_cadence` reads."""
        often = f"every {self.unit}" if self.every == 1 else f"every {self.every} {self.unit}s"
        return often if self.weekday is None else f"{often} on {WEEKDAYS[self.weekday]}"


@dataclass(frozen=True)
class Due:
    """How long after a run began a step is due."""

    days: int
    """0 to 366."""
    working: bool = True
    """Whether only days with working hours count."""

    def said(self) -> str:
        """In words that `read_due` reads."""
        if self.days == 0:
            return _SAME_DAY
        return f"in {self.days} {'working ' if self.working else ''}day{'' if self.days == 1 else 's'}"


def read_cadence(text: str) -> Cadence:
    """A cadence as people write it: ``weekly``, ``every 2 weeks on friday``.

    Raises ValueError with what would be right.
    """
    words = " ".join(text.lower().rstrip(".").split())
    first, _, rest = words.partition(" ")
    if first in _SHORT:
        words = f"every {_SHORT[first]} {rest}".rstrip()
    match = _CADENCE.fullmatch(words)
    count = int(match[1] or 1) if match else 0
    unit = cast("Unit", match[2] if match else "day")
    day = match[3] if match else None
    if not 1 <= count <= MOST or (day is not None and (unit != "week" or day not in WEEKDAYS)):
        raise ValueError("write how often, such as “weekly” or “every 2 weeks on friday”")
    return Cadence(count, unit, None if day is None else WEEKDAYS.index(day))


def read_due(text: str) -> Due:
    """A due offset as people write it: ``in 2 working days``, ``+3 days``, ``the same day``.

    Raises ValueError with what would be right.
    """
    words = " ".join(text.lower().rstrip(".").split())
    if words in (_SAME_DAY, "same day"):
        return Due(0)
    match = _DUE.fullmatch(words)
    if match is None or int(match[1]) > MOST:
        raise ValueError("write how long after the beginning, such as “in 2 working days” or “the same day”")
    return Due(int(match[1]), bool(match[2]) or int(match[1]) == 0)
