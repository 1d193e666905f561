"""What can be done with an outcome or a goal by one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from remoteos.domain.outcome_board import may_serve
from remoteos.domain.outcomes import Goal, Outcome
from remoteos.messages import Changed, Refused
from remoteos.screens.loop_decisions import hidden_now
from remoteos.screens.main_page import MainPage
from remoteos.screens.outcome_text import OWNER_WORDS
from remoteos.services import outcomes, rituals

if TYPE_CHECKING:
    from remoteos.screens.dialogs.form import Form, Values

_NO_GOAL = "none"
"""What is chosen among the goals to serve none of them."""

_FOOTER = {
    "outcome.add": 10,
    "outcome.edit": 12,
    "outcome.report": 14,
    "outcome.pick": 16,
    "outcome.done": 18,
    "outcomes.view": 20,
    "outcome.link": 22,
    "outcome.drop": 24,
    "goal.add": 26,
}
"""The turns of this page's keys in the footer, before everybody else's."""

_ON_ONE = ("outcome_edit", "outcome_done", "outcome_drop", "outcome_link", "outcome_report", "outcome_pick")


class OutcomeActions(MainPage):
    """The actions on the outcome or goal under the cursor."""

    @property
    def in_hand(self) -> Outcome | Goal | None:
        """The outcome or goal that the keys are about; None when there is none."""
        raise NotImplementedError

    @property
    def is_for_today(self) -> bool:
        """Whether the outcome in hand is one of today's."""
        raise NotImplementedError

    def come_to(self, record: Outcome | Goal) -> None:
        """Put the cursor on a record as soon as it is shown."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now."""
        if action not in _ON_ONE:
            return super().check_action(action, parameters)
        record = self.in_hand
        if record is None:
            return False
        if action in ("outcome_report", "outcome_pick") and not isinstance(record, Outcome):
            return False
        return action in ("outcome_edit", "outcome_done") or record.state == "open"

    def rank(self, action: str) -> int | None:
        """The keys of this page come first, then those of all pages."""
        usual = super().rank(action)
        return _FOOTER.get(action, None if usual is None else usual + max(_FOOTER.values()))

    def label(self, action: str, usual: str) -> str:
        """Say what the key would do to the one in hand."""
        record = self.in_hand
        if action == "outcome.add":
            return "new"
        if action == "outcome.done" and record is not None and record.state != "open":
            return "open again"
        if action == "outcome.pick" and self.is_for_today:
            return "not today"
        if action == "outcome.pick":
            return "today"
        return super().label(action, usual)

    # Adding and changing

    def action_outcome_add(self) -> None:
        """Add an outcome."""
        from remoteos.screens.dialogs.outcome_form import OutcomeForm

        form = OutcomeForm(self.session)
        self._open(form, lambda: self._tell(form.saved, "Added"))

    def action_goal_add(self) -> None:
        """Add a goal."""
        from remoteos.screens.dialogs.goal_form import GoalForm

        form = GoalForm(self.session)
        self._open(form, lambda: self._tell(form.saved, "Added"))

    def action_outcome_edit(self) -> None:
        """Change the outcome or goal in hand."""
        record = self._shown()
        if isinstance(record, Goal):
            from remoteos.screens.dialogs.goal_form import GoalForm

            self._open(GoalForm(self.session, record), lambda: self._changed("Saved."))
        elif record is not None:
            from remoteos.screens.dialogs.outcome_form import OutcomeForm

            self._open(OutcomeForm(self.session, record), lambda: self._changed("Saved."))

    def action_outcome_report(self) -> None:
        """Note what moved on the outcome in hand."""
        record = self._shown()
        if isinstance(record, Outcome):
            from remoteos.screens.dialogs.progress import ProgressForm

            self._open(ProgressForm(self.session, record), lambda: self._changed("Progress noted."))

    def action_outcome_link(self) -> None:
        """Ask which goal the one in hand serves."""
        from remoteos.screens.dialogs.pick import Candidate, Pick

        record = self._shown()
        if record is None:
            return
        goal = record if isinstance(record, Goal) else None
        above = goal.parent_id if goal else record.goal_id if isinstance(record, Outcome) else None
        fitting = may_serve(goal, outcomes.goals(self.session.desk))
        candidates = [
            Candidate(one.id, self.named(one), "now" if one.id == above else OWNER_WORDS[one.owner])
            for one in fitting
        ]
        if above is not None:
            candidates.append(Candidate(_NO_GOAL, "No goal"))
        hint = "type to find one, or to add one"
        pick = Pick(self.session, "Which goal does it serve?", candidates, new="Add a goal", hint=hint)
        self.app.push_screen(pick, lambda chosen: self._link(record, chosen))

    # What becomes of it

    def action_outcome_pick(self) -> None:
        """Make the outcome in hand one of today's, or not."""
        record = self._shown()
        if not isinstance(record, Outcome):
            return
        if self.is_for_today:
            self.act(lambda desk: rituals.unpick(desk, record), f"{self.named(record)} is not for today.")
        else:
            self.act(lambda desk: rituals.pick(desk, record), f"{self.named(record)} is for today.")

    def action_outcome_done(self) -> None:
        """Mark the one in hand done; open it again if it is not open."""
        record = self._shown()
        if record is None:
            return
        name = self.named(record)
        if record.state != "open":
            self.act(lambda desk: outcomes.reopen_record(desk, record), f"{name} is open again.")
        else:
            self.act(lambda desk: outcomes.close_record(desk, record, "done"), f"{name} is done.")

    def action_outcome_drop(self) -> None:
        """Drop the one in hand, with a reason if there is one."""
        from remoteos.screens.dialogs.form import Form
        from remoteos.widgets.fields import Field

        record = self._shown()
        if record is None:
            return
        name = self.named(record)

        def save(values: Values) -> None:
            reason = values["why"]
            self.session.change(lambda desk: outcomes.close_record(desk, record, "dropped", reason))

        fields = [Field("why", "Why", hint="no reason needed")]
        form = Form(self.session, f"Drop {name}?", fields, save, name=f"drop {record.id}", does="drop it")
        self._open(form, lambda: self._changed(f"{name} is dropped."))

    def named(self, record: Outcome | Goal) -> str:
        """A title as it may be shown now."""
        return self.session.veiled(record.title, record.visibility)

    # How it is done

    def _shown(self) -> Outcome | Goal | None:
        """The one in hand; None, and a word about it, while it is hidden."""
        record = self.in_hand
        if record is None:
            return None
        texts = (record.title, record.done_when) if isinstance(record, Outcome) else (record.title,)
        if any(self.session.veiled(text, record.visibility) != text for text in texts):
            self.post_message(Refused(hidden_now(self.session)))
            return None
        return record

    def _open(self, form: Form, saved: Callable[[], None]) -> None:
        """Open a form."""
        self.app.push_screen(form, lambda done: saved() if done else None)

    def _link(self, record: Outcome | Goal, chosen: str | None) -> None:
        from remoteos.screens.dialogs.goal_form import GoalForm
        from remoteos.screens.dialogs.pick import Pick

        name = self.named(record)
        if chosen is None:
            return
        if chosen.startswith(Pick.NEW):
            form = GoalForm(self.session, title=chosen.removeprefix(Pick.NEW), serving=record)
            self._open(form, lambda: self._changed(f"{name} serves a new goal."))
        elif chosen == _NO_GOAL:
            self.act(lambda desk: outcomes.serve(desk, record, ""), f"{name} serves no goal now.")
        else:
            goals = outcomes.goals(self.session.desk, closed=True)
            served = next((self.named(goal) for goal in goals if goal.id == chosen), "another goal")
            self.act(lambda desk: outcomes.serve(desk, record, chosen), f"{name} serves {served}.")

    def _tell(self, record: Outcome | Goal | None, did: str) -> None:
        """Tell what was done to a record, and go to it."""
        if record is not None:
            self.come_to(record)
            self._changed(f"{did} {self.named(record)}.")

    def _changed(self, said: str) -> None:
        self.post_message(Changed(said))
