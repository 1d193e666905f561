import io
import sys
from datetime import date, datetime, time
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.cli import params
from remoteos.cli.session import Session
from remoteos.domain.errors import BadInput

ENVIRON = {
    "REMOTEOS_NOW": "2026-11-25T09:00:00+01:00",
    "TZ": "Europe/Berlin",
    "REMOTEOS_CONFIG": "/nonexistent",
}
"""A Wednesday."""


def session(**changes: str) -> Session:
    return Session({**ENVIRON, **changes})


def read(kind: click.ParamType[Any], text: str, **changes: str) -> Any:
    return kind.convert(text, None, click.Context(click.Command("x"), obj=session(**changes)))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-02-28", date(2026, 2, 28)),
        (" today ", date(2026, 11, 25)),
        ("Yesterday", date(2026, 11, 24)),
        ("tomorrow", date(2026, 11, 26)),
        ("thursday", date(2026, 11, 26)),
        ("fri", date(2026, 11, 27)),
        ("tuesday", date(2026, 12, 1)),
        ("wednesday", date(2026, 12, 2)),
        ("WED", date(2026, 12, 2)),
    ],
)
def test_dates(typed: str, day: date) -> None:
    assert read(params.DATE, typed) == day


def test_today_is_the_workday_s_date() -> None:
    night = "2026-11-26T03:59:59+01:00"
    assert read(params.DATE, "today", REMOTEOS_NOW=night) == date(2026, 11, 25)
    assert read(params.DATE, "thursday", REMOTEOS_NOW=night) == date(2026, 11, 26)
    assert read(params.DATE, "today", REMOTEOS_NOW="2026-11-26T04:00:00+01:00") == date(2026, 11, 26)
    assert read(params.DATE, "today", REMOTEOS_NOW="2026-11-25T23:00:00Z", TZ="Asia/Tokyo") == date(
        2026, 11, 26
    )


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("9:05", time(9, 5)),
        ("23:59", time(23, 59)),
        ("2026-11-23T09:30+01:00", datetime.fromisoformat("2026-11-23T09:30+01:00")),
        ("2026-11-23T09:30:15Z", datetime.fromisoformat("2026-11-23T09:30:15+00:00")),
    ],
)
def test_times(typed: str, given: time | datetime) -> None:
    assert read(params.TIME, typed) == given


@pytest.mark.parametrize(
    ("given", "instant"),
    [
        (time(9, 5), "2026-11-25T09:05:00+01:00"),
        (time(3, 59), "2026-11-26T03:59:00+01:00"),
        (time(4), "2026-11-25T04:00:00+01:00"),
        (datetime.fromisoformat("2026-07-01T12:00:00.9Z"), "2026-07-01T14:00:00+02:00"),
    ],
)
def test_a_time_becomes_an_instant_of_a_workday(given: time | datetime, instant: str) -> None:
    assert params.resolve_time(session(), given, date(2026, 11, 25)).isoformat() == instant


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("1", 1),
        ("90", 90),
        ("90m", 90),
        ("90 min", 90),
        ("1h", 60),
        ("1h30", 90),
        ("1H30M", 90),
        ("1 h 30 m", 90),
        ("24h", 1440),
        ("1440", 1440),
    ],
)
def test_minutes(typed: str, minutes: int) -> None:
    assert read(params.MINUTES, typed) == minutes


def test_scale_and_ids() -> None:
    assert [read(params.SCALE, text) for text in "12345"] == [1, 2, 3, 4, 5]
    assert read(params.RECORD_ID, "01F2-ab") == "01f2-ab"


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        *(
            (params.DATE, text)
            for text in (
                "",
                "soon",
                "2026-13-01",
                "2026-02-30",
                "20261123",
                "0001-01-01",
                "9999-12-31",
                "t",
                "2026-W48-1",
                "\u0662026-01-01",
            )
        ),
        *(
            (params.TIME, text)
            for text in (
                "",
                "9",
                "24:00",
                "9:60",
                "09:30:00",
                "2026-11-23T09:30",
                "2026-11-23",
                "0001-01-01T00:00+00:00",
                "-1:00",
            )
        ),
        *(
            (params.MINUTES, text)
            for text in (
                "",
                "0",
                "1441",
                "25h",
                "-5",
                "1.5",
                "h",
                "m",
                "1h99999",
                "\u0669",
                "nan",
                "99999999999",
            )
        ),
        *((params.SCALE, text) for text in ("", "0", "6", "3.0", "33", "\u0663", "-1")),
        *((params.RECORD_ID, text) for text in ("", "abc", "ghij", "0" * 37, "../..", "12 34")),
    ],
)
def test_what_is_malformed_is_a_usage_error_in_one_short_line(kind: click.ParamType[Any], typed: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        read(kind, typed)
    message = refused.value.message
    assert message.startswith(repr(typed)) or len(typed) > 30 or not typed.isascii()
    assert ", such as " in message
    assert len(message.splitlines()) == 1


@given(st.text(), st.sampled_from([params.DATE, params.TIME, params.MINUTES, params.SCALE, params.RECORD_ID]))
def test_nothing_typed_is_more_than_a_usage_error(typed: str, kind: click.ParamType[Any]) -> None:
    message = ""
    try:
        read(kind, typed)
    except click.BadParameter as refused:
        message = refused.message
    assert len(message) < 250


def test_a_default_that_is_a_value_already_stays() -> None:
    assert params.DATE.convert(date(2026, 1, 1), None, None) == date(2026, 1, 1)
    assert params.MINUTES.convert(50, None, None) == 50


def test_words_for_days_are_completed() -> None:
    ctx = click.Context(click.Command("x"))
    option = click.Option(["--by"])
    assert [item.value for item in params.DATE.shell_complete(ctx, option, "To")] == ["today", "tomorrow"]


def test_text_is_cleaned() -> None:
    assert read(params.TEXT, " a\x1b[0m\udcff\nb ") == "a b"
    assert read(params.NOTE, "a\r\nb") == "a\nb"
    assert read(params.TEXT, "-") == "-"
    with pytest.raises(BadInput):
        read(params.TEXT, "x" * 4_001)


def stdin(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


def test_a_dash_reads_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"\xef\xbb\xbffrom a pipe\r\nin two lines\n")
    assert read(params.TextKind(lines=True, stdin=True), "-") == "from a pipe\nin two lines"
    stdin(monkeypatch, b"from a pipe\n")
    assert read(params.TEXT_OR_STDIN, "-") == "from a pipe"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"caf\xe9", r"not UTF-8 \(byte 4\)"),
        (b"x" * (params.STDIN_LIMIT + 1), "more than 1,000,000 bytes"),
        (b"x" * 20_001, "20,001 characters; 20,000"),
    ],
)
def test_what_stdin_must_not_hold_is_bad_input(
    monkeypatch: pytest.MonkeyPatch, raw: bytes, message: str
) -> None:
    stdin(monkeypatch, raw)
    with pytest.raises(BadInput, match=message):
        read(params.TextKind(lines=True, stdin=True), "-")


def test_without_stdin_a_dash_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert read(params.TEXT_OR_STDIN, "-") == ""
