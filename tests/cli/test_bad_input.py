"""What nobody should type, pipe, set or pull the plug on: one clear line, the right code, nothing lost."""

import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from remoteos.cli import main
from tests.cli.support import (
    Run,
    add_outcome,
    at,
    capture,
    control_in,
    log,
    loops,
    ok,
    one_line,
    refused,
    short,
    status,
)

ROOT = Path(main.__file__).parent.parent.parent

CONTROL = {
    "CSI colour": "\x1b[31mred\x1b[0m",
    "CSI clear": "a\x1b[2J\x1b[Hb",
    "OSC 8 link": "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07",
    "OSC 52 clipboard": "x\x1b]52;c;ZXZpbA==\x07y",
    "OSC without an end": "x\x1b]0;title",
    "DCS": "x\x1bP+q544e\x1b\\y",
    "C1 CSI": "x\x9b31my",
    "C1 OSC": "x\x9d0;title\x9cy",
    "bell and backspace": "a\x07b\x08c",
    "carriage return": "safe\rdanger",
    "null": "a\x00b",
    "DEL": "a\x7fb",
    "right-to-left override": "invoice\u202efdp.exe",
    "isolates": "a\u2066b\u2069c",
    "lone surrogate": "a\ud800b",
    "undecodable byte": "a\udcffb",
    "marks of style": "a\ufdd0b\ufdd2c",
    "line separators": "a\u2028b\u2029c",
}
MARKUP = [
    "[/]",
    "[@click=app.quit]x[/]",
    "[TODO] x",
    "[red]x",
    "**x** `y` <b>z</b>",
    "{focus} %s {0}",
    "$(rm -rf ~)",
    "\\n",
]

each_control = pytest.mark.parametrize("text", CONTROL.values(), ids=list(CONTROL))
each_markup = pytest.mark.parametrize("text", MARKUP)


def unchanged(run: Run, before: Any) -> None:
    """Nothing was changed since."""
    assert (status(run), loops(run)) == before


@pytest.fixture
def before(run: Run) -> Any:
    """Something that could be lost: a loop, an outcome and an open day."""
    capture(run, "keep me")
    add_outcome(run, "keep me too")
    ok(run("day", "open"))
    return status(run), loops(run)


WRONG = [
    (("capture", "x", "--frob"), "No such option '--frob'"),
    (("capture",), "Missing argument 'TEXT...'"),
    (("loops", "a"), "unexpected extra argument"),
    (("capture", "x", "--kind", "joke"), "'joke' is not one of"),
    (("day", "show", "2026-13-01"), "is not a date"),
    (("day", "show", "2026-02-29"), "is not a date"),
    (("day", "show", "1/2/2026"), "is not a date"),
    (("day", "show", "--"), None),
    (("day", "off", "soon"), "is not a date"),
    (("day", "open", "--until", "24:00"), "is not a time"),
    (("day", "open", "--until", "9"), "is not a time"),
    (("day", "open", "--until", "2026-11-23T09:30"), "is not a time"),
    (("day", "close", "--energy", "5.0"), "is not a number from 1 to 5"),
    (("focus", "start", "x", "--minutes", "0"), "is not a number of minutes"),
    (("focus", "start", "x", "--minutes", "99999"), "is not a number of minutes"),
    (("focus", "start", "x", "--minutes", "-5"), "is not a number of minutes"),
    (("focus", "start", "x", "--minutes", "\u0665\u0660"), "is not a number of minutes"),
    (("focus", "start", "x", "--outcome", "not an id"), "is not an id"),
    (("focus", "stop", "--depth", "9"), "is not a number from 1 to 5"),
    (("focus", "log", "x", "--from", "9:99", "--to", "10:00"), "is not a time"),
    (("focus", "list", "--by", "moon"), "is not one of"),
    (("outcome", "show", "''"), "is not an id"),
    (("outcome", "add", "x", "--visibility", "secret"), "is not one of"),
    (("pulse", "add", "--energy", "\u0663"), "is not a number from 1 to 5"),
    (("loop", "4f2a"), "Say do, schedule, ask, outcome or drop"),
    (("--user",), "requires an argument"),
    (("status", "--format"), "requires an argument"),
    (("\x1b[31mstatus",), "There is no command"),
    (("dya",), "Did you mean day?"),
    (("day", "opne"), "Did you mean open?"),
]


@pytest.mark.parametrize(
    ("args", "said"), WRONG, ids=lambda value: " ".join(map(repr, value)) if isinstance(value, tuple) else ""
)
def test_wrong_usage(run: Run, before: Any, args: tuple[str, ...], said: str | None) -> None:
    if said is None:
        ok(run(*args))
    else:
        refused(run(*args), said, code=2)
    unchanged(run, before)


