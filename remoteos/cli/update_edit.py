"""``update edit``: changing a draft in the user's editor, or line by line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from remoteos.cli import draft_forms, draft_lines, output
from remoteos.cli.options import command, json_option, no_input_option, pass_session
from remoteos.cli.params import TEXT, read_stdin
from remoteos.cli.session import Session
from remoteos.cli.update_options import to_option, which_argument
from remoteos.domain.errors import Refused, RemoteosError
from remoteos.domain.text import required

if TYPE_CHECKING:
    from remoteos.domain.updates import Update

Rule = Callable[["Update"], "Update"]

_NUMBER = click.IntRange(min=1)


@command(
    "edit",
    example=[
        "remoteos update edit",
        "remoteos update edit --line 3 --text 'the RFC is accepted'",
        "remoteos update edit --leave-out 4 --bring-back 7",
        "remoteos update edit --section 2 --text 'a line of my own'",
    ],
)
@which_argument
@to_option
@click.option("--line", type=_NUMBER, metavar="N", help="The line to change, by its number in `update show`.")
@click.option("--section", type=_NUMBER, metavar="N", help="The section to write a line of your own in.")
@click.option("--text", type=TEXT, metavar="T", help="What it says; '' takes the evidence's words again.")
@click.option("--up", type=_NUMBER, metavar="N", multiple=True, help="A line to move up.")
@click.option("--down", type=_NUMBER, metavar="N", multiple=True, help="A line to move down.")
@click.option("--leave-out", type=_NUMBER, metavar="N", multiple=True, help="A line to leave out.")
@click.option("--bring-back", type=_NUMBER, metavar="N", multiple=True, help="A line to put in (again).")
@click.option("--fresh", type=_NUMBER, metavar="N", multiple=True, help="A line to take as it is now.")
@click.option("--stdin", is_flag=True, help="Read the whole edited text, as your editor has it, from stdin.")
@json_option
@no_input_option
@pass_session
def edit(
    session: Session,
    which: str | None,
    to: str | None,
    line: int | None,
    section: int | None,
    text: str | None,
    stdin: bool,
    as_json: bool,
    **lines: tuple[int, ...],
) -> None:
    """Change a draft in your editor, or line by line.

    Without options it opens VISUAL or EDITOR. An update that was sent can be edited too; what was sent stays.
    """
    from remoteos.services import updates as service

    desk = session.desk
    found = service.find(desk, which, to)
    rules = _rules(found, line, section, text, lines, own_key=f"own:{desk.clock.new_id()}")
    if stdin and rules:
        raise click.UsageError("--stdin has the whole text: it goes with no other change.")
    if stdin:
        changed = service.take_text(desk, found, read_stdin())
    elif rules:
        changed = service.change(desk, found.id, lambda one: _applied(one, rules))
    elif session.interactive:
        changed = _in_editor(session, found)
    else:
        raise click.UsageError("Nothing to change: give at least one option, or --stdin.")
    shown = service.preview(desk, changed)
    if as_json:
        output.emit({"update": draft_forms.update(shown)})
    else:
        output.page("\n".join(draft_lines.whole(desk, shown)))


def _applied(update: Update, rules: list[Rule]) -> Update:
    for rule in rules:
        update = rule(update)
    return update


def _rules(
    update: Update,
    line: int | None,
    section: int | None,
    text: str | None,
    lines: dict[str, tuple[int, ...]],
    own_key: str,
) -> list[Rule]:
    """What the options ask for; the numbers are those of the draft as it was shown."""
    from remoteos.domain import updates as rules

    if (text is None) != (line is None and section is None):
        raise click.UsageError("--text goes with --line or --section, and each of them with --text.")

    def rule(change: Callable[..., Update], number: int, *more: object) -> Rule:
        section, key = _place(update, number)
        return lambda one: change(one, section, key, *more)

    wanted: list[Rule] = []
    if text is not None and line is not None:
        wanted.append(rule(rules.reword_line, line, text))
    if text is not None and section is not None:
        if section > len(update.sections):
            raise Refused(f"There is no section {section}; the draft has {len(update.sections)}.")
        written = required(text, "text")
        wanted.append(lambda one: rules.write(one, section - 1, own_key, written))
    for name, change, *more in (
        ("bring_back", rules.change_line, rules.bring_back),
        ("fresh", rules.change_line, rules.take_fresh),
        ("up", rules.move, -1),
        ("down", rules.move, 1),
        ("leave_out", rules.remove),
    ):
        wanted += [rule(change, number, *more) for number in lines[name]]
    return wanted


def _place(update: Update, number: int) -> tuple[int, str]:
    """The section and the key of the line with a number."""
    from remoteos.domain.update_text import numbered

    known = {one.number: (one.section, one.line.key) for one in numbered(update)}
    if number not in known:
        raise Refused(f"There is no line {number}; the draft has {len(known)}. Nothing was changed.")
    return known[number]


def _in_editor(session: Session, update: Update) -> Update:
    """Let the user edit the draft in their editor; whatever goes wrong, what they typed stays in a file."""
    from remoteos.domain.update_text import as_text
    from remoteos.services import updates as service
    from remoteos.services.editor import Edited

    edited = Edited(as_text(update), "draft", "The draft is kept as it was")
    text = edited.run(session.environ)
    try:
        changed = service.take_text(session.desk, update, text)
    except RemoteosError as error:
        raise type(error)(f"{error} {edited.kept()}") from None
    edited.forget()
    return changed
