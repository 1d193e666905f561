"""Opening and ending the day from any page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from remoteos.domain.agreement import BREACH_WORDS
from remoteos.domain.rituals import DayState
from remoteos.messages import Changed
from remoteos.screens.page import Page
from remoteos.services import rituals
from remoteos.services.agreement import new_breach

if TYPE_CHECKING:
    from remoteos.screens.session import Stamp
    from remoteos.services.rituals import Opened


class DayActions(Page):
    """The actions on the day as a whole."""

    _day_ends: tuple[Stamp, bool] | None = None
    """Whether there is a day to end, and the state of everything it was worked out for."""

    def day_action_allowed(self, action: str) -> bool | None:
        """Whether an action on the day makes sense now; None for any other action."""
        if action == "day_open":
            return self._day_state != "off"
        if action == "day_end":
            return self._day_can_end
        return None

    def label(self, action: str, usual: str) -> str:
        """Say what opening and ending would do now."""
        if action == "day.open" and self._day_state in ("open", "closed"):
            return "start ritual" if self._day_state == "open" else "open again"
        if action == "day.end" and self._day_state == "closed":
            return "end ritual"
        return super().label(action, usual)

    def rank(self, action: str) -> int | None:
        """Opening is in the footer while something of it is left, and ending while the day is not closed."""
        if action == "day.open" and self._day_state != "unopened":
            return 45 if self._day_state == "open" and self._day_start_left else None
        if action == "day.end" and self._day_state == "closed":
            return None
        return super().rank(action)

    # Opening

    def action_day_open(self) -> None:
        """Open the day and ask its start ritual; beyond a boundary why is asked once before."""
        desk = self.session.desk
        was_closed = self._day_state == "closed"
        before = desk.workday_or_new(desk.today)
        breach = new_breach(desk, day=before) if before.state != "open" else None
        if breach is None:
            opened = self.act(rituals.open_day)
            if opened is not None:
                self._day_opened(opened, was_closed=was_closed)
            return
        from remoteos.screens.dialogs.reason import ask_reason

        def done(opened: Opened) -> None:
            self.post_message(Changed())
            self._day_opened(opened, was_closed=was_closed)

        ask_reason(
            self,
            f"This is work {BREACH_WORDS[breach.kind]}.",
            "Why now? It is asked once today, and is only for you.",
            lambda desk, reason: rituals.open_day(desk, reason=reason),
            done,
            name="why open the day",
            does="open the day",
        )

    def _day_opened(self, opened: Opened, *, was_closed: bool) -> None:
        if was_closed and not rituals.steps_left(self.session.desk, opened.day, "start"):
            self.app.notify("The day is open again; e ends it.", markup=False)
        else:
            self._ask_start_ritual(opened)

    def _ask_start_ritual(self, opened: Opened) -> None:
        from remoteos.screens.rituals.start import StartRitual

        self.app.push_screen(StartRitual(self.session, opened))

    # Ending

    def action_day_end(self) -> None:
        """Ask the end ritual; the day is closed when it is over."""
        from remoteos.screens.rituals.end import EndRitual

        self.app.push_screen(EndRitual(self.session))

    @property
    def _day_state(self) -> DayState:
        day = self.session.standing.day
        return day.state if day else "unopened"

    @property
    def _day_start_left(self) -> bool:
        day = self.session.standing.day
        return day is not None and bool(rituals.steps_left(self.session.desk, day, "start"))

    @property
    def _day_can_end(self) -> bool:
        """Whether there is a day to end; worked out once for each state of everything."""
        stamp = self.session.stamp()
        if self._day_ends is None or self._day_ends[0] != stamp:
            self._day_ends = stamp, rituals.can_close(self.session.desk)
        return self._day_ends[1]
