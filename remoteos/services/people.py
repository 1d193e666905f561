"""Who is known by name, so that names can be hidden while others look."""

from remoteos.domain.asks import Ask
from remoteos.domain.decisions import Decision
from remoteos.services.desk import Desk


def known_people(desk: Desk) -> tuple[str, ...]:
    """The manager, and everybody who was asked for something or decided it; each once."""
    named = [
        desk.settings.you.manager,
        *(ask.asked_of for ask in desk.store.all(Ask)),
        *(decision.decided_by for decision in desk.store.all(Decision)),
    ]
    return tuple(dict.fromkeys(name for name in named if name))
