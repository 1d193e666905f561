"""Adopting a playbook: what it adds to the user's day, which parts of that were taken, and dropping it again.

What is adopted is kept apart from the settings: the steps, presets and formats in use are the user's own and
then the adopted ones, so that dropping a playbook takes away exactly what it added.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal, NamedTuple

from remoteos.domain.errors import Refused
from remoteos.domain.record import Record

PartKind = Literal["start", "end", "week", "preset", "format", "agreement", "play"]
"""A step of one of the three rituals, a block preset, an update format, something to agree on, or a play that
proposes itself."""

PART_WORDS: Mapping[PartKind, str] = {
    "start": "Start of the day",
    "end": "End of the day",
    "week": "End of the week",
    "preset": "Block presets",
    "format": "Update formats",
    "agreement": "To agree on",
    "play": "Propose themselves when they come up",
}
"""What the parts of each kind are added to."""

RITUAL_S = 120
"""The seconds that a ritual may take by default."""

BUILT_IN_S = 15
"""The seconds that a step takes which comes with remoteos."""

ADOPTED_S = 20
"""The seconds that a step takes which comes with a playbook."""

TOO_LONG = "off: with it the ritual would take more than two minutes"
"""The note of a step for which a ritual has no time left."""


@dataclass(frozen=True)
class Part:
    """One thing that a playbook adds."""

    kind: PartKind
    name: str
    """The text of a step or suggestion, the name of a preset or format, the id of a play."""
    value: str = ""
    """A preset's shape, a format's TOML, a play's cadence in words; else empty."""
    title: str = ""
    """A play's title; else empty."""

    @property
    def key(self) -> str:
        """By which it is chosen: its kind and name."""
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True)
class Proposed:
    """A play that proposed itself."""

    play_id: str
    due_on: date
    """The date that it was proposed for."""
    snoozed_until: date | None = None
    """The day on which it proposes itself once more; None when it does not."""


@dataclass(frozen=True, kw_only=True)
class Adoption(Record):
    """A playbook that was made part of the user's way of working."""

    TABLE: ClassVar[str] = "adoptions"

    playbook_id: str
    version: str
    title: str
    parts: tuple[Part, ...] = ()
    """What was taken of it."""
    proposed: tuple[Proposed, ...] = ()
    """The last proposal of each play."""
    dropped_at: datetime | None = None
    """When it was dropped; None while it is in use."""

    @property
    def is_in_use(self) -> bool:
        """Whether it adds anything to the day."""
        return self.dropped_at is None

    @property
    def settled_at(self) -> datetime | None:
        """When it was dropped."""
        return self.dropped_at

    @property
    def name(self) -> str:
        """The title of the playbook."""
        return self.title


class Offer(NamedTuple):
    """A part that a playbook would add, with what is to be known before it is taken."""

    part: Part
    note: str = ""
    """Why it adds nothing new, or starts turned off; empty when there is nothing to say."""
    chosen: bool = True
    """Whether it is taken unless the user says otherwise."""
    is_mine: bool = False
    """Whether the user has it, or one of its name, so that taking it makes no difference."""


class Own(NamedTuple):
    """What the user's settings have, beside which a playbook is adopted."""

    steps: Mapping[PartKind, Sequence[str]]
    """The steps of the start and end rituals."""
    presets: Mapping[str, str]
    """Shapes by name."""
    formats: Sequence[str]
    """The names of update formats that ship or are the user's own."""


def drop(adoption: Adoption, now: datetime) -> Adoption:
    """Take back what it added; its history stays."""
    return adoption if adoption.dropped_at else replace(adoption, dropped_at=now)


def in_use(adoptions: Iterable[Adoption]) -> tuple[Adoption, ...]:
    """Those that add to the day, the longest adopted first."""
    kept = (one for one in adoptions if one.is_in_use)
    return tuple(sorted(kept, key=lambda one: (one.created_at, one.id)))


