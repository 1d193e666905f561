"""One line why: asked once, and nothing is an answer too."""

from collections.abc import Callable
from typing import TypeVar

from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.page import Page
from remoteos.screens.session import Session
from remoteos.services.desk import Desk
from remoteos.widgets.fields import Field

R = TypeVar("R")


class Reason(Form):
    """Asks for a reason, and does what it is for; empty when none was given."""

    def __init__(
        self, session: Session, title: str, note: str, do: Callable[[str], object], *, name: str, does: str
    ) -> None:
        """Make the question; ``do`` is given the reason, ``name`` and ``does`` are as in every form."""

        def save(values: Values) -> None:
            do(values["reason"])

        fields = [Field("reason", "Reason", hint="a reason, or none")]
        super().__init__(session, title, fields, save, name=name, note=note, does=does)


def ask_reason(
    page: Page,
    title: str,
    note: str,
    do: Callable[[Desk, str], R],
    done: Callable[[R], object],
    *,
    name: str,
    does: str,
) -> None:
    """Ask over a page for a reason, and change data with it; ``done`` is given what came of the change."""
    came: list[R] = []

    def change(reason: str) -> None:
        came.append(page.session.change(lambda desk: do(desk, reason)))

    def answered(saved: bool | None) -> None:
        if saved:
            done(came[-1])

    page.app.push_screen(Reason(page.session, title, note, change, name=name, does=does), answered)
