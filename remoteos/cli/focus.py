"""``focus``: deep-work blocks as they are worked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from remoteos.cli import forms, lines, output
from remoteos.cli.block_lines import tell, tell_begun, tell_ended, tell_return
from remoteos.cli.block_options import (
    length_options,
    outcome_option,
    reason_for,
    reason_option,
    wanted,
)
from remoteos.cli.options import group, json_option, no_input_option, pass_session
from remoteos.cli.params import MINUTES, RECORD_ID, SCALE, TEXT, one_of, words_argument
from remoteos.cli.session import Session
from remoteos.domain.focus import Source
from remoteos.domain.text import required
from remoteos.domain.words import clock_time, plural

if TYPE_CHECKING:
    from remoteos.domain.focus import Block
    from remoteos.services.focus import Settling

focus = group(
    "focus",
    lazy={
        "log": ("remoteos.cli.focus_history:log", "Enter a block after the fact."),
        "plan": ("remoteos.cli.focus_plan:plan", "Plan a block ahead."),
        "move": ("remoteos.cli.focus_plan:move", "Move a planned block, or change its length."),
        "drop": ("remoteos.cli.focus_plan:drop", "Take a planned block off the plan."),
        "edit": ("remoteos.cli.focus_history:edit", "Change one block."),
        "break": ("remoteos.cli.focus_break:break_", "Take the break after a block, or put it off."),
        "list": ("remoteos.cli.focus_history:listed", "List blocks, or what they add up to."),
    },
    help="Deep-work blocks: one at a time, its times kept by the clock.",
    example=["remoteos focus start 'write section 3'", "remoteos focus stop"],
)(lambda: None)


@focus.command(
    example=[
        "remoteos focus start 'write section 3' --outcome 4f2a",
        "remoteos focus start 'clear the inbox' --minutes 25",
        "remoteos focus start --planned 9c1e",
    ]
)
@words_argument("intention", required=False)
@length_options
@outcome_option
@click.option("--planned", type=RECORD_ID, metavar="ID", help="Start this planned block.")
@reason_option
@json_option
@no_input_option
@pass_session
def start(
    session: Session,
    intention: str,
    minutes: int | None,
    preset: str | None,
    open_ended: bool,
    outcome: str | None,
    planned: str | None,
    reason: str,
    as_json: bool,
) -> None:
    """Start a block: what is it for? Nothing else runs beside it."""
    from remoteos.services import focus as service

    shape = wanted(session, minutes, preset, open_ended)
    if planned is not None:
        if intention:
            raise click.UsageError("Give an intention or --planned, not both.")
        reason = reason_for(session, reason) if service.current(session.desk) is None else ""
        begun = service.start_planned(session.desk, planned, reason=reason)
    else:
        intention = intention or session.ask("What is this block for", TEXT) or ""
        intention = required(intention, "intention")
        # Beside an open block it is going to be refused: no use in asking why.
        reason = reason_for(session, reason) if service.current(session.desk) is None else ""
        begun = service.start(session.desk, intention, shape, outcome=outcome, reason=reason)
    tell_begun(session, begun, "Started", as_json)


@focus.command(example="remoteos focus aside 'answer the outage channel' --minutes 10")
@words_argument("intention")
@length_options
@outcome_option
@reason_option
@json_option
@no_input_option
@pass_session
def aside(
    session: Session,
    intention: str,
    minutes: int | None,
    preset: str | None,
    open_ended: bool,
    outcome: str | None,
    reason: str,
    as_json: bool,
) -> None:
    """Step aside from the open block; stopping the aside returns to it."""
    from remoteos.services import focus as service

    open_ended = open_ended or (minutes is None and preset is None)
    shape = wanted(session, minutes, preset, open_ended)
    begun = service.aside(
        session.desk,
        required(intention, "intention"),
        shape,
        outcome=outcome,
        reason=reason_for(session, reason) if service.current(session.desk) is not None else "",
    )
    tell_begun(session, begun, "Aside", as_json)


@focus.command(
    example="remoteos focus stop --result 'section 3 drafted' --depth 4 --next 'ask Ana to read it'"
)
@click.option("--result", type=TEXT, default="", metavar="T", help="What came of it.")
@click.option("--depth", type=SCALE, metavar="N", help="How deep it was, 1 (shallow) to 5 (deep).")
@click.option("--next", "next_action", type=TEXT, default="", metavar="T", help="Where to go on.")
@click.option("--keep", is_flag=True, help="Left running: keep all of its time.")
@click.option("--trim", type=click.Choice(["planned", "activity"]), help="Left running: end it there.")
@click.option("--discard", is_flag=True, help="Left running: its time counts nowhere.")
@reason_option
@json_option
@no_input_option
@pass_session
def stop(
    session: Session,
    result: str,
    depth: int | None,
    next_action: str,
    keep: bool,
    trim: Settling | None,
    discard: bool,
    reason: str,
    as_json: bool,
) -> None:
    """Finish the open block.

    One that was left running is kept, trimmed or discarded first.
    """
    from remoteos.services import focus as service

    if keep + (trim is not None) + discard > 1:
        raise click.UsageError("Give one of --keep, --trim and --discard.")
    settling: Settling | None = "keep" if keep else "discard" if discard else trim
    block = service.current(session.desk)
    if block is not None and session.interactive:
        left = service.found(session.desk, block) is not None
        settling = settling or _ask_settling(session, block)
        if settling != "discard" and (settling or not left):
            result = result or session.ask("What came of it", TEXT) or ""
            depth = depth or session.ask("How deep was it, 1 to 5", SCALE)
            next_action = next_action or session.ask("Next action", TEXT) or ""
        reason = reason if left else reason_for(session, reason)  # settling is no work of now
    ended = service.stop(
        session.desk,
        result=result,
        depth=depth,
        next_action=next_action,
        settling=settling,
        reason=reason,
        meant=block.id if block is not None else None,
    )
    tell_ended(session, ended, as_json)


def _ask_settling(session: Session, block: Block) -> Settling | None:
    """Ask what to do with a block that was left running; None when it was not."""
    from remoteos.services import focus as service

    stale = service.found(session.desk, block)
    if stale is None:
        return None
    choices: dict[str, Settling] = {"k": "keep", "p": "planned", "a": "activity", "d": "discard"}
    planned = f"[p]lanned end {clock_time(stale.planned_end)}, " if stale.planned_end else ""
    if stale.planned_end is None:
        del choices["p"]
    output.note(f"“{block.intention}” was left running.")
    trims = f"{planned}[a]ctivity {clock_time(stale.last_activity)}"
    answer = session.choose(f"  [k]eep it all, trim to {trims}, [d]iscard", "".join(choices))
    return choices.get(answer)


@focus.command(example="remoteos focus abandon 'the outage took over'")
@words_argument("reason", required=False)
@json_option
@no_input_option
@pass_session
def abandon(session: Session, reason: str, as_json: bool) -> None:
    """Give the open block up; its time is kept."""
    from remoteos.services import focus as service

    tell_ended(session, service.abandon(session.desk, reason), as_json)


@focus.command(example="remoteos focus pause")
@json_option
@pass_session
def pause(session: Session, as_json: bool) -> None:
    """Pause the running block."""
    from remoteos.services import focus as service

    tell(session, service.pause(session.desk), "Paused", as_json)


@focus.command(example="remoteos focus resume")
@reason_option
@json_option
@no_input_option
@pass_session
def resume(session: Session, reason: str, as_json: bool) -> None:
    """Go on with the open block.

    One that was left running keeps its time and runs on.
    """
    from remoteos.services import focus as service

    block = service.current(session.desk)
    if block is not None and (block.state == "paused" or service.found(session.desk, block) is not None):
        reason = reason_for(session, reason)
    begun = service.resume(session.desk, reason=reason)
    tell_begun(session, begun, "Running", as_json)
    if not as_json:
        tell_return(session, begun.block)


@focus.command(example="remoteos focus extend 10")
@click.argument("minutes", type=MINUTES, default=10)
@json_option
@pass_session
def extend(session: Session, minutes: int, as_json: bool) -> None:
    """Give the open block more minutes, 10 unless given."""
    from remoteos.services import focus as service

    tell(session, service.extend(session.desk, minutes), "Extended", as_json)


@focus.command(example="remoteos focus interrupt 'who owns the DNS?' --source channel --promise 'by noon'")
@words_argument("note")
@click.option(
    "--source",
    type=one_of(Source),
    default="other",
    show_default=True,
    help="Where it came from.",
)
@click.option("--promise", type=TEXT, default="", metavar="T", help="What you promised.")
@json_option
@pass_session
def interrupt(session: Session, note: str, source: Any, promise: str, as_json: bool) -> None:
    """Note an interruption without stopping; it waits as an open loop."""
    from remoteos.services import focus as service

    noted = service.interrupt(session.desk, required(note, "note"), source, promise)
    block = noted.block
    if as_json:
        now = session.clock.now()
        output.emit(
            {"block": forms.block(block, now) if block else None, "capture": forms.capture(noted.loop)}
        )
    elif block is None:
        output.data(f"Noted as an open loop: {noted.loop.text}  (no block is open, or it was left running)")
    else:
        count = plural(len(block.interruptions), "interruption")
        output.data(f"Noted, {block.intention} goes on · {count}")


@focus.command("status", example="remoteos focus status --json")
@json_option
@pass_session
def status(session: Session, as_json: bool) -> None:
    """Show the open block, the break after the last one, and where you were."""
    from remoteos.cli.status import focus_form, focus_lines
    from remoteos.services import breaks, reentry
    from remoteos.services.status import focus_status

    now, rest, card = focus_status(session.desk), breaks.current(session.desk), reentry.card(session.desk)
    if as_json:
        block = forms.block(now.block, session.clock.now()) if now else {}
        focus = {**block, **(focus_form(now) or {})} or None
        output.emit({"focus": focus, "break": forms.break_after(rest), "reentry": forms.reentry(card)})
    elif now is None:
        said = [lines.break_after(rest, session.clock.now())] if rest else []
        said += [*lines.reentry(session.desk, card), "No block is open. remoteos focus start INTENTION"]
        output.data("\n".join(line for line in said if line))
    else:
        output.data("\n".join([*focus_lines(session, now), *(lines.returned(card) if card else [])]))
