"""Who is known by name, so that names can be hidden while others look."""

from remoteos.domain.asks import Ask
from remoteos.domain.decisions import Decision
from remoteos.domain.managers import ManagerCard
from remoteos.services.desk import Desk


def known_people(desk: Desk) -> tuple[str, ...]:
    """The manager, whoever has a card, and everybody who was asked for something or decided it; each once."""
    named = [
        desk.settings.you.manager,
        *(card.person for card in desk.store.all(ManagerCard)),
        *(ask.asked_of for ask in desk.store.all(Ask)),
        *(decision.decided_by for decision in desk.store.all(Decision)),
    ]
    return tuple(dict.fromkeys(name for name in named if name))
