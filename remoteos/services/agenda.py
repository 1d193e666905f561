"""The agenda of the one-to-one: adding items, and settling what was talked about."""

from collections.abc import Callable
from dataclasses import replace

from remoteos.domain import agenda as rules
from remoteos.domain.agenda import TAG_WORDS, AgendaItem, Tag
from remoteos.domain.letter import Rendering
from remoteos.domain.managers import ManagerCard
from remoteos.domain.record import Link, Record, Visibility
from remoteos.services import updates
from remoteos.services.desk import Desk
from remoteos.services.update_formats import FormatShelf

FORMAT = "one-to-one"
"""The format in which the agenda leaves."""

_ORDER = {tag: place for place, tag in enumerate(TAG_WORDS)}


def add(
    desk: Desk, text: str, card: ManagerCard, tag: Tag = "discuss", about: Link | None = None
) -> AgendaItem:
    """Put something on the agenda with somebody, who may see it; ``about`` is the record it came from.

    A card that is not saved yet is saved along, so that the item stays with it.
    """
    item = AgendaItem(
        **desk.birth(), visibility=card.sees, text=text, audience_id=card.id, tag=tag, about=about
    )
    with desk.store.locked():
        known = desk.store.get(ManagerCard, card.id) is not None
        news: list[Record] = [item] if known else [card, item]
        desk.store.commit(f"put “{text}” on the agenda", news, at=desk.now)
    return item


def rendered(desk: Desk, shelf: FormatShelf, to: str | None, rendering: Rendering) -> str:
    """The agenda as it leaves now: nothing of it is saved, open items come back anyway."""
    card, _ = updates.audience(desk, to)
    update = updates.drawn(desk, shelf, card, format_name=FORMAT)
    return updates.leaving_text(update, updates.written(desk, update, card), rendering)


def edit(
    desk: Desk,
    which: str,
    *,
    text: str | None = None,
    tag: Tag | None = None,
    visibility: Visibility | None = None,
) -> AgendaItem:
    """Change an item; what is not given stays as it is."""

    def changed(item: AgendaItem) -> AgendaItem:
        return replace(
            item, text=text or item.text, tag=tag or item.tag, visibility=visibility or item.visibility
        )

    return _change(desk, which, changed, "edit the agenda item “{}”")


def settle(desk: Desk, which: str, note: str = "") -> AgendaItem:
    """Mark an item done, with what came of it."""
    return _change(desk, which, lambda item: rules.settle(item, desk.now, note), "settle “{}”")


def reopen(desk: Desk, which: str) -> AgendaItem:
    """Take an item up again."""
    return _change(desk, which, rules.reopen, "put “{}” on the agenda again")


def drop(desk: Desk, which: str) -> AgendaItem:
    """Delete an item; the record that it came from is not touched."""
    with desk.store.locked():
        item = desk.store.find(AgendaItem, which)
        desk.store.commit(f"take “{item.text}” off the agenda", delete=[item], at=desk.now)
    return item


def items(desk: Desk, card: ManagerCard, *, done: bool = False) -> tuple[AgendaItem, ...]:
    """The open items with somebody, in the agenda's order; with ``done`` then the others, the last first."""
    known = desk.store.everything(AgendaItem) if done else desk.store.all(AgendaItem)
    mine = [item for item in known if item.audience_id == card.id]
    ahead = sorted(
        (item for item in mine if item.done_at is None), key=lambda item: (_ORDER[item.tag], item.created_at)
    )
    if not done:
        return tuple(ahead)
    settled = sorted(((item.done_at, item) for item in mine if item.done_at), key=lambda pair: pair[0])
    return (*ahead, *(item for _, item in reversed(settled)))


def _change(desk: Desk, which: str, rule: Callable[[AgendaItem], AgendaItem], label: str) -> AgendaItem:
    """Apply a rule to the one item that ``which`` names."""
    with desk.store.locked():
        item = rule(desk.store.find(AgendaItem, which))
        desk.store.commit(label.format(item.text), [item], at=desk.now)
    return item
