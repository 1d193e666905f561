"""From documents to records and back; a document that fits no record is told, not dropped."""

from collections.abc import Mapping
from dataclasses import fields
from types import GenericAlias
from typing import Generic, TypeVar

import msgspec

from remoteos.domain.errors import BadInput, RemoteosError
from remoteos.domain.record import Record
from remoteos.store.encoding import check_storable
from remoteos.store.instants import naive
from remoteos.store.layout import Doc, is_doc_id

R = TypeVar("R", bound=Record)

NOT_A_NUMBER = "the document's key is not a whole number"


class Problem(msgspec.Struct, frozen=True):
    """Something in a file that cannot be used; it stays there untouched until a repair."""

    table: str
    doc_id: str | None
    """The document's key in the table; None when the whole table is meant."""

    path: str
    """Where in the document, as in `blocks[17].planned_s`; empty when the whole is meant."""

    message: str

    file: str = "remoteos.json"

    def __str__(self) -> str:
        where = self.table if self.doc_id is None else f"{self.table}[{self.doc_id}]"
        within = f"{'' if self.path.startswith('[') else '.'}{self.path}" if self.path else ""
        return f"{self.file}: {where}{within}: {self.message}"


class Decoded(Generic[R]):
    """The good records of one table by id, in the file's order, and what was wrong with the others."""

    def __init__(self, by_id: dict[str, R], problems: tuple[Problem, ...]) -> None:
        self.by_id = by_id
        self.problems = problems
        self.records: tuple[R, ...] = tuple(by_id.values())


def decode_table(kind: type[R], table: object, file: str = "remoteos.json") -> Decoded[R]:
    """Decode a table as far as it can be; a missing table has no records."""
    if not isinstance(table, dict):
        return Decoded({}, (Problem(kind.TABLE, None, "", "expected an object of documents", file),))
    found: dict[str, R] = {}
    problems: list[Problem] = []
    for key, doc in table.items():
        try:
            record = decode(kind, key, doc)
        except _Bad as bad:
            problems.append(Problem(kind.TABLE, key, bad.path, bad.message, file))
            continue
        if record.id in found:
            problems.append(Problem(kind.TABLE, key, "id", "another document has the same id", file))
        else:
            found[record.id] = record
    return Decoded(found, tuple(problems))


def decode_bytes(kind: type[R], raw: msgspec.Raw) -> Decoded[R] | None:
    """Decode a table of good records from its bytes, in half the time that `decode_table` takes.

    None when anything is wrong with any of them: `decode_table` says what.
    """
    try:
        docs: dict[str, R] = msgspec.json.decode(raw, type=GenericAlias(dict, (str, kind)))
    except (msgspec.DecodeError, RemoteosError, RecursionError):
        return None
    found = {record.id: record for record in docs.values()}
    if len(found) < len(docs) or "" in found or not all(map(is_doc_id, docs)):
        return None
    if any(naive(record) is not None for record in docs.values()):
        return None
    return Decoded(found, ())


def decode_changed(
    kind: type[R], table: Mapping[str, object], before: Mapping[str, object], known: Decoded[R]
) -> Decoded[R] | None:
    """Decode a table of which an earlier version, all of it good, is known: only the documents that are new.

    None when anything is wrong with any of them: `decode_table` says what.
    """
    records = dict(zip(before, known.records, strict=True))
    found: dict[str, R] = {}
    for key, doc in table.items():
        if key in before and before[key] is doc:
            record = records[key]
        else:
            try:
                record = decode(kind, key, doc)
            except _Bad:
                return None
        if record.id in found:
            return None
        found[record.id] = record
    return Decoded(found, ())


class _Bad(Exception):
    def __init__(self, path: str, message: str) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message


def decode(kind: type[R], key: str, doc: object) -> R:
    """Decode one document, or raise the reason why it is none of this kind."""
    if not is_doc_id(key):
        raise _Bad("", NOT_A_NUMBER)
    return decode_doc(kind, doc)


def decode_doc(kind: type[R], doc: object) -> R:
    """Decode one document whatever its number; see `reason` for what it raises."""
    try:
        record = msgspec.convert(doc, kind)
    except msgspec.ValidationError as error:
        raise _reason(str(error)) from None
    except (RemoteosError, RecursionError) as error:
        raise _Bad("", str(error)) from None
    if not record.id:
        raise _Bad("id", "expected an id")
    if (path := naive(record)) is not None:
        raise _Bad(path, "expected an instant with an offset")
    return record


def why_bad(kind: type[Record], doc: object) -> str | None:
    """Say what keeps a document from being a record of this kind; None when nothing does."""
    try:
        decode_doc(kind, doc)
    except _Bad as bad:
        return f"{bad.path}: {bad.message}" if bad.path else bad.message
    return None


def encode_record(record: Record) -> Doc:
    """Give the document of a record; raise BadInput for a value that cannot be stored."""
    doc = msgspec.to_builtins(record)
    check_storable(doc)
    plain: Doc = msgspec.json.decode(msgspec.json.encode(doc))  # tuples become lists, as in the file
    return plain


def stored(kind: type[R], doc: object) -> R:
    """Decode a document that is about to be changed; raise BadInput when that would lose something."""
    try:
        return decode_doc(kind, doc)
    except _Bad as bad:
        raise BadInput(
            f"The stored record in {kind.TABLE} cannot be read ({bad.path or 'it'}: {bad.message}). "
            "It was left alone; run `remoteos data check`."
        ) from None


def group_of(kind: type[Record]) -> dict[str, str]:
    """Map each field to the group that a merge takes it with; a field in no group is its own."""
    groups = {each.name: each.name for each in fields(kind)}
    groups.update({name: group for group, names in kind.GROUPS.items() for name in names})
    return groups


def _reason(text: str) -> _Bad:
    message, _, path = text.partition(" - at `$")
    message = message.replace("`", "").partition(", got ")[0]
    return _Bad(path.rstrip("`").lstrip("."), message[:1].lower() + message[1:])
