"""Evidence links: where the proof of an outcome, a block or a win can be looked at."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypedDict, Unpack

from remoteos.domain import evidence as rules
from remoteos.domain.captures import Capture
from remoteos.domain.errors import Refused
from remoteos.domain.evidence import Evidence, EvidenceKind
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Outcome
from remoteos.domain.record import Link, Record
from remoteos.domain.updates import Update
from remoteos.services import git, wins
from remoteos.services.desk import Desk
from remoteos.services.git import Commit, Repository
from remoteos.services.wins import LOOKED_BACK

FIRST_TIME = timedelta(days=7)
"""How far back commits are proposed while no update was sent."""


class EvidenceFields(TypedDict, total=False):
    """What can be said of a piece of evidence; what is left out stays as it is."""

    ref: str
    title: str
    kind: EvidenceKind


def subject(
    desk: Desk, *, outcome: str | None = None, block: str | None = None, win: str | None = None
) -> Record:
    """The one record that these ids name; raises Refused when none or more than one is given."""
    given = [one for one in (outcome, block, win) if one]
    if len(given) != 1:
        raise Refused("Evidence is about one thing: an outcome, a block or a win. Nothing was changed.")
    if outcome:
        return desk.store.find(Outcome, outcome)
    return desk.store.find(Block, block) if block else wins.find(desk, win or "")


def add(desk: Desk, ref: str, about: Record, title: str = "", kind: EvidenceKind | None = None) -> Evidence:
    """Keep a link about a record, as visible as that; its kind goes by its look unless given.

    The same link about the same record is kept once. Raises Refused for an address that could run something.
    """
    chosen = kind or rules.kind_of(ref)
    rules.checked(chosen, ref)
    with desk.store.locked():
        known = (one for one in desk.store.all(Evidence) if (one.ref, one.about) == (ref, about.link))
        link = next(known, None) or _new(desk, chosen, ref, about)
        link = replace(link, kind=chosen, title=title or link.title)
        desk.store.commit(f"link “{link.name}”", [link], at=desk.now)
    return link


def edit(desk: Desk, which: str, about: Record | None = None, **fields: Unpack[EvidenceFields]) -> Evidence:
    """Change a link; about another record it becomes as visible as that.

    A new reference is of the kind it looks like unless one is given.
    """
    with desk.store.locked():
        link = desk.store.find(Evidence, which)
        if "ref" in fields:
            fields.setdefault("kind", rules.kind_of(fields["ref"]))
        link = replace(link, **fields)
        rules.checked(link.kind, link.ref)
        if about is not None:
            link = replace(link, about=about.link, visibility=about.visibility)
        desk.store.commit(f"edit the link “{link.name}”", [link], at=desk.now)
    return link


def drop(desk: Desk, which: str) -> Evidence:
    """Take a link away; what it pointed to is not touched."""
    with desk.store.locked():
        link = desk.store.find(Evidence, which)
        desk.store.commit(f"drop the link “{link.name}”", delete=[link], at=desk.now)
    return link


def listed(desk: Desk, since: date | None = None, outcome: Outcome | None = None) -> tuple[Evidence, ...]:
    """The links kept on a day and after it, the newest first; those of one outcome if given.

    An outcome's are those about itself, its blocks and its wins. Without a day they are all there ever were
    of it, or else those of the last 90 days.
    """
    first = since or (desk.workday_of(outcome.created_at) if outcome else desk.today - LOOKED_BACK)
    found = list(desk.store.since(Evidence, first))
    if outcome is not None:
        mine = _records_of(desk, outcome)
        found = [one for one in found if one.about in mine]
    if since is not None or outcome is None:
        found = [one for one in found if desk.workday_of(one.created_at) >= first]
    return _newest_first(found)


def about(desk: Desk, record: Record) -> tuple[Evidence, ...]:
    """Every link about one record, the newest first."""
    since = desk.workday_of(record.created_at)
    return _newest_first(one for one in desk.store.since(Evidence, since) if one.about == record.link)


def told_up_to(desk: Desk) -> datetime:
    """Up to when something was told to anyone: the end of the last update sent, or a week ago without one."""
    known = [one.until for one in desk.store.all(Update) if one.is_sent]
    known = known or [one.until for one in desk.store.everything(Update) if one.is_sent]
    return max(known, default=desk.now - FIRST_TIME)


def proposed_commits(desk: Desk, paths: Iterable[Path], since: datetime) -> tuple[Repository, ...]:
    """The user's own commits after ``since`` in the repositories of some paths, without those kept."""
    known = _kept_refs(desk, since)
    return tuple(
        found._replace(commits=tuple(one for one in found.commits if one.ref not in known))
        for found in git.read(paths, since)
    )


def keep_commits(desk: Desk, outcome: Outcome, commits: Sequence[Commit]) -> tuple[Evidence, ...]:
    """Keep commits as evidence of an outcome, oldest first, in one step; those kept already are not."""
    if not commits:
        return ()
    with desk.store.locked():
        known = _kept_refs(desk, min(one.at for one in commits))
        in_order = sorted(commits, key=lambda one: one.at)
        new = {one.ref: one for one in in_order if one.ref not in known}
        links = tuple(
            replace(_new(desk, "commit", one.ref, outcome), title=one.subject) for one in new.values()
        )
        desk.store.commit(f"link {len(links)} commits to “{outcome.title}”", links, at=desk.now)
    return links


def _new(desk: Desk, kind: EvidenceKind, ref: str, about: Record) -> Evidence:
    return Evidence(**desk.birth(), visibility=about.visibility, kind=kind, ref=ref, about=about.link)


def _kept_refs(desk: Desk, since: datetime) -> set[str]:
    """The references of the commits that were kept since then: none is kept before it is made."""
    links = desk.store.since(Evidence, desk.workday_of(since))
    return {one.ref for one in links if one.kind == "commit"}


def _records_of(desk: Desk, outcome: Outcome) -> set[Link]:
    """An outcome, the blocks that serve it and the wins that belong to it."""
    since = desk.workday_of(outcome.created_at)
    blocks = {one.id: one.link for one in desk.store.since(Block, since) if one.outcome_id == outcome.id}
    won = (one for one in desk.store.since(Capture, since) if one.kind == "win")
    mine = {one.link for one in won if _belongs(one, outcome, blocks)}
    return {outcome.link, *blocks.values(), *mine}


def _belongs(win: Capture, outcome: Outcome, blocks: Collection[str]) -> bool:
    """Whether a win belongs to an outcome: by itself, or else by its block."""
    return win.outcome_id == outcome.id if win.outcome_id else win.block_id in blocks


def _newest_first(links: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(links, key=lambda one: (one.created_at, one.id), reverse=True))
