"""Carrying out plays: frozen copies, dates by the days that are worked, what is left behind, and results."""

from collections.abc import Callable
from datetime import date

import pytest

from remoteos.domain.adoption import Adoption
from remoteos.domain.asks import Ask
from remoteos.domain.captures import Capture
from remoteos.domain.errors import Ambiguous, NotFound, Refused
from remoteos.domain.runs import Ending, Run
from remoteos.services import adopted, adopting, leave, playbooks, run_products, runs
from remoteos.services.desk import Desk

ASK = "ask-without-answer"
"""Its steps are due on the same day, but for the fifth and sixth: in 2 and 3 working days."""


class TestBeginning:
    def test_the_run_is_a_copy_of_the_play_with_dates_by_working_days(
        self, make_desk: Callable[..., Desk]
    ) -> None:
        desk = make_desk("2026-11-26 09:00")  # a Thursday
        run = runs.begin(desk, ASK)
        due = [step.due_on for step in run.steps]
        assert due == [date(2026, 11, 26)] * 4 + [date(2026, 11, 30), date(2026, 12, 1)]
        assert desk.store.all(Run) == (run,)

    def test_leave_moves_the_dates(self, make_desk: Callable[..., Desk]) -> None:
        desk = make_desk("2026-11-26 09:00")
        leave.day_off(desk, (date(2026, 11, 30),), "")
        assert runs.begin(desk, ASK).steps[4].due_on == date(2026, 12, 1)

    def test_several_runs_go_on_at_once_and_wait_for_days(self, make_desk: Callable[..., Desk]) -> None:
        desk = make_desk()
        first, second = runs.begin(desk, ASK), runs.begin(desk, ASK)
        later = make_desk("2026-12-03 09:00")
        assert {run.id for run in runs.listed(later)} == {first.id, second.id}
        with pytest.raises(Ambiguous, match="2 runs are open"):
            runs.find(later)

    def test_a_play_that_is_not_there_is_named(self, desk: Desk) -> None:
        with pytest.raises(NotFound, match="play list --all"):
            runs.begin(desk, "no-such-play")


class TestSteps:
    def test_a_step_keeps_note_and_evidence(self, desk: Desk) -> None:
        runs.begin(desk, ASK)
        runs.mark(desk, ASK, 1, "done", note="it was hidden")
        run = runs.mark(desk, "", 1, "done", evidence="notes, page 3")
        assert (run.steps[0].note, run.steps[0].evidence) == ("it was hidden", "notes, page 3")
        assert run.next_step == 2

    def test_skipping_needs_a_reason(self, desk: Desk) -> None:
        runs.begin(desk, ASK)
        with pytest.raises(Refused, match="needs a reason"):
            runs.mark(desk, "", 1, "skipped")

    def test_a_step_that_is_not_there_is_refused(self, desk: Desk) -> None:
        runs.begin(desk, ASK)
        with pytest.raises(Refused, match="6 steps, and no step 7"):
            runs.mark(desk, "", 7, "done")

    def test_a_step_can_be_opened_again(self, desk: Desk) -> None:
        runs.begin(desk, ASK)
        runs.mark(desk, "", 1, "skipped", reason="no")
        step = runs.mark(desk, "", 1, "open").steps[0]
        assert (step.state, step.reason, step.at) == ("open", "", None)


class TestProducing:
    def test_an_ask_is_raised_and_linked_in_one_change(self, desk: Desk) -> None:
        runs.begin(desk, ASK)
        run = run_products.produce(desk, "", 1, text="Which vendor?", asked_of="Dana")
        (ask,) = desk.store.all(Ask)
        assert (ask.text, ask.asked_of, run.made[0].link) == ("Which vendor?", "Dana", ask.link)
        assert run_products.produced(desk, run) == ((run.made[0], ask),)
        desk.store.undo(at=desk.now)
        assert desk.store.all(Ask) == ()
        assert runs.find(desk).made == ()

    def test_an_ask_without_anybody_to_ask_changes_nothing(self, desk: Desk) -> None:
        runs.begin(desk, ASK)
        with pytest.raises(Refused, match="--from"):
            run_products.produce(desk, "", 1)
        assert desk.store.all(Ask) == ()

    def test_a_line_of_the_update_is_a_win(self, desk: Desk) -> None:
        runs.begin(desk, ASK)
        run_products.produce(desk, "", 2, text="Dana answered in a day")
        (win,) = desk.store.all(Capture)
        assert (win.kind, win.visibility) == ("win", "manager")

    def test_the_same_is_not_made_twice(self, desk: Desk) -> None:
        runs.begin(desk, ASK)
        run_products.produce(desk, "", 2)
        with pytest.raises(Refused, match="made already"):
            run_products.produce(desk, "", 2)

    def test_what_is_not_in_the_list_is_refused(self, desk: Desk) -> None:
        runs.begin(desk, ASK)
        with pytest.raises(Refused, match="no 9"):
            run_products.produce(desk, "", 9)

    def test_a_ritual_step_and_an_agreement_join_what_the_playbook_adds(self, desk: Desk) -> None:
        play, number = next(
            (play, number)
            for play in playbooks.get(desk, "manage-your-manager").playbook.plays
            for number, product in enumerate(play.produces, 1)
            if product.kind == "agreement"
        )
        run = runs.begin(desk, play.id)
        run_products.produce(desk, run.id, number, text="Nobody is rung after six")
        assert adopted.agreements(desk)[-1] == ("Nobody is rung after six", (run.playbook_title,))
        adopting.adopt(desk, run.playbook_id, ())
        (adoption,) = desk.store.all(Adoption)
        assert [part.name for part in adoption.parts] == ["Nobody is rung after six"]


