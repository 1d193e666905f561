"""The named queries: what each says, of which records it comes, and in what order."""

from datetime import date, timedelta
from typing import Any

import pytest

from remoteos.domain.agenda import AgendaItem
from remoteos.domain.captures import LoopDecision
from remoteos.domain.decisions import Look
from remoteos.domain.feedback import Feedback
from remoteos.domain.record import Record
from remoteos.domain.update_material import Drawn, Totals
from remoteos.domain.update_queries import ahead, results, waiting

from .support import (
    FRIDAY,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    ask,
    at,
    block,
    born,
    capture,
    card,
    commitment,
    decision,
    evidence,
    goal,
    material,
    note,
    outcome,
    worked,
)

BEFORE = at("09:00", MONDAY - timedelta(days=10))
"""Before the period."""


def texts(drawn: list[Drawn]) -> list[str]:
    return [one.text for one in drawn]


def come_from(drawn: Drawn, *records: Record) -> bool:
    return drawn.sources == tuple(one.link for one in records)


class TestOutcomes:
    def test_say_result_evidence_goal_and_confidence(self) -> None:
        reliable = goal("Checkout is reliable")
        rfc = outcome(
            "RFC accepted", goal_id=reliable.id, confidence=4,
            progress=(note("half", 3, MONDAY - timedelta(days=7)), note("one approval of two", 4)),
        )  # fmt: skip
        win = capture("Ben calls it clear", "win", outcome_id=rfc.id)
        link = evidence("https://x.org/12", rfc, title="RFC 12")
        write = worked("09:00", "10:00", outcome_id=rfc.id)
        (line,) = results.outcomes(
            material(outcomes=[rfc], goals=[reliable], captures=[win], evidence=[link], blocks=[write])
        )
        assert line.text == (
            "RFC accepted → Checkout is reliable · one approval of two · RFC 12 https://x.org/12 · "
            "Ben calls it clear · confidence 4 of 5, up from 3"
        )
        assert come_from(line, rfc, write, win, link)
        assert line.quotes == (rfc.link, reliable.link, link.link, win.link)

    def test_are_those_that_moved_or_are_new_the_done_first_then_by_their_evidence(self) -> None:
        still = outcome("still", created_at=BEFORE)
        new = outcome("new")
        moved = outcome("moved", created_at=BEFORE, progress=(note("on"),))
        done = outcome("done", created_at=BEFORE, state="done", closed_at=at("09:00"), done_when="it ran")
        dropped = outcome(
            "given up", created_at=BEFORE, state="dropped", closed_at=at("09:00"), reason="no use"
        )
        long_done = outcome("long done", created_at=BEFORE, state="done", closed_at=BEFORE)
        found = results.outcomes(material(outcomes=[still, new, moved, dropped, done, long_done]))
        assert texts(found) == ["Done: done · it ran", "moved · on", "new", "Dropped: given up (no use)"]
        assert come_from(found[2])

    def test_without_a_note_the_last_result_of_a_block_is_said_and_quoted(self) -> None:
        rfc = outcome("RFC accepted")
        blocks = [
            worked("09:00", "10:00", outcome_id=rfc.id, result="section 1"),
            worked("11:00", "12:00", outcome_id=rfc.id, result="section 2"),
            worked("13:00", "14:00", outcome_id=rfc.id),
        ]
        (line,) = results.outcomes(material(outcomes=[rfc], blocks=blocks))
        assert line.text == "RFC accepted · section 2"
        assert line.quotes == (rfc.link, blocks[1].link)

    def test_more_than_two_links_and_one_win_are_counted(self) -> None:
        rfc = outcome("RFC accepted")
        write = worked("09:00", "10:00", outcome_id=rfc.id)
        win = capture("first", "win", block_id=write.id)
        links = [evidence("abc1234", rfc, kind="commit"), evidence("/home/me/plan.md", write, kind="file"),
                 evidence("a note", win, kind="note")]  # fmt: skip
        second = capture("second", "win", outcome_id=rfc.id)
        (line,) = results.outcomes(
            material(outcomes=[rfc], blocks=[write], captures=[win, second], evidence=links)
        )
        assert line.text == "RFC accepted · commit abc1234 · plan.md · 1 more link · second · 1 more win"
        assert "/home" not in line.text

    def test_what_is_hidden_or_happened_before_leaves_no_trace(self) -> None:
        rfc = outcome("RFC accepted", goal_id="hidden goal", progress=(note("old", 2, BEFORE.date()),))
        link = evidence("https://x.org/old", rfc, created_at=BEFORE)
        (line,) = results.outcomes(material(outcomes=[rfc], evidence=[link]))
        assert (line.text, line.sources, line.quotes) == ("RFC accepted", (), (rfc.link,))

    def test_done_ones_stand_alone_too(self) -> None:
        done = outcome("shipped", state="done", closed_at=at("09:00"), progress=(note("live", 5),))
        long_done = outcome("long ago", state="done", closed_at=BEFORE)
        (line,) = results.done(material(outcomes=[outcome("open"), done, long_done]))
        assert line.text == "Done: shipped · live"
        assert come_from(line, done)


