"""Blocks laid out against the hours that are left before the day ends."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Label, Static

from remoteos.commands import binding
from remoteos.domain.actions import ACTIONS
from remoteos.domain.errors import RemoteosError
from remoteos.domain.focus import Block
from remoteos.domain.text import required
from remoteos.domain.words import clock_time, duration
from remoteos.screens.rituals.step import Step
from remoteos.screens.typed import maybe, typed_minutes, typed_time
from remoteos.services import focus_history
from remoteos.services.adopted import settings_in_use
from remoteos.services.day import DayView, view
from remoteos.services.focus import shape
from remoteos.widgets.choice import Choice
from remoteos.widgets.line import Line
from remoteos.widgets.quiet_rows import QuietRows
from remoteos.widgets.rows import Row, Rows
from remoteos.widgets.text import Part, plain, said

NO_OUTCOME = ("", "nothing")


class Plan(Step):
    """The plan as a list that grows, what still fits, and a line for the next block."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(binding(action) for action in ACTIONS if action.id == "plan.drop"),
        Binding("up", "to_list", "list", show=False),
        Binding("down", "to_line", "line", show=False),
    ]

    def __init__(self) -> None:
        super().__init__("plan", "Plan")
        self._fit_shown = Content("")
        self._minute: datetime | None = None

    def compose(self) -> ComposeResult:
        """What fits, the plan, the next block, and how it works."""
        yield Static("", classes="question", markup=False)
        yield QuietRows(empty="Nothing is planned yet.")
        yield Line(placeholder="what the next block is for", id="intention")
        with Horizontal(classes="fields"):
            yield Label("Minutes")
            yield Line(id="minutes")
            yield Label("At")
            yield Line(placeholder="any time", id="at")
            yield Label("For", id="for-label")
            yield Choice([NO_OUTCOME], id="for")
        yield Static("", classes="problem", markup=False)
        yield Static("", classes="about", markup=False)

    def begin(self) -> None:
        """Ask for the next block."""
        self.query_one("#intention").focus()

    def load(self) -> None:
        """Show the plan and what still fits."""
        page = view(self.desk, self.desk.today)
        rows = [self._row(block, page) for block in page.planned]
        plan = self.query_one(QuietRows)
        plan.show(rows)
        plan.styles.height = min(8, max(1, len(rows)))
        self._show_fit(page)
        self._offer_outcomes(page)
        usual = shape(settings_in_use(self.desk)).planned_s
        self.query_one("#minutes", Line).placeholder = str((usual or 0) // 60) if usual else "open"
        key = "bold $footer-key-foreground"
        drop = self.hints([("plan.drop", "")])[0].key
        self.query_one(".about", Static).update(
            said(
                *(("enter", key), " adds it, empty goes on  ", ("tab", key), " next field"),
                *(("  ↑", key), " to the list, ", (drop, key), " drops") if rows else (),
            )
        )

    def tick(self) -> None:
        """What still fits grows less with the time, once a minute."""
        if self._minute != self.desk.now.replace(second=0):
            self._show_fit(view(self.desk, self.desk.today))

    def go_on(self) -> bool:
        """Plan what was typed; with nothing typed the step is over."""
        if not self.typed():
            return True
        self.say("")
        try:
            self._plan()
        except (RemoteosError, ValueError) as error:
            self.say(str(error))
        return False

    def action_to_list(self) -> None:
        """Go to the list from the line."""
        plan = self.query_one(QuietRows)
        if plan.rows and not plan.has_focus:
            plan.focus()
            plan.action_edge(1)

    def action_to_line(self) -> None:
        """Go back to the line."""
        self.query_one("#intention").focus()

    def action_plan_drop(self) -> None:
        """Take the block under the cursor off the plan."""
        chosen = self.query_one(QuietRows).current
        if self.act(lambda desk: focus_history.drop(desk, chosen), "Off the plan.") is not None:
            self.load()
            if not self.query_one(QuietRows).rows:
                self.action_to_line()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A block is dropped from the list."""
        if action == "plan_drop":
            plan = self.query_one(QuietRows)
            return plan.has_focus and bool(plan.current)
        return super().check_action(action, parameters)

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """A click only moves the cursor here."""
        event.stop()

    def _plan(self) -> None:
        """Plan the block that was typed, and be ready for the next one."""
        fields = {line.id: line for line in self.query(Line)}
        intention = required(fields["intention"].value, "few words for the block")
        wanted = shape(settings_in_use(self.desk), minutes=maybe(typed_minutes, fields["minutes"].value))
        given = maybe(typed_time, fields["at"].value)
        at = self.desk.at(self.desk.today, given) if given else None
        outcome = self.query_one(Choice).value or None
        block = self.act(
            lambda desk: focus_history.plan(desk, intention, wanted, at=at, day=desk.today, outcome=outcome)
        )
        if block is None:
            return
        for line in fields.values():
            line.value = ""
        self.query_one(Choice).value = ""
        self.begin()
        self.say(self._noticed(block, at))

    def _noticed(self, block: Block, at: datetime | None) -> str:
        """What somebody might not have meant."""
        others = focus_history.clashes(self.desk, block)
        if others:
            other = self.session.veiled(others[0].intention, others[0].visibility)
            return f"“{other}” is planned for the same time."
        if at is not None and at < self.desk.now:
            return f"{clock_time(at)} is past already."
        return ""

    # How it is shown

    def _row(self, block: Block, page: DayView) -> Row:
        served = next((one for one in page.outcomes if one.id == block.outcome_id), None)
        serves = self.session.veiled(served.title, served.visibility) if served else ""
        when = clock_time(block.planned_at) if block.planned_at else "  ·  "
        return Row(
            block.id,
            said(
                (f"{when}  ", "$text-muted"),
                self.session.veiled(block.intention, block.visibility),
                (f"  ▸ {serves}" if serves else "", "$text-muted"),
            ),
            plain(duration(block.planned_s) if block.planned_s else "open end"),
        )

    def _show_fit(self, page: DayView) -> None:
        self._minute = self.desk.now.replace(second=0)
        new = self._fit_said(page)
        if new.plain != self._fit_shown.plain:
            self._fit_shown = new
            self.query_one(".question", Static).update(new)

    def _fit_said(self, page: DayView) -> Content:
        """The time until the day's end, what is planned of it, and what is left or too much."""
        fit, ends = page.capacity, page.day.shutdown_at
        if fit is None or ends is None:
            planned = sum(block.planned_s or 0 for block in page.planned)
            rest = f"   {duration(planned)} planned; no end is set for today" if planned else ""
            return said(("How will the day go?", "bold"), (rest, "$text-muted"))
        over = fit.overcommitted_min * 60
        parts: list[Part] = [
            (f"{duration(fit.left_s)} until {clock_time(ends)}", "$text-muted"),
            (f" · {duration(fit.planned_s)} planned · ", "$text-muted"),
            (f"{duration(over)} too much", "bold $text-warning")
            if over
            else (f"{duration(fit.free_s)} still free", "bold"),
        ]
        return said(*parts)

    def _offer_outcomes(self, page: DayView) -> None:
        """Offer today's outcomes to hang the block from."""
        choice = self.query_one(Choice)
        titles = [
            (one.id, self.session.veiled(one.title, one.visibility))
            for one in page.outcomes
            if one.state == "open"
        ]
        choice.options = (NO_OUTCOME, *titles)
        if choice.index is None:
            choice.value = ""
        choice.display = self.query_one("#for-label").display = bool(titles)
        choice.refresh()
