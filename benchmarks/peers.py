"""The peers: their programs in environments of their own, and the same ten years in their own files."""

import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.history import History, blocks, notes

PACKAGES = {"watson": "td-watson", "jrnl": "jrnl"}
INSTALL_S = 300
"""How long an installation may take."""

FREE = datetime(2026, 11, 15, 6, 0)  # noqa: DTZ001  a wall clock
"""A Sunday morning of the history on which nothing was tracked: measured entries go there."""


@dataclass
class Peers:
    """The peers that are there, and why the others are not."""

    environment: dict[str, str]
    where: Path
    """The folder that their data lies in."""
    programs: dict[str, str] = field(default_factory=dict)
    """Paths by name."""
    missing: list[str] = field(default_factory=list)
    """A line for each peer that could not be had."""
    config: Path = Path()
    """The journal's configuration."""

    def line(self, name: str, *args: str) -> Sequence[str]:
        """A command line of one of them."""
        return (self.programs[name], *args)


def find(history: History, where: Path, cache: Path) -> Peers:
    """Install the peers if need be, and write the history in their formats."""
    env = {
        **history.env,
        "WATSON_DIR": str(where / "watson"),
        "TIMEWARRIORDB": str(where / "timewarrior"),
    }
    peers = Peers(env, where)
    for name, package in PACKAGES.items():
        _install(peers, name, package, cache)
    if timew := shutil.which("timew"):
        peers.programs["timew"] = timew
    else:
        peers.missing.append("timew: not on PATH")
    writers: dict[str, Callable[[Peers, History, Path], None]] = {
        "watson": _watson,
        "jrnl": _jrnl,
        "timew": _timewarrior,
    }
    for name in peers.programs:
        (where / name).mkdir(parents=True, exist_ok=True)
        writers[name](peers, history, where)
    return peers


def slot(number: int) -> tuple[datetime, datetime]:
    """A free minute for the entry that a round adds, another one in each round."""
    start = FREE + timedelta(minutes=3 * number)
    return start, start + timedelta(minutes=2)


def _install(peers: Peers, name: str, package: str, cache: Path) -> None:
    """Make an environment with a package in it, once; note when that cannot be done."""
    place = cache / f"{name}-{sys.version_info[0]}.{sys.version_info[1]}"
    scripts = place / ("Scripts" if sys.platform == "win32" else "bin")
    program = scripts / name
    if not program.exists():
        try:
            venv.create(place, with_pip=True)
            subprocess.run(
                [str(scripts / "python"), "-m", "pip", "install", "--quiet", package],
                check=True,
                capture_output=True,
                timeout=INSTALL_S,
            )
        except (OSError, subprocess.SubprocessError) as error:
            shutil.rmtree(place, ignore_errors=True)
            peers.missing.append(
                f"{name}: cannot install {package} ({type(error).__name__}); is there a network?"
            )
            return
    peers.programs[name] = str(program)


def _watson(_: Peers, history: History, where: Path) -> None:
    """Watson: a list of frames, and a project that runs."""
    frames = []
    for number, (start, end, text) in enumerate(blocks(history)):
        first, last = (int(at.timestamp()) for at in (start, end))
        frames.append([first, last, _word(text), f"{number:032x}", ["focus"], last])
    folder = where / "watson"
    (folder / "frames").write_text(json.dumps(frames), encoding="utf-8")
    running = {"project": "review", "start": int(datetime.now(UTC).timestamp()) - 1200, "tags": ["focus"]}
    (folder / "state").write_text(json.dumps(running), encoding="utf-8")


def _jrnl(peers: Peers, history: History, where: Path) -> None:
    """Write the journal of jrnl, and the configuration that names it."""
    journal = where / "jrnl" / "journal.txt"
    lines = (f"[{at:%Y-%m-%d %H:%M}] {text}.\n\n" for at, text in notes(history))
    journal.write_text("".join(lines), encoding="utf-8")
    peers.config = where / "jrnl" / "jrnl.yaml"
    settings: dict[str, object] = {
        "default_hour": 9,
        "default_minute": 0,
        "editor": "",
        "encrypt": False,
        "highlight": False,
        "indent_character": "|",
        "linewrap": 79,
        "tagsymbols": "#@",
        "template": False,
        "timeformat": "%Y-%m-%d %H:%M",
        "version": _version(peers.programs["jrnl"]),
    }
    said = [f"{name}: {json.dumps(value)}" for name, value in settings.items()]
    said += ["colors:", *(f"  {name}: none" for name in ("body", "date", "tags", "title"))]
    said += ["journals:", "  default:", f"    journal: {json.dumps(str(journal))}"]
    peers.config.write_text("\n".join(said) + "\n", encoding="utf-8")


def _timewarrior(_: Peers, history: History, where: Path) -> None:
    """Timewarrior: a file of intervals for each month."""
    folder = where / "timewarrior"
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "timewarrior.cfg").write_text("")
    months: dict[str, list[str]] = {}
    tags: dict[str, int] = {}
    for start, end, text in blocks(history):
        first, last = (at.astimezone(UTC) for at in (start, end))
        tag = _word(text)
        tags[tag] = tags.get(tag, 0) + 1
        line = f"inc {first:%Y%m%dT%H%M%SZ} - {last:%Y%m%dT%H%M%SZ} # {tag}\n"
        months.setdefault(f"{first:%Y-%m}", []).append(line)
    for month, lines in months.items():
        (folder / "data" / f"{month}.data").write_text("".join(lines))
    counts = {tag: {"count": count} for tag, count in tags.items()}
    (folder / "data" / "tags.data").write_text(json.dumps(counts))


def _word(text: str) -> str:
    """One word of a text, as trackers name projects and tags."""
    words = [word for word in text.lower().split() if word.isalpha() and len(word) > 3]
    return words[-1] if words else "work"


def _version(program: str) -> str:
    """The version that jrnl wants to read in its configuration."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=False)
    words = [word for word in said.stdout.split() if word.startswith("v")]
    return words[0] if words else "v4.0"
