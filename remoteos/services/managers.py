"""Manager cards: how each audience likes to be kept informed, and when an update to it is due."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal, TypedDict, Unpack

from remoteos.domain import managers as rules
from remoteos.domain.errors import Ambiguous, NotFound, Refused
from remoteos.domain.managers import Cadence, ManagerCard, Relation
from remoteos.domain.outcomes import Goal
from remoteos.domain.text import quoted
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
