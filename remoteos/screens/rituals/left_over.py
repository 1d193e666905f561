"""What was carried over three times or more, and the decisions to look back at: one key each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from remoteos.commands import binding
from remoteos.domain.actions import ACTIONS
from remoteos.domain.decisions import Decision
from remoteos.domain.outcomes import Outcome
from remoteos.domain.text import required
from remoteos.domain.words import day_name
from remoteos.messages import Changed
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.rituals.deciding import Deciding, Undecided
from remoteos.screens.typed import typed_date
from remoteos.services import decisions, outcomes, rituals
from remoteos.services.desk import Desk
from remoteos.widgets.fields import Field

_OUTCOME_WAYS: tuple[tuple[str, str], ...] = (
    ("loop.do", "keep it today"),
    ("loop.schedule", "due on a date"),
    ("loop.outcome", "another outcome instead"),
    ("loop.drop", "let it go"),
    ("loop.leave", "decide later, it stays today"),
)

_DECISION_WAYS: tuple[tuple[str, str], ...] = (
    ("decision.look", "say how it turned out"),
    ("loop.schedule", "look on another date"),
    ("loop.leave", "leave it for another day"),
)

_LOOK = next(action for action in ACTIONS if action.id == "decision.look")


class LeftOver(Deciding):
    """Loops, outcomes, then decisions.

    An outcome is done today, dated, turned into another one, or dropped; a decision is looked back at now,
    or later.
    """

    BINDINGS: ClassVar[list[BindingType]] = [binding(_LOOK)]

    def __init__(self) -> None:
        super().__init__("left over", "Left over", _left_over)
        self.loop_ways = self.ways

    def action_decision_look(self) -> None:
        """Say how a decision turned out."""
        from remoteos.screens.dialogs.decision_form import LookBack

        decision = self.decision_in_hand
        if decision is not None:
            self._open_form(LookBack(self.session, decision), decision, lambda: "Looked back at.")

    def action_loop_do(self) -> None:
        """Make an outcome one of today's."""
        outcome = self.outcome_in_hand
        if outcome is None:
            super().action_loop_do()
        elif self.act(lambda desk: rituals.pick(desk, outcome), "It is one of today's.") is not None:
            self.action_loop_leave()

    def action_loop_schedule(self) -> None:
        """Say until when an outcome is due, or when to look at a decision."""
        if self.decision_in_hand is not None:
            self._ask_when_to_look(self.decision_in_hand)
            return
        if self.outcome_in_hand is None:
            super().action_loop_schedule()
            return
        field = Field("due", "Due", hint="friday, 2026-11-27", check=self._due)
        self._ask_about("Due on a date", [field], self._dated)

    def action_loop_outcome(self) -> None:
        """Turn an outcome into another one."""
        if self.outcome_in_hand is None:
            super().action_loop_outcome()
            return
        self._ask_about("Another outcome instead", [Field("title", "What is it")], self._turned)

    def action_loop_drop(self) -> None:
        """Drop an outcome."""
        if self.outcome_in_hand is None:
            super().action_loop_drop()
            return
        self._ask_about("Let it go", [Field("why", "Why", hint="no reason needed")], self._dropped)

    @property
    def outcome_in_hand(self) -> Outcome | None:
        """The outcome that the keys decide."""
        return self.record if isinstance(self.record, Outcome) else None

    @property
    def decision_in_hand(self) -> Decision | None:
        """The decision that is looked back at."""
        return self.record if isinstance(self.record, Decision) else None

    def loop_action_allowed(self, action: str) -> bool | None:
        """An outcome and a decision have fewer ways out than a loop."""
        looks, record = action == _LOOK.method, self.record
        if not (looks or action.startswith("loop_")):
            return super().loop_action_allowed(action)
        if not isinstance(record, Outcome | Decision):
            return not looks and super().loop_action_allowed(action)
        hidden = self.session.hidden and record.visibility == "private"
        ways = {way.replace(".", "_") for way, _ in self._ways_of(record)}
        return action == "loop_leave" or (action in ways and not hidden)

    def _show(self) -> None:
        self.ways = self._ways_of(self.record)
        super()._show()

    def _ways_of(self, record: Undecided | None) -> tuple[tuple[str, str], ...]:
        if isinstance(record, Decision):
            return _DECISION_WAYS
        return _OUTCOME_WAYS if isinstance(record, Outcome) else self.loop_ways

    def _ask_about(
        self, title: str, fields: Sequence[Field], decide: Callable[[Desk, Outcome, Values], str]
    ) -> None:
        outcome, told = self.outcome_in_hand, list[str]()
        if outcome is None:
            return

        def save(values: Values) -> None:
            told.append(self.session.change(lambda desk: decide(desk, outcome, values)))

        note = f"“{self.session.veiled(outcome.title, outcome.visibility)}”"
        form = Form(self.session, title, fields, save, name=f"{title} {outcome.id}", note=note)
        self._open_form(form, outcome, lambda: told[-1])

    def _open_form(self, form: Form, record: Undecided, said: Callable[[], str]) -> None:
        """Open a form by which a record is decided."""

        def saved(done: bool | None) -> None:
            if done:
                self.decided(record)
                self.guide.post_message(Changed(said()))

        self.app.push_screen(form, saved)

    def _ask_when_to_look(self, decision: Decision) -> None:
        def save(values: Values) -> None:
            day = typed_date(values["on"], self.desk.today)
            self.session.change(lambda desk: decisions.edit(desk, decision.id, revisit_on=day))

        note = f"“{self.session.veiled(decision.text, decision.visibility)}”"
        field = Field("on", "On", hint="friday, 2027-02-01", check=self._later)
        form = Form(
            self.session, "Look on another date", [field], save, name=f"look at {decision.id}", note=note
        )
        self._open_form(form, decision, lambda: "It comes back then.")

    def _dated(self, desk: Desk, outcome: Outcome, values: Values) -> str:
        day = typed_date(values["due"], desk.today)
        outcomes.edit(desk, outcome.id, due=day)
        return f"Due {day_name(day)}."

    def _turned(self, desk: Desk, outcome: Outcome, values: Values) -> str:
        outcomes.turn_into(desk, outcome.id, required(values["title"], "title"))
        return "Another outcome in its place."

    def _dropped(self, desk: Desk, outcome: Outcome, values: Values) -> str:
        outcomes.close(desk, outcome.id, "dropped", values["why"])
        return "Let go."

    def _due(self, text: str) -> None:
        if not text:
            raise ValueError("Until when?")
        typed_date(text, self.desk.today)

    def _later(self, text: str) -> None:
        if not text:
            raise ValueError("On which day?")
        if typed_date(text, self.desk.today) == self.desk.today:
            raise ValueError("That is today: say how it turned out, or name a later day.")


def _left_over(desk: Desk) -> tuple[Undecided, ...]:
    return (*rituals.to_decide(desk), *decisions.due(desk))
