"""``manager``: how each audience likes to be kept informed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from remoteos.cli import output, update_forms, update_lines
from remoteos.cli.options import group, json_option, no_input_option, pass_session, yes_option
from remoteos.cli.params import NOTE, RECORD_ID_OR_NONE, TEXT, Kind, given, one_of, words_argument
from remoteos.cli.session import Session
from remoteos.domain import entry
from remoteos.domain.managers import Cadence, Relation
from remoteos.domain.text import required

if TYPE_CHECKING:
    from remoteos.domain.managers import ManagerCard

F = TypeVar("F", bound=Callable[..., Any])

Sight = Literal["manager", "public"]


class WeekdayKind(Kind[int]):
    """A day of the week, 0 (Monday) to 6 (Sunday)."""

    name = "weekday"
    what, right = entry.WEEKDAY

    def read(self, text: str, ctx: click.Context | None) -> int:  # noqa: ARG002  the base's
        """Return the number of the day."""
        return entry.read_weekday(text)


WEEKDAY = WeekdayKind()

_OPTIONS = (
    click.option("--relation", type=one_of(Relation), help="What they are to you."),
    click.option("--cadence", type=one_of(Cadence), help="How often they hear from you."),
    click.option("--day", "weekday", type=WEEKDAY, metavar="WEEKDAY", help="The day an update is due."),
    click.option("--format", type=TEXT, metavar="NAME", help="The update format they prefer."),
    click.option("--channel", type=TEXT, metavar="T", help="Where updates go: mail, a channel, a document."),
    click.option("--address", type=TEXT, metavar="T", help="Their address, for the mail file."),
    click.option("--length", type=TEXT, metavar="T", help="How long they like an update to be."),
    click.option("--reassures", type=TEXT, metavar="T", help="What reassures them."),
    click.option("--worries", type=TEXT, metavar="T", help="What they worry about."),
    click.option("--decides", type=TEXT, metavar="T", help="How they decide."),
    click.option(
        "--goal", "goals", type=RECORD_ID_OR_NONE, multiple=True, metavar="ID",
        help="A goal of theirs; may be repeated, '' for none.",
    ),
    click.option("--agreed", type=NOTE, metavar="T", help="The ways of working you agreed on."),
    click.option("--notes", type=NOTE, metavar="T", help="Notes for your own eyes: in no update."),
    click.option("--sees", type=one_of(Sight), help="What updates to them may hold; else by relation."),
    click.option("--hours/--no-hours", default=None, help="Whether updates to them tell hours of focus."),
    click.option(
        "--wellbeing/--no-wellbeing", default=None, help="Whether updates to them tell energy and stress."
    ),
)  # fmt: skip


def card_options(function: F) -> F:
    """Add an option for each field of a card but the person."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


manager = group(
    "manager",
    help="How your manager, and whoever else hears from you, likes to be kept informed.",
    example=[
        "remoteos manager add Ana --cadence weekly --day thursday",
        "remoteos manager show",
    ],
)(lambda: None)


@manager.command(
    example=[
        "remoteos manager add Ana --day thu --reassures 'a date and the next step'",
        "remoteos manager add 'the board' --relation client --cadence monthly",
    ]
)
@words_argument("person", required=False)
@card_options
@json_option
@no_input_option
@pass_session
def add(session: Session, person: str, goals: tuple[str, ...], as_json: bool, **fields: Any) -> None:
    """Add a card for somebody who hears from you."""
    from remoteos.services import managers as service

    person = required(person or session.ask("What are they called", TEXT) or "", "name")
    _show(session, service.add(session.desk, person, _chosen(goals) or (), **given(fields)), as_json)


@manager.command("list", example=["remoteos manager list", "remoteos manager list --json"])
@json_option
@pass_session
def listed(session: Session, as_json: bool) -> None:
    """List the cards, managers first, with when each hears next."""
    from remoteos.services import managers as service
    from remoteos.services import update_due

    desk = session.desk
    found = [(card, update_due.due(desk, card)) for card in service.cards(desk)]
    if as_json:
        output.emit({"managers": [update_forms.manager(card, due) for card, due in found]})
    elif not found:
        output.data(service.NONE_YET)
    else:
        output.page("\n".join(update_lines.manager(desk, card, due) for card, due in found))


