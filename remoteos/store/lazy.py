"""Tables that stay bytes until somebody asks for them."""

from collections.abc import Iterator, MutableMapping
from functools import cached_property
from typing import Any

import msgspec


class Part:
    """The bytes of one table, known to be JSON, and what they say."""

    def __init__(self, raw: msgspec.Raw) -> None:
        self.raw = raw

    @cached_property
    def content(self) -> Any:
        """The table itself, decoded once; shared by all who read it."""
        return msgspec.json.decode(self.raw)

    def size(self) -> int | None:
        """Count the documents without decoding them; None when the table is no object."""
        try:
            return len(msgspec.json.decode(self.raw, type=dict[str, msgspec.Raw]))
        except msgspec.ValidationError:
            return None


class LazyTables(MutableMapping[str, Any]):
    """The tables of a file, each decoded when it is first asked for.

    A command needs a few of them, and what a commit does not touch is written as the bytes it was read
    as. A copy shares what is decoded, so tables must not be changed in place, only replaced.
    """

    def __init__(self, parts: dict[str, Any]) -> None:
        self.parts = parts
        """The tables by name: a Part, or the table itself when it was put there since."""

    def __getitem__(self, name: str) -> Any:
        part = self.parts[name]
        return part.content if isinstance(part, Part) else part

    def __setitem__(self, name: str, table: Any) -> None:
        self.parts[name] = table

    def __delitem__(self, name: str) -> None:
        del self.parts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    def __contains__(self, name: object) -> bool:
        return name in self.parts  # the inherited one decodes the table to find out

    def __copy__(self) -> "LazyTables":
        return LazyTables(dict(self.parts))


def parts(tables: MutableMapping[str, Any]) -> dict[str, Any]:
    """Return the tables by name with nothing decoded that is not decoded yet; do not change the answer."""
    if isinstance(tables, LazyTables):
        return tables.parts
    return dict(tables)
