"""Reading the lists of a playbook: the items under each heading, with what is said of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from remoteos.domain.entry import MINUTES, read_minutes
from remoteos.domain.errors import BadInput
from remoteos.domain.playbook_times import read_cadence, read_due
from remoteos.domain.playbooks import Measure, Preset, Problem, Produced, Step, Trouble
from remoteos.domain.settings_reading import Wrong, preset
from remoteos.domain.text import NOTE_LIMIT, clean
from remoteos.formats import playbook_parts as parts
from remoteos.formats.markdown_tree import Block, Item
from remoteos.formats.playbook_parts import unescaped

T = TypeVar("T")

_LABELLED = re.compile(r"\*\*([^*:]{1,40})(?:\*\*:|:\*\*)\s*(.*)|([^*:]{1,40}):(?:\s+|$)(.*)", re.DOTALL)
_PRESET = re.compile(r"(.+?):\s*(\d{1,3}(?:\s*/\s*\d{1,3})?)(?: min)?")


class Notes:
    """Collects what is wrong while a file is read."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def error(self, line: int, message: str, column: int = 1) -> None:
        """Something that keeps the playbook from being used."""
        self.found.append(Problem(line, column, "error", message))

    def warn(self, line: int, message: str, column: int = 1) -> None:
        """Something that is left out, or that a reader of it would miss."""
        self.found.append(Problem(line, column, "warning", message))

    def text(self, text: str, item: Item) -> str:
        """The text that an item begins with, as it may be kept."""
        return self.value(unescaped(text), item)

    def value(self, text: str, item: Item) -> str:
        """A text after a label, as it may be kept."""
        try:
            return clean(text)
        except BadInput as error:
            self.error(item.line, f"{str(error).rstrip('.')}; shorten it", item.column)
            return ""

    def few(self, count: int, most: int, line: int, what: str) -> None:
        """Say so where there are too many of something."""
        if count > most:
            self.error(line, f"{count:,} {what} are too many; {most} is the most")


def label(text: str) -> tuple[str, str] | None:
    """The label that a text begins with, in lower case, and what follows; None when it has none."""
    match = _LABELLED.match(text)
    if match is None:
        return None
    name, value = (match[1], match[2]) if match[1] else (match[3], match[4])
    return " ".join(name.lower().split()), value.strip()


def labelled(
    items: Iterable[Item], words: Mapping[str, str], notes: Notes
) -> tuple[dict[str, tuple[str, Item]], list[Item]]:
    """The items that begin with one of some labels, by the label's key, and the others."""
    keys = {word.lower(): key for key, word in words.items()}
    found: dict[str, tuple[str, Item]] = {}
    others = []
    for item in items:
        said = label(item.text)
        key = keys.get(said[0]) if said else None
        if said is None or key is None or item.below or item.rest:
            others.append(item)
        elif key in found:
            notes.error(item.line, f"“{words[key]}” is there twice; keep one", item.column)
        else:
            found[key] = (notes.value(said[1], item), item)
    return found, others


def listed(blocks: Sequence[Block], heading: str, notes: Notes) -> list[Item]:
    """The items of the lists in a section of which only lists are read."""
    items: list[Item] = []
    for block in blocks:
        if block.kind == "list":
            items += block.items
        elif block.kind != "comment":
            notes.warn(block.line, f"only the list under “{heading}” is read; make this a part of it")
    return items


def plain(items: Iterable[Item], notes: Notes) -> tuple[str, ...]:
    """Items that are a text and nothing else."""
    return tuple(_texts(items, notes))


def _texts(items: Iterable[Item], notes: Notes) -> Iterator[str]:
    for item in items:
        _unread(item.below, item, notes)
        if text := _needed(item, notes):
            yield text


def steps(items: Iterable[Item], notes: Notes) -> tuple[Step, ...]:
    """The steps of a play."""
    found = []
    for item in items:
        said, others = labelled(item.below, parts.STEP, notes)
        text = _needed(item, notes)
        kept = "\n".join(_again(others))
        extra = "\n\n".join(one for one in (kept, item.rest) if one) if said else item.whole
        due = _read(said.get("due"), read_due, notes)
        minutes = _minutes(said.get("minutes"), notes)
        step = Step(
            text, _said(said, "why"), minutes, _said(said, "medium"), _said(said, "evidence"), due,
            note(extra, item, notes),
        )  # fmt: skip
        if text:
            found.append(step)
    return tuple(found)


def note(text: str, item: Item, notes: Notes) -> str:
    """Markdown of several lines as it may be kept."""
    if len(text) <= NOTE_LIMIT:
        return text
    notes.error(item.line, f"this has {len(text):,} characters; {NOTE_LIMIT:,} is the most", item.column)
    return ""


