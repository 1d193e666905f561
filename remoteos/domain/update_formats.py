"""Update formats: which sections an update has, and what draws the lines of each.

A format is data, read from a table as TOML has them. Nothing in one is ever executed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple, get_args

from remoteos.domain.agenda import Tag
from remoteos.domain.errors import BadInput
from remoteos.domain.text import clean, quoted
from remoteos.domain.words import day_name

QUERIES: Mapping[str, str] = {
    "headline": "What is done or moved most, and what is needed most, in a sentence or two.",
    "period": "What there is to know of the period: leave, and dates on which no update came.",
    "outcomes": "The outcomes that moved or were added, with result, evidence, goal and confidence.",
    "done": "Of these only those that were done.",
    "progress": "The last note of progress on each outcome that goes on.",
    "measures": "Outcomes with a measure: where it began, where it is, where it is to get to.",
    "wins": "The wins that were noted.",
    "said": "What the last update said would happen, and what became of it.",
    "asks": "What waits for an answer, but for decisions.",
    "decisions_needed": "The asks that want a decision.",
    "blocked": "The asks that are late, and those that are to free the way.",
    "decisions_made": "What was decided, and how decisions turned out that were looked back at.",
    "helped": "The asks that were answered, and what the answer made possible.",
    "risks": "Risks that were noted, outcomes past their date, and confidence that is low or fell.",
    "ideas": "The ideas that were noted.",
    "next": "What was promised and is to come still, then the open outcomes by their dates.",
    "plans": "Today's outcomes and the blocks planned for today.",
    "yesterday": "What was worked on the last workday before today, and its wins.",
    "agenda": "The open items of the one-to-one; a tag chooses among them.",
    "feedback": "The feedback that is meant to be told and was not told yet.",
    "hours": "The hours of focus, where the card of the audience turns that on.",
    "wellbeing": "Energy and stress on average, where the card of the audience turns that on.",
}
"""The queries that a section can be bound to, and what each draws."""

Order = Literal["usual", "oldest", "newest", "due"]
"""The order of a section's lines: the query's own, by age, or by the date they are due."""

MOST_SECTIONS = 30
MOST_LINES = 50
"""A section's limit is at most so many lines."""
_TITLE = 80
_LONGEST_DAYS = 366
_KEYS = ("title", "summary", "days", "extends", "without", "sections")
_SECTION_KEYS = ("title", "query", "limit", "order", "tag", "empty", "before")

Key = tuple[str, ...]
"""Where in a format file something stands: ``("sections", "2", "query")``, sections counted from 0."""


@dataclass(frozen=True)
class SectionSpec:
    """One section of a format."""

    title: str
    """Its heading; empty for what stands above all headings."""
    query: str
    """The name of what draws its lines; one of `QUERIES`."""
    limit: int | None = None
    """The most lines that are put in by themselves, 1 to 50; None for all."""
    order: Order = "usual"
    tag: Tag | None = None
    """Which items of the agenda it has; None for all."""
    empty: str = ""
    """What is said when there is no line; without it the section is left out then."""


@dataclass(frozen=True)
class Format:
    """How an update is made."""

    name: str
    title: str = "Week of {week}"
    """Its heading; see `heading`."""
    summary: str = ""
    """What it is for, in a sentence."""
    days: int = 7
    """How many days a first update tells of, when nobody says since when."""
    sections: tuple[SectionSpec, ...] = field(default=())


class FormatProblem(NamedTuple):
    """Something in a format that cannot be used."""

    key: Key
    message: str


def heading(format_: Format, first: date, last: date, person: str) -> str:
    """The title of an update: its template with the places of the period and the person filled in.

    ``{first}`` and ``{last}`` are the first and the last day, ``{week}`` the Monday of the last one's week,
    ``{month}`` its month, ``{person}`` whom it is for. Any other braces are what they are.
    """
    monday = date.fromordinal(last.toordinal() - last.weekday())
    title = format_.title
    places = {
        "{first}": day_name(first),
        "{last}": day_name(last),
        "{week}": f"{monday.day} {monday:%b %Y}",
        "{month}": f"{last:%B %Y}",
        "{person}": person,
    }
    for place, said in places.items():
        title = title.replace(place, said)
    return title


def near(value: object, words: Sequence[str]) -> str:
    """A question after the word that was perhaps meant; empty when there is none like it."""
    found = get_close_matches(value, words, n=1) if isinstance(value, str) else ()
    return f"Did you mean {found[0]}?" if found else ""


class _Reading:
    """One format being read, with what was found wrong in it."""

    def __init__(self) -> None:
        self.problems: list[FormatProblem] = []

    def wrong(self, key: Key, message: str) -> None:
        self.problems.append(FormatProblem(key, message))

    def text(self, tree: Mapping[str, object], key: Key, usual: str) -> str:
        value = tree.get(key[-1], usual)
        if not isinstance(value, str):
            self.wrong(key, f"{key[-1]} is a text in quotes, not {_given(value)}.")
            return usual
        try:
            return clean(value, limit=_TITLE if key[-1] == "title" else None)
        except BadInput as error:
            self.wrong(key, f"{key[-1]}: {error}")
            return usual

    def number(self, tree: Mapping[str, object], key: Key, most: int, usual: Any) -> Any:
        value = tree.get(key[-1], usual)
        if value is usual:
            return usual
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            self.wrong(key, f"{key[-1]} is a number from 1 to {most}, not {_given(value)}.")
            return usual
        return value

    def word(self, tree: Mapping[str, object], key: Key, words: Sequence[str], usual: Any) -> Any:
        value = tree.get(key[-1], usual)
        if value is usual or value in words:
            return value
        which = near(value, words) or f"There is {', '.join(words)}."
        self.wrong(key, f"There is no {key[-1]} {_given(value)}. {which}")
        return usual

    def unknown(self, tree: Mapping[str, object], at: Key, known: Sequence[str]) -> None:
        for name in tree:
            if name not in known:
                self.wrong((*at, name), f"{quoted(name)} means nothing here. {near(name, known)}".rstrip())


