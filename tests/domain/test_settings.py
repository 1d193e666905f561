from dataclasses import replace
from datetime import time
from typing import Any
from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.domain.rituals import STEPS
from remoteos.domain.settings import (
    WEEKDAYS,
    AppSettings,
    Reminders,
    RitualSteps,
    SettingProblem,
    Settings,
    You,
    parse,
    read_span,
    said,
    shown,
    values,
)

TREES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(["off", "09:00-17:30", "50/10", "pulse", "F, ?"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(
                st.text(max_size=4),
                st.sampled_from(["focus", "hours", "monday", "presets", "you", "name"]),
                st.sampled_from(["app", "theme", "rituals", "start", "keys", "undo"]),
            ),
            inner,
            max_size=4,
        ),
    ),
)


def nested(flat: dict[tuple[str, ...], Any]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for key, value in flat.items():
        here = tree
        for part in key[:-1]:
            here = here.setdefault(part, {})
        here[key[-1]] = value
    return tree


def test_the_defaults() -> None:
    settings = Settings()
    assert settings.day_starts_at_hour == 4
    assert settings.hours_on(0) == settings.hours_on(4) == (time(9), time(17, 30))
    assert settings.hours_on(5) is settings.hours_on(6) is None
    assert settings.offline_on(6) == (time(20), time(7))
    assert settings.presets == {"25/5": (25, 5), "50/10": (50, 10), "90/20": (90, 20)}
    assert settings.default_preset == "50/10"
    assert settings.daily_target_min == 240
    assert settings.rituals == RitualSteps(start=STEPS["start"], end=STEPS["end"])
    assert settings.reminders == Reminders(blocks=True, breaks=True, shutdown=True, update=True)
    assert settings.app == AppSettings(
        theme="remoteos-dark", hide_private=False, notify_terminal=True, notify_desktop=True
    )
    assert settings.keymap == {}
    assert settings.you == You(name="", role="", manager="")


def test_nothing_said_is_all_defaults() -> None:
    assert parse({}) == (Settings(), ())


def test_everything_said() -> None:
    settings, problems = parse(
        {
            "you": {"name": " Ada\x1b[0m", "role": "IT lead", "manager": "Lin"},
            "day": {"starts_at_hour": 0},
            "hours": {"monday": "08:00-12:00", "tuesday": "off", "saturday": "10:00 \u2013 11:00"},
            "offline": {"monday": "off", "sunday": "18:00-23:59"},
            "focus": {
                "daily_target_min": 0,
                "default_preset": "deep",
                "presets": {"deep": "75/15", "25/5": "30"},
            },
            "rituals": {"start": ["plan", "pulse"], "end": []},
            "reminders": {"blocks": False, "breaks": False, "shutdown": False, "update": False},
            "app": {
                "theme": "nord",
                "hide_private": True,
                "notify_terminal": False,
                "notify_desktop": False,
            },
            "keys": {"block.finish": "F, ?", "capture": "ctrl+n"},
        }
    )
    assert problems == ()
    assert settings.you == You("Ada", "IT lead", "Lin")
    assert settings.day_starts_at_hour == 0
    assert [settings.hours_on(day) for day in (0, 1, 5)] == [(time(8), time(12)), None, (time(10), time(11))]
    assert [settings.offline_on(day) for day in (0, 6)] == [None, (time(18), time(23, 59))]
    assert settings.presets == {"25/5": (30, None), "50/10": (50, 10), "90/20": (90, 20), "deep": (75, 15)}
    assert settings.default_preset == "deep"
    assert settings.daily_target_min == 0
    assert settings.rituals == RitualSteps(start=("plan", "pulse"), end=())
    assert settings.reminders == Reminders(blocks=False, breaks=False, shutdown=False, update=False)
    assert settings.app == AppSettings("nord", True, False, False)
    assert settings.keymap == {"block.finish": "F,question_mark", "capture": "ctrl+n"}


@pytest.mark.parametrize(
    ("tree", "key", "message"),
    [
        (
            {"focus": {"daily_target_min": "lots"}},
            "focus.daily_target_min",
            'must be 0 to 960, not "lots"; using 240',
        ),
        (
            {"focus": {"daily_target_min": 961}},
            "focus.daily_target_min",
            "must be 0 to 960, not 961; using 240",
        ),
        (
            {"focus": {"daily_target_min": True}},
            "focus.daily_target_min",
            "must be 0 to 960, not true; using 240",
        ),
        ({"day": {"starts_at_hour": 13}}, "day.starts_at_hour", "must be 0 to 12, not 13; using 4"),
        ({"day": {"starts_at_hour": 4.0}}, "day.starts_at_hour", "must be 0 to 12, not 4.0; using 4"),
        (
            {"day": {"starts_at_hour": 1 << 99}},
            "day.starts_at_hour",
            "must be 0 to 12, not a number that long; using 4",
        ),
        (
            {"hours": {"monday": "9-5"}},
            "hours.monday",
            'must be hours such as "09:00-17:30", or "off", not "9-5"; using 09:00-17:30',
        ),
        (
            {"hours": {"sunday": "24:00-25:00"}},
            "hours.sunday",
            'must be hours such as "09:00-17:30", or "off", not "24:00-25:00"; using off',
        ),
        (
            {"hours": {"monday": "22:00-06:00"}},
            "hours.monday",
            'must be hours that end later on the same day, not "22:00-06:00"; using 09:00-17:30',
        ),
        (
            {"offline": {"monday": "20:00-20:00"}},
            "offline.monday",
            "must be hours with an end other than their start, "
            'or "off", not "20:00-20:00"; using 20:00-07:00',
        ),
        (
            {"offline": {"monday": ["20:00"]}},
            "offline.monday",
            'must be hours such as "09:00-17:30", or "off", not a list; using 20:00-07:00',
        ),
        (
            {"focus": {"presets": {"x": "0/5"}}},
            "focus.presets.x",
            'must be minutes of focus, or of focus and break, such as "45" or "50/10", not "0/5"; ignored',
        ),
        (
            {"focus": {"presets": {"open-ended": "5"}}},
            "focus.presets.open-ended",
            'must be under a name of 1 to 40 characters other than open-ended, not "5"; ignored',
        ),
        (
            {"focus": {"default_preset": "y"}},
            "focus.default_preset",
            'must be one of 25/5, 50/10, 90/20, not "y"; using "50/10"',
        ),
        ({"reminders": {"breaks": "no"}}, "reminders.breaks", 'must be true or false, not "no"; using true'),
        ({"you": {"name": 3}}, "you.name", 'must be a text of at most 200 characters, not 3; using ""'),
        (
            {"you": {"name": {"first": "A"}}},
            "you.name",
            'must be a text of at most 200 characters, not a table; using ""',
        ),
        (
            {"app": {"theme": ""}},
            "app.theme",
            'must be a text of 1 to 60 characters, not ""; using "remoteos-dark"',
        ),
        ({"app": {"theme": "x" * 61}}, "app.theme", ANY),
        ({"app": {"hide_private": 1}}, "app.hide_private", "must be true or false, not 1; using false"),
        (
            {"rituals": {"end": "wins"}},
            "rituals.end",
            'must be a list of at most 20 steps, not "wins"; '
            'using ["moved", "wins", "loops", "pulse", "tomorrow"]',
        ),
        (
            {"rituals": {"end": [str(step) for step in range(21)]}},
            "rituals.end",
            "must be a list of at most 20 steps, not a list; "
            'using ["moved", "wins", "loops", "pulse", "tomorrow"]',
        ),
        (
            {"rituals": {"start": ["pulse", "water", "Pulse"]}},
            "rituals.start",
            'must be different steps, not "pulse" twice; '
            'using ["left over", "pulse", "day type", "outcomes", "plan"]',
        ),
        (
            {"rituals": {"start": ["pulse", 3]}},
            "rituals.start",
            "must be steps of 1 to 80 characters, not 3; "
            'using ["left over", "pulse", "day type", "outcomes", "plan"]',
        ),
        ({"rituals": {"start": ["\x1b[2J "]}}, "rituals.start", ANY),
        ({"rituals": {"start": ["x" * 81]}}, "rituals.start", ANY),
        ({"rituals": {"night": []}}, "rituals.night", "is not a setting; ignored"),
        ({"hours": 3}, "hours", "must be a table, not 3; using the defaults"),
        ({"focus": {"presets": "50"}}, "focus.presets", 'must be a table, not "50"; using the defaults'),
        ({"fokus": {"daily_target_min": 3}}, "fokus", "is not a setting; ignored"),
        ({"hours": {"mon": "off"}}, "hours.mon", "is not a setting; ignored"),
    ],
)
def test_what_is_wrong_is_named_and_its_default_used(tree: dict[str, Any], key: str, message: str) -> None:
    assert parse(tree) == (Settings(), (SettingProblem(tuple(key.split(".")), message),))


@pytest.mark.parametrize(
    ("action", "keys", "message"),
    [
        ("block.finis", "F", "is not an action (did you mean block.finish?); ignored"),
        ("zzzz", "F", "is not an action (remoteos keys lists them); ignored"),
        (
            "undo",
            "a b",
            'must be keys such as "F" or "ctrl+n, f5", at most 60 characters, not "a b"; ignored',
        ),
        ("undo", "", ANY),
        ("undo", "a,,b", ANY),
        ("undo", "\x07", ANY),
        ("undo", ",".join(f"ctrl+{letter}" for letter in "abcdefghijk"), ANY),
        ("undo", 1, ANY),
        (
            "block",
            {"finish": "F"},
            'must be keys, with the action in quotes as in "block.finish" = "F", not a table; ignored',
        ),
    ],
)
def test_keys_that_cannot_be_are_named_and_ignored(action: str, keys: object, message: str) -> None:
    settings, problems = parse({"keys": {action: keys, "capture": "ctrl+n"}})
    assert settings.keymap == {"capture": "ctrl+n"}
    assert problems == (SettingProblem(("keys", action), message),)


def test_a_step_that_is_not_built_in_is_the_user_s_own() -> None:
    settings, problems = parse({"rituals": {"start": ["Plan", " water  the plants\n", "Left Over"]}})
    assert problems == ()
    assert settings.rituals.of("start") == ("plan", "water  the plants", "left over")
    assert settings.rituals.of("end") == STEPS["end"]


def test_hours_that_a_person_typed() -> None:
    assert read_span("hours", " 08:00 \u2013 16:00 ") == "08:00-16:00"
    assert read_span("offline", "22:00-06:00") == "22:00-06:00"
    assert read_span("offline", "off") == "off"
    with pytest.raises(ValueError, match=r'^must be hours such as "09:00-17:30", or "off", not "9-5"$'):
        read_span("offline", "9-5")
    with pytest.raises(ValueError, match=r"^must be hours that end later on the same day, not"):
        read_span("hours", "22:00-06:00")


def test_one_wrong_value_spoils_no_other() -> None:
    settings, problems = parse({"zzz": 1, "day": {"starts_at_hour": "x"}, "focus": {"daily_target_min": 60}})
    assert settings == replace(Settings(), daily_target_min=60)
    assert [problem.key for problem in problems] == [("zzz",), ("day", "starts_at_hour")]


@given(st.dictionaries(st.text(max_size=5), TREES, max_size=5))
def test_no_tree_is_too_strange(tree: dict[str, Any]) -> None:
    settings, problems = parse(tree)
    assert parse(nested(dict(values(settings)))) == (settings, ())
    for problem in problems:
        assert problem.message.splitlines() == [problem.message]


@given(st.lists(st.sampled_from(["off", "06:15-18:45"]), min_size=7, max_size=7))
def test_what_is_said_is_read_again(week: list[str]) -> None:
    settings, _ = parse({"hours": dict(zip(WEEKDAYS, week, strict=True))})
    assert [said(settings.hours_on(day)) for day in range(7)] == week


def test_a_long_value_is_cut_in_a_message() -> None:
    assert len(shown("a" * 10_000)) == 62
