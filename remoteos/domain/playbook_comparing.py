"""What is different between two versions of a playbook, part by part, in words for people."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from remoteos.domain.playbook_aligning import (
    PARTS,
    Field,
    Listed,
    aligned,
    line,
    moved,
    parts_of,
    said,
    woven,
)
from remoteos.domain.playbooks import Play, Playbook


class Difference(NamedTuple):
    """One part that is not the same in both."""

    where: str
    """The part, in words: ``play “No answer”, step 3``, ``start of the day``, ``title``."""
    kind: Literal["added", "removed", "changed", "moved"]
    before: str
    """The part as it was, of one or several lines; empty when added. Of a changed item only what changed,
    of a moved one its number and its name or first line."""
    after: str
    """The part as it is now; empty when removed."""


def differences(before: Playbook, after: Playbook) -> tuple[Difference, ...]:
    """All that is different, in the order of the document; nothing for equal playbooks.

    Plays are known again by their id, steps by the same or similar text, all else by its title, name or
    text. What only the earlier one has stands where it stood. An item may be moved and changed as well.
    """
    return tuple(_parts("", before, after))


def _parts(where: str, before: Any, after: Any) -> Iterator[Difference]:
    """The differences of a playbook or a play."""
    old, new = parts_of(before), parts_of(after)
    for part in PARTS[type(after)]:
        one, other = old[part.name], new[part.name]
        if one == other:
            continue
        if isinstance(part, Listed):
            yield from _items(where, part, one, other)
        else:
            yield _changed(f"{where}{part.word}", said(one), said(other))


def _changed(where: str, before: str, after: str) -> Difference:
    kind: Literal["added", "removed", "changed"] = "changed"
    if not before or not after:
        kind = "removed" if before else "added"
    return Difference(where, kind, before, after)


def _items(where: str, listed: Listed, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    """The differences of two lists; the order of front-matter keys is none."""
    became = aligned(listed, before, after)
    came_from = {place: origin for origin, place in became.items()}
    order = [came_from[place] for place in sorted(came_from)]
    elsewhere = moved(order) if listed.most is not None else set()
    # Items of the earlier list have negative numbers where the later list has them no more.
    old = [became.get(place, -1 - place) for place in range(len(before))]
    for number in woven(range(len(after)), old):
        if number < 0:
            item = before[-1 - number]
            yield Difference(f"{where}{listed.called(item, -number)}", "removed", said(item), "")
            continue
        item, called = after[number], f"{where}{listed.called(after[number], number + 1)}"
        if number not in came_from:
            yield Difference(called, "added", "", said(item))
            continue
        origin = came_from[number]
        if origin in elsewhere:
            places = (_numbered(listed, before[origin], origin), _numbered(listed, item, number))
            yield Difference(called, "moved", *places)
        yield from _item(called, before[origin], item)


def _numbered(listed: Listed, item: Any, place: int) -> str:
    title = getattr(item, listed.title) if listed.title else ""
    first, _, _ = (title or said(item)).partition("\n")
    return f"{place + 1}. {first}"


def _item(where: str, before: Any, after: Any) -> Iterator[Difference]:
    """What changed in an item that both lists have."""
    if before == after:
        return
    if isinstance(after, Play):
        yield from _parts(f"{where}, ", before, after)
        return
    old, new = parts_of(before), parts_of(after)
    fields = [part for part in PARTS[type(after)] if isinstance(part, Field)]
    lines = [
        (line(part, old[part.name]), line(part, new[part.name]))
        for part in fields
        if old[part.name] != new[part.name]
    ]
    texts = ["\n".join(filter(None, side)) for side in zip(*lines, strict=True)]
    yield Difference(where, "changed", texts[0], texts[1])
