"""What the parts of a playbook are called, and which part of one playbook is which part of another."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from remoteos.domain.playbook_times import Cadence, Due
from remoteos.domain.playbooks import (
    MOST_ITEMS,
    MOST_MEASURES,
    MOST_PLAYS,
    MOST_STEPS,
    Extra,
    Measure,
    Play,
    Playbook,
    Preset,
    Produced,
    Section,
    Step,
    Trouble,
    UpdateFormat,
    Words,
)

ALIKE = 0.6
"""From this ratio of difflib on, two texts of steps are the same step in other words."""
COMPARED = 80
"""So many characters of a step's text are compared: the time grows with their square."""


@dataclass(frozen=True)
class Entry:
    """A front-matter key that the format does not know, with its value."""

    name: str
    value: Extra


class Field(NamedTuple):
    """A part that is there once."""

    name: str
    word: str = ""
    """For people; empty for the text that an item is."""


class Listed(NamedTuple):
    """A part that is a list."""

    name: str
    many: str
    """The whole list, for people."""
    one: str = ""
    """An item of it, for people; empty where nobody speaks of a single one."""
    key: str = ""
    """The field by which an item is known again; empty for lists of texts."""
    title: str = ""
    """The field that tells people which item it is; empty where its number does."""
    least: int = 0
    most: int | None = MOST_ITEMS
    """None for any number."""

    def key_of(self, item: Any) -> str:
        """The text by which an item is known again."""
        return str(getattr(item, self.key) if self.key else item)

    def called(self, item: Any, number: int) -> str:
        """What people call an item that has this number, from 1."""
        if not self.one:
            return self.many
        if not self.title:
            return f"{self.one} {number}"
        title = getattr(item, self.title)
        return f"{self.one} “{title}”" if title else self.one

    def said(self, items: Sequence[Any]) -> str:
        """The whole list as people read it, an item a line or more."""
        if not self.one:
            return "\n".join(items)
        return "\n".join(f"{self.called(one, number)}: {said(one)}" for number, one in enumerate(items, 1))


_TEXT = Field("text")
_SECTIONS = Listed("sections", "sections", "section", "title", "title")
PARTS: Mapping[type, tuple[Field | Listed, ...]] = {
    Playbook: (
        Field("id", "id"),
        Field("version", "version"),
        Field("title", "title"),
        Field("promise", "promise"),
        Listed("roles", "roles", least=1),
        Listed("authors", "authors", least=1),
        Field("licence", "licence"),
        Field("language", "language"),
        Field("source", "source"),
        Field("derived_from", "derived from"),
        Listed("extra", "front matter", "front matter", "name", "name", most=None),
        Field("about", "introduction"),
        _SECTIONS,
        Listed("plays", "plays", "play", "id", "title", least=1, most=MOST_PLAYS),
        Listed("start", "start of the day"),
        Listed("end", "end of the day"),
        Listed("week", "end of the week"),
        Listed("agreement", "agreement"),
        Listed("presets", "block presets", "block preset", "name", "name"),
        Listed("formats", "update formats", "update format", "name", "name"),
    ),
    Play: (
        Field("title", "title"),
        Field("intro", "introduction"),
        Field("when", "when"),
        Field("not_when", "not when"),
        Field("cadence", "cadence"),
        Field("preparation", "preparation"),
        Field("running_time", "running time"),
        Field("people", "people"),
        Field("needs", "needs"),
        Listed("steps", "steps", "step", "text", least=1, most=MOST_STEPS),
        Listed("produces", "produces", "product", "text"),
        Listed("measures", "worked if", "measure", "text", most=MOST_MEASURES),
        Listed("troubles", "what goes wrong", "trouble", "text"),
        Listed("questions", "afterwards", "question"),
        Listed("variations", "variations", "variation"),
        Listed("words", "words to paste", "words to paste", "title", "title"),
        _SECTIONS,
    ),
    Step: (
        _TEXT,
        Field("why", "why"),
        Field("minutes", "minutes"),
        Field("medium", "medium"),
        Field("evidence", "evidence"),
        Field("due", "due"),
        Field("notes", "notes"),
    ),
    Produced: (Field("kind", "kind"), _TEXT),
    Measure: (_TEXT, Field("target", "target"), Field("look", "look")),
    Trouble: (_TEXT, Field("then", "then")),
    Words: (_TEXT,),
    Section: (Field("body"),),
    Preset: (Field("shape"),),
    UpdateFormat: (Field("toml"),),
    Entry: (Field("value"),),
}
"""The parts of each kind of item in the order of the file; what an item is known by for good is left out."""


