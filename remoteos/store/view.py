"""One version of the file, decoded as far as anyone asked."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from remoteos.domain.record import Record
from remoteos.store.decode import NOT_A_NUMBER, Decoded, Problem, decode_bytes, decode_table
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
    ) -> None:
        self.tables = tables
        self.migrated_from = migrated_from
        """The older schema that the file still has, when these tables were brought up to date."""

        self.signature = signature
        self.file = file
        self._decoded: dict[type[Record], object] = {}
        self._short: dict[str, dict[str, str]] = {}

    def decoded(self, kind: type[R]) -> Decoded[R]:
        """Return the good records of a kind; decoding happens once."""
        found = self._decoded.get(kind)
        if not isinstance(found, Decoded):
            part = parts(self.tables).get(kind.TABLE, {})
            if isinstance(part, Part):
                found = decode_bytes(kind, part.raw) or decode_table(kind, part.content, self.file)
            else:
                found = decode_table(kind, part, self.file)
            self._decoded[kind] = found
        return found

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
        decoded = (each for each in self._decoded.values() if isinstance(each, Decoded))
        return sum(len(each.problems) for each in decoded)

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
