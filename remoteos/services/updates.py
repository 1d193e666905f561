"""Manager updates: drawing a draft from the evidence, editing it, and what would leave of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from remoteos.domain import updates as rules
from remoteos.domain.agenda import AgendaItem
from remoteos.domain.commitments import Commitment
from remoteos.domain.drafting import drafted, since_for
from remoteos.domain.errors import NotFound, Refused
from remoteos.domain.feedback import Feedback
from remoteos.domain.letter import Rendering
from remoteos.domain.letter_writing import Written, write_letter
from remoteos.domain.managers import ManagerCard
from remoteos.domain.record import Link, Record
from remoteos.domain.update_formats import Format, heading
from remoteos.domain.update_text import read_text
from remoteos.domain.updates import Line, Period, Update
from remoteos.formats.rendering import render
from remoteos.services import managers, update_due
from remoteos.services.desk import Desk
from remoteos.services.links import pointed_to
from remoteos.services.update_formats import FormatShelf
from remoteos.services.update_material import KeptBack, gather, kept_back
from remoteos.services.update_material import period as period_since


class NoDraft(NotFound):
    """There is no draft where one is meant."""


class Preview(NamedTuple):
    """A draft with all that is shown beside it."""

    update: Update
    card: ManagerCard
    written: Written
    """What leaves, and the lines that do not."""
    kept_back: tuple[KeptBack, ...]
    """What touches the period and stays here."""


def listed(desk: Desk, card: ManagerCard | None = None, since: date | None = None) -> tuple[Update, ...]:
    """Every update there ever was, drafts first, then the last sent first; of one audience if given.

    With ``since`` at least those settled on that day or later, which spares the archive.
    """
    every = desk.store.since(Update, since) if since else desk.store.everything(Update)
    known = [one for one in every if card is None or one.audience_id == card.id]
    drafts = [one for one in known if not one.is_sent]
    sent = sorted((one for one in known if one.is_sent), key=_sent_at, reverse=True)
    return (*drafts, *sent)


def open_draft(desk: Desk, card: ManagerCard) -> Update | None:
    """The draft to an audience; None when there is none."""
    return next((one for one in desk.store.all(Update) if _is_to(one, card) and not one.is_sent), None)


def last_sent(desk: Desk, card: ManagerCard) -> Update | None:
    """The last update that was sent to an audience; None when none ever was.

    The archive is read only when the last hundred days have none.
    """
    sent = [one for one in desk.store.all(Update) if _is_to(one, card) and one.is_sent]
    sent = sent or [one for one in desk.store.everything(Update) if _is_to(one, card) and one.is_sent]
    return max(sent, key=_sent_at, default=None)


def draft(
    desk: Desk,
    shelf: FormatShelf,
    to: str | None = None,
    *,
    since: date | None = None,
    format_name: str | None = None,
) -> Update:
    """Draw the draft to an audience, anew if there is one; what was done to it by hand stays.

    Without ``to`` it is to the manager, for whom a card is made when there is none yet. It begins where the
    last one sent ended, unless ``since`` names its first day; a first one takes the usual time of its format.
    Raises Refused for a first day that is still to come and for a format that is unknown or broken.
    """
    with desk.store.locked():
        card, is_new = audience(desk, to)
        before = open_draft(desk, card)
        update = drawn(desk, shelf, card, before, since=since, format_name=format_name)
        if before is not None and replace(update, until=before.until) == before:
            return before  # nothing is new: what comes later is told next time
        news: list[Record] = [update, *([card] if is_new else [])]
        desk.store.commit(f"draft the update to “{card.person}”", news, at=desk.now)
    return update


def drawn(
    desk: Desk,
    shelf: FormatShelf,
    card: ManagerCard,
    before: Update | None = None,
    *,
    since: date | None = None,
    format_name: str | None = None,
    marked: Commitment | None = None,
) -> Update:
    """An update to an audience as the evidence has it now, which is not saved; see `draft`.

    ``marked`` is a commitment as it is about to be saved.
    """
    name = format_name or (before.format if before else card.format)
    format_ = shelf.load(name)
    period = _period(desk, card, before, format_, since)
    due = update_due.due(desk, card)
    material = gather(desk, card, period, due.missed if due else ())
    if marked is not None:
        told = (marked if one.id == marked.id else one for one in material.commitments)
        material = replace(material, commitments=tuple(told))
    known = replace(
        before or _blank(desk, card, period),
        audience=card.person,
        format=name,
        title=heading(format_, period.first, period.last, card.person),
        since=period.since,
        until=period.until,
        first_day=period.first,
        last_day=period.last,
    )
    return drafted(known, format_, material)


def is_first(desk: Desk, to: str | None = None) -> bool:
    """Whether nothing was drawn for or sent to an audience yet."""
    card, is_new = audience(desk, to)
    return is_new or (open_draft(desk, card) is None and last_sent(desk, card) is None)


def preview(desk: Desk, update: Update) -> Preview:
    """What would leave of an update now, and what would not."""
    card = card_of(desk, update)
    return Preview(update, card, written(desk, update, card), kept_back(desk, card, update.period))


def written(desk: Desk, update: Update, card: ManagerCard) -> Written:
    """The letter of an update: what its audience may see of it as everything stands now."""
    return write_letter(update, card, gate(desk, card))


def rendered(desk: Desk, update: Update, rendering: Rendering) -> str:
    """Exactly what leaves of an update now; see `leaving_text`."""
    return leaving_text(update, written(desk, update, card_of(desk, update)), rendering)


def leaving_text(update: Update, now: Written, rendering: Rendering) -> str:
    """Exactly what leaves of an update as it is ``now``: what was sent, where that is what is asked for."""
    if update.is_sent and update.edited_at is None and rendering == update.sent_as:
        return update.sent_text
    return render(now.letter, rendering)


def find(desk: Desk, which: str | None = None, to: str | None = None) -> Update:
    """The update that ``which`` names; without it the draft to ``to``, or to the manager, or the only one."""
    if which:
        return desk.store.find(Update, which)
    drafts = [one for one in desk.store.all(Update) if not one.is_sent]
    card = managers.find(desk, to) if to else managers.main(desk)
    mine = [one for one in drafts if card is not None and one.audience_id == card.id]
    chosen = mine or ([] if to else drafts)
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        raise Refused("There are several drafts: say which, by its id or with --to. Nothing was done.")
    raise NoDraft("There is no draft. `remoteos update draft` draws one.")


def card_of(desk: Desk, update: Update) -> ManagerCard:
    """The card of an update's audience; one that was dropped leaves a card that may see the public alone."""
    known = next((one for one in desk.store.all(ManagerCard) if one.id == update.audience_id), None)
    return known or ManagerCard(
        id=update.audience_id,
        created_at=update.created_at,
        updated_at=update.updated_at,
        person=update.audience,
        sees="public",
    )


