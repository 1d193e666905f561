"""The calm end of a day: what it was, what carries over, and nothing more to do."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from remoteos.commands import binding
from remoteos.domain.actions import ACTIONS
from remoteos.domain.words import clock_time, day_name, duration, plural
from remoteos.screens.rituals.step import KeyStep
from remoteos.services.day import DayView, view
from remoteos.services.rituals import Closed
from remoteos.services.update_due import due_today
from remoteos.widgets.key_bar import KeyHint
from remoteos.widgets.key_list import KeyList
from remoteos.widgets.text import plain, said

_LABEL = 16


class Summary(KeyStep):
    """What a closed day was; enter leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding(action) for action in ACTIONS if action.id == "ritual.draft"
    ]

    def __init__(self) -> None:
        super().__init__("", "")
        self.closed: Closed | None = None

    def compose(self) -> ComposeResult:
        """The sentence, the facts, and the way out."""
        yield Static("", classes="question", markup=False)
        yield Static("", id="facts", markup=False)
        yield Static("", classes="about", markup=False)
        yield KeyList(classes="keys")

    def asks(self) -> bool:
        """Whether the day is closed."""
        return self.closed is not None

    def load(self) -> None:
        """Say what the day was."""
        if self.closed is None:
            return
        day = self.closed.day
        self.query_one(".question", Static).update(said(("Shutdown complete.", "bold $primary")))
        page = view(self.desk, day.date)
        lines = [_line(label, text) for label, text in self._facts(self.closed, page) if text]
        self.query_one("#facts", Static).update(Content("\n").join(lines))
        now = day.date == self.desk.today
        self.query_one(".about", Static).update(plain("The rest of the day is yours." if now else ""))
        hints = [KeyHint("enter", "to Today", "leave")]
        if (card := due_today(self.desk)) is not None:
            name = self.session.veil.name(card.person)
            hints += self.hints([("ritual.draft", f"the update to {name} is due: to the draft")])
        self.query_one(KeyList).show(hints)

    def action_leave(self) -> None:
        """Go to Today."""
        self.guide.action_ritual_next()

    def action_ritual_draft(self) -> None:
        """Go to the updates, where one is due."""
        self.guide.leave()
        self.app.switch_mode("updates")

    def _facts(self, closed: Closed, page: DayView) -> list[tuple[str, str]]:
        """Each fact with its label; those without a text are left out."""
        session, day = self.session, closed.day
        done = sum(one.state == "done" for one in page.outcomes)
        wins = sum(one.kind == "win" for one in page.captures)
        counts = [(closed.carried_loops, "open loop"), (len(day.carried_ids), "outcome")]
        carried = ", ".join(plural(count, noun) for count, noun in counts if count)
        ended = [session.veiled(block.intention, block.visibility) for block in closed.finished]
        left = closed.left_running
        late = day.date < self.desk.today and day.closed_at
        focus = f"{duration(page.focused_s)} in {plural(len(page.blocks), 'block')}"
        return [
            (
                "Closed",
                f"{day_name(day.date, year=False)}, as of {clock_time(day.closed_at)}"
                if late and day.closed_at
                else "",
            ),
            ("Focus", focus if page.blocks else "none recorded"),
            ("Outcomes", f"{done} of {len(page.outcomes)} done" if done else ""),
            ("Wins", str(wins) if wins else ""),
            ("Carries over", carried or "nothing"),
            ("First thing", session.veiled(day.first_thing)),
            ("Ended with it", ", ".join(ended)),
            (
                "Left running",
                f"{session.veiled(left.intention, left.visibility)}; it waits to be settled" if left else "",
            ),
        ]


def _line(label: str, text: str) -> Content:
    name = said((label, "$text-muted"))
    return name.pad_right(_LABEL - name.cell_length) + plain(text)
