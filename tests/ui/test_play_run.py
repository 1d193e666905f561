"""A run of a play by keys: its steps, what it leaves behind, its end, and what a shared screen shows."""

from datetime import date
from pathlib import Path

import pytest

from remoteos.domain.adoption import Adoption, Part
from remoteos.domain.asks import Ask
from remoteos.domain.captures import Capture
from remoteos.domain.decisions import Decision
from remoteos.domain.outcomes import Outcome
from remoteos.domain.playbook_times import Due
from remoteos.domain.playbooks import Measure, Play, Produced, Step, Words
from remoteos.domain.runs import Ending, Run
from remoteos.domain.text import printable
from remoteos.screens.play_run import RunScreen
from remoteos.services import history, playbook_imports, run_products, runs
from remoteos.services.desk import Desk
from tests.services.playbook_texts import playbook, raw
from tests.services.support import set_clock
from tests.ui.conftest import LARGE, SMALL, Seat, Sit
from tests.ui.hostile import ALL_AT_ONCE, LITERAL
from tests.ui.test_text_safety import segments

PRODUCTS = (
    Produced("outcome", "Nobody asks twice"),
    Produced("ask", "Two hours a week"),
    Produced("decision", "By voice only"),
    Produced("agreement", "Not after five"),
    Produced("ritual step", "Look at what went over"),
    Produced("update line", "Went over without a question"),
)

PLAY = Play(
    id="hand-over",
    title="Hand over a fault",
    when="A fault is open at the end of your shift.",
    steps=(
        Step("Write down what you know.", why="The next one starts there.", minutes=10, medium="the ticket"),
        Step("Ask for a line back.", evidence="The line, in the ticket", due=Due(2)),
        Step("Tell the customer."),
    ),
    produces=PRODUCTS,
    measures=(Measure("Taken on without a question back", "8 of 10", "In four weeks"),),
    questions=("What was missing?",),
    words=(Words("Your turn", "The fault is [fault].\nIt waits for you."), Words("", "Thank you.")),
)


@pytest.fixture
def run(desk: Desk) -> Run:
    """A run that was begun on Monday at nine."""
    return begun(desk, PLAY)


def begun(desk: Desk, play: Play) -> Run:
    source = playbook_imports.from_bytes(raw(playbook("help-desk", "1.0.0", play)))
    playbook_imports.apply(desk, playbook_imports.plan(desk, [source]))
    return runs.begin(desk, f"help-desk/{play.id}")


def now(desk: Desk) -> Run:
    (found,) = desk.store.all(Run)
    return found


async def go_to(seat: Seat, run: Run) -> None:
    seat.app.push_screen(RunScreen(seat.app.session, run.id))
    await seat.settle()


async def fill(seat: Seat, *texts: str) -> None:
    """Type into one field after the other, and save."""
    for text in texts[:-1]:
        await seat.type(text)
        await seat.press("tab")
    await seat.type(texts[-1])
    await seat.press("enter")


