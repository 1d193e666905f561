"""Joining a playbook that the user keeps with another version of it, and what may be kept at all."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from remoteos.domain import playbooks as rules
from remoteos.domain.errors import BadInput
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.playbook_library import Head
from remoteos.domain.playbook_merging import Merged, Side, merge
from remoteos.domain.playbooks import Playbook
from remoteos.formats.playbook_reading import read
from remoteos.formats.playbook_writing import write
from remoteos.services import playbooks
from remoteos.services.playbook_files import Checked, check

NO_CHOICES: Mapping[str, Side] = MappingProxyType({})


class Upgrade(NamedTuple):
    """A copy, a newer version of what it was made from, and what becomes of the two."""

    copy: PlaybookCopy
    mine: Playbook
    theirs: Playbook
    merged: Merged


def merged_with(
    copy: PlaybookCopy, theirs: Playbook, choose: Mapping[str, Side] = NO_CHOICES
) -> Upgrade | None:
    """What would become of a copy and another version; None when it is not known what both began from."""
    base = ancestor(copy)
    if base is None:
        return None
    mine = parsed(copy.text)
    return Upgrade(copy, mine, theirs, merge(base, mine, theirs, choose))


def ancestor(copy: PlaybookCopy) -> Playbook | None:
    """The version that the changes of a copy began from; None when all of it is one's own."""
    if copy.base:
        return parsed(copy.base)
    return parsed(copy.text) if copy.origin == "imported" else None


def after(found: Upgrade, sha256: str = "") -> PlaybookCopy:
    """The copy as it is once it was joined, all conflicts chosen; ``sha256`` is that of the other's file.

    What it began from becomes theirs, but for a playbook of one's own that comes back from somebody else.
    Raises BadInput when the two together are more than a playbook may have.
    """
    copy, theirs, playbook = found.copy, found.theirs, found.merged.playbook
    sha256 = sha256 or copy.sha256
    if copy.origin == "own" and theirs.id == copy.head.id:
        head, text = fitting(playbook)
        return replace(copy, head=head, text=text, sha256=sha256, edited=True)
    origin = theirs.derived_from if theirs.id == copy.head.id else f"{theirs.id}@{theirs.version}"
    itself = origin == f"{playbook.id}@{playbook.version}"  # the format allows no playbook made from itself
    playbook = replace(playbook, derived_from=origin, version=theirs.version if itself else playbook.version)
    same = playbook == replace(theirs, id=playbook.id, derived_from=origin)
    base = "" if same and theirs.id == copy.head.id else write(theirs)
    head, text = fitting(playbook)
    return replace(copy, head=head, text=text, base=base, sha256=sha256, edited=copy.edited and not same)


def fitting(playbook: Playbook) -> tuple[Head, str]:
    """What a copy of a playbook keeps; raises BadInput when its text is more than a file may have."""
    head, text = playbooks.written(playbook)
    checked = check(text.encode("utf-8"))
    if checked.playbook is None:
        raise BadInput(
            f"{playbook.id} would be more than a playbook may be: {first_error(checked)}. "
            "Nothing was changed."
        )
    return head, text


def first_error(checked: Checked) -> str:
    """The first error, with its place."""
    error = next(problem for problem in checked.problems if problem.level == "error")
    return f"Line {error.line}, column {error.column}: {error.message}"


def free_id(wanted: str, taken: Collection[str]) -> str:
    """An id that is not taken: the one that is wanted, cut so that it fits, else with a number from 2 on."""
    identity, number = wanted[: rules.LONGEST_ID].rstrip("-"), 1
    while identity in taken:
        number += 1
        end = f"-{number}"
        identity = f"{wanted[: rules.LONGEST_ID - len(end)].rstrip('-')}{end}"
    return identity


def parsed(text: str) -> Playbook:
    """The playbook of a text that is kept; BadInput when it cannot be read any more."""
    playbook, problems = read(text)
    if playbook is None:
        raise BadInput(f"A kept playbook cannot be read, line {problems[0].line}: {problems[0].message}.")
    return playbook
