"""From tables to bytes and back: what can be stored, what is believed, and how our own file is known."""

import math
import zlib
from typing import Any

import msgspec

from remoteos.domain.errors import BadInput
from remoteos.store.errors import Unreadable
from remoteos.store.layout import META, META_KEY, Tables
from remoteos.store.lazy import LazyTables, Part, parts

_CHECKSUM = "crc"
"""The field of the meta document that holds the CRC-32 of every byte after the meta table."""


def encode(tables: Tables) -> bytes:
    """Give the bytes of the tables; raise BadInput for a value that has no JSON form."""
    plain = {name: each.raw if isinstance(each, Part) else each for name, each in parts(tables).items()}
    try:
        return msgspec.json.encode(plain)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise BadInput(f"This cannot be stored: {error}. Nothing was changed.") from error


def seal(tables: Tables) -> tuple[bytes, memoryview]:
    """Give the bytes of the tables in two pieces: the meta table with a checksum of the rest, and the rest.

    Joining them would copy a MB (0.3 ms). The tables must have a meta document. Raises BadInput as `encode`.
    """
    meta = tables[META]
    others = {name: each for name, each in parts(tables).items() if name != META}
    raw = encode(LazyTables({META: meta, **others}))
    rest = memoryview(raw)[len(_head(meta)) :]
    doc = {**meta[META_KEY], _CHECKSUM: zlib.crc32(rest)}
    return _head({**meta, META_KEY: doc}), rest


def unseal(raw: bytes) -> LazyTables | None:
    """Return the tables if the bytes are as `seal` gave them; None when that is not certain.

    A file that others changed, or the disk, is no error here: it only has to be read with care.
    """
    try:
        found = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
        meta = msgspec.json.decode(found[META])
        wanted, head = meta[META_KEY][_CHECKSUM], _head(meta)
    except (msgspec.DecodeError, ValueError, KeyError, TypeError, RecursionError, BadInput):
        return None
    # Whoever writes a key twice, or a number another way, is told from us: in the meta table by
    # encoding it again, in all the rest by the checksum, which costs 0.5 ms for each MB.
    if not raw.startswith(head) or zlib.crc32(memoryview(raw)[len(head) :]) != wanted:
        return None
    return LazyTables({name: Part(part) for name, part in found.items()})


def unsealed(meta: dict[str, Any]) -> dict[str, Any]:
    """Return a meta document without the checksum, which holds for the bytes it was written with alone."""
    return {key: value for key, value in meta.items() if key != _CHECKSUM}


def _head(meta: Any) -> bytes:
    return encode({META: meta})[:-1]


def check_storable(value: Any) -> None:
    """Refuse, with BadInput, numbers that would come back as something else, and broken text."""
    encode({"": value})  # finds what is endless or has no form, so that the walk below ends
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            left.extend(item.values())
        elif isinstance(item, list | tuple):
            left.extend(item)
        elif isinstance(item, float) and not math.isfinite(item):
            raise BadInput(f"A number that is {item} cannot be stored. Nothing was changed.")
        elif isinstance(item, int) and not -(2**63) <= item < 2**64:
            raise BadInput("A whole number beyond 64 bits cannot be stored. Nothing was changed.")


def parse(raw: bytes) -> Tables:
    """Return the tables that the bytes spell; raise Unreadable with the reason when they spell none."""
    if not raw:
        raise Unreadable("it is empty")
    try:
        tables = msgspec.json.decode(raw)
        if not isinstance(tables, dict):
            raise Unreadable("it holds no tables")
        if msgspec.json.encode(tables) != raw:
            _parse_strictly(raw)
    except UnicodeDecodeError as error:
        raise Unreadable("it is not UTF-8 text") from error
    except RecursionError as error:
        raise Unreadable("it is nested too deeply") from error
    except (msgspec.DecodeError, ValueError) as error:
        raise Unreadable(f"it is not valid JSON ({error})") from error
    return tables


def _parse_strictly(raw: bytes) -> None:
    """Look for keys given twice, which decoding drops without a word.

    Only files that others wrote need it: ours come out of the encoder as they went in.
    """
    import json

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a key stands twice in one object")
        return found

    json.loads(raw, object_pairs_hook=unique)
