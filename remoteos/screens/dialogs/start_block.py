"""Starting a block, or stepping aside into one: a few words and enter; the rest has its usual value."""

from remoteos.domain.agreement import BREACH_WORDS
from remoteos.domain.entry import MINUTES, read_minutes
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Outcome
from remoteos.domain.settings import OPEN_ENDED, Settings
from remoteos.domain.text import required
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.session import Session
from remoteos.services import focus
from remoteos.services.agreement import new_breach
from remoteos.services.focus import Begun, Shape
from remoteos.services.outcomes import listed
from remoteos.widgets.choice import Option
from remoteos.widgets.fields import Field


class StartBlock(Form):
    """Starts a block when it is saved; an aside of ``aside_of`` when that is given."""

    def __init__(
        self, session: Session, *, intention: str = "", outcome: str = "", aside_of: Block | None = None
    ) -> None:
        self.aside_of = aside_of
        self.begun: Begun | None = None
        """The block that was started, once it was."""
        breach = new_breach(session.desk)
        if aside_of is None:
            title, note = "Start a block", ""
        else:
            title = f"Step aside from {session.veiled(aside_of.intention, aside_of.visibility)}"
            note = "It waits; finishing the aside goes back to it."
        fields = _fields(session, intention, outcome, usual=OPEN_ENDED if aside_of else "")
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
        shape = _shape(self.session.desk.settings, values)
        do = focus.start if self.aside_of is None else focus.aside
        outcome, reason = values.get("outcome") or None, values.get("reason", "")
        self.begun = self.session.change(
            lambda desk: do(desk, intention, shape, outcome=outcome, reason=reason)
        )


def _fields(session: Session, intention: str, outcome: str, *, usual: str) -> list[Field]:
    """What is asked, everything but the intention with a value that will do."""
    settings = session.desk.settings
    shapes = [(name, name) for name in (*settings.presets, OPEN_ENDED)]
    fields = [
        Field("intention", "What for", intention, hint="a few words"),
        Field("shape", "How long", usual or settings.default_preset, options=shapes),
        Field("minutes", "", hint="or your own: 40, 1h30", check=_minutes),
    ]
    outcomes = _outcomes(session, outcome)
    if len(outcomes) > 1:
        fields.append(Field("outcome", "Outcome", outcome, options=outcomes))
    return fields


def _outcomes(session: Session, wanted: str) -> list[Option]:
    """The open outcomes, those of today first."""
    today = session.standing.outcomes
    named = [one for one in today if one.state == "open" or one.id == wanted]
    known = {one.id for one in named}
    others: list[Outcome] = [one for one in listed(session.desk) if one.id not in known]
    return [("", "none"), *((one.id, session.veiled(one.title, one.visibility)) for one in (*named, *others))]


def _shape(settings: Settings, values: Values) -> Shape:
    """The length that was asked for: minutes of one's own, else the shape that is chosen."""
    minutes = _minutes(values["minutes"])
    return focus.shape(settings, minutes=minutes, preset=None if minutes else values["shape"])


def _minutes(typed: str) -> int | None:
    """The minutes that were typed, None when none were; raises ValueError with what would be right."""
    if not typed:
        return None
    try:
        return read_minutes(typed)
    except ValueError:
        raise ValueError(MINUTES.refusal(typed)) from None
