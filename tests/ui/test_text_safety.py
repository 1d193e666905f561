"""Text from people is never markup and never terminal control, on any screen."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color

from remoteos.domain.text import printable
from remoteos.services import focus, rituals
from remoteos.services.desk import Desk
from remoteos.widgets.text import Guard
from scripts.tour import WAYS, Stop
from tests.conftest import NOW
from tests.ui.conftest import Seat, Sit
from tests.ui.hostile import ALL_AT_ONCE, CONTROL, LITERAL, ODD, furnish

STOPS = [stop for stop in WAYS if stop.day != "new"]


def ready(desk: Desk, stop: Stop, text: str) -> Desk:
    """A desk full of one text, on the kind of day that the stop wants."""
    furnished = furnish(desk, text)
    if stop.day == "between":
        focus.stop(furnished)
    if stop.day == "unopened":
        day = rituals.day_in_hand(furnished)
        furnished.store.commit("take the day away", delete=[day], at=furnished.now)
    return furnished


def segments(seat: Seat) -> list[Segment]:
    """What is drawn, before the terminal's own gate."""
    return [segment for strip in seat.app.screen._compositor.render_strips() for segment in strip]


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.name)
@pytest.mark.parametrize("text", [ALL_AT_ONCE, ODD["long word"]], ids=["all at once", "long word"])
async def test_every_screen_shows_every_text_literally_or_not_at_all(
    text: str, stop: Stop, desk: Desk, sit: Sit
) -> None:
    async with sit(ready(desk, stop, text)) as seat:
        assert_literal(seat)
        for key in stop.keys:
            await seat.press(key)
            assert_literal(seat)
        assert seat.app.failure is None


def assert_literal(seat: Seat) -> None:
    """What is drawn has no action and no link that came with a text, and nothing that a terminal obeys."""
    drawn = segments(seat)
    actions = [segment.style.meta for segment in drawn if segment.style and segment.style.meta]
    assert not any("quit" in str(meta.get("@click", "")) for meta in actions)
    assert not any(segment.style.link for segment in drawn if segment.style)
    whole = "".join(segment.text for segment in drawn)
    assert printable(whole) == whole


@pytest.mark.parametrize("name", LITERAL)
async def test_brackets_are_shown_as_they_were_typed(name: str, desk: Desk, sit: Sit) -> None:
    async with sit(furnish(desk, LITERAL[name])) as seat:
        for keys in ((), ("2",), ("3",), ("1", "l")):
            await seat.press(*keys)
            seat.sees(LITERAL[name])


@pytest.mark.parametrize("text", CONTROL.values(), ids=list(CONTROL))
def test_the_last_gate_lets_no_control_and_no_link_through(text: str) -> None:
    from rich.style import Style

    kept = Guard().apply([Segment(text, Style(link="http://example.org")), Segment("plain")], Color(0, 0, 0))
    assert all(part.text.isprintable() and not (part.style and part.style.link) for part in kept)
    assert kept[1].text == "plain"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("day", ["under way", "between", "unopened"])
def test_no_byte_of_it_reaches_a_real_terminal(
    day: str, make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    from tests.cli.terminal import Terminal

    ready(make_desk(), Stop("", (), day), "".join(CONTROL.values()))
    (tmp_path / "config.toml").write_text("")
    with Terminal(REMOTEOS_NOW=NOW, NO_COLOR=None) as terminal:
        terminal.until("help")
        for keys in (stop.keys for stop in STOPS if stop.day == day):
            for key in (*keys, "escape", "escape", "1"):
                terminal.press(KEYS.get(key, key))
                terminal.settle()
        assert terminal.process.poll() is None
    for forbidden in (
        b"\x1b]52",
        b"\x1b]8;",
        b"\x1bP1$r",
        "\x9b".encode(),
        "\x9d".encode(),
        "\u202e".encode(),
        b"aGk=",
    ):
        assert forbidden not in terminal.drawn


KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "pagedown": "\x1b[6~",
    "ctrl+p": "\x10",
    "comma": ",",
    "question_mark": "?",
    "right_square_bracket": "]",
}
