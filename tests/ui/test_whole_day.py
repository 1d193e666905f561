"""A whole working day at 80×24, from the first run to shutdown: once by keyboard alone, once by mouse."""

from datetime import date, time
from pathlib import Path

from remoteos.domain.captures import Capture
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Outcome
from remoteos.domain.pulse import Pulse
from remoteos.domain.rituals import Workday
from remoteos.services.desk import Desk
from remoteos.services.settings import load
from tests.services.support import set_clock, wall
from tests.ui.conftest import Seat, Sit

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


async def click(seat: Seat, word: str, *, on: str = "", last: bool = False) -> None:
    """Click on a word that is seen, in the line that also has ``on``; the last such line if asked."""
    found = [(row, line) for row, line in enumerate(seat.lines) if word in line and on in line]
    assert found, f"{word!r} is not on the screen:\n" + "\n".join(seat.lines)
    row, line = found[-1 if last else 0]
    await seat.pilot.click(offset=(line.index(word) + len(word) // 2, row))
    await seat.settle()


async def answer(seat: Seat, text: str) -> None:
    """Type an answer into the field that has the focus, and give it."""
    await seat.type(text)
    await seat.press("enter")


async def test_a_whole_day_by_keyboard(sit: Sit, desk: Desk, tmp_path: Path) -> None:
    async with sit(newcomer=True) as seat:
        # Ada starts remoteos for the first time and says who she is.
        seat.sees("Welcome to remoteos", "Nothing leaves this machine")
        await answer(seat, "Ada")
        await answer(seat, "IT lead")
        await answer(seat, "09:00-17:00")
        await seat.press("enter")  # offline hours stay as they are
        await answer(seat, "Ana Ruiz")
        assert seat.screen == "TodayScreen"
        seat.sees("o opens the day")

        # She opens her first day: how she feels, what kind of day it is, what she wants to have.
        await seat.press("o")
        seat.sees("Start of day", "▸ How are you")
        await seat.press("4", "2")
        seat.sees("▸ Kind of day")
        await seat.press("1")
        seat.sees("▸ Outcomes")
        await answer(seat, "RFC accepted")
        seat.sees("● RFC accepted")
        await seat.press("enter")

        # Two blocks, one of them for the outcome, and most of the day is still free.
        seat.sees("▸ Plan", "8 h until 17:00")
        await seat.type("write section 3")
        await seat.press("tab", "tab", "tab", "right", "enter")
        await seat.type("review the load test")
        await seat.press("tab")
        await seat.type("90")
        await seat.press("tab")
        await seat.type("14:00")
        await seat.press("enter")
        seat.sees("5 h 40 m still free")
        await seat.press("enter")
        assert seat.screen == "TodayScreen"
        assert seat.toast == "Next: review the load test at 14:00; s starts it."

        # She works a block; somebody writes, she notes it in one line and goes on.
        await seat.at("09:30")
        await seat.press("2", "n")
        await answer(seat, "write section 3 of the RFC")
        await seat.at("09:50")
        await seat.press("c")
        await answer(seat, "who owns the DNS?")
        await seat.at("10:20")
        await seat.press("f")
        await answer(seat, "the section is written")
        await seat.press("escape", "1")
        assert seat.screen == "TodayScreen"

        # In the evening the day ends: done, a win, the loop for tomorrow, and what comes first.
        await seat.at("16:50")
        await seat.press("e")
        seat.sees("End of day", "▸ What moved", "RFC accepted")
        await seat.press("d")
        seat.sees("▸ Wins")
        await answer(seat, "the RFC went through at once")
        await seat.press("enter")
        seat.sees("▸ Open loops", "1 of 1", "who owns the DNS?")
        await seat.press("t")
        seat.sees("▸ How was it")
        await seat.press("4", "1", "enter")
        seat.sees("▸ Tomorrow first")
        await answer(seat, "ask Ana about the DNS")
        seat.sees("Shutdown complete.", "Focus 50 m in 1 block", "Outcomes 1 of 1 done", "Wins 1")
        seat.sees("Carries over nothing", "First thing ask Ana about the DNS")
        await seat.press("enter")
        assert seat.screen == "TodayScreen"
        seat.sees("Day closed 16:50")
        await seat.press("ctrl+q")

    # And this is what is on record.
    settings = load(tmp_path / "config.toml").settings
    assert (settings.you.name, settings.you.manager) == ("Ada", "Ana Ruiz")
    assert settings.hours[0] == (time(9), time(17))
    (day,) = desk.store.all(Workday)
    assert (day.date, day.state, day.day_type) == (MONDAY, "closed", "deep")
    assert day.opened_at == wall(desk, "09:00", MONDAY)
    assert day.closed_at == wall(desk, "16:50", MONDAY)
    assert day.first_thing == "ask Ana about the DNS"
    (outcome,) = desk.store.all(Outcome)
    assert (outcome.title, outcome.state, day.outcome_ids) == ("RFC accepted", "done", (outcome.id,))
    blocks = {block.intention: block for block in desk.store.all(Block)}
    worked = blocks.pop("write section 3 of the RFC")
    assert (worked.state, worked.result) == ("finished", "the section is written")
    assert worked.ended_at == wall(desk, "10:20", MONDAY)
    assert blocks["write section 3"].outcome_id == outcome.id
    assert blocks["review the load test"].planned_s == 90 * 60
    assert (blocks["who owns the DNS?"].day, blocks["who owns the DNS?"].state) == (TUESDAY, "planned")
    noted = {capture.text: capture for capture in desk.store.all(Capture)}
    assert noted["who owns the DNS?"].block_id == worked.id
    assert not noted["who owns the DNS?"].is_open
    assert noted["the RFC went through at once"].kind == "win"
    pulses = {pulse.moment: (pulse.energy, pulse.stress) for pulse in desk.store.all(Pulse)}
    assert pulses == {"start": (4, 2), "end": (4, 1)}


async def test_the_main_path_by_mouse(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        # Open the day.
        await click(seat, "open the day", last=True)
        await click(seat, " 4 ", on="Energy")
        await click(seat, " 2 ", on="Stress")
        await click(seat, "mixed")
        seat.sees("▸ Outcomes")
        await seat.type("RFC accepted")  # words need a keyboard
        await click(seat, "add", on="RFC accepted")
        seat.sees("● RFC accepted")
        await click(seat, "Plan", on="Kind of day")
        await seat.type("write section 3")
        await click(seat, "next", last=True)
        seat.sees("· write section 3 50 m")
        await click(seat, "next", last=True)
        assert seat.screen == "TodayScreen"

        # Work a block.
        await click(seat, "start", last=True)
        set_clock(desk, "09:50")
        await click(seat, "finish", last=True)
        await seat.press("enter", "escape")

        # End the day.
        await click(seat, "1 Today")
        await seat.at("16:50")
        await click(seat, "end the day", last=True)
        await click(seat, "it is done")
        seat.sees("▸ Wins")
        await click(seat, "next", last=True)
        await click(seat, " 3 ", on="Energy")
        await click(seat, " 3 ", on="Stress")
        await click(seat, "next", last=True)
        seat.sees("▸ Tomorrow first")
        await click(seat, "next", last=True)
        seat.sees("Shutdown complete.", "Focus 50 m in 1 block", "Outcomes 1 of 1 done")
        await click(seat, "to Today", on="enter")
        seat.sees("Day closed 16:50")

    (day,) = desk.store.all(Workday)
    assert (day.state, day.day_type) == ("closed", "mixed")
    assert [pulse.moment for pulse in desk.store.all(Pulse)] == ["start", "end"]
    assert {block.state for block in desk.store.all(Block)} == {"finished"}
