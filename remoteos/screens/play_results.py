"""What came of the plays: how often each was run, how long it took, and whether it worked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from remoteos.commands import bindings
from remoteos.domain.actions import Place
from remoteos.domain.playbook_results import Results
from remoteos.domain.runs import Run
from remoteos.domain.words import WORKED_WORDS, day_name, due, duration, plural
from remoteos.screens.ask_text import dated
from remoteos.screens.play_text import MUTED
from remoteos.screens.reading import ReadingLedger
from remoteos.screens.session import Session
from remoteos.services import runs
from remoteos.widgets.details import Entry
from remoteos.widgets.rows import Row
from remoteos.widgets.text import Part, joined, plain, said

_MINUTE_S = 60
_COLUMNS = (("runs", 5), ("worked", 8), ("partly", 8), ("no", 4), ("time", 11), ("days", 6))
"""The columns of the table beside the plays, and how wide they are."""


class ResultsScreen(ReadingLedger):
    """Every play that was ever run in a small table, and the runs of the one in hand."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("results")
    TITLE = "Results"
    place: ClassVar[Place] = "results"
    mode = "playbooks"
    edit_action = "results_open"
    explanation = (
        "How often each play was run to its end, how often it worked, worked in part or did not, and the "
        "medians of the time it took and of the days from its beginning to its end. A play that does not "
        "work is one to change. Runs that are open or given up stand in the list of runs alone."
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._results: dict[str, Results] = {}
        self._runs: dict[str, list[Run]] = {}

    def read(self) -> Sequence[Row]:
        """The table, under the names of its columns."""
        desk = self.session.desk
        self._results = {f"{one.playbook_id}/{one.play_id}": one for one in runs.results(desk)}
        self._runs = {}
        for run in sorted(runs.listed(desk, ended=True), key=lambda one: one.created_at, reverse=True):
            self._runs.setdefault(f"{run.playbook_id}/{run.play.id}", []).append(run)
        heading = "".join(f"{name:>{width}}" for name, width in _COLUMNS)
        rows = [Row("", said(("PLAY", f"bold {MUTED}")), said((heading, MUTED)))]
        rows += [
            Row(key, plain(self.session.veiled(one.title)), _numbers(one))
            for key, one in self._results.items()
        ]
        return rows if self._results else []

    def count_said(self) -> Content:
        """How many plays and runs there are."""
        finished = sum(one.totals.runs for one in self._results.values())
        still_open = sum(one.open for one in self._results.values())
        return said(
            (plural(finished, "finished run"), "bold"),
            (f" of {plural(len(self._results), 'play')}" if self._results else "", "bold"),
            (f"  {still_open} open" if still_open else "", MUTED),
        )

    def welcome(self) -> Sequence[Content]:
        """What will stand here."""
        return [
            plain(
                "No play was run yet. Once some were, this says how often each one worked and how long it "
                "took: what to keep, and what to change."
            ),
            Content(""),
            said(self.key("back"), " goes back to the playbooks, where a play is run."),
        ]

    def in_full(self) -> tuple[Content, Sequence[Entry]]:
        """The runs of the play in hand, the newest first."""
        one = self._results.get(self.current)
        if one is None:
            return Content(""), ()
        title = said((self.session.veiled(one.title), "bold"))
        return title, [self._entry(run) for run in self.runs_in_hand]

    @property
    def runs_in_hand(self) -> Sequence[Run]:
        """The runs of the play under the cursor, the newest first."""
        return self._runs.get(self.current, ())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now."""
        if action == "results_open":
            return bool(self.runs_in_hand)
        return super().check_action(action, parameters)

    def action_results_open(self) -> None:
        """Open a run of the play in hand; which one is asked where there are several."""
        found = self.runs_in_hand
        if len(found) == 1:
            self._open(found[0].id)
            return
        from remoteos.screens.dialogs.pick import Candidate, Pick

        candidates = [
            Candidate(
                run.id,
                f"{day_name(run.started_on)}: {_state(run, self.session)}",
                duration(run.minutes * _MINUTE_S) if run.minutes is not None else "",
            )
            for run in found
        ]
        self.app.push_screen(Pick(self.session, "Which run?", candidates), self._open)

    def _open(self, run_id: str | None) -> None:
        from remoteos.screens.play_run import RunScreen

        if run_id:
            self.app.push_screen(RunScreen(self.session, run_id))

    def _entry(self, run: Run) -> Entry:
        """A run on a line, beside the day it began."""
        return dated(self.session, run.started_on), joined(list(self._facts(run)))

    def _facts(self, run: Run) -> Iterator[Part]:
        yield _state(run, self.session)
        if run.minutes is not None:
            yield duration(run.minutes * _MINUTE_S)
        if run.ended_at is not None:
            days = (self.session.desk.workday_of(run.ended_at) - run.started_on).days
            if days > 0:
                yield plural(days, "day")
        if run.note:
            yield self.session.veiled(run.note), MUTED


def _numbers(one: Results) -> Content:
    """What stands in the columns of a play; nothing for what nobody said."""
    totals = one.totals
    failed = totals.runs - totals.worked - one.partly
    minutes, days = totals.median_minutes, one.median_days
    texts = (
        f"{totals.runs}",
        f"{totals.worked}" if totals.runs else "",
        f"{one.partly}" if totals.runs else "",
        f"{failed}" if totals.runs else "",
        duration(minutes * _MINUTE_S) if minutes is not None else "",
        f"{days}" if days is not None else "",
    )
    return plain("".join(f"{text:>{width}}" for text, (_, width) in zip(texts, _COLUMNS, strict=True)))


def _state(run: Run, session: Session) -> str:
    """How a run stands: whether it worked, or what it waits for."""
    if run.is_open:
        when = f", {due(run.next_due, session.desk.today)}" if run.next_due else ""
        return f"open, {run.done} of {plural(len(run.steps), 'step')} done{when}"
    return WORKED_WORDS[run.worked] if run.worked else "given up"
