"""How a run is said: how far it is, what there is to it row by row, and each of that in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from textual.content import Content

from remoteos.domain.record import Record
from remoteos.domain.runs import Made, Run, RunStep, Worked
from remoteos.domain.words import STEP_MARKS, WORKED_WORDS, clock_time, day_name, due, duration, plural
from remoteos.screens.session import Session
from remoteos.widgets.details import Entry
from remoteos.widgets.rows import Row
from remoteos.widgets.text import Part, joined, paragraphs, plain, said

MUTED, WARNING = "$text-muted", "$text-warning"

KEY = "bold $footer-key-foreground"
END = "end"
"""The row that says how a run ended."""

_MINUTE_S = 60

_STEP_COLOURS: Mapping[str, str] = {"open": "$primary", "done": "$success", "skipped": MUTED}

_WORKED: Mapping[Worked | None, Part] = {
    "yes": ("✓ ", "$success"),
    "partly": ("◐ ", "$primary"),
    "no": ("× ", WARNING),
    None: ("× ", MUTED),
}

Left = Sequence[tuple[Made, Record | None]]
"""What a run left behind, with each record as it is now."""


class Place(NamedTuple):
    """One thing in a run that the keys can be about."""

    kind: str
    """``step``, ``product``, ``measure``, ``question`` or ``end``; empty for none."""
    number: int
    """From 1."""

    @property
    def row(self) -> str:
        """The id of its row."""
        return f"{self.kind}:{self.number}"


def place_of(row: str) -> Place:
    """What a row stands for."""
    kind, _, number = row.partition(":")
    return Place(kind, int(number or 0))


def head(session: Session, run: Run) -> Content:
    """What is run, and beneath it how far it is, or how it ended."""
    title = session.veiled(run.name, run.visibility)
    return Content("\n").join([said((title, "bold")), joined(list(_standing(session, run)))])


def _standing(session: Session, run: Run) -> Iterator[Part]:
    today = session.desk.today
    if run.ended_at is not None:
        ended = _day(session.desk.workday_of(run.ended_at), today)
        yield ("finished " if run.state == "finished" else "given up ") + ended
    elif run.next_step is None:
        yield f"all {len(run.steps)} steps are through"
    else:
        yield f"step {run.next_step} of {len(run.steps)}"
        if run.next_due is not None:
            late = run.next_due < today
            yield due_said(run.next_due, today), WARNING if late else ""
    book = session.veiled(run.playbook_title, run.visibility)
    yield f"{book} {run.version}", MUTED
    yield f"begun {_day(run.started_on, today)}", MUTED


def due_said(day: date, today: date) -> str:
    """When something is due: ``due Fri``, ``due today``, ``3 d late``."""
    when = due(day, today)
    return when if day <= today else f"due {when}"


def rows(session: Session, run: Run, left: Left) -> list[Row]:
    """What is to be done and what it leaves behind; of a run that ended first what came of it."""
    steps = [_step_row(session, run, number) for number in range(1, len(run.steps) + 1)]
    products = [_product_row(session, run, left, number) for number in range(1, len(run.play.produces) + 1)]
    if run.is_open:
        return [*steps, *_group("LEAVES BEHIND", products)]
    measures = [
        _told_row(session, run, Place("measure", at + 1), one.text, text_at(run.measured, at))
        for at, one in enumerate(run.play.measures)
    ]
    questions = [
        _told_row(session, run, Place("question", at + 1), one, text_at(run.answers, at))
        for at, one in enumerate(run.play.questions)
    ]
    return [
        _end_row(session, run),
        *_group("WORKED IF", measures),
        *_group("AFTERWARDS", questions),
        *_group("LEFT BEHIND", products),
        *_group("STEPS", steps),
    ]


def _group(heading: str, found: list[Row]) -> list[Row]:
    if not found:
        return []
    return [Row("", Content("")), Row("", said((heading, f"bold {MUTED}"))), *found]


def _step_row(session: Session, run: Run, number: int) -> Row:
    step = run.steps[number - 1]
    text = session.veiled(run.play.steps[number - 1].text, run.visibility)
    here = run.is_open and number == run.next_step
    mark: Part = ("▸ ", "$primary") if here else (f"{STEP_MARKS[step.state]} ", _STEP_COLOURS[step.state])
    width = len(str(len(run.steps)))
    style = "" if step.state == "open" and run.is_open else MUTED
    return Row(
        Place("step", number).row,
        said(mark, (f"{number:>{width}}  ", MUTED), (text, "bold" if here else style)),
        _step_aside(session, step),
    )


def _step_aside(session: Session, step: RunStep) -> Content:
    today = session.desk.today
    if step.state != "open":
        return said((step.state, MUTED))
    if step.due_on is None:
        return Content("")
    return said((due_said(step.due_on, today), WARNING if step.due_on < today else MUTED))


def _product_row(session: Session, run: Run, left: Left, number: int) -> Row:
    product = run.play.produces[number - 1]
    made = [one for one, _ in left if one.produces == number - 1]
    text = session.veiled(made[-1].text if made else product.text, run.visibility)
    mark: Part = ("✓ ", "$success") if made else ("○ ", "$primary")
    often = f"made {len(made)}×" if len(made) > 1 else "made" if made else ""
    return Row(
        Place("product", number).row,
        said(mark, (f"{product.kind}: ", MUTED), text),
        said((often, MUTED)),
    )


def _end_row(session: Session, run: Run) -> Row:
    took = f", in {duration(run.minutes * _MINUTE_S)}" if run.minutes is not None else ""
    how = f"{WORKED_WORDS[run.worked].capitalize()}{took}" if run.worked else "Given up"
    note = session.veiled(run.note)
    return Row(Place(END, 0).row, said(_WORKED[run.worked], (how, "bold"), f": {note}" if note else ""))


def _told_row(session: Session, run: Run, place: Place, asked: str, told: str) -> Row:
    """A measure or a question, and beneath it what was found or answered."""
    return Row(
        place.row,
        said(
            ("✓ ", "$success") if told else ("○ ", "$primary"),
            session.veiled(asked, run.visibility),
        ),
        said(("" if told else "not yet", MUTED)),
        said("  ", (session.veiled(told), MUTED)) if told else None,
    )


# One of them in full


def in_full(session: Session, run: Run, left: Left, place: Place) -> tuple[Content, Sequence[Entry]]:
    """What a row stands for, and all there is to say of it."""

    def shown(text: str) -> str:
        return session.veiled(text, run.visibility)

    at, play = place.number - 1, run.play
    if place.kind == "step":
        title, entries = play.steps[at].text, _step(session, run, place.number)
    elif place.kind == "product":
        title, entries = play.produces[at].text, _product(session, run, left, at)
    elif place.kind == "measure":
        title, entries = play.measures[at].text, _measure(session, run, at)
    elif place.kind == "question":
        title, entries = (
            play.questions[at],
            _told("answer", session.veiled(text_at(run.answers, at)), session),
        )
    else:
        return _how(run), list(_end(session, run))
    return said((shown(title), "bold")), list(entries)


def _step(session: Session, run: Run, number: int) -> Iterator[Entry]:
    step, state = run.play.steps[number - 1], run.steps[number - 1]

    def shown(text: str) -> str:
        return session.veiled(text, run.visibility)

    if state.state != "open":
        yield state.state, _settled(session, state)
    elif state.due_on is not None:
        yield "due", _due_in_full(state.due_on, session.desk.today)
    takes = [duration(step.minutes * _MINUTE_S)] if step.minutes is not None else []
    where = [shown(step.medium)] if step.medium else []
    texts = (
        ("why", plain(shown(step.why))),
        ("how", joined([*takes, *where])),
        ("leaves", plain(shown(step.evidence))),
        ("my note", plain(session.veiled(state.note))),
        ("to show", plain(session.veiled(state.evidence))),
        ("notes", paragraphs(shown(step.notes))),
    )
    yield from ((label, text) for label, text in texts if text)


def _settled(session: Session, step: RunStep) -> Content:
    """When a step was done or skipped, and why."""
    when = _moment(session, step)
    return joined([session.veiled(step.reason), (when, MUTED)] if step.reason else [when])


def _moment(session: Session, step: RunStep) -> str:
    if step.at is None:
        return ""
    return f"{_day(session.desk.workday_of(step.at), session.desk.today)}, {clock_time(step.at)}"


def _due_in_full(day: date, today: date) -> Content:
    name = "today" if day == today else _day(day, today)
    late = (today - day).days
    return said((f"{name}, {plural(late, 'day')} late", WARNING)) if late > 0 else plain(name)


def _product(session: Session, run: Run, left: Left, at: int) -> Iterator[Entry]:
    made = [(one, record) for one, record in left if one.produces == at]
    yield "leaves", plain(f"{run.play.produces[at].kind}")
    for one, record in made:
        gone = (" · gone since", MUTED) if record is None else ""
        yield "made", said(session.veiled(one.text, run.visibility), gone)
    if not made:
        yield "made", said(("not yet; ", MUTED), (session.key_of("run.make"), KEY), (" makes it", MUTED))


def _measure(session: Session, run: Run, at: int) -> Iterator[Entry]:
    measure = run.play.measures[at]
    yield "target", plain(session.veiled(measure.target, run.visibility))
    if measure.look:
        yield "look", plain(session.veiled(measure.look, run.visibility))
    yield from _told("found", session.veiled(text_at(run.measured, at)), session)


def _told(label: str, told: str, session: Session) -> Iterator[Entry]:
    if told:
        yield label, plain(told)
    else:
        key = session.key_of("run.finish")
        yield label, said(("not yet; ", MUTED), (key, KEY), (" says it, also in some weeks", MUTED))


def _how(run: Run) -> Content:
    return said((WORKED_WORDS[run.worked].capitalize() if run.worked else "Given up", "bold"))


def _end(session: Session, run: Run) -> Iterator[Entry]:
    today = session.desk.today
    if run.ended_at is not None:
        ended = session.desk.workday_of(run.ended_at)
        yield "ended", joined([_day(ended, today), *_after(ended, run.started_on)])
    if run.minutes is not None:
        yield "took", plain(duration(run.minutes * _MINUTE_S))
    skipped = sum(step.state == "skipped" for step in run.steps)
    yield "steps", joined([f"{run.done} done", *([f"{skipped} skipped"] if skipped else [])])
    if run.note:
        yield "note", plain(session.veiled(run.note))


def _after(ended: date, begun: date) -> list[Part]:
    days = (ended - begun).days
    return [(f"after {plural(days, 'day')}", MUTED)] if days > 0 else []


def _day(day: date, today: date) -> str:
    return day_name(day, year=day.year != today.year)


def text_at(texts: Sequence[str], at: int) -> str:
    """One of the texts, from 0; empty where nothing was said."""
    return texts[at] if at < len(texts) else ""
