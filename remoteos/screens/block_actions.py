"""What can be done with the block from any page: start, interrupt, pause, extend, finish."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from remoteos.domain.words import clock_time, duration
from remoteos.messages import Changed
from remoteos.screens.page import Page
from remoteos.services import focus
from remoteos.services.adopted import settings_in_use
from remoteos.services.agreement import new_breach

if TYPE_CHECKING:
    from remoteos.domain.focus import Block
    from remoteos.services.desk import Desk
    from remoteos.services.focus import Begun, Ended, Settling
    from remoteos.services.status import FocusStatus

TEN_MINUTES = 10

_ON_A_BLOCK = ("block_interrupt", "block_aside", "block_pause", "block_finish", "block_abandon")


class BlockActions(Page):
    """The actions on the open block, and on the one that is to be started.

    A block that was left running is asked about first, whatever is to be done.
    """

    def block_action_allowed(self, action: str) -> bool | None:
        """Whether an action on a block makes sense now; None for any other action."""
        now = self.session.standing.focus
        if action == "block_start":
            return now is None or now.stale is not None
        if action in _ON_A_BLOCK:
            return now is not None
        if action in ("longer", "shorter"):
            return now is not None and now.block.planned_s is not None
        return None

    def label(self, action: str, usual: str) -> str:
        """Say what pausing would do now."""
        now = self.session.standing.focus
        if action == "block.pause" and now is not None and now.block.state == "paused":
            return "go on"
        return super().label(action, usual)

    def show_standing(self) -> None:
        """Show how things stand; a block that is found left running is asked about at once."""
        super().show_standing()
        now = self.session.standing.focus
        if now is None or now.stale is None or not self.is_current:
            return
        found = f"{now.block.id} {now.stale.since.isoformat()}"
        if found not in self.session.put_off:
            self.session.put_off.add(found)
            self.call_later(self.settle_first)

    # Starting

    def action_block_start(self) -> None:
        """Ask for what the block is, and start it."""
        self.start_block()

    def start_block(self, *, outcome: str = "") -> None:
        """Ask for a block to start now, with the id of an outcome to begin with."""
        from remoteos.screens.dialogs.start_block import StartBlock

        if self.settle_first():
            return
        form = StartBlock(self.session, outcome=outcome)
        self.app.push_screen(form, lambda saved: self._tell_begun(form.begun, "Started") if saved else None)

    def start_planned(self, block: Block) -> None:
        """Start a planned block now."""
        if not self.settle_first():
            self._begin(lambda desk, reason: focus.start_planned(desk, block.id, reason=reason))

    def start_now(self, intention: str, *, outcome: str | None = None) -> None:
        """Start a block with the usual length now, without asking for anything."""
        if not self.settle_first():
            shape = focus.shape(settings_in_use(self.session.desk))
            self._begin(
                lambda desk, reason: focus.start(desk, intention, shape, outcome=outcome, reason=reason)
            )

    def action_block_aside(self) -> None:
        """Step aside into another block; finishing it comes back to this one."""
        from remoteos.screens.dialogs.start_block import StartBlock

        now = self._block_in_hand()
        if now is not None:
            form = StartBlock(self.session, aside_of=now.block)
            self.app.push_screen(
                form, lambda saved: self._tell_begun(form.begun, "Stepped aside:") if saved else None
            )

    # While it is open

    def action_block_interrupt(self) -> None:
        """Note an interruption; the block goes on."""
        from remoteos.screens.dialogs.interruption import Interruption

        now = self._block_in_hand()
        if now is not None:
            said = f"Noted; {self.block_named(now.block)} goes on."

            def noted(saved: bool | None) -> None:
                if saved:
                    self.post_message(Changed(said))

            self.app.push_screen(Interruption(self.session), noted)

    def action_block_pause(self) -> None:
        """Pause the block, or go on with a paused one."""
        now = self._block_in_hand()
        if now is None:
            return
        if now.block.state == "paused":
            self._resume(now.block, self._back_said)
        else:
            meant, said = now.block.id, f"Paused {self.block_named(now.block)}."
            self.act(lambda desk: focus.pause(desk, meant=meant), said)

    def action_longer(self) -> None:
        """Give the open block ten more minutes."""
        self._extend(TEN_MINUTES, "10 more minutes")

    def action_shorter(self) -> None:
        """Take ten minutes off the open block."""
        self._extend(-TEN_MINUTES, "10 fewer minutes")

    # Ending it

    def action_block_finish(self) -> None:
        """Ask what came of the block, and finish it."""
        now = self._block_in_hand()
        if now is not None:
            self._finish(now)

    def action_block_abandon(self) -> None:
        """Give the block up, with a reason if there is one to say."""
        from remoteos.screens.dialogs.reason import ask_reason

        now = self._block_in_hand()
        if now is None:
            return
        meant = now.block.id

        def given_up(ended: Ended) -> None:
            self.post_message(Changed(self._ended_said(ended)))
            self._offer_break(ended)

        ask_reason(
            self,
            f"Give {self.block_named(now.block)} up?",
            "Its time is kept. What got in the way, if you want to say it?",
            lambda desk, reason: focus.abandon(desk, reason, meant=meant),
            given_up,
            name=f"give up {meant}",
            does="give up",
        )

    def settle_first(self) -> bool:
        """Whether a block was left running; asks what to do with it."""
        from remoteos.screens.dialogs.left_running import LeftRunning

        now = self.session.standing.focus
        if now is None or now.stale is None:
            return False
        self.app.push_screen(
            LeftRunning(self.session, now.block, now.stale), lambda answer: self._settle(now, answer)
        )
        return True

    def block_named(self, block: Block) -> str:
        """A block's intention as it may be shown now."""
        return self.session.veiled(block.intention, block.visibility)

    def _block_in_hand(self) -> FocusStatus | None:
        """The open block, unless it was left running: that is asked about first."""
        return None if self.settle_first() else self.session.standing.focus

    def _begin(self, do: Callable[[Desk, str], Begun], said: Callable[[Begun], str] | None = None) -> None:
        """Begin to work; beyond a boundary why is asked once before, and nothing is an answer too."""
        from remoteos.domain.agreement import BREACH_WORDS
        from remoteos.screens.dialogs.reason import ask_reason

        said = said or self._begun_said
        breach = new_breach(self.session.desk)
        if breach is None:
            self.act(lambda desk: do(desk, ""), said)
            return
        ask_reason(
            self,
            f"This is work {BREACH_WORDS[breach.kind]}.",
            "Why now? It is asked once today.",
            do,
            lambda begun: self.post_message(Changed(said(begun))),
            name="why start",
            does="start",
        )

    def _resume(self, block: Block, said: Callable[[Begun], str]) -> None:
        self._begin(lambda desk, reason: focus.resume(desk, reason=reason, meant=block.id), said)

    def _extend(self, minutes: int, said: str) -> None:
        now = self._block_in_hand()
        if now is not None:
            meant, said = now.block.id, f"{said} for {self.block_named(now.block)}."
            self.act(lambda desk: focus.extend(desk, minutes, meant=meant), said)

    def _finish(self, now: FocusStatus, settling: Settling | None = None) -> None:
        from remoteos.screens.dialogs.finish_block import FinishBlock

        form = FinishBlock(self.session, now, settling)

        def finished(saved: bool | None) -> None:
            if saved and form.ended is not None:
                self.post_message(Changed(self._ended_said(form.ended)))
                self._offer_break(form.ended)

        self.app.push_screen(form, finished)

    def _settle(self, now: FocusStatus, answer: str | None) -> None:
        """Do what was answered about a block that was left running."""
        trims: dict[str | None, Settling] = {"keep": "keep", "planned": "planned", "activity": "activity"}
        if answer == "go":
            self._resume(now.block, self._begun_said)
        elif answer == "discard":
            meant = now.block.id
            self.act(lambda desk: focus.stop(desk, settling="discard", meant=meant), self._ended_said)
        elif answer in trims:
            self._finish(now, trims[answer])

    def _offer_break(self, ended: Ended | None) -> None:
        """Offer the break that a block has earned."""
        from remoteos.screens.dialogs.take_break import TakeBreak, do_with_break
        from remoteos.services import breaks

        rest = breaks.current(self.session.desk) if ended is not None else None
        if ended is None or rest is None or rest.block.id != ended.block.id or rest.state != "due":
            return

        def answered(answer: str | None) -> None:
            if answer is not None:
                do, said = do_with_break(answer)
                self.act(do, said)

        self.app.push_screen(TakeBreak(self.session, rest), answered)

    # What is said

    def _tell_begun(self, begun: Begun | None, did: str) -> None:
        if begun is not None:
            self.post_message(Changed(f"{did} {self.block_named(begun.block)}{_until(begun.block)}."))

    def _begun_said(self, begun: Begun) -> str:
        return f"Started {self.block_named(begun.block)}{_until(begun.block)}."

    def _back_said(self, begun: Begun) -> str:
        return self._returned_said(begun.block)

    def _returned_said(self, block: Block) -> str:
        """That a block goes on, and where it was left."""
        from remoteos.screens.focus_said import card_facts
        from remoteos.services import reentry

        facts = card_facts(self.session, reentry.about(self.session.desk, block))
        return " · ".join([f"Back to {self.block_named(block)}", *facts])

    def _ended_said(self, ended: Ended) -> str:
        from remoteos.domain.focus_time import focused_s

        if ended.returned_to is not None:
            return self._returned_said(ended.returned_to)
        name = self.block_named(ended.block)
        if ended.block.state == "discarded":
            return f"{name} is discarded; its time counts nowhere."
        did = "Given up" if ended.block.state == "abandoned" else "Finished"
        return f"{did}: {name}, {duration(focused_s(ended.block, self.session.now))}."


def _until(block: Block) -> str:
    """Until when a block that has just begun is meant to run."""
    from remoteos.domain.focus_time import planned_end

    end = planned_end(block, block.events[-1].at)
    return f" until {clock_time(end)}" if end else ""
