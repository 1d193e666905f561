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
from remoteos.domain.text import clean
from remoteos.domain.updates import Line, Section, Update

HELP = (
    "Change the words behind a number; move lines within their section; [x3] is left out.",
    "A line without a number is your own. Lines that begin with # and a space are not read.",
)

_NUMBERED = re.compile(r"\[(x?)([0-9]+)\](.*)")
_HEADING = re.compile(r"## ([0-9]+)\.(.*)")


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
    """The draft as a text to be edited."""
    rows = [f"# {update.title}, to {update.audience}", *(f"# {line}" for line in HELP)]
    by_section: dict[int, list[Numbered]] = {}
    for one in numbered(update):
        by_section.setdefault(one.section, []).append(one)
    for place, section in enumerate(update.sections):
        rows += ["", f"## {place + 1}. {section.title or section.query.capitalize()}"]
        for one in by_section.get(place, ()):
            rows.append(f"[{'' if one.line.place == 'in' else 'x'}{one.number}] {one.line.text}")
            if one.line.fresh:
                rows.append(f"# [{one.number}] by now: {one.line.fresh}")
    return "\n".join(rows) + "\n"


def read_text(update: Update, text: str, new_key: str) -> Update:
    """The update as an edited text has it; ``new_key`` begins the keys of the lines written in it.

    Raises BadInput with the number of the text's line for a number that there is not, that comes twice or
    stands under another heading, and when nothing at all is left of the text.
    """
    if not text.strip():
        raise BadInput("The text came back empty.")
    known = {one.number: one for one in numbered(update)}
    found: dict[int, list[Line]] = {place: [] for place in range(len(update.sections))}
    seen: set[int] = set()
    section = 0
    for at, row in enumerate(text.splitlines(), 1):
        if heading := _HEADING.fullmatch(row.rstrip()):
            section = int(heading[1]) - 1
            if section not in found:
                raise BadInput(f"Line {at}: there is no section {heading[1]}.")
        elif match := _NUMBERED.fullmatch(row.strip()):
            one = _named(known, seen, int(match[2]), section, at)
            found[section].append(_edited(one.line, clean(match[3]), out=bool(match[1])))
        elif (own := row.strip()) and not row.startswith(("# ", "##")) and own != "#":
            found[section].append(Line(key=f"{new_key}:{at}", text=clean(own)))
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


def _edited(line: Line, text: str, *, out: bool) -> Line:
    place = line.place if out and line.place != "in" else "out" if out else "in"
    return replace(line, text=text or line.fresh or line.drawn or line.text, place=place)


def _section(before: Section, lines: list[Line], missing: list[Line]) -> Section:
    """A section after the edit: what was taken out of the text is left out; one's own lines go for good."""
    left = [replace(line, place="out") if line.place == "in" else line for line in missing if not line.is_own]
    after = (*lines, *left)
    return before if after == before.lines else replace(before, lines=after, touched=True)
