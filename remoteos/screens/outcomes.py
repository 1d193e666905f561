"""Outcomes: what moves, what is silent, and what it all serves."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from remoteos.commands import bindings
from remoteos.domain.actions import Place
from remoteos.domain.outcomes import Goal, Outcome
from remoteos.screens.outcome_actions import OutcomeActions
from remoteos.screens.outcome_text import card, goal_details, ladder_rows, outcome_details
from remoteos.screens.session import Session
from remoteos.services.outcome_board import Overview, overview
from remoteos.widgets.board import Board, Heading
from remoteos.widgets.details import Details
from remoteos.widgets.page_rows import PageRows
from remoteos.widgets.text import plain, said

WHAT_IT_IS = "An outcome is a result you answer for, with a “done when” that someone else could check."
"""What somebody reads who has none yet."""

_COLUMNS = (
    Heading("waiting", "TO BEGIN", "Nothing waits."),
    Heading("moving", "IN PROGRESS", "Nothing yet."),
    Heading("closed", "CLOSED LATELY", "Nothing yet."),
)


class OutcomesScreen(OutcomeActions):
    """The board of outcomes and the ladder they hang from."""

    CSS_PATH = "outcomes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("outcomes")
    place: ClassVar[Place] = "outcomes"
    mode = "outcomes"
    TITLE = "Outcomes"
    explanation = (
        "The board shows your outcomes by how far they have come. On record for one are the blocks worked "
        "for it, the notes of progress, and wins noted in those blocks. The ladder shows what they serve: "
        "leadership's intent, your manager's goals, your own. Silent is what has not moved for three weeks."
    )
    legend = (
        ("○  ◐", "An outcome to begin, and one with something on record"),
        ("✓  ×", "Done, dropped"),
        ("◆  ◇  ▸", "A goal: leadership's intent, your manager's, your own"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.overview: Overview | None = None
        self.view: Literal["board", "ladder"] = "board"
        """Which of the two is shown."""
        self._expected = ""

    def body(self) -> ComposeResult:
        """The two views, of which one is shown, and the one in hand in full."""
        yield Static(self._welcome(), id="no-outcomes")
        with Vertical(id="outcomes"):
            yield Board(_COLUMNS)
            yield PageRows()
            yield Details(id="outcome-details")

    def load(self) -> None:
        """Show how everything stands."""
        self.overview = found = overview(self.session.desk)
        standings = found.outcomes
        self.query_one(Board).show(
            {
                column: [card(self.session, standings[one.id]) for one in outcomes]
                for column, outcomes in found.columns.items()
            }
        )
        self.query_one(PageRows).show(ladder_rows(self.session, found))
        if self._expected:
            self._go_to(self._expected)
            self._expected = ""
        self._show_view()

    @property
    def in_hand(self) -> Outcome | Goal | None:
        """The outcome or goal under the cursor."""
        if self.overview is None:
            return None
        if (outcome := self.overview.outcomes.get(self._current)) is not None:
            return outcome.outcome
        goal = self.overview.goals.get(self._current)
        return goal.goal if goal else None

    @property
    def is_for_today(self) -> bool:
        """Whether the outcome in hand is one of today's."""
        standing = self.overview.outcomes.get(self._current) if self.overview else None
        return standing is not None and standing.today

    def show_record(self, identity: str) -> None:
        """Put the cursor on an outcome or a goal that is shown already."""
        if self.overview is not None and identity in self.overview.goals:
            self.view = "ladder"
        elif self.overview is not None and identity in self.overview.outcomes:
            self.view = "board"
        self._go_to(identity)
        self._show_view()

    def come_to(self, record: Outcome | Goal) -> None:
        """Put the cursor on a record as soon as it is shown; a goal is on the ladder only."""
        self._expected = record.id
        if isinstance(record, Goal):
            self.view = "ladder"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is no other view of nothing."""
        if action == "outcomes_view":
            return self.overview is not None and bool(self.overview.outcomes or self.overview.goals)
        return super().check_action(action, parameters)

    def label(self, action: str, usual: str) -> str:
        """Name the view that is not shown."""
        if action == "outcomes.view":
            return "ladder" if self.view == "board" else "board"
        return super().label(action, usual)

    def action_outcomes_view(self) -> None:
        """Switch between board and ladder; the cursor stays on its outcome where it can."""
        here = self._current
        self.view = "ladder" if self.view == "board" else "board"
        self._go_to(here)
        self._show_view()
        self.refresh_bindings()

    def on_board_moved(self) -> None:
        """Show the one under the cursor in full."""
        self._show_details()

    def on_rows_moved(self) -> None:
        """Show the one under the cursor in full."""
        self._show_details()

    def on_board_selected(self) -> None:
        """Change the card that was clicked."""
        self.action_outcome_edit()

    def on_rows_selected(self) -> None:
        """Change the outcome or goal that was clicked."""
        self.action_outcome_edit()

    @property
    def _shown_view(self) -> Board | PageRows:
        return self.query_one(Board) if self.view == "board" else self.query_one(PageRows)

    @property
    def _current(self) -> str:
        return self._shown_view.current

    def _go_to(self, identity: str) -> None:
        self.query_one(Board).go_to(identity)
        self.query_one(PageRows).go_to(identity)

    def _show_view(self) -> None:
        """Show the view that is wanted, or what to do while there is nothing to show."""
        assert self.overview is not None
        nothing = not (self.overview.outcomes or (self.view == "ladder" and self.overview.goals))
        board, ladder = self.query_one(Board), self.query_one(PageRows)
        self.query_one("#no-outcomes").display = nothing
        self.query_one("#outcomes").display = not nothing
        board.display, ladder.display = self.view == "board", self.view == "ladder"
        if not nothing and not self._shown_view.has_focus:
            self._shown_view.focus()
        self._show_details()

    def _welcome(self) -> Content:
        keys = [
            (self.session.key_of(action), "bold $footer-key-foreground")
            for action in ("outcome.add", "goal.add")
        ]
        return Content("\n").join(
            [
                plain(WHAT_IT_IS),
                Content(""),
                said(keys[0], " adds the first one."),
                said(keys[1], " adds a goal that outcomes can serve: your manager's, or your own."),
            ]
        )

    def _show_details(self) -> None:
        details, found = self.query_one(Details), self.overview
        if found is None:
            return
        if (outcome := found.outcomes.get(self._current)) is not None:
            details.show(_heading(self.session, outcome.outcome), outcome_details(self.session, outcome))
        elif (goal := found.goals.get(self._current)) is not None:
            details.show(_heading(self.session, goal.goal), goal_details(self.session, goal))
        else:
            details.show(Content(""))
        self.refresh_bindings()


def _heading(session: Session, record: Outcome | Goal) -> Content:
    return said((session.veiled(record.title, record.visibility), "bold"))