def _again(items: Iterable[Item]) -> Iterator[str]:
    """Items as a list again."""
    for item in items:
        yield f"- {item.text}".rstrip()
        if item.whole and not item.below:
            yield ""
        yield from (f"  {line}" if line else "" for line in item.whole.split("\n") if item.whole)


def produced(items: Iterable[Item], notes: Notes) -> tuple[Produced, ...]:
    """What a run of the play leaves behind."""
    kinds = {word.lower(): kind for word, kind in parts.PRODUCTS.items()}
    found = []
    for item in items:
        said = label(item.text)
        kind = kinds.get(said[0]) if said else None
        text = notes.value(said[1], item) if said else ""
        if kind is None or not text:
            right = ", ".join(parts.PRODUCTS)
            notes.error(item.line, f"begin with what it produces ({right}) and a colon", item.column)
        else:
            _unread(item.below, item, notes)
            found.append(Produced(kind, text))
    return tuple(found)


def measures(items: Iterable[Item], notes: Notes) -> tuple[Measure, ...]:
    """How one knows that the play worked."""
    found = []
    for item in items:
        said, others = labelled(item.below, parts.MEASURE, notes)
        _unread(others, item, notes)
        text = _needed(item, notes)
        if not _said(said, "target"):
            notes.error(item.line, "add what to reach, as “- Target: 4 of 10” below it", item.column)
        elif text:
            found.append(Measure(text, _said(said, "target"), _said(said, "look")))
    return tuple(found)


def troubles(items: Iterable[Item], notes: Notes) -> tuple[Trouble, ...]:
    """What goes wrong."""
    found = []
    for item in items:
        said, others = labelled(item.below, parts.TROUBLE, notes)
        _unread(others, item, notes)
        if text := _needed(item, notes):
            found.append(Trouble(text, _said(said, "then")))
    return tuple(found)


def presets(items: Iterable[Item], notes: Notes) -> tuple[Preset, ...]:
    """Block shapes by name."""
    found: dict[str, Preset] = {}
    for item in items:
        _unread(item.below, item, notes)
        read = _preset(notes.text(item.text, item))
        if read is None:
            right = "a name of up to 40 characters and minutes, such as “Deals: 45/10”"
            notes.error(item.line, f"write {right}", item.column)
        elif read.name in found:
            notes.error(item.line, f"“{read.name}” is there twice; keep one", item.column)
        else:
            found[read.name] = read
    return tuple(found.values())


def _preset(text: str) -> Preset | None:
    match = _PRESET.fullmatch(text)
    if match is None:
        return None
    name, shape = clean(match[1]), "".join(match[2].split())
    try:
        preset(name, shape)
    except Wrong:
        return None
    return Preset(name, shape)


def facts(items: Iterable[Item], notes: Notes) -> dict[str, object]:
    """What is said of a play as a whole, as its fields."""
    said, others = labelled(items, parts.FACTS, notes)
    for item in others:
        names = ", ".join(parts.FACTS.values())
        notes.warn(
            item.line, f"this is none of {names}, and is left out; move it below the list", item.column
        )
    fields: dict[str, object] = {
        key: text for key, (text, _) in said.items() if key not in ("cadence", "preparation", "running_time")
    }
    fields["cadence"] = _read(said.get("cadence"), read_cadence, notes)
    fields["preparation"] = _minutes(said.get("preparation"), notes)
    fields["running_time"] = _minutes(said.get("running_time"), notes)
    return fields


def _said(said: Mapping[str, tuple[str, Item]], key: str) -> str:
    return said[key][0] if key in said else ""


def _read(given: tuple[str, Item] | None, reader: Callable[[str], T], notes: Notes) -> T | None:
    """The value of a labelled text, or nothing where there is none or it cannot be read."""
    if given is None or not given[0]:
        return None
    text, item = given
    try:
        return reader(text)
    except ValueError as error:
        notes.error(item.line, str(error), item.column)
        return None


def _minutes(given: tuple[str, Item] | None, notes: Notes) -> int | None:
    def reader(text: str) -> int:
        try:
            return read_minutes(text.removesuffix("utes"))
        except ValueError:
            raise ValueError(f"write {MINUTES.what}, such as 20 min or 1 h 30") from None

    return _read(given, reader, notes)


def _needed(item: Item, notes: Notes) -> str:
    text = notes.text(item.text, item)
    if not text:
        notes.error(item.line, "this item begins with no text; write one or remove it", item.column)
    return text


def _unread(items: Iterable[Item], item: Item, notes: Notes) -> None:
    """Say what of an item is left out."""
    for one in items:
        notes.warn(one.line, "this is not a part of the format here, and is left out", one.column)
    if item.rest:
        notes.warn(item.line, "only the first paragraph of this item is read", item.column)
