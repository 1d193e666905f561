"""Adopting playbooks and dropping them again."""

from collections.abc import Sequence
from dataclasses import replace

from remoteos.domain import adoption as rules
from remoteos.domain.adoption import Adoption, Offer, Own, Part, PartKind
from remoteos.domain.errors import NotFound, Refused
from remoteos.domain.playbooks import Playbook
from remoteos.domain.settings import Settings
from remoteos.domain.settings_reading import said_preset
from remoteos.services import playbooks
from remoteos.services.adopted import current
from remoteos.services.desk import Desk


def offers(desk: Desk, which: str, formats: Sequence[str]) -> tuple[Offer, ...]:
    """Exactly what adopting a playbook would add.

    ``formats`` are the names of the update formats that ship and of the user's own.
    """
    playbook = playbooks.find(desk, which).playbook
    return rules.offers(parts(playbook), _own(desk.settings, formats), _others(desk, playbook.id))


def lasting(desk: Desk, playbook: Playbook) -> tuple[Part, ...]:
    """The parts of its adoption that are none of the playbook itself: those that its runs made."""
    before = current(desk, playbook.id)
    known = set(parts(playbook))
    return tuple(part for part in before.parts if part not in known) if before is not None else ()


def ritual_s(desk: Desk, identity: str, kind: PartKind, taken: Sequence[Part]) -> int:
    """The seconds that the steps of a ritual take when these parts of a playbook are all that it adds.

    Those of ``week`` come on top of the end ritual, on the last day of the week.
    """
    return rules.ritual_s(kind, taken, _own(desk.settings, ()), _others(desk, identity))


def parts(playbook: Playbook) -> tuple[Part, ...]:
    """Everything that a playbook can add to a day: its installs, and the plays that have a cadence."""
    installs = playbook.installs
    return (
        *(Part("start", text) for text in installs.start),
        *(Part("end", text) for text in installs.end),
        *(Part("week", text) for text in installs.week),
        *(Part("preset", one.name, one.shape) for one in installs.presets),
        *(Part("format", one.name, one.toml) for one in installs.formats),
        *(Part("agreement", text) for text in installs.agreement),
        *(
            Part("play", play.id, play.cadence.said(), play.title)
            for play in playbook.plays
            if play.cadence is not None
        ),
    )


def adopt(desk: Desk, which: str, taken: Sequence[Part]) -> Adoption:
    """Adopt a playbook with these of its parts; of one that is adopted already they replace those it had."""
    with desk.store.locked():
        playbook = playbooks.find(desk, which).playbook
        known = set(parts(playbook))
        before = current(desk, playbook.id)
        fresh = before or Adoption(
            **desk.birth(), playbook_id=playbook.id, version=playbook.version, title=playbook.title
        )
        kept = (*(part for part in taken if part in known), *lasting(desk, playbook))
        adoption = replace(fresh, version=playbook.version, title=playbook.title, parts=kept)
        if adoption != before:
            desk.store.commit(f"adopt “{playbook.title}”", [adoption], at=desk.now)
    return adoption


def drop(desk: Desk, which: str) -> Adoption:
    """Take back everything that adopting a playbook added; its runs and results stay."""
    with desk.store.locked():
        adoption = rules.drop(_adopted(desk, which), desk.now)
        desk.store.commit(f"drop “{adoption.title}”", [adoption], at=desk.now)
    return adoption


def _adopted(desk: Desk, which: str) -> Adoption:
    """The adoption that a person means, even of a playbook that is not in the library any more."""
    in_use = rules.in_use(desk.store.all(Adoption))
    wanted = which.casefold()
    fitting = [one for one in in_use if wanted in (one.playbook_id, one.title.casefold())]
    if not fitting:
        fitting = [
            one
            for one in in_use
            if one.playbook_id.startswith(wanted) or one.title.casefold().startswith(wanted)
        ]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(one.playbook_id for one in in_use) or "none"
    if fitting:
        raise Refused(f"Several adopted playbooks begin like that; adopted are {names}. Nothing was changed.")
    raise NotFound(f"No such playbook is adopted; adopted are {names}. Nothing was changed.")


def _others(desk: Desk, identity: str) -> list[Adoption]:
    """The adoptions of every other playbook."""
    return [one for one in desk.store.all(Adoption) if one.playbook_id != identity]


def _own(settings: Settings, formats: Sequence[str]) -> Own:
    presets = {name: said_preset(*shape) for name, shape in settings.presets.items()}
    return Own({"start": settings.rituals.start, "end": settings.rituals.end}, presets, formats)