@manager.command(example=["remoteos manager show", "remoteos manager show Ana"])
@words_argument("who", required=False)
@json_option
@pass_session
def show(session: Session, who: str, as_json: bool) -> None:
    """Show a card: your manager's, unless another is named.

    WHO is a name or its beginning, a relation such as client, or an id.
    """
    from remoteos.services import managers as service

    _show(session, service.required(session.desk, who), as_json, whole=True)


@manager.command(
    example=[
        "remoteos manager edit --day thursday --worries 'surprises late in the week'",
        "remoteos manager edit client --no-hours",
    ]
)
@words_argument("who", required=False)
@click.option("--person", type=TEXT, metavar="NAME", help="What they are called from now on.")
@card_options
@json_option
@pass_session
def edit(session: Session, who: str, goals: tuple[str, ...], as_json: bool, **fields: Any) -> None:
    """Change a card; only what is given changes.

    It is your manager's card unless another is named. Without any card yet, one is made for the manager whom
    the settings name.
    """
    from remoteos.services import managers as service

    changes, chosen, desk = given(fields), _chosen(goals), session.desk
    if not changes and chosen is None:
        raise click.UsageError("Nothing to change: give at least one option.")
    if "person" in changes:
        required(changes["person"], "name")
    name = changes.get("person") or desk.settings.you.manager
    if not who and name and service.main(desk) is None:
        changes.pop("person", None)
        _show(session, service.add(desk, name, chosen or (), **changes), as_json)
        return
    card = service.required(desk, who)
    _show(session, service.edit(desk, card.id, chosen, **changes), as_json)


@manager.command(example="remoteos manager drop 'the board' --yes")
@words_argument("who")
@yes_option
@json_option
@pass_session
def drop(session: Session, who: str, as_json: bool) -> None:
    """Delete a card; the updates that were sent stay."""
    from remoteos.services import managers as service

    card = service.find(session.desk, who)
    if not session.confirm(f'Delete the card of "{card.person}"?'):
        output.note("Nothing was changed.")
        return
    service.drop(session.desk, card.id)
    if as_json:
        output.emit({"manager": update_forms.manager(card, None)})
    else:
        output.data(f"The card of {card.person} is gone. Updates that were sent stay; undo brings it back.")


def _chosen(goals: tuple[str, ...]) -> tuple[str, ...] | None:
    """The goals that were given; empty for '' alone, None when none was."""
    return tuple(one for one in goals if one) if goals else None


def _show(session: Session, card: ManagerCard, as_json: bool, *, whole: bool = False) -> None:
    """Show a card: all of it, or in one line after a change."""
    from remoteos.services import update_due

    desk = session.desk
    due = update_due.due(desk, card)
    if as_json:
        output.emit({"manager": update_forms.manager(card, due)})
    elif whole:
        output.data("\n".join(_page(session, card, update_lines.manager(desk, card, due, indent=None))))
    else:
        output.data(update_lines.manager(desk, card, due))


def _page(session: Session, card: ManagerCard, first: str) -> list[str]:
    """All that a card says, a line for each thing that was said."""
    from remoteos.domain.outcomes import Goal

    goals = (session.store.get(Goal, identity) for identity in card.goal_ids)
    told = [name for name, wanted in (("hours", card.hours), ("wellbeing", card.wellbeing)) if wanted]
    rows = [
        ("format", card.format),
        ("channel", " ".join(part for part in (card.channel, card.address) if part)),
        ("length", card.length),
        ("reassures", card.reassures),
        ("worries", card.worries),
        ("decides", card.decides),
        *(("goal", goal.title) for goal in goals if goal),
        ("agreed", card.agreed),
        ("sees", "all that is your manager's to see" if card.sees == "manager" else "what is public"),
        ("told", " and ".join(told)),
        ("notes", card.notes),
    ]
    below = "\n" + " " * 13
    return [first, *(f"  {name:<9}  {below.join(text.splitlines())}" for name, text in rows if text)]
