"""What happened to a lost file is said with the ways back, and each of them works."""

import shutil
from collections.abc import Callable

import pytest

from remoteos.domain.captures import Capture
from remoteos.domain.errors import Refused
from remoteos.services import captures, mending
from remoteos.services.desk import Desk
from remoteos.services.opening import open_lasting_store
from remoteos.store import damage
from remoteos.store.errors import Damaged
from tests.services.support import set_clock


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(damage, "_RETRIES_S", (0.0, 0.0))


@pytest.fixture
def open_desk(make_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk of a program that stays open, with three loops and a backup of two."""
    import os

    desk = make_desk()
    for text in ("call the bank", "who owns the DNS?"):
        captures.capture(desk, text)
    set_clock(desk, "2026-11-24 09:00")
    captures.capture(desk, "invoice template")
    return desk._replace(store=open_lasting_store(os.environ, "me", desk.now))


def garbage(desk: Desk) -> None:
    desk.store.path.write_bytes(b"garbage")
    desk.store.view()


def test_all_is_well(open_desk: Desk) -> None:
    assert mending.trouble(open_desk.store) == ""
    assert mending.loss(open_desk.store) is None
    assert mending.left_out(open_desk.store) == 0
    for way in (mending.restore, mending.start_afresh, mending.put_back):
        with pytest.raises(Refused, match="Nothing was changed"):
            way(open_desk)
    assert len(open_desk.store.all(Capture)) == 3


def test_a_lost_file_is_told_with_the_ways_back(open_desk: Desk) -> None:
    garbage(open_desk)
    assert "damaged" in mending.trouble(open_desk.store)
    found = mending.loss(open_desk.store)
    assert found is not None
    assert found.said == mending.trouble(open_desk.store)
    assert found.remembered == 3
    assert found.backup is not None
    assert found.backup.records == 2


def test_what_was_known_is_put_back(open_desk: Desk) -> None:
    garbage(open_desk)
    assert mending.put_back(open_desk) == 3
    assert mending.loss(open_desk.store) is None
    captures.capture(open_desk, "it goes on")
    assert len(open_desk.store.all(Capture)) == 4


def test_the_backup_comes_back(open_desk: Desk) -> None:
    garbage(open_desk)
    assert mending.restore(open_desk) == 2
    assert len(open_desk.store.all(Capture)) == 2


def test_it_begins_anew(open_desk: Desk) -> None:
    garbage(open_desk)
    mending.start_afresh(open_desk)
    assert mending.trouble(open_desk.store) == ""
    assert open_desk.store.all(Capture) == ()


def test_without_folder_there_is_no_backup(open_desk: Desk) -> None:
    shutil.rmtree(open_desk.store.folder)
    open_desk.store.view()
    found = mending.loss(open_desk.store)
    assert found is not None
    assert (found.remembered, found.backup) == (3, None)


def test_a_store_for_one_command_remembers_nothing(make_desk: Callable[..., Desk], open_desk: Desk) -> None:
    desk = make_desk()
    desk.store.path.write_bytes(b"garbage")
    with pytest.raises(Damaged):
        desk.store.view()
    with pytest.raises(Refused):
        mending.put_back(desk)