class TestSteps:
    @pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
    async def test_the_next_step_is_in_hand_with_all_that_helps_to_do_it(
        self, sit: Sit, run: Run, size: tuple[int, int]
    ) -> None:
        async with sit(size=size) as seat:
            await go_to(seat, run)
            seat.sees("Hand over a fault", "step 1 of 3 · due Wed · Help desk 1.0.0 · begun Mon 23 Nov")
            seat.sees("▸ 1 Write down what you know.", "○ 2 Ask for a line back.", "due Wed")
            seat.sees("why The next one starts there.", "how 10 m · the ticket", "LEAVES BEHIND")
            seat.sees("space done", "s skip", "n note", "v evidence", "m make", "y words", "f finish")
            seat.sees_not("o open again")
            await seat.press("down")
            seat.sees("due Wed 25 Nov", "leaves The line, in the ticket")

    async def test_from_the_first_step_to_the_last(self, sit: Sit, desk: Desk, run: Run) -> None:
        async with sit() as seat:
            await go_to(seat, run)
            await seat.press("space")
            assert seat.toast == "Step 1 is done.  (u takes it back)"
            seat.sees("step 2 of 3", "✓ 1 Write down what you know. done", "▸ 2 Ask for a line back.")
            await seat.press("s", "enter")
            seat.sees("Skip step 2?", "Ask for a line back.", "A reason is needed")
            await fill(seat, "they sit beside me")
            assert "Step 2 is skipped." in seat.toast
            seat.sees("× 2 Ask for a line back. skipped", "▸ 3 Tell the customer.")
            await seat.press("space")
            assert "All steps are through: f finishes the run." in seat.toast
            seat.sees("all 3 steps are through")
            await seat.press("up")
            seat.sees("skipped they sit beside me · Mon 23 Nov, 09:00")
        assert [step.state for step in now(desk).steps] == ["done", "skipped", "done"]

    async def test_steps_are_done_in_any_order_and_what_was_left_out_comes_next(
        self, sit: Sit, desk: Desk, run: Run
    ) -> None:
        async with sit() as seat:
            await go_to(seat, run)
            await seat.press("down", "down", "space")
            seat.sees("step 1 of 3", "why The next one starts there.")
            await seat.press("space", "space")
        assert now(desk).done == 3

    async def test_o_opens_a_step_again_and_u_takes_back_what_was_done(
        self, sit: Sit, desk: Desk, run: Run
    ) -> None:
        async with sit() as seat:
            await go_to(seat, run)
            await seat.press("space", "up")
            seat.sees("o open again", "done Mon 23 Nov, 09:00")
            seat.sees_not("space done")
            await seat.press("space", "s", "o")
            assert "Step 1 is open again." in seat.toast
            assert now(desk).steps[0].state == "open"
            await seat.press("u")
            assert now(desk).steps[0].state == "done"
            await seat.press("u")
            seat.sees("step 1 of 3")
        assert now(desk) == run

    async def test_a_note_and_what_there_is_to_show_stay_with_the_step(
        self, sit: Sit, desk: Desk, run: Run
    ) -> None:
        async with sit() as seat:
            await go_to(seat, run)
            await seat.press("n", "enter")
            seat.sees("A note on step 1", "A note is needed")
            await fill(seat, "the log was gone")
            await seat.press("v")
            seat.sees("What step 1 leaves behind", "what exists now, and where")
            await fill(seat, "ticket 12")
            seat.sees("my note the log was gone", "to show ticket 12", "step 1 of 3")
            await seat.press("n")
            assert seat.app.focused.value == "the log was gone"  # type: ignore[union-attr]
        assert (now(desk).steps[0].note, now(desk).steps[0].evidence) == ("the log was gone", "ticket 12")

    async def test_leaving_loses_nothing_and_days_later_it_says_what_is_late(
        self, sit: Sit, desk: Desk, run: Run
    ) -> None:
        async with sit() as seat:
            await go_to(seat, run)
            await seat.press("space", "n")
            await seat.type("half a thou")
            await seat.press("escape", "escape")
            assert seat.screen == "TodayScreen"
            set_clock(desk, "2026-11-27 10:00")
            await go_to(seat, run)
            seat.sees("step 2 of 3 · 2 d late", "due Wed 25 Nov, 2 days late")
            await seat.press("n")
            seat.sees("What you typed before is back.")
            assert seat.app.focused.value == "half a thou"  # type: ignore[union-attr]

    async def test_a_change_of_the_playbook_touches_no_run_and_a_run_taken_back_is_gone(
        self, sit: Sit, run: Run
    ) -> None:
        async with sit() as seat:
            await go_to(seat, run)
            await seat.press("u")
            seat.sees("No run", "This run is gone: beginning it was taken back.", "esc goes back")
            await seat.press("space", "s", "o", "n", "v", "m", "y", "f", "x")
            assert seat.screen == "RunScreen"
            await seat.press("u")
            assert seat.app.failure is None


