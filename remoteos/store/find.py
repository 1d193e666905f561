"""Finding a record by the few characters of its id that someone typed."""

from collections.abc import Iterable
from typing import TypeVar

from remoteos.domain.errors import Ambiguous, BadInput, NotFound
from remoteos.domain.record import Record
from remoteos.store.view import SHORTEST, bare, shortest_endings

R = TypeVar("R", bound=Record)

_SHOWN = 5


def matching(records: Iterable[R], fragment: str) -> list[R]:
    """Return the records whose id begins or ends with the fragment; a whole id matches alone."""
    part = bare(fragment.strip())
    if len(part) < SHORTEST:
        raise BadInput(f"Give at least {SHORTEST} characters of the id.")
    found = []
    for record in records:
        whole = bare(record.id)
        if whole == part:
            return [record]
        if whole.endswith(part) or whole.startswith(part):
            found.append(record)
    return found


def the_one(found: list[R], fragment: str, kind: type[Record]) -> R:
    """Return the only match; raise NotFound, or Ambiguous with the candidates."""
    if not found:
        raise NotFound(f"No {_noun(kind)} has an id that begins or ends with {fragment.strip()!r}.")
    if len(found) == 1:
        return found[0]
    short = shortest_endings([each.id for each in found])
    shown = ", ".join(f"{short[each.id]} {each.name}" for each in found[:_SHOWN])
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise Ambiguous(f"{fragment.strip()!r} fits {len(found)} ids: {shown}{more}. Type more of it.")


def _noun(kind: type[Record]) -> str:
    """What one record of a kind is called."""
    return {"captures": "loop"}.get(kind.TABLE, kind.TABLE.removesuffix("s").replace("_", " "))
