"""Lines on what was promised and what comes next: said and did, next, today's plans, the agenda."""

from datetime import date

from remoteos.domain.agenda import TAG_WORDS, Tag
from remoteos.domain.commitments import Commitment, CommitmentState
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Outcome
from remoteos.domain.record import Link
from remoteos.domain.text import sentence
from remoteos.domain.update_material import Drawn, Material
from remoteos.domain.update_queries.results import outcomes
from remoteos.domain.update_queries.waiting import asks, decisions_needed
from remoteos.domain.words import day_name, duration, plural

SAID_WORDS: dict[CommitmentState, str] = {
    "did": "Did",
    "partly": "Partly",
    "moved": "Moved",
    "dropped": "Dropped",
    "open": "Still open",
}
"""How what became of a commitment is said."""

_ORDER: tuple[CommitmentState, ...] = ("did", "partly", "moved", "dropped", "open")


def said(material: Material) -> list[Drawn]:
    """What the last update said would happen, and what became of it."""
    marked = [(material.standing(one), one) for one in material.commitments]
    marked.sort(key=lambda pair: (_ORDER.index(pair[0]), pair[1].created_at))
    return [_said(material, state, one) for state, one in marked]


def next_steps(material: Material) -> list[Drawn]:
    """What comes next: what was moved or partly done, then the open outcomes, those due first."""
    found, taken = [], set()
    for one in material.commitments:
        if material.standing(one) in ("moved", "partly", "open"):
            taken.add(one.outcome_id)
            found.append(_again(material, one))
    open_ones = [one for one in material.outcomes if one.state == "open" and one.id not in taken]
    open_ones.sort(key=lambda one: (one.due is None, one.due or material.today, -_touched(material, one)))
    return [*found, *(_next(material, one) for one in open_ones)]


def plans(material: Material) -> list[Drawn]:
    """Today's outcomes, and the blocks that are planned for today."""
    picked = [material.outcome_by_id[one] for one in material.picked if one in material.outcome_by_id]
    found = [
        Drawn(f"outcome:{one.id}", one.title, (one.link,), (one.link,), at=one.created_at, due=one.due)
        for one in picked
        if one.state == "open"
    ]
    planned = [one for one in material.blocks if one.day == material.today and one.state == "planned"]
    return found + [_block(one, one.intention) for one in planned if one.outcome_id not in material.picked]


def yesterday(material: Material) -> list[Drawn]:
    """What was worked on the last workday before today, and the wins of it."""
    before = [one for one in material.blocks if one.day < material.today and one.state == "finished"]
    last = max((one.day for one in before), default=None)
    found: dict[str, Drawn] = {}
    for one in before:
        if one.day == last:
            drawn = _block(one, one.result or one.intention)
            found.setdefault(drawn.text.casefold(), drawn)
    wins = [one for one in material.captures if one.kind == "win" and one.day == last]
    return [
        *found.values(),
        *(Drawn(f"win:{one.id}", one.text, (one.link,), (one.link,), at=one.created_at) for one in wins),
    ]


def agenda(material: Material, tag: Tag | None) -> list[Drawn]:
    """The open items of the agenda with a tag, or all of them with their tags in words."""
    found = []
    for one in material.agenda:
        if one.done_at is None and tag in (None, one.tag):
            text = one.text if tag else f"{TAG_WORDS[one.tag]}: {one.text}"
            about = (one.about,) if one.about else ()
            found.append(Drawn(f"agenda:{one.id}", text, (one.link, *about), (one.link,), at=one.created_at))
    return found


def feedback(material: Material) -> list[Drawn]:
    """The feedback that its owner means to tell, and has not told yet."""
    return [
        Drawn(f"feedback:{one.id}", one.text, (one.link,), (one.link,), at=one.created_at)
        for one in material.feedback
    ]


