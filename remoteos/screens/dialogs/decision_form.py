"""The forms in which a decision is written down or changed, and in which one looks back at it."""

from functools import partial
from typing import get_args

from remoteos.domain.decisions import Decision, Verdict
from remoteos.domain.record import Visibility
from remoteos.domain.text import required
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.dialogs.goal_form import SEEN_BY
from remoteos.screens.dialogs.outcome_field import outcome_field
from remoteos.screens.session import Session
from remoteos.screens.typed import coming_date, maybe
from remoteos.services import decisions
from remoteos.services.decisions import DecisionFields
from remoteos.widgets.fields import Field

_VERDICTS = [*((verdict, verdict) for verdict in get_args(Verdict)), ("", "not said")]


class DecisionForm(Form):
    """Writes a decision down, or changes the one that is given; then only what was changed is written."""

    def __init__(self, session: Session, decision: Decision | None = None) -> None:
        self.decision = decision
        self.saved: Decision | None = None
        """The decision as it is now, once it was saved."""
        again = f"{decision.revisit_on:%Y-%m-%d}" if decision and decision.revisit_on else ""
        self._read_date = partial(coming_date, today=session.desk.today, before=again)
        super().__init__(
            session,
            "Change the decision" if decision else "A decision",
            [
                Field("text", "Decided", decision.text if decision else "", "one queue for all teams"),
                Field("reasons", "Why", _line(decision.reasons) if decision else "", "the reasons"),
                Field(
                    "context", "Because of", _line(decision.context) if decision else "", "what it came from"
                ),
                Field(
                    "instead",
                    "Instead of",
                    _line(decision.alternatives) if decision else "",
                    "what else was considered",
                ),
                Field("who", "Who decided", decision.decided_by if decision else "", "you alone"),
                Field(
                    "again", "Look again", again, "never; 2027-02-01", check=partial(maybe, self._read_date)
                ),
                *outcome_field(session, decision.outcome_id if decision else None),
                Field(
                    "seen_by",
                    "Who may see it",
                    decision.visibility if decision else Decision.visibility,
                    options=SEEN_BY,
                ),
            ],
            self._save,
            name=f"decision {decision.id}" if decision else "new decision",
        )

    def _save(self, values: Values) -> None:
        text = required(values["text"], "text")
        new = {field.name for field in self.fields if values[field.name] != field.value}
        fields: DecisionFields = {}
        if "reasons" in new:
            fields["reasons"] = values["reasons"]
        if "context" in new:
            fields["context"] = values["context"]
        if "instead" in new:
            fields["alternatives"] = values["instead"]
        if "who" in new:
            fields["decided_by"] = values["who"]
        if "again" in new:
            fields["revisit_on"] = maybe(self._read_date, values["again"])
        if "seen_by" in new:
            fields["visibility"] = next(one for one in get_args(Visibility) if one == values["seen_by"])
        outcome, before = values["outcome"] if "outcome" in new else None, self.decision
        if before is None:
            self.saved = self.session.change(lambda desk: decisions.add(desk, text, outcome, **fields))
            return
        if "text" in new:
            fields["text"] = text
        self.saved = self.session.change(lambda desk: decisions.edit(desk, before.id, outcome, **fields))


class LookBack(Form):
    """Asks how a decision turned out, whether it was right, and when to look once more."""

    def __init__(self, session: Session, decision: Decision) -> None:
        self.decision = decision
        self._read_date = partial(coming_date, today=session.desk.today)
        text = session.veiled(decision.text, decision.visibility)
        why = session.veiled(decision.reasons, decision.visibility)
        super().__init__(
            session,
            "Were we right?",
            [
                Field("note", "What came of it", hint="half the hand-overs are gone"),
                Field("verdict", "It was", options=_VERDICTS),
                Field("again", "Look again", hint="never; 2027-05-01", check=partial(maybe, self._read_date)),
            ],
            self._save,
            name=f"look back {decision.id}",
            note=f"“{text}”{f', because: {why}' if why else ''}",
        )

    def _save(self, values: Values) -> None:
        note = required(values["note"], "note")
        verdict = next((one for one in get_args(Verdict) if one == values["verdict"]), None)
        again = maybe(self._read_date, values["again"])
        which = self.decision.id
        self.session.change(lambda desk: decisions.look_back(desk, which, note, verdict, again))


def _line(text: str) -> str:
    """A text of several lines as it stands in a field; unless it is changed there, it keeps its lines."""
    return " ".join(text.split("\n"))
