"""Draw every screen of the app on the demo: ``python -m scripts.screenshots [DIR]``.

Each is drawn at 80×24, 120×40 and 200×60, dark and light, as SVG, into ``build/screenshots`` unless another
folder is given. ``--readme`` draws those that README shows into ``docs/screenshots`` instead.
"""

import argparse
import asyncio
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from remoteos.app import RemoteosApp
from remoteos.domain.settings import AppSettings, Settings, You
from remoteos.screens.session import Session
from remoteos.services import focus, settings
from remoteos.services.clock import Clock
from remoteos.services.demo import telling
from remoteos.services.desk import Desk
from remoteos.services.opening import open_store
from scripts.tour import TOUR, Stop

ROOT = Path(__file__).parent.parent
ZONE = "Europe/Berlin"
MORNING = datetime.fromisoformat("2026-11-20T07:20:00+01:00")
LATER = datetime.fromisoformat("2026-11-20T14:12:00+01:00")
"""A Friday: before the day is opened, and with a block that runs."""

SIZES = ((80, 24), (120, 40), (200, 60))
THEMES = ("remoteos-dark", "remoteos-light")
README = ("today", "focus", "end-2", "outcomes-ladder", "draft", "playbooks-found")
"""Those in README, at 80×24 in the dark theme."""


class Picture(NamedTuple):
    """One picture to draw."""

    stop: Stop
    size: tuple[int, int]
    theme: str
    path: Path


def main() -> None:
    """Draw what is wanted."""
    parser = argparse.ArgumentParser(prog="python -m scripts.screenshots", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "screenshots")
    parser.add_argument("--readme", action="store_true", help="draw the pictures of README")
    parser.add_argument("--only", default="", metavar="NAME", help="only the screens whose name begins so")
    wanted = parser.parse_args()
    folder = ROOT / "docs" / "screenshots" if wanted.readme else wanted.folder
    folder.mkdir(parents=True, exist_ok=True)
    for picture in _readme(folder) if wanted.readme else _every(folder, wanted.only):
        asyncio.run(draw(picture))
        print(picture.path)


def _readme(folder: Path) -> Iterator[Picture]:
    stops = {stop.name: stop for stop in TOUR}
    for name in README:
        yield Picture(stops[name], SIZES[0], THEMES[0], folder / f"{name}.svg")


def _every(folder: Path, beginning: str) -> Iterator[Picture]:
    for stop in TOUR:
        if stop.name.startswith(beginning):
            for size in SIZES:
                for theme in THEMES:
                    name = f"{stop.name}-{size[0]}x{size[1]}-{theme.removeprefix('remoteos-')}.svg"
                    yield Picture(stop, size, theme, folder / name)


async def draw(picture: Picture) -> None:
    """Draw one screen into its file."""
    with tempfile.TemporaryDirectory(prefix="remoteos-screenshots-") as place:
        app = RemoteosApp(session(Path(place), picture.stop.day, picture.theme))
        async with app.run_test(size=picture.size, notifications=True) as pilot:
            await pilot.pause()
            for key in picture.stop.keys:
                await pilot.press(key)
                await pilot.pause()
            app.clear_notifications()
            await pilot.pause()
            drawing = _self_contained(app.export_screenshot(title="remoteos"))
            picture.path.write_text(drawing, encoding="utf-8")


def _self_contained(drawing: str) -> str:
    """The picture in the reader's own monospaced font, fetching nothing, with every space in its place."""
    kept = re.sub(r"@font-face \{.*?\}\s*", "", drawing, flags=re.DOTALL)
    return kept.replace("&#160;", " ").replace("<text ", '<text xml:space="preserve" ')


def session(place: Path, day: str, theme: str) -> Session:
    """The desk of the demo's engineer on a day of the wanted kind, in a folder of its own."""
    clock = Clock(ZONE, frozen=MORNING if day == "unopened" else LATER)
    config = place / "config.toml"
    chosen = Settings(app=AppSettings(theme=theme), you=You(role="software engineer"))
    if day != "new":
        settings.write_default(config, chosen)
        telling.write(place, "me", clock=clock, years=0, number=1, role="engineer")
    desk = Desk(
        store=open_store({"REMOTEOS_DATA": str(place)}, "me", clock.now()), clock=clock, settings=chosen
    )
    if day == "between" and focus.current(desk) is not None:
        focus.stop(desk, result="drafted", depth=4)
    return Session(desk, config)


if __name__ == "__main__":
    main()
