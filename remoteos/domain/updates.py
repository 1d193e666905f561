"""Manager updates: a draft of lines that know where they come from, edited, and kept as it was sent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal, NamedTuple

from remoteos.domain.errors import Refused
from remoteos.domain.letter import Rendering
from remoteos.domain.record import Link, Record

Place = Literal["in", "out", "over"]
"""Whether a line is in the update, was left out by the user, or did not fit its section."""


class Period(NamedTuple):
    """The time that an update tells of."""

    since: datetime
    """What happened after this instant is told."""
    until: datetime
    """What happened up to this instant is told."""
    first: date
    """Its first workday."""
    last: date
    """Its last workday."""

    def holds(self, at: datetime | None) -> bool:
        """Whether an instant lies in it; none at all does not."""
        return at is not None and self.since < at <= self.until


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of an update."""

    key: str
    """What it is about; the same from draft to draft, and told once in a section."""
    text: str
    """What it says."""
    drawn: str = ""
    """What the evidence said when its owner last took it over; empty for a line they wrote themselves."""
    fresh: str = ""
    """What the evidence says by now, beside a line that was reworded; empty when that is nothing new."""
    sources: tuple[Link, ...] = ()
    """The records that are its evidence."""
    quotes: tuple[Link, ...] = ()
    """The records whose words it has."""
    counted: str = ""
    """What was counted, for a line that says a number and points to no single record."""
    place: Place = "in"
    gone: bool = False
    """Whether nothing on record says so any more; only reworded lines stay then."""

    @property
    def is_own(self) -> bool:
        """Whether its owner wrote it, and not the evidence."""
        return not self.drawn

    @property
    def is_reworded(self) -> bool:
        """Whether its owner says it in other words than the evidence does by now."""
        return bool(self.drawn) and self.text != (self.fresh or self.drawn)

    @property
    def lacks_evidence(self) -> bool:
        """Whether nothing on record supports it."""
        return self.gone or not (self.sources or self.counted)


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of an update, bound to the query that draws its lines."""

    title: str
    """Empty for what stands above all headings."""
    query: str
    lines: tuple[Line, ...] = ()
    limit: int | None = None
    """The most lines that are put in by themselves."""
    more: int = 0
    """How many lines there are beyond those that are kept here."""
    empty: str = ""
    """What is said when it has no line; without it the section is left out."""
    tag: str = ""
    """Which items of the agenda it has, where its query asks for that."""
    touched: bool = False
    """Whether its owner moved, reworded or left out anything: then a re-draft keeps its order."""

    @property
    def shown(self) -> tuple[Line, ...]:
        """The lines that are in."""
        return tuple(line for line in self.lines if line.place == "in")

    @property
    def over(self) -> int:
        """How many lines did not fit."""
        return self.more + sum(line.place == "over" for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class Update(Record):
    """An update to one audience: a draft, or sent. Private: what is told of it is what was sent."""

    TABLE: ClassVar[str] = "updates"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "content": ("sections", "title", "format", "since", "until", "first_day", "last_day"),
        "sent": ("sent_at", "channel", "sent_text", "sent_as"),
    }

    audience_id: str
    """The card of those it is for."""
    audience: str
    """What they were called when it was drawn."""
    format: str
    """The name of its format."""
    title: str
    since: datetime
    """What happened after this instant is told."""
    until: datetime
    """When it was drawn last: what happened up to here is told, and the next one begins here."""
    first_day: date
    """The first workday it tells of."""
    last_day: date
    """The last workday it tells of."""
    sections: tuple[Section, ...] = ()
    sent_at: datetime | None = None
    channel: str = ""
    """Where it was sent."""
    sent_text: str = ""
    """Exactly what was sent; it never changes."""
    sent_as: Rendering = "markdown"
    """The rendering that was sent."""
    edited_at: datetime | None = None
    """When it was last edited after it was sent; what was sent is kept beside it."""

    @property
    def period(self) -> Period:
        """The time it tells of."""
        return Period(self.since, self.until, self.first_day, self.last_day)

    @property
    def is_sent(self) -> bool:
        """Whether it was sent."""
        return self.sent_at is not None

    @property
    def settled_at(self) -> datetime | None:
        """When it was sent, or edited after that."""
        return self.edited_at or self.sent_at

    @property
    def name(self) -> str:
        """Its title and whom it is for."""
        return f"{self.title}, to {self.audience}"

    def line(self, key: str) -> Line | None:
        """The first line with this key; None when there is none."""
        return next((line for part in self.sections for line in part.lines if line.key == key), None)


def change_line(update: Update, section: int, key: str, change: Callable[[Line], Line]) -> Update:
    """The update with one line of a section (from 0) changed; refused when there is no such line."""
    return _with_lines(update, section, tuple(_changed(update, section, key, change)))


def _changed(update: Update, section: int, key: str, change: Callable[[Line], Line]) -> Iterable[Line]:
    at = _place(update, section, key)
    lines = update.sections[section].lines
    return (change(line) if place == at else line for place, line in enumerate(lines))


def _place(update: Update, section: int, key: str) -> int:
    """Where in its section a line stands; refused when there is no such line."""
    lines = update.sections[section].lines if 0 <= section < len(update.sections) else ()
    found = next((place for place, line in enumerate(lines) if line.key == key), None)
    if found is None:
        raise Refused("That line is not in the draft any more. Nothing was changed.")
    return found


def reword(line: Line, text: str) -> Line:
    """The line in other words; none at all takes the evidence's own again, the same ones settle its offer."""
    evidence = line.fresh or line.drawn
    if not text or text == line.fresh:
        return replace(line, text=evidence, drawn=evidence, fresh="") if evidence else line
    return keep_words(line) if text == line.text else replace(line, text=text)


