"""The pieces that screens are made of, each on a page of its own."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget

from remoteos.domain.errors import Refused
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.dialogs.pick import Candidate, Pick
from remoteos.widgets.choice import Choice
from remoteos.widgets.fields import Field
from remoteos.widgets.key_bar import KeyBar, KeyHint
from remoteos.widgets.navigation import Navigation, StatusLine
from remoteos.widgets.navigation import Place as NavigationPlace
from remoteos.widgets.rows import Row, Rows
from remoteos.widgets.text import plain, said
from tests.ui.conftest import Seat, Sit


class Page(App[None]):
    """One widget, and what it told."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.told: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_rows_selected(self, event: Rows.Selected) -> None:
        self.told.append(event.id)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        self.told.append(event.value)

    def on_navigation_chosen(self, event: Navigation.Chosen) -> None:
        self.told.append(event.mode)

    def action_note(self, what: str) -> None:
        self.told.append(what)


@asynccontextmanager
async def on_page(
    widget: Widget, size: tuple[int, int] = (40, 10)
) -> AsyncIterator[tuple[Page, Pilot[None]]]:
    app = Page(widget)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def drawn(app: App[None]) -> list[str]:
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def heading(text: str) -> Row:
    return Row("", plain(text))


def row(number: int) -> Row:
    return Row(f"r{number}", plain(f"row {number}"), plain(f"{number} m"))


# Rows


MIXED = [heading("A"), heading(""), row(1), row(2), heading("B"), row(3), heading("end")]


async def test_the_cursor_walks_over_headings_and_stops_at_the_ends() -> None:
    rows = Rows()
    async with on_page(rows) as (_, pilot):
        rows.show(MIXED)
        assert rows.current == "r1"
        await pilot.press("up")
        assert rows.current == "r1"
        await pilot.press("down", "down")
        assert rows.current == "r3"
        await pilot.press("down", "j")
        assert rows.current == "r3"
        await pilot.press("k", "home")
        assert rows.current == "r1"
        await pilot.press("end")
        assert rows.current == "r3"


async def test_the_headings_above_the_first_row_come_back_into_sight() -> None:
    rows = Rows()
    async with on_page(rows, (40, 3)) as (app, pilot):
        rows.show([heading("A"), *(row(number) for number in range(9))])
        await pilot.press("end")
        assert "A" not in drawn(app)[0]
        await pilot.press("home")
        assert drawn(app)[0].startswith("A")


async def test_page_keys_move_by_what_is_in_sight() -> None:
    rows = Rows()
    async with on_page(rows, (40, 10)) as (_, pilot):
        rows.show([row(number) for number in range(100)])
        await pilot.press("pagedown")
        assert rows.current == "r9"
        await pilot.press("pagedown", "pageup")
        assert rows.current == "r9"
        await pilot.press("pageup", "pageup")
        assert rows.current == "r0"
        await pilot.press("end", "pagedown")
        assert rows.current == "r99"


async def test_keys_in_an_empty_list_do_nothing() -> None:
    rows = Rows(empty="Nothing here. c notes something.")
    async with on_page(rows) as (app, pilot):
        for content in ((), (heading("only this"),)):
            rows.show(content)
            await pilot.press("down", "up", "pageup", "pagedown", "home", "end", "enter")
            assert rows.current == ""
            assert app.told == []
        rows.show(())
        await pilot.pause()
        assert "Nothing here. c notes something." in drawn(app)[0]


async def test_the_cursor_stays_on_its_row_and_else_near_it() -> None:
    rows = Rows()
    async with on_page(rows) as (_, pilot):
        rows.show([row(number) for number in range(5)])
        rows.go_to("r2")
        rows.show([row(4), row(3), row(2), row(1)])
        assert rows.current == "r2"
        rows.show([row(4), row(3), row(1)])
        assert rows.current == "r1"
        rows.show([row(4)])
        assert rows.current == "r4"
        rows.show([])
        rows.show([row(7)])
        assert rows.current == "r7"
        assert not rows.go_to("r9")
        assert rows.current == "r7"
        await pilot.pause()


async def test_ten_thousand_rows_cost_what_ten_do() -> None:
    def fastest(rows: Rows, count: int) -> float:
        made = [row(number) for number in range(count)]
        times = []
        for _ in range(5):
            began = time.perf_counter()
            rows.show(made)
            rows.action_edge(1)
            rows.render_line(0)
            times.append(time.perf_counter() - began)
        return min(times)

    rows = Rows()
    async with on_page(rows) as (app, pilot):
        assert fastest(rows, 10_000) < 0.5
        await pilot.press("end")
        assert rows.current == "r9999"
        assert "row 9999" in drawn(app)[-1]
        assert len(rows.children) == 0


