"""Playbooks: how a role does its work, as plays that anybody can read, adopt, run and share.

A playbook is data. Nothing in one is ever executed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from remoteos.domain.errors import Refused
from remoteos.domain.playbook_times import Cadence, Due
from remoteos.domain.text import quoted

SCHEMA = 1
"""The version of the format that is read and written."""

ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
"""What an id is made of: small letters, digits and single hyphens."""

LONGEST_ID = 60
MOST_PLAYS = 40
MOST_STEPS = 20
MOST_MEASURES = 4
MOST_ITEMS = 40
"""The most items that any other list of a playbook has, its prose sections and words to paste included."""

Product = Literal["outcome", "ask", "decision", "agreement", "ritual step", "update line"]
"""What carrying out a play can leave behind."""

Extra = str | tuple["Extra", ...] | Mapping[str, "Extra"]
"""A value of a front-matter key that the format does not know."""


@dataclass(frozen=True)
class Step:
    """One step of a play."""

    text: str
    why: str = ""
    minutes: int | None = None
    """How long it takes, 1 to 1,440."""
    medium: str = ""
    """Where it is done: a document, a call, the chat."""
    evidence: str = ""
    """What exists afterwards, and where."""
    due: Due | None = None
    """How long after the run began it is due; None for no date."""
    notes: str = ""
    """Markdown: whatever else its author says of it."""


@dataclass(frozen=True)
class Produced:
    """A record that a run of the play leaves behind."""

    kind: Product
    text: str


@dataclass(frozen=True)
class Measure:
    """How one knows that a play worked."""

    text: str
    target: str
    look: str = ""
    """When to look."""


@dataclass(frozen=True)
class Trouble:
    """What goes wrong, and what to do then."""

    text: str
    then: str = ""


@dataclass(frozen=True)
class Words:
    """Words to paste: a message, an agenda."""

    title: str
    text: str
    """As it is to be pasted, of several lines."""


@dataclass(frozen=True)
class Section:
    """A section in plain prose, with whatever its author wants to say there."""

    title: str
    body: str
    """Markdown, whose own headings are deeper than the section's."""


@dataclass(frozen=True, kw_only=True)
class Play:
    """One way of doing one thing."""

    id: str
    """Unique in its playbook; it stays when the title changes, so that versions can be compared."""
    title: str
    intro: str = ""
    """Markdown before all that follows."""
    when: str = ""
    not_when: str = ""
    cadence: Cadence | None = None
    """How often it comes up; None for whenever it is needed."""
    preparation: int | None = None
    """Minutes, 1 to 1,440."""
    running_time: int | None = None
    """Minutes, 1 to 1,440."""
    people: str = ""
    needs: str = ""
    steps: tuple[Step, ...] = ()
    produces: tuple[Produced, ...] = ()
    measures: tuple[Measure, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    questions: tuple[str, ...] = ()
    """To be asked afterwards."""
    variations: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()
    sections: tuple[Section, ...] = ()
    """What else its author says, in sections that the format does not know."""


@dataclass(frozen=True)
class Preset:
    """A block shape that comes with a playbook."""

    name: str
    shape: str
    """Minutes of focus, or of focus and break: ``50/10``."""


@dataclass(frozen=True)
class UpdateFormat:
    """An update format that comes with a playbook."""

    name: str
    toml: str
    """As the file of such a format has it."""


@dataclass(frozen=True, kw_only=True)
class Installs:
    """What adopting a playbook puts into the user's day."""

    start: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    week: tuple[str, ...] = ()
    """Steps of the three rituals."""
    presets: tuple[Preset, ...] = ()
    formats: tuple[UpdateFormat, ...] = ()
    agreement: tuple[str, ...] = ()
    """What to agree on with others."""


@dataclass(frozen=True, kw_only=True)
class Playbook:
    """A shareable package for a role."""

    id: str
    version: str
    """Whole numbers between dots: ``1.0.0``."""
    title: str
    promise: str
    """What whoever follows it can hold it to, in one sentence."""
    roles: tuple[str, ...]
    authors: tuple[str, ...]
    licence: str
    """An SPDX identifier where there is one."""
    language: str = "en"
    """A language tag (BCP 47)."""
    source: str = ""
    """Where it comes from: an address."""
    derived_from: str = ""
    """The id of the playbook it was made from, with its version: ``account-executive@1.0.0``."""
    extra: Mapping[str, Extra] = field(default_factory=dict)
    """Front-matter keys that the format does not know."""
    about: str = ""
    """Markdown before the first section."""
    sections: tuple[Section, ...] = ()
    plays: tuple[Play, ...] = ()
    installs: Installs = field(default_factory=Installs)


class Problem(NamedTuple):
    """Something in a playbook's file that wants a change."""

    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    level: Literal["error", "warning"]
    """Whether it keeps the playbook from being used."""
    message: str
    """What it is, and what to do."""


def ensure_id(identity: str) -> None:
    """Refused for an id that no playbook can have."""
    if not ID.fullmatch(identity) or len(identity) > LONGEST_ID:
        raise Refused(
            f"{quoted(identity)} cannot be the id of a playbook: small letters, digits and hyphens, at most "
            f"{LONGEST_ID} characters. Nothing was changed."
        )
