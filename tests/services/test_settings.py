import os
import stat
import tomllib
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from remoteos.domain.errors import Refused
from remoteos.domain.settings import AppSettings, RitualSteps, Settings, You, parse, values
from remoteos.services.settings import (
    Written,
    config_path,
    load,
    set_value,
    set_values,
    take_back,
    write_default,
)
from remoteos.services.settings_file import explained


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_the_place_is_said_by_the_environment(tmp_path: Path) -> None:
    assert config_path({"REMOTEOS_CONFIG": str(tmp_path / "x.toml")}) == tmp_path / "x.toml"
    assert config_path({"REMOTEOS_CONFIG": "~/x.toml"}) == tmp_path / "home" / "x.toml"
    assert config_path({}).parts[-2:] == ("remoteos", "config.toml")
    assert config_path({"REMOTEOS_CONFIG": ""}).is_relative_to(tmp_path / "home")


def test_without_a_file_all_is_default(path: Path) -> None:
    loaded = load(path)
    assert (loaded.settings, loaded.problems, loaded.path, loaded.exists) == (Settings(), (), path, False)


def test_a_file_says_some_of_it(path: Path) -> None:
    path.write_text('[focus]\ndaily_target_min = 120\n[hours]\nfriday = "off"\n')
    loaded = load(path)
    assert loaded.problems == ()
    assert loaded.settings.daily_target_min == 120
    assert loaded.settings.hours_on(4) is None
    assert loaded.given == {("focus", "daily_target_min"), ("hours", "friday")}
    assert loaded.exists


def test_a_problem_names_its_line(path: Path) -> None:
    path.write_text('# mine\n\n[focus]\n# minutes\n\n\ndaily_target_min = "lots"\n')
    loaded = load(path)
    assert loaded.problems == (
        'config.toml line 7: focus.daily_target_min must be 0 to 960, not "lots"; using 240',
    )
    assert loaded.settings == Settings()
    assert loaded.given == set()


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("focus.daily_target_min = -1", 1, "focus.daily_target_min"),
        ("\n\"focus\" . 'daily_target_min' = -1", 2, "focus.daily_target_min"),
        ('["focus"]\n"daily_target_min"=-1', 2, "focus.daily_target_min"),
        ("[you]\nname='x'\n[ focus ] # here\n\tdaily_target_min = -1", 4, "focus.daily_target_min"),
        ("focus = { daily_target_min = -1 }", 1, "focus.daily_target_min"),
        ("a = 1", 1, "a"),
        ("a = [\n 1, # ]\n '[focus]',\n]\nb = 2", 5, "b"),
        ('a = """\n[focus]\nb = 1\n\\""" """\nb = 2', 5, "b"),
        ("a = '''\nb = 1\n''''\nb = 2", 4, "b"),
        ('a = """\nx"""""\nb = 2', 3, "b"),
        ('a = "# \\" ["\nb = 2', 2, "b"),
        ("[[a]]\nx = 1\n[[a]]\n[b]", 4, "b"),
        ("[x.y]\nz = 1\n[b]", 1, "x"),
        ('"caf\\u00e9" = 1', 1, "caf\xe9"),
        ("a.b = 1\r\n\r\nb = 2\r\n", 3, "b"),
    ],
)
def test_every_way_to_write_a_key_is_found(path: Path, text: str, line: int, key: str) -> None:
    path.write_bytes(text.encode())
    tomllib.loads(text)
    said = [problem for problem in load(path).problems if f": {key} " in problem]
    assert [problem.partition(":")[0] for problem in said] == [f"config.toml line {line}"]


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"a = 1\nb = \n", "config.toml line 2 is not TOML: invalid value; using the defaults"),
        (b"a = 1\n\nb = [1,", "config.toml line 3 is not TOML: invalid value; using the defaults"),
        (b"a = 1\nname = 'caf\xe9'\n", "config.toml line 2: this is not UTF-8; using the defaults"),
        (b"\x00\x01", "config.toml line 1 is not TOML: "),
        (b"a = " + b"[" * 9_000, "config.toml is nested too deeply; using the defaults"),
        (b"a = " + b"9" * 9_000, "config.toml is not TOML: "),
        (b"#" * 1_000_001, "config.toml is larger than 1,000,000 bytes; using the defaults"),
    ],
)
def test_a_file_that_is_no_toml_is_said_and_not_used(path: Path, raw: bytes, problem: str) -> None:
    path.write_bytes(raw)
    loaded = load(path)
    assert loaded.settings == Settings()
    assert len(loaded.problems) == 1
    assert loaded.problems[0].startswith(problem)
    assert loaded.problems[0].endswith("using the defaults")
    with pytest.raises(Refused, match=r"^config\.toml"):
        set_value(path, "focus.daily_target_min", "60")
    assert path.read_bytes() == raw


