"""The break that a finished block has earned: now, a little later, or had already."""

from collections.abc import Callable
from datetime import timedelta

from remoteos.domain.breaks import SNOOZE_MIN, Break
from remoteos.domain.words import clock_time, duration
from remoteos.screens.dialogs.answers import Answer, Answers
from remoteos.screens.session import Session
from remoteos.services import breaks
from remoteos.services.desk import Desk


class TakeBreak(Answers):
    """Dismissed with ``take``, ``snooze`` or ``took``; None leaves it due."""

    def __init__(self, session: Session, rest: Break) -> None:
        until = clock_time(session.now + timedelta(seconds=rest.length_s))
        super().__init__(
            session,
            f"{duration(rest.length_s)} break until {until}",
            "Look away, stand up, drink something.",
            [
                Answer("take", "b", "Take it now"),
                Answer("snooze", "z", f"In {SNOOZE_MIN} minutes"),
                Answer("took", "t", "Had it already"),
            ],
            leave="not now",
        )


def do_with_break(answer: str) -> tuple[Callable[[Desk], Break], Callable[[Break], str]]:
    """The service that does what was answered, and how that is said."""
    if answer == "snooze":
        return breaks.snooze, lambda rest: f"The break is put off until {clock_time(rest.begins_at)}."
    if answer == "took":
        return breaks.took, lambda _: "Noted; the break was had."
    return breaks.take, lambda rest: f"Break until {clock_time(rest.ends_at or rest.begins_at)}."
