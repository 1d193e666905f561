"""Lines on what moved: outcomes with their evidence, notes of progress, wins, measures, risks."""

from collections.abc import Iterable

from remoteos.domain.evidence import told
from remoteos.domain.outcomes import Outcome, Progress
from remoteos.domain.record import Link
from remoteos.domain.update_material import Drawn, Material
from remoteos.domain.words import age, day_name, plural

_MOST_LINKS = 2
"""So many links stand in a line; the others are counted."""

_UNSURE = 2
"""A confidence of so much or less, of 5, is a risk."""


def outcomes(material: Material) -> list[Drawn]:
    """The outcomes that moved in the period or were added in it: those done first, then by their evidence."""
    found = []
    for one in material.outcomes:
        records = _records(material, one)
        closed = material.period.holds(one.closed_at)
        if closed or (one.state == "open" and (records or material.period.holds(one.created_at))):
            rank = (one.state != "done", one.state == "dropped", -len(records))
            found.append((rank, one.created_at, _outcome(material, one, records)))
    return [drawn for _, _, drawn in sorted(found, key=lambda each: each[:2])]


def done(material: Material) -> list[Drawn]:
    """The outcomes that were done in the period."""
    ended = [one for one in material.outcomes if one.state == "done"]
    return [
        _outcome(material, one, _records(material, one))
        for one in ended
        if material.period.holds(one.closed_at)
    ]


def progress(material: Material) -> list[Drawn]:
    """The last note of each outcome that was not done: how far it has come."""
    found = []
    for one in material.outcomes:
        notes = _notes(material, one)
        if one.state == "open" and notes:
            last = notes[-1]
            text = f"{one.title}: {last.note}"
            found.append(Drawn(f"progress:{one.id}", text, (one.link,), (one.link,), at=last.at, due=one.due))
    return found


def wins(material: Material) -> list[Drawn]:
    """The wins of the period, the first one first."""
    found = []
    for win in material.wins:
        links = [one for one in material.evidence if one.about.id == win.id]
        text = _joined(win.text, *(told(one) for one in links[:_MOST_LINKS]))
        sources = (win.link, *(one.link for one in links))
        found.append(Drawn(f"win:{win.id}", text, sources, sources, at=win.created_at))
    return found


def measures(material: Material) -> list[Drawn]:
    """Outcomes with a measure: where it began, where it is, where it is to get to."""
    found = []
    for one in material.outcomes:
        if one.target and (one.state == "open" or material.period.holds(one.closed_at)):
            steps = [step for step in (one.baseline, one.current, one.target) if step]
            text = f"{one.title}: {' ▸ '.join(steps)}"
            found.append(
                Drawn(
                    f"measure:{one.id}",
                    text,
                    _records(material, one),
                    (one.link,),
                    at=one.created_at,
                    due=one.due,
                )
            )
    return found


def risks(material: Material) -> list[Drawn]:
    """What may go wrong: risks that were noted, outcomes past their date, confidence that is low or fell."""
    found = [
        Drawn(f"risk:{one.id}", one.text, (one.link,), (one.link,), at=one.created_at)
        for one in material.captures
        if one.kind == "risk" and one.is_open
    ]
    for one in material.outcomes:
        if one.state == "open" and (said := _worry(material, one)):
            text = f"{one.title}: {said}"
            found.append(
                Drawn(f"risk:{one.id}", text, (one.link,), (one.link,), at=one.created_at, due=one.due)
            )
    return found


def ideas(material: Material) -> list[Drawn]:
    """The ideas that were noted in the period."""
    return [
        Drawn(f"idea:{one.id}", one.text, (one.link,), (one.link,), at=one.created_at)
        for one in material.captures
        if one.kind == "idea" and material.period.holds(one.created_at)
    ]


def confidence_before(material: Material, outcome: Outcome) -> int | None:
    """How sure the user was when the period began; None when it was not said by then."""
    since = material.period.since
    said = [step.confidence for step in outcome.progress if step.confidence and step.at <= since]
    return said[-1] if said else None


