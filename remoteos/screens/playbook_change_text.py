"""How files of playbooks, their differences and what an import would do are said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from textual.content import Content

from remoteos.domain.playbook_comparing import Difference
from remoteos.domain.words import plural
from remoteos.screens.session import Session
from remoteos.services.playbook_imports import Item, Source, Way
from remoteos.widgets.details import Entry
from remoteos.widgets.rows import Row
from remoteos.widgets.text import joined, plain, said

MUTED, WARNING = "$text-muted", "$text-warning"

SIGNS: Mapping[str, str] = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
"""A sign for each kind of difference; the kind is also said in words."""

_WILL: Mapping[Way, str] = {
    "add": "will be added",
    "beside": "kept beside",
    "replace": "will replace",
    "merge": "will be merged",
    "skip": "left out",
}
_MARKS: Mapping[Way, tuple[str, str]] = {
    "add": ("+ ", "$success"),
    "beside": ("+ ", "$success"),
    "replace": ("~ ", "$primary"),
    "merge": ("~ ", "$primary"),
    "skip": ("· ", MUTED),
}

_MOST_PROBLEMS = 50
"""So many problems of a file are listed; `playbook check` names them all."""
_MOST_LEFT_OUT = 50

_HALF = 32
"""Half the digits of a SHA-256; all of them are wider than a small terminal has room for."""


def item_row(session: Session, item: Item, way: Way, file: str) -> Row:
    """A file: what it is to the library, what becomes of it, and its name within what was asked for."""
    found = item.playbook
    name = f"{found.title} {found.version}" if found else file
    usable = item.state != "unusable"
    mark = _MARKS[way] if usable else ("! ", WARNING)
    will = f", {_WILL[way]}" if usable and (way != "skip" or item.state != "same") else ""
    under = file if found else _first_problem(item)
    return Row(
        item.source,
        said(mark, (session.veiled(name, "public"), "" if way != "skip" else MUTED)),
        said((item.state, "" if usable else WARNING), (will, MUTED)),
        said("  ", (session.veiled(under, "public"), MUTED)),
    )


def left_out_rows(session: Session, sources: Sequence[Source], file: Callable[[str], str]) -> list[Row]:
    """The files that are not looked at, each with the reason; ``file`` shortens the name of one."""
    if not sources:
        return []
    rows = [Row("", Content("")), Row("", said(("LEFT OUT", f"bold {MUTED}")))]
    rows += [
        Row(
            "", said("· ", (session.veiled(file(one.name), "public"), MUTED)), under=said(f"  {one.left_out}")
        )
        for one in sources[:_MOST_LEFT_OUT]
    ]
    if (more := len(sources) - _MOST_LEFT_OUT) > 0:
        rows.append(Row("", said((f"  and {plural(more, 'file')} more", MUTED))))
    return rows


def item_entries(session: Session, item: Item, way: Way) -> Iterator[Entry]:
    """All there is to know of a file before it is taken in."""

    def shown(text: str) -> Content:
        return plain(session.veiled(text, "public"))

    found = item.playbook
    if found is None:
        yield from _problems(session, item)
    else:
        yield "what", shown(_becomes(item, way))
    yield from (("note", said((session.veiled(note, "public"), WARNING))) for note in item.notes)
    if found is not None:
        who = [session.veiled(", ".join(found.authors), "public"), found.licence]
        yield "by", joined([*who[:1], (who[1], MUTED)])
        yield "promises", shown(found.promise)
        yield "has", joined([plural(len(found.plays), "play"), (f"{found.id} {found.version}", MUTED)])
        if found.derived_from:
            yield "made from", shown(found.derived_from)
    yield "file", shown(item.source)
    if item.sha256:
        yield "SHA-256", plain(f"{item.sha256[:_HALF]}\n{item.sha256[_HALF:]}")
    if found is not None:
        yield from _problems(session, item)
    if item.differences:
        yield "", Content("")
        yield from difference_entries(session, item.differences, "differs")


def difference_entries(session: Session, found: Iterable[Difference], label: str) -> Iterator[Entry]:
    """Each difference, with its texts before and after, line by line."""
    for one in found:
        where = session.veiled(one.where, "public")
        yield label, said((f"{SIGNS[one.kind]} ", "$primary"), (where, "bold"), (f"  {one.kind}", MUTED))
        label = ""
        for sign, text, style in (("-", one.before, MUTED), ("+", one.after, "")):
            for line in text.split("\n") if text else ():
                yield "", said((f"{sign} ", MUTED), (session.veiled(line, "public"), style))


def _becomes(item: Item, way: Way) -> str:
    """What becomes of a file, in a sentence."""
    kept = item.kept.head if item.kept else None
    yours = f"{kept.id} {kept.version}" if kept else "it"
    goes = "what you changed there goes" if item.kept and item.kept.edited else "you changed nothing there"
    if way == "skip":
        return "It says what the library has already." if item.state == "same" else "It is left out."
    return {
        "add": "It is new, and is added to the library.",
        "beside": f"It is kept beside the one you have, as {item.beside}.",
        "replace": f"It takes the place of {yours}; {goes}.",
        "merge": f"It is joined with {yours}; what you changed there stays.",
    }[way]


def _problems(session: Session, item: Item) -> Iterator[Entry]:
    for one in item.problems[:_MOST_PROBLEMS]:
        style = WARNING if one.level == "error" else ""
        message = session.veiled(one.message, "public")
        yield f"{one.line}:{one.column}", said((f"{one.level}: ", style), message)
    if (more := len(item.problems) - _MOST_PROBLEMS) > 0:
        yield "", said((f"and {plural(more, 'problem')} more: remoteos playbook check", MUTED))


def _first_problem(item: Item) -> str:
    error = next((one for one in item.problems if one.level == "error"), None)
    return f"line {error.line}, column {error.column}: {error.message}" if error else ""
