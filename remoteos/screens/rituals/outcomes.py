"""The outcomes of the day: three at most, picked from the open ones or added by typing."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from remoteos.domain.errors import RemoteosError
from remoteos.domain.outcomes import Outcome
from remoteos.domain.rituals import MOST_OUTCOMES
from remoteos.domain.text import required
from remoteos.domain.words import OUTCOME_MARKS, carried, due
from remoteos.screens.rituals.step import Step
from remoteos.services import outcomes, rituals
from remoteos.widgets.pick_line import PickLine
from remoteos.widgets.rows import Row, Rows
from remoteos.widgets.text import Part, joined, said

_NEW = "new:"
_FULL = "Three are picked. Space on one of them makes room; what matters most stays."


class DayOutcomes(Step):
    """A field over the open outcomes: a space picks, words narrow the list or become a new outcome."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "down", show=False),
        Binding("up", "move(-1)", "up", show=False),
    ]

    def __init__(self) -> None:
        super().__init__("outcomes", "Outcomes")
        self._order: list[str] = []

    def compose(self) -> ComposeResult:
        """The question, the field, the list, and how it works."""
        yield Static("", classes="question", markup=False)
        yield PickLine(placeholder="a result, such as: the RFC is accepted", id="new")
        yield Static("", classes="problem", markup=False)
        yield Rows()
        yield Static("", classes="about", markup=False)

    def on_mount(self) -> None:
        """Let the list stay out of the way of typing."""
        self.query_one(Rows).can_focus = False

    def begin(self) -> None:
        """Take the keys; the place of one that was dropped a moment ago is free."""
        self.query_one(PickLine).focus()
        self._order = []
        picked = self._picked()
        kept = [one for one in picked if not self._is_dropped(one)]
        if len(kept) < len(picked):
            self.act(lambda desk: rituals.open_day(desk, outcomes=kept))
        self.load()

    def load(self) -> None:
        """Show the open outcomes, those of today marked."""
        self._show_list()
        picked = len(self._picked())
        self.query_one(".question", Static).update(
            said(
                ("What will you have by the end of the day?", "bold"),
                (f"   {picked} of {MOST_OUTCOMES}", "$text-muted"),
            )
        )

    def go_on(self) -> bool:
        """Pick or add what the cursor stands on while something is typed; else the step is over."""
        if not self.query_one(PickLine).value.strip():
            return True
        chosen = self.query_one(Rows).current
        if chosen and not chosen.startswith(_NEW):
            self._toggle(chosen)
        else:
            self._add()
        return False

    def action_move(self, step: int) -> None:
        """Move in the list while the field keeps the focus."""
        self.query_one(Rows).action_move(step)

    def on_input_changed(self) -> None:
        """Narrow the list to what was typed."""
        self.say("")
        self._show_list()
        if rows := self.query_one(Rows).rows:
            self.query_one(Rows).go_to(rows[0].id)

    def on_pick_line_picked(self) -> None:
        """Pick what the cursor stands on, or take it off again."""
        if chosen := self.query_one(Rows).current:
            self._toggle(chosen)

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """Pick what was clicked."""
        event.stop()
        if event.id.startswith(_NEW):
            self._add()
        else:
            self._toggle(event.id)

    # What changes

    def _toggle(self, chosen: str) -> None:
        outcome = self.desk.store.get(Outcome, chosen)
        if outcome is None:
            return
        if chosen in self._picked():
            self.act(lambda desk: rituals.unpick(desk, outcome))
        elif self._has_room():
            self.act(lambda desk: rituals.pick(desk, outcome))
        else:
            return
        self.query_one(PickLine).value = ""

    def _add(self) -> None:
        if not self._has_room():
            return
        try:
            title = required(self.query_one(PickLine).value, "title")
        except RemoteosError as error:
            self.say(str(error))
            return
        if self.act(lambda desk: rituals.pick_new(desk, title)) is not None:
            self.query_one(PickLine).value = ""

    def _has_room(self) -> bool:
        """Whether one more can be picked; says what to do when not."""
        picked = self._picked()
        room = len(picked) < MOST_OUTCOMES
        self.say("" if room else _FULL)
        return room

    def _picked(self) -> tuple[str, ...]:
        return rituals.day_in_hand(self.desk).outcome_ids

    def _is_dropped(self, which: str) -> bool:
        outcome = self.desk.store.get(Outcome, which)
        return outcome is None or outcome.state == "dropped"

    # How it is shown

    def _show_list(self) -> None:
        typed = self.query_one(PickLine).value.strip()
        words = typed.casefold().split()
        picked = self._picked()
        known = self._known(picked)
        titles = {one.id: self.session.veiled(one.title, one.visibility).casefold() for one in known}
        fitting = [one for one in known if all(word in titles[one.id] for word in words)]
        rows = [self._row(one, picked) for one in fitting]
        if typed and typed.casefold() not in {titles[one.id] for one in fitting}:
            rows.insert(0, Row(f"{_NEW}{typed}", said(("add  ", "$text-muted"), (typed, "bold"))))
        self.query_one(Rows).show(rows)
        self.query_one(Rows).styles.height = min(12, max(1, sum(row.height for row in rows)))
        self.query_one(".about", Static).update(self._help(bool(typed), bool(known)))

    def _known(self, picked: tuple[str, ...]) -> list[Outcome]:
        """Those of today first, done ones too, then the other open ones; picking moves none."""
        today = [one for id in picked if (one := self.desk.store.get(Outcome, id))]  # noqa: A001
        known = {one.id: one for one in (*today, *outcomes.listed(self.desk))}
        self._order = [*(one for one in known if one not in self._order), *self._order]
        return [known[one] for one in self._order if one in known]

    def _row(self, outcome: Outcome, picked: tuple[str, ...]) -> Row:
        here = outcome.id in picked
        mark = OUTCOME_MARKS[outcome.state] if outcome.state != "open" else "●" if here else "○"
        title = self.session.veiled(outcome.title, outcome.visibility)
        rungs = outcomes.ladder(self.desk, outcome)
        goal = self.session.veiled(rungs[0].title, rungs[0].visibility) if rungs else ""
        aside: list[Part] = [(carried(outcome.rolls), "$text-muted")] if outcome.rolls else []
        if outcome.due:
            late = outcome.due < self.desk.today
            aside.append((due(outcome.due, self.desk.today), "$text-warning" if late else "$text-muted"))
        return Row(
            outcome.id,
            said(
                (f"{mark} ", "$primary" if here else "$text-muted"),
                (title, "bold" if here else ""),
                (f"  ▸ {goal}" if goal else "", "$text-muted"),
            ),
            joined(aside) if aside else Content(""),
        )

    def _help(self, typing: bool, known: bool) -> Content:
        key = "bold $footer-key-foreground"
        if typing:
            return said(("enter", key), " takes the line that is marked  ", ("↑↓", key), " move")
        if known:
            return said(
                ("space", key), " picks  ", ("↑↓", key), " move  type to add one  ", ("enter", key), " next"
            )
        return said("Type a result that someone else could check.  ", ("enter", key), " next")
