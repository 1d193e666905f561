"""Planning a day by keyboard: adding blocks, moving, stretching, changing and dropping them."""

from collections.abc import Callable
from datetime import date

from remoteos.domain.focus import Block
from remoteos.domain.words import clock_time, day_name, duration
from remoteos.messages import Changed, Refused
from remoteos.screens.loop_decisions import hidden_now
from remoteos.screens.main_page import MainPage
from remoteos.services import focus_history, planning
from remoteos.services.desk import Desk
from remoteos.services.today import DayPage
from remoteos.widgets.timeline import TimelineView

STEP_MIN = 15
"""By how many minutes a planned block is moved."""
LENGTH_MIN = 10
"""By how many minutes it is made longer or shorter."""

_ON_A_PLAN = ("plan_earlier", "plan_later", "plan_drop")


class PlanActions(MainPage):
    """The actions on the plan of the day that is looked at, and on the block under the cursor."""

    _on: date | None = None
    """The other day that is looked at; None while it is today."""
    _page: DayPage | None = None
    _stand_on = ""
    """The block that the cursor goes to once it is shown."""

    @property
    def on(self) -> date:
        """The day that is looked at."""
        return self._on or self.session.desk.today

    @property
    def block(self) -> Block | None:
        """The block under the cursor."""
        if self._page is None:
            return None
        view, at = self._page.view, self.query_one(TimelineView).cursor
        return next((block for block in (*view.blocks, *view.planned) if block.id == at), None)

    @property
    def planned(self) -> Block | None:
        """The block under the cursor, if it is planned and can still be changed."""
        block, page = self.block, self._page
        changeable = block is not None and page is not None and page.when != "past"
        return block if changeable and block is not None and block.state == "planned" else None

    # What is planned

    def action_plan_add(self) -> None:
        """Ask for a block to plan on the day that is looked at."""
        from remoteos.screens.dialogs.plan_block import PlanBlock

        form = PlanBlock(self.session, self.on)

        def planned(saved: bool | None) -> None:
            if saved and form.saved is not None:
                self._tell_planned(form.saved, "Planned")

        self.app.push_screen(form, planned)

    def action_plan_edit(self) -> None:
        """Ask for changes of the block under the cursor."""
        from remoteos.screens.dialogs.plan_block import EditBlock, PlanBlock

        block = self.block
        if block is None or not self.check_action("plan_edit", ()):
            return
        if self._keeps_hidden():
            return
        if block.state == "planned":
            plan = PlanBlock(self.session, self.on, block)
            self.app.push_screen(
                plan, lambda saved: self._tell_planned(plan.saved, "Changed") if saved else None
            )
            return
        edit = EditBlock(self.session, block)

        def changed(saved: bool | None) -> None:
            if saved and edit.saved is not None:
                self.post_message(Changed(f"Changed {self.block_named(edit.saved)}."))

        self.app.push_screen(edit, changed)

    def action_plan_earlier(self) -> None:
        """Move the planned block under the cursor earlier."""
        self._plan(lambda desk, block: planning.shift(desk, block.id, -STEP_MIN), self._moved_said)

    def action_plan_later(self) -> None:
        """Move the planned block under the cursor later."""
        self._plan(lambda desk, block: planning.shift(desk, block.id, STEP_MIN), self._moved_said)

    def action_plan_drop(self) -> None:
        """Take the planned block under the cursor off the plan."""
        self._plan(
            lambda desk, block: focus_history.drop(desk, block.id),
            lambda block: f"Off the plan: {self.block_named(block)}.",
        )

    def action_longer(self) -> None:
        """Make the planned block under the cursor longer; without one, the open block."""
        if self.planned is None:
            super().action_longer()
        else:
            self._plan(lambda desk, block: planning.lengthen(desk, block.id, LENGTH_MIN), self._length_said)

    def action_shorter(self) -> None:
        """Make the planned block under the cursor shorter; without one, the open block."""
        if self.planned is None:
            super().action_shorter()
        else:
            self._plan(lambda desk, block: planning.lengthen(desk, block.id, -LENGTH_MIN), self._length_said)

    def action_block_start(self) -> None:
        """Start the planned block under the cursor; without one, ask for what to start."""
        block = self.planned
        if block is not None:
            self.start_planned(block)
        else:
            super().action_block_start()

    def _plan(self, do: Callable[[Desk, Block], Block], tell: Callable[[Block], str]) -> None:
        block = self.planned
        if block is not None:
            self.act(lambda desk: do(desk, block), tell)

    def _keeps_hidden(self) -> bool:
        """Whether the screen is shared, and says that a form would show what is hidden."""
        if self.session.hidden:
            self.post_message(Refused(hidden_now(self.session)))
        return self.session.hidden

    # What is said

    def _tell_planned(self, block: Block | None, did: str) -> None:
        if block is None:
            return
        self._stand_on = block.id
        self.post_message(Changed(f"{did} {self.block_named(block)}, {self._at_said(block)}."))

    def _moved_said(self, block: Block) -> str:
        return f"{self.block_named(block)}, {self._at_said(block)}."

    def _length_said(self, block: Block) -> str:
        return f"{self.block_named(block)}, {duration(block.planned_s or 0)}."

    def _at_said(self, block: Block) -> str:
        """When a block is planned for, and whether that is past or taken."""
        desk = self.session.desk
        day = "" if block.day == self.on else f"{day_name(block.day, year=False)}, "
        if block.planned_at is None:
            return f"{day}any time"
        at = f"{day}{clock_time(desk.clock.local(block.planned_at))}"
        facts = [" is past already" if block.planned_at < self.session.now else ""]
        facts += [
            f", at the same time as {self.block_named(one)}" for one in focus_history.clashes(desk, block)[:1]
        ]
        return at + "".join(facts)

    # What makes sense now

    def plan_action_allowed(self, action: str) -> bool | None:
        """Whether an action on the plan makes sense now; None for any other action."""
        if action == "plan_add":
            return self._page is not None and self._page.when != "past"
        if action == "plan_edit":
            block = self.block
            return block is not None and (block.state != "planned" or self.planned is not None)
        if action in _ON_A_PLAN:
            return self.planned is not None
        if action in ("longer", "shorter") and self.planned is not None:
            return self.planned.planned_s is not None
        return None