class TestResults:
    def test_progress_is_the_last_note_of_each_open_outcome(self) -> None:
        rfc = outcome("RFC accepted", progress=(note("one"), note("two", day=WEDNESDAY)))
        done = outcome("shipped", state="done", closed_at=at("09:00"), progress=(note("live"),))
        (line,) = results.progress(material(outcomes=[rfc, done, outcome("quiet")]))
        assert line.text == "RFC accepted: two"
        assert come_from(line, rfc)

    def test_wins_come_with_their_links(self) -> None:
        first, old = capture("merged", "win"), capture("old", "win", created_at=BEFORE)
        link = evidence("https://x.org/1", first)
        found = results.wins(material(captures=[first, old, capture("no win", "risk")], evidence=[link]))
        assert texts(found) == ["merged · https://x.org/1"]
        assert come_from(found[0], first, link)

    def test_measures_go_from_where_it_began_to_where_it_is_to_get(self) -> None:
        fast = outcome("Pages are fast", baseline="900 ms", current="400 ms", target="200 ms")
        plain = outcome("Calls are few", target="ten a week", progress=(note("counted"),))
        found = results.measures(material(outcomes=[fast, plain, outcome("without", current="3")]))
        assert texts(found) == ["Pages are fast: 900 ms ▸ 400 ms ▸ 200 ms", "Calls are few: ten a week"]
        assert come_from(found[0])
        assert come_from(found[1], plain)

    def test_risks_are_those_noted_and_outcomes_that_are_late_or_unsure(self) -> None:
        fell = outcome("fell", confidence=3, progress=(note("", 4, BEFORE.date()), note("", 3)))
        done = outcome("over", state="done", closed_at=at("09:00"), due=MONDAY)
        known = [
            outcome("late", due=MONDAY),
            outcome("due today", due=FRIDAY),
            outcome("unsure", confidence=2),
            outcome("sure", confidence=3),
            fell,
            done,
        ]
        noted = capture("the pool is shared", "risk")
        settled = capture(
            "gone", "risk", decision=LoopDecision(way="drop", at=at("10:00"), became=known[0].link)
        )
        found = results.risks(material(outcomes=known, captures=[noted, settled]))
        assert texts(found) == [
            "the pool is shared",
            "late: due Mon 2 Mar, 4 days ago",
            "unsure: confidence 2 of 5",
            "fell: confidence fell from 4 to 3 of 5",
        ]
        assert come_from(found[0], noted)
        assert come_from(found[3], fell)

    def test_ideas_are_those_of_the_period(self) -> None:
        idea = capture("cache it", "idea")
        assert texts(results.ideas(material(captures=[idea, capture("old", "idea", created_at=BEFORE)]))) == [
            "cache it"
        ]


