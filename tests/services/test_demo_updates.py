"""What the invented history has to tell: its cards, updates, promises and proofs."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from remoteos.domain.agenda import AgendaItem
from remoteos.domain.asks import Ask
from remoteos.domain.captures import Capture
from remoteos.domain.commitments import Commitment
from remoteos.domain.evidence import Evidence
from remoteos.domain.feedback import Feedback
from remoteos.domain.managers import ManagerCard
from remoteos.domain.outcomes import Goal, Outcome
from remoteos.domain.record import Record
from remoteos.domain.rituals import Workday
from remoteos.domain.settings import Settings
from remoteos.domain.tables import RECORD_TYPES
from remoteos.domain.updates import Update
from remoteos.services import updates
from remoteos.services.desk import Desk
from remoteos.services.update_formats import FormatShelf
from remoteos.store.store import Store
from tests.services.test_demo import NOW, a_clock, told

FRIDAY = datetime.fromisoformat("2026-11-20T14:12:00+01:00")


@pytest.fixture(scope="module")
def year(tmp_path_factory) -> Store:
    return told(tmp_path_factory.mktemp("year"), years=1)


@pytest.fixture(scope="module")
def weeks(tmp_path_factory) -> Store:
    """A few weeks that end on a Friday afternoon."""
    return told(tmp_path_factory.mktemp("weeks"), FRIDAY)


def sent(store: Store) -> list[Update]:
    return sorted((one for one in store.everything(Update) if one.sent_at), key=lambda one: one.sent_at)


def lines(update: Update):
    return [line for section in update.sections for line in section.lines]


def test_there_is_a_manager_and_somebody_further_away_who_sees_less(year) -> None:
    manager, other = sorted(year.everything(ManagerCard), key=lambda one: one.relation != "manager")
    goals = {goal.id: goal for goal in year.everything(Goal)}
    assert manager.goal_ids
    assert all(goals[one].owner == "manager" and goals[one].state == "open" for one in manager.goal_ids)
    assert all((manager.reassures, manager.worries, manager.decides, manager.agreed, manager.notes))
    assert (other.sees, other.cadence, other.format) == ("public", "monthly", "monthly")


def test_updates_go_out_on_fridays_in_most_weeks_and_never_from_leave(year) -> None:
    off = {day.date for day in year.everything(Workday) if day.state == "off"}
    weekly = [one.sent_at.date() for one in sent(year) if one.format == "weekly"]
    assert {day.weekday() for day in weekly} == {4}
    assert not off & set(weekly)
    missed = {weekly[0] + timedelta(weeks=week) for week in range(50)} - {*weekly, *off}
    assert 2 <= len(missed) <= 14
    monthly = [one.sent_at.date() for one in sent(year) if one.format == "monthly"]
    assert len({(day.year, day.month) for day in monthly}) == len(monthly) >= 8


def test_each_begins_where_the_one_before_it_ended_and_is_kept_word_for_word(year) -> None:
    for name in ("weekly", "monthly"):
        of_one = [one for one in sent(year) if one.format == name]
        for before, after in pairwise(of_one):
            assert after.since == before.until
    for update in sent(year):
        assert update.sent_text.startswith(f"# {update.title}")
        shown = [line for section in update.sections for line in section.shown]
        assert shown
        assert all(word in update.sent_text for line in shown for word in line.text.split()[:1])


def test_nothing_private_is_told_and_the_other_hears_only_what_is_public(year) -> None:
    records: dict[str, Record] = {one.id: one for kind in RECORD_TYPES for one in year.everything(kind)}
    for update in year.everything(Update):
        public_only = update.format == "monthly"
        links = [link for line in lines(update) for link in (*line.sources, *line.quotes)]
        assert links
        for link in links:
            assert link.table == records[link.id].TABLE
            assert records[link.id].visibility in (("public",) if public_only else ("public", "manager"))


def test_promises_are_followed_up(year) -> None:
    by_id = {one.id: one for one in year.everything(Update)}
    outcomes = {one.id for one in year.everything(Outcome)}
    promises = year.everything(Commitment)
    assert {one.state for one in promises} == {"open", "did", "partly", "moved", "dropped"}
    assert any(one.why for one in promises)
    for one in promises:
        assert by_id[one.update_id].audience_id == one.audience_id
        assert one.outcome_id in outcomes
        assert one.told_in is None or by_id[one.told_in].sent_at > by_id[one.update_id].sent_at
        assert (one.state == "open") == (one.marked_at is None)
    assert Counter(one.told_in is None for one in promises)[True] <= 8


def test_outcomes_have_proofs_measures_and_wins(year) -> None:
    known = {one.id: one for one in year.everything(Outcome)}
    links = year.everything(Evidence)
    assert {one.kind for one in links} == {"url", "commit"}
    assert all(one.visibility == known[one.about.id].visibility != "private" for one in links)
    assert all(one.created_at >= known[one.about.id].created_at for one in links)
    measured = [one for one in known.values() if one.target]
    assert len(measured) > 20
    assert all(one.baseline and one.current for one in measured)
    assert all(one.current == one.target for one in measured if one.state == "done")
    assert any(one.current not in (one.baseline, one.target) for one in measured)
    wins = [one for one in year.everything(Capture) if one.outcome_id]
    assert wins
    assert all(one.kind == "win" and one.outcome_id in known for one in wins)
    assert any(ask.enabled for ask in year.everything(Ask))


def test_the_agenda_has_open_items_and_done_ones_of_every_tag(year) -> None:
    items = year.everything(AgendaItem)
    assert {one.tag for one in items} == {"discuss", "decide", "help", "to do", "manager to do", "info"}
    assert len({one.tag for one in items if one.done_at is None}) > 1
    assert any(one.note for one in items if one.done_at)
    assert any(one.about for one in items)


def test_feedback_is_told_or_stays_private(year) -> None:
    noted = year.everything(Feedback)
    assert {one.told_in is None for one in noted} == {True, False}
    assert all(one.visibility == "manager" for one in noted if one.told_in)
    assert any(one.visibility == "private" for one in noted)


def test_at_the_end_of_a_week_a_draft_lies_open_with_a_line_in_ones_own_words(weeks) -> None:
    (draft,) = [one for one in weeks.all(Update) if not one.is_sent]
    assert sum(line.is_reworded for line in lines(draft)) == 1
    assert draft.until < FRIDAY
    open_ones = [one for one in weeks.all(Commitment) if one.told_in is None and one.state == "open"]
    assert open_ones, "something is left to follow up"


def test_the_draft_is_the_one_that_the_app_draws(weeks, tmp_path) -> None:
    (draft,) = [one for one in weeks.all(Update) if not one.is_sent]
    desk = Desk(store=weeks, clock=a_clock(draft.until), settings=Settings())
    again = updates.drawn(desk, FormatShelf(tmp_path), updates.card_of(desk, draft), draft)
    assert [line.text for line in lines(again)] == [line.text for line in lines(draft)]


@pytest.mark.parametrize("day", [16, 17, 18])
def test_early_in_the_week_none_does(tmp_path, day) -> None:
    store = told(tmp_path, FRIDAY.replace(day=day))
    assert all(one.is_sent for one in store.all(Update))


def test_a_few_weeks_have_something_of_everything_to_show(weeks) -> None:
    for kind in (ManagerCard, Update, Commitment, Evidence, Feedback, AgendaItem):
        assert weeks.everything(kind), kind


def test_now_is_the_end_of_the_story_also_for_what_is_told(year) -> None:
    assert max(one.updated_at for one in year.everything(Update)) <= NOW
