"""The forms in which a block is planned, and in which one that is there is changed."""

from datetime import date, datetime
from functools import partial

from remoteos.domain.focus import Block
from remoteos.domain.settings import OPEN_ENDED
from remoteos.domain.text import required
from remoteos.domain.words import clock_time
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.dialogs.outcome_field import outcome_field
from remoteos.screens.session import Session
from remoteos.screens.typed import maybe, typed_date, typed_minutes, typed_time
from remoteos.services import focus, focus_history, planning
from remoteos.services.adopted import settings_in_use
from remoteos.services.focus import Shape
from remoteos.services.focus_history import BlockFields
from remoteos.widgets.fields import SCALE, Field


class PlanBlock(Form):
    """Plans a block for a day, or changes all that is said of one that is planned."""

    def __init__(self, session: Session, day: date, block: Block | None = None) -> None:
        self.day = day
        self.block = block
        self.saved: Block | None = None
        """The block as it is now, once it was saved."""
        fields = [
            Field("intention", "What for", block.intention if block else "", "a few words"),
            *_length_fields(session, block),
            Field(
                "at", "At", _at(session, day, block), "any time; or 14:00", check=partial(maybe, typed_time)
            ),
        ]
        if block is not None:
            fields.append(Field("day", "Day", _day_said(session, day), check=partial(_day, session)))
        super().__init__(
            session,
            "Change the plan" if block else "Plan a block",
            [*fields, *outcome_field(session, block.outcome_id if block else None)],
            self._save,
            name=f"plan {block.id if block else day}",
        )

    def _save(self, values: Values) -> None:
        desk = self.session.desk
        intention = required(values["intention"], "intention")
        given = maybe(typed_time, values["at"])
        day = _day(self.session, values["day"]) if "day" in values else self.day
        if isinstance(given, datetime):
            day = desk.workday_of(given)
        block, at = self.block, desk.at(day, given) if given is not None else None
        if block is not None and day == block.day and values["at"] == _at(self.session, day, block):
            at = block.planned_at  # to the second, as it was
        shape = self._shape(values)
        outcome = values.get("outcome") or None
        if block is None:
            self.saved = self.session.change(
                lambda desk: focus_history.plan(desk, intention, shape, at=at, day=day, outcome=outcome)
            )
        else:
            self.saved = self.session.change(
                lambda desk: planning.change(
                    desk, block.id, intention, shape, day=day, at=at, outcome=outcome
                )
            )

    def _shape(self, values: Values) -> Shape:
        """The length that was asked for: what was chosen or typed last counts, with the block's own break."""
        before = {field.name: field.value for field in self.fields}
        chosen, typed = values["shape"], values["minutes"]
        if typed and (typed != before["minutes"] or chosen == before["shape"]):
            return Shape(typed_minutes(typed) * 60, self.block.break_s if self.block else None)
        return focus.shape(settings_in_use(self.session.desk), preset=chosen or None)


class EditBlock(Form):
    """Changes a block that was worked, or that goes on; only what was changed is written."""

    def __init__(self, session: Session, block: Block) -> None:
        self.block = block
        self.saved: Block | None = None
        """The block as it is now, once it was saved."""
        super().__init__(
            session,
            "Change the block",
            [*_worked_fields(session, block), *outcome_field(session, block.outcome_id)],
            self._save,
            name=f"block {block.id}",
        )

    def _save(self, values: Values) -> None:
        block, desk = self.block, self.session.desk
        changed = {field.name for field in self.fields if values[field.name] != field.value}
        fields: BlockFields = {}
        if "intention" in changed:
            fields["intention"] = required(values["intention"], "intention")
        if "result" in changed:
            fields["result"] = values["result"]
        if "next_action" in changed:
            fields["next_action"] = values["next_action"]
        if "depth" in changed:
            fields["depth"] = int(values["depth"]) if values["depth"] else None
        start, end = (
            desk.at(block.day, typed_time(values[name])) if name in changed else None
            for name in ("from", "to")
        )
        outcome = values["outcome"] if "outcome" in changed else None
        self.saved = self.session.change(
            lambda desk: focus_history.edit(desk, block.id, start=start, end=end, outcome=outcome, **fields)
        )


def _length_fields(session: Session, block: Block | None) -> list[Field]:
    """A choice of the usual lengths, and a field for another."""
    settings = settings_in_use(session.desk)
    names = (*settings.presets, OPEN_ENDED)
    shape, minutes = settings.default_preset, ""
    if block is not None:
        wanted = Shape(block.planned_s, block.break_s)
        shape = next((name for name in names if focus.shape(settings, preset=name) == wanted), "")
        minutes = f"{block.planned_s // 60}" if block.planned_s and not shape else ""
    return [
        Field("shape", "How long", shape, options=[(name, name) for name in names]),
        Field("minutes", "", minutes, "or your own: 40, 1h30", check=partial(maybe, typed_minutes)),
    ]


def _at(session: Session, day: date, block: Block | None) -> str:
    """The time of a planned block as it would be typed; for a new one the next that is free."""
    if block is not None:
        return clock_time(session.desk.clock.local(block.planned_at)) if block.planned_at else ""
    length = focus.shape(settings_in_use(session.desk)).planned_s
    return clock_time(planning.free_time(session.desk, day, length))


def _day_said(session: Session, day: date) -> str:
    return "today" if day == session.desk.today else day.isoformat()


def _day(session: Session, typed: str) -> date:
    return typed_date(typed, session.desk.today)


def _worked_fields(session: Session, block: Block) -> list[Field]:
    """What can be said of a started block; its times once it has ended."""
    intention = Field("intention", "What for", block.intention)
    next_action = Field("next_action", "Next step", block.next_action, "where to go on")
    if block.started_at is None or block.ended_at is None:
        return [intention, next_action]
    local = session.desk.clock.local
    return [
        intention,
        Field("from", "From", clock_time(local(block.started_at)), check=typed_time),
        Field("to", "To", clock_time(local(block.ended_at)), check=typed_time),
        Field("result", "What came of it", block.result, "a few words"),
        Field("depth", "How deep", str(block.depth or ""), options=(*SCALE, ("", "not said"))),
        next_action,
    ]
