"""Pictures of the screens, held against those that were looked at and found good.

After a change that is meant: ``python -m pytest tests/ui/test_pictures.py --snapshot-update``; look at them.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from remoteos.app import RemoteosApp
from scripts.screenshots import session
from scripts.tour import TOUR, Stop
from tests.ui.conftest import LARGE, SMALL

STOPS = {stop.name: stop for stop in TOUR}
PICTURES = [
    ("today", SMALL, "remoteos-dark"),
    ("today", LARGE, "remoteos-light"),
    ("newcomer", SMALL, "remoteos-dark"),
    ("focus", SMALL, "remoteos-dark"),
    ("focus-between", LARGE, "remoteos-dark"),
    ("outcomes", SMALL, "remoteos-light"),
    ("outcomes-ladder", LARGE, "remoteos-dark"),
    ("updates", SMALL, "remoteos-dark"),
    ("draft", SMALL, "remoteos-dark"),
    ("draft-evidence", LARGE, "remoteos-light"),
    ("loops", SMALL, "remoteos-dark"),
    ("playbooks", SMALL, "remoteos-dark"),
    ("playbooks-found", LARGE, "remoteos-light"),
    ("playbook", LARGE, "remoteos-dark"),
    ("run", SMALL, "remoteos-light"),
    ("adopt", SMALL, "remoteos-dark"),
    ("export", LARGE, "remoteos-light"),
    ("import", SMALL, "remoteos-dark"),
    ("end-2", SMALL, "remoteos-dark"),
    ("start-4", LARGE, "remoteos-light"),
    ("first-run", SMALL, "remoteos-light"),
    ("outcome-form", SMALL, "remoteos-contrast"),
    ("help", SMALL, "remoteos-dark"),
    ("palette", SMALL, "remoteos-light"),
]


def called(value: object) -> str:
    """How a picture's name says its size: ``80x24``."""
    return "x".join(map(str, value)) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize(("name", "size", "theme"), PICTURES, ids=called)
def test_a_screen_looks_as_it_did(
    name: str,
    size: tuple[int, int],
    theme: str,
    tmp_path: Path,
    snap_compare: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR")
    stop: Stop = STOPS[name]
    app = RemoteosApp(session(tmp_path, stop.day, theme))

    async def quiet(pilot: Any) -> None:
        app.clear_notifications()
        await pilot.pause()

    assert snap_compare(app, press=stop.keys, terminal_size=size, run_before=quiet)