async def test_two_lines_of_a_row_belong_together() -> None:
    rows = Rows()
    async with on_page(rows, (40, 4)) as (app, pilot):
        rows.show([row(number)._replace(under=plain(f"beneath {number}")) for number in range(6)])
        await pilot.press("down", "down")
        assert [line.split("  ")[0].strip() for line in drawn(app)] == [
            "row 1",
            "beneath 1",
            "row 2",
            "beneath 2",
        ]
        await pilot.click(Rows, offset=(2, 1))
        assert rows.current == "r1"


async def test_what_stands_at_the_right_is_whole_and_the_text_is_cut() -> None:
    rows = Rows()
    async with on_page(rows, (20, 3)) as (app, pilot):
        rows.show([Row("a", plain("a long text that has no room"), plain("3 d late"))])
        await pilot.pause()
        assert drawn(app)[0] == "a long tex… 3 d late"


async def test_wide_characters_are_never_halved() -> None:
    rows = Rows()
    for width in range(3, 24):
        async with on_page(rows := Rows(), (width, 2)) as (app, pilot):
            rows.show([Row("a", plain("会議のメモを書く👩‍🚀終わり"), plain("3 d"))])
            await pilot.pause()
            assert Content(drawn(app)[0]).cell_length == width


async def test_a_click_moves_and_a_second_one_chooses() -> None:
    rows = Rows()
    async with on_page(rows) as (app, pilot):
        rows.show(MIXED)
        await pilot.click(Rows, offset=(2, 3))
        assert (rows.current, app.told) == ("r2", [])
        await pilot.click(Rows, offset=(2, 3))
        assert app.told == ["r2"]
        await pilot.click(Rows, offset=(2, 4))
        await pilot.click(Rows, offset=(2, 9))
        assert rows.current == "r2"
        await pilot.press("enter")
        assert app.told == ["r2", "r2"]


async def test_the_cursor_stays_in_sight_when_the_terminal_shrinks() -> None:
    rows = Rows()
    async with on_page(rows, (40, 20)) as (app, pilot):
        rows.show([row(number) for number in range(40)])
        rows.go_to("r19")
        await pilot.resize_terminal(40, 5)
        await pilot.pause()
        assert any("row 19" in line for line in drawn(app))


# Choice


FEW = (("deep", "deep"), ("meetings", "meetings"), ("mixed", "mixed"))


async def test_a_choice_is_made_by_arrows_digits_letters_and_mouse() -> None:
    choice = Choice(FEW, "deep")
    async with on_page(choice) as (app, pilot):
        assert "[deep]  meetings   mixed" in drawn(app)[0]
        await pilot.press("right", "right", "right", "left")
        assert choice.value == "mixed"
        await pilot.press("2")
        assert choice.value == "meetings"
        await pilot.press("m")
        assert choice.value == "mixed"
        await pilot.press("m", "d", "x", "9", "0")
        assert choice.value == "deep"
        await pilot.click(Choice, offset=(8, 0))
        assert choice.value == "meetings"
        assert app.told[-1] == "meetings"


async def test_a_choice_with_little_room_shows_the_chosen_one_between_arrows() -> None:
    choice = Choice(FEW, "meetings")
    async with on_page(choice, (18, 2)) as (app, pilot):
        assert drawn(app)[0].strip() == "‹ meetings › 2/3"
        await pilot.click(Choice, offset=(0, 0))
        assert choice.value == "deep"
        await pilot.click(Choice, offset=(12, 0))
        assert choice.value == "meetings"
        choice.value = "nothing of these"
        await pilot.pause()
        assert "nothing" in drawn(app)[0]


async def test_a_choice_of_nothing_does_nothing() -> None:
    choice = Choice(())
    async with on_page(choice) as (_, pilot):
        await pilot.press("right", "left", "1", "a")
        assert choice.value == ""
        assert choice.index is None


# The footer


HINTS = [
    KeyHint("i", "interruption", "app.note('i')"),
    KeyHint("shift+up", "earlier", "app.note('earlier')"),
    KeyHint("c", "capture", "app.note('c')"),
    KeyHint("會", "全角", "app.note('wide')"),
    KeyHint("?", "help", "app.note('help')"),
]


