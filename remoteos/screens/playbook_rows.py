"""What stands in the list of the library: runs, plays that came up, and playbooks with the plays found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from remoteos.domain.playbook_library import ANY_ROLE, ORIGIN_WORDS, Entry, Match, for_role
from remoteos.domain.playbook_proposals import Proposal
from remoteos.domain.runs import Run
from remoteos.screens.play_text import WARNING, due_said
from remoteos.screens.playbook_text import MUTED, shown_by
from remoteos.screens.session import Session
from remoteos.widgets.rows import Row
from remoteos.widgets.text import plain, said

RUN, DUE, BOOK, PLAY = "run", "due", "book", "play"
"""What a row stands for; its id is one of these, a colon, and which one it is."""


def going_on(session: Session, open_runs: Iterable[Run], proposals: Iterable[Proposal]) -> list[Row]:
    """What is being run and what came up, each under its heading."""
    return [
        *_group("RUNNING", [_run_row(session, run) for run in open_runs]),
        *_group("CAME UP", [_due_row(session, one) for one in proposals]),
    ]


def library(session: Session, entries: Sequence[Entry]) -> list[Row]:
    """All playbooks: the adopted ones, those for the user's role and for every role, then the others."""
    role = session.desk.settings.you.role
    groups: dict[str, list[Row]] = {
        "ADOPTED": [],
        "FOR YOUR ROLE": [],
        "FOR EVERY ROLE": [],
        "FOR OTHER ROLES" if role else "FOR ONE ROLE": [],
    }
    names = list(groups)
    for entry in entries:
        at = 0 if entry.adopted else 1 if for_role(entry.head, role) else 2 if _for_all(entry) else 3
        groups[names[at]].append(_book_row(session, entry))
    return [row for name, rows in groups.items() for row in _group(name, rows)]


def found(session: Session, matches: Sequence[Match]) -> list[Row]:
    """The plays that fit, under the playbooks that they are in."""
    return [row for match in matches for row in _match_rows(session, match)]


def play_key(proposal: Proposal) -> str:
    """The playbook and the play that came up, with a slash between them."""
    return f"{proposal.adoption.playbook_id}/{proposal.part.name}"


def _group(heading: str, rows: Sequence[Row]) -> list[Row]:
    return [Row("", said((heading, f"bold {MUTED}"))), *rows, Row("", Content(""))] if rows else []


def _run_row(session: Session, run: Run) -> Row:
    today, due = session.desk.today, run.next_due
    step = f"step {run.next_step} of {len(run.steps)}" if run.next_step else "to finish"
    when = (f" · {due_said(due, today)}", WARNING if due < today else MUTED) if due else ""
    return Row(
        f"{RUN}:{run.id}",
        said(("▸ ", "$primary"), session.veiled(run.name, run.visibility)),
        under=said("  ", (step, MUTED), when),
    )


def _due_row(session: Session, one: Proposal) -> Row:
    when = due_said(one.due_on, session.desk.today)
    return Row(
        f"{DUE}:{play_key(one)}",
        said(("◇ ", "$primary"), session.veiled(one.part.title, one.adoption.visibility)),
        under=said("  ", (f"{one.part.value} · {when}", MUTED)),
    )


def _book_row(session: Session, entry: Entry) -> Row:
    adopted, origin = entry.adopted is not None, ORIGIN_WORDS[entry.origin]
    mark = ("✓ ", "$success") if adopted else "  "
    return Row(
        f"{BOOK}:{entry.head.id}",
        said(mark, shown_by(session)(entry.head.title)),
        said((f"{origin} {entry.head.version.removesuffix('.0')}" if origin else "", MUTED)),
    )


def _match_rows(session: Session, match: Match) -> Iterator[Row]:
    shown, head = shown_by(session), match.entry.head
    yield Row(
        f"{BOOK}:{head.id}",
        said((shown(head.title), f"bold {MUTED}")),
        said((ORIGIN_WORDS[match.entry.origin], MUTED)),
    )
    for play in match.plays:
        yield Row(f"{PLAY}:{head.id}/{play.id}", plain(f"  {shown(play.title)}"))


def _for_all(entry: Entry) -> bool:
    return any(role.casefold() == ANY_ROLE for role in entry.head.roles)
