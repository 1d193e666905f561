"""A day of work in a process that is killed; run as a module, it forks and judges many of them.

Usage: python -m tests.store.torture calls|moments|writers|room FOLDER [COUNT [SEED]]
Prints one JSON object: how many runs, and what went wrong in which.
"""

import json
import os
import random
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from remoteos.store import archive
from remoteos.store.errors import StorageFailure
from remoteos.store.store import Store
from tests.store.support import DAY, KINDS, NOW, Note, Task, done, note, open_store, task, temporary_files

State = tuple[Any, ...]


def steps() -> list[Callable[[Store], object]]:
    """Twelve things a day brings: creating, changing, deleting, undoing, a backup, an archive run."""
    later = NOW + DAY
    return [
        lambda store: store.commit("1", put=[task(1), note(1)], at=NOW),
        lambda store: store.commit("2", put=[task(n) for n in range(2, 30)], at=NOW),
        lambda store: store.commit("3", put=[replace(task(1), title="Changed")], at=NOW),
        lambda store: store.commit("4", delete=[task(2)], at=NOW),
        lambda store: store.commit("5", put=[done(40, NOW - 200 * DAY), done(41, NOW - 500 * DAY)], at=NOW),
        lambda store: store.undo(at=NOW),
        lambda store: store.commit("7", put=[done(n, NOW - n * 10 * DAY) for n in range(40, 50)], at=NOW),
        lambda store: archive.run(store, NOW),
        lambda store: store.commit("9", put=[note(2)], at=later),
        lambda store: store.commit("10", put=[done(40, later)], at=later),
        lambda store: store.commit("11", delete=[note(1)], at=later),
        lambda store: store.undo(at=later),
    ]


def state(store: Store) -> State:
    """Return all that a user sees, whichever file it lies in."""
    return tuple(sorted(repr(each) for kind in KINDS for each in store.everything(kind)))


def work(folder: Path, acknowledge: Callable[[int], None]) -> None:
    store = open_store(folder)
    for number, step in enumerate(steps(), 1):
        step(store)
        acknowledge(number)


def reference(folder: Path) -> list[State]:
    """Return what is seen before the first step and after each."""
    seen: list[State] = [()]
    work(folder, lambda _: seen.append(state(open_store(folder))))
    return seen


def hook(kill_at: int) -> list[int]:
    """Make this process kill itself at its n-th call that changes the disk; return the running count."""
    count = [0]

    def wrapped(name: str) -> None:
        original = getattr(os, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            count[0] += 1
            if count[0] == kill_at:
                if name == "write":
                    original(args[0], bytes(args[1])[: len(args[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*args, **kwargs)

        setattr(os, name, call)

    for name in ("write", "fsync", "replace", "rename", "link", "unlink", "mkdir", "rmdir"):
        wrapped(name)
    return count


def in_child(run: Callable[[Callable[[int], None]], None], kill_after_s: float | None = None) -> int:
    """Run in a fork, kill it after a while if asked, and return the last step it acknowledged."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        tell = os.write
        try:
            run(lambda number: tell(writer, bytes([number])) and None)
        finally:
            os._exit(0)
    os.close(writer)
    if kill_after_s is not None:
        time.sleep(kill_after_s)
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    told = os.read(reader, 1000)
    os.close(reader)
    return told[-1] if told else 0


def judge(folder: Path, told: int, states: list[State]) -> str | None:
    """Say what the killed process broke, or None: every acknowledged step must be there, whole."""
    try:
        store = open_store(folder)
        seen = state(store)
        if seen not in states[told : told + 2]:
            return f"after step {told}: neither that state nor the next"
        store.commit("After", put=[note(99)], at=NOW + 2 * DAY)
        if open_store(folder).get(Note, note(99).id) is None or temporary_files(folder):
            return f"after step {told}: could not go on, left {temporary_files(folder)}"
    except Exception as error:
        return f"after step {told}: {error!r}"
    return None


def calls(root: Path) -> dict[str, Any]:
    """Kill at every single call that changes the disk."""
    states = reference(root / "reference")
    wrong, number, told = {}, 0, 0
    while told < len(states) - 1:
        number += 1
        folder = root / str(number)

        def run(acknowledge: Callable[[int], None], folder: Path = folder, number: int = number) -> None:
            hook(number)
            work(folder, acknowledge)

        told = in_child(run)
        if verdict := judge(folder, told, states):
            wrong[number] = verdict
    return {"runs": number, "wrong": wrong}


def moments(root: Path, count: int, seed: int) -> dict[str, Any]:
    """Kill at random moments of the day."""
    began = time.monotonic()
    states = reference(root / "reference")
    span = time.monotonic() - began
    chance, wrong, reached = random.Random(seed), {}, set()
    for number in range(count):
        folder = root / str(number)
        told = in_child(lambda tell, folder=folder: work(folder, tell), chance.uniform(0, span))  # type: ignore[misc]
        reached.add(told)
        if verdict := judge(folder, told, states):
            wrong[number] = verdict
    return {"runs": count, "wrong": wrong, "reached": sorted(reached)}


def writers(folder: Path, processes: int, each: int) -> dict[str, Any]:
    """Let several processes commit at once, each its own notes, none waiting for the others."""
    pids = []
    for process in range(processes):
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                store = open_store(folder)
                for number in range(each):
                    store.commit("Add", put=[note(process * 10_000 + number)], at=NOW)
                code = 0
            finally:
                os._exit(code)
        pids.append(pid)
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
    store = open_store(folder)
    return {"codes": codes, "records": len(store.all(Note)), "problems": len(store.problems())}


def room(folder: Path) -> dict[str, Any]:
    """Save with a limit on the size of files, at every 512 bytes up to what is needed."""
    open_store(folder).commit("Add", put=[task(n, "x" * 300) for n in range(30)], at=NOW)
    raw = (folder / "remoteos.json").read_bytes()
    wrong = {}
    limits = range(0, len(raw), 512)
    for limit in limits:
        told = in_child(lambda tell, limit=limit: _save_with_no_room(folder, limit, raw, tell))  # type: ignore[misc]
        if told != 4:
            wrong[limit] = told
    return {"runs": len(limits), "wrong": wrong}


def _save_with_no_room(folder: Path, limit: int, raw: bytes, tell: Callable[[int], None]) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    path, store = folder / "remoteos.json", open_store(folder)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        store.commit("Too much", put=[task(99)], at=NOW)
    except StorageFailure:
        tell(1)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    if path.read_bytes() == raw:
        tell(2)
    if not temporary_files(folder):
        tell(3)
    saved = store.commit("Room again", put=[task(99)], at=NOW)
    well = saved is not None and len(open_store(folder).all(Task)) == 31
    shutil.rmtree(folder / "backups")
    path.write_bytes(raw)
    if well:
        tell(4)


def main() -> None:
    mode, root, *rest = sys.argv[1:]
    numbers = [int(each) for each in rest]
    print(json.dumps(MODES[mode](Path(root), *numbers)))


MODES: dict[str, Callable[..., dict[str, Any]]] = {
    "calls": calls,
    "moments": moments,
    "writers": writers,
    "room": room,
}

if __name__ == "__main__":
    main()
