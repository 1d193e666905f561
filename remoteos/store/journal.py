"""The last commits, each with what it changed, so that it can be taken back."""

import zlib
from datetime import datetime
from typing import Any

import msgspec

from remoteos.store.draft import ABSENT, Change, Draft
from remoteos.store.layout import COMMITS, CONFLICTS, INTERNAL, Doc, Tables, is_doc_id
from remoteos.store.meta import iso

KEPT = 200
"""How many commits can be undone."""

KEPT_AT_LEAST = 100
"""How many can be undone however much they changed."""

KEPT_BYTES = 512 * 1024
"""Above this many bytes of earlier versions, fewer than KEPT commits are kept."""


class Commit(msgspec.Struct, frozen=True):
    """One change of the data, as its owner knows it."""

    seq: int
    """Grows with every commit; never used twice."""

    label: str
    at: datetime
    tables: tuple[str, ...]
    """The tables whose records it changed."""


def entries(tables: Tables) -> list[tuple[str, Doc, Commit]]:
    """Return the readable journal, oldest first: key, document, and what it says."""
    table = tables.get(COMMITS)
    found: list[tuple[str, Doc, Commit]] = []
    if not isinstance(table, dict):
        return found
    for key, doc in table.items():
        if is_doc_id(key) and (commit := _commit(doc)):
            found.append((key, doc, commit))
    return sorted(found, key=lambda entry: entry[2].seq)


def last(tables: Tables) -> tuple[str, Doc, Commit] | None:
    """Return the newest readable entry of the journal, or None."""
    table = tables.get(COMMITS)
    if not isinstance(table, dict):
        return None
    for key in sorted(table, key=lambda key: int(key) if is_doc_id(key) else 0, reverse=True):
        if commit := _commit(table[key]):
            return key, table[key], commit
    return None


def record(draft: Draft, changes: list[Change], label: str, seq: int, at: datetime) -> Commit:
    """Note the changes in the draft's journal, and let the oldest entries go."""
    told = [_pack(draft, change) for change in changes]
    doc = {"seq": seq, "label": label, "at": msgspec.to_builtins(at), "changes": told}
    doc["size"] = len(msgspec.json.encode(told))
    table = dict(draft.table(COMMITS))
    table[str(seq)] = doc
    draft.tables[COMMITS] = _trimmed(table)
    return Commit(seq, label, at, _names(told))


def take_back(draft: Draft, entry: Doc, at: datetime) -> dict[str, set[str]]:
    """Put every document back as it was before the commit.

    What others wrote over it meanwhile is kept in the table of conflicts. Returns, by table, the ids
    whose later version may lie in the archive by now and must not show again.
    """
    archived: dict[str, set[str]] = {}
    for change in reversed(entry["changes"]):
        name, key, identity = change["table"], change.get("doc_id"), change.get("id")
        before = change.get("before", ABSENT)
        if key is None:
            draft.replace_table(name, before)
            continue
        here, now = _find(draft, name, key, identity)
        if now is not ABSENT and checksum(now) != change.get("after"):
            _keep(draft, change, now, at)
        if now is ABSENT and before is not ABSENT and "after" in change and identity is not None:
            archived.setdefault(name, set()).add(identity)
        _restore(draft, name, here, before)
        owner = identity or _id_of(before)
        if owner is not None and name not in INTERNAL:
            _mark(draft, name, owner, before, "after" in change, at)
    return archived


def checksum(doc: Any) -> int:
    """Return a number that tells one version of a document from another."""
    return zlib.crc32(msgspec.json.encode(doc))


def _id_of(doc: Any) -> str | None:
    identity = doc.get("id") if isinstance(doc, dict) else None
    return identity if isinstance(identity, str) else None


def _find(draft: Draft, name: str, key: str, identity: str | None) -> tuple[str | None, Any]:
    """Find where a changed document stands now, which may be elsewhere after a way through the archive."""
    table = draft.table(name)
    if identity is None:
        return key, table.get(key, ABSENT)
    here = draft.key_of(name, identity)
    if here is not None:
        return here, table[here]
    return (None if key in table else key), ABSENT


def _restore(draft: Draft, name: str, key: str | None, before: Any) -> None:
    if before is not ABSENT:
        draft.set(name, key, before)
    elif key is not None and key in draft.table(name):
        draft.drop(name, key)


def _mark(draft: Draft, name: str, identity: str, before: Any, was_there: bool, at: datetime) -> None:
    if before is ABSENT:
        draft.bury(name, identity, at)
    elif not was_there:
        draft.unbury(name, identity)


def _keep(draft: Draft, change: Doc, now: Any, at: datetime) -> None:
    draft.set(
        CONFLICTS,
        None,
        {
            "id": change.get("id"),
            "table": change["table"],
            "group": "*",
            "ours": change.get("before"),
            "theirs": now,
            "kept": "ours",
            "at": iso(at),
        },
    )


def _pack(draft: Draft, change: Change) -> Doc:
    packed: Doc = {"table": change.table, "doc_id": change.key, "id": None}
    doc = change.after if isinstance(change.after, dict) else change.before
    if change.key is not None and isinstance(identity := _id_of(doc), str):
        # A second document with the same id is known by its key alone, or undo would take one for the other.
        alone = draft.key_of(change.table, identity) in (None, change.key)
        packed["id"] = identity if alone else None
    if change.before is not ABSENT:
        packed["before"] = change.before
    if change.after is not ABSENT:
        packed["after"] = checksum(change.after)
    return packed


def _trimmed(table: Doc) -> Doc:
    """Keep the newest commits: at most KEPT, fewer when they are large, and never under KEPT_AT_LEAST."""
    good = [key for key in table if is_doc_id(key) and isinstance(table[key], dict)]
    total, kept = 0, 0
    for key in sorted(good, key=int, reverse=True):
        size = table[key].get("size")
        total += size if isinstance(size, int) else 0
        if kept >= KEPT or (kept >= KEPT_AT_LEAST and total > KEPT_BYTES):
            del table[key]
        else:
            kept += 1
    return table


def _names(changes: list[Doc]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each["table"] for each in changes if each["table"] not in INTERNAL))


class _Change(msgspec.Struct):
    table: str
    doc_id: str | None
    id: str | None


class _Entry(msgspec.Struct):
    seq: int
    label: str
    at: datetime
    changes: list[_Change]


def _commit(doc: object) -> Commit | None:
    """Read an entry, or None when someone has been at it: such an entry is left alone and not undone."""
    try:
        entry = msgspec.convert(doc, _Entry)
    except msgspec.ValidationError:
        return None
    names = tuple(dict.fromkeys(each.table for each in entry.changes if each.table not in INTERNAL))
    return Commit(entry.seq, entry.label, entry.at, names)
