"""Evidence links: about one record each, and always as visible as that."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from remoteos.domain.errors import NotFound, Refused
from remoteos.domain.evidence import Evidence
from remoteos.domain.updates import Update
from remoteos.services import captures, evidence, focus, focus_history, history, outcomes, planning, wins
from remoteos.services.desk import Desk
from remoteos.services.git import Commit
from remoteos.services.links import pointed_to
from remoteos.services.outcome_board import overview

from .support import minutes, set_clock, wall, work

RFC = "https://example.org/rfc/12"


def visible(desk: Desk, link: Evidence) -> str:
    return desk.store.find(Evidence, link.id).visibility


class TestAdd:
    @pytest.mark.parametrize(
        ("ref", "kind"),
        [
            (RFC, "url"),
            ("mailto:ana@example.org", "url"),
            ("~/notes/rfc.md", "file"),
            ("0f9c2d81ab", "commit"),
            ("Ana said so", "note"),
            ("javascript:alert(1)", "note"),
        ],
    )
    def test_its_kind_goes_by_its_look(self, desk: Desk, ref: str, kind: str) -> None:
        assert evidence.add(desk, ref, outcomes.add(desk, "RFC accepted")).kind == kind

    def test_it_is_as_visible_as_what_it_is_about(self, desk: Desk) -> None:
        public = outcomes.add(desk, "RFC accepted", visibility="public")
        link = evidence.add(desk, RFC, public, "the RFC")
        assert (link.visibility, link.title, link.about) == ("public", "the RFC", public.link)
        assert evidence.add(desk, RFC, work(desk, "write", "09:00", "09:50")).visibility == "private"
        assert overview(desk).outcomes[public.id].trail.links == 1

    def test_an_address_that_could_run_something_is_refused(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        with pytest.raises(Refused, match="An address begins with https://"):
            evidence.add(desk, "javascript:alert(1)", outcome, kind="url")
        kept = evidence.add(desk, RFC, outcome)
        with pytest.raises(Refused, match="An address begins with"):
            evidence.edit(desk, kept.id, ref="file:///etc/passwd", kind="url")
        assert evidence.about(desk, outcome) == (kept,)

    def test_the_same_link_is_kept_once(self, desk: Desk) -> None:
        one, other = outcomes.add(desk, "RFC accepted"), outcomes.add(desk, "another")
        first = evidence.add(desk, RFC, one)
        assert evidence.add(desk, RFC, one, "the RFC").id == first.id
        assert evidence.add(desk, RFC, one).title == "the RFC"
        assert evidence.add(desk, RFC, other).id != first.id

    def test_its_subject_is_one_outcome_block_or_win(self, desk: Desk) -> None:
        outcome, win = outcomes.add(desk, "RFC accepted"), wins.add(desk, "it is out")
        block = work(desk, "write", "09:00", "09:50")
        assert evidence.subject(desk, outcome=outcome.id) == outcome
        assert evidence.subject(desk, block=block.id[-6:]).id == block.id
        assert evidence.subject(desk, win=win.id).id == win.id
        loop = captures.capture(desk, "no win")
        for wrong in ({}, {"outcome": outcome.id, "win": win.id}):
            with pytest.raises(Refused, match="about one thing"):
                evidence.subject(desk, **wrong)
        with pytest.raises(NotFound, match="was noted as loop"):
            evidence.subject(desk, win=loop.id)


class TestEdit:
    def test_a_new_reference_is_of_the_kind_it_looks_like(self, desk: Desk) -> None:
        link = evidence.add(desk, "Ana said so", outcomes.add(desk, "RFC accepted"))
        assert evidence.edit(desk, link.id, ref=RFC).kind == "url"
        edited = evidence.edit(desk, link.id, title="the RFC")
        assert (edited.ref, edited.kind, edited.title) == (RFC, "url", "the RFC")
        assert evidence.edit(desk, link.id, ref="0f9c2d81ab", kind="note").kind == "note"

    def test_about_another_record_it_is_as_visible_as_that(self, desk: Desk) -> None:
        link = evidence.add(desk, RFC, outcomes.add(desk, "RFC accepted", visibility="public"))
        secret = outcomes.add(desk, "a new job", visibility="private")
        edited = evidence.edit(desk, link.id, secret)
        assert (edited.about, edited.visibility) == (secret.link, "private")

    def test_it_can_be_dropped_and_brought_back(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        link = evidence.add(desk, RFC, outcome)
        evidence.drop(desk, link.id)
        assert evidence.about(desk, outcome) == ()
        history.undo(desk)
        assert evidence.about(desk, outcome) == (link,)


class TestFollowing:
    def test_evidence_of_an_outcome_and_its_blocks_follows_when_it_becomes_private(self, desk: Desk) -> None:
        outcome, other = outcomes.add(desk, "RFC accepted"), outcomes.add(desk, "another")
        block = work(desk, "write", "09:00", "09:50", outcome=outcome.id)
        shown = work(desk, "told", "10:00", "10:50", outcome=outcome.id)
        shown = focus_history.edit(desk, shown.id, visibility="public")
        links = [evidence.add(desk, RFC, about) for about in (outcome, block, shown, other)]
        outcomes.edit(desk, outcome.id, visibility="private")
        assert [visible(desk, link) for link in links] == ["private", "private", "public", "manager"]
        history.undo(desk)
        assert [visible(desk, link) for link in links] == ["manager", "manager", "public", "manager"]

    def test_evidence_in_the_archive_follows_too(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        link = evidence.add(desk, RFC, outcome)
        set_clock(desk, "2028-01-10 09:00")
        captures.capture(desk, "the first change of the day archives what is due")
        assert desk.store.all(Evidence) == ()
        outcomes.edit(desk, outcome.id, visibility="private")
        assert visible(desk, link) == "private"

    def test_evidence_of_a_block_follows_it_to_another_outcome(self, desk: Desk) -> None:
        told, secret = outcomes.add(desk, "told"), outcomes.add(desk, "secret", visibility="private")
        block = work(desk, "write", "09:00", "09:50", outcome=told.id)
        link = evidence.add(desk, RFC, block)
        focus_history.edit(desk, block.id, outcome=secret.id)
        assert visible(desk, link) == "private"
        planned = focus_history.plan(desk, "plan", minutes(25), at=None, day=desk.today, outcome=told.id)
        other = evidence.add(desk, RFC, planned)
        planning.change(desk, planned.id, "plan", minutes(25), day=desk.today, at=None, outcome=secret.id)
        assert visible(desk, other) == "private"


class TestList:
    def test_an_outcomes_are_those_of_its_blocks_and_wins_too(self, desk: Desk) -> None:
        outcome, other = outcomes.add(desk, "RFC accepted"), outcomes.add(desk, "another")
        block = work(desk, "write", "09:00", "09:50", outcome=outcome.id)
        focus.start(desk, "more", minutes(50), outcome=outcome.id)
        in_block = wins.add(desk, "in its block")
        elsewhere = wins.add(desk, "of another", other.id)
        for ref, about in (
            ("its own", outcome), ("its block's", block), ("its win's", in_block),
            ("another's win", elsewhere), ("another's", other),
        ):  # fmt: skip
            evidence.add(desk, ref, about)
        assert {one.ref for one in evidence.listed(desk, outcome=outcome)} == {
            "its own", "its block's", "its win's",
        }  # fmt: skip
        assert len(evidence.listed(desk)) == 5

    def test_goes_back_90_days_and_for_an_outcome_all_the_way(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        evidence.add(desk, "old", outcome)
        set_clock(desk, "2028-01-10 09:00")
        evidence.add(desk, "new", outcome)
        assert [one.ref for one in evidence.listed(desk)] == ["new"]
        assert [one.ref for one in evidence.listed(desk, outcome=outcome)] == ["new", "old"]
        assert [one.ref for one in evidence.listed(desk, date(2026, 1, 1))] == ["new", "old"]
        assert [one.ref for one in evidence.listed(desk, date(2027, 1, 1), outcome)] == ["new"]

    def test_says_what_each_is_about(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        assert pointed_to(desk, evidence.add(desk, RFC, outcome).about) == outcome


def commit(number: int, at: datetime) -> Commit:
    return Commit(f"payments {number:010d}", f"{number:040d}", f"change {number}", at)


class TestCommits:
    def test_those_kept_are_kept_once_with_their_subject_in_one_step(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        commits = [commit(number, desk.now) for number in (1, 2)]
        first, _ = evidence.keep_commits(desk, outcome, commits)
        assert (first.kind, first.ref, first.title) == ("commit", "payments 0000000001", "change 1")
        assert (first.about, first.visibility) == (outcome.link, "manager")
        (third,) = evidence.keep_commits(desk, outcome, [*commits, commit(3, desk.now)])
        assert third.title == "change 3"
        assert evidence.keep_commits(desk, outcome, commits) == evidence.keep_commits(desk, outcome, []) == ()
        history.undo(desk)
        history.undo(desk)
        assert evidence.about(desk, outcome) == ()

    def test_they_are_wanted_from_the_end_of_the_last_update_on(self, desk: Desk) -> None:
        assert evidence.told_up_to(desk) == desk.now - timedelta(days=7)
        end = wall(desk, "08:00")

        def update(until: datetime, **fields: Any) -> Update:
            told = {"audience_id": "x", "audience": "Ana", "format": "weekly", "title": "Week"}
            days = {"first_day": desk.today, "last_day": desk.today}
            return Update(**desk.birth(), **told, **days, since=until, until=until, **fields)  # type: ignore[arg-type]

        drafts = [
            update(desk.now),
            update(end, sent_at=desk.now),
            update(end - timedelta(1), sent_at=desk.now),
        ]
        desk.store.commit("send", drafts, at=desk.now)
        assert evidence.told_up_to(desk) == end
        set_clock(desk, "2028-01-10 09:00")
        captures.capture(desk, "the first change of the day archives what is due")
        assert evidence.told_up_to(desk) == end

    def test_a_commit_of_long_ago_is_known_again(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        old = commit(1, datetime(2020, 1, 1, tzinfo=UTC))
        evidence.keep_commits(desk, outcome, [old])
        set_clock(desk, "2028-01-10 09:00")
        captures.capture(desk, "the first change of the day archives what is due")
        assert evidence.keep_commits(desk, outcome, [old]) == ()