@pytest.mark.parametrize("width", [*range(20, 60), 80, 120, 200])
async def test_the_footer_ends_with_help_and_cuts_no_hint(width: int) -> None:
    bar = KeyBar()
    async with on_page(bar, (width, 3)) as (app, pilot):
        bar.show(HINTS)
        await pilot.pause()
        line = drawn(app)[-1]
        assert line.rstrip().endswith("? help")
        whole = [f"{hint.key} {hint.label}" for hint in HINTS]
        assert [part for part in line.strip().split("  ") if part.strip()] == [
            f"{hint.key} {hint.label}" for hint in bar.shown
        ]
        assert [f"{hint.key} {hint.label}" for hint in bar.shown[:-1]] == whole[: len(bar.shown) - 1]
        assert "…" not in line


async def test_a_click_on_a_key_does_what_it_does() -> None:
    bar = KeyBar()
    async with on_page(bar, (80, 3)) as (app, pilot):
        bar.show(HINTS)
        await pilot.pause()
        line = drawn(app)[-1]
        for text, told in (("interruption", "i"), ("earlier", "earlier"), ("capture", "c"), ("help", "help")):
            at = Content(line[: line.index(text)]).cell_length
            await pilot.click(KeyBar, offset=(at, 0))
            assert app.told[-1] == told
        before = len(app.told)
        await pilot.click(KeyBar, offset=(79, 0))
        assert len(app.told) == before


async def test_an_empty_footer_is_a_line() -> None:
    bar = KeyBar()
    async with on_page(bar) as (app, _):
        assert drawn(app)[-1].strip() == ""
        assert bar.shown == ()


# The top


PLACES = [
    NavigationPlace("today", "1", "Today"),
    NavigationPlace("focus", "2", "Focus"),
    NavigationPlace("o", "3", "Outcomes"),
]


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 200])
async def test_what_stands_at_the_right_of_the_top_is_never_lost(width: int) -> None:
    navigation = Navigation(PLACES, "focus")
    async with on_page(navigation, (width, 3)) as (app, pilot):
        navigation.show((" private ", "bold"), " ", "Mon 23")
        await pilot.pause()
        assert drawn(app)[0].rstrip().endswith(" private  Mon 23")
        if width >= 40:
            assert "2 Focus" in drawn(app)[0]


@pytest.mark.parametrize("width", [40, 80])
async def test_a_click_on_a_page_chooses_it_at_every_width(width: int) -> None:
    navigation = Navigation(PLACES, "focus")
    async with on_page(navigation, (width, 3)) as (app, pilot):
        navigation.show("Monday 23 November")
        await pilot.pause()
        for key, mode in (("1", "today"), ("2", "focus"), ("3", "o")):
            await pilot.click(Navigation, offset=(drawn(app)[0].index(key), 0))
            assert app.told[-1] == mode


@pytest.mark.parametrize("width", range(8, 100, 7))
async def test_the_tail_of_the_status_line_is_never_cut(width: int) -> None:
    line = StatusLine()
    async with on_page(line, (width, 3)) as (app, pilot):
        line.show(
            plain("Day open 08:55 · shutdown 17:30"), said("● write section 3 of the report"), plain(" 36:12")
        )
        await pilot.pause()
        assert drawn(app)[0].rstrip().endswith(" 36:12")
        assert Content(drawn(app)[0]).cell_length == width


# Forms


async def ask(seat: Seat, save: Callable[[Values], object], **more: object) -> list[bool | None]:
    """Open a form with two texts and a choice; what it answered."""
    answers: list[bool | None] = []
    form = Form(
        seat.app.session,
        "A form",
        [
            Field("what", "What", "first", check=_no_digits),
            Field("why", "Why", hint="a hint"),
            Field("kind", "Kind", "b", options=(("a", "one"), ("b", "two"))),
        ],
        save,
        **more,  # type: ignore[arg-type]
    )
    seat.app.push_screen(form, answers.append)
    await seat.settle()
    return answers


def _no_digits(text: str) -> None:
    if any(map(str.isdigit, text)):
        raise ValueError("No digits here.")


async def test_enter_in_any_field_saves_what_all_of_them_hold(sit: Sit) -> None:
    saved: list[Values] = []
    async with sit() as seat:
        answers = await ask(seat, saved.append)
        await seat.press("tab")
        await seat.type("  because  ")
        await seat.press("tab", "left", "enter")
        assert saved == [{"what": "first", "why": "because", "kind": "a"}]
        assert answers == [True]


async def test_wrong_input_stays_with_one_line_that_says_why(sit: Sit) -> None:
    saved: list[Values] = []
    async with sit() as seat:
        await ask(seat, saved.append)
        await seat.type("room 7")
        await seat.press("tab", "enter")
        seat.sees("No digits here.", "room 7")
        assert saved == []
        assert seat.app.focused is not None
        assert seat.app.focused.value == "room 7"  # type: ignore[attr-defined]


