"""When the worker in the story is off: holidays, public days, sick days, booked ahead or not."""

from dataclasses import dataclass
from datetime import date, timedelta

from remoteos.domain.time import ONE_DAY
from remoteos.services.demo.chance import Chance
from remoteos.services.demo.words import Words

AHEAD = timedelta(days=75)
"""How far beyond today leave may be booked."""

SATURDAY = 5


@dataclass(frozen=True)
class Leave:
    """Days off that are marked together."""

    days: tuple[date, ...]
    reason: str
    marked_on: date
    """When it goes into the book: weeks ahead, or that very morning."""


def calendar(chance: Chance, words: Words, first: date, today: date) -> list[Leave]:
    """All leave from ``first`` to some weeks after ``today``; none of it on today."""
    found: list[Leave] = []
    taken = {today}
    for year in range(first.year, (today + AHEAD).year + 1):
        for start, length, reason, ahead in _wishes(chance, words, year):
            days = [start + ONE_DAY * step for step in range(length)]
            free = tuple(day for day in days if first <= day and _is_free(day, taken))
            taken.update(free)
            marked = max(start - ONE_DAY * ahead, first)
            if free and marked <= today < today + AHEAD and free[-1] <= today + AHEAD:
                found.append(Leave(free, reason, min(marked, free[0])))
    return found


def _is_free(day: date, taken: set[date]) -> bool:
    return day.weekday() < SATURDAY and day not in taken


def _wishes(chance: Chance, words: Words, year: int) -> list[tuple[date, int, str, int]]:
    """A year's leave: first day, length in days, reason, and how many days ahead it is booked."""
    found = []
    for text in words.everything("public"):
        when, _, name = text.partition(" ")
        month, day = map(int, when.split("-"))
        found.append((date(year, month, day), 1, name, 40))
    summer = _monday(date(year, 6, 25) + ONE_DAY * chance.whole(0, 50))
    found.append((summer, 12, words.say("leave_long"), chance.whole(40, 90)))
    spring = _monday(date(year, 3, 10) + ONE_DAY * chance.whole(0, 40))
    found.append((spring, 5, words.say("leave_long"), chance.whole(20, 60)))
    found.append((date(year, 12, 24), 8, words.say("leave_long"), chance.whole(30, 60)))
    found += [
        (_some_day(chance, year), 1, words.say("leave_single"), chance.whole(3, 20))
        for _ in range(chance.whole(4, 7))
    ]
    found += [
        (_some_day(chance, year), chance.whole(1, 3), words.say("sick"), 0) for _ in range(chance.whole(1, 3))
    ]
    return found


def _some_day(chance: Chance, year: int) -> date:
    return date(year, 1, 2) + ONE_DAY * chance.whole(0, 355)


def _monday(day: date) -> date:
    return day - ONE_DAY * day.weekday()
