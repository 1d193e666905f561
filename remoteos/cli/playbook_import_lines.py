"""What importing playbooks would do and did, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from remoteos.cli import playbook_change_lines as changes
from remoteos.cli.output import bold, dim
from remoteos.domain.words import plural

if TYPE_CHECKING:
    from remoteos.cli.forms import Form
    from remoteos.services.playbook_imports import Done, Item, Plan, Source, Way

MOST_PROBLEMS = 20
"""So many problems of a file are shown; `playbook check` names them all."""
MOST_LEFT_OUT = 20

_WAYS = {
    "add": "will be added",
    "beside": "will be kept beside it",
    "replace": "will replace it",
    "merge": "will be merged with it",
    "skip": "will be left out",
}
_DID = {"add": "Added", "beside": "Kept beside", "replace": "Replaced", "merge": "Merged"}


def preview(plan: Plan, ways: Sequence[Way]) -> str:
    """Every file with what it is and what would be done with it, and those that are left out."""
    lines = [line for item, way in zip(plan.items, ways, strict=True) for line in _item(item, way)]
    lines += _left_out(plan.left_out)
    return "\n".join(lines)


def done(done: Iterable[Done]) -> str:
    """What was imported, a line each."""
    return "\n".join(
        f"{_DID[one.way]} {one.copy.head.id}: {one.copy.name} {one.copy.head.version}." for one in done
    )


def form(plan: Plan, ways: Sequence[Way]) -> Form:
    """What an import would do, in JSON."""
    return {
        "items": [_form(item, way) for item, way in zip(plan.items, ways, strict=True)],
        "left_out": [{"source": one.name, "reason": one.left_out} for one in plan.left_out],
    }


def done_form(one: Done) -> Form:
    """What was imported, in JSON."""
    return {"source": one.item.source, "way": one.way, **changes.copy_form(one.copy)}


def _item(item: Item, way: Way) -> Iterator[str]:
    found = item.playbook
    yield f"{bold(item.source)}  {item.state}, {_said(item, way)}"
    if found is not None:
        yield f"  {found.title} {found.version} ({found.id}), {plural(len(found.plays), 'play')}"
        yield f"  by {', '.join(found.authors)} · {found.licence}"
        if found.derived_from:
            yield f"  derived from {found.derived_from}"
    if item.sha256:
        yield f"  SHA-256 {item.sha256}"
    yield from (f"  ! {note}" for note in item.notes)
    yield from (f"  {line}" for line in changes.differences(item.differences))
    for one in item.problems[:MOST_PROBLEMS]:
        yield f"  {one.line}:{one.column}: {one.level}: {one.message}"
    more = len(item.problems) - MOST_PROBLEMS
    if more > 0:
        yield dim(f"  and {plural(more, 'problem')} more; remoteos playbook check names them all")


def _said(item: Item, way: Way) -> str:
    return f"will be kept beside it as {item.beside}" if way == "beside" else _WAYS[way]


def _left_out(sources: Sequence[Source]) -> Iterator[str]:
    yield from (f"{one.name}  {dim(f'left out: {one.left_out}')}" for one in sources[:MOST_LEFT_OUT])
    more = len(sources) - MOST_LEFT_OUT
    if more > 0:
        yield dim(f"and {plural(more, 'file')} more left out")


def _form(item: Item, way: Way) -> Form:
    found = item.playbook
    return {
        "source": item.source,
        "state": item.state,
        "way": way,
        "ways": list(item.ways),
        "sha256": item.sha256 or None,
        "id": found.id if found else None,
        "version": found.version if found else None,
        "title": found.title if found else None,
        "authors": list(found.authors) if found else [],
        "licence": found.licence if found else None,
        "derived_from": (found.derived_from or None) if found else None,
        "kept_id": item.kept.head.id if item.kept else None,
        "beside_id": item.beside or None,
        "notes": list(item.notes),
        "differences": [changes.difference_form(one) for one in item.differences],
        "problems": [
            {"line": one.line, "column": one.column, "level": one.level, "message": one.message}
            for one in item.problems
        ],
    }