class TestEnding:
    def test_open_steps_keep_it_from_being_finished(self, desk: Desk) -> None:
        runs.begin(desk, ASK)
        with pytest.raises(Refused, match="still open: 1, 2, 3, 4, 5, 6"):
            runs.finish(desk, "", Ending(worked="yes"))

    def test_the_rest_is_skipped_with_a_reason(self, desk: Desk) -> None:
        runs.begin(desk, ASK)
        runs.mark(desk, "", 1, "done")
        run = runs.finish(
            desk, "", Ending(worked="partly", minutes=20, rest="answered", measured={1: "3 of 5"})
        )
        assert [step.state for step in run.steps] == ["done", *["skipped"] * 5]
        assert (run.state, run.measured, run.ended_at) == ("finished", ("3 of 5", ""), desk.now)

    def test_measures_can_be_read_weeks_later(self, make_desk: Callable[..., Desk]) -> None:
        desk = make_desk()
        run = runs.begin(desk, ASK)
        runs.finish(desk, "", Ending(worked="yes", rest="answered"))
        later = make_desk("2026-12-21 09:00")
        found = runs.note_results(later, run.id, {2: "1 of 5"}, {1: "the date"})
        assert (found.measured, found.answers) == (("", "1 of 5"), ("the date", ""))

    def test_a_measure_that_is_not_there_is_refused(self, desk: Desk) -> None:
        runs.begin(desk, ASK)
        with pytest.raises(Refused, match="no measure 5"):
            runs.finish(desk, "", Ending(worked="yes", rest="x", measured={5: "x"}))

    def test_a_run_that_ended_takes_no_more_steps_unless_it_goes_on(self, desk: Desk) -> None:
        run = runs.begin(desk, ASK)
        runs.abandon(desk, "", "no use")
        with pytest.raises(Refused, match="abandoned already"):
            runs.mark(desk, run.id, 1, "done")
        runs.go_on(desk, run.id)
        assert runs.mark(desk, run.id, 1, "done").done == 1

    def test_results_count_how_often_how_long_and_whether_it_worked(self, desk: Desk) -> None:
        for worked, minutes in (("yes", 10), ("yes", 30), ("no", None)):
            run = runs.begin(desk, ASK)
            runs.finish(desk, run.id, Ending(worked=worked, minutes=minutes, rest="x"))  # type: ignore[arg-type]
        runs.abandon(desk, runs.begin(desk, ASK).id, "no")
        runs.begin(desk, ASK)
        (found,) = runs.results(desk)
        assert (found.totals.runs, found.totals.worked, found.totals.median_minutes) == (3, 2, 20)
        assert (found.partly, found.open, found.abandoned, found.median_days) == (0, 1, 1, 0)


class TestProposals:
    PLAY = "it-operations-lead"

    def due(self, desk: Desk) -> list[str]:
        """The cadences of the plays that came up."""
        return [one.part.value for one in runs.proposals(desk)]

    def adopt(self, desk: Desk) -> None:
        """Adopt everything of it."""
        adopting.adopt(desk, self.PLAY, adopting.parts(playbooks.get(desk, self.PLAY).playbook))

    def test_what_came_up_is_due_until_it_is_begun(self, make_desk: Callable[..., Desk]) -> None:
        self.adopt(make_desk())
        assert self.due(make_desk("2026-11-24 09:00")) == []
        desk = make_desk("2026-11-26 09:00")
        assert self.due(desk) == ["every week on wednesday"]
        runs.begin(desk, runs.proposals(desk)[0].part.name)
        assert self.due(desk) == []

    def test_it_can_be_put_off_and_proposes_itself_once_more_then(
        self, make_desk: Callable[..., Desk]
    ) -> None:
        from remoteos.services import rituals

        self.adopt(make_desk())
        desk = make_desk("2026-11-26 09:00")
        (play,) = rituals.open_day(desk).plays
        runs.snooze(desk, play.part.name, date(2026, 11, 27))
        assert self.due(desk) == []
        assert len(rituals.open_day(make_desk("2026-11-27 09:00")).plays) == 1
        assert rituals.open_day(make_desk("2026-11-30 09:00")).plays == ()

    def test_it_cannot_be_put_off_to_today(self, make_desk: Callable[..., Desk]) -> None:
        self.adopt(make_desk())
        desk = make_desk("2026-11-26 09:00")
        with pytest.raises(Refused, match="not after today"):
            runs.snooze(desk, "x", desk.today)
        with pytest.raises(NotFound, match="No such play came up"):
            runs.snooze(desk, "x", date(2026, 11, 30))
