"""Drawing drafts at a desk: their periods, what they tell of them, what stays here, and editing them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from remoteos.domain.asks import Ask, AskEvent
from remoteos.domain.errors import BadInput, NotFound, Refused
from remoteos.domain.letter import RENDERINGS
from remoteos.domain.managers import ManagerCard
from remoteos.domain.update_text import as_text
from remoteos.domain.updates import Update, leave_out
from remoteos.services import (
    agenda,
    asks,
    captures,
    decisions,
    evidence,
    feedback,
    history,
    leave,
    managers,
    outcomes,
    pulse,
    sending,
    updates,
    wins,
)
from remoteos.services.desk import Desk
from remoteos.services.update_formats import FormatShelf
from remoteos.services.update_sources import sources

from .support import set_clock, work

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)

Draft = Callable[..., Update]


@pytest.fixture
def draft(desk: Desk, tmp_path: Path) -> Draft:
    shelf = FormatShelf(tmp_path / "formats")
    return lambda *to, **how: updates.draft(desk, shelf, *to, **how)


def section(update: Update, query: str) -> list[str]:
    """The lines that are in, of the section that has this query."""
    return [line.text for part in update.sections if part.query == query for line in part.shown]


def wall(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"


class TestWhatIsMeantForSomebodyElse:
    def test_stays_here_though_they_might_see_it(self, desk: Desk, draft: Draft) -> None:
        managers.add(desk, "Ana")
        managers.add(desk, "Bo", relation="skip-level", sees="manager")
        one = feedback.add(desk, "On Monday", "you asked first", "a day was saved", "Ana")
        feedback.tell(desk, one.id)
        update = draft()
        assert "you asked first" in updates.rendered(desk, update, "text")
        feedback.edit(desk, one.id, "Bo")
        assert "you asked first" not in updates.rendered(desk, update, "text")
        assert [line.key for line in updates.preview(desk, update).written.held] == [f"feedback:{one.id}"]


class TestThePeriod:
    def test_of_a_first_one_is_what_its_format_says(self, desk: Desk, draft: Draft) -> None:
        weekly = draft()
        assert (weekly.first_day, weekly.last_day) == (date(2026, 11, 17), MONDAY)
        assert (weekly.title, weekly.audience) == ("Week of 23 Nov 2026", "my manager")
        updates.drop(desk, weekly.id)
        monthly = draft(format_name="monthly")
        assert (monthly.first_day, monthly.title) == (date(2026, 10, 25), "November 2026")

    def test_begins_where_the_last_one_sent_to_this_audience_ended(self, desk: Desk, draft: Draft) -> None:
        managers.add(desk, "Ana")
        managers.add(desk, "the board", relation="client", sees="manager")
        outcomes.add(desk, "RFC accepted")
        first = draft("Ana")
        set_clock(desk, "2026-11-27 16:00")
        sending.send(desk, first.id)  # not drawn again since Monday
        set_clock(desk, "2026-11-27 16:30")
        assert draft("Ana").since == first.until
        assert draft("the board").first_day == date(2026, 11, 21)

    def test_begins_on_the_day_that_is_named_and_keeps_it_when_drawn_again(
        self, desk: Desk, draft: Draft
    ) -> None:
        assert wall(draft(since=date(2026, 11, 2)).since) == "2026-11-02 03:59:59"
        set_clock(desk, "2026-11-27 16:00")
        outcomes.add(desk, "RFC accepted")
        again = draft()
        assert (again.first_day, again.last_day) == (date(2026, 11, 2), FRIDAY)
        assert draft(since=MONDAY).first_day == MONDAY

    def test_that_is_still_to_come_is_refused_and_nothing_is_saved(self, desk: Desk, draft: Draft) -> None:
        with pytest.raises(Refused, match="2026-11-24 is still to come"):
            draft(since=date(2026, 11, 24))
        assert desk.store.commits() == ()
        assert draft(since=MONDAY).first_day == MONDAY

    def test_names_leave_and_missed_weeks(self, desk: Desk, draft: Draft) -> None:
        managers.add(desk, "Ana", weekday=4)
        leave.day_off(desk, [date(2026, 11, day) for day in (24, 25, 26, 27, 30)], "the sea")
        set_clock(desk, "2026-12-18 15:00")
        outcomes.add(desk, "RFC accepted")
        told = section(draft(since=MONDAY), "period")
        assert told == [
            "On leave from Tue 24 Nov to Mon 30 Nov.",
            "No update went out on Fri 4 Dec, Fri 11 Dec; this one covers that time too.",
        ]

    def test_counts_dates_that_were_missed_long_ago(self, desk: Desk, draft: Draft) -> None:
        managers.add(desk, "Ana", cadence="daily", format="weekly")
        set_clock(desk, "2026-12-04 15:00")
        (told,) = section(draft(), "period")
        assert told == (
            "No update went out 6 earlier times and on Tue 1 Dec, Wed 2 Dec, Thu 3 Dec; "
            "this one covers that time too."
        )


class TestADraft:
    def test_makes_the_card_that_is_missing_and_one_undo_takes_both_back(
        self, desk: Desk, draft: Draft
    ) -> None:
        update = draft()
        assert [card.id for card in managers.cards(desk)] == [update.audience_id]
        history.undo(desk)
        assert (managers.cards(desk), updates.listed(desk)) == ((), ())

    def test_of_a_format_that_there_is_not_saves_nothing(self, desk: Desk, draft: Draft) -> None:
        with pytest.raises(NotFound, match="There is no update format 'yearly'"):
            draft(format_name="yearly")
        assert desk.store.commits() == ()

    def test_has_the_format_of_its_card_until_another_is_asked_for(self, desk: Desk, draft: Draft) -> None:
        managers.add(desk, "Ana", format="snippets")
        assert draft().format == "snippets"
        assert draft(format_name="ppp").format == "ppp"
        assert draft().format == "ppp"

    def test_tells_hours_and_wellbeing_only_where_the_card_says_so(self, desk: Desk, draft: Draft) -> None:
        managers.add(desk, "Ana")
        work(desk, "write", "09:00", "09:50")
        pulse.add(desk, energy=4, stress=2, note="secret")
        assert (section(draft(), "hours"), section(draft(), "wellbeing")) == ([], [])
        managers.edit(desk, "Ana", hours=True, wellbeing=True)
        told = draft()
        assert section(told, "hours") == ["50 m of focus in 1 block"]
        assert section(told, "wellbeing") == ["On average energy 4.0 of 5, stress 2.0 of 5"]

    def test_counts_what_stays_here_by_kind(self, desk: Desk, draft: Draft) -> None:
        managers.add(desk, "Ana")
        outcomes.add(desk, "Only mine", visibility="private")
        asks.add(desk, "a quieter desk", "the landlord", visibility="private")
        decisions.add(desk, "To look around", visibility="private")
        captures.capture(desk, "an idea of mine", "idea")
        feedback.add(desk, "On Monday", "you asked first", "a day saved")
        work(desk, "read", "09:00", "09:50")
        shown = updates.preview(desk, draft())
        assert {one.kind: one.records for one in shown.kept_back} == {
            "outcome": 1, "ask": 1, "decision": 1, "note": 1, "block": 1,
            "piece of feedback": 1,
        }  # fmt: skip
        assert shown.written.letter.parts == ()

    def test_says_where_a_line_comes_from_and_names_what_is_gone(self, desk: Desk, draft: Draft) -> None:
        rfc = outcomes.add(desk, "RFC accepted")
        win = wins.add(desk, "Ben calls it clear", outcome=rfc.id)
        link = evidence.add(desk, "https://example.org/12", rfc, "RFC 12")
        (line,) = next(part for part in draft().sections if part.query == "outcomes").shown
        evidence.drop(desk, link.id)
        assert [(one.kind, one.name, one.day) for one in sources(desk, (*line.sources, line.sources[0]))] == [
            ("win", win.text, "Mon 23 Nov"),
            ("link", "", ""),
        ]

    def test_of_ten_thousand_asks_is_short_and_counts_them_all(self, desk: Desk, draft: Draft) -> None:
        raised = (AskEvent(kind="raised", at=desk.now),)
        many = [Ask(**desk.birth(), text=f"{at}", asked_of="IT", events=raised) for at in range(10_000)]
        desk.store.commit("many", many, at=desk.now)
        update = draft()
        part = next(part for part in update.sections if part.query == "asks")
        assert (len(part.shown), part.over, len(part.lines) < 100) == (7, 9_993, True)
        assert "and 9,993 more" in updates.rendered(desk, update, "text")

    @pytest.mark.parametrize("rendering", RENDERINGS)
    def test_is_in_each_rendering_what_its_letter_is(self, desk: Desk, draft: Draft, rendering: str) -> None:
        outcomes.add(desk, "RFC <accepted>")
        update = draft()
        text = updates.rendered(desk, update, rendering)  # type: ignore[arg-type]
        set_clock(desk, "2026-11-27 09:00")
        assert updates.rendered(desk, update, rendering) == text  # type: ignore[arg-type]


class TestTheAgenda:
    def test_is_drawn_anew_each_time_and_saves_nothing(self, desk: Desk, tmp_path: Path) -> None:
        shelf = FormatShelf(tmp_path / "formats")
        card = managers.add(desk, "Ana")
        item = agenda.add(desk, "who decides?", card, "decide")
        assert "who decides?" in agenda.rendered(desk, shelf, None, "markdown")
        agenda.settle(desk, item.id)
        assert "who decides?" not in agenda.rendered(desk, shelf, "Ana", "markdown")
        assert updates.listed(desk) == ()


class TestFinding:
    def test_the_draft_to_the_manager_is_meant_unless_another_is_named(
        self, desk: Desk, draft: Draft
    ) -> None:
        with pytest.raises(updates.NoDraft, match="There is no draft"):
            updates.find(desk)
        managers.add(desk, "Ana")
        managers.add(desk, "the board", relation="client")
        board = draft("the board")
        assert updates.find(desk).id == board.id
        ana = draft()
        assert updates.find(desk).id == ana.id
        assert updates.find(desk, to="client").id == board.id
        assert updates.find(desk, ana.id[-6:]).id == ana.id
        managers.drop(desk, "Ana")
        assert updates.find(desk).id == board.id
        managers.drop(desk, "the board")
        with pytest.raises(Refused, match="several drafts"):
            updates.find(desk)

    def test_one_that_is_not_there_is_told(self, desk: Desk, draft: Draft) -> None:
        managers.add(desk, "Ana")
        with pytest.raises(updates.NoDraft):
            updates.find(desk, to="Ana")
        with pytest.raises(NotFound):
            updates.find(desk, "abcdef")


class TestEditing:
    def test_that_changes_nothing_writes_nothing(self, desk: Desk, draft: Draft) -> None:
        outcomes.add(desk, "RFC accepted")
        update = draft()
        before = desk.store.commits()
        assert updates.take_text(desk, update, as_text(update)) == update
        assert desk.store.commits() == before

    def test_a_text_made_from_what_the_draft_was_before_is_refused(self, desk: Desk, draft: Draft) -> None:
        outcomes.add(desk, "RFC accepted")
        update = draft()
        key = update.sections[2].lines[0].key
        updates.change_line(desk, update.id, 2, key, leave_out)
        with pytest.raises(Refused, match="changed elsewhere meanwhile"):
            updates.take_text(desk, update, as_text(update))

    def test_a_text_that_makes_no_sense_leaves_the_draft(self, desk: Desk, draft: Draft) -> None:
        update = draft()
        with pytest.raises(BadInput):
            updates.take_text(desk, update, "[77] x")
        assert updates.find(desk) == update

    def test_lines_of_a_section_that_is_gone_are_refused(self, desk: Desk, draft: Draft) -> None:
        update = draft()
        with pytest.raises(Refused, match="not in the draft any more"):
            updates.write(desk, update.id, 99, "mine")
        with pytest.raises(Refused, match="not in the draft any more"):
            updates.change_line(desk, update.id, 0, "no such line", leave_out)

    def test_a_draft_can_be_thrown_away_and_what_was_sent_can_not(self, desk: Desk, draft: Draft) -> None:
        outcomes.add(desk, "RFC accepted")
        updates.drop(desk, draft().id)
        assert updates.listed(desk) == ()
        sent = sending.send(desk, draft().id).update
        with pytest.raises(Refused, match="was sent and is kept"):
            updates.drop(desk, sent.id)


def test_drafts_come_first_and_then_the_last_sent(desk: Desk, draft: Draft) -> None:
    outcomes.add(desk, "RFC accepted")
    first = sending.send(desk, draft().id).update
    set_clock(desk, "2026-11-27 16:00")
    second = sending.send(desk, draft().id).update
    set_clock(desk, "2026-11-28 16:00")
    third = draft()
    card = managers.main(desk)
    assert isinstance(card, ManagerCard)
    assert [one.id for one in updates.listed(desk, card)] == [third.id, second.id, first.id]
    assert updates.last_sent(desk, card) == second
    assert not updates.is_first(desk)
    assert desk.now - second.until > timedelta(hours=23)