def test_a_folder_or_an_unreadable_file_is_a_problem_and_no_error(path: Path) -> None:
    path.mkdir()
    assert load(path).problems == (f"{path} cannot be read: is a directory; using the defaults",)
    assert load(path / "x" / "y").problems == ()
    below = path.parent / "file"
    below.touch()
    assert "not a directory" in load(below / "config.toml").problems[0]


def test_a_byte_order_mark_does_not_matter(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbfyou.name = 'Ada'\r\n")
    assert load(path).settings.you.name == "Ada"


def test_what_is_said_in_a_problem_controls_no_terminal(path: Path) -> None:
    path.write_text('"\\u001b[31mkey" = 1\n[you]\nname = ["\\u001b[2J"]\n')
    said = load(path).problems
    assert said[0] == "config.toml line 1: key is not a setting; ignored"
    assert not any("\x1b" in problem or "\n" in problem for problem in said)


def test_setting_a_value_keeps_everything_else(path: Path) -> None:
    path.write_text(
        "# mine\n[focus]\n# why\ndaily_target_min = 120 # two hours\nunknown = 1\n\n[other]\nx = 1\n"
    )
    assert set_value(path, "focus.daily_target_min", "180") == 180
    assert path.read_text() == (
        "# mine\n[focus]\n# why\ndaily_target_min = 180 # two hours\nunknown = 1\n\n[other]\nx = 1\n"
    )


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("focus.daily_target_min", "0", 0),
        ("hours.monday", "08:00\u201316:00", "08:00\u201316:00"),
        ("hours.friday", "off", "off"),
        ("reminders.breaks", "No", False),
        ("reminders.update", "on", True),
        ("you.name", 'A "quoted" \\ name\x1b[0m', 'A "quoted" \\ name'),
        ("focus.presets.long", "120/30", "120/30"),
        ('focus.presets."25/5"', "25/6", "25/6"),
        ("focus.presets.v1.5", "45", "45"),
        ("app.theme", "nord", "nord"),
        ("app.hide_private", "yes", True),
        ("reminders.blocks", "off", False),
        ("rituals.start", "plan, pulse,water the plants,", ("plan", "pulse", "water the plants")),
        ("rituals.end", "", ()),
        ("keys.capture", "ctrl+n", "ctrl+n"),
        ("keys.block.finish", "F,f5", "F,f5"),
        ('keys."block.finish"', "F", "F"),
    ],
)
def test_every_kind_of_value_can_be_set(path: Path, key: str, typed: str, kept: object) -> None:
    assert set_value(path, key, typed) == kept
    assert load(path).problems == ()
    write_default(path, Settings())
    assert set_value(path, key, typed) == kept
    assert load(path).problems == ()
    assert kept in values(load(path).settings).values() or "\u2013" in typed


