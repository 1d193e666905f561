"""The start ritual: the day is open already, and is laid out step by step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.content import Content

from remoteos.domain.rituals import Ritual
from remoteos.domain.words import clock_time
from remoteos.messages import DayBegun
from remoteos.screens.rituals.daily import RitualPage
from remoteos.screens.rituals.day_type import DayKind
from remoteos.screens.rituals.left_over import LeftOver
from remoteos.screens.rituals.outcomes import DayOutcomes
from remoteos.screens.rituals.own import Own
from remoteos.screens.rituals.plan import Plan
from remoteos.screens.rituals.plays_due import PlaysDue
from remoteos.screens.rituals.pulse import StartPulse
from remoteos.screens.rituals.recovered import Recovered
from remoteos.screens.rituals.step import Step
from remoteos.screens.session import Session
from remoteos.services import rituals
from remoteos.services.day import view
from remoteos.services.focus import current
from remoteos.services.rituals import Opened
from remoteos.widgets.text import said

_STEPS: dict[str, Callable[[], Step]] = {
    "left over": LeftOver,
    "pulse": StartPulse,
    "day type": DayKind,
    "outcomes": DayOutcomes,
    "plan": Plan,
}


class StartRitual(RitualPage):
    """Asks what the day shall be; it ends on Today with what is next."""

    ritual: ClassVar[Ritual] = "start"
    heading: ClassVar[str] = "Start of day"
    explanation: ClassVar[str] = (
        "Your day is open already. Each answer is saved as you give it: leave at any time, and go on later, "
        "here or with `remoteos day open`. Enter with nothing said skips. Tab leaves a field, so that "
        "single keys work again."
    )

    def __init__(self, session: Session, opened: Opened) -> None:
        self.opened = opened
        super().__init__(session, opened.day)

    def make_steps(self) -> Sequence[Step]:
        """What opening brought up, then the user's steps."""
        names = rituals.steps(self.session.desk, "start")
        first: list[Step] = [Recovered(self.opened), PlaysDue(self.opened)]
        return [*first, *(_STEPS[name]() if name in _STEPS else Own(name) for name in names)]

    def remark(self) -> Content:
        """What yesterday said to begin with."""
        first = self.session.veiled(self.opened.first_thing)
        return said(("First thing: ", "$text-muted"), first) if first else Content("")

    def finish(self) -> None:
        """Go to Today, and say what is next."""
        self.mark_silent()
        self.write_marks()
        self.dismiss()
        self.app.switch_mode("today")
        self.app.notify(self._next_said(), markup=False)
        self.app.post_message(DayBegun())

    def _next_said(self) -> str:
        """The first block of the day, or how to begin one."""
        desk, starts = self.session.desk, self.session.key_of("block.start")
        block = current(desk)
        if block is not None:
            return f"{self.session.veiled(block.intention, block.visibility)} is under way."
        planned = view(desk, desk.today).planned
        if not planned:
            return f"The day is yours: {starts} starts a block, {self.session.key_of('plan.add')} plans one."
        first = planned[0]
        at = f" at {clock_time(first.planned_at)}" if first.planned_at else ""
        return f"Next: {self.session.veiled(first.intention, first.visibility)}{at}; {starts} starts it."