class TestWaiting:
    def test_an_ask_says_by_when_what_it_costs_and_how_long_it_waits(self) -> None:
        it = ask("access to staging", "nudged", asked_of="IT", needed_by=WEDNESDAY, cost="no dry run")
        (line,) = waiting.asks(material(asks=[it]))
        assert line.text == (
            "access to staging · from IT · by Wed 4 Mar, 2 days late · if late: no dry run · "
            "asked 4 days ago · reminded 1×"
        )
        assert (line.due, come_from(line, it)) == (WEDNESDAY, True)

    @pytest.mark.parametrize("who", ["Ana", "ANA", "manager", "my manager"])
    def test_what_is_asked_of_the_reader_names_nobody(self, who: str) -> None:
        (line,) = waiting.asks(material(asks=[ask(asked_of=who)]))
        assert line.text == "approve the vendor · asked 4 days ago"

    def test_decisions_stand_apart_and_the_most_urgent_comes_first(self) -> None:
        soon, later = FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=300)
        known = [
            ask("some day"), ask("by then", needed_by=later), ask("costly", cost="a week"),
            ask("late", needed_by=MONDAY), ask("a choice", kind="decision", needed_by=soon),
            ask("answered", "answered"), ask("withdrawn", "withdrawn"),
        ]  # fmt: skip
        found = [one.text.split(" · ") for one in waiting.asks(material(asks=known))]
        assert [one[0] for one in found] == ["late", "costly", "by then", "some day"]
        assert found[2][1] == "by Thu 31 Dec"
        assert [one.text.split(" · ")[0] for one in waiting.decisions_needed(material(asks=known))] == [
            "a choice"
        ]

    def test_work_is_held_up_by_what_is_late_or_is_to_free_the_way(self) -> None:
        known = [ask("late", needed_by=TUESDAY), ask("in the way", kind="unblock"), ask("calm")]
        assert [one.text.split(" · ")[0] for one in waiting.blocked(material(asks=known))] == [
            "late",
            "in the way",
        ]

    def test_what_helped_says_the_answer_and_what_it_made_possible_first(self) -> None:
        plain = ask("which colour?", "answered", asked_of="Ben")
        good = ask("approve the vendor", "answered yes, for a year", enabled="the test could begin")
        found = waiting.helped(material(asks=[plain, good, ask("waiting")]))
        assert texts(found) == [
            "approve the vendor · you: yes, for a year · made possible: the test could begin",
            "which colour? · answered by Ben",
        ]
        assert come_from(found[0], good)

    def test_decisions_made_are_told_with_reasons_and_how_they_turned_out(self) -> None:
        old = decision(
            "Two queues",
            created_at=BEFORE,
            looks=(
                Look(at=BEFORE, note="too early"),
                Look(at=at("12:00"), note="never\nin step", verdict="wrong"),
            ),
        )
        new = decision(reasons="two were\nnever in step", decided_by="Ana", created_at=at("13:00"))
        found = waiting.decisions_made(material(decisions=[new, old]))
        assert texts(found) == [
            "Looked back at “Two queues”: wrong, never in step",
            "One queue for all teams, because two were never in step (decided by Ana)",
        ]
        assert [come_from(found[0], old), come_from(found[1], new)] == [True, True]


