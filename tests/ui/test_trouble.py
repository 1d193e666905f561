"""When something goes wrong under the app: it says what and what to do, and nothing is lost."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from textual.widgets import Static

from remoteos.domain.captures import Capture
from remoteos.services import captures, data
from remoteos.services.desk import Desk
from remoteos.services.opening import open_lasting_store
from remoteos.store import damage
from remoteos.store.file import DataFile
from remoteos.store.store import Store
from tests.services.support import set_clock
from tests.ui.conftest import Seat, Sit

Open = Callable[[], Desk]


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses before a damaged file is looked at again are tested where they are."""
    monkeypatch.setattr(damage, "_RETRIES_S", (0.0, 0.0))


@pytest.fixture
def open_desk(make_desk: Callable[..., Desk]) -> Open:
    """A desk as the app has it, on three loops, two of which are in a backup."""
    first = make_desk()
    for text in ("call the bank", "who owns the DNS?"):
        captures.capture(first, text)
    set_clock(first, "2026-11-24 09:00")
    captures.capture(first, "invoice template")

    def make() -> Desk:
        return first._replace(store=open_lasting_store(os.environ, "me", first.now))

    return make


def spoil(desk: Desk) -> None:
    desk.store.path.write_bytes(b"\x00garbage\xff" * 9)


async def look(seat: Seat) -> None:
    """Let the app look at the file."""
    seat.app._tick()
    await seat.settle()


def bar(seat: Seat) -> str:
    """What stands under the status line as long as something is wrong."""
    trouble = seat.app.screen.query_one("#trouble", Static)
    if not trouble.display:
        return ""
    shown = seat.lines[trouble.region.y : trouble.region.bottom]
    return " ".join(" ".join(shown).split())


def told(seat: Seat) -> str:
    """What the dialog in front tells, whatever the lines it stands on."""
    place = seat.app.screen.query_one(".note").region
    shown = (line[place.x : place.right] for line in seat.lines[place.y : place.bottom])
    return " ".join(" ".join(shown).split())


def texts(desk: Desk) -> set[str]:
    """The loops in the file, read by somebody else."""
    return {loop.text for loop in Store.open(desk.store.folder, now=desk.now).all(Capture)}


ALL = {"call the bank", "who owns the DNS?", "invoice template"}


# The file is damaged while the app is open


async def test_the_last_good_state_stays_in_sight(sit: Sit, open_desk: Open) -> None:
    desk = open_desk()
    async with sit(desk) as seat:
        await seat.press("l")
        spoil(desk)
        await look(seat)
        seat.sees(*ALL, "The data file cannot be used", "ctrl+r shows the ways back", "ctrl+r ways back")
        await seat.press("escape", "3", "2", "1")
        seat.sees("The data file cannot be used", "call the bank")


async def test_what_happened_is_said_with_the_ways_back(sit: Sit, open_desk: Open) -> None:
    desk = open_desk()
    async with sit(desk) as seat:
        spoil(desk)
        await look(seat)
        await seat.press("ctrl+r")
        assert "it is kept as remoteos.damaged-" in told(seat)
        assert "run `remoteos data restore`" in told(seat)
        seat.sees(
            "p Put back what you see 3 records", "b Restore the backup of", "2 records", "n Start afresh"
        )
        await seat.press("escape")
        assert seat.screen == "TodayScreen"


async def test_what_is_seen_is_put_back_by_one_key(sit: Sit, open_desk: Open) -> None:
    desk = open_desk()
    async with sit(desk) as seat:
        spoil(desk)
        await look(seat)
        await seat.press("ctrl+r", "p")
        assert seat.toast == "What you saw is saved again: 3 records."
        seat.sees_not("cannot be used")
        assert texts(desk) == ALL
        captures.capture(desk, "it goes on")
        await look(seat)
        seat.sees("it goes on")


async def test_the_backup_is_restored_by_one_key(sit: Sit, open_desk: Open) -> None:
    desk = open_desk()
    async with sit(desk) as seat:
        spoil(desk)
        await look(seat)
        await seat.press("ctrl+r", "b")
        assert seat.toast == "The backup is back: 2 records."
        seat.sees("who owns the DNS?")
        seat.sees_not("cannot be used", "invoice template")


async def test_an_action_is_refused_with_the_reason_and_nothing_typed_is_lost(
    sit: Sit, open_desk: Open
) -> None:
    desk = open_desk()
    async with sit(desk) as seat:
        await seat.press("c")
        await seat.type("half a thought, finished")
        spoil(desk)
        await look(seat)
        await seat.press("enter")
        seat.sees("damaged", "half a thought, finished")
        await seat.press("escape", "ctrl+r", "p", "c")
        seat.sees("half a thought, finished")
        await seat.press("enter")
        assert texts(desk) == {*ALL, "half a thought, finished"}


