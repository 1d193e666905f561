"""What came of the runs of a play: how often, how long, and whether it worked."""

from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

from remoteos.domain.runs import Run


class PlayTotals(NamedTuple):
    """How a user's finished runs of one play went, as totals and nothing else."""

    play_id: str
    runs: int
    """How many runs were finished."""
    worked: int
    """How many of them worked."""
    median_minutes: int | None
    """The median of the minutes they took; None when no run says how long it took."""


class Results(NamedTuple):
    """What came of one play."""

    playbook_id: str
    play_id: str
    title: str
    totals: PlayTotals
    partly: int
    """How many of the finished runs worked in part."""
    open: int
    abandoned: int
    median_days: int | None
    """The median of the days from the beginning of a finished run to its end, 0 for the same day."""


def results(runs: Iterable[Run]) -> tuple[Results, ...]:
    """What came of each play that was ever run, the one run most often first."""
    by_play: dict[tuple[str, str], list[Run]] = {}
    for run in runs:
        by_play.setdefault((run.playbook_id, run.play.id), []).append(run)
    found = [_of(*key, of_play) for key, of_play in by_play.items()]
    return tuple(sorted(found, key=lambda one: (-one.totals.runs - one.open - one.abandoned, one.title)))


def totals(runs: Iterable[Run], playbook_id: str) -> tuple[PlayTotals, ...]:
    """The totals of the plays of one playbook that have finished runs."""
    return tuple(one.totals for one in results(runs) if one.playbook_id == playbook_id and one.totals.runs)


def _of(playbook_id: str, play_id: str, runs: list[Run]) -> Results:
    finished = [run for run in runs if run.state == "finished"]
    minutes = [run.minutes for run in finished if run.minutes is not None]
    days = [(run.ended_at.date() - run.started_on).days for run in finished if run.ended_at is not None]
    worked = [run.worked for run in finished]
    return Results(
        playbook_id,
        play_id,
        max(runs, key=lambda run: run.created_at).name,
        PlayTotals(play_id, len(finished), worked.count("yes"), round(median(minutes)) if minutes else None),
        worked.count("partly"),
        sum(run.is_open for run in runs),
        sum(run.abandoned for run in runs),
        max(0, round(median(days))) if days else None,
    )