def period(material: Material) -> list[Drawn]:
    """What there is to know of the period itself: leave, and dates on which no update came."""
    return [
        Drawn(f"period:{place}", note, counted="days on record") for place, note in enumerate(material.notes)
    ]


def hours(material: Material) -> list[Drawn]:
    """The focus of the period, where this audience is told of it."""
    totals = material.totals
    if not material.card.hours or not totals.blocks:
        return []
    text = f"{duration(totals.focused_s)} of focus in {plural(totals.blocks, 'block')}"
    return [Drawn("hours", text, counted=plural(totals.blocks, "block"))]


def wellbeing(material: Material) -> list[Drawn]:
    """Energy and stress on average, where this audience is told of them."""
    totals = material.totals
    if not material.card.wellbeing or not totals.readings:
        return []
    named = (("energy", totals.energy), ("stress", totals.stress))
    facts = [f"{name} {mean:.1f} of 5" for name, mean in named if mean is not None]
    text = f"On average {', '.join(facts)}"
    return [Drawn("wellbeing", text, counted=plural(totals.readings, "reading"))]


def headline(material: Material) -> list[Drawn]:
    """The period in a sentence or two: what is done or moved most, and what is needed most."""
    facts: list[str] = []
    quotes: list[Link] = []
    moved = [_outcome_of(material, drawn) for drawn in outcomes(material)]
    done = [one for one in moved if one is not None and one.state == "done"][:2]
    going = [one for one in moved if one is not None and one.state == "open"][:1]
    for said_of, some in (("Done", done), ("Under way", going)):
        if some:
            facts.append(f"{said_of}: {' and '.join(one.title for one in some)}")
            quotes += [one.link for one in some]
    if needed := [*decisions_needed(material), *asks(material)]:
        first = next(one for one in material.asks if one.link == needed[0].quotes[0])
        facts.append(f"Needed: {first.text}")
        quotes.append(first.link)
    if not facts:
        return []
    return [Drawn("headline", " ".join(map(sentence, facts)), tuple(quotes), tuple(quotes))]


def _outcome_of(material: Material, drawn: Drawn) -> Outcome | None:
    return material.outcome_by_id.get(drawn.key.removeprefix("outcome:"))


def _said(material: Material, state: CommitmentState, commitment: Commitment) -> Drawn:
    why = f" · {commitment.why}" if commitment.why else ""
    outcome = material.outcome_by_id.get(commitment.outcome_id or "")
    sources = (commitment.link, *([outcome.link] if outcome else []))
    return Drawn(
        f"commitment:{commitment.id}",
        f"{SAID_WORDS[state]}: {commitment.text}{why}",
        sources,
        (commitment.link,),
        at=commitment.created_at,
    )


def _again(material: Material, commitment: Commitment) -> Drawn:
    """What was promised before and is to come still."""
    outcome = material.outcome_by_id.get(commitment.outcome_id or "")
    about = (outcome.link,) if outcome else ()
    when = outcome.due if outcome else None
    return Drawn(
        f"commitment:{commitment.id}",
        f"{commitment.text}{f' ({_due(when, material.today)})' if when else ''}",
        (commitment.link, *about),
        (commitment.link, *about),
        at=commitment.created_at,
        due=when,
    )


def _next(material: Material, outcome: Outcome) -> Drawn:
    when = f" ({_due(outcome.due, material.today)})" if outcome.due else ""
    return Drawn(
        f"outcome:{outcome.id}",
        f"{outcome.title}{when}",
        (outcome.link,),
        (outcome.link,),
        at=outcome.created_at,
        due=outcome.due,
    )


def _due(due: date, today: date) -> str:
    return f"{'was due' if due < today else 'due'} {day_name(due, year=due.year != today.year)}"


def _touched(material: Material, outcome: Outcome) -> int:
    return len(material.blocks_of(outcome.id))


def _block(block: Block, text: str) -> Drawn:
    return Drawn(f"block:{block.id}", text, (block.link,), (block.link,), at=block.created_at)
