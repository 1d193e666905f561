"""Two copies of one user's data become one, field by field: the later word counts, none is lost."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from remoteos.domain.record import Record
from remoteos.store import backups, source
from remoteos.store.decode import decode_doc, encode_record, group_of, why_bad
from remoteos.store.draft import Draft
from remoteos.store.journal import Commit
from remoteos.store.layout import CONFLICTS, TOMBSTONES, Doc, Tables
from remoteos.store.meta import instant, iso

if TYPE_CHECKING:
    from remoteos.store.store import Store

_EVER = datetime.min.replace(tzinfo=UTC)
_OWN = ("id", "created_at", "updated_at", "stamps")


@dataclass(frozen=True)
class Conflict:
    """A group of fields that both copies changed; the value that lost is kept here."""

    id: str
    table: str
    group: str
    ours: Any
    theirs: Any
    kept: str
    """Which counts now: `ours` or `theirs`."""


@dataclass
class Merged:
    """What a merge did."""

    commit: Commit | None = None
    """None when there was nothing to do."""

    added: int = 0
    changed: int = 0
    deleted: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    """Records that cannot be read on one side, a line each; they were left alone."""


def merge(store: "Store", other: Path, *, at: datetime) -> Merged:
    """Join another copy of the data into this one: a data folder, a TinyDB file or an export.

    For every group of fields the later change counts. A record deleted later than it changed is
    deleted. One undoable commit, with a backup before it; doing it again does nothing.
    Raises BadInput when the other cannot be read, StorageFailure when there is no backup.
    """
    theirs = source.read_all(other, store)
    result = Merged()
    with store.locked():
        draft = store.draft(at)
        ours = source.current(store)
        kinds = {kind.TABLE: kind for kind in store.kinds}
        for name in source.names(*ours, *theirs):
            _Table(name, kinds.get(name), draft, result).join(ours, theirs)
        _keep_conflicts(draft, result, at)
        stones = draft.tables.get(TOMBSTONES) != ours[0].get(TOMBSTONES)
        if draft.changes():
            backups.make(store, "merge", at)
            result.commit = store.save(draft, f"merge {other.name}", at)
        elif stones:
            store.replace(draft.tables)
    return result


class _Table:
    """Joins one table."""

    def __init__(self, name: str, kind: type[Record] | None, draft: Draft, result: Merged) -> None:
        self.name = name
        self.kind = kind
        self.draft = draft
        self.result = result

    def join(self, ours: list[Tables], theirs: list[Tables]) -> None:
        mine, yours = source.documents(ours, self.name), source.documents(theirs, self.name)
        graves = source.graves(ours[0], self.name)
        for identity, deleted in source.graves(theirs[0], self.name).items():
            graves[identity] = max(deleted, graves.get(identity, deleted))
        for identity in sorted(mine.keys() | yours.keys()):
            if self._readable(identity, mine.get(identity), yours.get(identity)):
                self._one(identity, mine.get(identity), yours.get(identity), graves.pop(identity, None))
            else:
                graves.pop(identity, None)
        for identity, deleted in graves.items():
            self._bury(identity, deleted)

    def _readable(self, identity: str, *docs: Doc | None) -> bool:
        for doc in docs:
            if self.kind is not None and doc is not None and (why := why_bad(self.kind, doc)):
                self.result.skipped.append(f"{self.name} {identity}: {why}")
                return False
        return True

    def _one(self, identity: str, mine: Doc | None, yours: Doc | None, deleted: datetime | None) -> None:
        joined = self._joined(mine, yours)
        if deleted is not None and deleted > _time(joined, "updated_at"):
            if mine is not None:
                self.draft.become(self.name, identity, None, deleted, archived=mine)
                self.result.deleted += 1
            self._bury(identity, deleted)
        elif mine is None or joined != self._whole(mine):
            self.draft.become(self.name, identity, joined, _EVER, archived=mine)
            self.result.added += mine is None
            self.result.changed += mine is not None
        elif deleted is not None:
            self.draft.unbury(self.name, identity)

    def _bury(self, identity: str, deleted: datetime) -> None:
        known = source.graves(self.draft.tables, self.name).get(identity)
        if known is None or known < deleted:
            self.draft.unbury(self.name, identity)
            self.draft.bury(self.name, identity, deleted)

    def _whole(self, doc: Doc) -> Doc:
        """Return a document with all its kind's fields, also those an older version did not write."""
        return doc if self.kind is None else {**doc, **encode_record(decode_doc(self.kind, doc))}

    def _joined(self, mine: Doc | None, yours: Doc | None) -> Doc:
        if mine is None or yours is None:
            only = mine if mine is not None else yours
            assert only is not None
            return self._whole(only)
        mine, yours = self._whole(mine), self._whole(yours)
        joined, stamps = {**yours, **mine}, {}
        joined.pop("stamps", None)
        for name, pick in (("created_at", min), ("updated_at", max)):
            if name in joined:
                joined[name] = pick(mine.get(name), yours.get(name), key=_rank)
        for group, names in self._groups(joined).items():
            left, right = _stamp(mine, group), _stamp(yours, group)
            joined.update(self._group(group, names, (mine, left), (yours, right)))
            latest = max(left, right, key=_rank)
            if _rank(latest)[0] > _time(joined, "created_at") or group in {**_stamps(mine), **_stamps(yours)}:
                stamps[group] = latest
        if stamps:
            joined["stamps"] = stamps
        return joined

    def _group(self, group: str, names: Iterable[str], ours: tuple[Doc, Any], theirs: tuple[Doc, Any]) -> Doc:
        """Return the fields of a group from the side that changed them last."""
        mine, yours = ({name: doc[name] for name in names if name in doc} for doc, _ in (ours, theirs))
        if mine == yours or not mine or not yours:
            return mine or yours
        left, right = _rank(ours[1])[0], _rank(theirs[1])[0]
        # At a tie both copies must come to the same choice, whoever merges: the greater text wins.
        stays = left > right or (left == right and _text(mine) > _text(yours))
        loser, stamp = (theirs[0], right) if stays else (ours[0], left)
        if left == right or stamp > _time(loser, "created_at"):
            kept = "ours" if stays else "theirs"
            self.result.conflicts.append(Conflict(ours[0]["id"], self.name, group, mine, yours, kept))
        return mine if stays else yours

    def _groups(self, doc: Doc) -> dict[str, list[str]]:
        known = group_of(self.kind) if self.kind is not None else {}
        groups: dict[str, list[str]] = {}
        for name in doc:
            if name not in _OWN:
                groups.setdefault(known.get(name, name), []).append(name)
        return groups