def reword_line(update: Update, section: int, key: str, text: str) -> Update:
    """The update with one of its lines in other words, as `reword` has it."""
    return change_line(update, section, key, lambda line: reword(line, text))


def take_fresh(line: Line) -> Line:
    """The line as the evidence says it now."""
    return replace(line, text=line.fresh, drawn=line.fresh, fresh="") if line.fresh else line


def keep_words(line: Line) -> Line:
    """The line in its owner's words, which stand for the fresh evidence too."""
    return replace(line, drawn=line.fresh, fresh="") if line.fresh else line


def leave_out(line: Line) -> Line:
    """The line, out of the update."""
    return replace(line, place="out")


def bring_back(line: Line) -> Line:
    """The line, in the update, whether it was left out or did not fit."""
    return replace(line, place="in")


def write(update: Update, section: int, key: str, text: str) -> Update:
    """The update with a line of its owner's own at the end of a section (from 0)."""
    if not 0 <= section < len(update.sections):
        raise Refused("That section is not in the draft any more. Nothing was changed.")
    lines = update.sections[section].lines
    return _with_lines(update, section, (*lines, Line(key=key, text=text)))


def remove(update: Update, section: int, key: str) -> Update:
    """The update without a line that its owner wrote; one from the evidence is left out instead."""
    at = _place(update, section, key)
    lines = update.sections[section].lines
    if not lines[at].is_own:
        return change_line(update, section, key, leave_out)
    return _with_lines(update, section, (*lines[:at], *lines[at + 1 :]))


def move(update: Update, section: int, key: str, by: int) -> Update:
    """The update with a line moved up (negative) or down among those that are in."""
    at = _place(update, section, key)
    lines = list(update.sections[section].lines)
    shown = [place for place, line in enumerate(lines) if line.place == "in"]
    if at not in shown:
        return update
    rank = shown.index(at) + by
    if not 0 <= rank < len(shown):
        return update
    to = shown[rank]
    lines.insert(to, lines.pop(at))
    return _with_lines(update, section, tuple(lines))


def _with_lines(update: Update, section: int, lines: tuple[Line, ...]) -> Update:
    sections = list(update.sections)
    sections[section] = replace(sections[section], lines=lines, touched=True)
    return replace(update, sections=tuple(sections))
