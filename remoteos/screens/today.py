"""Today: what am I doing, and does it fit before I stop."""

from datetime import date, datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Middle
from textual.content import Content
from textual.widgets import Static

from remoteos.commands import bindings
from remoteos.domain.actions import Place
from remoteos.domain.time import ONE_DAY
from remoteos.screens import today_beside, today_said
from remoteos.screens.plan_actions import PlanActions
from remoteos.services.today import day_page, is_new
from remoteos.widgets.navigation import Navigation
from remoteos.widgets.sections import Sections
from remoteos.widgets.text import said
from remoteos.widgets.timeline import TimelineView

_OF_TODAY = ("day_open", "day_end", "block_start")
_PLANNING = ("block.start", "plan.edit", "longer", "plan.drop", "plan.add", "plan.earlier", "plan.later")
"""What comes first in the footer while the cursor stands on a planned block."""
_FIRST = ("day.open", "capture", "settings", "palette", "help")
"""What somebody who has never used it is shown keys for."""


class TodayScreen(PlanActions):
    """The working day as a timeline, its outcomes, and what waits; other days by a key."""

    CSS_PATH = "today.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("today"),
        Binding("escape", "back", "back to today", show=False, id="back"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-usual"), (110, "-wide"), (150, "-widest")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]  # noqa: RUF012  Textual types it so
    place: ClassVar[Place] = "today"
    mode = "today"
    explanation = (
        "Your working day from morning to shutdown, and beside it what waits for you and on others. "
        "The cursor walks the blocks; the line of the shutdown says whether the plan still fits."
    )
    legend = (
        ("┃  ░", "A block: worked, planned"),
        ("╎  ‖  ·", "A break, a pause, nothing on record"),
        ("●", "The block that runs"),
        ("═", "The shutdown"),
        ("○  ✓  ×", "An outcome: open, done, dropped"),
        ("·  !", "A loop, an interruption; on others: waiting, late"),
        ("▸", "The outcome or the goal that it serves"),
    )

    def body(self) -> ComposeResult:
        """The timeline, beside it the outcomes and what waits, and below them the block under the cursor."""
        with Middle(id="welcome"):
            yield Static("", markup=False)
        yield Sections(id="which-day")
        with Horizontal(id="day"):
            yield TimelineView()
            yield Sections(id="beside")
        yield Sections(id="detail")

    # What is shown

    _minute: datetime | None = None
    _anew = True
    _new = False

    def load(self) -> None:
        """Show the day."""
        self._minute = self.session.now.replace(second=0)
        if self._on == self.session.desk.today:
            self._on = None
        self._new = self._on is None and is_new(self.session.desk)
        self.query_one("#welcome").display = self._new
        self.query_one("#day").display = not self._new
        self.query_one("#detail").display = not self._new
        if self._new:
            self.query_one("#welcome Static", Static).update(
                _welcome(today_said.key(self.session, "day.open"))
            )
        page = self._page = day_page(self.session.desk, self.on)
        other = self.query_one("#which-day", Sections)
        other.display = self._on is not None
        if self._on is not None:
            other.show([today_beside.which_day(self.session, page)])
        timeline = self.query_one(TimelineView)
        captions = today_said.captions(self.session, page)
        timeline.show(page.timeline, captions, today_said.fit_said(page.fit), anew=self._anew)
        self._anew = False
        timeline.go_to(self._stand_on)
        self._stand_on = ""
        self.query_one("#beside", Sections).show(today_beside.beside(self.session, page))
        self._show_detail()
        if self.focused is None and not self._new:
            timeline.focus()

    def tick(self) -> None:
        """Let the timeline grow, once a minute."""
        minute = self.session.now.replace(second=0)
        if self._minute not in (None, minute):
            self._minute = minute
            self.reload()

    def on_screen_suspend(self) -> None:
        """Another page is gone to: coming back shows today."""
        if self.app.current_mode != self.mode:
            self._look_at(self.session.desk.today)

    def on_timeline_view_moved(self) -> None:
        """Say what is known of the block that the cursor stands on now."""
        self._show_detail()
        self.refresh_bindings()

    def on_timeline_view_chosen(self) -> None:
        """Change the block that was clicked."""
        self.action_plan_edit()

    def _show_detail(self) -> None:
        if self._page is not None:
            self.query_one("#detail", Sections).show(today_said.detail(self.session, self._page, self.block))

    # Which day

    def action_day_back(self) -> None:
        """Look at the day before."""
        self._look_at(self.on - ONE_DAY)

    def action_day_ahead(self) -> None:
        """Look at the day after."""
        self._look_at(self.on + ONE_DAY)

    def action_go_today(self) -> None:
        """Come back to today."""
        self._look_at(self.session.desk.today)

    def action_back(self) -> None:
        """Come back to today."""
        self._look_at(self.session.desk.today)

    def on_navigation_chosen(self, event: Navigation.Chosen) -> None:
        """A click on Today comes back to it."""
        if event.mode == self.mode:
            self._look_at(self.session.desk.today)

    def _look_at(self, day: date) -> None:
        if day == self.on:
            return
        self._on, self._anew = day, True
        self.reload()

    # What makes sense now

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense for the day that is looked at, and the block under the cursor."""
        if action in _OF_TODAY and self._on is not None:
            return False
        allowed = self._on is not None if action == "back" else self.plan_action_allowed(action)
        return super().check_action(action, parameters) if allowed is None else allowed

    def rank(self, action: str) -> int | None:
        """The turn of an action in the footer: first what can be done with the block under the cursor."""
        if self._new and action not in _FIRST:
            return None
        if action == "day.open" and self._unopened:
            return -1
        if self.planned is not None and action in _PLANNING:
            return _PLANNING.index(action)
        return super().rank(action)

    @property
    def _unopened(self) -> bool:
        day = self.session.standing.day
        return day is None or day.state == "unopened"

    def label(self, action: str, usual: str) -> str:
        """What an action would do to the block under the cursor."""
        if action == "longer" and self.planned is not None:
            return "10 m longer"
        return super().label(action, usual)


def _welcome(opens: tuple[str, str]) -> Content:
    """What somebody sees who has never used it: one thing to do."""
    lines = [
        said(("Your working day, opened on purpose and closed on time.", "bold")),
        said(""),
        said(opens, "  opens the day"),
        said(""),
        said(("It takes two minutes: up to three outcomes and a plan.", "$text-muted")),
        said(("Every step can be skipped, and nothing leaves this machine.", "$text-muted")),
    ]
    return Content("\n").join(lines)
