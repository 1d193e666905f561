"""Reminders as they reach somebody: on the screen, through the terminal, on the desktop."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from remoteos.domain.settings import Reminders, Settings
from remoteos.screens.notify import BELL, MOST, Desktop, signal
from remoteos.services import breaks, focus, rituals
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape
from tests.ui.conftest import Seat, Sit

FIFTY = Shape(50 * 60, 10 * 60)
PATIENCE_S = 30.0


def toasts(seat: Seat) -> list[str]:
    return [note.message for note in seat.app._notifications]


class TestOnTheScreen:
    async def test_a_block_that_reaches_its_end_is_told_once(self, sit: Sit, desk: Desk) -> None:
        focus.start(desk, "write section 3", FIFTY)
        async with sit() as seat:
            await seat.at("09:49:59")
            assert toasts(seat) == []
            await seat.at("09:50:00")
            assert toasts(seat) == ["write section 3 has had its 50 minutes."]
            await seat.at("09:50:01")
            await seat.at("09:55:00")
            assert len(toasts(seat)) == 1

    async def test_on_any_page_and_over_a_dialog(self, sit: Sit, desk: Desk) -> None:
        focus.start(desk, "write section 3", FIFTY)
        async with sit() as seat:
            await seat.press("3", "i")
            await seat.at("09:50")
            seat.sees("write section 3 has had its 50 minutes.")

    async def test_again_after_an_extension(self, sit: Sit, desk: Desk) -> None:
        focus.start(desk, "write section 3", FIFTY)
        async with sit() as seat:
            await seat.at("09:50")
            await seat.press("plus")
            await seat.at("10:00")
            assert toasts(seat)[-1] == "write section 3 has had its 60 minutes."

    async def test_a_suspend_over_the_moment_tells_it_once_on_waking(self, sit: Sit, desk: Desk) -> None:
        focus.start(desk, "write section 3", FIFTY)
        async with sit() as seat:
            await seat.at("09:31")
            await seat.at("10:12")
            await seat.at("10:13")
            assert toasts(seat) == ["write section 3 has had its 50 minutes."]

    async def test_what_was_due_before_the_app_opened_is_not(self, sit: Sit, desk: Desk) -> None:
        focus.start(desk, "write section 3", FIFTY)
        desk.clock.set("09:55")  # type: ignore[attr-defined]
        async with sit() as seat:
            await seat.at("09:56")
            assert toasts(seat) == []

    async def test_a_clock_that_jumps_back_and_forth_tells_nothing_twice(self, sit: Sit, desk: Desk) -> None:
        focus.start(desk, "write section 3", FIFTY)
        async with sit() as seat:
            for now in ("09:50", "09:40", "09:51"):
                await seat.at(now)
            assert len(toasts(seat)) == 1

    async def test_a_break_that_is_over(self, sit: Sit, desk: Desk) -> None:
        focus.start(desk, "write section 3", FIFTY)
        desk.clock.set("09:50")  # type: ignore[attr-defined]
        focus.stop(desk)
        breaks.take(desk)
        async with sit() as seat:
            await seat.at("10:00")
            assert toasts(seat) == ["The break of 10 minutes is over."]

    async def test_a_break_that_was_put_off(self, sit: Sit, desk: Desk) -> None:
        focus.start(desk, "write section 3", FIFTY)
        desk.clock.set("09:50")  # type: ignore[attr-defined]
        focus.stop(desk)
        breaks.snooze(desk)
        async with sit() as seat:
            await seat.at("10:00")
            assert toasts(seat) == ["A break of 10 minutes is due."]

    async def test_the_days_end_ten_minutes_before(self, sit: Sit, desk: Desk) -> None:
        rituals.open_day(desk)
        async with sit() as seat:
            await seat.at("17:20")
            await seat.at("17:25")
            assert toasts(seat) == ["The day ends at 17:30, in 10 minutes."]

    @pytest.mark.parametrize("kind", ["blocks", "breaks", "shutdown"])
    async def test_each_can_be_turned_off(self, sit: Sit, desk: Desk, kind: str) -> None:
        quiet = desk._replace(settings=Settings(reminders=Reminders()._replace(**{kind: False})))
        rituals.open_day(quiet)
        if kind == "blocks":
            focus.start(quiet, "write section 3", FIFTY)
        elif kind == "breaks":
            focus.start(quiet, "write section 3", FIFTY)
            quiet.clock.set("09:50")  # type: ignore[attr-defined]
            focus.stop(quiet)
            breaks.take(quiet)
        else:
            quiet.clock.set("17:00")  # type: ignore[attr-defined]
        async with sit(quiet) as seat:
            await seat.at("10:05" if kind != "shutdown" else "17:25")
            assert toasts(seat) == []

    async def test_while_the_screen_is_shared_it_names_nothing_private(self, sit: Sit, desk: Desk) -> None:
        focus.start(desk, "ask for more money", FIFTY)
        async with sit() as seat:
            await seat.press("h")
            await seat.at("09:50")
            assert toasts(seat) == ["This block has had its 50 minutes."]

    async def test_markup_in_a_name_stays_text(self, sit: Sit, desk: Desk) -> None:
        focus.start(desk, "[bold]write[/]", FIFTY)
        async with sit() as seat:
            await seat.at("09:50")
            seat.sees("[bold]write[/] has had its 50 minutes.")


class TestThroughTheTerminal:
    @pytest.mark.parametrize(
        ("environ", "sequence"),
        [
            ({"TERM": "xterm-kitty"}, "\x1b]9;remoteos: It is time.\a"),
            ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "\x1b]9;remoteos: It is time.\a"),
            ({"TERM": "xterm-256color", "WEZTERM_PANE": "0"}, "\x1b]9;remoteos: It is time.\a"),
            ({"TERM": "foot"}, "\x1b]777;notify;remoteos;It is time.\a"),
            ({"TERM": "rxvt-unicode-256color"}, "\x1b]777;notify;remoteos;It is time.\a"),
            ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "\x1b]777;notify;remoteos;It is time.\a\a"),
            ({"TERM": "xterm-256color"}, BELL),
            ({"TERM": "linux"}, BELL),
            ({}, BELL),
            ({"TERM": "screen-256color", "STY": "12.pts-0", "WEZTERM_PANE": "0"}, BELL),
        ],
    )
    def test_each_gets_what_it_understands(self, environ: dict[str, str], sequence: str) -> None:
        assert signal("It is time.", environ) == sequence

    def test_tmux_passes_it_through_and_rings(self) -> None:
        assert (
            signal("It is time.", {"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"})
            == "\x1bPtmux;\x1b\x1b]9;remoteos: It is time.\a\x1b\\\a"
        )

    def test_text_cannot_end_the_sequence_or_begin_another(self) -> None:
        hostile = "a\ab\x1b\\c\x1b]52;c;aGk=\ad\x9ce;f" + "g" * 1_000
        for environ in ({"TERM": "xterm-kitty"}, {"TERM": "foot"}, {"TERM": "foot", "TMUX": "1"}):
            sent = signal(hostile, environ)
            assert sent.count("\x1b]") == 1
            assert "52;" not in sent
            assert "\x9c" not in sent
            assert len(sent) < MOST + 60

    def test_a_text_of_any_length_is_cut(self) -> None:
        assert len(signal("g" * 10_000, {"TERM": "foot"})) < MOST + 60


class TestOnTheDesktop:
    @pytest.fixture
    def program(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A `notify-send` that writes down what it was asked, and then takes its time."""
        if os.name != "posix":
            pytest.skip("a program of a shell's lines needs POSIX")
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "notify-send"
        said = tmp_path / "said"
        program.write_text(
            f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{said}.part'\nmv '{said}.part' '{said}'\nsleep 60\n"
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
        return said

    @pytest.fixture
    def desktop(self) -> Any:
        desktop = Desktop()
        yield desktop
        for started in desktop._started:
            started.kill()
            started.wait()

    def test_it_is_asked_without_waiting_and_without_a_shell(self, desktop: Desktop, program: Path) -> None:
        began = time.monotonic()
        desktop.show("$(touch x); `id` <b>&\x1b[31m it is time")
        assert time.monotonic() - began < 30, "the program takes 60 seconds"
        deadline = time.monotonic() + PATIENCE_S
        while not program.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert program.read_text().splitlines() == [
            "--app-name=remoteos",
            "--",
            "remoteos",
            "$(touch x); `id` &lt;b&gt;&amp; it is time",
        ]

    def test_those_that_hang_do_not_pile_up(self, desktop: Desktop, program: Path) -> None:
        for _ in range(Desktop.MOST_AT_ONCE + 2):
            desktop.show("It is time.")
        assert len(desktop._started) == Desktop.MOST_AT_ONCE

    def test_a_missing_program_is_silent(self, desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "/nowhere")
        desktop.show("It is time.")
        assert desktop._started == []

    def test_one_that_cannot_be_started_is_silent(
        self, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        broken = tmp_path / "notify-send"
        broken.write_text("#!/nowhere/at/all\n")
        broken.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        desktop.show("It is time.")
        assert desktop._started == []

    async def test_nothing_leaves_an_app_without_a_terminal(
        self, sit: Sit, desk: Desk, program: Path
    ) -> None:
        focus.start(desk, "write section 3", FIFTY)
        async with sit() as seat:
            await seat.at("09:50")
            assert seat.app.reminding.desktop._started == []  # type: ignore[attr-defined]
