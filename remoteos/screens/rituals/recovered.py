"""What was found when the last day had not been ended: said once, before the start ritual."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from remoteos.domain.rituals import Workday
from remoteos.domain.words import clock_time, day_name, plural
from remoteos.screens.rituals.step import KeyStep
from remoteos.services.captures import open_loops
from remoteos.services.rituals import Opened
from remoteos.widgets.text import joined, plain, said


class Recovered(KeyStep):
    """Which days were closed for the user, as of when, and what came along."""

    def __init__(self, opened: Opened) -> None:
        super().__init__("", "")
        self.opened = opened

    def compose(self) -> ComposeResult:
        """What was done; there is nothing to answer."""
        yield Static("", classes="question", markup=False)
        yield Static("", classes="about", markup=False)
        yield Static("", id="along", markup=False)
        yield Static(plain("Nothing is lost, and nothing is left to do about it."), classes="about")

    def asks(self) -> bool:
        """Whether a day was recovered."""
        return bool(self.opened.recovered)

    def load(self) -> None:
        """Say what was done."""
        days = self.opened.recovered
        names = " and ".join(day_name(day.date, year=False) for day in days)
        self.query_one(".question", Static).update(
            said((f"{names} {'was' if len(days) == 1 else 'were'} still open.", "bold"))
        )
        self.query_one(".about", Static).update(plain(self._closed_said()))
        self.query_one("#along", Static).update(self._along(days))

    def _closed_said(self) -> str:
        """As of when each day is closed."""
        days = [(day.date, day.closed_at) for day in self.opened.recovered if day.closed_at]
        if len(days) == 1:
            return f"It is closed as of the last thing recorded on it, at {clock_time(days[0][1])}."
        times = ", ".join(f"{day_name(day, year=False)} {clock_time(at)}" for day, at in days)
        return f"Closed as of the last record: {times}."

    def _along(self, days: tuple[Workday, ...]) -> Content:
        ended = {day.date for day in days}
        loops = sum(loop.rolled_on in ended for loop in open_loops(self.desk))
        outcomes = len({one for day in days for one in day.carried_ids})
        counts = [
            (loops, "open loop"),
            (outcomes, "unfinished outcome"),
            (self.opened.plans, "planned block"),
        ]
        came = [plural(count, noun) for count, noun in counts if count]
        if not came:
            return plain("Nothing was left over.")
        return said("Came along: ", joined(came, ", "), ".")
