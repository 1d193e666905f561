"""How plays and runs read on a terminal, and what they are in JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from remoteos.cli import output
from remoteos.domain.words import STEP_MARKS, WORKED_WORDS, day_name, due, plural

if TYPE_CHECKING:
    from remoteos.domain.playbook_library import Entry
    from remoteos.domain.playbook_proposals import Proposal
    from remoteos.domain.playbook_results import Results
    from remoteos.domain.playbooks import Play, Step
    from remoteos.domain.runs import Run, RunStep
    from remoteos.services.desk import Desk


def run(desk: Desk, one: Run) -> str:
    """A run on a line: how far it is, what is next and when that is due."""
    short = output.dim(desk.store.short_id(one))
    if not one.is_open:
        how = WORKED_WORDS[one.worked] if one.worked else "given up"
        return f"{one.name}  {one.state}, {how}  {short}"
    when = f", {due(one.next_due, desk.today)}" if one.next_due else ""
    text = f"next {one.next_step}: {one.play.steps[one.next_step - 1].text}" if one.next_step else "to finish"
    return f"{one.name}  {one.done} of {len(one.steps)} done{when}  {short}\n  {text}"


def run_page(desk: Desk, one: Run) -> list[str]:
    """A run in full: its steps with what became of each, and what else there is to do."""
    lines = [output.bold(one.name), f"{one.playbook_title} {one.version}, begun {day_name(one.started_on)}"]
    if one.is_open:
        lines[1] += f"  {output.dim(desk.store.short_id(one))}"
    lines.append("")
    for number, (step, state) in enumerate(zip(one.play.steps, one.steps, strict=True), 1):
        lines += _step_lines(number, step, state, desk.today)
    lines += [*_products(one), *_afterwards(one)]
    for words in one.play.words:
        lines += ["", output.bold(f"Words to paste: {words.title}".rstrip(": ")), words.text]
    if one.is_open:
        what = f"step {one.next_step}" if one.next_step else "finish"
        lines += ["", f"Next: remoteos play {what}"]
    return lines


def whole(play: Play, about: str) -> list[str]:
    """A play to read."""
    cadence = play.cadence.said() if play.cadence else ""
    minutes = f"{play.running_time} min" if play.running_time else ""
    lines = [output.bold(play.title), ", ".join(fact for fact in (about, cadence, minutes) if fact), ""]
    for label, text in (
        ("When", play.when), ("Not when", play.not_when), ("People", play.people), ("Needs", play.needs),
    ):  # fmt: skip
        if text:
            lines.append(f"{output.bold(label)}: {text}")
    lines += ["", play.intro] if play.intro else []
    lines.append("")
    for number, step in enumerate(play.steps, 1):
        lines.append(f"{number}  {step.text}{_minutes(step)}")
        lines += _details(step)
    for heading, items in _lists(play):
        if items:
            lines += ["", output.bold(heading), *(f"- {item}" for item in items)]
    for words in play.words:
        lines += ["", output.bold(f"Words to paste: {words.title}".rstrip(": ")), words.text]
    for section in play.sections:
        lines += ["", output.bold(section.title), section.body]
    return lines


def plays(entry: Entry) -> list[str]:
    """The plays of a playbook under its title, with the names that commands take."""
    head = entry.head
    rows = [f"  {play.title}  {output.dim(f'{head.id}/{play.id}')}" for play in head.plays]
    return [output.bold(head.title), *rows]


def proposal(one: Proposal, today: date) -> str:
    """A play that came up."""
    name = output.dim(f"{one.adoption.playbook_id}/{one.part.name}")
    return f"{one.part.title}  {one.part.value}, {due(one.due_on, today)}  {name}"


def results(found: tuple[Results, ...]) -> list[str]:
    """A small table: how often each play was run, whether it worked, and how long it took."""
    rows = [("play", "runs", "worked", "partly", "open", "time", "days")]
    for one in found:
        minutes, days = one.totals.median_minutes, one.median_days
        rows.append(
            (
                one.title,
                str(one.totals.runs),
                str(one.totals.worked),
                str(one.partly),
                str(one.open),
                f"{minutes} min" if minutes is not None else "",
                str(days) if days is not None else "",
            )
        )
    title = max(output.cells(row[0]) for row in rows)
    lines = []
    for first, *others in rows:
        pad = " " * (title - output.cells(first))
        lines.append(f"{first}{pad}  " + "  ".join(f"{each:>7}" for each in others).rstrip())
    return [output.bold(lines[0]), *lines[1:]]


def run_form(desk: Desk, one: Run) -> dict[str, object]:
    """A run in JSON."""
    return {
        "id": one.id,
        "short_id": desk.store.short_id(one),
        "playbook_id": one.playbook_id,
        "playbook": one.playbook_title,
        "version": one.version,
        "play_id": one.play.id,
        "title": one.play.title,
        "state": one.state,
        "started_on": one.started_on,
        "ended_at": one.ended_at,
        "next_step": one.next_step,
        "due_on": one.next_due,
        "steps": [
            _step_form(number, step, state)
            for number, (step, state) in enumerate(zip(one.play.steps, one.steps, strict=True), 1)
        ],
        "produces": [
            {
                "kind": product.kind,
                "text": product.text,
                "made": [
                    {"text": made.text, "table": made.link.table, "id": made.link.id}
                    for made in one.made
                    if made.produces == number and made.link
                ],
            }
            for number, product in enumerate(one.play.produces)
        ],
        "measures": [
            {"text": measure.text, "target": measure.target, "found": _at(one.measured, number)}
            for number, measure in enumerate(one.play.measures)
        ],
        "questions": [
            {"text": question, "answer": _at(one.answers, number)}
            for number, question in enumerate(one.play.questions)
        ],
        "worked": one.worked,
        "duration_s": one.minutes * 60 if one.minutes is not None else None,
        "note": one.note or None,
    }


def play_forms(entry: Entry) -> Iterator[dict[str, object]]:
    """The plays of a playbook in JSON."""
    for play in entry.head.plays:
        yield {
            "playbook_id": entry.head.id,
            "id": play.id,
            "title": play.title,
            "when": play.when or None,
            "cadence": play.cadence.said() if play.cadence else None,
            "adopted": entry.adopted is not None,
        }


def proposal_form(one: Proposal) -> dict[str, object]:
    """A play that came up, in JSON."""
    return {
        "playbook_id": one.adoption.playbook_id,
        "play_id": one.part.name,
        "title": one.part.title,
        "due_on": one.due_on,
    }


def results_form(one: Results) -> dict[str, object]:
    """What came of a play, in JSON."""
    minutes = one.totals.median_minutes
    return {
        "playbook_id": one.playbook_id,
        "play_id": one.play_id,
        "title": one.title,
        "finished": one.totals.runs,
        "worked": one.totals.worked,
        "partly": one.partly,
        "open": one.open,
        "abandoned": one.abandoned,
        "median_duration_s": minutes * 60 if minutes is not None else None,
        "median_days": one.median_days,
    }


def _step_lines(number: int, step: Step, state: RunStep, today: date) -> list[str]:
    when = ""
    if state.due_on and state.state == "open":
        when = f"  {due(state.due_on, today)}"
    lines = [f"{STEP_MARKS[state.state]} {number}  {step.text}{_minutes(step)}{when}"]
    if state.state == "open":
        lines += _details(step)
    for label, text in (("skipped", state.reason), ("note", state.note), ("evidence", state.evidence)):
        if text:
            lines.append(f"     {label}: {text}")
    return lines


def _minutes(step: Step) -> str:
    return f"  {output.dim(f'{step.minutes} min')}" if step.minutes else ""


def _details(step: Step) -> list[str]:
    said = (step.why, step.medium and f"where: {step.medium}", step.evidence and f"leaves: {step.evidence}")
    lines = [f"     {output.dim(text)}" for text in said if text]
    return [*lines, *(f"     {line}" for line in step.notes.split("\n") if step.notes)]


def _products(one: Run) -> list[str]:
    """What the play leaves behind, with the words of what was made of it."""
    lines = []
    for number, product in enumerate(one.play.produces):
        made = [each.text for each in one.made if each.produces == number]
        texts = made or [product.text]
        lines += [f"{'✓' if made else '○'} {number + 1}  {product.kind}: {text}" for text in texts]
    return ["", output.bold("Leaves behind (play make)"), *lines] if lines else []


def _afterwards(one: Run) -> list[str]:
    """The measures and questions, with what was found and answered."""
    lines = []
    for number, measure in enumerate(one.play.measures):
        look = f", {measure.look}" if measure.look else ""
        lines.append(f"  {number + 1}  {measure.text}: {measure.target}{look}")
        if found := _at(one.measured, number):
            lines.append(f"     found: {found}")
    if lines:
        lines = ["", output.bold("Worked if"), *lines]
    if one.play.questions:
        lines += ["", output.bold("Afterwards")]
    for number, question in enumerate(one.play.questions):
        lines.append(f"  {number + 1}  {question}")
        if answer := _at(one.answers, number):
            lines.append(f"     {answer}")
    if not one.is_open:
        how = WORKED_WORDS[one.worked] if one.worked else "given up"
        took = f", {plural(one.minutes, 'minute')}" if one.minutes is not None else ""
        lines += ["", f"{one.state.capitalize()}: {how}{took}{f'. {one.note}' if one.note else ''}"]
    return lines


def _lists(play: Play) -> list[tuple[str, list[str]]]:
    return [
        ("Produces", [f"{product.kind}: {product.text}" for product in play.produces]),
        (
            "Worked if",
            [f"{one.text}: {one.target}{f', {one.look}' if one.look else ''}" for one in play.measures],
        ),
        ("What goes wrong", [f"{one.text}{f' {one.then}' if one.then else ''}" for one in play.troubles]),
        ("Afterwards", list(play.questions)),
        ("Variations", list(play.variations)),
    ]


def _step_form(number: int, step: Step, state: RunStep) -> dict[str, object]:
    return {
        "number": number,
        "text": step.text,
        "state": state.state,
        "due_on": state.due_on,
        "done_at": state.at,
        "reason": state.reason or None,
        "note": state.note or None,
        "evidence": state.evidence or None,
    }


def _at(texts: tuple[str, ...], number: int) -> str | None:
    return (texts[number] or None) if number < len(texts) else None
