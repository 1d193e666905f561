"""A run of a play: what to do now, in full, and what became of the other steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from remoteos.commands import bindings
from remoteos.domain.actions import Place as PlaceOfAction
from remoteos.domain.errors import NotFound
from remoteos.domain.runs import Run
from remoteos.screens.play_text import END, Left, Place, head, in_full, place_of, rows
from remoteos.screens.run_actions import RunActions
from remoteos.screens.session import Session
from remoteos.services import run_products, runs
from remoteos.widgets.details import Entry
from remoteos.widgets.rows import Row
from remoteos.widgets.text import plain, said


class RunScreen(RunActions):
    """One run, step by step; leaving it loses nothing, and it waits for days if need be."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("run")
    TITLE = "Run a play"
    place: ClassVar[PlaceOfAction] = "run"
    mode = "playbooks"
    explanation = (
        "A run is a copy of a play that no later change of the playbook touches. A step is done, or skipped "
        "with a reason; notes and what there is to show stay with it. Leave whenever you like: a run waits, "
        "and several can go on at once. When all is through you say whether it worked; what the measures "
        "show can be said in some weeks."
    )
    legend = (("▸  ○", "The next step, one that is open"), ("✓  ×", "Done or made, skipped"))

    def __init__(self, session: Session, run_id: str) -> None:
        super().__init__(session)
        self.run_id = run_id
        self.run_in_hand: Run | None = None
        self._left: Left = ()
        self._expected = ""

    def read(self) -> Sequence[Row]:
        """The steps and what they leave behind; of a run that ended first what came of it."""
        desk, before = self.session.desk, self.run_in_hand
        try:
            run = runs.find(desk, self.run_id)
        except NotFound:
            self.run_in_hand, self._left = None, ()
            return []
        self.run_in_hand, self._left = run, run_products.produced(desk, run)
        if before is None or before.is_open != run.is_open:  # ended, or opened again, here or elsewhere
            self._expected = _first(run)
            self.call_after_refresh(self._from_the_top)
        return rows(self.session, run, self._left)

    def _from_the_top(self) -> None:
        """Show as much as there is room for above the row to begin with."""
        self.rows.scroll_home(animate=False)
        self.rows.watch_cursor(None, self.rows.cursor)

    def count_said(self) -> Content:
        """What is run, how far it is, and what is due next."""
        return head(self.session, self.run_in_hand) if self.run_in_hand else said(("No run", "bold"))

    def welcome(self) -> Sequence[Content]:
        """What is said of a run that is gone."""
        back = said(self.key("back"), " goes back.")
        return [plain("This run is gone: beginning it was taken back."), Content(""), back]

    def in_full(self) -> tuple[Content, Sequence[Entry]]:
        """The step, the product, the measure or the question under the cursor."""
        if self.run_in_hand is None:
            return Content(""), ()
        return in_full(self.session, self.run_in_hand, self._left, self.here)

    @property
    def here(self) -> Place:
        """What the cursor stands on."""
        return place_of(self.current)

    def show_record(self, identity: str) -> None:
        """Put the cursor on a row of it; its own id is the run as a whole."""
        if identity != self.run_id:
            super().show_record(identity)


def _first(run: Run) -> str:
    """The row to begin with: the next step, or how the run ended."""
    if not run.is_open:
        return Place(END, 0).row
    return Place("step", run.next_step).row if run.next_step else ""