EMPTY = [
    ("capture", "{}"),
    ("focus", "start", "{}"),
    ("focus", "plan", "{}"),
    ("focus", "log", "{}", "--from", "07:00", "--to", "08:00"),
    ("outcome", "add", "{}"),
    ("goal", "add", "{}"),
]


@pytest.mark.parametrize("text", ["", " ", "\t\n ", "\x1b[2J", "\u202e", "\ud800", "\xa0\u2003"], ids=ascii)
@pytest.mark.parametrize("args", EMPTY, ids=lambda args: " ".join(args[:2]))
def test_what_is_empty_after_cleaning_is_refused(run: Run, args: tuple[str, ...], text: str) -> None:
    refused(run(*(word.format(text) if word == "{}" else word for word in args)), "is needed")
    assert loops(run) == []


@pytest.mark.parametrize("args", EMPTY, ids=lambda args: " ".join(args[:2]))
def test_a_text_has_at_most_four_thousand_characters(run: Run, args: tuple[str, ...]) -> None:
    def said(text: str) -> Any:
        return run(*(word.format(text) if word == "{}" else word for word in args))

    refused(said("x" * 4_001), "4,001 characters", "4,000", code=65)
    refused(said("\xe9" * 1_000_000), "1,000,000 characters", code=65)
    ok(said("\U0001f642" * 4_000))


def test_a_note_has_at_most_twenty_thousand(run: Run, before: Any) -> None:
    refused(run("day", "close", "--note", "x" * 20_001), "20,001 characters", code=65)
    unchanged(run, before)
    ok(run("day", "close", "--note", "x" * 20_000))


@each_control
class TestControl:
    def test_none_of_it_is_kept_or_shown(self, run: Run, text: str) -> None:
        kept = capture(run, f"begin {text} end")["text"]
        assert kept.startswith("begin ")
        assert kept.endswith(" end") or "\x1b]0" in text
        for args in (("loops",), ("loops", "--json"), ("day", "show"), ("undo",)):
            assert not control_in(ok(run(*args)))
        assert not any("\ufdd0" <= sign <= "\ufdef" for sign in kept)

    def test_everywhere_else_neither(self, run: Run, text: str) -> None:
        outcome = add_outcome(run, f"o {text}", "--done-when", f"d {text}")
        ok(run("outcome", "progress", short(outcome), f"p {text}"))
        done = [run("outcome", "show", short(outcome)), run("goal", "add", f"g {text}")]
        done += [
            run("focus", "start", f"i {text}"),
            run("focus", "interrupt", f"n {text}", "--promise", text),
        ]
        done += [run("focus", "stop", "--result", f"r {text}", "--next", text), run("status")]
        done += [run("pulse", "add", "--energy", "3", "--note", f"n {text}"), run("pulse", "show")]
        done += [run("day", "close", "--tomorrow", f"t {text}", "--note", f"n {text}"), run("data", "export")]
        for one in done:
            assert not control_in(ok(one))

    def test_from_a_pipe_neither(self, run: Run, text: str) -> None:
        ok(run("capture", "-", input=f"begin {text} end".encode("utf-8", "replace")))
        assert not control_in(ok(run("loops")))

    def test_nor_in_a_refusal(self, run: Run, text: str) -> None:
        for args in (
            ("outcome", "show", text),
            ("focus", "start", "x", "--preset", text),
            ("day", "show", text),
            ("status", "--format", f"{{{text}}}"),
            ("data", "restore", text, "--yes"),
            (text,),
            (f"--{text}",),
            ("data", "merge", text),
        ):
            done = run(*args)
            assert not control_in(done), (args, done)
            assert done.exit_code in (0, 1, 2, 65), (args, done)
            if done.exit_code:
                one_line(done)


@each_markup
def test_markup_is_text_like_any_other(run: Run, text: str) -> None:
    assert capture(run, text)["text"] == text
    assert text in ok(run("loops")).stdout
    ok(run("focus", "start", text))
    assert text in ok(run("focus", "status")).stdout
    assert ok(run("status", "--format", "{focus}")).stdout == f"{text}\n"
    assert text in ok(run("day", "show")).stdout


