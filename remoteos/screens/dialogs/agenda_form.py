"""The forms of the one-to-one's agenda: an item, and what came of it."""

from collections.abc import Sequence
from typing import get_args

from remoteos.domain.agenda import AgendaItem, Tag
from remoteos.domain.managers import ManagerCard
from remoteos.domain.record import Visibility
from remoteos.domain.text import required
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.dialogs.goal_form import SEEN_BY
from remoteos.screens.session import Session
from remoteos.services import agenda
from remoteos.widgets.choice import Option
from remoteos.widgets.fields import Field

TAGS: Sequence[tuple[Tag, str, str]] = (
    ("discuss", "d", "to discuss"),
    ("decide", "e", "to decide"),
    ("help", "h", "where I need help"),
    ("to do", "m", "for me to do"),
    ("manager to do", "t", "for them to do"),
    ("info", "i", "for information"),
)
"""What an item may want: each tag with the letter that chooses it, and how it is said to the user."""

_TAG_OPTIONS: list[Option] = [(tag, words) for tag, _, words in TAGS]


class AgendaForm(Form):
    """Puts an item on the agenda with somebody, or changes the one that is given."""

    def __init__(self, session: Session, card: ManagerCard, item: AgendaItem | None = None) -> None:
        self.card = card
        self.item = item
        self.saved: AgendaItem | None = None
        """The item as it is now, once it was saved."""
        name = session.veil.name(card.person)
        fields = [
            Field("text", "What about", item.text if item else "", "who decides on the vendor?"),
            Field("tag", "It is", item.tag if item else "discuss", options=_TAG_OPTIONS),
        ]
        if item is not None:
            fields.append(Field("seen_by", "Who may see it", item.visibility, options=SEEN_BY))
        super().__init__(
            session,
            "Change the item" if item else f"For the one-to-one with {name}",
            fields,
            self._save,
            name=f"agenda {item.id if item else card.id}",
            note="" if item else f"{_sentence_start(name)} may see it.",
        )

    def _save(self, values: Values) -> None:
        text = required(values["text"], "text")
        tag = next(one for one in get_args(Tag) if one == values["tag"])
        item = self.item
        if item is None:
            self.saved = self.session.change(lambda desk: agenda.add(desk, text, self.card, tag))
            return
        seen_by = next(one for one in get_args(Visibility) if one == values["seen_by"])
        which = item.id
        self.saved = self.session.change(
            lambda desk: agenda.edit(desk, which, text=text, tag=tag, visibility=seen_by)
        )


class SettleForm(Form):
    """Marks an item done and asks what came of it; nothing said is an answer too."""

    def __init__(self, session: Session, item: AgendaItem) -> None:
        super().__init__(
            session,
            "It is done",
            [Field("note", "What came of it", hint="nothing needs to be said")],
            lambda values: session.change(lambda desk: agenda.settle(desk, item.id, values["note"])),
            name=f"settle {item.id}",
            note=f"“{session.veiled(item.text, item.visibility)}”",
            does="it is done",
        )


def _sentence_start(name: str) -> str:
    """A name as it begins a sentence: a manager whom nobody named is “My manager”."""
    return name[:1].upper() + name[1:]
