"""The form in which an outcome is written down."""

from functools import partial
from typing import get_args

from remoteos.domain.outcomes import Outcome
from remoteos.domain.record import Visibility
from remoteos.domain.text import required
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.dialogs.goal_form import SEEN_BY, goal_options
from remoteos.screens.session import Session
from remoteos.screens.typed import coming_date, maybe
from remoteos.services import outcomes
from remoteos.services.outcomes import OutcomeFields
from remoteos.widgets.fields import Field


class OutcomeForm(Form):
    """Adds an outcome, or changes the one that is given; then only what was changed is written."""

    def __init__(self, session: Session, outcome: Outcome | None = None) -> None:
        self.outcome = outcome
        self.saved: Outcome | None = None
        """The outcome as it is now, once it was saved."""
        goals = outcomes.goals(session.desk, closed=True)
        goal = outcome.goal_id if outcome else None
        due = f"{outcome.due:%Y-%m-%d}" if outcome and outcome.due else ""
        self._read_date = partial(coming_date, today=session.desk.today, before=due)
        super().__init__(
            session,
            "Change the outcome" if outcome else "New outcome",
            [
                Field(
                    "title", "Outcome", outcome.title if outcome else "", "what will be true: RFC accepted"
                ),
                Field(
                    "done_when",
                    "Done when",
                    outcome.done_when if outcome else "",
                    "how could someone else check it?",
                ),
                Field("goal", "Serves", goal or "", options=goal_options(session, goals, goal)),
                Field(
                    "due", "Due", due, "no date; friday, 2026-12-04", check=partial(maybe, self._read_date)
                ),
                Field(
                    "seen_by",
                    "Who may see it",
                    outcome.visibility if outcome else Outcome.visibility,
                    options=SEEN_BY,
                ),
            ],
            self._save,
            name=f"outcome {outcome.id}" if outcome else "new outcome",
        )

    def _save(self, values: Values) -> None:
        title = required(values["title"], "title")
        new = {field.name for field in self.fields if values[field.name] != field.value}
        fields: OutcomeFields = {"title": title} if "title" in new else {}
        if "done_when" in new:
            fields["done_when"] = values["done_when"]
        if "due" in new:
            fields["due"] = maybe(self._read_date, values["due"])
        if "seen_by" in new:
            fields["visibility"] = next(one for one in get_args(Visibility) if one == values["seen_by"])
        goal = values["goal"] if "goal" in new else None
        before = self.outcome
        if before is None:
            fields.pop("title", None)
            self.saved = self.session.change(lambda desk: outcomes.add(desk, title, goal, **fields))
        else:
            self.saved = self.session.change(lambda desk: outcomes.edit(desk, before.id, goal, **fields))