@pytest.mark.parametrize(
    ("key", "typed", "reason"),
    [
        ("focus.daily_target_min", "lots", 'must be 0 to 960, not "lots". Nothing was changed.'),
        ("focus.daily_target_min", "-1", 'not "-1"'),
        ("focus.daily_target_min", "\u0663", "must be 0 to 960"),
        ("focus.daily_target_min", "9" * 900, "must be 0 to 960"),
        ("hours.monday", "9-5", "must be hours"),
        ("focus.default_preset", "none", "must be one of"),
        ("focus.presets.open-ended", "45", "other than open-ended"),
        ("focus.presets.", "45", "1 to 40 characters"),
        ("reminders.breaks", "2", "must be true or false"),
        ("you.name", "x" * 201, "at most 200"),
        ("rituals.start", "plan, Plan", 'must be different steps, not "plan" twice. Nothing was changed.'),
        ("rituals.start", ",".join(map(str, range(21))), "at most 20 steps"),
        ("keys.block.finis", "F", "is not an action (did you mean block.finish?). Nothing was changed."),
        ("keys.", "F", "is not an action"),
        ("keys.undo", "a b", "must be keys"),
        ("keys", "F", "is not a setting"),
        ("focus.daily_target", "3", "did you mean focus.daily_target_min?"),
        ("focus", "3", "is not a setting"),
        ("focus.presets", "3", "is not a setting"),
        ("zzz\x1b", "3", "config show lists all"),
        ("", "3", "is not a setting"),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_written(
    path: Path, key: str, typed: str, reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        set_value(path, key, typed)
    assert reason in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1
    assert not path.exists()


def test_a_value_in_the_place_of_a_table_is_refused(path: Path) -> None:
    path.write_text("focus = 3\n")
    with pytest.raises(Refused, match=r"focus in config\.toml must be a table, not 3"):
        set_value(path, "focus.daily_target_min", "60")
    assert path.read_text() == "focus = 3\n"


@pytest.mark.parametrize(
    "before",
    [
        "focus.daily_target_min = 1\n",
        "focus = { daily_target_min = 1 }\n",
        "[focus.presets]\nx = '5'\n",
        "[you]\nname = 'A'",
        "\ufeff",
        "a = 1\r\n[focus]\r\ndaily_target_min = 1\r\n",
    ],
)
def test_any_form_of_file_can_be_changed(path: Path, before: str) -> None:
    path.write_bytes(before.encode())
    set_value(path, "focus.daily_target_min", "60")
    changed = tomllib.loads(path.read_bytes().decode())
    assert changed.pop("focus")["daily_target_min"] == 60
    expected = tomllib.loads(before.removeprefix("\ufeff"))
    expected.pop("focus", None)
    assert changed == expected


def test_a_list_is_set_where_it_is_and_everything_else_stays(path: Path) -> None:
    path.write_text(
        "# mine\n[rituals]\nstart = [\n  'plan',\n  'pulse',\n] # early\nown = 1\n\n[keys]\n# all\n"
    )
    set_value(path, "rituals.start", "pulse, plan")
    set_value(path, "keys.block.finish", "F")
    assert path.read_text() == (
        '# mine\n[rituals]\nstart = ["pulse", "plan"] # early\nown = 1\n\n'
        '[keys]\n# all\n"block.finish" = "F"\n'
    )


def test_a_problem_in_quoted_keys_and_long_lists_names_its_line(path: Path) -> None:
    path.write_text("[rituals]\nstart = [\n'a',\n'a',\n]\n[keys]\n'block.finish' = 'F'\n'block.x' = 'F'\n")
    loaded = load(path)
    assert [problem.partition(" must")[0].partition(" is")[0] for problem in loaded.problems] == [
        "config.toml line 2: rituals.start",
        "config.toml line 8: keys.block.x",
    ]
    assert loaded.given == {("keys", "block.finish")}


def test_other_problems_in_the_file_do_not_stand_in_the_way(path: Path) -> None:
    path.write_text("zzz = 1\n[hours]\nmonday = 'x'\n")
    set_value(path, "focus.daily_target_min", "60")
    set_value(path, "hours.monday", "off")
    assert load(path).settings.hours_on(0) is None
    assert len(load(path).problems) == 1


def test_what_is_said_already_is_not_written_again(path: Path) -> None:
    set_value(path, "you.name", "Ada")
    before = path.stat()
    set_value(path, "you.name", "Ada")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_several_values_are_set_in_one_write_or_none(path: Path) -> None:
    set_values(path, {("you", "name"): "Ada", ("hours", "monday"): "off"})
    with pytest.raises(Refused):
        set_values(path, {("you", "name"): "Eve", ("hours", "monday"): "never"})
    assert load(path).settings.you.name == "Ada"


def test_the_file_and_its_folder_are_the_user_s_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "config.toml"
    old = os.umask(0)
    try:
        set_value(path, "you.name", "Ada")
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (
        stat.S_IMODE(path.parent.stat().st_mode) == stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700
    )
    assert [entry.name for entry in path.parent.iterdir()] == ["config.toml"]


def test_a_link_stays_a_link(tmp_path: Path, path: Path) -> None:
    real = tmp_path / "dotfiles" / "remoteos.toml"
    real.parent.mkdir()
    real.write_text("you.name = 'Eve'\n")
    path.symlink_to(real)
    set_value(path, "you.name", "Ada")
    assert path.is_symlink()
    assert "Ada" in real.read_text()


def test_a_failed_write_leaves_the_old_file_and_no_other(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text("you.name = 'Eve'\n")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("remoteos.services.settings.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        set_value(path, "you.name", "Ada")
    assert path.read_text() == "you.name = 'Eve'\n"
    assert [entry.name for entry in path.parent.iterdir() if entry.is_file()] == ["config.toml"]


def test_the_first_file_says_and_explains_everything(path: Path) -> None:
    write_default(path, Settings())
    assert parse(tomllib.loads(path.read_text())) == (Settings(), ())
    assert load(path).given == set(values(Settings()))
    assert path.read_text().count("#") >= 8
    assert 'start = ["left over", "pulse",' in path.read_text()
    assert path.read_text().rstrip().splitlines()[-1].startswith("# Your own keys by the ids that ")


def test_the_first_file_carries_any_settings() -> None:
    settings = replace(
        Settings(),
        you=You('A "b" \\ é', "", ""),
        presets={**Settings().presets, 'odd "name" 1.5': (75, None)},
        hours=((time(8), time(12)),) + (None,) * 6,
        rituals=RitualSteps(start=("plan", 'water "the" plants'), end=()),
        app=AppSettings(theme="nord", hide_private=True),
        keymap={"block.finish": "F,f5"},
    )
    assert parse(tomllib.loads(explained(settings))) == (settings, ())


# Back to the default, and back to before


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("# mine\n[focus]\ndaily_target_min = 120 # little\n\n[you]\nname = 'Ada'\n", ("mine", "Ada")),
        ("focus.daily_target_min = 120\n# after\n", ("after",)),
        ("focus = { daily_target_min = 120, default_preset = '25/5' }\n", ("25/5",)),
        ("[you]\nname = 'Ada' # not there\n", ("Ada", "not there")),
        ("", ()),
    ],
)
def test_a_setting_goes_back_to_its_default(path: Path, text: str, left: tuple[str, ...]) -> None:
    path.write_text(text)
    set_values(path, {}, unset=[("focus", "daily_target_min")])
    assert load(path).settings.daily_target_min == 240
    assert load(path).problems == ()
    assert all(part in path.read_text() for part in left)


def test_a_preset_of_ones_own_is_removed_and_another_takes_its_place(path: Path) -> None:
    set_values(path, {("focus", "presets", "long"): "75/15", ("focus", "default_preset"): "long"})
    with pytest.raises(Refused, match="default_preset"):
        set_values(path, {}, unset=[("focus", "presets", "long")])
    assert load(path).settings.default_preset == "long"
    set_values(path, {("focus", "default_preset"): "25/5"}, unset=[("focus", "presets", "long")])
    assert load(path).settings.default_preset == "25/5"
    assert "long" not in load(path).settings.presets


def test_what_is_wrong_can_be_taken_out(path: Path) -> None:
    path.write_text('[day]\nstarts_at_hour = "noon"\n')
    assert load(path).problems
    set_values(path, {}, unset=[("day", "starts_at_hour")])
    assert load(path).problems == ()


def test_a_change_is_taken_back_to_the_letter(path: Path) -> None:
    before = "# mine\n[you]\nname='Ada'   # me\n"
    path.write_text(before)
    written = set_values(path, {("you", "name"): "Grace"})
    take_back(path, written)
    assert path.read_text() == before


def test_a_file_that_a_change_made_goes_with_it(path: Path) -> None:
    written = set_values(path, {("you", "name"): "Grace"})
    assert written.before is None
    take_back(path, written)
    assert not path.exists()


def test_what_somebody_else_changed_meanwhile_is_not_taken_back(path: Path) -> None:
    written = set_values(path, {("you", "name"): "Grace"})
    set_value(path, "you.role", "engineer")
    with pytest.raises(Refused, match="changed meanwhile"):
        take_back(path, written)
    path.unlink()
    with pytest.raises(Refused, match="changed meanwhile"):
        take_back(path, written)
    assert not path.exists()


def test_a_change_of_nothing_is_taken_back_to_nothing(path: Path) -> None:
    set_value(path, "you.name", "Ada")
    text = path.read_text()
    written = set_values(path, {("you", "name"): "Ada"})
    assert written == Written(text, text)
    take_back(path, written)
    assert path.read_text() == text


def test_a_table_is_added_inside_an_inline_table(path: Path) -> None:
    path.write_text("focus = {daily_target_min = 240}\n")
    set_values(path, {("focus", "presets", "long"): "75/15"})
    assert load(path).problems == ()
    assert "long" in load(path).settings.presets
