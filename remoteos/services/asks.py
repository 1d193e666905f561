"""The ask ledger: raising, reminding, answering and withdrawing what only someone else can give."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypedDict, Unpack

from remoteos.domain import asks as rules
from remoteos.domain.asks import Ask, AskEvent, AskKind
from remoteos.domain.outcomes import Outcome
from remoteos.domain.record import Visibility
from remoteos.domain.words import day_name
from remoteos.services.desk import Desk


class AskFields(TypedDict, total=False):
    """What can be said of an ask; what is left out stays as it is."""

    text: str
    asked_of: str
    kind: AskKind
    needed_by: date | None
    cost: str
    enabled: str
    visibility: Visibility


class Nudge(NamedTuple):
    """A reminder: the ask, and the line to send to whoever was asked."""

    ask: Ask
    line: str


def add(
    desk: Desk, text: str, asked_of: str, /, outcome: str | None = None, **fields: Unpack[AskFields]
) -> Ask:
    """Raise an ask, about the outcome with this id if one is given."""
    outcome_id = desk.store.find(Outcome, outcome).id if outcome else None
    fields["text"], fields["asked_of"] = text, asked_of
    raised = (AskEvent(kind="raised", at=desk.now),)
    ask = Ask(**desk.birth(), outcome_id=outcome_id, events=raised, **fields)
    desk.store.commit(f"ask for “{text}”", [ask], at=desk.now)
    return ask


def edit(desk: Desk, which: str, outcome: str | None = None, **fields: Unpack[AskFields]) -> Ask:
    """Change an ask; an empty ``outcome`` takes it off the one it is about."""

    def changed(ask: Ask) -> Ask:
        if outcome is not None:
            ask = replace(ask, outcome_id=desk.store.find(Outcome, outcome).id if outcome else None)
        return replace(ask, **fields)

    return _change(desk, which, changed, "edit the ask “{}”")


def draft_nudge(desk: Desk, which: str) -> Nudge:
    """The line that would remind of an ask; nothing is written down."""
    ask = desk.store.find(Ask, which)
    rules.nudge(ask, desk.now)  # refuses what nobody waits for
    return Nudge(ask, _line(desk, ask))


def nudge(desk: Desk, which: str, note: str = "") -> Nudge:
    """Write down that an ask was reminded of, and give the line to send."""
    ask = _change(desk, which, lambda one: rules.nudge(one, desk.now, note), "remind of “{}”")
    return Nudge(ask, _line(desk, ask))


def answer(desk: Desk, which: str, note: str = "", enabled: str = "") -> Ask:
    """Write down the answer to an ask, and what it made possible."""
    return _change(desk, which, lambda one: rules.answer(one, desk.now, note, enabled), "answer to “{}”")


def withdraw(desk: Desk, which: str, note: str = "") -> Ask:
    """Write down that an ask is not wanted any more."""
    return _change(desk, which, lambda one: rules.withdraw(one, desk.now, note), "withdraw “{}”")


def reopen(desk: Desk, which: str, note: str = "") -> Ask:
    """Let an ask that was answered or withdrawn wait again."""
    return _change(desk, which, lambda one: rules.raise_again(one, desk.now, note), "ask “{}” again")


def waiting(desk: Desk) -> tuple[Ask, ...]:
    """The asks that are neither answered nor withdrawn, the most urgent first."""
    return _sorted(desk, (ask for ask in desk.store.all(Ask) if ask.is_waiting))


def listed(desk: Desk, *, settled: bool = False) -> tuple[Ask, ...]:
    """The asks that wait; with ``settled`` then the others there ever were, the last settled first."""
    if not settled:
        return waiting(desk)
    known = desk.store.everything(Ask)
    open_ones = _sorted(desk, (ask for ask in known if ask.is_waiting))
    ended = sorted(((ask.settled_at, ask) for ask in known if ask.settled_at), key=lambda pair: pair[0])
    return (*open_ones, *(ask for _, ask in reversed(ended)))


def _sorted(desk: Desk, asks: Iterable[Ask]) -> tuple[Ask, ...]:
    return tuple(sorted(asks, key=lambda ask: rules.by_urgency(ask, desk.today)))


def _line(desk: Desk, ask: Ask) -> str:
    raised = desk.workday_of(ask.raised_at)
    this_year = desk.today.year
    needed = day_name(ask.needed_by, year=ask.needed_by.year != this_year) if ask.needed_by else ""
    late = ask.late_by(desk.today) > 0
    return rules.nudge_line(ask, day_name(raised, year=raised.year != this_year), needed, late=late)


def _change(desk: Desk, which: str, rule: Callable[[Ask], Ask], label: str) -> Ask:
    """Apply a rule to the one ask that ``which`` names."""
    with desk.store.locked():
        ask = rule(desk.store.find(Ask, which))
        desk.store.commit(label.format(ask.text), [ask], at=desk.now)
    return ask
