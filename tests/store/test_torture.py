"""Kills, full disks and crowds: nothing acknowledged is lost, nothing half is left."""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from remoteos.store.errors import StorageFailure
from tests.store.support import NOW, Task, holds, note, open_store, task, temporary_files
from tests.store.torture import in_child

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

ROOT = Path(__file__).parents[2]


def torture(*args):
    """Run the torturer in a process of its own, which may fork without a thought for pytest."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.torture", *map(str, args)],
        capture_output=True,
        env=environ,
        cwd=ROOT,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_killed_at_every_call_that_changes_the_disk(tmp_path):
    report = torture("calls", tmp_path)
    assert report["wrong"] == {}
    assert report["runs"] > 60


def test_killed_at_random_moments(tmp_path, long_form):
    report = torture("moments", tmp_path, 1000 if long_form else 100, 20261123)
    assert report["wrong"] == {}
    assert len(report["reached"]) > 6  # the kills are spread over the day


@pytest.mark.parametrize(("processes", "each"), [(2, 200), (4, 100)])
def test_many_writers_at_once(tmp_path, long_form, processes, each):
    for turn in range(20 if long_form else 3):
        report = torture("writers", tmp_path / str(turn), processes, each)
        assert report == {"codes": [0] * processes, "records": processes * each, "problems": 0}


def test_no_space_at_every_512_bytes(folder):
    open_store(folder).commit("Add", put=[task(n, "x" * 300) for n in range(30)], at=NOW)
    raw = (folder / "remoteos.json").read_bytes()
    checked = 0
    for limit in range(0, len(raw), 512):
        assert in_child(lambda tell, limit=limit: _save_with_no_room(folder, limit, raw, tell)) == 3, limit
        checked += 1
    assert checked > 20
    store = open_store(folder)
    assert store.commit("After", put=[note(1)], at=NOW) is not None


def _save_with_no_room(folder, limit, raw, tell):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    store = open_store(folder)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        store.commit("Too much", put=[task(99)], at=NOW)
    except StorageFailure:
        tell(1)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    if (folder / "remoteos.json").read_bytes() == raw and not temporary_files(folder):
        tell(2)
    if (
        store.commit("Room again", put=[task(99)], at=NOW)
        and len(store.all(Task)) == 31
        and store.undo(at=NOW)
    ):
        (folder / "remoteos.json").write_bytes(raw)
        for left in (folder / "backups").glob("*"):
            for path in left.rglob("*.json"):
                path.unlink()
        tell(3)
    assert holds(folder, raw)
