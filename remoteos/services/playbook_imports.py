"""Taking in playbooks that others wrote: first a plan of what each file would do, then one commit.

Nothing in a file is executed, and nothing it names is fetched.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from remoteos.domain.errors import Refused
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.playbook_library import Head, head_of
from remoteos.domain.playbooks import Playbook
from remoteos.services import playbook_joining as joining
from remoteos.services import playbooks
from remoteos.services.desk import Desk
from remoteos.services.playbook_changes import ids
from remoteos.services.playbook_files import check
from remoteos.services.playbook_import_plans import Item, Plan, Planning, State, Way, under
from remoteos.services.playbook_sources import Source, from_bytes, from_file, from_folder

__all__ = [
    "Done", "Imported", "Item", "Plan", "Source", "State", "Way", "apply", "from_bytes", "from_file",
    "from_folder", "plan", "settled",
]  # fmt: skip

_NO_WAYS: Mapping[str, Way] = MappingProxyType({})


class Done(NamedTuple):
    """A file that was taken in."""

    item: Item
    way: Way
    copy: PlaybookCopy


class Imported(NamedTuple):
    """What an import did."""

    done: tuple[Done, ...]


def plan(desk: Desk, sources: Iterable[Source]) -> Plan:
    """What importing these files would do, one item for each that is looked at; changes nothing."""
    found = list(sources)
    looked_at = [(source, check(source.raw)) for source in found if not source.left_out]
    planning = Planning(desk, [checked.playbook for _, checked in looked_at if checked.playbook])
    items = tuple(planning.item(source, checked) for source, checked in looked_at)
    return Plan(items, tuple(source for source in found if source.left_out))


def settled(plan: Plan, ways: Mapping[str, Way] = _NO_WAYS) -> tuple[Way, ...]:
    """What is done with each item; `ways` has what was chosen, by the names of the files.

    A choice is passed over for a file that leaves none. Refused for one that is not among the item's ways.
    """
    return tuple(_settled(item, ways.get(item.source, item.way)) for item in plan.items)


def apply(desk: Desk, plan: Plan, ways: Mapping[str, Way] = _NO_WAYS) -> Imported:
    """Import as planned, all in one commit; without anything to do there is none.

    Raises as `settled` does, Refused when the library changed since the plan was made, and BadInput when
    two that are joined are too much. Whatever it raises, nothing was changed.
    """
    chosen = settled(plan, ways)
    with desk.store.locked():
        taken = ids(desk)
        done = tuple(
            Done(item, way, _changed(desk, item, way, taken))
            for item, way in zip(plan.items, chosen, strict=True)
            if way != "skip"
        )
        what = f"“{done[0].copy.name}”" if len(done) == 1 else f"{len(done)} playbooks"
        desk.store.commit(f"import {what}", [one.copy for one in done], at=desk.now)
    return Imported(done)


def _settled(item: Item, way: Way) -> Way:
    if way in ("skip", item.way, *item.ways):
        return way
    if item.state in ("changed", "conflicting") and item.ways:
        raise Refused(
            f"{item.source}: {way} is not possible, but {', '.join(item.ways)} or skip. Nothing was changed."
        )
    return item.way


def _changed(desk: Desk, item: Item, way: Way, taken: set[str]) -> PlaybookCopy:
    """The copy that taking in a file makes or changes."""
    found, kept = item.playbook, item.kept
    assert found is not None, "what cannot be used leaves no choice"
    identity = found.id if way == "add" else item.beside
    if way in ("add", "beside"):
        if identity in taken:
            raise _meanwhile(identity)
        head, text = _written(item, found, identity)
        base = "" if way == "add" else item.text
        return PlaybookCopy(
            **desk.birth(), head=head, text=text, base=base, origin="imported", sha256=item.sha256
        )
    now = playbooks.copy_of(desk, kept.head.id) if kept is not None else None
    if kept is None or now is None or (now.id, now.text) != (kept.id, kept.text):
        raise _meanwhile(found.id)
    if way == "replace":
        return _replaced(now, item, found)
    joined = joining.merged_with(now, found)
    if joined is None or joined.merged.conflicts:
        raise _meanwhile(found.id)
    return joining.after(joined, item.sha256)


def _replaced(kept: PlaybookCopy, item: Item, found: Playbook) -> PlaybookCopy:
    """A copy with the file in its place; one's own goes on following what it was derived from."""
    head, text = _written(item, found, kept.head.id)
    if kept.origin == "own":
        return replace(kept, head=head, text=text, sha256=item.sha256, edited=True)
    base = "" if kept.head.id == found.id else item.text
    return replace(kept, head=head, text=text, base=base, sha256=item.sha256, edited=False)


def _written(item: Item, found: Playbook, identity: str) -> tuple[Head, str]:
    """What a copy under this id keeps of a file."""
    if identity == found.id:
        return head_of(found), item.text
    return joining.fitting(under(found, identity))


def _meanwhile(identity: str) -> Refused:
    return Refused(f"{identity} was changed elsewhere meanwhile. Nothing was imported; look at it again.")
