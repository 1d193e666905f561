"""From a draft to what leaves: the lines that are in, and of these only what the audience may see."""

from collections.abc import Callable
from typing import NamedTuple

from remoteos.domain.letter import Letter, Part
from remoteos.domain.managers import ManagerCard
from remoteos.domain.record import Link
from remoteos.domain.updates import Line, Section, Update

MayLeave = Callable[[Link], bool]
"""Whether the audience may see a record as it is now."""

_COUNTED = {"asks", "decisions_needed", "blocked", "agenda"}
"""The queries of which nothing may be lost: what does not fit is told as a number."""


class Written(NamedTuple):
    """An update as it leaves, and what was kept back."""

    letter: Letter
    held: tuple[Line, ...]
    """The lines that are in but say something their audience may not see (any more)."""


def write_letter(update: Update, card: ManagerCard, may_leave: MayLeave) -> Written:
    """The letter of an update. The last gate: a line with a record that may not leave stays here."""
    held: list[Line] = []
    parts = []
    for section in update.sections:
        lines = []
        for line in section.shown:
            if leaves(line, may_leave):
                lines.append(line.text)
            else:
                held.append(line)
        parts += _part(section, lines)
    letter = Letter(
        title=update.title,
        to=update.audience,
        address=card.address,
        since=update.first_day,
        until=update.last_day,
        at=update.until,
        parts=tuple(parts),
    )
    return Written(letter, tuple(held))


def leaves(line: Line, may_leave: MayLeave) -> bool:
    """Whether every record that a line comes from or quotes may be seen by the audience."""
    return all(map(may_leave, (*line.sources, *line.quotes)))


def _part(section: Section, lines: list[str]) -> list[Part]:
    if section.over and section.query in _COUNTED and lines:
        lines = [*lines, f"and {section.over:,} more"]
    if not lines and section.empty:
        lines = [section.empty]
    return [Part(section.title, tuple(lines))] if lines else []
