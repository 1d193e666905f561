"""A draft as a text to be edited in any editor, and back.

Every line of the draft has its number, ``[3]``, and ``[x3]`` while it is not in. Words may be changed, lines
moved within their section, an ``x`` put in or taken away; a line that is taken out of the text is left out
of the update. A line without a number is one's own.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from remoteos.domain.errors import BadInput
from remoteos.domain.text import NOTE_LIMIT, clean, on_one_line, printable
from remoteos.domain.updates import Line, Section, Update, reword

HELP = (
    "Change the words behind a number; move lines within their section; [x3] is left out.",
    "A line without a number is your own. Lines that begin with # and a space are not read.",
)

_NUMBERED = re.compile(r"\[(x?)([0-9]{1,9})\](.*)")
_HEADING = re.compile(r"## ([0-9]{1,9})\.(.*)")


class Numbered(NamedTuple):
    """A line of an update with the number by which it is named."""

    number: int
    section: int
    line: Line


def numbered(update: Update) -> Iterator[Numbered]:
    """The lines of an update with their numbers, from 1, those that are not in too."""
    number = 0
    for place, section in enumerate(update.sections):
        for line in section.lines:
            number += 1
            yield Numbered(number, place, line)


def as_text(update: Update) -> str:
    """The draft as a text to be edited, each of its lines on one."""
    rows = [f"# {on_one_line(update.name)}", *(f"# {line}" for line in HELP)]
    by_section: dict[int, list[Numbered]] = {}
    for one in numbered(update):
        by_section.setdefault(one.section, []).append(one)
    for place, section in enumerate(update.sections):
        rows += ["", f"## {place + 1}. {on_one_line(section.title) or section.query.capitalize()}"]
        for one in by_section.get(place, ()):
            rows.append(f"[{'' if one.line.place == 'in' else 'x'}{one.number}] {on_one_line(one.line.text)}")
            if one.line.fresh:
                rows.append(f"# [{one.number}] by now: {on_one_line(one.line.fresh)}")
    return "\n".join(rows) + "\n"


def read_text(update: Update, text: str, new_key: str) -> Update:
    """The update as an edited text has it; ``new_key`` begins the keys of the lines written in it.

    Raises BadInput with the number of the text's line for a number that there is not, that comes twice or
    stands under another heading, for words that are too many, and when nothing at all is left of the text.
    """
    if not text.strip():
        raise BadInput("The text came back empty.")
    known = {one.number: one for one in numbered(update)}
    found: dict[int, list[Line]] = {place: [] for place in range(len(update.sections))}
    seen: set[int] = set()
    section = 0
    for at, row in enumerate(printable(text).split("\n"), 1):
        if heading := _HEADING.fullmatch(row.rstrip()):
            section = int(heading[1]) - 1
            if section not in found:
                raise BadInput(f"Line {at}: there is no section {heading[1]}.")
        elif match := _NUMBERED.fullmatch(row.strip()):
            one = _named(known, seen, int(match[2]), section, at)
            found[section].append(_edited(one.line, match[3].strip(), at, out=bool(match[1])))
        elif (own := row.strip()) and not row.startswith(("# ", "##")) and own != "#":
            if not update.sections:
                raise BadInput(f"Line {at}: there is no section to write in.")
            found[section].append(Line(key=f"{new_key}:{at}", text=_cleaned(own, at)))
    sections = [
        _section(
            part,
            found[place],
            [one.line for one in known.values() if one.section == place and one.number not in seen],
        )
        for place, part in enumerate(update.sections)
    ]
    return replace(update, sections=tuple(sections))


def _named(known: dict[int, Numbered], seen: set[int], number: int, section: int, at: int) -> Numbered:
    one = known.get(number)
    if one is None:
        raise BadInput(f"Line {at}: there is no line {number} in this draft.")
    if number in seen:
        raise BadInput(f"Line {at}: line {number} is there twice.")
    if one.section != section:
        raise BadInput(f"Line {at}: line {number} belongs under heading {one.section + 1}.")
    seen.add(number)
    return one


def _edited(line: Line, text: str, at: int, *, out: bool) -> Line:
    place = line.place if out and line.place != "in" else "out" if out else "in"
    if text != on_one_line(line.text):
        line = reword(line, _cleaned(text, at))
    return replace(line, place=place)


def _cleaned(text: str, at: int) -> str:
    """What was typed in a line; what the evidence says may be longer than what anybody types at once."""
    try:
        return clean(text, limit=NOTE_LIMIT)
    except BadInput as error:
        raise BadInput(f"Line {at}: {error}") from None


def _section(before: Section, lines: list[Line], missing: list[Line]) -> Section:
    """A section after the edit: what was taken out of the text is left out; one's own lines go for good."""
    left = [replace(line, place="out") if line.place == "in" else line for line in missing if not line.is_own]
    after = (*lines, *left)
    return before if after == before.lines else replace(before, lines=after, touched=True)