def _worry(material: Material, outcome: Outcome) -> str:
    """Why an open outcome is at risk; empty when it is not."""
    facts = []
    if outcome.due is not None and outcome.due < material.today:
        late = age(outcome.due, material.today).replace("yesterday", "1 day ago")
        facts.append(f"due {day_name(outcome.due, year=False)}, {late}")
    before, now = confidence_before(material, outcome), outcome.confidence
    if before and now and now < before:
        facts.append(f"confidence fell from {before} to {now} of 5")
    elif now and now <= _UNSURE:
        facts.append(f"confidence {now} of 5")
    return ", ".join(facts)


def _outcome(material: Material, outcome: Outcome, records: tuple[Link, ...]) -> Drawn:
    """An outcome: its result, its evidence, the goal it serves, and how sure its owner is."""
    goal = material.goal_by_id.get(outcome.goal_id or "")
    quotes = [outcome.link, *([goal.link] if goal else [])]
    result, quoted = _result(material, outcome)
    proof, shown = _proof(material, outcome)
    text = _joined(
        f"{_head(outcome)} → {goal.title}" if goal else _head(outcome),
        result,
        proof,
        _confidence(material, outcome) if outcome.state == "open" else "",
    )
    return Drawn(
        f"outcome:{outcome.id}",
        text,
        records,
        (*quotes, *quoted, *shown),
        at=outcome.closed_at or outcome.created_at,
        due=outcome.due,
    )


def _head(outcome: Outcome) -> str:
    if outcome.state == "done":
        return f"Done: {outcome.title}"
    if outcome.state == "dropped":
        return f"Dropped: {outcome.title}{f' ({outcome.reason})' if outcome.reason else ''}"
    return outcome.title


def _result(material: Material, outcome: Outcome) -> tuple[str, tuple[Link, ...]]:
    """The last that was said of how far it has come, and the record that says so beside the outcome."""
    notes = _notes(material, outcome)
    if notes:
        return notes[-1].note, ()
    for block in reversed(material.blocks_of(outcome.id)):
        if block.result:
            return block.result, (block.link,)
    return (outcome.done_when, ()) if outcome.state == "done" else ("", ())


def _proof(material: Material, outcome: Outcome) -> tuple[str, tuple[Link, ...]]:
    """The links that prove it, and its last win; with the records whose words that has."""
    links, won = material.evidence_of(outcome.id), material.wins_of(outcome.id)
    shown = links[:_MOST_LINKS]
    facts = [told(one) for one in shown]
    if len(links) > len(shown):
        facts.append(plural(len(links) - len(shown), "more link", "more links"))
    facts += [one.text for one in won[-1:]]
    if len(won) > 1:
        facts.append(plural(len(won) - 1, "more win"))
    return _joined(*facts), tuple(one.link for one in (*shown, *won[-1:]))


def _confidence(material: Material, outcome: Outcome) -> str:
    now, before = outcome.confidence, confidence_before(material, outcome)
    if not now:
        return ""
    change = "" if not before or before == now else f", {'up' if now > before else 'down'} from {before}"
    return f"confidence {now} of 5{change}"


def _records(material: Material, outcome: Outcome) -> tuple[Link, ...]:
    """The records of the period that are evidence for an outcome; its own notes are in itself."""
    own = (outcome.link,) if _notes(material, outcome) else ()
    records: Iterable[Link] = (
        one.link
        for group in (
            material.blocks_of(outcome.id),
            material.wins_of(outcome.id),
            material.evidence_of(outcome.id),
        )
        for one in group
    )
    return (*own, *records)


def _notes(material: Material, outcome: Outcome) -> list[Progress]:
    return [step for step in outcome.progress if material.period.holds(step.at)]


def _joined(*facts: str) -> str:
    return " · ".join(fact for fact in facts if fact)
