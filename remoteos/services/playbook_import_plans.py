"""What importing files of playbooks would do, each compared with the library."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Literal, NamedTuple

from remoteos.domain.errors import BadInput
from remoteos.domain.playbook_comparing import Difference, differences
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.playbook_library import Head, release
from remoteos.domain.playbooks import Playbook, Problem
from remoteos.domain.words import plural
from remoteos.formats.playbook_heads import head as head_in
from remoteos.services import playbook_joining as joining
from remoteos.services import playbooks
from remoteos.services.desk import Desk
from remoteos.services.playbook_files import LARGEST, Checked
from remoteos.services.playbook_sources import Source

State = Literal["new", "same", "changed", "conflicting", "unusable"]
"""What a file is to the library. Changed: the kept one was not edited, or ships. Conflicting: it was edited,
or another file has the id too."""

Way = Literal["add", "beside", "replace", "merge", "skip"]
"""What is done with a file: kept as new, kept under another id, in the place of the kept one, joined with it,
or nothing."""


class Item(NamedTuple):
    """One file, and what importing it would do."""

    source: str
    """The name of the file."""
    sha256: str
    """Of its bytes, in hexadecimal; empty for a file that is too large to be read whole."""
    problems: tuple[Problem, ...]
    playbook: Playbook | None
    """None when it cannot be used."""
    state: State
    kept: PlaybookCopy | None = None
    """The copy that it is compared with."""
    differences: tuple[Difference, ...] = ()
    """From what is kept, or ships, to the file."""
    notes: tuple[str, ...] = ()
    """What else one should know, a sentence each."""
    ways: tuple[Way, ...] = ()
    """What may be chosen, besides skipping it; empty when there is no choice."""
    way: Way = "skip"
    """What is done when nothing is chosen."""
    beside: str = ""
    """The id that it gets beside the kept one."""
    text: str = ""
    """Its canonical text."""


class Plan(NamedTuple):
    """What an import would do."""

    items: tuple[Item, ...]
    left_out: tuple[Source, ...]
    """The files that are not looked at, with the reasons."""

    @property
    def usable(self) -> bool:
        """Whether there is a file that can be used."""
        return any(item.playbook is not None for item in self.items)


class Planning:
    """Compares files with the library."""

    def __init__(self, desk: Desk, found: Sequence[Playbook]) -> None:
        self.copies = desk.store.all(PlaybookCopy)
        heads = [entry.head for entry in playbooks.entries(desk)]
        known: list[Head | Playbook] = [*heads, *found]
        self.taken = {one.id for one in known}
        self.in_files = {one.id for one in found}
        self.origins = {f"{one.id}@{one.version}": one.derived_from for one in known}
        self.first: dict[str, Item] = {}
        """The first file of each id."""

    def item(self, source: Source, checked: Checked) -> Item:
        """What importing a file would do."""
        digest = sha256(source.raw).hexdigest() if len(source.raw) <= LARGEST else ""
        item = Item(source.name, digest, checked.problems, checked.playbook, "unusable")
        found = checked.playbook
        if found is None:
            return item
        if wrong := self._circle(found):
            return _unusable(item, source, wrong)
        try:
            item = item._replace(text=joining.fitting(found)[1])
        except BadInput as error:
            return _unusable(item, source, str(error))
        before = self.first.get(found.id)
        if before is not None:
            note = f"{before.source} has the id {found.id} too and comes first; give this one another id"
            return item._replace(state="same" if found == before.playbook else "conflicting", notes=(note,))
        self.first[found.id] = item = self._compared(item, found)
        return item

    def _compared(self, item: Item, found: Playbook) -> Item:
        ships, kept = playbooks.is_shipped(found.id), self._kept(found.id, item.sha256)
        has_id = kept is not None and kept.head.id == found.id
        if ships and not has_id and found == playbooks.shipped(found.id):
            return item._replace(state="same", notes=("it ships with remoteos",))
        if kept is not None:
            return self._against(kept, item, found)
        if not ships:
            return item._replace(state="new", way="add")
        beside = self._beside(found)
        return item._replace(
            state="changed",
            differences=differences(playbooks.shipped(found.id), found),
            notes=(f"{found.id} ships with remoteos and stays as it is: this is kept as {beside}",),
            ways=("beside",),
            way="beside",
            beside=beside,
        )

    def _against(self, kept: PlaybookCopy, item: Item, found: Playbook) -> Item:
        """A file that the library has a copy for."""
        base = joining.ancestor(kept)
        joined = joining.merged_with(kept, found)
        mine = joined.mine if joined is not None else joining.parsed(kept.text)
        incoming = under(found, kept.head.id)
        notes = () if kept.head.id == found.id else (f"it is kept as {kept.head.id}",)
        if incoming == mine or found == base or (item.sha256 and item.sha256 == kept.sha256):
            item = item._replace(state="same", kept=kept, notes=notes)
            if not kept.edited:
                return item
            return item._replace(
                notes=(*notes, "you edited it since"), ways=("replace", "beside"), beside=self._beside(found)
            )
        is_older = release(found.version) < release(mine.version)
        if found.version != mine.version:
            age = "older" if is_older else "newer"
            notes = (*notes, f"version {found.version} is {age} than {mine.version}, which is kept")
        conflicts = len(joined.merged.conflicts) if joined is not None and not is_older else 0
        if conflicts:
            settle = f"`remoteos playbook upgrade {kept.head.id} --from {item.source}` lets you choose"
            notes = (*notes, f"{plural(conflicts, 'part')} changed on both sides: {settle}")
        joins = joined is not None and not conflicts and not is_older
        ways: tuple[Way, ...] = ("merge", "replace", "beside") if joins else ("replace", "beside")
        way: Way = "replace" if not kept.edited else ways[0] if joins else "beside"
        return item._replace(
            state="conflicting" if kept.edited else "changed",
            kept=kept,
            differences=differences(mine, incoming),
            notes=notes,
            ways=ways,
            way="skip" if is_older else way,
            beside=self._beside(found),
        )

    def _kept(self, identity: str, digest: str) -> PlaybookCopy | None:
        """The copy of a playbook, or that of the same file that was put beside another."""
        with_id = [one for one in self.copies if one.head.id == identity]
        put_beside = [
            one
            for one in self.copies
            if one.origin == "imported"
            and one.base
            and one.head.id not in self.in_files
            and one.head.derived_from.partition("@")[0] == identity
            and head_in(one.base).id == identity
        ]
        known = (*with_id, *put_beside)
        same = (one for one in known if digest and one.sha256 == digest)
        return next(same, known[0] if known else None)

    def _beside(self, found: Playbook) -> str:
        identity = joining.free_id(found.id, self.taken)
        self.taken.add(identity)
        return identity

    def _circle(self, found: Playbook) -> str:
        """What is wrong when a playbook is derived from itself by way of others; empty when it is not."""
        path = [f"{found.id}@{found.version}"]
        while (origin := self.origins.get(path[-1])) and origin not in path:
            path.append(origin)
        if origin != path[0]:
            return ""
        return f"“derived from” goes in a circle: {', '.join([*path, origin])}; mend one of them"


def under(found: Playbook, identity: str) -> Playbook:
    """A playbook under an id, derived from itself when that is another one."""
    if identity == found.id:
        return found
    return replace(found, id=identity, derived_from=f"{found.id}@{found.version}")


def _unusable(item: Item, source: Source, message: str) -> Item:
    """A file that is right by itself, and still cannot be kept."""
    lines = source.raw.split(b"\n")
    line = next((number for number, one in enumerate(lines, 1) if one.startswith(b"derived from")), 1)
    problem = Problem(line, 1, "error", message.removesuffix("."))
    return item._replace(problems=(*item.problems, problem), playbook=None)
