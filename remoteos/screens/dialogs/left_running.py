"""A block that was left running: what was found of it, and what to do with its time."""

from datetime import date, datetime

from remoteos.domain.focus import Block, keep
from remoteos.domain.focus_time import Staleness, focused_s
from remoteos.domain.words import clock_time, day_name, duration
from remoteos.screens.dialogs.answers import Answer, Answers
from remoteos.screens.session import Session


class LeftRunning(Answers):
    """Dismissed with ``go``, ``keep``, ``planned``, ``activity`` or ``discard``; None decides later."""

    def __init__(self, session: Session, block: Block, found: Staleness) -> None:
        name = session.veiled(block.intention, block.visibility)
        super().__init__(
            session,
            f"Left running: {name}",
            _found_said(block, found, session.now),
            _answers(block, found, session.now),
            leave="decide later",
        )


def _found_said(block: Block, found: Staleness, now: datetime) -> str:
    """The times that were found, as they are needed to decide."""
    today = now.date()
    times = [f"Started {_when(block.started_at, today)}" if block.started_at else ""]
    times.append(f"planned until {_when(found.planned_end, today)}" if found.planned_end else "open-ended")
    times.append(f"last noted {_when(found.last_activity, today)}")
    return f"{', '.join(time for time in times if time)}.\nUntil when did you work on it?"


def _answers(block: Block, found: Staleness, now: datetime) -> list[Answer]:
    """What can be done, each with where it would end and the focus it would leave."""

    def until(end: datetime) -> str:
        return f"{_when(end, now.date())} · {duration(focused_s(block, end))}"

    whole = duration(focused_s(keep(block, now), now))
    answers = [
        Answer("go", "g", "Until now: keep it all, and go on", whole),
        Answer("keep", "f", "Until now: keep it all, and finish", whole),
    ]
    if found.planned_end is not None:
        answers.append(Answer("planned", "p", "Until its planned end", until(found.planned_end)))
    return [
        *answers,
        Answer("activity", "a", "Until the last thing noted", until(found.last_activity)),
        Answer("discard", "d", "Discard it: its time counts nowhere"),
    ]


def _when(at: datetime, today: date) -> str:
    """A time of day, with the date when it is not today's."""
    return clock_time(at) if at.date() == today else f"{day_name(at.date(), year=False)} {clock_time(at)}"
