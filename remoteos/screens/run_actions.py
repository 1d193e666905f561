"""What can be done with a run by one key."""

from __future__ import annotations

from collections.abc import Callable

from remoteos.domain.runs import Run, RunStep, RunStepState
from remoteos.domain.text import required
from remoteos.messages import Changed
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.play_text import Place
from remoteos.screens.reading import ReadingLedger
from remoteos.services import runs
from remoteos.services.desk import Desk
from remoteos.widgets.fields import Field

_FIRST = 5
"""A turn in the footer before those of all other keys."""

_ON_STEP = ("run_done", "run_skip", "run_note", "run_evidence")


class RunActions(ReadingLedger):
    """The actions on the step under the cursor, and on the run as a whole."""

    edit_action = "run_done"

    run_in_hand: Run | None
    """The run as it is now; None when it is gone."""

    @property
    def here(self) -> Place:
        """What the cursor stands on."""
        raise NotImplementedError

    @property
    def step_in_hand(self) -> RunStep | None:
        """The step under the cursor; None when it stands on something else."""
        run, here = self.run_in_hand, self.here
        return run.steps[here.number - 1] if run is not None and here.kind == "step" else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now."""
        if not action.startswith("run_"):
            return super().check_action(action, parameters)
        run = self.run_in_hand
        if run is None:
            return False
        if action in _ON_STEP:
            return self._on_step(run, action)
        return {
            "run_reopen": not run.is_open or self._is_settled,
            "run_make": bool(run.play.produces) and not run.abandoned,
            "run_copy": bool(run.play.words),
            "run_finish": run.is_open or bool(run.play.measures or run.play.questions),
            "run_abandon": run.is_open,
        }.get(action, True)

    def rank(self, action: str) -> int | None:
        """Of a run that ended, what came of it is what is asked first."""
        return _FIRST if action == "run.finish" and self._has_ended else super().rank(action)

    def label(self, action: str, usual: str) -> str:
        """Say what the key would do to this run now."""
        if action == "run.finish" and self._has_ended:
            return "what came of it"
        if action == "run.reopen" and self._has_ended:
            return "go on with it"
        return super().label(action, usual)

    # The step in hand

    def action_run_done(self) -> None:
        """The step is done; the next open one is there."""
        number = self.here.number
        if not self._is_hidden():
            self._mark("done", lambda run: _through(run, number, "done", self.session.key_of("run.finish")))

    def action_run_reopen(self) -> None:
        """Open the step again; of a run that ended, the run."""
        run, number = self.run_in_hand, self.here.number
        if run is None or self._is_hidden():
            return
        if not run.is_open:
            self.act(lambda desk: runs.go_on(desk, run.id), "It goes on.")
        else:
            self.act(lambda desk: runs.mark(desk, run.id, number, "open"), f"Step {number} is open again.")

    def action_run_skip(self) -> None:
        """Skip the step, with a reason."""
        run, number = self.run_in_hand, self.here.number
        if run is None or self._is_hidden():
            return

        def skip(desk: Desk, text: str) -> Run:
            return runs.mark(desk, run.id, number, "skipped", reason=required(text, "reason"))

        self._ask_line(
            Field("text", "Why", hint="it was there already"),
            skip,
            f"Skip step {number}?",
            lambda done: _through(done, number, "skipped", self.session.key_of("run.finish")),
            does="skip it",
            moves=True,
        )

    def action_run_note(self) -> None:
        """Note something on the step."""
        step, number, which = self.step_in_hand, self.here.number, self._which
        if step is None or self._is_hidden():
            return

        def note(desk: Desk, text: str) -> Run:
            return runs.mark(desk, which, number, step.state, note=required(text, "note"))

        field = Field("text", "Note", step.note, "for your eyes")
        self._ask_line(field, note, f"A note on step {number}", lambda _: "Noted.")

    def action_run_evidence(self) -> None:
        """Say what exists now, and where."""
        step, number, run = self.step_in_hand, self.here.number, self.run_in_hand
        if step is None or run is None or self._is_hidden():
            return

        def keep(desk: Desk, text: str) -> Run:
            return runs.mark(desk, run.id, number, step.state, evidence=required(text, "place"))

        hint = run.play.steps[number - 1].evidence or "what exists now, and where"
        field = Field("text", "To show", step.evidence, hint)
        self._ask_line(field, keep, f"What step {number} leaves behind", lambda _: "Kept.")

    # The run

    def action_run_make(self) -> None:
        """Make something that the play produces."""
        run, here = self.run_in_hand, self.here
        if run is None or self._is_hidden():
            return
        if here.kind == "product" or len(run.play.produces) == 1:
            self._make(here.number if here.kind == "product" else 1)
            return
        from remoteos.screens.dialogs.pick import Candidate, Pick

        made = {one.produces for one in run.made}
        found = [
            Candidate(f"{at + 1}", f"{product.kind}: {product.text}", "made" if at in made else "")
            for at, product in enumerate(run.play.produces)
        ]
        asks = Pick(self.session, "What do you want to make?", found)
        self.app.push_screen(asks, lambda chosen: self._make(int(chosen)) if chosen else None)

    def action_run_copy(self) -> None:
        """Show words to paste, and copy them."""
        run = self.run_in_hand
        if run is None or self._is_hidden():
            return
        from remoteos.screens.words_leaving import choose

        choose(self, run.play.words)

    def action_run_finish(self) -> None:
        """Finish the run; of one that ended, say what came of it."""
        from remoteos.screens.dialogs.finish_run import FinishRun, RunResults, field_of

        run, here = self.run_in_hand, self.here
        if run is None or self._is_hidden():
            return
        if run.is_open:
            self.open_form(FinishRun(self.session, run), lambda: "Finished.")
            return
        first = field_of(here.kind, here.number) if here.kind in ("measure", "question") else ""
        self.open_form(RunResults(self.session, run, first), lambda: "Kept.")

    def action_run_abandon(self) -> None:
        """Give the run up, with a reason if there is one."""
        from remoteos.screens.dialogs.reason import ask_reason

        run = self.run_in_hand
        if run is None or self._is_hidden():
            return
        ask_reason(
            self,
            "Give this run up?",
            f"“{run.name}”: what was done stays, and it counts as given up.",
            lambda desk, reason: runs.abandon(desk, run.id, reason),
            lambda _: self.post_message(Changed("Given up.")),
            name=f"abandon {run.id}",
            does="give it up",
        )

    # How they do it

    @property
    def _which(self) -> str:
        return self.run_in_hand.id if self.run_in_hand is not None else ""

    @property
    def _has_ended(self) -> bool:
        return self.run_in_hand is not None and not self.run_in_hand.is_open

    @property
    def _is_settled(self) -> bool:
        return self.step_in_hand is not None and self.step_in_hand.state != "open"

    def _on_step(self, run: Run, action: str) -> bool:
        step = self.step_in_hand
        if step is None or not run.is_open:
            return False
        return action in ("run_note", "run_evidence") or step.state == "open"

    def _is_hidden(self) -> bool:
        run = self.run_in_hand
        return run is not None and self.refused_while_hidden(run.visibility, run.name)

    def _mark(self, state: RunStepState, say: Callable[[Run], str]) -> None:
        which, number = self._which, self.here.number
        run = self.act(lambda desk: runs.mark(desk, which, number, state), say)
        if run is not None:
            self._come_to_next(run, number)

    def _come_to_next(self, run: Run, number: int) -> None:
        """Put the cursor on the next open step, or the first one that was left out."""
        later = (at for at, one in enumerate(run.steps, 1) if at > number and one.state == "open")
        after = next(later, run.next_step)
        self._expected = Place("step", after).row if after else ""

    def _ask_line(
        self,
        field: Field,
        do: Callable[[Desk, str], Run],
        title: str,
        say: Callable[[Run], str],
        *,
        does: str = "keep it",
        moves: bool = False,
    ) -> None:
        """Ask for one line about the step in hand, and keep it."""
        run, number = self.run_in_hand, self.here.number
        assert run is not None
        came: list[Run] = []

        def save(values: Values) -> None:
            came.append(self.session.change(lambda desk: do(desk, values["text"])))

        def closed(done: bool | None) -> None:
            if not done:
                return
            if moves:
                self._come_to_next(came[-1], number)
            self.post_message(Changed(say(came[-1])))

        form = Form(
            self.session,
            title,
            [field],
            save,
            name=f"{title} {run.id}",
            note=run.play.steps[number - 1].text,
            does=does,
        )
        self.app.push_screen(form, closed)

    def _make(self, number: int) -> None:
        from remoteos.screens.dialogs.make_product import MakeProduct

        run = self.run_in_hand
        if run is None:
            return
        kind = run.play.produces[number - 1].kind
        self.open_form(
            MakeProduct(self.session, run, number),
            lambda: f"Made: {kind}.",
            come_to=lambda: Place("product", number).row,
        )


def _through(run: Run, number: int, state: str, finishes: str) -> str:
    """What is said of a step that is done or skipped."""
    said = f"Step {number} is {state}."
    return said if run.next_step else f"{said} All steps are through: {finishes} finishes the run."
