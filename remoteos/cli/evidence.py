"""``evidence``: where the proof of an outcome, a block or a win can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from remoteos.cli import output, update_forms, update_lines
from remoteos.cli.options import group, json_option, pass_session
from remoteos.cli.params import DATE, RECORD_ID, TEXT, given, one_of, words_argument
from remoteos.cli.session import Session
from remoteos.domain.evidence import EvidenceKind
from remoteos.domain.text import required

if TYPE_CHECKING:
    from remoteos.domain.evidence import Evidence

F = TypeVar("F", bound=Callable[..., Any])

evidence = group(
    "evidence",
    lazy={"git": ("remoteos.cli.evidence_git:git", "Propose your own commits as evidence.")},
    help="Where the proof of an outcome, a block or a win can be looked at.",
    example=[
        "remoteos evidence add https://example.org/rfc/12 --title 'the RFC' --outcome 4f2a",
        "remoteos evidence git ~/src/payments --outcome 4f2a",
    ],
)(lambda: None)


def about_options(function: F) -> F:
    """Add ``--outcome``, ``--block`` and ``--win``, of which one says what evidence is about."""
    for name in ("win", "block", "outcome"):
        function = click.option(
            f"--{name}",
            type=RECORD_ID,
            metavar="ID",
            help=f"The {name} it is about; it is as visible as that.",
        )(function)
    return function


@evidence.command(
    example=[
        "remoteos evidence add https://example.org/rfc/12 --title 'the RFC' --outcome 4f2a",
        "remoteos evidence add 'Ana said in the review that it holds' --win 9c1e",
    ]
)
@words_argument("ref")
@click.option("--title", type=TEXT, default="", metavar="T", help="A few words on it.")
@click.option("--kind", type=one_of(EvidenceKind), help="What it is; by its look unless given.")
@about_options
@json_option
@pass_session
def add(
    session: Session, ref: str, title: str, kind: EvidenceKind | None, as_json: bool, **about: str | None
) -> None:
    """Keep a link, a path, a commit or a sentence as evidence."""
    from remoteos.services import evidence as service

    ref = required(ref, "reference")
    subject = service.subject(session.desk, **about)
    _show(session, service.add(session.desk, ref, subject, title, kind), as_json)


@evidence.command("list", example=["remoteos evidence list", "remoteos evidence list --outcome 4f2a --json"])
@click.option(
    "--outcome", type=RECORD_ID, metavar="ID", help="Only of this outcome, its blocks and its wins."
)
@click.option("--since", type=DATE, metavar="DATE", help="The first day; 90 days ago unless given.")
@json_option
@pass_session
def listed(session: Session, outcome: str | None, since: date | None, as_json: bool) -> None:
    """List the evidence, the newest first; all of it for one outcome."""
    from remoteos.domain.outcomes import Outcome
    from remoteos.services import evidence as service

    of = session.store.find(Outcome, outcome) if outcome else None
    found = service.listed(session.desk, since, of)
    if as_json:
        output.emit({"evidence": [update_forms.evidence(one) for one in found]})
    elif not found:
        output.data("No evidence here. remoteos evidence add REF --outcome ID")
    else:
        output.page("\n".join(_line(session, one) for one in found))


@evidence.command(example="remoteos evidence edit 4f2a --title 'the accepted RFC'")
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--ref", type=TEXT, metavar="REF", help="What it points to.")
@click.option("--title", type=TEXT, metavar="T", help="A few words on it.")
@click.option("--kind", type=one_of(EvidenceKind), help="What it is.")
@about_options
@json_option
@pass_session
def edit(
    session: Session,
    which: str,
    ref: str | None,
    title: str | None,
    kind: EvidenceKind | None,
    as_json: bool,
    **about: str | None,
) -> None:
    """Change a piece of evidence; only what is given changes."""
    from remoteos.services import evidence as service

    changes = given({"ref": ref, "title": title, "kind": kind})
    if ref is not None:
        required(ref, "reference")
    subject = service.subject(session.desk, **about) if any(about.values()) else None
    if not changes and subject is None:
        raise click.UsageError("Nothing to change: give at least one option.")
    _show(session, service.edit(session.desk, which, subject, **changes), as_json)


@evidence.command(example="remoteos evidence drop 4f2a")
@click.argument("which", type=RECORD_ID, metavar="ID")
@json_option
@pass_session
def drop(session: Session, which: str, as_json: bool) -> None:
    """Take a piece of evidence away; what it points to is not touched."""
    from remoteos.services import evidence as service

    gone = service.drop(session.desk, which)
    if as_json:
        output.emit({"evidence": update_forms.evidence(gone)})
    else:
        output.data(f"Dropped: {gone.name}")


def _line(session: Session, record: Evidence) -> str:
    """One line, with the name of what it is about."""
    from remoteos.services.links import pointed_to

    return update_lines.evidence(session.desk, record, pointed_to(session.desk, record.about))


def _show(session: Session, record: Evidence, as_json: bool) -> None:
    """Show one piece after a change."""
    if as_json:
        output.emit({"evidence": update_forms.evidence(record)})
    else:
        output.data(_line(session, record))
