"""The end ritual: what the day was, what becomes of everything open, and then it is over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.content import Content

from remoteos.domain.agreement import BREACH_WORDS
from remoteos.domain.rituals import Ritual
from remoteos.domain.words import day_name
from remoteos.messages import Changed
from remoteos.screens.rituals.daily import RitualPage
from remoteos.screens.rituals.deciding import Deciding
from remoteos.screens.rituals.moved import Moved
from remoteos.screens.rituals.own import Own
from remoteos.screens.rituals.pulse import EndPulse
from remoteos.screens.rituals.step import Step
from remoteos.screens.rituals.summary import Summary
from remoteos.screens.rituals.tomorrow import Tomorrow
from remoteos.screens.rituals.wins import Wins
from remoteos.screens.session import Session
from remoteos.services import captures, rituals
from remoteos.services.agreement import new_breach
from remoteos.services.desk import Desk
from remoteos.services.rituals import Closed
from remoteos.widgets.text import plain, said


def _loops() -> Step:
    return Deciding("loops", "Open loops", captures.open_loops)


_SHORT = 32
"""How much of a block's intention is said on the line that it ends with the day."""

_STEPS: dict[str, Callable[[], Step]] = {
    "moved": Moved,
    "wins": Wins,
    "loops": _loops,
    "pulse": EndPulse,
    "tomorrow": Tomorrow,
}


class EndRitual(RitualPage):
    """Asks what the day was, closes it, and says what it was in a few calm lines."""

    ritual: ClassVar[Ritual] = "end"
    heading: ClassVar[str] = "End of day"
    explanation: ClassVar[str] = (
        "Each answer is saved as you give it: leave at any time, and go on later, here or with "
        "`remoteos day close`. Enter with nothing said skips. The day is closed when the last step is over; "
        "what is open comes along to the next day. Tab leaves a field, so that single keys work again."
    )

    def __init__(self, session: Session) -> None:
        self.summary = Summary()
        super().__init__(session, rituals.day_in_hand(session.desk))

    def make_steps(self) -> Sequence[Step]:
        """The user's steps, then the summary."""
        names = rituals.steps(self.session.desk, "end")
        return [*(_STEPS[name]() if name in _STEPS else Own(name) for name in names), self.summary]

    def heading_now(self) -> str:
        """Which day it is, when it is not today's."""
        late = self.day.date != self.session.desk.today
        return f"End of {day_name(self.day.date, year=False)}" if late else self.heading

    def remark(self) -> Content:
        """A block that is still open is said: it ends with the day."""
        now = self.session.standing.focus
        if now is None or self.summary.closed is not None:
            return Content("")
        text = plain(self.session.veiled(now.block.intention, now.block.visibility))
        ends = (
            "was left running; it waits to be settled" if now.stale else "is still open; it ends with the day"
        )
        return said("“", text.truncate(_SHORT, ellipsis=True), f"” {ends}.")

    def action_ritual_next(self) -> None:
        """Go on; from the summary to Today."""
        if self.step is self.summary:
            self.leave()
        else:
            super().action_ritual_next()

    def leave(self) -> None:
        """A day that is closed is left to Today."""
        super().leave()
        if self.summary.closed is not None:
            self.app.switch_mode("today")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The summary has one way out."""
        if self.step is self.summary and action in ("ritual_back", "ritual_skip"):
            return False
        return super().check_action(action, parameters)

    def label(self, action: str, usual: str) -> str:
        """On the summary both enter and escape leave."""
        if self.step is self.summary and action == "ritual.next":
            return "to Today"
        return super().label(action, usual)

    def shows(self, action: str) -> bool:
        """On the summary one way out is enough."""
        return self.step is not self.summary or action in ("ritual.next", "undo", "help")

    def finish(self) -> None:
        """Close the day; late at night why is asked once before, and nothing is an answer too."""
        desk = self.session.desk
        day = rituals.day_in_hand(desk)
        breach = new_breach(desk, day=day) if rituals.closes_late(desk, day) else None
        if breach is None:
            closed = self.act(self._close)
            if closed is not None:
                self._day_closed(closed)
            return
        from remoteos.screens.dialogs.reason import ask_reason

        def done(closed: Closed) -> None:
            self.post_message(Changed())
            self._day_closed(closed)

        ask_reason(
            self,
            f"This is work {BREACH_WORDS[breach.kind]}.",
            "What kept you? It is asked once today, and is only for you.",
            self._close,
            done,
            name="why end the day",
            does="end the day",
        )

    def _close(self, desk: Desk, reason: str = "") -> Closed:
        self.mark_silent()
        return rituals.close_day(desk, reason=reason, steps=self.unwritten)

    def _day_closed(self, closed: Closed) -> None:
        self._written = dict(self.marks)
        self.summary.closed = closed
        self.go_to(self.steps.index(self.summary))
