"""Exporting a playbook by keys: what is seen is what leaves, and what goes along is said."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from remoteos.domain.runs import Ending
from remoteos.screens.playbook_export import ExportScreen
from remoteos.services import asks, playbook_changes, playbook_exports, playbook_imports, playbooks, runs
from remoteos.services.desk import Desk
from remoteos.services.playbook_exports import Rendering
from remoteos.widgets.literal import Literal, folded
from tests.services.playbook_texts import play, playbook, raw
from tests.ui.conftest import LARGE, SMALL, Seat, Sit
from tests.ui.hostile import ALL_AT_ONCE

IT = "it-operations-lead"


def ran(desk: Desk, which: str = IT, most: int = 2) -> list[str]:
    """Finish a run of some plays of a playbook; their titles."""
    plays = playbooks.get(desk, which).playbook.plays[:most]
    for one in plays:
        run = runs.begin(desk, f"{which}/{one.id}")
        runs.finish(
            desk, run.id, Ending(worked="yes", minutes=12, note="nobody may know", rest="all at once")
        )
    return [one.title for one in plays]


def leaves(desk: Desk, rendering: Rendering = "markdown", *, results: bool = False) -> str:
    return playbook_exports.export(desk, IT, rendering, results=results)


async def go_to(seat: Seat, which: str = IT) -> ExportScreen:
    page = ExportScreen(seat.app.session, which)
    seat.app.push_screen(page)
    await seat.settle()
    return page


@pytest.fixture
def no_clipboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desktop without a clipboard of its own."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)


class TestWhatLeaves:
    @pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
    async def test_the_markdown_is_seen_letter_by_letter(
        self, desk: Desk, sit: Sit, size: tuple[int, int]
    ) -> None:
        async with sit(size=size) as seat:
            page = await go_to(seat)
            count = len(leaves(desk).encode())
            seat.sees(f"IT operations lead 1.0 Markdown, {count:,} bytes", "title: IT operations lead")
            seat.sees("None of your data goes along.", "a as a page", "y copy", "w write file")
            seat.sees_not("with results")
            assert page.text == leaves(desk) == page.query_one(Literal).text

    async def test_the_whole_of_it_can_be_read(self, desk: Desk, sit: Sit) -> None:
        text = leaves(desk)
        last = text.rstrip().splitlines()[-1]
        async with sit() as seat:
            await go_to(seat)
            assert "---" in seat.text
            await seat.press("down", "j")
            seat.sees_not("schema:")
            await seat.press("k", "up", "end")
            seat.sees(last)
            await seat.press("home", "pagedown")
            seat.sees_not("title: IT operations lead")
            await seat.press("pageup")
            seat.sees("title: IT operations lead")

    async def test_it_leaves_as_a_page_too(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            page = await go_to(seat)
            await seat.press("end", "a")
            seat.sees("a page to publish (html)", "<!doctype html>", "a as Markdown")
            assert page.text == leaves(desk, "html")
            await seat.press("a")
            seat.sees("Markdown,", "title: IT operations lead")
            assert page.text == leaves(desk)

    async def test_it_changes_with_the_playbook_and_is_empty_once_that_is_gone(
        self, desk: Desk, sit: Sit
    ) -> None:
        copy = playbook_changes.derive(desk, IT, "mine", "Mine")
        async with sit() as seat:
            page = await go_to(seat, "mine")
            seat.sees("Mine 1.0")
            playbook_changes.save(desk, "mine", copy.text.replace("title: Mine", "title: Ours"))
            seat.app.show_anew()
            await seat.settle()
            seat.sees("Ours 1.0", "title: Ours")
            playbook_changes.remove(desk, "mine")
            seat.app.show_anew()
            await seat.settle()
            seat.sees("This playbook is gone.")
            seat.sees_not("title: Ours", "y copy", "w write file", "None of your data")
            await seat.press("a", "r", "y", "w", "escape")
            assert (page.text, seat.screen, seat.app.failure) == ("", "TodayScreen", None)


class TestResults:
    async def test_results_go_along_on_a_page_alone_and_only_when_there_are_some(
        self, desk: Desk, sit: Sit
    ) -> None:
        async with sit(size=LARGE) as seat:
            page = await go_to(seat)
            await seat.press("a", "r")
            seat.sees_not("with results")
            assert page.text == leaves(desk, "html")
            titles = ran(desk)
            await seat.at("09:10")
            seat.sees("r with results", "None of your data goes along. r adds your results, as totals.")
            await seat.press("r")
            seat.sees("with results", "Of your data only these totals of finished runs go along:")
            seat.sees(*(f"1 run, 1 worked, median 12 min {title}" for title in titles), "r without results")
            seat.sees_not("nobody may know")
            assert page.text == leaves(desk, "html", results=True) != leaves(desk, "html")
            await seat.press("a")
            seat.sees("None of your data goes along. A page can have your results, as totals.")
            await seat.press("r")
            assert page.text == leaves(desk)
            await seat.press("a")
            assert page.text == leaves(desk, "html", results=True)
            await seat.press("r")
            assert page.text == leaves(desk, "html")

    async def test_of_many_plays_the_first_are_told_and_the_rest_counted(self, desk: Desk, sit: Sit) -> None:
        ran(desk, most=6)
        async with sit() as seat:
            await go_to(seat)
            await seat.press("a", "r")
            seat.sees("and the same of 3 more plays, as the page has it")
            seat.sees("<!doctype html>", "y copy")
        async with sit(size=LARGE) as seat:
            await go_to(seat)
            await seat.press("a", "r")
            seat.sees_not("more play")

    async def test_runs_of_a_play_that_it_has_no_more_go_nowhere(self, desk: Desk, sit: Sit) -> None:
        both = playbook("help-desk", "1.0.0", play("one"), play("two"))
        plan = playbook_imports.plan(desk, [playbook_imports.from_bytes(raw(both))])
        playbook_imports.apply(desk, plan)
        ran(desk, "help-desk", 1)
        left = playbook("help-desk", "1.1.0", play("two"))
        playbook_changes.save(desk, "help-desk", raw(left).decode())
        async with sit() as seat:
            await go_to(seat, "help-desk")
            await seat.press("a", "r")
            seat.sees("None of your data goes along. It is the playbook alone.")


@pytest.mark.usefixtures("no_clipboard")
class TestLeaving:
    async def test_what_is_seen_is_written_and_copied_byte_for_byte(
        self, desk: Desk, sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        ran(desk)
        async with sit() as seat:
            page = await go_to(seat)
            await seat.press("a", "r", "w")
            seat.sees("Write the page to a file", "~/it-operations-lead.html")
            await seat.type("gone/page.html")
            await seat.press("enter")
            seat.sees("there is no folder", "Write the page to a file")
            await seat.type(str(tmp_path / "page.html"))
            await seat.press("enter")
            assert seat.toast == "Written."
            assert (tmp_path / "page.html").read_bytes().decode() == page.text
            await seat.press("y")
            assert seat.app.clipboard == page.text == leaves(desk, "html", results=True)
            assert seat.toast == "Handed to the terminal. If nothing pastes, w writes a file."

    async def test_the_file_of_the_markdown_has_its_own_name(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await go_to(seat)
            await seat.press("w")
            seat.sees("Write the Markdown to a file", "~/it-operations-lead.md")
            await seat.press("escape")
            assert seat.screen == "ExportScreen"


class TestTexts:
    async def test_on_a_shared_screen_names_are_hidden_and_it_is_said_that_they_leave(
        self, desk: Desk, sit: Sit
    ) -> None:
        asks.add(desk, "approve", "Ana Quorva")
        named = playbook("help-desk", title="Ask Ana")
        plan = playbook_imports.plan(desk, [playbook_imports.from_bytes(raw(named))])
        playbook_imports.apply(desk, plan)
        async with sit() as seat:
            page = await go_to(seat, "help-desk")
            seat.sees("title: Ask Ana")
            await seat.press("h")
            seat.sees("Ask someone 1.0", "Names are hidden here only: they are in what leaves.")
            seat.sees_not("Ana")
            assert "Ana" in page.text
            await seat.press("h")
            seat.sees_not("Names are hidden")

    async def test_a_long_text_is_there_at_once(self, sit: Sit) -> None:
        async with sit() as seat:
            await go_to(seat)
            shown = seat.app.screen.query_one(Literal)
            begun = time.perf_counter()
            shown.show(
                ALL_AT_ONCE * 10 + "w" * 500_000 + "\n\n" + "a line of words\t[/]\n" * 20_000 + "漢" * 999
            )
            assert time.perf_counter() - begun < 3
            await seat.press("end")
            seat.sees("漢漢")
            await seat.pilot.resize_terminal(40, 20)
            await seat.settle()
            assert seat.app.failure is None


@given(st.text(st.sampled_from("ab 漢\u0301é\U0001f468\u200d")), st.integers(2, 20))
def test_the_pieces_of_a_line_are_the_line_and_fit(line: str, width: int) -> None:
    pieces = list(folded(line, width))
    assert "".join(pieces) == line
    assert all(cell_len(piece) <= width for piece in pieces)
    assert all(pieces[:-1])


def test_a_line_is_cut_behind_a_space_where_there_is_one() -> None:
    assert list(folded("one two three", 9)) == ["one two ", "three"]
    assert list(folded("onetwothree", 4)) == ["onet", "woth", "ree"]
    assert list(folded("", 4)) == [""]
    assert list(folded("漢漢", 1)) == ["漢", "漢"]
