"""One version of the file, decoded as far as anyone asked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from remoteos.domain.record import Record
from remoteos.store.decode import NOT_A_NUMBER, Decoded, Problem, decode_bytes, decode_changed, decode_table
from remoteos.store.file import Signature
from remoteos.store.layout import FILE, TOMBSTONES, Tables, index, is_doc_id
from remoteos.store.lazy import Part, parts
from remoteos.store.meta import instant

R = TypeVar("R", bound=Record)

SHORTEST = 4
"""The fewest characters of an id that are asked for, and shown."""


class View:
    """Tables that nobody changes any more, and what was made of them."""

    def __init__(
        self,
        tables: Tables,
        signature: Signature | None,
        *,
        file: str = FILE,
        migrated_from: int | None = None,
        before: "View | None" = None,
    ) -> None:
        """Make a view of tables; what was decoded ``before`` a change is not decoded again."""
        self.tables = tables
        self.migrated_from = migrated_from
        """The older schema that the file still has, when these tables were brought up to date."""

        self.signature = signature
        self.file = file
        self._decoded: dict[type[Record], Decoded[Any]] = {}
        self._known = before.known() if before is not None else {}
        self._short: dict[str, dict[str, str]] = {}

    def decoded(self, kind: type[R]) -> Decoded[R]:
        """Return the good records of a kind; decoding happens once."""
        found = self._decoded.get(kind)
        if found is None:
            part = parts(self.tables).get(kind.TABLE, {})
            found = self._remembered(kind, part)
            if found is None and isinstance(part, Part):
                found = decode_bytes(kind, part.raw) or decode_table(kind, part.content, self.file)
            elif found is None:
                found = decode_table(kind, part, self.file)
            self._decoded[kind] = found
            self._known.pop(kind, None)
        return found

    def known(self) -> dict[type[Record], tuple[object, Decoded[Any]]]:
        """Return the tables that were decoded, as they stand here, with what they decode to."""
        tables = parts(self.tables)
        decoded = {
            kind: (tables.get(kind.TABLE), each) for kind, each in self._decoded.items() if not each.problems
        }
        return {**self._known, **decoded}

    def _remembered(self, kind: type[R], part: object) -> Decoded[R] | None:
        """Decode a table from what an earlier version decoded to; None when that is of no help.

        A change replaces documents and never touches them, so one that is the same object is the same record.
        """
        if kind not in self._known:
            return None
        earlier, decoded = self._known[kind]
        if earlier is part:
            return decoded
        before = earlier.content if isinstance(earlier, Part) else earlier
        if not isinstance(part, dict) or not isinstance(before, dict):
            return None
        return decode_changed(kind, part, before, decoded)

    def buried(self, table: str) -> set[str]:
        """Return the ids of a table's deleted records."""
        stones = self.tables.get(TOMBSTONES)
        docs = stones.values() if isinstance(stones, dict) else ()
        return {str(doc.get("id")) for doc in docs if isinstance(doc, dict) and doc.get("table") == table}

    def structure(self, known: set[str]) -> list[Problem]:
        """Report what TinyDB cannot read in the tables whose kind is not known."""
        found = []
        for name, table in self.tables.items():
            if name in known:
                continue
            if not isinstance(table, dict):
                found.append(Problem(name, None, "", "expected an object of documents", self.file))
                continue
            for key, doc in table.items():
                if not is_doc_id(key):
                    found.append(Problem(name, key, "", NOT_A_NUMBER, self.file))
                elif not isinstance(doc, dict):
                    found.append(Problem(name, key, "", "expected an object", self.file))
        return found

    def problems(self, kinds: Iterable[type[Record]]) -> tuple[Problem, ...]:
        """Report everything that cannot be used."""
        kinds = tuple(kinds)
        found = self.structure({kind.TABLE for kind in kinds})
        for kind in kinds:
            found.extend(self.decoded(kind).problems)
        return tuple(found)

    def left_out(self) -> int:
        """Count what was left out of the kinds that were asked for so far."""
        return sum(len(each.problems) for each in self._decoded.values())

    def edited(self, kind: type[Record], *, but: str) -> dict[str, datetime]:
        """Map the ids of a kind to when a field of the record last changed, those of one group left out.

        A record without such a change is not among them.
        """
        table = self.tables.get(kind.TABLE)
        found = {}
        for doc in table.values() if isinstance(table, dict) else ():
            stamps = doc.get("stamps") if isinstance(doc, dict) else None
            if not isinstance(stamps, dict):
                continue
            times = [at for group, said in stamps.items() if group != but and (at := instant(said))]
            if times and isinstance(identity := doc.get("id"), str):
                found[identity] = max(times)
        return found

    def short_ids(self, kind: type[Record]) -> dict[str, str]:
        """Map each id of a kind to its shortest ending that no other has, of SHORTEST or more."""
        if kind.TABLE not in self._short:
            # From the documents as they stand: a command that only shows one id decodes nothing for it.
            table = self.tables.get(kind.TABLE)
            self._short[kind.TABLE] = shortest_endings(index(table) if isinstance(table, dict) else {})
        return self._short[kind.TABLE]


def bare(text: str) -> str:
    """Return an id, or a part of one, as it is compared: lower case without dashes."""
    return text.replace("-", "").lower()


def shortest_endings(ids: Iterable[str]) -> dict[str, str]:
    """Map each id to its shortest ending that tells it from all the others.

    Sorted backwards, an id's nearest relatives are its neighbours: no need to compare all with all.
    """
    turned = sorted((bare(each)[::-1], each) for each in ids)
    found = {}
    for place, (text, each) in enumerate(turned):
        beside = [turned[place + step][0] for step in (-1, 1) if 0 <= place + step < len(turned)]
        shared = max((_shared(text, other) for other in beside), default=0)
        found[each] = text[: max(SHORTEST, shared + 1)][::-1]
    return found


def _shared(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length