async def test_undo_is_refused_in_one_line(sit: Sit, open_desk: Open) -> None:
    desk = open_desk()
    async with sit(desk) as seat:
        spoil(desk)
        await seat.press("u")
        assert "is damaged" in seat.toast
        assert "\n" not in seat.toast


async def test_what_the_command_line_restores_shows(sit: Sit, open_desk: Open) -> None:
    desk = open_desk()
    async with sit(desk) as seat:
        spoil(desk)
        await look(seat)
        await seat.press("ctrl+r")
        assert seat.screen == "DamagedScreen"
        data.restore(data.open_even_damaged(os.environ, "me", desk.clock), desk.clock)
        seat.app.screen._look()  # type: ignore[attr-defined]
        await seat.settle()
        assert seat.screen == "TodayScreen"
        seat.sees("who owns the DNS?")
        seat.sees_not("cannot be used")


async def test_a_way_that_fails_is_said_and_can_be_tried_again(
    sit: Sit, open_desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk()
    async with sit(desk) as seat:
        spoil(desk)
        await look(seat)
        with full_disk(monkeypatch):
            await seat.press("ctrl+r", "p")
            assert "no space left" in seat.toast.lower()
        seat.sees("cannot be used", "call the bank")
        await seat.press("ctrl+r", "p")
        assert texts(desk) == ALL


@pytest.mark.parametrize(
    "keys", [("2",), ("3",), ("l",), ("o",), ("e",), ("comma",), ("c",), ("question_mark",)]
)
async def test_it_may_happen_on_any_screen(sit: Sit, open_desk: Open, keys: tuple[str, ...]) -> None:
    desk = open_desk()
    async with sit(desk) as seat:
        await seat.press(*keys)
        spoil(desk)
        await look(seat)
        await seat.press("escape", "escape")
        seat.sees("The data file cannot be used")
        await seat.press("s", "escape", "o", "escape", "l", "escape", "3", "n", "escape", "1")
        await seat.press("ctrl+r", "p")
        seat.sees_not("cannot be used")


# The folder, the disk, the version


async def test_a_folder_that_was_removed_is_no_new_start(sit: Sit, open_desk: Open) -> None:
    desk = open_desk()
    async with sit(desk) as seat:
        shutil.rmtree(desk.store.folder)
        await look(seat)
        seat.sees("The data file cannot be used", "call the bank")
        await seat.press("c")
        await seat.type("one more")
        await seat.press("enter")
        seat.sees("it is missing", "one more")
        await seat.press("escape", "ctrl+r")
        seat.sees_not("Restore the backup")
        await seat.press("p", "c", "enter")
        assert texts(desk) == {*ALL, "one more"}


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No file can be written."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("remoteos.store.file._write", full)
        yield


@contextmanager
def read_only_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder may be read and not written."""

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr("remoteos.store.file._write", refused)
        yield


@pytest.mark.parametrize(
    ("trouble", "said"), [(full_disk, "no space left on device"), (read_only_folder, "permission denied")]
)
async def test_what_cannot_be_written_is_one_line_and_stays_typed(
    sit: Sit,
    open_desk: Open,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Callable[[pytest.MonkeyPatch], object],
    said: str,
) -> None:
    desk = open_desk()
    async with sit(desk) as seat:
        with trouble(monkeypatch):  # type: ignore[attr-defined]
            await seat.press("c")
            await seat.type("one more")
            await seat.press("enter")
            seat.sees(said, "one more")
            await seat.press("escape", "u")
            assert said in seat.toast
            assert "\n" not in seat.toast
        seat.sees("call the bank")
        await seat.press("c", "enter")
        assert texts(desk) == {*ALL, "one more"}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions bind")
async def test_a_folder_without_permissions_is_said(sit: Sit, open_desk: Open) -> None:
    desk = open_desk()
    async with sit(desk) as seat:
        desk.store.folder.chmod(0o500)
        try:
            await seat.press("u")
            assert "permission denied" in seat.toast
        finally:
            desk.store.folder.chmod(0o700)


async def test_a_file_out_of_reach_is_said_and_waited_for(
    sit: Sit, open_desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from remoteos.store.errors import StorageFailure

    def refuse(self: DataFile) -> None:
        raise StorageFailure("Cannot read the data: input/output error. Nothing was changed.")

    desk = open_desk()
    async with sit(desk) as seat:
        with monkeypatch.context() as patch:
            patch.setattr(DataFile, "signature", refuse)
            await look(seat)
            seat.sees("input/output error", "call the bank")
            await seat.press("u")
            assert "input/output error" in seat.toast
        await look(seat)
        assert bar(seat) == ""
        await seat.press("u")
        assert "Taken back" in seat.toast


def newer(desk: Desk) -> None:
    """A newer version writes the file."""
    content = msgspec.json.decode(desk.store.path.read_bytes())
    content["meta"]["1"]["schema"] = 99
    desk.store.path.write_bytes(msgspec.json.encode(content))


@pytest.mark.parametrize("when", ["before", "while open"])
async def test_what_a_newer_version_wrote_is_read_and_not_written(
    sit: Sit, open_desk: Open, when: str
) -> None:
    if when == "before":
        newer(open_desk())
    desk = open_desk()
    async with sit(desk) as seat:
        if when == "while open":
            newer(desk)
            await look(seat)
        before = desk.store.path.read_bytes()
        assert "was written by a newer remoteos" in bar(seat)
        assert "it can be read, not changed" in bar(seat)
        seat.sees("call the bank")
        await seat.press("u")
        assert "newer remoteos" in seat.toast
        await seat.press("c")
        await seat.type("one more")
        await seat.press("enter")
        seat.sees("newer remoteos", "one more")
        await seat.press("escape", "ctrl+r")
        assert seat.screen == "TodayScreen"
        assert desk.store.path.read_bytes() == before


async def test_a_record_that_cannot_be_read_is_mentioned_and_the_rest_shown(
    sit: Sit, open_desk: Open
) -> None:
    desk = open_desk()
    content = msgspec.json.decode(desk.store.path.read_bytes())
    content["captures"]["1"]["kind"] = "nonsense"
    desk.store.path.write_bytes(msgspec.json.encode(content))
    async with sit(desk) as seat:
        await look(seat)
        seat.sees("1 record cannot be read and is left out; `remoteos data check` says where.")
        seat.sees("who owns the DNS?")


# Opening on a damaged file


async def test_it_opens_on_what_was_found(sit: Sit, open_desk: Open) -> None:
    spoil(open_desk())
    async with sit(open_desk()) as seat:
        assert seat.screen == "DamagedScreen"
        seat.sees("The data file cannot be used", "b Restore the backup of")
        seat.sees_not("Put back what you see")


async def test_opened_so_the_backup_is_one_key_away(sit: Sit, open_desk: Open) -> None:
    spoil(open_desk())
    desk = open_desk()
    async with sit(desk) as seat:
        await seat.press("b")
        assert seat.screen == "TodayScreen"
        seat.sees("call the bank", "who owns the DNS?")
        assert texts(desk) == {"call the bank", "who owns the DNS?"}


async def test_opened_so_a_new_start_is_one_key_away_and_the_damaged_file_stays(
    sit: Sit, open_desk: Open
) -> None:
    spoil(open_desk())
    desk = open_desk()
    async with sit(desk) as seat:
        await seat.press("n")
        assert "new, empty data file" in seat.toast
        await seat.press("c")
        await seat.type("the first")
        await seat.press("enter")
    assert texts(desk) == {"the first"}
    (aside,) = desk.store.folder.glob("remoteos.damaged-*")
    assert aside.read_bytes().startswith(b"\x00garbage")


async def test_opened_so_one_can_leave_and_nothing_changes(sit: Sit, open_desk: Open) -> None:
    spoil(open_desk())
    desk = open_desk()
    before = sorted(path.name for path in desk.store.folder.iterdir())
    async with sit(desk) as seat:
        await seat.press("q")
        assert not seat.app.is_running
    assert sorted(path.name for path in desk.store.folder.iterdir()) == before


async def test_opened_so_one_can_decide_later(sit: Sit, open_desk: Open) -> None:
    spoil(open_desk())
    async with sit(open_desk()) as seat:
        await seat.press("escape")
        seat.sees("The data file cannot be used")
        await seat.press("c")
        await seat.type("one more")
        await seat.press("enter")
        seat.sees("damaged", "one more")
        await seat.press("escape", "ctrl+r", "b")
        seat.sees("call the bank")


async def test_without_any_backup_it_says_so(sit: Sit, open_desk: Open) -> None:
    folder = open_desk().store.folder
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "remoteos.json").write_bytes(b"garbage")
    async with sit(open_desk()) as seat:
        assert "There is no backup yet" in told(seat)
        seat.sees("n Start afresh", "q Quit")
        seat.sees_not("Restore the backup")


# A defect of the app's own


async def test_a_defect_is_kept_for_whoever_opened_the_app(
    sit: Sit, open_desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from remoteos.screens.main_page import MainPage

    def defect(_: object) -> None:
        raise KeyError("a defect")

    monkeypatch.setattr(MainPage, "action_go_outcomes", defect)
    seats = []

    async def use_it() -> None:
        async with sit(open_desk()) as seat:
            seats.append(seat)
            await seat.pilot.press("3")

    with pytest.raises(KeyError):
        await use_it()
    assert isinstance(seats[0].app.failure, KeyError)
    assert seats[0].app._exit_renderables == []


def test_the_hooks_of_textual_that_this_stands_on_are_there(tmp_path: Path) -> None:
    from textual.app import App

    for hook in ("_handle_exception", "_fatal_error", "panic"):
        assert callable(getattr(App, hook)), hook