def adopted(adoptions: Iterable[Adoption], kind: PartKind) -> dict[str, tuple[Part, tuple[str, ...]]]:
    """The parts of a kind that are in use by name, each once, with the titles of all playbooks that add it.

    Where two playbooks give a preset or format of one name another content, the one adopted first counts.
    """
    found: dict[str, tuple[Part, tuple[str, ...]]] = {}
    for adoption in in_use(adoptions):
        for part in adoption.parts:
            if part.kind == kind:
                first, titles = found.get(part.name, (part, ()))
                found[part.name] = first, tuple(dict.fromkeys((*titles, adoption.title)))
    return found


def offers(parts: Sequence[Part], own: Own, others: Iterable[Adoption]) -> tuple[Offer, ...]:
    """What adopting these parts would add, beside what is the user's own and what other playbooks added.

    Steps that would make a ritual longer than two minutes start turned off, and say so.
    """
    kept = in_use(others)
    budget = {kind: _left(kind, own, kept) for kind in ("start", "end", "week")}
    found = []
    for part in parts:
        offer = _offer(part, own, adopted(kept, part.kind))
        if not offer.note and part.kind in budget:
            budget[part.kind] -= ADOPTED_S
            if budget[part.kind] < 0:
                offer = Offer(part, TOO_LONG, chosen=False)
        found.append(offer)
    return tuple(found)


def ritual_s(kind: PartKind, taken: Iterable[Part], own: Own, others: Iterable[Adoption]) -> int:
    """The seconds that the steps of one ritual take with these parts beside what is there already.

    Those of ``week`` come on top of the end ritual, on the last day of the week.
    """
    kept = in_use(others)
    there = {*own.steps.get(kind, ()), *adopted(kept, kind)}
    new = {part.name for part in taken if part.kind == kind} - there
    return RITUAL_S - _left(kind, own, kept) + ADOPTED_S * len(new)


def choose(
    offered: Sequence[Offer], only: Sequence[str] = (), without: Sequence[str] = ()
) -> tuple[Part, ...]:
    """The parts to take: those chosen by default, or ``only`` those, without some.

    A part is named by its number from 1, its kind, or kind and name. Raises Refused for any other.
    """
    numbered = list(enumerate((offer.part for offer in offered), 1))

    def named(names: Sequence[str]) -> set[int]:
        found: set[int] = set()
        for name in names:
            fitting = {number for number, part in numbered if name in (str(number), part.kind, part.key)}
            if not fitting:
                raise Refused(
                    f"The playbook has no part “{name}”. Nothing was changed; --preview shows its parts."
                )
            found |= fitting
        return found

    usual = {number for number, offer in enumerate(offered, 1) if offer.chosen}
    taken = (named(only) if only else usual) - named(without)
    return tuple(part for number, part in numbered if number in taken)


def _offer(part: Part, own: Own, there: Mapping[str, tuple[Part, tuple[str, ...]]]) -> Offer:
    if part.name in own.steps.get(part.kind, ()):
        return Offer(part, "yours already", is_mine=True)
    mine = {"preset": own.presets.get(part.name), "format": part.name if part.name in own.formats else None}
    if (shape := mine.get(part.kind)) is not None:
        if part.kind == "preset" and shape == part.value:
            return Offer(part, "yours already", is_mine=True)
        return Offer(part, "off: you have one of this name, which is kept", chosen=False, is_mine=True)
    if part.name in there and part.kind != "play":
        first, titles = there[part.name]
        if first.value != part.value:
            return Offer(part, f"off: {titles[0]} has another of this name", chosen=False)
        return Offer(part, f"shown once, with {' and '.join(titles)}")
    return Offer(part)


def _left(kind: PartKind, own: Own, others: Iterable[Adoption]) -> int:
    """The seconds left for new steps of a ritual."""
    steps = own.steps.get(kind, ())
    more = [name for name in adopted(others, kind) if name not in steps]
    return RITUAL_S - BUILT_IN_S * len(steps) - ADOPTED_S * len(more)