def gate(desk: Desk, card: ManagerCard) -> Callable[[Link], bool]:
    """What tells of a record whether an audience may see it now; one that is deleted has nothing to hide."""

    @cache
    def may_leave(link: Link) -> bool:
        record = pointed_to(desk, link)
        if isinstance(record, Commitment | Feedback | AgendaItem) and record.audience_id != card.id:
            return False  # it is meant for somebody else by now
        return record is None or card.may_see(record.visibility)

    return may_leave


def change_line(desk: Desk, which: str, section: int, key: str, rule: Callable[[Line], Line]) -> Update:
    """Change one line of an update by a rule of `domain.updates`."""
    return change(desk, which, lambda one: rules.change_line(one, section, key, rule))


def write(desk: Desk, which: str, section: int, text: str) -> Update:
    """Add a line of one's own at the end of a section."""
    return change(desk, which, lambda one: rules.write(one, section, f"own:{desk.clock.new_id()}", text))


def change(desk: Desk, which: str, rule: Callable[[Update], Update]) -> Update:
    """Change an update; what was sent of one that was sent stays as it was."""
    with desk.store.locked():
        before = desk.store.find(Update, which)
        after = rule(before)
        if after == before:
            return before
        if after.is_sent:
            after = replace(after, edited_at=desk.now)
        desk.store.commit(f"edit the update to “{after.audience}”", [after], at=desk.now)
    return after


def take_text(desk: Desk, before: Update, text: str) -> Update:
    """Change an update as its edited text has it; ``before`` is the update as it was written into the text.

    Raises BadInput as `read_text` does, and Refused when the update was changed elsewhere meanwhile: the
    numbers in the text would name other lines.
    """
    key = f"own:{desk.clock.new_id()}"

    def rule(now: Update) -> Update:
        if now.sections != before.sections:
            raise Refused("The draft was changed elsewhere meanwhile.")
        return read_text(now, text, key)

    return change(desk, before.id, rule)


def drop(desk: Desk, which: str) -> Update:
    """Throw a draft away; what was sent stays. The evidence stays, so that it can be drawn again."""
    with desk.store.locked():
        update = desk.store.find(Update, which)
        if update.is_sent:
            raise Refused("That update was sent and is kept as it was. Nothing was changed.")
        desk.store.commit(f"drop the draft to “{update.audience}”", delete=[update], at=desk.now)
    return update


def audience(desk: Desk, to: str | None) -> tuple[ManagerCard, bool]:
    """The card of those it is for, and whether it is new."""
    if to:
        return managers.find(desk, to), False
    known = managers.main(desk)
    return (known, False) if known else (managers.default_card(desk), True)


def _period(
    desk: Desk, card: ManagerCard, before: Update | None, format_: Format, since: date | None
) -> Period:
    if since is not None and since > desk.today:
        raise Refused(f"{since} is still to come: an update tells of what has been. Nothing was changed.")
    asked = _beginning_of(desk, since) if since else (before.since if before else None)
    usual = _beginning_of(desk, desk.today - timedelta(days=format_.days - 1))
    last = None if asked is not None else last_sent(desk, card)
    return period_since(desk, since_for(last, asked, usual))


def _beginning_of(desk: Desk, day: date) -> datetime:
    """The last instant before a workday."""
    return desk.at(day, time(desk.settings.day_starts_at_hour)) - timedelta(seconds=1)


def _blank(desk: Desk, card: ManagerCard, period: Period) -> Update:
    """An update to an audience that says nothing yet."""
    return Update(
        **desk.birth(),
        audience_id=card.id,
        audience=card.person,
        format=card.format,
        title="",
        since=period.since,
        until=period.until,
        first_day=period.first,
        last_day=period.last,
    )


def _is_to(update: Update, card: ManagerCard) -> bool:
    return update.audience_id == card.id


def _sent_at(update: Update) -> datetime:
    return update.sent_at or update.created_at