class TestWhatItLeavesBehind:
    async def test_m_makes_each_kind_in_its_place(self, sit: Sit, desk: Desk, run: Run) -> None:
        says = (
            "It becomes an outcome",
            "an ask, in your ledger",
            "a decision",
            "agree on",
            "rituals",
            "a win",
        )
        async with sit(size=LARGE) as seat:
            await go_to(seat, run)
            await seat.press("down", "down")
            for product, said in zip(PRODUCTS, says, strict=True):
                await seat.press("down", "m")
                seat.sees(f"Make a{'n' * (product.kind[0] in 'ao')} {product.kind}", said)
                if product.kind == "ask":
                    await seat.press("enter")
                    seat.sees("A name is needed")
                    await fill(seat, "Two hours a week, by Friday", "Dana Ruiz")
                elif product.kind == "ritual step":
                    await seat.press("tab", "s", "enter")
                else:
                    await seat.press("enter")
                seat.sees(f"✓ {product.kind}: {product.text}", f"Made: {product.kind}.")
                await seat.press("escape") if seat.screen != "RunScreen" else None
        (ask,), (outcome,), (decision,) = (desk.store.all(kind) for kind in (Ask, Outcome, Decision))
        assert (ask.text, ask.asked_of) == ("Two hours a week, by Friday", "Dana Ruiz")
        assert (outcome.title, decision.text) == ("Nobody asks twice", "By voice only")
        (win,), (adoption,) = desk.store.all(Capture), desk.store.all(Adoption)
        assert (win.kind, win.text) == ("win", "Went over without a question")
        assert adoption.parts == (
            Part("agreement", "Not after five"),
            Part("start", "Look at what went over"),
        )
        assert [made.link is not None for made in now(desk).made] == [True] * 6

    async def test_on_a_step_it_asks_what_and_the_same_words_twice_are_refused(
        self, sit: Sit, desk: Desk, run: Run
    ) -> None:
        async with sit() as seat:
            await go_to(seat, run)
            await seat.press("m")
            seat.sees("What do you want to make?", "ask: Two hours a week")
            await seat.press("down", "down", "enter", "enter")
            seat.sees("made", "made By voice only")
            await seat.press("m", "enter")
            seat.sees("This decision was made already: “By voice only”. Nothing")
            await fill(seat, "By voice, or by mail")
            seat.sees("made 2×")
            history.undo(desk)
            desk.store.commit("let it go", delete=desk.store.all(Decision), at=desk.now)
            await seat.at("09:10")
            seat.sees("made By voice only · gone since")

    @pytest.mark.parametrize("key", ["enter", "y"])
    async def test_y_shows_words_whole_and_copies_them(
        self, sit: Sit, run: Run, key: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.delenv("DISPLAY", raising=False)
        async with sit() as seat:
            await go_to(seat, run)
            await seat.press("y")
            seat.sees("Which words?", "Your turn", "2 lines", "Thank you.", "1 line")
            await seat.press("enter")
            seat.sees("The fault is [fault].", "It waits for you.", "enter copy", "w write a file")
            await seat.press(key)
            assert seat.app.clipboard == "The fault is [fault].\nIt waits for you."
            assert "y and then w writes a file" in seat.toast
            assert "takes it back" not in seat.toast

    async def test_w_writes_the_words_to_a_file_and_says_why_not(
        self, sit: Sit, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        async with sit() as seat:
            await go_to(seat, run)
            await seat.press("y", "enter", "w")
            assert seat.app.focused.value == "~/your-turn.txt"  # type: ignore[union-attr]
            await fill(seat, "gone/words.txt")
            seat.sees("Write the words to a file", "cannot be written: there is no folder")
            await fill(seat, "words.txt")
            assert "Written." in seat.toast
        assert (tmp_path / "words.txt").read_text() == "The fault is [fault].\nIt waits for you.\n"


class TestItsEnd:
    @pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
    async def test_f_says_how_it_went_with_measures_and_questions(
        self, sit: Sit, desk: Desk, run: Run, size: tuple[int, int]
    ) -> None:
        for number in (1, 2, 3):
            runs.mark(desk, run.id, number, "done")
        async with sit(size=size) as seat:
            await go_to(seat, run)
            await seat.press("f", "enter")
            seat.sees("Finish “Hand over a fault”", "3 of 3 steps are through.", "enter finish")
            seat.sees("Did it work? Say yes, partly or no: the arrow keys choose.")
            await seat.press("p", "tab")
            await seat.type("ages")
            await seat.press("enter")
            seat.sees("'ages' is no time: type minutes, such as 50, or 1h30.", "enter finish")
            await seat.type("1h 30m")
            await seat.press("tab")
            await seat.type("slower than I thought")
            await seat.press("tab")
            seat.sees("Taken on without a question back", "target: 8 of 10 · In four weeks", "Found")
            await seat.press("tab")
            seat.sees("What was missing?", "Answer")
            await fill(seat, "the log")
            assert seat.toast.startswith("Finished.")
            seat.sees("finished Mon 23 Nov", "◐ It worked in part, in 1 h 30 m: slower than I thought")
            seat.sees("○ Taken on without a question back not yet", "✓ What was missing?", "the log")
            seat.sees("took 1 h 30 m", "steps 3 done", "f what came of it", "o go on with it")
        ended = now(desk)
        assert (ended.worked, ended.minutes, ended.measured, ended.answers) == (
            "partly",
            90,
            (),
            ("the log",),
        )

    async def test_steps_that_are_left_out_need_one_reason(self, sit: Sit, desk: Desk, run: Run) -> None:
        runs.mark(desk, run.id, 1, "done")
        async with sit() as seat:
            await go_to(seat, run)
            await seat.press("f", "y", "enter")
            seat.sees("Steps 2 and 3 are still open. Why are they left out? A reason helps")
            await seat.press("tab", "tab", "tab")
            await fill(seat, "it was mended")
            seat.sees("✓ It worked", "steps 1 done · 2 skipped")
        assert [step.reason for step in now(desk).steps] == ["", "it was mended", "it was mended"]

    async def test_weeks_later_f_says_what_a_measure_showed(self, sit: Sit, desk: Desk, run: Run) -> None:
        runs.finish(desk, run.id, Ending(worked="yes", rest="no"))
        set_clock(desk, "2026-12-21 09:00")
        async with sit() as seat:
            await go_to(seat, run)
            await seat.press("down")
            seat.sees("found not yet; f says it, also in some weeks")
            await seat.press("f")
            seat.sees("What came of “Hand over a fault”", "target: 8 of 10 · In four weeks")
            await fill(seat, "9 of 10")
            seat.sees("✓ Taken on without a question back", "found 9 of 10")
            await seat.press("down", "f")
            await fill(seat, "the log")
            seat.sees("answer the log")
        assert (now(desk).measured, now(desk).answers) == (("9 of 10",), ("the log",))

    async def test_x_gives_it_up_and_o_goes_on_with_it(self, sit: Sit, desk: Desk, run: Run) -> None:
        async with sit() as seat:
            await go_to(seat, run)
            await seat.press("space", "x")
            seat.sees("Give this run up?", "“Hand over a fault”: what was done stays")
            await seat.press("escape")
            assert now(desk).is_open
            await seat.press("x")
            await fill(seat, "mended by itself")
            seat.sees("given up Mon 23 Nov", "× Given up: mended by itself", "steps 1 done")
            seat.sees_not("m make", "x give up", "space done")
            await seat.press("space", "x", "m")
            assert seat.screen == "RunScreen"
            await seat.press("o")
            seat.sees("step 2 of 3")
        assert (now(desk).is_open, now(desk).done) == (True, 1)

    async def test_what_another_process_did_to_it_meanwhile_is_said(
        self, sit: Sit, desk: Desk, run: Run
    ) -> None:
        async with sit() as seat:
            await go_to(seat, run)
            await seat.press("f", "y", "tab", "tab", "tab")
            runs.abandon(desk, run.id, "")
            await fill(seat, "because")
            seat.sees("The run of “Hand over a fault” is abandoned already.")
            await seat.press("escape")
            seat.sees("Given up")


class TestOnASharedScreen:
    SECRETS = ("fault", "Write", "log was", "ticket", "They sit", "Two hours", "Help desk", "Dana", "slower")

    @pytest.mark.parametrize("ended", [False, True], ids=["open", "ended"])
    async def test_h_hides_all_that_a_run_says(self, sit: Sit, desk: Desk, run: Run, ended: bool) -> None:
        runs.mark(desk, run.id, 1, "done", note="the log was gone", evidence="ticket 12")
        runs.mark(desk, run.id, 2, "skipped", reason="They sit beside me")
        run_products.produce(desk, run.id, 2, text="Two hours from Dana", asked_of="Dana")
        if ended:
            answers = {1: "the log was gone"}
            runs.finish(desk, run.id, Ending(worked="yes", note="slower", rest="ticket", answers=answers))
        async with sit() as seat:
            await go_to(seat, run)
            await seat.press("home", "h")
            for _ in range(12):
                seat.sees("▒▒▒▒▒▒", "private hidden")
                seat.sees_not(*self.SECRETS)
                await seat.press("down")
            for key in ("s", "n", "v", "m", "y", "f", "x", "o", "space"):
                await seat.press(key)
                assert seat.screen == "RunScreen", key
                seat.sees_not(*self.SECRETS)
            assert "Hidden while the screen is shared" in seat.toast
            assert now(desk).is_open is not ended
            await seat.press("h")
            seat.sees("Hand over a fault")


class TestTextsOfPeople:
    async def test_hostile_texts_are_shown_as_they_are_or_cut(self, sit: Sit, desk: Desk, run: Run) -> None:
        runs.mark(desk, run.id, 1, "done", note=LITERAL["action"], evidence=LITERAL["style"])
        runs.mark(desk, run.id, 2, "skipped", reason=ALL_AT_ONCE)
        async with sit(size=LARGE) as seat:
            await go_to(seat, run)
            await seat.press("home")
            seat.sees("my note [@click=app.quit]x[/]", "to show [bold red]loud[/bold red]")
            await seat.press("down", "pagedown", "pagedown")
            assert not any(segment.style.link for segment in segments(seat) if segment.style)
            whole = "".join(segment.text for segment in segments(seat))
            assert printable(whole) == whole
            assert seat.app.failure is None

    async def test_a_long_title_leaves_room_for_how_far_it_is(self, sit: Sit, desk: Desk) -> None:
        title = "When " + "everybody asks and " * 12 + "nobody answers"
        run = begun(desk, Play(id="long", title=title, when="Now.", steps=(Step("Do it. " * 40),)))
        async with sit() as seat:
            await go_to(seat, run)
            seat.sees("step 1 of 1 · Help desk 1.0.0")
            seat.sees_not("m make", "y words")
            await seat.press("m", "y", "f")
            seat.sees("enter finish")
        assert run.started_on == date(2026, 11, 23)
