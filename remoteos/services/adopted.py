"""What adopted playbooks add to the day: the settings, ritual steps and update formats that are in use."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from remoteos.domain.adoption import Adoption, PartKind, adopted
from remoteos.domain.rituals import Workday
from remoteos.domain.settings import RitualSteps, Settings
from remoteos.domain.settings_reading import Wrong, preset
from remoteos.services.desk import Desk

Suggestion = tuple[str, tuple[str, ...]]
"""A text, with the titles of the playbooks that add it."""


def current(desk: Desk, identity: str) -> Adoption | None:
    """The adoption of a playbook that is in use; None when it is not adopted."""
    found = (one for one in desk.store.all(Adoption) if one.is_in_use and one.playbook_id == identity)
    return next(found, None)


def settings_in_use(desk: Desk) -> Settings:
    """The user's settings with the block presets of adopted playbooks, which never replace their own."""
    added = adopted(desk.store.all(Adoption), "preset")
    if not added:
        return desk.settings
    presets = {}
    for name, (part, _) in added.items():
        with suppress(Wrong):  # whoever changed the file by hand loses a preset, not the command
            presets[name] = preset(name, part.value)
    return replace(desk.settings, presets={**presets, **desk.settings.presets})


def steps_on(desk: Desk, day: date) -> RitualSteps:
    """The steps of the rituals of a day: the user's own, then those that playbooks added, each once.

    The steps of the week come at the end of its last day with working hours that is not leave.
    """
    own, adoptions = desk.settings.rituals, desk.store.all(Adoption)
    start, end = [*own.start, *adopted(adoptions, "start")], [*own.end, *adopted(adoptions, "end")]
    week = adopted(adoptions, "week")
    if week and _is_last_of_week(desk, day):
        end += week
    return RitualSteps(tuple(dict.fromkeys(start)), tuple(dict.fromkeys(end)))


def added_by(desk: Desk) -> dict[str, tuple[str, ...]]:
    """The titles of the playbooks that added each adopted ritual step."""
    adoptions = desk.store.all(Adoption)
    kinds: tuple[PartKind, ...] = ("start", "end", "week")
    return {name: titles for kind in kinds for name, (_, titles) in adopted(adoptions, kind).items()}


def formats(desk: Desk) -> dict[str, str]:
    """The update formats that playbooks added: their TOML by name."""
    return {name: part.value for name, (part, _) in adopted(desk.store.all(Adoption), "format").items()}


def agreements(desk: Desk) -> tuple[Suggestion, ...]:
    """What adopted playbooks suggest to agree on with others."""
    found = adopted(desk.store.all(Adoption), "agreement")
    return tuple((text, titles) for text, (_, titles) in found.items())


def _is_last_of_week(desk: Desk, day: date) -> bool:
    """Whether no later day of the week, which begins on Monday, has working hours and is not leave."""
    off = {one.date for one in desk.store.all(Workday) if one.state == "off"}
    later = (day + timedelta(days=count) for count in range(1, 7 - day.weekday()))
    return not any(desk.settings.hours_on(one.weekday()) and one not in off for one in later)