class TestStandardInput:
    def test_ten_megabytes(self, run: Run, before: Any) -> None:
        refused(
            run("capture", "-", input=b"x" * 10_000_000), "1,000,000 bytes", "Nothing was changed", code=65
        )
        unchanged(run, before)

    @pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"abc\x80", b"\xed\xa0\x80", b"\xc3"])
    def test_what_is_not_utf8(self, run: Run, before: Any, raw: bytes) -> None:
        refused(run("capture", "-", input=raw), "not UTF-8", "Nothing was changed", code=65)
        unchanged(run, before)

    def test_nothing_at_all(self, run: Run, before: Any) -> None:
        refused(run("capture", "-", input=b""), "A text is needed")
        unchanged(run, before)

    def test_a_byte_order_mark_is_no_text(self, run: Run) -> None:
        ok(run("capture", "-", input=b"\xef\xbb\xbfhello"))
        assert loops(run)[0]["text"] == "hello"

    def test_a_question_that_is_never_answered(self, run: Run) -> None:
        done = run("day", "open", terminal=True)
        assert done.exit_code == 130
        assert done.stderr.endswith("remoteos: interrupted\n")


class TestEnvironment:
    @pytest.mark.parametrize(
        ("env", "said"),
        [
            ({"REMOTEOS_NOW": "tomorrow"}, "is not an instant"),
            ({"REMOTEOS_NOW": "2026-11-23T09:00:00"}, "is not an instant"),
            ({"REMOTEOS_NOW": "2026-11-23"}, "is not an instant"),
            ({"REMOTEOS_NOW": "9999-12-31T23:59:59+00:00"}, "out of range"),
            ({"REMOTEOS_NOW": "0001-01-01T00:00:00+00:00"}, "out of range"),
            ({"REMOTEOS_NOW": "9999-12-31T23:59:59-23:59"}, "out of range"),
            ({"REMOTEOS_NOW": "\x1b[31m2026"}, "is not an instant"),
            ({"TZ": "Mars/Olympus"}, "is not a time zone"),
            ({"TZ": "../../etc/passwd"}, "is not a time zone"),
            ({"TZ": "Europe"}, "is not a time zone"),
            ({"TZ": "\x1b[31m"}, "is not a time zone"),
        ],
    )
    @pytest.mark.parametrize("args", [("status",), ("capture", "x"), ("day", "show", "today")], ids=" ".join)
    def test_a_clock_that_cannot_be_used(
        self, run: Run, before: Any, args: tuple[str, ...], env: dict[str, str], said: str
    ) -> None:
        refused(run(*args, env=env), said, code=2)
        unchanged(run, before)

    @pytest.mark.parametrize("now", ["1971-01-02T00:00:00+14:00", "2999-12-30T23:59:59-12:00"])
    def test_the_ends_of_time_that_can(self, run: Run, now: str) -> None:
        for args in (
            ("status",),
            ("day", "open"),
            ("focus", "start", "x"),
            ("focus", "stop"),
            ("day", "close"),
            ("focus", "list"),
            ("pulse", "show"),
            ("data", "archive"),
        ):
            assert run(*args, now=now).exit_code in (0, 1), args

    @pytest.mark.parametrize(
        "user",
        ["../../x", "..", ".", "a/b", "/etc", ".hidden", "a\\b", "x" * 300, "a\nb", "a\x1b[2J", "nul\x00"],
    )
    def test_a_user_that_nobody_can_be(self, run: Run, tmp_path: Path, user: str) -> None:
        done = run("--user", user, "capture", "x")
        assert done.exit_code == 65
        one_line(done)
        assert run("status", env={"REMOTEOS_USER": user.replace("\x00", "/")}).exit_code == 65
        assert not any(path.name.startswith("x") for path in tmp_path.rglob("*") if path.is_file())

    def test_a_settings_file_that_is_a_folder(self, run: Run, tmp_path: Path) -> None:
        done = ok(run("status", env={"REMOTEOS_CONFIG": str(tmp_path)}))
        one_line(done)
        assert done.stdout

    @pytest.mark.parametrize("content", ["[broken", "a = ", "\x00\xff", "x = 1\n" * 3 + "[[[["])
    def test_settings_that_are_no_toml(self, run: Run, content: str) -> None:
        Path(os.environ["REMOTEOS_CONFIG"]).write_text(content, "latin-1")
        done = ok(run("focus", "start", "x", "--json"))
        one_line(done, "config.toml")
        assert done.json["block"]["planned_s"] == 3000

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ('[focus]\ndefault_preset = "zen"\n', "focus.default_preset"),
            ("[focus]\ndefault_preset = 5\n", "focus.default_preset"),
            ('[focus.presets]\nlong = "forever"\n', "focus.presets.long"),
            ('[hours]\nmonday = "9 to 5"\n', "hours.monday"),
            ('[hours]\nmonday = "\\u001b[31m"\n', "hours.monday"),
            ("[day]\nstarts_at_hour = 99\n", "day.starts_at_hour"),
            ("[day]\nstarts_at_hour = " + "9" * 5000 + "\n", "config.toml"),
            ("day = 3\n", "day"),
            ("frobnicate = 1\n", "frobnicate"),
        ],
    )
    def test_settings_that_make_no_sense(self, run: Run, content: str, said: str) -> None:
        Path(os.environ["REMOTEOS_CONFIG"]).write_text(content)
        done = ok(run("day", "open", "--json"))
        one_line(done, said)
        assert done.json["day"]["closes_at"] == at("17:30")