Base = Callable[[str], Format | str]
"""What gives the format that another extends, or says in a sentence why it cannot."""


def parse(name: str, tree: Mapping[str, object], base: Base) -> tuple[Format, tuple[FormatProblem, ...]]:
    """Read a format from nested tables as TOML has them; never raises. What is wrong is named."""
    reading = _Reading()
    reading.unknown(tree, (), _KEYS)
    start = _start(reading, name, tree, base)
    sections = _without(reading, tree, list(start.sections))
    _read_sections(reading, tree.get("sections", []), sections)
    if not sections and not reading.problems:
        reading.wrong(("sections",), "A format has at least one section: [[sections]].")
    if len(sections) > MOST_SECTIONS:
        reading.wrong(("sections",), f"A format has at most {MOST_SECTIONS} sections, not {len(sections)}.")
    format_ = Format(
        name=name,
        title=reading.text(tree, ("title",), start.title),
        summary=reading.text(tree, ("summary",), start.summary),
        days=reading.number(tree, ("days",), _LONGEST_DAYS, start.days),
        sections=tuple(sections),
    )
    return format_, tuple(reading.problems)


def _start(reading: _Reading, name: str, tree: Mapping[str, object], base: Base) -> Format:
    """What a format begins with: the one that it extends, if any."""
    other = reading.text(tree, ("extends",), "")
    if not isinstance(tree.get("extends"), str):
        return Format(name)
    found = base(other)
    if isinstance(found, str):
        reading.wrong(("extends",), found)
        return Format(name)
    return replace(found, name=name)


def _without(reading: _Reading, tree: Mapping[str, object], sections: list[SectionSpec]) -> list[SectionSpec]:
    """The sections that were taken over, those left out that are not wanted."""
    unwanted = tree.get("without", [])
    if not isinstance(unwanted, list):
        reading.wrong(("without",), 'without is a list of titles: ["Risks"].')
        return sections
    unwanted = [_cleaned(title) for title in unwanted]
    titles = [section.title for section in sections]
    for title in unwanted:
        if title not in titles:
            what = f"There is no section {_given(title)} to leave out"
            reading.wrong(("without",), f"{what}; there is {_listed(titles)}.")
    return [section for section in sections if section.title not in unwanted]


def _read_sections(reading: _Reading, given: object, sections: list[SectionSpec]) -> None:
    """Read the sections of a file into those that were taken over: one of the same title takes its place."""
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        reading.wrong(("sections",), "Sections are written [[sections]], each with a title and a query.")
        return
    inherited = list(sections)
    for at, tree in enumerate(given):
        key = ("sections", str(at))
        reading.unknown(tree, key, _SECTION_KEYS)
        section = _section(reading, tree, key)
        if section is None:
            continue
        before = _cleaned(tree["before"]) if "before" in tree else None
        titles = [one.title for one in sections]
        if before is not None and before not in titles:
            what = f"There is no section {_given(before)} to stand before"
            reading.wrong((*key, "before"), f"{what}; there is {_listed(titles)}.")
        _put(section, before, sections, inherited)


def _put(
    section: SectionSpec, before: object, sections: list[SectionSpec], inherited: list[SectionSpec]
) -> None:
    """Put a section in its place: before another, else where the one of its title was, else at the end.

    One that was taken over is replaced once; what the file itself repeats stands beside it.
    """
    at = len(sections)
    replaced = next((one for one in inherited if one.title == section.title), None)
    if replaced is not None:
        inherited.remove(replaced)
        at = sections.index(replaced)
        del sections[at]
    titles = [one.title for one in sections]
    sections.insert(titles.index(before) if before in titles else at, section)


def _section(reading: _Reading, tree: Mapping[str, object], key: Key) -> SectionSpec | None:
    if "query" not in tree:
        reading.wrong(key, "A section has a query: what draws its lines.")
        return None
    query = reading.word(tree, (*key, "query"), tuple(QUERIES), None)
    if query is None:
        return None
    tag = reading.word(tree, (*key, "tag"), get_args(Tag), None)
    if tag is not None and query != "agenda":
        reading.wrong((*key, "tag"), "A tag chooses among the items of the agenda; this query has none.")
        tag = None
    return SectionSpec(
        title=reading.text(tree, (*key, "title"), ""),
        query=query,
        limit=reading.number(tree, (*key, "limit"), MOST_LINES, None),
        order=reading.word(tree, (*key, "order"), get_args(Order), "usual"),
        tag=tag,
        empty=reading.text(tree, (*key, "empty"), ""),
    )


def _cleaned(title: object) -> object:
    """A title that is pointed to as it was read where it stands; anything else stays, to be named."""
    return clean(title[: _TITLE * 2]) if isinstance(title, str) else title


def _listed(titles: Sequence[str]) -> str:
    return ", ".join(filter(None, titles)) or "none with a title"


def _given(value: object) -> str:
    """What stands in a file, for a message."""
    try:
        return quoted(value)
    except ValueError:  # Python refuses to print a number of thousands of digits
        return "a number that long"
