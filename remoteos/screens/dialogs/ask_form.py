"""The forms in which an ask is raised or changed, and in which its answer is written down."""

from functools import partial
from typing import get_args

from remoteos.domain.asks import Ask, AskKind
from remoteos.domain.record import Visibility
from remoteos.domain.text import required
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.dialogs.goal_form import SEEN_BY
from remoteos.screens.dialogs.outcome_field import outcome_field
from remoteos.screens.session import Session
from remoteos.screens.typed import maybe, typed_date
from remoteos.services import asks
from remoteos.services.asks import AskFields
from remoteos.widgets.fields import Field

_KINDS = [(kind, kind) for kind in get_args(AskKind)]


class AskForm(Form):
    """Raises an ask, or changes the one that is given; then only what was changed is written."""

    def __init__(self, session: Session, ask: Ask | None = None) -> None:
        self.ask = ask
        self.saved: Ask | None = None
        """The ask as it is now, once it was saved."""
        needed = f"{ask.needed_by:%Y-%m-%d}" if ask and ask.needed_by else ""
        self._read_date = partial(typed_date, today=session.desk.today, past=True)  # it may be late already
        check = partial(maybe, self._read_date)
        super().__init__(
            session,
            "Change the ask" if ask else "Ask someone",
            [
                Field("text", "Ask", ask.text if ask else "", "what do you need? access to staging"),
                Field("who", "From", ask.asked_of if ask else "", "a name, or a team"),
                Field("kind", "For", ask.kind if ask else "help", options=_KINDS),
                Field("needed", "Needed by", needed, "no date; friday, 2026-12-04", check=check),
                Field("cost", "If it is late", ask.cost if ask else "", "what does it cost?"),
                *outcome_field(session, ask.outcome_id if ask else None),
                Field(
                    "seen_by", "Who may see it", ask.visibility if ask else Ask.visibility, options=SEEN_BY
                ),
            ],
            self._save,
            name=f"ask {ask.id}" if ask else "new ask",
        )

    def _save(self, values: Values) -> None:
        text, who = required(values["text"], "text"), required(values["who"], "name")
        new = {field.name for field in self.fields if values[field.name] != field.value}
        fields: AskFields = {}
        if "kind" in new:
            fields["kind"] = next(kind for kind in get_args(AskKind) if kind == values["kind"])
        if "needed" in new:
            fields["needed_by"] = maybe(self._read_date, values["needed"])
        if "cost" in new:
            fields["cost"] = values["cost"]
        if "seen_by" in new:
            fields["visibility"] = next(one for one in get_args(Visibility) if one == values["seen_by"])
        outcome, before = values["outcome"] if "outcome" in new else None, self.ask
        if before is None:
            self.saved = self.session.change(lambda desk: asks.add(desk, text, who, outcome, **fields))
            return
        if "text" in new:
            fields["text"] = text
        if "who" in new:
            fields["asked_of"] = who
        self.saved = self.session.change(lambda desk: asks.edit(desk, before.id, outcome, **fields))


class AnswerForm(Form):
    """Writes down the answer to an ask and what it made possible, or says it better."""

    def __init__(self, session: Session, ask: Ask) -> None:
        super().__init__(
            session,
            "The answer",
            [
                Field("answer", "Answer", ask.answer, "yes, from Monday on"),
                Field("enabled", "Made possible", ask.enabled, "the launch keeps its date"),
            ],
            lambda values: session.change(
                lambda desk: asks.answer(desk, ask.id, values["answer"], values["enabled"])
            ),
            name=f"answer {ask.id}",
            note=f"“{session.veiled(ask.text, ask.visibility)}”, asked of {session.veil.name(ask.asked_of)}.",
        )
