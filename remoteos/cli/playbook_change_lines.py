"""How the differences and conflicts of playbooks read, as text and as JSON; and playbooks out of files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from remoteos.cli import output
from remoteos.cli.output import bold, dim
from remoteos.domain.errors import BadInput
from remoteos.domain.text import printable

if TYPE_CHECKING:
    from remoteos.cli.forms import Form
    from remoteos.domain.playbook_comparing import Difference
    from remoteos.domain.playbook_copies import PlaybookCopy
    from remoteos.domain.playbook_merging import Conflict
    from remoteos.domain.playbooks import Playbook
    from remoteos.services.playbook_imports import Source

NARROWEST = 70
"""The fewest cells of a line in which two texts stand side by side."""

_SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
_BETWEEN = " │ "
_NOTHING = "(not there)"


def source_of(file: Path) -> Source:
    """What a file holds, or stdin for ``-``."""
    from remoteos.services import playbook_imports
    from remoteos.services.playbook_files import LARGEST

    if str(file) != "-":
        return playbook_imports.from_file(file)
    return playbook_imports.from_bytes(
        sys.stdin.buffer.read(LARGEST + 1) if sys.stdin is not None else b"", "standard input"
    )


def playbook_in(file: Path) -> Playbook:
    """The playbook of a file; BadInput, with the first error, when it cannot be used."""
    from remoteos.services.playbook_files import check
    from remoteos.services.playbook_joining import first_error

    source = source_of(file)
    checked = check(source.raw)
    if checked.playbook is None:
        more = f"; `remoteos playbook check {os.fspath(file)}` names all {checked.errors}"
        raise BadInput(f"{source.name}: {first_error(checked)}{more if checked.errors > 1 else ''}.")
    return checked.playbook


def differences(found: Iterable[Difference]) -> Iterator[str]:
    """Each difference, with the texts before and after it indented."""
    for one in found:
        yield f"{_SIGNS[one.kind]} {one.where}  {dim(one.kind)}"
        for sign, text in (("-", one.before), ("+", one.after)):
            yield from (f"    {sign} {line}" for line in _lines(text))


def conflict(one: Conflict, width: int | None) -> Iterator[str]:
    """A conflict: mine and theirs beside each other, or below each other where there is no room."""
    yield bold(one.where)
    yield f"  {dim(f'--choose {one.key}=mine, or =theirs')}"
    if one.base:
        yield from (f"  was  {line}" for line in _lines(one.base))
    if width is None or width < NARROWEST:
        for name, text in (("mine", one.mine), ("theirs", one.theirs)):
            yield from (f"  {name:<6}  {line}" for line in _lines(text or _NOTHING))
        return
    room = (width - len(_BETWEEN) - 2) // 2
    left, right = (
        [line for part in _lines(text) for line in wrapped(part, room)]
        for text in (f"mine\n{one.mine or _NOTHING}", f"theirs\n{one.theirs or _NOTHING}")
    )
    for number in range(max(len(left), len(right))):
        mine, theirs = (side[number] if number < len(side) else "" for side in (left, right))
        yield f"  {mine}{' ' * (room - output.cells(mine))}{_BETWEEN}{theirs}".rstrip()


def wrapped(text: str, room: int) -> list[str]:
    """A line in pieces of so many cells at most, broken between words where there is a place."""
    lines, now = [], ""
    for word in text.split(" "):
        joined = f"{now} {word}" if now else word
        while output.cells(joined) > room:
            if now:
                lines.append(now)
                joined, now = word, ""
                continue
            piece = output.shortened(joined, room + 1).removesuffix("…") or joined[:1]
            lines.append(piece)
            joined = joined[len(piece) :]
        now = joined
    return [*lines, now]


def difference_form(one: Difference) -> Form:
    """A difference in JSON."""
    return {"where": one.where, "kind": one.kind, "before": one.before, "after": one.after}


def conflict_form(one: Conflict) -> Form:
    """A conflict in JSON."""
    return {"key": one.key, "where": one.where, "base": one.base, "mine": one.mine, "theirs": one.theirs}


def copy_form(copy: PlaybookCopy) -> Form:
    """A playbook that the user keeps, in JSON."""
    return {
        "id": copy.head.id,
        "version": copy.head.version,
        "title": copy.head.title,
        "origin": copy.origin,
        "derived_from": copy.head.derived_from or None,
        "edited": copy.edited,
    }


def _lines(text: str) -> list[str]:
    return printable(text).replace("\t", "    ").split("\n") if text else []
