"""The form in which a goal is written down, and what the forms of outcomes and goals share."""

from collections.abc import Sequence
from typing import get_args

from remoteos.domain.outcome_board import may_serve
from remoteos.domain.outcomes import Goal, Outcome, Owner
from remoteos.domain.record import Visibility
from remoteos.domain.text import required
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.session import Session
from remoteos.services import outcomes
from remoteos.services.outcomes import GoalFields
from remoteos.widgets.choice import Option
from remoteos.widgets.fields import Field

SEEN_BY: Sequence[tuple[Visibility, str]] = (
    ("private", "only me"),
    ("manager", "my manager"),
    ("public", "anyone"),
)
"""Who may see a record, as a form asks it."""

OWNERS: Sequence[tuple[Owner, str]] = (("leadership", "leadership"), ("manager", "my manager"), ("me", "me"))


class GoalForm(Form):
    """Adds a goal, or changes the one that is given; then only what was changed is written.

    With ``serving``, an outcome or a goal, that one serves the new goal from then on.
    """

    def __init__(
        self,
        session: Session,
        goal: Goal | None = None,
        *,
        title: str = "",
        serving: Outcome | Goal | None = None,
    ) -> None:
        self.goal = goal
        self.serving = serving
        self.saved: Goal | None = None
        """The goal as it is now, once it was saved."""
        above = goal.parent_id if goal else None
        goals = outcomes.goals(session.desk, closed=True)
        super().__init__(
            session,
            "Change the goal" if goal else "New goal",
            [
                Field("title", "Goal", goal.title if goal else title, "Checkout is reliable"),
                Field("owner", "Who wants it", goal.owner if goal else "manager", options=OWNERS),
                Field("parent", "Serves", above or "", options=goal_options(session, goals, above, goal)),
                Field(
                    "seen_by",
                    "Who may see it",
                    goal.visibility if goal else Goal.visibility,
                    options=SEEN_BY,
                ),
            ],
            self._save,
            name=f"goal {goal.id}" if goal else f"new goal {serving.id if serving else ''}",
            note="Leadership's intent is at the top, then your manager's goals, then yours.",
        )

    def _save(self, values: Values) -> None:
        title = required(values["title"], "title")
        new = {field.name for field in self.fields if values[field.name] != field.value}
        adds = self.goal is None
        fields: GoalFields = {"title": title} if "title" in new else {}
        if adds or "owner" in new:
            fields["owner"] = next(one for one in get_args(Owner) if one == values["owner"])
        if "seen_by" in new:
            fields["visibility"] = next(one for one in get_args(Visibility) if one == values["seen_by"])
        parent = values["parent"] if "parent" in new else None
        before, serving = self.goal, self.serving
        if before is not None:
            self.saved = self.session.change(
                lambda desk: outcomes.edit_goal(desk, before.id, parent, **fields)
            )
            return
        fields.pop("title", None)
        if serving is not None:
            self.saved = self.session.change(
                lambda desk: outcomes.serve_new(desk, serving, title, parent, **fields)
            )
        else:
            self.saved = self.session.change(lambda desk: outcomes.add_goal(desk, title, parent, **fields))


def goal_options(
    session: Session, goals: Sequence[Goal], now: str | None, goal: Goal | None = None
) -> list[Option]:
    """The goals that something could serve, a goal if one is given, and the one it serves now."""
    fitting = may_serve(goal, goals)
    known = {one.id for one in fitting}
    kept = tuple(one for one in goals if one.id == now and one.id not in known)
    return [
        ("", "no goal"),
        *((one.id, session.veiled(one.title, one.visibility)) for one in (*fitting, *kept)),
    ]