class TestAhead:
    def test_what_was_said_is_told_by_what_became_of_it(self) -> None:
        done = outcome("RFC accepted", state="done", closed_at=at("09:00"))
        known = [
            commitment("the talk"), commitment("the plan", state="dropped", why="nobody asked"),
            commitment("the test", state="moved"), commitment("RFC accepted", outcome_id=done.id),
            commitment("the offer", state="partly", why="half"),
        ]  # fmt: skip
        found = ahead.said(material(outcomes=[done], commitments=known))
        assert texts(found) == [
            "Did: RFC accepted", "Partly: the offer · half", "Moved: the test",
            "Dropped: the plan · nobody asked", "Still open: the talk",
        ]  # fmt: skip
        assert come_from(found[0], known[3], done)
        assert found[0].quotes == (known[3].link,)

    def test_what_comes_next_is_what_was_promised_then_what_is_due(self) -> None:
        rfc = outcome("RFC accepted", due=MONDAY)
        soon = outcome("Load test passed", due=date(2027, 1, 8))
        worked_on, idle = outcome("worked on"), outcome("idle")
        known = [
            commitment("get both approvals", outcome_id=rfc.id, state="moved"), commitment("the talk"),
            commitment("over", state="dropped"), commitment("also over", state="did"),
        ]  # fmt: skip
        found = ahead.next_steps(
            material(
                outcomes=[idle, worked_on, soon, rfc, outcome("x", state="done", closed_at=at("09:00"))],
                commitments=known,
                blocks=[worked("09:00", "10:00", outcome_id=worked_on.id)],
            )
        )
        assert texts(found) == [
            "get both approvals (was due Mon 2 Mar)", "the talk", "Load test passed (due Fri 8 Jan 2027)",
            "worked on", "idle",
        ]  # fmt: skip
        assert come_from(found[0], known[0], rfc)
        assert come_from(found[1], known[1])

    def test_plans_are_todays_outcomes_and_planned_blocks(self) -> None:
        mine, over = outcome("RFC accepted"), outcome("over", state="done", closed_at=at("09:00"))
        blocks = [
            block(day=FRIDAY, intention="read"),
            block(day=FRIDAY, intention="for the outcome", outcome_id=mine.id),
            block(day=WEDNESDAY, intention="never begun"),
            worked("09:00", "10:00", day=FRIDAY, intention="over"),
        ]
        found = ahead.plans(
            material(outcomes=[mine, over], picked=(mine.id, over.id, "hidden"), blocks=blocks)
        )
        assert texts(found) == ["RFC accepted", "read"]
        assert come_from(found[1], blocks[0])

    def test_yesterday_is_the_last_day_worked_each_thing_once(self) -> None:
        blocks = [
            worked("09:00", "10:00", day=TUESDAY, intention="older"),
            worked("09:00", "10:00", day=WEDNESDAY, intention="Write", result="section 1"),
            worked("11:00", "12:00", day=WEDNESDAY, intention="write"),
            worked("13:00", "14:00", day=WEDNESDAY, intention="Write"),
            worked("09:00", "10:00", day=FRIDAY, intention="today"),
        ]
        known = material(
            blocks=blocks, captures=[capture("merged", "win", day=WEDNESDAY), capture("old", "win")]
        )
        assert texts(ahead.yesterday(known)) == ["section 1", "write", "merged"]
        assert ahead.yesterday(material(captures=[capture("alone", "win")])) == []

    def test_the_agenda_has_its_open_items_by_tag_or_all_with_their_tags(self) -> None:
        def item(text: str, **fields: Any) -> AgendaItem:
            return AgendaItem(**born(), text=text, audience_id="card", **fields)

        about = ask()
        items = [item("who?", tag="decide", about=about.link), item("how?"), item("x", done_at=at("10:00"))]
        (line,) = ahead.agenda(material(agenda=items), "decide")
        assert (line.text, line.sources) == ("who?", (items[0].link, about.link))
        assert texts(ahead.agenda(material(agenda=items), None)) == ["To decide: who?", "To discuss: how?"]

    def test_feedback_is_told_in_one_line(self) -> None:
        it = Feedback(**born(), situation="On Monday", behaviour="you asked first!", impact="we saved a day")
        assert texts(ahead.feedback(material(feedback=[it]))) == [
            "On Monday. you asked first! we saved a day."
        ]

    def test_numbers_are_told_only_where_the_card_wants_them(self) -> None:
        totals = Totals(focused_s=9_000, blocks=3, energy=3.5, stress=None, readings=2)
        assert ahead.hours(material(totals=totals)) == []
        assert ahead.wellbeing(material(totals=totals)) == []
        told = material(totals=totals, card=card(hours=True, wellbeing=True))
        assert [(one.text, one.counted) for one in (*ahead.hours(told), *ahead.wellbeing(told))] == [
            ("2 h 30 m of focus in 3 blocks", "3 blocks"),
            ("On average energy 3.5 of 5", "2 readings"),
        ]
        assert ahead.hours(material(card=card(hours=True, wellbeing=True))) == []

    def test_the_period_is_told_with_what_was_counted(self) -> None:
        found = ahead.period(material(notes=("On leave on Mon 2 Mar.",)))
        assert [(one.text, one.counted) for one in found] == [("On leave on Mon 2 Mar.", "days on record")]


class TestTheHeadline:
    def test_says_what_is_done_what_is_under_way_and_what_is_needed_most(self) -> None:
        done = [outcome(name, state="done", closed_at=at("09:00")) for name in ("first", "second", "third")]
        going = [outcome("goes on", progress=(note("half"),)), outcome("also")]
        needed = ask("approve the vendor", kind="decision")
        (line,) = ahead.headline(
            material(outcomes=[*going, *done], asks=[ask("other", needed_by=MONDAY), needed])
        )
        assert line.text == "Done: first and second. Under way: goes on. Needed: approve the vendor."
        assert come_from(line, done[0], done[1], going[0], needed)
        assert line.quotes == line.sources

    def test_says_nothing_when_there_is_nothing_to_say(self) -> None:
        assert ahead.headline(material(outcomes=[outcome("still", created_at=BEFORE)])) == []
