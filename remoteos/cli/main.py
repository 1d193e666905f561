"""The command line: its commands by name, and what becomes of everything that goes wrong."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

import click

from remoteos.cli import output
from remoteos.cli.options import Group, Lazy, load
from remoteos.cli.session import Session
from remoteos.domain.errors import BadInput, Refused, RemoteosError

COMMANDS: dict[str, Lazy] = {
    "status": ("remoteos.cli.status:status", "Show the day, the open block and what waits."),
    "capture": ("remoteos.cli.capture:capture", "Note something in passing."),
    "loops": ("remoteos.cli.capture:loops", "List the open loops."),
    "loop": ("remoteos.cli.capture:loop", "Decide an open loop."),
    "undo": ("remoteos.cli.undo:undo", "Take the last change back."),
    "day": ("remoteos.cli.day:day", "Open, close and show the workday; leave."),
    "focus": ("remoteos.cli.focus:focus", "Deep-work blocks."),
    "outcome": ("remoteos.cli.outcomes:outcome", "The results you answer for."),
    "goal": ("remoteos.cli.goals:goal", "The ladder of goals they hang from."),
    "win": ("remoteos.cli.wins:win", "What went well, to be told."),
    "evidence": ("remoteos.cli.evidence:evidence", "Where the proof of it can be looked at."),
    "ask": ("remoteos.cli.asks:ask", "What only someone else can give you."),
    "update": ("remoteos.cli.updates:update", "Updates to your manager, drawn from the evidence."),
    "decision": ("remoteos.cli.decisions:decision", "What was decided, and whether that was right."),
    "manager": ("remoteos.cli.managers:manager", "How your manager likes to be kept informed."),
    "feedback": ("remoteos.cli.feedback:feedback", "Feedback for your manager, private until you tell it."),
    "playbook": ("remoteos.cli.playbooks:playbook", "How a role does its work, in a file to share."),
    "play": ("remoteos.cli.plays:play", "One play at a time: run it, step by step."),
    "pulse": ("remoteos.cli.pulse:pulse", "Energy and stress, for your own eyes."),
    "data": ("remoteos.cli.data:data", "The file itself: check, back up, restore, export, merge."),
    "demo": ("remoteos.cli.demo:demo", "Look around in an invented history."),
    "init": ("remoteos.cli.init:init", "Set up remoteos in four short steps."),
    "config": ("remoteos.cli.config:config", "Show and change the settings."),
    "keys": ("remoteos.cli.keys:keys", "List the app's keys and what they do."),
    "completion": ("remoteos.cli.completion:completion", "Print the completion script of a shell."),
}
"""Every command: where it is, and its help. Its module is imported when the command is called."""

WITHOUT_COMMAND = "remoteos.cli.app:app"
"""What ``remoteos`` alone does."""


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from remoteos import __version__

        output.data(f"remoteos {__version__}")
        ctx.exit()


@click.group(
    "remoteos",
    cls=Group,
    lazy=COMMANDS,
    invoke_without_command=True,
    example=(
        "remoteos",
        "remoteos day open",
        "remoteos focus start 'write section 3'",
        "remoteos capture 'call the bank'",
        "remoteos day close",
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--user", metavar="NAME", help="Whose data; REMOTEOS_USER, else “me”, unless given.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
@click.pass_context
def root(ctx: click.Context, user: str | None) -> None:
    """Run your remote work in the terminal: the day, deep work, what moved and what waits.

    Without a command it opens the app; where there is no terminal it shows the day.
    """
    ctx.obj = Session(os.environ, user)
    if ctx.invoked_subcommand is None:
        ctx.invoke(load(WITHOUT_COMMAND))


def main() -> NoReturn:
    """Run the command line with the process's arguments and exit with its code.

    A command lives for a tenth of a second: it ends before a garbage collection would pay (3 ms), and
    leaves without taking the interpreter apart (14 ms). Everything is written and flushed by then. The
    app turns garbage collection on again once its first page is there.
    """
    gc.disable()
    code = run(sys.argv[1:])
    if sys.gettrace() is None:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                with suppress(OSError, ValueError):  # whoever read it is gone: nothing to tell any more
                    stream.flush()
        os._exit(code)
    sys.exit(code)


def run(args: Sequence[str]) -> int:
    """Run the command line and return its exit code; nothing is raised.

    0 done · 1 refused by a rule · 2 usage · 65 bad input data · 70 a defect · 73 cannot create the
    output · 74 I/O · 75 busy · 130 interrupted. Every message is one line on stderr.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an ASCII terminal shows ? where it has no character
    try:
        try:
            code = _invoked(list(args))
        except OSError as error:
            code = _io_failed(error)
        return _written(code)
    except KeyboardInterrupt:
        return _said("interrupted", 130)


def _invoked(args: list[str]) -> int:
    """Run the command and return its exit code; errors of reading and writing are raised."""
    try:
        if os.environ.get("_REMOTEOS_COMPLETE"):
            from click.shell_completion import shell_complete

            return shell_complete(
                root, {}, "remoteos", "_REMOTEOS_COMPLETE", os.environ["_REMOTEOS_COMPLETE"]
            )
        with root.make_context("remoteos", args) as ctx:
            root.invoke(ctx)
            ctx.obj.tell_of_store()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        output.note(error.format_message())
        return error.exit_code
    except click.ClickException as error:
        return _said(error.format_message() + _help_hint(error), error.exit_code)
    except click.Abort:
        return _said("interrupted", 130)
    except RemoteosError as error:
        return _said(str(error), _exit_code(error))
    except (OSError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001  the last resort: a person never meets a traceback
        return _defect(error)
    return 0


def _written(code: int) -> int:
    """Return the code once stdout is really written; a full disk is noticed here at the latest."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        output.silence(sys.stdout)
        return code or _io_failed(error)
    return code


def _io_failed(error: OSError) -> int:
    """Say what the system refused; nothing if the reader has read enough, as ``head`` does."""
    if isinstance(error, BrokenPipeError):
        return 0
    return _said(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}", 74)


def _help_hint(error: click.ClickException) -> str:
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    return f" (see {ctx.command_path} --help)" if ctx is not None else ""


def _exit_code(error: RemoteosError) -> int:
    if isinstance(error, Refused):
        return 1
    if isinstance(error, BadInput):
        return 65
    from remoteos.services import errors  # the store's part of it is only needed when it has failed

    codes: dict[type, int] = {
        errors.BadEnvironment: 2,
        errors.Damaged: 65,
        errors.Unreadable: 65,
        errors.NewerSchema: 65,
        errors.CannotCreate: 73,
        errors.StorageFailure: 74,
        errors.Busy: 75,
    }
    return next((codes[kind] for kind in type(error).__mro__ if kind in codes), 1)


def _defect(error: Exception) -> int:
    if os.environ.get("REMOTEOS_DEBUG"):
        import traceback

        output.note("".join(traceback.format_exception(error)).rstrip())
        return 70
    return _said(
        f"something unexpected happened ({type(error).__name__}: {str(error)[:200]}). Your data is whole: "
        "a change is written entirely or not at all. REMOTEOS_DEBUG=1 shows the details.",
        70,
    )


def _said(message: str, code: int) -> int:
    output.warn(message)
    return code
