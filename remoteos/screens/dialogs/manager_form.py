"""The form in which a manager card is made or changed."""

from collections.abc import Mapping
from typing import Literal, get_args

from remoteos.domain.managers import FRIDAY, Cadence, ManagerCard, Relation
from remoteos.domain.text import required
from remoteos.domain.time import WEEKDAYS
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.session import Session
from remoteos.services import managers
from remoteos.services.managers import ManagerFields
from remoteos.widgets.choice import Option
from remoteos.widgets.fields import Field

_YES = "yes"
_NO_OR_YES: tuple[Option, ...] = (("", "no"), (_YES, "yes"))
_SIGHT: tuple[Option, ...] = (("manager", "as my manager"), ("public", "as anyone"))
_BY_RELATION: Option = ("", "by relation")
"""What a new card may see goes by what they are to the user, unless it is said."""
_DAYS: tuple[Option, ...] = tuple((str(at), day[:3].capitalize()) for at, day in enumerate(WEEKDAYS))

_Text = Literal["channel", "address", "length", "reassures", "worries", "decides", "agreed", "notes"]
_ASKED: Mapping[_Text, tuple[str, str]] = {
    "channel": ("Sent by", "mail, a channel, a document"),
    "address": ("Address", "ana@example.org"),
    "length": ("Length", "one screen, no scrolling"),
    "reassures": ("Reassured by", "a date and the next step"),
    "worries": ("Worried by", "surprises late in the week"),
    "decides": ("Decides", "with two options in writing"),
    "agreed": ("Agreed", "calls only when something burns"),
    "notes": ("Notes", "for your own eyes"),
}
"""The texts of a card, in the order in which they are asked, each with its label and an example."""


class ManagerForm(Form):
    """Makes a card, or changes the one that is given; then only what was changed is written."""

    def __init__(self, session: Session, card: ManagerCard | None = None) -> None:
        self.card = card
        self.saved: ManagerCard | None = None
        """The card as it is now, once it was saved."""
        super().__init__(
            session,
            "Change the card" if card else "New card",
            [*_rhythm(session, card), *_texts(card), *_told(card)],
            self._save,
            name=f"card {card.id}" if card else "new card",
            note="Only you see this card.",
        )

    def _save(self, values: Values) -> None:
        person = required(values["person"], "name")
        fields = _fields(
            {field.name: values[field.name] for field in self.fields if values[field.name] != field.value}
        )
        before = self.card
        if before is None:
            fields.pop("person", None)
            self.saved = self.session.change(lambda desk: managers.add(desk, person, **fields))
        else:
            self.saved = self.session.change(lambda desk: managers.edit(desk, before.id, **fields))


def _rhythm(session: Session, card: ManagerCard | None) -> list[Field]:
    """Who it is, and when they hear in which format."""
    formats = session.shelf.names()
    chosen = card.format if card else "weekly"
    if chosen not in formats:
        formats = (chosen, *formats)
    return [
        Field("person", "Name", card.person if card else _expected(session), "Ana, the board"),
        Field("relation", "They are", card.relation if card else "manager", options=_words(Relation)),
        Field("cadence", "They hear", card.cadence if card else "weekly", options=_words(Cadence)),
        Field("weekday", "On", str(card.weekday if card else FRIDAY), options=_DAYS),
        Field("format", "Format", chosen, options=[(name, name) for name in formats]),
    ]


def _texts(card: ManagerCard | None) -> list[Field]:
    """How they like it, in the user's words; a text of several lines stands on one here."""
    return [
        Field(name, label, " ".join(getattr(card, name).split("\n")) if card else "", hint)
        for name, (label, hint) in _ASKED.items()
    ]


def _told(card: ManagerCard | None) -> list[Field]:
    """What an update to them may hold."""
    sight = _SIGHT if card else (_BY_RELATION, *_SIGHT)
    hours, wellbeing = (card.hours, card.wellbeing) if card else (False, False)
    return [
        Field("sees", "May see", card.sees if card else "", options=sight),
        Field("hours", "Told hours", _YES if hours else "", options=_NO_OR_YES),
        Field("wellbeing", "Told energy", _YES if wellbeing else "", options=_NO_OR_YES),
    ]


def _fields(new: Values) -> ManagerFields:
    """What was typed and chosen, as a card keeps it."""
    fields: ManagerFields = {}
    for name in _ASKED:
        if name in new:
            fields[name] = new[name]
    if "person" in new:
        fields["person"] = new["person"]
    if "format" in new:
        fields["format"] = new["format"]
    if "relation" in new:
        fields["relation"] = next(one for one in get_args(Relation) if one == new["relation"])
    if "cadence" in new:
        fields["cadence"] = next(one for one in get_args(Cadence) if one == new["cadence"])
    if "weekday" in new:
        fields["weekday"] = int(new["weekday"])
    return _with_sight(fields, new)


def _with_sight(fields: ManagerFields, new: Values) -> ManagerFields:
    if "sees" in new:
        fields["sees"] = "public" if new["sees"] == "public" else "manager"
    if "hours" in new:
        fields["hours"] = new["hours"] == _YES
    if "wellbeing" in new:
        fields["wellbeing"] = new["wellbeing"] == _YES
    return fields


def _expected(session: Session) -> str:
    """Whom the first card is for: the manager whom the settings name."""
    if session.hidden or managers.main(session.desk) is not None:
        return ""
    return session.desk.settings.you.manager


def _words(kind: object) -> list[Option]:
    return [(word, word) for word in get_args(kind)]