class TestPlaces:
    """Where the data is to be."""

    @pytest.mark.parametrize("place", ["file", "file/below", "data/users", "data/users/me"])
    def test_a_file_is_in_the_way(self, run: Run, tmp_path: Path, place: str) -> None:
        if place.startswith("file"):
            (tmp_path / "file").write_text("mine")
            env = {"REMOTEOS_DATA": str(tmp_path / place)}
        else:
            (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / place).write_text("mine")
            env = {}
        done = run("capture", "x", env=env)
        assert done.exit_code == 73
        one_line(done)
        held = tmp_path / ("file" if place.startswith("file") else place)
        assert held.read_text() == "mine"

    def test_a_folder_that_is_not_there_yet(self, run: Run, tmp_path: Path) -> None:
        env = {"REMOTEOS_DATA": str(tmp_path / "not" / "there" / "yet")}
        assert ok(run("status", env=env)).stderr == ""
        assert not (tmp_path / "not").exists()
        ok(run("capture", "x", env=env))
        assert len(loops(run, env=env)) == 1

    def test_the_data_file_is_a_folder(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "data/users/me/remoteos.json").mkdir(parents=True)
        for args in (("capture", "x"), ("status",)):
            done = run(*args)
            assert done.exit_code in (65, 73, 74)
            one_line(done)

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
    def test_a_folder_of_somebody_else(self, run: Run, tmp_path: Path, before: Any) -> None:
        folder = tmp_path / "data/users/me"
        folder.chmod(0o500)
        try:
            assert run("capture", "x").exit_code in (73, 74)
            unchanged(run, before)
        finally:
            folder.chmod(0o700)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KB; it can be filled, and made read-only."""
    place = tmp_path / "disk"
    place.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(file: Path) -> None:
    """Take all the space there is."""
    with file.open("wb", buffering=0) as ballast, suppress(OSError):
        while True:
            ballast.write(b"x" * 4096)


class TestDisk:
    def test_a_full_one_loses_nothing(self, run: Run, small_disk: Path) -> None:
        env = {"REMOTEOS_DATA": str(small_disk / "data")}
        capture(run, "keep me", env=env)
        file = small_disk / "data/users/me/remoteos.json"
        whole = file.read_bytes()
        fill(small_disk / "ballast")
        for args in (("capture", "x"), ("day", "open"), ("data", "backup")):
            done = run(*args, env=env)
            assert done.exit_code in (73, 74), (args, done)
            one_line(done)
        assert file.read_bytes() == whole
        assert [one["text"] for one in loops(run, env=env)] == ["keep me"]
        assert not list(file.parent.glob("*tmp*"))
        (small_disk / "ballast").unlink()
        capture(run, "now it fits", env=env)

    def test_a_read_only_one_is_still_read(self, run: Run, small_disk: Path) -> None:
        env = {"REMOTEOS_DATA": str(small_disk / "data")}
        capture(run, "keep me", env=env)
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
        assert [one["text"] for one in loops(run, env=env)] == ["keep me"]
        ok(run("status", env=env))
        ok(run("data", "export", env=env))
        for args in (("capture", "x"), ("day", "open"), ("undo",), ("data", "backup")):
            done = run(*args, env=env)
            assert done.exit_code in (73, 74), (args, done)
            one_line(done, "read-only")

    @pytest.mark.skipif(os.name == "nt", reason="needs a limit on the size of files")
    def test_a_file_that_may_not_grow(self, run: Run, run_process: Run) -> None:
        capture(run, "keep me")
        file = Path(os.environ["REMOTEOS_DATA"]) / "users/me/remoteos.json"
        whole = file.read_bytes()
        code = (
            "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
            f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(whole)}, {len(whole)}));"
            "from remoteos.cli.main import run; sys.exit(run(sys.argv[1:]))"
        )
        done = run_process("capture", "x" * 500, python=("-B", "-c", code))
        assert done.exit_code == 74
        one_line(done, "Nothing was changed")
        assert file.read_bytes() == whole
        assert [path.name for path in file.parent.iterdir() if "tmp" in path.name] == []


class TestLock:
    @pytest.mark.skipif(os.name == "nt", reason="takes the lock as it is taken on POSIX")
    def test_a_busy_one_is_waited_for_and_then_said(self, run: Run, before: Any) -> None:
        lock = Path(os.environ["REMOTEOS_DATA"]) / "users/me/remoteos.lock"
        code = (
            f"import fcntl, time; f = open({str(lock)!r}); fcntl.flock(f, fcntl.LOCK_EX);"
            "print('held', flush=True); time.sleep(30)"
        )
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as holder:
            try:
                assert holder.stdout is not None
                assert holder.stdout.readline() == "held\n"
                unchanged(run, before)  # a reader needs no lock
                began = time.monotonic()
                refused(run("capture", "x"), "locked", "Nothing was changed", code=75)
                assert time.monotonic() - began > 4  # it waited for its turn, and gave up
            finally:
                holder.kill()
        capture(run, "now it goes")


def shell(script: str) -> subprocess.CompletedProcess[str]:
    command = f"{shlex.quote(sys.executable)} -m remoteos"
    return subprocess.run(
        ["bash", "-c", script.replace("REMOTEOS", command)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
class TestStreams:
    @pytest.mark.parametrize("args", ["loops", "loops --json", "day show", "data export"])
    def test_a_reader_that_has_enough_is_met_in_silence(self, run: Run, args: str) -> None:
        file = Path(os.environ["REMOTEOS_DATA"]) / "users/me/remoteos.json"
        capture(run, "x" * 3_000)
        tables = json.loads(file.read_text())
        doc = tables["captures"]["1"]
        for number in range(1, 60):  # the first one too: none may share an id
            tables["captures"][str(number)] = {**doc, "id": f"{doc['id'][:-3]}{number:03}"}
        file.write_text(json.dumps(tables))
        done = shell(f"REMOTEOS {args} | head -c 10 > /dev/null; echo ${{PIPESTATUS[0]}}")
        assert (done.stdout, done.stderr) == ("0\n", "")

    def test_closed_ones(self, run: Run) -> None:
        capture(run, "keep me")
        assert shell("REMOTEOS capture - <&-").returncode == 1
        assert shell("REMOTEOS status <&-").returncode == 0
        assert shell("REMOTEOS day close --no-input <&-").returncode == 0
        done = shell("REMOTEOS status >&-")
        assert (done.returncode, done.stderr.count("\n")) == (74, 1)
        assert shell("REMOTEOS capture 'said nowhere' 2>&-").returncode == 0
        assert [one["text"] for one in loops(run)] == ["keep me", "said nowhere"]

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_an_answer_that_cannot_be_written(self, run: Run) -> None:
        done = shell("REMOTEOS capture 'kept all the same' > /dev/full")
        assert (done.returncode, done.stderr) == (74, "remoteos: No space left on device\n")
        assert [one["text"] for one in loops(run)] == ["kept all the same"]


def test_arguments_that_are_no_text(run: Run, run_process: Run) -> None:
    assert run_process("capture", b"caf\xe9 \xff end").exit_code == 0
    assert loops(run)[0]["text"] == "caf  end"
    for args in (
        ("day", "show", b"\xff"),
        ("outcome", "show", b"\xffabc"),
        (b"\xff",),
        ("--user", b"\xff", "status"),
    ):
        done = run_process(*args)
        assert done.exit_code in (2, 65)
        one_line(done)


@each_control
def test_control_in_the_file_reaches_no_terminal(run: Run, text: str) -> None:
    """A file from somewhere else holds what nobody could have typed."""
    capture(run, "PLACEHOLDER")
    add_outcome(run, "PLACEHOLDER")
    log(run, "PLACEHOLDER", "07:00", "08:00")
    ok(run("day", "open"))
    file = Path(os.environ["REMOTEOS_DATA"]) / "users/me/remoteos.json"
    file.write_text(file.read_text().replace("PLACEHOLDER", json.dumps(text)[1:-1]))
    for args in (
        ("status",),
        ("loops",),
        ("loops", "--json"),
        ("outcome", "list"),
        ("day", "show"),
        ("focus", "list"),
        ("data", "check"),
        ("undo",),
        ("data", "export"),
    ):
        done = run(*args)
        assert not control_in(done), args
        assert done.exit_code in (0, 65), (args, done)
