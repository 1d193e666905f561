"""The page of a day: what it has for today, for days gone by and for days ahead."""

from datetime import date

from remoteos.domain.focus import Block
from remoteos.services import captures, focus, focus_history, leave, outcomes, rituals, today
from remoteos.services.desk import Desk
from remoteos.store import archive
from remoteos.store.store import Store

from .support import minutes, set_clock, wall, work

TUESDAY = date(2026, 11, 24)


def test_nothing_recorded_is_new_and_one_note_is_not(desk: Desk) -> None:
    assert today.is_new(desk)
    captures.capture(desk, "call the bank")
    assert not today.is_new(desk)


def test_today_has_its_blocks_its_outcomes_with_their_goals_and_what_waits(desk: Desk) -> None:
    goal = outcomes.add_goal(desk, "Checkout is reliable")
    outcome = outcomes.add(desk, "RFC accepted", goal.id)
    rituals.open_day(desk, outcomes=[outcome.id])
    block = work(desk, "write", "09:10", "09:50", outcome=outcome.id)
    loop = captures.capture(desk, "call the bank")
    asked = captures.ask(desk, captures.capture(desk, "approve the vendor").id, "CTO").became
    page = today.day_page(desk, desk.today)
    assert page.when == "today"
    assert [one.id for one in page.timeline.stops] == [block.id]
    assert page.goals == {goal.id: goal}
    assert page.serves == {outcome.id: outcome}
    assert page.loops == (loop,)
    assert page.asks == (asked,)
    assert [mark.kind for mark in page.timeline.marks] == ["now", "shutdown"]


def test_breaks_that_were_had_are_on_it(desk: Desk) -> None:
    from remoteos.services import breaks

    rituals.open_day(desk)
    focus.start(desk, "write", focus.Shape(1500, 300))
    set_clock(desk, "09:25")
    focus.stop(desk)
    breaks.take(desk)
    set_clock(desk, "09:40")
    kinds = [one.kind for one in today.day_page(desk, desk.today).timeline.entries]
    assert kinds == ["worked", "break", "gap"]


def test_another_day_has_neither_now_nor_what_waits_today(desk: Desk) -> None:
    captures.capture(desk, "call the bank")
    focus_history.plan(desk, "write", minutes(50), at=wall(desk, "10:00", TUESDAY), day=TUESDAY)
    page = today.day_page(desk, TUESDAY)
    assert (page.when, page.loops) == ("ahead", ())
    assert [mark.kind for mark in page.timeline.marks] == ["shutdown"]
    assert page.fit is not None
    assert today.day_page(desk, date(2026, 11, 20)).when == "past"


def test_a_closed_day_has_its_close_and_no_now(desk: Desk) -> None:
    rituals.open_day(desk)
    set_clock(desk, "16:30")
    rituals.close_day(desk)
    page = today.day_page(desk, desk.today)
    assert [mark.kind for mark in page.timeline.marks] == ["closed"]
    assert page.fit is None


def test_a_day_off_is_empty(desk: Desk) -> None:
    leave.day_off(desk, [desk.today])
    assert today.day_page(desk, desk.today).timeline.is_empty


def test_it_reads_no_archive_for_today(desk: Desk, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    rituals.open_day(desk)
    block = work(desk, "write", "09:10", "09:50")
    old = [
        Block(
            **{
                **vars(block),
                "id": desk.clock.new_id(),
                "day": date(year, 3, 2),
                "events": _moved(block, year),
            }
        )
        for year in range(2018, 2026)
    ]
    desk.store.commit("years ago", old, at=desk.now)
    archive.run(desk.store, desk.now)

    def read(_: Store) -> None:
        raise AssertionError("the archive was read")

    store = Store.open(desk.store.folder, now=desk.now)
    assert [one.id for one in store.all(Block)] == [block.id], "the old ones are in the archive"
    monkeypatch.setattr(Store, "archive", property(read))
    page = today.day_page(desk._replace(store=store), desk.today)
    assert [one.id for one in page.timeline.stops] == [block.id]


def _moved(block: Block, year: int):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return tuple(replace(event, at=event.at.replace(year=year)) for event in block.events)
