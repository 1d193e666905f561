"""A playbook as values that JSON has: the parsed form, for programs.

`content/playbook.schema.json` is its JSON Schema. Written out by hand, so that a new field never changes by
accident what a program reads.
"""

from collections.abc import Mapping

from remoteos.domain.playbook_times import Cadence, Due
from remoteos.domain.playbooks import SCHEMA, Extra, Installs, Play, Playbook, Preset, Section, Step
from remoteos.domain.time import WEEKDAYS

Form = dict[str, object]


def parsed_form(playbook: Playbook) -> Form:
    """All of a playbook in texts, whole numbers, truth values, None, lists and tables with text keys.

    Every key is always there, in this order. What is left out is None, or a list or table without anything in
    it. Durations are seconds, in keys that end in ``_s``. Nothing in it is shared with the playbook.
    """
    return {
        "schema": SCHEMA,
        "id": playbook.id,
        "version": playbook.version,
        "title": playbook.title,
        "promise": playbook.promise,
        "roles": list(playbook.roles),
        "authors": list(playbook.authors),
        "licence": playbook.licence,
        "language": playbook.language,
        "source": playbook.source or None,
        "derived_from": playbook.derived_from or None,
        "extra": {key: _plain(value) for key, value in playbook.extra.items()},
        "about": playbook.about or None,
        "sections": [_section(one) for one in playbook.sections],
        "plays": [_play(one) for one in playbook.plays],
        "installs": _installs(playbook.installs),
    }


def _plain(value: Extra) -> object:
    """A value of an unknown key."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value]


def _section(section: Section) -> Form:
    return {"title": section.title, "body": section.body}


def _play(play: Play) -> Form:
    return {
        "id": play.id,
        "title": play.title,
        "intro": play.intro or None,
        "when": play.when or None,
        "not_when": play.not_when or None,
        "cadence": None if play.cadence is None else _cadence(play.cadence),
        "preparation_s": _seconds(play.preparation),
        "running_time_s": _seconds(play.running_time),
        "people": play.people or None,
        "needs": play.needs or None,
        "steps": [_step(one) for one in play.steps],
        "produces": [{"kind": one.kind, "text": one.text} for one in play.produces],
        "measures": [
            {"text": one.text, "target": one.target, "look": one.look or None} for one in play.measures
        ],
        "troubles": [{"text": one.text, "then": one.then or None} for one in play.troubles],
        "questions": list(play.questions),
        "variations": list(play.variations),
        "words": [{"title": one.title or None, "text": one.text} for one in play.words],
        "sections": [_section(one) for one in play.sections],
    }


def _step(step: Step) -> Form:
    return {
        "text": step.text,
        "why": step.why or None,
        "duration_s": _seconds(step.minutes),
        "medium": step.medium or None,
        "evidence": step.evidence or None,
        "due": None if step.due is None else _due(step.due),
        "notes": step.notes or None,
    }


def _cadence(cadence: Cadence) -> Form:
    weekday = None if cadence.weekday is None else WEEKDAYS[cadence.weekday]
    return {"every": cadence.every, "unit": cadence.unit, "weekday": weekday}


def _due(due: Due) -> Form:
    return {"days": due.days, "working": due.working}


def _installs(installs: Installs) -> Form:
    return {
        "start": list(installs.start),
        "end": list(installs.end),
        "week": list(installs.week),
        "agreement": list(installs.agreement),
        "presets": [_preset(one) for one in installs.presets],
        "formats": [{"name": one.name, "toml": one.toml} for one in installs.formats],
    }


def _preset(preset: Preset) -> Form:
    focus, _, rest = preset.shape.partition("/")
    return {"name": preset.name, "focus_s": int(focus) * 60, "break_s": int(rest) * 60 if rest else None}


def _seconds(minutes: int | None) -> int | None:
    return None if minutes is None else minutes * 60
