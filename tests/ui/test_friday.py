"""The Friday path: from one key to an update that is sent, by keyboard at 80×24."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from remoteos.domain.asks import Ask
from remoteos.domain.commitments import Commitment
from remoteos.domain.settings import Settings, You
from remoteos.domain.updates import Update
from remoteos.services import asks, captures, managers, outcomes, rituals, sending, updates
from remoteos.services.desk import Desk
from remoteos.services.update_formats import FormatShelf
from tests.services.support import set_clock, work

from .conftest import Sit


@pytest.fixture
def friday(make_desk: Callable[..., Desk], tmp_path: Path) -> Desk:
    """A week with something to tell, on Friday afternoon; one update was sent a week ago."""
    desk = make_desk("2026-11-19 09:00", settings=Settings(you=You(name="Robin", manager="Ana")))
    managers.add(desk, "Ana", channel="mail")
    rfc = outcomes.add(desk, "RFC accepted", done_when="two approvals", confidence=3)
    set_clock(desk, "2026-11-20 16:00")
    first = updates.draft(desk, FormatShelf(tmp_path / "formats"))
    sending.send(desk, first.id)
    work(desk, "answer the reviewers", "2026-11-24 10:00", "2026-11-24 10:50", outcome=rfc.id)
    outcomes.report(desk, rfc.id, "one approval is in", 4)
    asks.add(
        desk,
        "approve the vendor",
        "Ana",
        kind="decision",
        needed_by=date(2026, 11, 25),
        cost="the launch slips",
    )
    asks.add(desk, "a raise", "Ana", visibility="private")
    captures.capture(desk, "nobody knows of this", "risk")
    set_clock(desk, "2026-11-27 15:00")
    return desk


def draft_of(desk: Desk) -> Update:
    return next(one for one in desk.store.all(Update) if not one.is_sent)


async def test_from_one_key_to_sent(friday: Desk, sit: Sit) -> None:
    async with sit(friday) as seat:
        await seat.press("4")
        seat.sees("ANA", "due today", "Draw the draft", "SAID AND DONE", "ASKS BY AGE", "2 d late")
        await seat.press("enter")
        assert seat.screen == "DraftScreen"
        seat.sees("weekly to Ana", "since Fri 20 Nov", "reads in", "RFC accepted", "1 promise to mark")
        seat.sees("Stays here: 1 ask, 1 note")

        await seat.press("enter")
        await seat.type("One approval is in; the vendor waits for you.")
        await seat.press("enter")
        seat.sees("One approval is in; the vendor waits for you.", "reworded")

        await seat.press("down", "down", "down", "down")
        seat.sees("Still open: RFC accepted")
        await seat.press("t", "p")
        await seat.type("one of two approvals")
        await seat.press("enter")
        seat.sees("Partly: RFC accepted · one of two approvals")
        seat.sees_not("promise to mark")
        await seat.press("u")
        seat.sees("Still open: RFC accepted")
        await seat.press("t", "p")
        await seat.type("one of two approvals")
        await seat.press("enter")
        seat.sees("One approval is in; the vendor waits for you.")

        await seat.press("S")
        seat.sees("Mark it as sent to Ana, as markdown?")
        await seat.press("enter")
        assert seat.toast.startswith("Marked as sent.")
        sent = next(
            one
            for one in friday.store.all(Update)
            if one.channel == "mail" and one.last_day == date(2026, 11, 27)
        )
        assert sent.sent_text == updates.rendered(friday, sent, "markdown")
        assert "One approval is in; the vendor waits for you." in sent.sent_text
        assert "raise" not in sent.sent_text
        assert "nobody knows" not in sent.sent_text
        assert [one.text for one in friday.store.all(Commitment) if one.update_id == sent.id] == [
            "RFC accepted"
        ]
        assert len([one for one in friday.store.all(Ask) if one.is_waiting]) == 2

        await seat.press("escape")
        seat.sees("sent Fri 27 Nov", "due Fri 4 Dec")


async def test_lines_are_moved_left_out_brought_back_and_written(friday: Desk, sit: Sit) -> None:
    async with sit(friday) as seat:
        await seat.press("4", "enter", "space")
        seat.sees("left out")
        assert "Under way" not in updates.rendered(friday, draft_of(friday), "text")
        await seat.press("space")
        assert "Under way" in updates.rendered(friday, draft_of(friday), "text")
        await seat.press("n")
        await seat.type("I am on a train on Monday")
        await seat.press("enter")
        seat.sees("I am on a train on Monday", "no evidence ?")
        await seat.press("J")
        lines = [line.text for line in draft_of(friday).sections[0].lines]
        assert lines[0] == "I am on a train on Monday"
        await seat.press("K", "u")
        assert [line.text for line in draft_of(friday).sections[0].lines] == lines
        await seat.press("r")
        seat.sees("I am on a train on Monday")


async def test_evidence_and_alignment_are_a_key_away(friday: Desk, sit: Sit) -> None:
    async with sit(friday) as seat:
        await seat.press("4", "enter", "down", "down", "v")
        seat.sees("WHERE IT COMES FROM", "block", "answer the reviewers", "Tue 24 Nov")
        await seat.press("g")
        seat.sees("WHERE WORK AND GOALS HAVE PARTED", "“approve the vendor”, from Ana, is 2 days late")
        await seat.press("G")
        assert "put on the agenda" in seat.toast
        await seat.press("g")
        seat.sees_not("PARTED")


async def test_fresh_evidence_is_offered_beside_ones_words(friday: Desk, sit: Sit) -> None:
    async with sit(friday) as seat:
        await seat.press("4", "enter", "down", "down", "enter")
        await seat.type("The RFC moves")
        await seat.press("enter")
        rfc = outcomes.listed(friday)[0]
        outcomes.report(friday, rfc.id, "both approvals are in", 5)
        await seat.at("15:10")
        await seat.press("r")
        seat.sees("The RFC moves", "fresh evidence")
        await seat.press("v")
        seat.sees("by now", "both approvals are in")
        await seat.press("f")
        seat.sees_not("The RFC moves")


async def test_it_leaves_in_any_rendering_and_the_preview_is_what_leaves(
    friday: Desk, sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    async with sit(friday) as seat:
        await seat.press("4", "enter", "a")
        await seat.type("html")
        await seat.press("enter")
        seat.sees("html,")
        await seat.press("w")
        await seat.type(str(tmp_path / "gone" / "update.html"))
        await seat.press("enter")
        seat.sees("Write it as html")
        assert not (tmp_path / "gone").exists()
        await seat.type(str(tmp_path / "update.html"))
        await seat.press("enter")
        assert (tmp_path / "update.html").read_bytes().decode() == seat.app.screen.text  # type: ignore[attr-defined]
        await seat.press("y")
        assert seat.app.clipboard == seat.app.screen.text  # type: ignore[attr-defined]
        assert "w writes a file" in seat.toast
        assert "takes it back" not in seat.toast, "undo would take back something else"


async def test_another_format_keeps_what_was_written(friday: Desk, sit: Sit) -> None:
    async with sit(friday) as seat:
        await seat.press("4", "enter", "enter")
        await seat.type("My own headline")
        await seat.press("enter", "m")
        await seat.type("ppp")
        await seat.press("enter")
        assert draft_of(friday).format == "ppp"
        seat.sees("ppp to Ana", "PLANS")
        assert "My own headline" in updates.rendered(friday, draft_of(friday), "text")


async def test_a_draft_can_be_thrown_away_and_had_back(friday: Desk, sit: Sit) -> None:
    async with sit(friday) as seat:
        await seat.press("4", "enter", "X", "y")
        assert seat.screen == "UpdatesScreen"
        seat.sees("Draw the draft")
        await seat.press("u")
        seat.sees("draft,")


async def test_somebody_without_a_card_or_any_record_is_told_so(desk: Desk, sit: Sit) -> None:
    async with sit(desk) as seat:
        await seat.press("4")
        seat.sees("MY MANAGER", "Draw the draft", "Nothing waits on others.")
        await seat.press("enter")
        seat.sees("weekly to my manager", "Nothing is on record for that time that they may see.")
        await seat.press("enter")
        await seat.type("A quiet week")
        await seat.press("enter")
        seat.sees("A quiet week")


async def test_the_end_of_the_due_day_offers_the_draft(friday: Desk, sit: Sit) -> None:
    rituals.open_day(friday)
    async with sit(friday) as seat:
        seat.sees("Update due today")
        await seat.press("e", *("pagedown",) * 5)
        seat.sees("Shutdown complete.", "the update to Ana is due")
        await seat.press("D")
        assert seat.screen == "UpdatesScreen"


async def test_a_line_of_thousands_of_characters_leaves_room_for_the_keys(friday: Desk, sit: Sit) -> None:
    asks.add(friday, "w" * 3_000, "Ana", kind="decision", needed_by=date(2026, 11, 1), cost="c" * 900)
    async with sit(friday) as seat:
        await seat.press("4", "enter", "enter")
        seat.sees("Reword", "enter save", "The evidence says")
