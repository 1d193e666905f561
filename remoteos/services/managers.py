"""Manager cards: how each audience likes to be kept informed, and when an update to it is due."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, TypedDict, Unpack

from remoteos.domain import managers as rules
from remoteos.domain.errors import Ambiguous, NotFound, Refused
from remoteos.domain.managers import Cadence, Due, ManagerCard, Relation
from remoteos.domain.outcomes import Goal
from remoteos.domain.rituals import Workday
from remoteos.domain.text import quoted
from remoteos.domain.time import ONE_DAY
from remoteos.domain.updates import Update
from remoteos.services.desk import Desk

NONE_YET = "No manager card yet. remoteos manager add NAME"
"""What is said where a card is needed and there is none."""

_UNNAMED = "my manager"
"""What the manager is called while nobody said a name."""

_FRAGMENT = 4
"""From so many characters on a text may be a part of an id."""


class ManagerFields(TypedDict, total=False):
    """What can be said of a manager card; what is left out stays as it is."""

    person: str
    relation: Relation
    cadence: Cadence
    weekday: int
    format: str
    channel: str
    address: str
    length: str
    reassures: str
    worries: str
    decides: str
    agreed: str
    notes: str
    sees: Literal["manager", "public"]
    hours: bool
    wellbeing: bool


def cards(desk: Desk) -> tuple[ManagerCard, ...]:
    """Every card, managers first, then in the order in which they were made."""
    return tuple(sorted(desk.store.all(ManagerCard), key=_order))


def find(desk: Desk, who: str) -> ManagerCard:
    """The card that ``who`` names: a person, the beginning of one, a relation, or a part of an id.

    The first of these that fits anything counts. Raises NotFound, or Ambiguous, with the cards there are.
    """
    known = cards(desk)
    if not known:
        raise NotFound(NONE_YET)
    word = who.strip().casefold()
    for fitting in (
        _called(known, word),
        _beginning(known, word),
        _related(known, word),
        _by_id(known, word),
    ):
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise Ambiguous(f"{quoted(who)} fits {_named(fitting)}. Type more of it.")
    raise NotFound(f"No manager card is called {quoted(who)}. There is {_named(known)}.")


def main(desk: Desk) -> ManagerCard | None:
    """The card of the manager, or else the first one; None when there is none."""
    return next(iter(cards(desk)), None)


def required(desk: Desk, who: str | None = None) -> ManagerCard:
    """The card that ``who`` names, or else the main one; raises NotFound when there is none yet."""
    card = find(desk, who) if who else main(desk)
    if card is None:
        raise NotFound(NONE_YET)
    return card


def default_card(desk: Desk) -> ManagerCard:
    """A card for the manager whom the settings name, which is not saved yet."""
    return ManagerCard(**desk.birth(), person=desk.settings.you.manager or _UNNAMED)


def add(
    desk: Desk, person: str, /, goals: Sequence[str] = (), **fields: Unpack[ManagerFields]
) -> ManagerCard:
    """Make a card, with the goals that have these ids; what it may see goes by the relation unless given.

    Raises Refused when there is a card of this name already.
    """
    with desk.store.locked():
        _refuse_double(desk, person)
        fields["person"] = person
        fields.setdefault("sees", rules.usual_sight(fields.get("relation", "manager")))
        card = ManagerCard(**desk.birth(), goal_ids=_goal_ids(desk, goals), **fields)
        desk.store.commit(f"add the card of “{person}”", [card], at=desk.now)
    return card


def edit(
    desk: Desk, who: str, goals: Sequence[str] | None = None, **fields: Unpack[ManagerFields]
) -> ManagerCard:
    """Change a card; goals that are given take the place of all it had.

    Somebody who becomes something else may see what is usual for that, unless it was set apart from it.
    """
    with desk.store.locked():
        before = find(desk, who)
        if "person" in fields:
            _refuse_double(desk, fields["person"], but=before)
        if "relation" in fields and before.sees == rules.usual_sight(before.relation):
            fields.setdefault("sees", rules.usual_sight(fields["relation"]))
        card = replace(before, **fields)
        if goals is not None:
            card = replace(card, goal_ids=_goal_ids(desk, goals))
        desk.store.commit(f"edit the card of “{card.person}”", [card], at=desk.now)
    return card


def drop(desk: Desk, who: str) -> ManagerCard:
    """Delete a card; the updates that were sent to it stay."""
    with desk.store.locked():
        card = find(desk, who)
        desk.store.commit(f"drop the card of “{card.person}”", delete=[card], at=desk.now)
    return card


def due(desk: Desk, card: ManagerCard) -> Due | None:
    """When the next update to a card is due; None when they only hear on request."""
    if card.cadence == "on request":
        return None
    last = _last_sent_on(desk, card)
    off = {day.date for day in desk.store.since(Workday, last) if day.state == "off"}
    return rules.due(card, last, off, desk.today)


def next_due(desk: Desk) -> tuple[ManagerCard, Due] | None:
    """The card to which an update is due first, and when; None when nobody is to hear without asking."""
    ahead = ((card, found) for card in cards(desk) if (found := due(desk, card)))
    return min(ahead, key=lambda each: each[1].on, default=None)


def due_today(desk: Desk) -> ManagerCard | None:
    """The card to which an update is due by today; None while nobody waits, or when the settings say so."""
    if not desk.settings.reminders.update:
        return None
    found = next_due(desk)
    return found[0] if found and found[1].on <= desk.today else None


def _last_sent_on(desk: Desk, card: ManagerCard) -> date:
    """The workday on which an update was last sent to a card; the day before the card when none was.

    The archive is read only when the last hundred days have none.
    """
    made = desk.workday_of(card.created_at)
    sent = _sent_on(desk, card, desk.store.all(Update)) or _sent_on(
        desk, card, desk.store.since(Update, made)
    )
    return max(sent, default=made - ONE_DAY)


def _sent_on(desk: Desk, card: ManagerCard, updates: Iterable[Update]) -> list[date]:
    """The workdays on which any of these was sent to a card."""
    return [desk.workday_of(one.sent_at) for one in updates if one.sent_at and one.audience_id == card.id]


def _order(card: ManagerCard) -> tuple[bool, float, str]:
    return card.relation != "manager", card.created_at.timestamp(), card.id


def _called(known: Iterable[ManagerCard], word: str) -> list[ManagerCard]:
    return [card for card in known if card.person.casefold() == word]


def _beginning(known: Iterable[ManagerCard], word: str) -> list[ManagerCard]:
    return [card for card in known if word and card.person.casefold().startswith(word)]


def _related(known: Iterable[ManagerCard], word: str) -> list[ManagerCard]:
    return [card for card in known if card.relation == word]


def _by_id(known: Iterable[ManagerCard], word: str) -> list[ManagerCard]:
    part = word.replace("-", "")
    if len(part) < _FRAGMENT:
        return []
    return [
        card for card in known if (bare := card.id.replace("-", "")).startswith(part) or bare.endswith(part)
    ]


def _named(known: Sequence[ManagerCard]) -> str:
    """Cards as a message lists them: ``Ana (manager), the board (client)``."""
    return ", ".join(f"{card.person} ({card.relation})" for card in known)


def _refuse_double(desk: Desk, person: str, but: ManagerCard | None = None) -> None:
    """Refuse a second card of the same name, whatever its capitals."""
    for card in _called(cards(desk), person.strip().casefold()):
        if but is None or card.id != but.id:
            raise Refused(f'There is a card of "{card.person}" already. Nothing was changed.')


def _goal_ids(desk: Desk, fragments: Iterable[str]) -> tuple[str, ...]:
    """The ids of the goals that these name, each once."""
    return tuple(dict.fromkeys(desk.store.find(Goal, one).id for one in fragments))
