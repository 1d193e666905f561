"""Starting a block, or stepping aside into one: a few words and enter; the rest has its usual value."""

from functools import partial

from remoteos.domain.agreement import BREACH_WORDS
from remoteos.domain.focus import Block
from remoteos.domain.settings import OPEN_ENDED, Settings
from remoteos.domain.text import required
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.dialogs.outcome_field import outcome_field
from remoteos.screens.session import Session
from remoteos.screens.typed import maybe, typed_minutes
from remoteos.services import focus
from remoteos.services.adopted import settings_in_use
from remoteos.services.agreement import new_breach
from remoteos.services.focus import Begun, Shape
from remoteos.widgets.fields import Field


class StartBlock(Form):
    """Starts a block when it is saved; an aside of ``aside_of`` when that is given."""

    def __init__(self, session: Session, *, outcome: str = "", aside_of: Block | None = None) -> None:
        self.aside_of = aside_of
        self.begun: Begun | None = None
        """The block that was started, once it was."""
        breach = new_breach(session.desk)
        if aside_of is None:
            title, note = "Start a block", ""
        else:
            title = f"Step aside from {session.veiled(aside_of.intention, aside_of.visibility)}"
            note = "It waits; finishing the aside goes back to it."
        fields = _fields(session, outcome, usual=OPEN_ENDED if aside_of else "")
        if breach is not None:
            note = f"{note} This is work {BREACH_WORDS[breach.kind]}; why is asked once today.".strip()
            fields.append(Field("reason", "Why now", hint="a reason, or none"))
        super().__init__(
            session,
            title,
            fields,
            self._start,
            name=f"{'aside' if aside_of else 'start'} {outcome}",
            note=note,
            does="start",
        )

    def _start(self, values: Values) -> None:
        intention = required(values["intention"], "intention")
        shape = _shape(settings_in_use(self.session.desk), values)
        do = focus.start if self.aside_of is None else focus.aside
        outcome, reason = values.get("outcome") or None, values.get("reason", "")
        self.begun = self.session.change(
            lambda desk: do(desk, intention, shape, outcome=outcome, reason=reason)
        )


def _fields(session: Session, outcome: str, *, usual: str) -> list[Field]:
    """What is asked, everything but the intention with a value that will do."""
    settings = settings_in_use(session.desk)
    shapes = [(name, name) for name in (*settings.presets, OPEN_ENDED)]
    return [
        Field("intention", "What for", hint="a few words"),
        Field("shape", "How long", usual or settings.default_preset, options=shapes),
        Field("minutes", "", hint="or your own: 40, 1h30", check=partial(maybe, typed_minutes)),
        *outcome_field(session, outcome),
    ]


def _shape(settings: Settings, values: Values) -> Shape:
    """The length that was asked for: minutes of one's own, else the shape that is chosen."""
    minutes = maybe(typed_minutes, values["minutes"])
    return focus.shape(settings, minutes=minutes, preset=None if minutes else values["shape"])
