"""``playbook list``, ``search`` and ``show``: which playbooks there are, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from remoteos.cli import output
from remoteos.cli.options import command, json_option, pass_session
from remoteos.cli.params import TEXT, one_of, words_argument
from remoteos.cli.session import Session
from remoteos.domain.playbook_library import ORIGIN_WORDS, Pillar
from remoteos.domain.words import plural

if TYPE_CHECKING:
    from remoteos.domain.playbook_library import Entry, Match

F = TypeVar("F", bound=Callable[..., Any])


def _filters(function: F) -> F:
    """Add ``--role`` and ``--pillar``."""
    pillar = click.option("--pillar", type=one_of(Pillar), help="Only those that add to this part.")
    role = click.option("--role", type=TEXT, default="", metavar="R", help="Only those for this role.")
    return role(pillar(function))


@command(
    "list",
    example=["remoteos playbook list", "remoteos playbook list --role 'data analyst' --json"],
)
@_filters
@click.option("--adopted", is_flag=True, help="Only those that you adopted.")
@json_option
@pass_session
def list_(session: Session, role: str, pillar: Pillar | None, adopted: bool, as_json: bool) -> None:
    """List the playbooks there are: adopted ones, then those for your role, then all others."""
    found = [match.entry for match in _found(session, "", role, pillar)]
    found = [entry for entry in found if entry.adopted or not adopted]
    if as_json:
        output.emit({"playbooks": [_form(entry) for entry in found]})
    elif not found:
        output.data("There is no such playbook. remoteos playbook list shows them all.")
    else:
        width = max(len(entry.head.id) for entry in found)
        output.page("\n".join(_line(entry, width) for entry in found))


@command(
    example=[
        "remoteos playbook search no answer from my manager",
        "remoteos playbook search handover across time zones --pillar updates",
    ],
)
@words_argument("words")
@_filters
@json_option
@pass_session
def search(session: Session, words: str, role: str, pillar: Pillar | None, as_json: bool) -> None:
    """Find the play for a situation, in your own words.

    Plays that have all of the words that carry a sense come first; when none has, those that have most.
    """
    found = _found(session, words, role, pillar)
    if as_json:
        output.emit({"matches": [_match_form(match) for match in found]})
    elif not found:
        output.data("No play fits these words. Fewer of them find more; remoteos playbook list shows all.")
    else:
        output.page("\n".join(_match_lines(found)))


@command(
    example=[
        "remoteos playbook show manage-your-manager",
        "remoteos playbook show manage-your-manager --json",
    ],
)
@click.argument("which", type=TEXT, metavar="ID")
@json_option
@pass_session
def show(session: Session, which: str, as_json: bool) -> None:
    """Show a playbook as a page to read; ``play show`` shows one of its plays."""
    from remoteos.services import playbooks

    kept = playbooks.find(session.desk, which)
    if as_json:
        output.emit({"playbook": playbooks.parsed(kept.playbook), "origin": kept.origin})
        return
    playbook = kept.playbook
    about = [
        output.bold(playbook.title),
        playbook.promise,
        "",
        f"For {', '.join(playbook.roles)}. Version {playbook.version}, {playbook.licence}.",
        f"By {', '.join(playbook.authors)}.",
    ]
    if playbook.source:
        about.append(f"From {playbook.source}.")
    if playbook.derived_from:
        about.append(f"Derived from {playbook.derived_from}.")
    _, _, body = kept.text.partition("\n# ")
    output.page("\n".join([*about, "", body.partition("\n")[2].strip("\n")]))


def _found(session: Session, words: str, role: str, pillar: Pillar | None) -> tuple[Match, ...]:
    from remoteos.domain.playbook_library import search as searched
    from remoteos.services import playbooks

    return searched(playbooks.entries(session.desk), words, role=role, pillar=pillar)


def _line(entry: Entry, width: int) -> str:
    head = entry.head
    said = [word for word in (ORIGIN_WORDS[entry.origin], "adopted" if entry.adopted else "") if word]
    about = f"{head.title} {head.version}, {plural(len(head.plays), 'play')}"
    note = f"  {output.dim(', '.join(said))}" if said else ""
    return f"{head.id:<{width}}  {about}{note}"


def _match_lines(found: Sequence[Match]) -> list[str]:
    lines = []
    for match in found:
        identity = match.entry.head.id
        alone = "" if match.plays else f"  {output.dim(identity)}"
        lines.append(f"{output.bold(match.entry.head.title)}{alone}")
        lines += [f"  {play.title}  {output.dim(f'{identity}/{play.id}')}" for play in match.plays]
    return lines


def _form(entry: Entry) -> dict[str, object]:
    head = entry.head
    return {
        "id": head.id,
        "version": head.version,
        "title": head.title,
        "promise": head.promise,
        "roles": list(head.roles),
        "authors": list(head.authors),
        "licence": head.licence,
        "language": head.language,
        "derived_from": head.derived_from or None,
        "pillars": list(head.pillars),
        "origin": entry.origin,
        "adopted_version": entry.adopted,
        "plays": [{"id": play.id, "title": play.title} for play in head.plays],
    }


def _match_form(match: Match) -> dict[str, object]:
    return {
        "playbook_id": match.entry.head.id,
        "playbook": match.entry.head.title,
        "plays": [{"id": play.id, "title": play.title, "when": play.when or None} for play in match.plays],
    }