def parts_of(item: Any) -> dict[str, Any]:
    """The parts of an item by their names; those of a playbook with what it installs and its own keys."""
    if isinstance(item, Playbook):
        extra = tuple(Entry(name, value) for name, value in item.extra.items())
        return {**vars(item), **vars(item.installs), "extra": extra}
    values: dict[str, Any] = vars(item)
    return values


def said(value: Any) -> str:
    """Any part as people read it, of one or several lines; empty for what is not there."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, int):
        return f"{value} min"
    if isinstance(value, Cadence | Due):
        return value.said()
    if type(value) in PARTS:
        # What says nothing is its name, which is the first field of all that may say nothing.
        return "\n".join(_lines(value)) or str(next(iter(vars(value).values())))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {said(one)}" for key, one in value.items())
    return ", ".join(map(said, value))


def line(field: Field, value: Any) -> str:
    """A field with its word before it; empty when it says nothing."""
    text = said(value)
    return f"{field.word}: {text}" if field.word and text else text


def _lines(item: Any) -> Iterable[str]:
    values = parts_of(item)
    for part in PARTS[type(item)]:
        text = line(part, values[part.name]) if isinstance(part, Field) else part.said(values[part.name])
        if text:
            yield text


def aligned(listed: Listed, before: Sequence[Any], after: Sequence[Any]) -> dict[int, int]:
    """Which item of a list became which one of another, by their places.

    Items are known again by their key, in any order; of those with one key, equal ones first. Steps whose
    text is new are known by similar text, in their order.
    """
    found = same_key(listed, before, after)
    if listed.name == "steps":
        taken = set(found.values())
        left = [place for place in range(len(before)) if place not in found]
        right = [place for place in range(len(after)) if place not in taken]
        texts = [before[place].text for place in left], [after[place].text for place in right]
        found |= {left[one]: right[other] for one, other in _similar(*texts)}
    return found


def same_key(listed: Listed, before: Sequence[Any], after: Sequence[Any]) -> dict[int, int]:
    """Which items of two lists have the same key, by their places; of several, equal ones first."""
    places: dict[str, list[int]] = {}
    for place, item in enumerate(after):
        places.setdefault(listed.key_of(item), []).append(place)
    found: dict[int, int] = {}
    for equal in (True, False):
        for place, item in enumerate(before):
            free = places.get(listed.key_of(item), []) if place not in found else []
            other = next((one for one in free if not equal or after[one] == item), None)
            if other is not None:
                found[place] = other
                free.remove(other)
    return found


def _similar(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of similar texts whose ratios have the greatest sum without changing any order."""
    best: list[list[tuple[float, list[tuple[int, int]]]]] = [[(0.0, [])] * (len(after) + 1)]
    for row, one in enumerate(before):
        best.append([(0.0, [])])
        for column, other in enumerate(after):
            choices = [best[row][column + 1], best[row + 1][column]]
            ratio = _ratio(one[:COMPARED], other[:COMPARED])
            if ratio >= ALIKE:
                total, pairs = best[row][column]
                choices.append((total + ratio, [*pairs, (row, column)]))
            best[-1].append(max(choices, key=lambda choice: choice[0]))
    return best[-1][-1][1]


def _ratio(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1; 0 for all that is less than `ALIKE`."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def moved(order: Sequence[int]) -> set[int]:
    """The fewest of some different numbers without which the others rise."""
    ends: list[int] = []
    places: list[int] = []
    previous: dict[int, int | None] = {}
    for number in order:
        at = bisect_left(ends, number)
        previous[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
        places.append(at)
    rising: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        rising.add(last)
        last = previous[last]
    return set(order) - rising


def woven(first: Sequence[int], second: Sequence[int]) -> list[int]:
    """The numbers of one list in their order, and each that only another has after its predecessor there."""
    result = list(first)
    known = set(first)
    at = 0
    for number in second:
        if number in known:
            at = result.index(number) + 1
        else:
            result.insert(at, number)
            at += 1
    return result
