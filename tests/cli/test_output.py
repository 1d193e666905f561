import errno
import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remoteos.cli import output

FAST_FIXTURE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


class Screen(io.StringIO):
    """Keeps what is written, and may claim to be a terminal."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    screen = Screen()
    # Not sys.stdout itself: pytest puts its own there again between a fixture and its test.
    monkeypatch.setattr(output, "sys", SimpleNamespace(stdout=screen, stdin=screen, stderr=screen))
    return screen


@pytest.fixture
def terminal(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.delenv("NO_COLOR")
    screen.terminal = True
    return screen


def test_data_ends_with_a_newline(screen: Screen) -> None:
    output.data("one")
    output.data("")
    assert screen.getvalue() == "one\n\n"


def test_nothing_of_others_control_gets_out(terminal: Screen) -> None:
    output.data("a\x1b[31mb\x07\u202ec\x9b2J\ud800")
    assert terminal.getvalue() == "abc\n"


def test_styles_show_on_a_terminal_alone(terminal: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{output.bold('Today')} {output.dim('(default)')}"
    output.data(text)
    assert terminal.getvalue() == "\x1b[1mToday\x1b[0m \x1b[2m(default)\x1b[0m\n"
    monkeypatch.setenv("NO_COLOR", "1")
    output.data(text)
    monkeypatch.delenv("NO_COLOR")
    terminal.terminal = False
    output.data(text)
    assert terminal.getvalue().splitlines()[1:] == ["Today (default)"] * 2


def test_a_style_carries_no_control_along(terminal: Screen) -> None:
    output.data(output.bold("x\x1b[2Jy\x1b]0;z"))
    assert terminal.getvalue() == "\x1b[1mxy0;z\x1b[0m\n"


def test_json_is_one_object_with_its_schema_first(screen: Screen) -> None:
    zone = timezone(timedelta(hours=1))
    output.emit(
        {
            "at": datetime(2026, 11, 23, 9, tzinfo=zone),
            "utc": datetime(2026, 11, 23, 9, tzinfo=UTC),
            "day": date(2026, 11, 23),
            "from": time(9, 5),
            "name": "Zoë 👩\u200d💻",
            "none": None,
            "list": [{"n": 1.5, "ok": True}, ()],
        }
    )
    text = screen.getvalue()
    assert text.startswith('{"schema": 1, "at": "2026-11-23T09:00:00+01:00", ')
    assert text.endswith("}\n")
    assert text.count("\n") == 1
    assert json.loads(text) == {
        "schema": 1,
        "at": "2026-11-23T09:00:00+01:00",
        "utc": "2026-11-23T09:00:00+00:00",
        "day": "2026-11-23",
        "from": "09:05",
        "name": "Zoë 👩\u200d💻",
        "none": None,
        "list": [{"n": 1.5, "ok": True}, []],
    }


def test_json_is_indented_for_a_person(terminal: Screen) -> None:
    output.emit({"a": 1})
    assert terminal.getvalue() == '{\n  "schema": 1,\n  "a": 1\n}\n'


@FAST_FIXTURE
@given(
    text=st.text(
        st.one_of(
            st.characters(),
            st.characters(categories=["Cs"]),
            st.sampled_from('\x9d\x9b\x1b\x07\u2028"\\\u202e'),
        )
    )
)
def test_json_stays_json_whatever_it_carries(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    screen = Screen()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", screen)
        output.emit({"text": text, "after": 1})
    screen.getvalue().encode("utf-8")
    read = json.loads(screen.getvalue())
    assert read["after"] == 1
    assert set(read["text"]) <= set(text)
    if all(char.isprintable() for char in text):
        assert read["text"] == text


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (float("nan"), ValueError),
        (datetime(2026, 1, 1), ValueError),
        (Path("x"), TypeError),
        ({1}, TypeError),
        (Screen(), TypeError),
    ],
)
def test_what_has_no_form_in_json_is_a_defect(screen: Screen, value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        output.emit({"value": value})
    assert screen.getvalue() == ""


def test_notes_and_warnings_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    output.note("two\nlines\x1b[0m")
    output.warn("a name\x1b]0;\x07 with\nlines")
    read = capsys.readouterr()
    assert (read.out, read.err) == ("", "two\nlines\nremoteos: a name with lines\n")


def test_a_stderr_that_is_gone_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    for stream in (None, Closed()):
        monkeypatch.setattr(sys, "stderr", stream)
        output.warn("lost")


def test_a_stdout_that_is_closed_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OSError, match="standard output is closed"):
        output.data("lost")


@pytest.fixture
def pager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str | None]:
    """A pager that keeps what it was given, in a terminal of 10 lines."""
    kept = tmp_path / "paged"
    script = tmp_path / "pager"
    script.write_text(
        f"import sys, pathlib\npathlib.Path({str(kept)!r}).write_bytes(sys.stdin.buffer.read())\n"
    )
    monkeypatch.setenv("PAGER", f"{sys.executable} {script}")
    monkeypatch.setenv("LINES", "10")
    return lambda: kept.read_text("utf-8") if kept.exists() else None


def test_long_text_is_paged_on_a_terminal(terminal: Screen, pager: Callable[[], str | None]) -> None:
    output.page("line é\n" * 20)
    assert pager() == "line é\n" * 20 + "\n"
    assert terminal.getvalue() == ""


def test_short_text_is_not_paged(terminal: Screen, pager: Callable[[], str | None]) -> None:
    output.page("line\n" * 5)
    assert (pager(), terminal.getvalue()) == (None, "line\n" * 5 + "\n")


def test_into_a_file_nothing_is_paged(screen: Screen, pager: Callable[[], str | None]) -> None:
    output.page("line\n" * 20)
    assert (pager(), screen.getvalue()) == (None, "line\n" * 20 + "\n")


@pytest.mark.parametrize("command", ["", "no-such-pager-anywhere", "less 'unclosed", "/"])
def test_without_a_pager_that_works_the_text_is_shown(
    terminal: Screen, pager: Callable[[], str | None], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("PAGER", command)
    output.page("line\n" * 20)
    assert terminal.getvalue() == "line\n" * 20 + "\n"


def test_a_pager_that_is_left_early_is_no_error(terminal: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", f"{sys.executable} -c pass")
    monkeypatch.setenv("LINES", "10")
    output.page("line\n" * 300_000)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("plain", 5),
        ("größer…", 7),
        (f"{output.bold('a')} {output.dim('bc')}", 4),
        ("日本", 4),
        ("e\u0301", 1),
        ("🎉!", 3),
    ],
)
def test_cells_that_a_text_takes(text: str, cells: int) -> None:
    assert output.cells(text) == cells


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("a long one", None, "a long one"),
        ("a long one", 10, "a long one"),
        ("a long one", 9, "a long o…"),
        ("a long one", 8, "a long…"),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
    ],
)
def test_a_text_is_shortened_to_cells(text: str, most: int | None, shown: str) -> None:
    assert output.shortened(text, most) == shown


@given(text=st.text(), most=st.integers(1, 30))
def test_a_shortened_text_fits(text: str, most: int) -> None:
    assert output.cells(output.shortened(text, most)) <= most


def test_only_a_terminal_has_a_width(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    assert output.width() is None
    screen.terminal = True
    assert output.width() == 72