def _keep_conflicts(draft: Draft, result: Merged, at: datetime) -> None:
    """Write down the values that lost, once each however often the same copies are merged."""
    known = {_loser(doc) for doc in draft.table(CONFLICTS).values() if isinstance(doc, dict)}
    fresh = [each for each in result.conflicts if _loser(msgspec.to_builtins(each)) not in known]
    for each in fresh:
        draft.set(CONFLICTS, None, {**msgspec.to_builtins(each), "at": iso(at)})
    result.conflicts = fresh


def _loser(doc: Doc) -> str:
    lost = doc.get("theirs") if doc.get("kept") == "ours" else doc.get("ours")
    return _text([doc.get("table"), doc.get("id"), doc.get("group"), lost])


def _text(value: Any) -> str:
    return msgspec.json.encode(value, order="sorted").decode()


def _stamps(doc: Doc) -> Doc:
    stamps = doc.get("stamps")
    return stamps if isinstance(stamps, dict) else {}


def _stamp(doc: Doc, group: str) -> Any:
    return _stamps(doc).get(group, doc.get("created_at"))


def _rank(text: Any) -> tuple[datetime, str]:
    return instant(text) or _EVER, str(text)


def _time(doc: Doc, name: str) -> datetime:
    return instant(doc.get(name)) or _EVER
