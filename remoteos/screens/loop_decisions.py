"""Deciding an open loop by one key: shared by the loops' own page and the rituals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, get_args

from remoteos.domain.record import Visibility
from remoteos.domain.words import day_name
from remoteos.messages import Changed
from remoteos.screens.typed import maybe, typed_date, typed_minutes, typed_time
from remoteos.services import captures

if TYPE_CHECKING:  # the base gives types only, so that this can be mixed into pages and widgets alike
    from textual.dom import DOMNode as Node

    from remoteos.domain.captures import Capture
    from remoteos.screens.dialogs.form import Values
    from remoteos.screens.page import Page
    from remoteos.screens.session import Session
    from remoteos.services.desk import Desk
    from remoteos.widgets.fields import Field
else:
    Node = object

SHORT = 200
"""How much of a loop's text is shown above what is asked about it."""

_SEEN_BY: dict[Visibility, str] = {
    "private": "",
    "manager": "; your manager may see it",
    "public": "; anyone may see it",
}


def hidden_now(session: Session) -> str:
    """What is said instead of opening something private while it is hidden."""
    return f"Hidden while the screen is shared; {session.key_of('hide')} shows it again."


class LoopDecisions(Node):
    """What the keys of the loops do to the loop in hand.

    Mixed into a page, or into a part of one; whoever mixes it in has ``BINDINGS = bindings("loops")``,
    says which loop is in hand, and asks `loop_action_allowed` in its ``check_action``.
    """

    @property
    def loop_in_hand(self) -> Capture | None:
        """The loop that the keys decide; None when there is none."""
        raise NotImplementedError

    def loop_decided(self, loop: Capture) -> None:
        """Called as soon as a loop is decided, before the page shows the data anew."""

    def loop_action_allowed(self, action: str) -> bool | None:
        """Whether an action on loops makes sense now; None for any other action.

        What is hidden is not decided: nobody could see what they decide.
        """
        if not action.startswith("loop_"):
            return None
        loop = self.loop_in_hand
        if loop is None:
            return False
        return action == "loop_leave" or not (self._page.session.hidden and loop.visibility == "private")

    # The ways out

    def action_loop_do(self) -> None:
        """It is done."""
        self._decide(captures.done, "Done.")

    def action_loop_tomorrow(self) -> None:
        """Plan it for the next workday."""
        day = self._page.session.desk.next_workday()
        self._decide(lambda desk, which: captures.schedule(desk, which, day), f"Planned for {day_name(day)}.")

    def action_loop_schedule(self) -> None:
        """Plan it for a date that is typed."""
        from remoteos.widgets.fields import Field

        self._ask(
            "Plan it for a date",
            [
                Field("day", "On", hint="friday, tomorrow, 2026-11-27", check=self._date_needed),
                Field("at", "At", hint="any time", check=partial(maybe, typed_time)),
                Field("minutes", "Minutes", hint="25", check=partial(maybe, typed_minutes)),
            ],
            self._scheduled,
        )

    def action_loop_ask(self) -> None:
        """Ask someone for it."""
        from remoteos.domain.asks import AskKind
        from remoteos.widgets.fields import Field

        self._ask(
            "Ask someone",
            [
                Field("who", "Whom", hint="a name, or a team", check=_needed("Whom do you ask?")),
                Field("kind", "For", "help", options=[(kind, kind) for kind in get_args(AskKind)]),
                Field("needed", "Needed by", hint="no date", check=partial(maybe, self._date)),
            ],
            self._asked,
            note="Your manager may see the ask.",
        )

    def action_loop_outcome(self) -> None:
        """Turn it into an outcome."""
        from remoteos.widgets.fields import Field

        self._ask(
            "An outcome",
            [Field("done_when", "Done when", hint="how someone else could check it")],
            self._made_outcome,
            note="Your manager may see the outcome.",
        )

    def action_loop_drop(self) -> None:
        """Let it go."""
        from remoteos.widgets.fields import Field

        self._ask("Let it go", [Field("why", "Why", hint="no reason needed")], self._let_go)

    # How they are done

    @property
    def _page(self) -> Page:
        from remoteos.screens.page import Page

        page = self.screen
        assert isinstance(page, Page)
        return page

    def _decide(self, do: Callable[[Desk, str], object], said: str) -> None:
        loop = self.loop_in_hand
        if loop is None:
            return
        if self._page.act(lambda desk: do(desk, loop.id), said) is not None:
            self.loop_decided(loop)
        else:
            self._page.reload()  # it may be decided already, by another program

    def _ask(
        self,
        title: str,
        fields: Sequence[Field],
        decide: Callable[[Desk, Capture, Values], str],
        *,
        note: str = "",
    ) -> None:
        """Open a form about the loop in hand; ``decide`` returns what was done, in a few words."""
        from remoteos.screens.dialogs.form import Form

        loop, page, said = self.loop_in_hand, self._page, list[str]()
        if loop is None:
            return
        name = f"{title} {loop.id}"

        def save(values: Values) -> None:
            said.append(page.session.change(lambda desk: decide(desk, loop, values)))

        def saved(done: bool | None) -> None:
            if done:
                self.loop_decided(loop)
                page.post_message(Changed(said[-1]))

        text = f"“{_short(page.session.veiled(loop.text, loop.visibility))}”"
        about = f"{text}. {note}" if note else text
        page.app.push_screen(Form(page.session, title, fields, save, name=name, note=about), saved)

    def _scheduled(self, desk: Desk, loop: Capture, values: Values) -> str:
        day = self._date(values["day"])
        at = maybe(typed_time, values["at"])
        captures.schedule(
            desk,
            loop.id,
            day,
            desk.at(day, at) if at else None,
            maybe(typed_minutes, values["minutes"]),
        )
        return f"Planned for {day_name(day)}."

    def _asked(self, desk: Desk, loop: Capture, values: Values) -> str:
        from remoteos.domain.asks import AskKind

        kind = next(one for one in get_args(AskKind) if one == values["kind"])
        done = captures.ask(
            desk, loop.id, values["who"], kind=kind, needed_by=maybe(self._date, values["needed"])
        )
        return f"Asked of {values['who']}{_SEEN_BY[done.became.visibility]}."

    def _made_outcome(self, desk: Desk, loop: Capture, values: Values) -> str:
        done = captures.outcome(desk, loop.id, done_when=values["done_when"])
        return f"Now an outcome{_SEEN_BY[done.became.visibility]}."

    def _let_go(self, desk: Desk, loop: Capture, values: Values) -> str:
        captures.let_go(desk, loop.id, values["why"])
        return "Let go."

    def _date(self, text: str) -> date:
        return typed_date(text, self._page.session.desk.today)

    def _date_needed(self, text: str) -> None:
        if not text:
            raise ValueError("On which day?")
        self._date(text)


def _needed(question: str) -> Callable[[str], None]:
    """A check that something was typed; asks again in one line when nothing was."""

    def check(text: str) -> None:
        if not text:
            raise ValueError(question)

    return check


def _short(text: str) -> str:
    """A text that may be long, cut so that it leaves room for what is asked about it."""
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
