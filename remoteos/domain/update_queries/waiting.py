"""Lines on asks and decisions: what is needed, what was decided, what an answer made possible."""

from collections.abc import Callable, Iterable
from datetime import date

from remoteos.domain.asks import Ask, by_urgency
from remoteos.domain.decisions import Decision, Look
from remoteos.domain.managers import ManagerCard
from remoteos.domain.update_material import Drawn, Material
from remoteos.domain.words import age, day_name, plural


def asks(material: Material) -> list[Drawn]:
    """What waits for an answer, the most urgent first; what wants a decision has its own query."""
    return _waiting(material, lambda one: one.kind != "decision")


def decisions_needed(material: Material) -> list[Drawn]:
    """The decisions that somebody else has to make, the most urgent first."""
    return _waiting(material, lambda one: one.kind == "decision")


def blocked(material: Material) -> list[Drawn]:
    """What holds up work: asks that are late, and those that are to free the way."""
    return _waiting(material, lambda one: one.kind == "unblock" or one.late_by(material.today) > 0)


def helped(material: Material) -> list[Drawn]:
    """The asks that were answered in the period, with what the answer made possible."""
    given = [
        one for one in material.asks if one.state == "answered" and material.period.holds(one.settled_at)
    ]
    return [
        _helped(material, one) for one in sorted(given, key=lambda one: (not one.enabled, one.settled_at))
    ]


def decisions_made(material: Material) -> list[Drawn]:
    """What was decided in the period, and how decisions that were looked back at turned out."""
    found = []
    for one in material.decisions:
        if material.period.holds(one.created_at):
            found.append(
                Drawn(f"decision:{one.id}", _decided(one), (one.link,), (one.link,), at=one.created_at)
            )
        looks = [look for look in one.looks if material.period.holds(look.at)]
        if looks:
            text = _looked(one, looks[-1])
            found.append(Drawn(f"look:{one.id}", text, (one.link,), (one.link,), at=looks[-1].at))
    return sorted(found, key=lambda drawn: drawn.at or material.period.since)


def ask_text(ask: Ask, card: ManagerCard, raised: date, today: date) -> str:
    """An ask as its audience reads it: what, from whom, by when, what it costs, and how long it waits."""
    facts = [ask.text]
    if not _is_them(ask, card):
        facts.append(f"from {ask.asked_of}")
    if ask.needed_by is not None:
        late = ask.late_by(today)
        by = f"by {day_name(ask.needed_by, year=ask.needed_by.year != today.year)}"
        facts.append(f"{by}, {plural(late, 'day')} late" if late else by)
    if ask.cost:
        facts.append(f"if late: {ask.cost}")
    facts.append(f"asked {age(raised, today)}")
    if ask.nudges:
        facts.append(f"reminded {ask.nudges}×")
    return " · ".join(facts)


def _waiting(material: Material, wanted: Callable[[Ask], bool]) -> list[Drawn]:
    open_ones: Iterable[Ask] = (one for one in material.asks if one.is_waiting and wanted(one))
    today = material.today
    return [
        Drawn(
            f"ask:{one.id}",
            ask_text(one, material.card, material.day_of(one.raised_at), today),
            (one.link,),
            (one.link,),
            at=one.raised_at,
            due=one.needed_by,
        )
        for one in sorted(open_ones, key=lambda one: by_urgency(one, today))
    ]


def _helped(material: Material, ask: Ask) -> Drawn:
    who = "you" if _is_them(ask, material.card) else ask.asked_of
    facts = [ask.text, f"{who}: {ask.answer}" if ask.answer else f"answered by {who}"]
    if ask.enabled:
        facts.append(f"made possible: {ask.enabled}")
    text = " · ".join(facts)
    return Drawn(f"helped:{ask.id}", text, (ask.link,), (ask.link,), at=ask.settled_at)


def _is_them(ask: Ask, card: ManagerCard) -> bool:
    """Whether an ask is of the audience itself."""
    return ask.asked_of.casefold() in (card.person.casefold(), card.relation, f"my {card.relation}")


def _decided(decision: Decision) -> str:
    """A decision with its reasons, on one line."""
    why = f", because {_one_line(decision.reasons)}" if decision.reasons else ""
    who = f" (decided by {decision.decided_by})" if decision.decided_by else ""
    return f"{decision.text}{why}{who}"


def _looked(decision: Decision, look: Look) -> str:
    verdict = f" {look.verdict}," if look.verdict else ""
    return f"Looked back at “{decision.text}”:{verdict} {_one_line(look.note)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
