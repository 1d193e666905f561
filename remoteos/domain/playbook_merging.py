"""Joining what two people made of one playbook: what only one of them changed counts, the rest is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeVar

from remoteos.domain.playbook_aligning import PARTS, Listed, aligned, parts_of, said, same_key, woven
from remoteos.domain.playbooks import Installs, Play, Playbook

Side = Literal["mine", "theirs"]
T = TypeVar("T")

_APART = ("id", "version", "derived_from")
"""Fields that no one is asked about."""
_NO_CHOICES: Mapping[str, Side] = MappingProxyType({})


class Conflict(NamedTuple):
    """A part that both changed, each in another way."""

    key: str
    """The same whenever the same three playbooks are joined; a choice is given by it."""
    where: str
    """The part, in words: ``play “No answer”, step 3, why``."""
    base: str
    """The part as it was, of one or several lines; empty for what was not there."""
    mine: str
    theirs: str


class Merged(NamedTuple):
    """What became of three playbooks."""

    playbook: Playbook
    """Of every part in `conflicts` it has mine."""
    conflicts: tuple[Conflict, ...]
    """Those that no choice was given for, in the order of the document."""
    followed: int
    """How many fields and items of lists became theirs, chosen ones included; with 0 the playbook is mine."""


def merge(
    base: Playbook, mine: Playbook, theirs: Playbook, choose: Mapping[str, Side] = _NO_CHOICES
) -> Merged:
    """Join two playbooks that were both made from a third; `choose` settles conflicts by their keys.

    Parts are single fields, also inside a step, and the items of lists. An item that one removed and the
    other left alone is removed; one that the other changed is a conflict. What both added stays, once where
    it is equal. A list that would be longer or shorter than the format allows is one conflict as a whole.
    The order is mine, or theirs where only they changed it; what they added follows its predecessor.

    `id` and `derived_from` stay mine, for the caller to set; `version` is theirs unless mine changed. What
    no single part knows, the size of the file and of its front matter, is for the caller to check.
    """
    merging = _Merging(choose)
    values = merging.parts(_Place("", ""), base, mine, theirs)
    extra = {entry.name: entry.value for entry in values.pop("extra")}
    installs = Installs(**{field.name: values.pop(field.name) for field in fields(Installs)})
    version = theirs.version if mine.version == base.version else mine.version
    if mine.derived_from == f"{mine.id}@{version}":  # the format allows no playbook made from itself
        version = mine.version
    merging.followed += version != mine.version
    playbook = replace(mine, **values, version=version, extra=extra, installs=installs)
    return Merged(playbook, tuple(merging.conflicts), merging.followed)


class _Place(NamedTuple):
    """Where a part stands, for programs and for people."""

    key: str
    where: str

    def inside(self, key: str, where: str) -> "_Place":
        """A part of this part; one without words of its own is called as the whole."""
        return _Place(
            f"{self.key}/{key}" if self.key else key,
            ", ".join(words for words in (self.where, where) if words),
        )


class _Trio(NamedTuple):
    """One item of a list as each of the three has it; None where it is not there."""

    base: Any
    mine: Any
    theirs: Any
    places: tuple[int | None, int | None, int | None]
    """From 0, in the three lists."""

    @property
    def disputed(self) -> bool:
        """Whether one removed what the other changed."""
        if self.base is None or (self.mine is None) == (self.theirs is None):
            return False
        left = self.theirs if self.mine is None else self.mine
        return bool(left != self.base)

    @property
    def removed(self) -> bool:
        """Whether it was removed, and nobody changed it."""
        return self.base is not None and (self.mine is None or self.theirs is None) and not self.disputed


class _Merging:
    """Joins three playbooks part by part, and notes what it cannot decide."""

    def __init__(self, choose: Mapping[str, Side]) -> None:
        self.choose = choose
        self.conflicts: list[Conflict] = []
        self.followed = 0

    def parts(self, place: _Place, base: Any, mine: Any, theirs: Any) -> dict[str, Any]:
        """The parts of an item that both have, joined; `base` is None for one that both added."""
        old = {} if base is None else parts_of(base)
        ours, others = parts_of(mine), parts_of(theirs)
        joined: dict[str, Any] = {}
        for part in PARTS[type(mine)]:
            name = part.name
            if isinstance(part, Listed):
                joined[name] = self.listed(part, place, old.get(name, ()), ours[name], others[name])
            elif place.key or name not in _APART:
                # Of what both added, a field that one of them left empty is one that only the other filled.
                empty = next((one for one in (ours[name], others[name]) if not one), "")
                was = old.get(name, empty)
                joined[name] = self.field(place.inside(name, part.word), was, ours[name], others[name])
        return joined

    def field(self, place: _Place, base: T, mine: T, theirs: T) -> T:
        """A part that is taken from one side or the other; None for an item that is not there."""
        if theirs in (mine, base):
            return mine
        if mine == base:
            self.followed += 1
            return theirs
        return self.chosen(place, (said(base), said(mine), said(theirs)), mine, theirs)

    def chosen(self, place: _Place, texts: tuple[str, str, str], mine: T, theirs: T) -> T:
        """The side that was chosen for a part; mine, and a conflict, where none was."""
        side = self.choose.get(place.key)
        if side is None:
            self.conflicts.append(Conflict(*place, *texts))
        if side == "theirs":
            self.followed += 1
            return theirs
        return mine

    def listed(
        self, listed: Listed, place: _Place, base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]
    ) -> tuple[Any, ...]:
        """A list of the part that stands at this place, item by item."""
        if theirs in (mine, base):
            return tuple(mine)
        trios = _trios(listed, base, mine, theirs)
        # Counted without regard to choices, so that no choice leads to a new conflict.
        most = sum(not trio.removed for trio in trios)
        least = most - sum(trio.disputed for trio in trios)
        if least < listed.least or (listed.most is not None and most > listed.most):
            texts = listed.said(base), listed.said(mine), listed.said(theirs)
            return tuple(self.chosen(place.inside(listed.name, listed.many), texts, mine, theirs))
        kept: dict[int, Any] = {}
        for number, (key, trio) in enumerate(zip(_keys(listed, trios), trios, strict=True)):
            item = self.item(place.inside(f"{listed.name}/{key}", _called(listed, trio)), trio)
            if item is not None:
                kept[number] = item
        return tuple(kept[number] for number in self.order(listed, trios, kept))

    def item(self, place: _Place, trio: _Trio) -> Any:
        """One item of a list; None when it is there no more."""
        base, mine, theirs, _ = trio
        both = mine is not None and theirs is not None and mine != theirs
        if both and (isinstance(mine, Play) or base not in (mine, theirs)):
            return replace(mine, **self.parts(place, base, mine, theirs))
        return self.field(place, base, mine, theirs)

    def order(self, listed: Listed, trios: Sequence[_Trio], kept: Mapping[int, Any]) -> list[int]:
        """The order of the items that are kept, by their numbers."""
        mine, theirs = (_in_order(trios, side) for side in (1, 2))
        follows = listed.most is not None and _moved(trios, theirs) and not _moved(trios, mine)
        self.followed += follows
        first, second = (theirs, mine) if follows else (mine, theirs)
        return woven(*([number for number in side if number in kept] for side in (first, second)))


def _trios(listed: Listed, base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> list[_Trio]:
    """The items of three lists, those of the base first, then what was added."""
    ours, others = aligned(listed, base, mine), aligned(listed, base, theirs)
    places: list[tuple[int | None, int | None, int | None]] = [
        (place, ours.get(place), others.get(place)) for place in range(len(base))
    ]
    new = [place for place in range(len(mine)) if place not in set(ours.values())]
    added = [place for place in range(len(theirs)) if place not in set(others.values())]
    same = same_key(listed, [mine[place] for place in new], [theirs[place] for place in added])
    places += [(None, place, added[same[n]] if n in same else None) for n, place in enumerate(new)]
    places += [(None, None, place) for n, place in enumerate(added) if n not in set(same.values())]
    return [_Trio(_at(base, three[0]), _at(mine, three[1]), _at(theirs, three[2]), three) for three in places]


def _at(items: Sequence[Any], place: int | None) -> Any:
    return None if place is None else items[place]


def _keys(listed: Listed, trios: Sequence[_Trio]) -> list[str]:
    """A key for each item: what it is known by where that is a name, else its number in the base.

    What was added is numbered by its texts, so that the keys are the same from either side.
    """
    if listed.name in ("plays", "extra"):
        return [listed.key_of(next(item for item in trio[:3] if item is not None)) for trio in trios]
    new = sorted(
        (number for number, trio in enumerate(trios) if trio.base is None),
        key=lambda number: sorted(
            (listed.key_of(item), said(item)) for item in trios[number][1:3] if item is not None
        ),
    )
    ranks = {number: f"+{rank}" for rank, number in enumerate(new, 1)}
    return [ranks.get(number, str(number + 1)) for number in range(len(trios))]


def _called(listed: Listed, trio: _Trio) -> str:
    """What people call an item, with its number in mine where it is there."""
    for item, place in zip((trio.mine, trio.theirs), trio.places[1:], strict=True):
        if place is not None:
            return listed.called(item, place + 1)
    return listed.called(trio.base, (trio.places[0] or 0) + 1)


def _in_order(trios: Sequence[_Trio], side: int) -> list[int]:
    """The numbers of the items that one side has, in its order."""
    there = [(place, number) for number, trio in enumerate(trios) if (place := trio.places[side]) is not None]
    return [number for _, number in sorted(there)]


def _moved(trios: Sequence[_Trio], numbers: Sequence[int]) -> bool:
    """Whether the items that the base has are in another order than there."""
    places = [place for number in numbers if (place := trios[number].places[0]) is not None]
    return places != sorted(places)
