"""Kills, full disks and crowds: nothing acknowledged is lost, nothing half is left."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.support import NOW, note, open_store

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
    report = torture("room", folder)
    assert report["wrong"] == {}
    assert report["runs"] > 20
    assert open_store(folder).commit("After", put=[note(1)], at=NOW) is not None
