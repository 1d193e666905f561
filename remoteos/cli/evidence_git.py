"""``evidence git``: the user's own commits, proposed as evidence of an outcome."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from remoteos.cli import lines, output, update_forms, update_lines
from remoteos.cli.options import command, json_option, pass_session, yes_option
from remoteos.cli.params import DATE, PATH, RECORD_ID, Kind
from remoteos.cli.session import Session
from remoteos.domain.errors import NotFound, Refused
from remoteos.domain.text import quoted

if TYPE_CHECKING:
    from datetime import datetime

    from remoteos.domain.outcomes import Outcome
    from remoteos.services.git import Commit, Repository


class NumbersKind(Kind[tuple[int, ...]]):
    """Some of the numbers from 1 to ``most``: ``1 3-5``, ``all``, ``none``."""

    name = "numbers"
    what, right = "a choice", "1 3-5, all or none"

    def __init__(self, most: int) -> None:
        self.most = most

    def read(self, text: str, ctx: click.Context | None) -> tuple[int, ...]:  # noqa: ARG002  the base's
        """Return the numbers that were chosen, each once, in order."""
        word = text.lower()
        if word in ("all", "none"):
            return tuple(range(1, self.most + 1)) if word == "all" else ()
        chosen: set[int] = set()
        for part in re.split(r"[\s,]+", word):
            if not (match := re.fullmatch("([0-9]{1,6})(?:-([0-9]{1,6}))?", part)):
                raise ValueError(part)
            first, last = int(match[1]), int(match[2] or match[1])
            if not 1 <= first <= last <= self.most:
                raise ValueError(part)
            chosen.update(range(first, last + 1))
        return tuple(sorted(chosen))


class NumberKind(NumbersKind):
    """One of the numbers from 1 to ``most``."""

    what, right = "one of the numbers", "1"

    def read(self, text: str, ctx: click.Context | None) -> tuple[int, ...]:
        """Return the number that was chosen, alone."""
        if not re.fullmatch("[0-9]{1,6}", text):
            raise ValueError(text)
        return super().read(text, ctx)


@command(
    "git",
    example=[
        "remoteos evidence git",
        "remoteos evidence git ~/src/payments ~/src/docs --since 2026-11-20 --outcome 4f2a --all",
        "remoteos evidence git --outcome 4f2a --commit 0f9c2d8",
    ],
)
@click.argument("paths", type=PATH, nargs=-1, metavar="[PATH]...")
@click.option(
    "--since", type=DATE, metavar="DATE", help="The first day; unless given, the last update's end."
)
@click.option("--outcome", type=RECORD_ID, metavar="ID", help="The outcome they are evidence of.")
@click.option("--all", "every", is_flag=True, help="Keep all that are proposed.")
@click.option("--commit", "hashes", multiple=True, metavar="HASH", help="Keep this one; may be repeated.")
@yes_option
@json_option
@pass_session
def git(
    session: Session,
    paths: tuple[Path, ...],
    since: date | None,
    outcome: str | None,
    every: bool,
    hashes: tuple[str, ...],
    as_json: bool,
) -> None:
    """Propose your own commits as evidence.

    They are those since your last update, on any branch, merges left out, in the repositories of the PATHs
    or where you are. On a terminal you choose which to keep; elsewhere they are only listed, unless --all,
    --yes or --commit chooses. Nothing that a repository holds is run.
    """
    from remoteos.domain.outcomes import Outcome
    from remoteos.services import evidence as service

    desk = session.desk
    of = session.store.find(Outcome, outcome) if outcome else None
    start = desk.at(since, time(desk.settings.day_starts_at_hour)) if since else service.told_up_to(desk)
    found = service.proposed_commits(desk, paths or (Path.cwd(),), start)
    _refuse_if_none_could_be_read(found)
    commits = [one for repository in found for one in repository.commits]
    chosen = commits if every or session.yes else _by_hash(commits, hashes)
    if not chosen and not as_json:
        _list(session, found, start)
    if session.interactive and commits and not (every or hashes):
        chosen = _asked(session, commits)
    if chosen and of is None:
        of = _asked_outcome(session)
    kept = service.keep_commits(desk, of, chosen) if of and chosen else ()
    if as_json:
        repositories = [update_forms.repository(desk, one) for one in found]
        links = [update_forms.evidence(one) for one in kept]
        output.emit({"since": start, "repositories": repositories, "kept": links})
    elif kept:
        output.data("\n".join(update_lines.evidence(desk, one, of) for one in kept))


def _refuse_if_none_could_be_read(found: Sequence[Repository]) -> None:
    """Say what could not be read, a line each; the end of it when nothing could."""
    for one in found:
        if one.problem:
            output.warn(one.problem)
    if all(one.problem for one in found):
        click.get_current_context().exit(1)


def _list(session: Session, found: Sequence[Repository], start: datetime) -> None:
    """Show what is proposed, by repository, with the numbers by which it is chosen."""
    number = 0
    rows = []
    for repository in found:
        if repository.commits:
            more = "only the newest are listed" if repository.more else ""
            rows.append(lines.heading(repository.name, more))
        for one in repository.commits:
            number += 1
            rows.append(f"{number:>4}  {update_lines.commit(session.desk, one)}")
    if not rows:
        rows.append(f"No new commits of yours since {session.clock.local(start):%Y-%m-%d %H:%M}.")
    output.data("\n".join(rows))


def _by_hash(commits: Sequence[Commit], hashes: Sequence[str]) -> list[Commit]:
    """The commits whose hashes begin so; raises NotFound for one that fits none, Refused for several."""
    chosen = []
    for typed in hashes:
        part = typed.strip().lower()
        if not re.fullmatch("[0-9a-f]{4,64}", part):
            raise click.UsageError(f"{quoted(typed)} is not a commit, such as 0f9c2d8, 4 digits or more.")
        fitting = [one for one in commits if one.hash.startswith(part)]
        if not fitting:
            raise NotFound(f"No proposed commit begins with {part}; one that is kept is not proposed again.")
        if len(fitting) > 1:
            raise Refused(f"{part} fits {len(fitting)} commits. Type more of it. Nothing was changed.")
        chosen += fitting
    return chosen


def _asked(session: Session, commits: Sequence[Commit]) -> list[Commit]:
    """The commits that are chosen on the terminal; none when Enter is pressed."""
    numbers = session.ask("Which to keep (1 3-5, all, none)", NumbersKind(len(commits)))
    return [commits[number - 1] for number in numbers or ()]


def _asked_outcome(session: Session) -> Outcome:
    """The outcome that is chosen on the terminal; raises Refused when none is."""
    from remoteos.services import outcomes as service

    known = service.listed(session.desk)
    if session.interactive and known:
        for number, one in enumerate(known, 1):
            output.note(f"{number:>4}  {one.title}")
        if chosen := session.ask("Evidence of which outcome", NumberKind(len(known))):
            return known[chosen[0] - 1]
    raise Refused("Evidence needs the outcome it is of: --outcome ID. Nothing was changed.")
