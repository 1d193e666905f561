"""The form in which one notes what moved on an outcome."""

from remoteos.domain.entry import read_scale
from remoteos.domain.outcomes import Outcome
from remoteos.domain.text import required
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.session import Session
from remoteos.services import outcomes
from remoteos.widgets.fields import SCALE, Field


class ProgressForm(Form):
    """Adds a note of progress when it is saved, and how sure one is that the outcome will be reached."""

    def __init__(self, session: Session, outcome: Outcome) -> None:
        self.outcome = outcome
        sure = f" You were {outcome.confidence} of 5 sure." if outcome.confidence else ""
        before = "as before" if outcome.confidence else "not said"
        super().__init__(
            session,
            "What moved?",
            [
                Field("note", "Note", hint="the first approval is in"),
                Field("sure", "How sure", options=[*SCALE, ("", before)]),
            ],
            self._save,
            name=f"progress {outcome.id}",
            note=f"{session.veiled(outcome.title, outcome.visibility)}.{sure}",
        )

    def _save(self, values: Values) -> None:
        note = required(values["note"], "note")
        sure = read_scale(values["sure"]) if values["sure"] else None
        self.session.change(lambda desk: outcomes.report(desk, self.outcome.id, note, sure))
