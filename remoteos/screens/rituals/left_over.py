"""What was carried over three times or more: one key each, by the same keys as every open loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from remoteos.domain.outcomes import Outcome
from remoteos.domain.text import required
from remoteos.domain.words import day_name
from remoteos.messages import Changed
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.rituals.deciding import Deciding
from remoteos.screens.typed import typed_date
from remoteos.services import outcomes, rituals
from remoteos.services.desk import Desk
from remoteos.widgets.fields import Field

_OUTCOME_WAYS: tuple[tuple[str, str], ...] = (
    ("loop.do", "keep it today"),
    ("loop.schedule", "due on a date"),
    ("loop.outcome", "another outcome instead"),
    ("loop.drop", "let it go"),
    ("loop.leave", "decide later, it stays today"),
)


class LeftOver(Deciding):
    """Loops and outcomes; an outcome is done today, dated, turned into another one, or dropped."""

    def __init__(self) -> None:
        super().__init__("left over", "Left over", rituals.to_decide)
        self.loop_ways = self.ways

    def action_loop_do(self) -> None:
        """Make an outcome one of today's."""
        outcome = self.outcome_in_hand
        if outcome is None:
            super().action_loop_do()
        elif self.act(lambda desk: rituals.pick(desk, outcome), "It is one of today's.") is not None:
            self.action_loop_leave()

    def action_loop_schedule(self) -> None:
        """Say until when an outcome is due."""
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

    def loop_action_allowed(self, action: str) -> bool | None:
        """An outcome has fewer ways out than a loop."""
        outcome = self.outcome_in_hand
        if outcome is None or not action.startswith("loop_"):
            return super().loop_action_allowed(action)
        hidden = self.session.hidden and outcome.visibility == "private"
        ways = {way.replace(".", "_") for way, _ in _OUTCOME_WAYS}
        return action == "loop_leave" or (action in ways and not hidden)

    def _show(self) -> None:
        self.ways = _OUTCOME_WAYS if self.outcome_in_hand else self.loop_ways
        super()._show()

    def _ask_about(
        self, title: str, fields: Sequence[Field], decide: Callable[[Desk, Outcome, Values], str]
    ) -> None:
        outcome, told = self.outcome_in_hand, list[str]()
        if outcome is None:
            return

        def save(values: Values) -> None:
            told.append(self.session.change(lambda desk: decide(desk, outcome, values)))

        def saved(done: bool | None) -> None:
            if done:
                self.decided(outcome)
                self.guide.post_message(Changed(told[-1]))

        note = f"“{self.session.veiled(outcome.title, outcome.visibility)}”"
        form = Form(self.session, title, fields, save, name=f"{title} {outcome.id}", note=note)
        self.app.push_screen(form, saved)

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