async def test_a_refusal_of_the_rules_or_the_disk_stays_too(sit: Sit) -> None:
    reasons: list[Exception] = [Refused("Not today."), OSError(28, "No space left on device")]

    def refuse(_: Values) -> None:
        if reasons:
            raise reasons.pop(0)

    async with sit() as seat:
        answers = await ask(seat, refuse)
        await seat.type("half a thought")
        await seat.press("enter")
        seat.sees("Not today.", "half a thought")
        await seat.press("enter")
        seat.sees("Not saved: No space left on device.", "half a thought")
        await seat.press("enter")
        assert answers == [True]


async def test_what_was_typed_comes_back_after_escape_until_it_is_saved(sit: Sit) -> None:
    async with sit() as seat:
        answers = await ask(seat, lambda _: None)
        await seat.type("half a thought")
        await seat.press("escape")
        assert answers == [False]
        await ask(seat, lambda _: None)
        seat.sees("half a thought", "What you typed before is back.")
        await seat.press("enter")
        await ask(seat, lambda _: None)
        seat.sees("first")
        seat.sees_not("half a thought", "is back")


async def test_a_form_left_as_it_was_keeps_no_draft(sit: Sit) -> None:
    async with sit() as seat:
        await ask(seat, lambda _: None)
        await seat.press("escape")
        assert seat.app.session.drafts == {}


async def test_drafts_of_different_forms_stay_apart(sit: Sit) -> None:
    async with sit() as seat:
        await ask(seat, lambda _: None, name="one")
        await seat.type("for one")
        await seat.press("escape")
        await ask(seat, lambda _: None, name="two")
        seat.sees_not("for one")


async def test_what_was_typed_before_stays_while_the_screen_is_shared(sit: Sit) -> None:
    async with sit() as seat:
        await ask(seat, lambda _: None)
        await seat.type("half a thought")
        await seat.press("escape", "h")
        await ask(seat, lambda _: None)
        seat.sees_not("half a thought")
        await seat.type("another")
        await seat.press("escape", "h")
        await ask(seat, lambda _: None)
        seat.sees("half a thought")


# Picking


NAMES = ("write section 3", "call Ana", "write to Ana", "Übung [b]x[/b]")


async def pick(seat: Seat, **more: str) -> list[str | None]:
    answers: list[str | None] = []
    candidates = [Candidate(f"c{at}", name, f"{at} m") for at, name in enumerate(NAMES)]
    seat.app.push_screen(Pick(seat.app.session, "Which?", candidates, **more), answers.append)
    await seat.settle()
    return answers


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("", "c0"), ("ana", "c1"), ("ana write", "c2"), ("WRITE", "c0"), ("übung", "c3"), ("[b]", "c3")],
)
async def test_typing_narrows_and_enter_takes_the_nearest(sit: Sit, typed: str, chosen: str) -> None:
    async with sit() as seat:
        answers = await pick(seat)
        await seat.type(typed)
        await seat.press("enter")
        assert answers == [chosen]


async def test_the_arrows_move_while_the_field_keeps_the_focus(sit: Sit) -> None:
    async with sit() as seat:
        answers = await pick(seat)
        await seat.press("down", "down", "up", "enter")
        assert answers == ["c1"]


async def test_what_fits_nothing_is_no_answer(sit: Sit) -> None:
    async with sit() as seat:
        answers = await pick(seat)
        await seat.type("nothing like it")
        await seat.press("enter")
        seat.sees("Nothing fits.")
        assert answers == []
        await seat.press("escape")
        assert answers == [None]


async def test_a_new_text_can_be_an_answer_unless_it_is_there_already(sit: Sit) -> None:
    async with sit() as seat:
        answers = await pick(seat, new="Add")
        await seat.type("something new")
        seat.sees("Add: something new")
        await seat.press("enter")
        assert answers == ["new:something new"]
        await pick(seat, new="Add")
        await seat.type("call ana")
        seat.sees_not("Add: ")


async def test_a_pick_shows_text_as_it_is_and_is_clicked(sit: Sit) -> None:
    async with sit() as seat:
        answers = await pick(seat)
        seat.sees("Übung [b]x[/b] 3 m")
        assert await seat.pilot.click(Rows, offset=(3, 2))
        assert await seat.pilot.click(Rows, offset=(3, 2))
        await seat.settle()
        assert answers == ["c2"]
