"""Drawing a draft from the evidence, and drawing it again without losing a word of its owner's.

A section is a query of `QUERY_RULES` with a limit and an order. What its owner touched stays as it is: the
order, what was left out, and every word that was changed; what the evidence says by now is kept beside it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from remoteos.domain.update_formats import Format, SectionSpec
from remoteos.domain.update_material import Drawn, Material
from remoteos.domain.update_queries import ahead, results, waiting
from remoteos.domain.updates import Line, Section, Update

MOST_KEPT = 60
"""A section keeps so many lines that are not in; those beyond are only counted."""

Query = Callable[[Material], list[Drawn]]

QUERY_RULES: Mapping[str, Query] = {
    "headline": ahead.headline,
    "outcomes": results.outcomes,
    "done": results.done,
    "progress": results.progress,
    "wins": results.wins,
    "measures": results.measures,
    "risks": results.risks,
    "ideas": results.ideas,
    "said": ahead.said,
    "next": ahead.next_steps,
    "plans": ahead.plans,
    "yesterday": ahead.yesterday,
    "asks": waiting.asks,
    "decisions_needed": waiting.decisions_needed,
    "decisions_made": waiting.decisions_made,
    "helped": waiting.helped,
    "blocked": waiting.blocked,
    "feedback": ahead.feedback,
    "period": ahead.period,
    "hours": ahead.hours,
    "wellbeing": ahead.wellbeing,
}
"""What draws the lines of each query; the agenda's also takes the tag of its section."""


def draw(spec: SectionSpec, material: Material) -> list[Drawn]:
    """The lines of a section as the evidence has them, in the order that its format asks for."""
    is_agenda = spec.query == "agenda"
    drawn = ahead.agenda(material, spec.tag) if is_agenda else QUERY_RULES[spec.query](material)
    if spec.order == "usual":
        return drawn
    start = material.period.since
    if spec.order == "due":
        return sorted(drawn, key=lambda one: (one.due or date.max, one.at or start))
    return sorted(drawn, key=lambda one: one.at or start, reverse=spec.order == "newest")


def drafted(before: Update, format_: Format, material: Material) -> Update:
    """A draft drawn (again) in a format; what its owner did to it before is kept.

    Sections are known again by their query and tag. One that the format does not have any more stays,
    with what its owner wrote in it: at the end, or at the top if it stands above all headings.
    """
    old = _by_kind(before.sections)
    sections = []
    for spec in format_.sections:
        same = old.get((spec.query, spec.tag or ""))
        sections.append(_section(same.pop(0) if same else None, spec, draw(spec, material)))
    kept = [one for one in map(_written, (one for rest in old.values() for one in rest)) if one.lines]
    first = [one for one in kept if not one.title]
    last = [one for one in kept if one.title]
    return replace(before, sections=(*first, *sections, *last))


def laid(before: Sequence[Line], drawn: Iterable[Drawn], limit: int | None) -> tuple[tuple[Line, ...], int]:
    """The lines of a section that its owner touched, drawn again; and how many are only counted.

    Lines keep their order; what is new comes after them, in as far as the limit has room. A line that
    nothing on record says any more goes, unless its owner reworded it.
    """
    fresh = {one.key: one for one in drawn}
    lines = [
        kept
        for line in before
        if (line.place != "over" or line.is_reworded) and (kept := _again(line, fresh.pop(line.key, None)))
    ]
    room = None if limit is None else max(0, limit - sum(line.place == "in" for line in lines))
    added, more = _fitted(fresh.values(), room)
    return (*lines, *added), more


def kept_lines(section: Section) -> tuple[Line, ...]:
    """The lines of a section in which its owner has a hand."""
    return tuple(line for line in section.lines if line.is_own or line.is_reworded)


def since_for(last: Update | None, asked: datetime | None, usual: datetime) -> datetime:
    """When the period of a draft begins: as asked, else with the last update sent, else as usual."""
    if asked is not None:
        return asked
    return last.until if last is not None else usual


def _section(before: Section | None, spec: SectionSpec, drawn: Sequence[Drawn]) -> Section:
    touched = before is not None and before.touched
    if before is not None and touched:
        lines, more = laid(before.lines, drawn, spec.limit)
    else:
        lines, more = _fitted(drawn, spec.limit)
    return Section(
        title=spec.title,
        query=spec.query,
        tag=spec.tag or "",
        lines=lines,
        limit=spec.limit,
        more=more,
        empty=spec.empty,
        touched=touched,
    )


def _fitted(drawn: Iterable[Drawn], room: int | None) -> tuple[tuple[Line, ...], int]:
    """New lines, those within the room put in; and how many are only counted."""
    lines = []
    more = 0
    for place, one in enumerate(drawn):
        if room is None or place < room:
            lines.append(_line(one))
        elif place - room < MOST_KEPT:
            lines.append(replace(_line(one), place="over"))
        else:
            more += 1
    return tuple(lines), more


def _line(drawn: Drawn) -> Line:
    return Line(
        key=drawn.key,
        text=drawn.text,
        drawn=drawn.text,
        sources=drawn.sources,
        quotes=drawn.quotes,
        counted=drawn.counted,
    )


def _again(line: Line, drawn: Drawn | None) -> Line | None:
    """A line drawn again; None when nothing is left of it."""
    if line.is_own:
        return line
    if drawn is None:
        said_last = line.fresh or line.drawn
        return replace(line, gone=True, drawn=said_last, fresh="") if line.is_reworded else None
    new = replace(_line(drawn), place=line.place)
    if not line.is_reworded or line.text == drawn.text:
        return new
    fresh = "" if drawn.text == line.drawn else drawn.text
    # Its words may still be those of a record that was quoted before and is hidden by now.
    quotes = tuple(dict.fromkeys((*line.quotes, *new.quotes)))
    return replace(new, text=line.text, drawn=line.drawn, fresh=fresh, quotes=quotes)


def _by_kind(sections: Iterable[Section]) -> dict[tuple[str, str], list[Section]]:
    found: dict[tuple[str, str], list[Section]] = {}
    for one in sections:
        found.setdefault((one.query, one.tag), []).append(one)
    return found


def _written(section: Section) -> Section:
    return replace(section, lines=kept_lines(section), more=0, empty="")
