"""The page of a day as text: what waits, what comes back to its owner, and lines that fit the terminal."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from remoteos.cli import lines, output
from tests.cli.support import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    Run,
    add_outcome,
    at,
    capture,
    log,
    loops,
    ok,
    plan,
    short,
    start,
)

README = Path(__file__).parent.parent.parent / "README.md"


def page(run: Run, *on: str, **how: Any) -> list[str]:
    """The page of a day, a line each."""
    return list(ok(run("day", "show", *on, **how)).stdout.splitlines())


class TestABlockOfAnEarlierDay:
    LATER = at("09:00", TUESDAY)

    def test_left_running_it_is_shown_and_settled_first(self, run: Run) -> None:
        ok(run("day", "open"))
        block = start(run, "write", now=at("16:00"))
        shown = page(run, now=self.LATER)
        place = shown.index("Still open  since Mon 23 Nov")
        assert shown[place + 1] == (
            f"  ! 16:00–now    1 h 20 m of 50 m  write (left running)  {block['id'][-4:]}"
        )
        assert shown[-2:] == [
            "Settle the block that was left running: remoteos focus stop",
            "with --keep, --trim planned, --trim activity or --discard",
        ]
        assert "Still open" not in page(run, MONDAY, now=self.LATER)

    def test_begun_before_the_new_day_it_goes_on(self, run: Run) -> None:
        start(run, "night work", now=at("03:40", TUESDAY))
        shown = page(run, now=at("04:10", TUESDAY))
        assert "Still open  since Mon 23 Nov" in shown
        assert any("night work" in line for line in shown)
        assert shown[-1] == "Finish the block: remoteos focus stop"
        assert "Still open  since Mon 23 Nov" not in page(run, now=at("03:50", TUESDAY))

    def test_an_open_ended_one_has_no_planned_end(self, run: Run) -> None:
        start(run, "read", "--open-ended")
        assert page(run, now=self.LATER)[-1] == "with --keep, --trim activity or --discard"

    def test_the_aside_is_the_next_step_and_not_the_block_it_paused(self, run: Run) -> None:
        start(run, "write")
        ok(run("focus", "aside", "outage", now=at("09:10")))
        assert page(run, now=at("09:20"))[-1] == "Finish the block: remoteos focus stop"
        assert page(run, now=at("15:00"))[-2].startswith("Settle the block")

    def test_a_paused_one_goes_on(self, run: Run) -> None:
        start(run, "write")
        ok(run("focus", "pause", now=at("09:10")))
        assert page(run, now=at("09:20"))[-1] == "Go on with the block: remoteos focus resume"


class TestADayLeftOpen:
    def test_the_next_one_says_so_until_it_is_opened(self, run: Run) -> None:
        ok(run("day", "open"))
        said = "Mon 23 Nov is still open: day close ends it, day open recovers it"
        assert page(run, now=at("09:00", TUESDAY))[1] == said
        assert said not in page(run, MONDAY, now=at("09:00", TUESDAY))
        ok(run("day", "open", now=at("09:00", TUESDAY)))
        assert said not in page(run, now=at("09:00", TUESDAY))

    def test_several(self, run: Run) -> None:
        def day(number: int) -> Any:
            from datetime import date

            from remoteos.domain.rituals import Workday

            made: Any = {"created_at": None, "updated_at": None}
            return Workday(id=str(number), date=date(2026, 11, number), zone="UTC", **made)

        assert lines.still_open([]) == ""
        assert lines.still_open([day(23), day(24)]) == (
            "Mon 23 Nov and Tue 24 Nov are still open: day open recovers them"
        )
        assert lines.still_open([day(20), day(23), day(24)]).startswith("1 more, Mon 23 Nov and")


class TestWhatComesBack:
    def test_the_first_thing_stands_on_top_of_the_next_open_day(self, run: Run) -> None:
        ok(run("day", "open"))
        ok(run("day", "close", "--tomorrow", "call Ana", now=at("17:00")))
        wednesday = at("09:00", WEDNESDAY)
        assert "First thing: call Ana" not in page(run, now=wednesday)
        ok(run("day", "open", now=wednesday))
        assert page(run, now=at("11:00", WEDNESDAY))[1] == "First thing: call Ana"
        ok(run("day", "close", now=at("17:00", WEDNESDAY)))
        assert "First thing: call Ana" not in page(run, now=at("17:00", WEDNESDAY))

    def test_the_foot_of_a_closed_day(self, run: Run) -> None:
        ok(run("day", "open", "--energy", "4", "--stress", "2"))
        ok(run("pulse", "add", "--energy", "3", "--note", "tired", now=at("14:00")))
        ok(run("day", "close", "--tomorrow", "call Ana", "--note", "long\nday", now=at("17:00")))
        ok(run("focus", "start", "release", "--reason", "release night", now=at("18:10")))
        ok(run("focus", "stop", now=at("18:30")))
        shown = page(run, MONDAY, now=at("09:00", TUESDAY))
        assert shown[shown.index("Tomorrow first: call Ana") :] == [
            "Tomorrow first: call Ana",
            "",
            "Private",
            "  09:00  energy 4, stress 2",
            "  14:00  energy 3  tired",
            "  18:10  worked after the day's end: release night",
            "  long",
            "  day",
        ]

    def test_today_it_stands_before_the_next_step(self, run: Run) -> None:
        ok(run("day", "open", "--energy", "4"))
        assert page(run)[-4:] == [
            "Private",
            "  09:00  energy 4",
            "",
            "Start a block: remoteos focus start INTENTION",
        ]

    def test_a_breach_without_a_reason_is_just_said(self, run: Run) -> None:
        ok(run("day", "open", now=at("21:00")))
        assert "  21:00  worked in offline hours" in page(run, now=at("21:00"))

    def test_what_was_noted_on_a_past_day_and_what_became_of_it(self, run: Run) -> None:
        for text, kind in (("a", "loop"), ("b", "idea"), ("c", "risk"), ("d", "loop"), ("e", "win")):
            capture(run, text, "--kind", kind)
        a, b, c, d = sorted(loops(run), key=lambda loop: loop["text"])
        ok(run("loop", short(a), "do"))
        ok(run("loop", short(b), "drop"))
        ok(run("loop", short(c), "ask", "--from", "Ana"))
        shown = page(run, MONDAY, now=at("09:00", TUESDAY))
        place = shown.index("Noted")
        assert sorted(shown[place + 1 : place + 5]) == sorted(
            [
                f"  · a  done  {a['id'][-4:]}",
                f"  ? b  let go  {b['id'][-4:]}",
                f"  ~ c  asked  {c['id'][-4:]}",
                f"  · d  open  {d['id'][-4:]}",
            ]
        )
        assert "Noted" not in page(run)

    def test_a_note_is_broken_between_words_on_a_terminal(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "60")
        monkeypatch.setenv("PAGER", "")
        ok(run("day", "open"))
        ok(run("day", "close", "--note", "a word " * 20, now=at("17:00")))
        shown = page(run, MONDAY, terminal=True)
        assert max(map(len, shown)) <= 60
        assert any(line.startswith("  a word a word") for line in shown)


def test_who_has_nothing_yet_is_sent_to_init(run: Run) -> None:
    assert page(run)[-1] == "Welcome. Set up remoteos in four short steps: remoteos init"
    ok(run("init", "--no-input"))
    assert page(run)[-1] == "Open the day: remoteos day open"


def test_a_record_is_enough_to_be_no_newcomer(run: Run) -> None:
    capture(run, "x")
    assert page(run)[-1] == "Open the day: remoteos day open"


def test_focus_is_said_without_contradiction(run: Run) -> None:
    start(run, "write", now=at("08:00"))
    ok(run("focus", "stop", now=at("08:45")))
    log(run, "unplanned", "07:00", "07:30")
    assert "Blocks  1 h 15 m of 4 h focus; of it planned 45 m of 50 m" in page(run)


class TestTheTerminalsWidth:
    LONG = "a very long text that nobody would ever want to read to its end on one line of a terminal"

    @pytest.fixture(autouse=True)
    def _terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setenv("LINES", "200")

    def full(self, run: Run, text: str) -> list[str]:
        """A day with one of each, their ids."""
        outcome = add_outcome(run, text, "--due", "friday", "--confidence", "3")
        ok(run("day", "open", "--outcome", short(outcome), "--no-input"))
        done = log(run, text, "07:00", "08:00", "--result", text)
        planned = plan(run, text, "--at", "14:00")
        loop = capture(run, text)
        running = start(run, text)
        return [str(one["id"])[-4:] for one in (outcome, done, planned, loop, running)]

    @pytest.mark.parametrize(
        "text", [LONG, "日本語の長い文章" * 12, "é" * 120], ids=["ascii", "wide", "accents"]
    )
    def test_every_line_fits_and_ends_with_its_id(self, run: Run, text: str) -> None:
        ids = self.full(run, text)
        shown = page(run, terminal=True)
        assert max(map(output.cells, shown)) <= 80
        for one in ids:
            found = [line for line in shown if line.endswith(f"  {one}")]  # short ids may meet across tables
            assert found
            assert all("…" in line and output.cells(line) >= 79 for line in found)

    def test_styles_take_no_room(self, run: Run) -> None:
        self.full(run, self.LONG)
        plain = page(run, terminal=True)
        styled = page(run, terminal=True, env={"NO_COLOR": None})
        assert [re.sub("\x1b\\[[0-9]*m", "", line) for line in styled] == plain
        assert styled != plain

    def test_in_a_pipe_nothing_is_cut(self, run: Run) -> None:
        self.full(run, self.LONG)
        shown = "\n".join(page(run))
        assert "…" not in shown
        assert shown.count(self.LONG) == 6

    def test_a_short_result_leaves_its_room_to_the_intention(self, run: Run) -> None:
        log(run, "x" * 90, "07:00", "08:00", "--result", "done")
        (line,) = [line for line in page(run, terminal=True) if "xxx" in line]
        assert "x… → done  " in line
        assert len(line) == 80

    def test_an_outcomes_title_is_worth_more_than_its_confidence(self, run: Run) -> None:
        def listed(title: str) -> str:
            outcome = add_outcome(
                run, title, "--due", "friday", "--confidence", "3", "--visibility", "private"
            )
            shown = ok(run("outcome", "list", terminal=True)).stdout.splitlines()
            return str(next(line for line in shown if line.endswith(outcome["id"][-4:])))

        assert "confidence 3/5, private  " in listed("x" * 28)
        assert f"○ {'y' * 40}  due 2026-11-27, private  " in listed("y" * 40)
        assert "z…  due 2026-11-27, private  " in listed("z" * 80)

    def test_however_narrow_something_is_shown(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "10")
        ids = self.full(run, self.LONG)
        shown = page(run, terminal=True)
        assert all(any(line.endswith(one) for line in shown) for one in ids)
        assert any("a very long…" in line for line in shown)


def test_the_footer_of_the_loops_explains_every_mark() -> None:
    shown = output.printable(lines.loops_footer())
    for part in ("· loop", "! interruption", "? idea", "~ risk", "remoteos loop ID"):
        assert part in shown
    assert max(map(output.cells, shown.splitlines())) <= 80


def test_the_day_in_the_readme_is_what_the_commands_print(run: Run) -> None:
    clock = iter(["08:58", "09:00", "09:00", "09:20", "09:48", "17:00", "17:10"])
    sample = README.read_text("utf-8").split("```console\n")[1].split("```")[0]
    real: dict[str, str] = {}
    for part in sample.split("$ remoteos ")[1:]:
        command, _, expected = part.partition("\n")
        now = at(next(clock))
        real.setdefault("69eb", next((loop["id"][-4:] for loop in loops(run, now=now)), "69eb"))
        if real["69eb"] == "69eb":
            del real["69eb"]
        done = ok(run(*(real.get(word, word) for word in shlex.split(command)), now=now))
        assert done.stderr == ""
        for said, found in zip(expected.splitlines(), done.stdout.splitlines(), strict=True):
            ids = [re.search(r"  ([0-9a-f]{4})$", line) for line in (said, found)]
            if ids[0] and ids[1]:
                real[ids[0][1]] = ids[1][1]
                assert said[:-4] == found[:-4]
            else:
                assert said == found
