"""The form in which upward feedback is kept: a situation, what they did, and what it led to."""

from collections.abc import Mapping
from typing import Literal

from remoteos.domain.feedback import Feedback
from remoteos.domain.managers import ManagerCard
from remoteos.domain.text import required
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.session import Session
from remoteos.services import feedback
from remoteos.services.feedback import FeedbackFields
from remoteos.widgets.fields import Field

_Part = Literal["situation", "behaviour", "impact"]
_ASKED: Mapping[_Part, tuple[str, str]] = {
    "situation": ("When and where", "In Monday's planning"),
    "behaviour": ("What they did", "You asked each of us for one risk"),
    "impact": ("What it led to", "Two risks came up in time"),
}
"""The parts of a piece of feedback, each with its label and an example."""


class FeedbackForm(Form):
    """Keeps a piece of feedback for the one a card is about, or changes the one that is given."""

    def __init__(self, session: Session, card: ManagerCard, known: Feedback | None = None) -> None:
        self.card = card
        self.known = known
        name = session.veil.name(card.person)
        super().__init__(
            session,
            "Change the feedback" if known else f"Feedback for {name}",
            [
                Field(part, label, getattr(known, part) if known else "", hint)
                for part, (label, hint) in _ASKED.items()
            ],
            self._save,
            name=f"feedback {known.id if known else card.id}",
            note=f"What {name} did and what it led to, never what {name} is like. It stays private until you "
            "put it into an update or on the agenda.",
        )

    def _save(self, values: Values) -> None:
        said = {part: required(values[part], part) for part in _ASKED}
        known, to = self.known, self.card.id
        if known is None:
            self.session.change(
                lambda desk: feedback.add(desk, said["situation"], said["behaviour"], said["impact"], to)
            )
            return
        fields: FeedbackFields = {}
        for part in _ASKED:
            if said[part] != getattr(known, part):
                fields[part] = said[part]
        self.session.change(lambda desk: feedback.edit(desk, known.id, **fields))
