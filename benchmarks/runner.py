"""Measuring: two things in turns, A B A B, so that what slows the machine down slows both."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

FEWEST = 3
"""So many rounds are made however slow they are."""

BUDGET_S = 90.0
"""After so long a row makes no further round."""

TIMEOUT_S = 180.0
"""A process that takes longer has failed."""

Commands = Callable[[int], Sequence[Sequence[str]]]
"""The command lines of a round, by its number: an entry that is added must not be the same one twice."""


class Failed(Exception):
    """A command that was to be measured did not succeed: its time would mean nothing."""


@dataclass(frozen=True)
class Case:
    """One thing to measure: it is done once to warm up, then once in each round."""

    name: str
    once: Callable[[int], float]
    """Do it for the round with this number and return how long it took, in seconds; or how much it took."""


@dataclass(frozen=True)
class Sample:
    """What was measured of one case, in its unit."""

    name: str
    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The value in the middle."""
        return median(self.values)

    @property
    def least(self) -> float:
        """The smallest."""
        return min(self.values)

    @property
    def most(self) -> float:
        """The largest."""
        return max(self.values)


def process(name: str, commands: Commands, env: Mapping[str, str], writes: Path | None = None) -> Case:
    """A case of whole processes, one after the other.

    It raises Failed when one does not exit with 0, and when the file that it ``writes`` is what it was:
    a program that silently did nothing would win.
    """

    def once(number: int) -> float:
        lines = commands(number)
        before = _version(writes)
        began = perf_counter()
        done = [_run(line, env) for line in lines]
        took = perf_counter() - began
        for line, result in zip(lines, done, strict=True):
            if result.returncode != 0:
                said = result.stderr.decode(errors="replace").strip()[-300:]
                raise Failed(f"{name}: {' '.join(line)[:120]!r} exited with {result.returncode}: {said}")
        if writes is not None and _version(writes) == before:
            raise Failed(f"{name} did not change {writes.name}")
        return took

    return Case(name, once)


def always(*lines: Sequence[str]) -> Commands:
    """The same command lines in every round."""
    return lambda _: lines


def in_turns(cases: Sequence[Case], runs: int) -> tuple[Sample, ...]:
    """Measure the cases in turns, after a round to warm up that does not count."""
    values: list[list[float]] = [[] for _ in cases]
    for case in cases:
        case.once(0)
    began = perf_counter()
    for number in range(1, runs + 1):
        for case, found in zip(cases, values, strict=True):
            found.append(case.once(number))
        if number >= FEWEST and perf_counter() - began > BUDGET_S:
            break
    return tuple(Sample(case.name, tuple(found)) for case, found in zip(cases, values, strict=True))


def _run(line: Sequence[str], env: Mapping[str, str]) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(
            line,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise Failed(f"{line[0]} took longer than {TIMEOUT_S:g} s") from expired


def _version(path: Path | None) -> tuple[int, int] | None:
    """What tells one version of a file from another; None for a file that is not there."""
    if path is None or not path.exists():
        return None
    found = path.stat()
    return found.st_mtime_ns, found.st_size
