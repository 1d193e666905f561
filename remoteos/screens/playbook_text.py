"""How playbooks and plays are said in full: as passages to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from textual.content import Content

from remoteos.domain.adoption import PART_WORDS, Offer, Part
from remoteos.domain.playbook_library import ORIGIN_WORDS, Entry
from remoteos.domain.playbooks import Play, Playbook, Produced, Section, Step, Words
from remoteos.domain.runs import Run
from remoteos.domain.words import STEP_MARKS, duration, plural
from remoteos.screens.play_text import head
from remoteos.screens.session import Session
from remoteos.widgets.markdown_text import line, passages
from remoteos.widgets.prose import Passage
from remoteos.widgets.text import Part as Said
from remoteos.widgets.text import joined, plain, said

MUTED = "$text-muted"
LABEL = 10
"""How wide the words are that say what a fact is."""

_MINUTE_S = 60
_IN = 3
"""Where the text of a step begins."""

Shown = Callable[[str], str]
"""A text of a playbook as it may be shown now."""


def shown_by(session: Session) -> Shown:
    """How the texts of playbooks are shown: they are meant for others, but for names."""
    return lambda text: session.veiled(text, "public")


def heading(text: str) -> Passage:
    """What stands over a part of the page."""
    return Passage(said((text, f"bold {MUTED}")), gap=1)


def fact(label: str, text: Content, *, gap: int = 0) -> Passage:
    """A word for what is said, and what is said."""
    return Passage(text, said((label, MUTED)), LABEL, gap)


def minutes(count: int) -> str:
    """So many minutes as people say them."""
    return duration(count * _MINUTE_S)


# A playbook


def playbook_title(session: Session, entry: Entry) -> Content:
    """What it is called, its version, whose it is, and whether it is adopted."""
    facts = [entry.head.version.removesuffix(".0"), ORIGIN_WORDS[entry.origin]]
    return said(
        (shown_by(session)(entry.head.title), "bold"),
        (f"  {', '.join(filter(None, facts))}", MUTED),
        (f"  {adopted_said(entry)}" if entry.adopted else "", "$success"),
    )


def playbook_facts(session: Session, entry: Entry) -> list[Passage]:
    """What it promises, for whom and by whom."""
    shown, head = shown_by(session), entry.head
    found = [
        Passage(line(shown(head.promise))),
        fact("for", plain(shown(", ".join(head.roles))), gap=1),
        fact("adds to", plain(", ".join(head.pillars))),
        fact("by", plain(shown(", ".join(head.authors)))),
        fact("licence", plain(shown(head.licence))),
    ]
    if head.derived_from:
        found.append(fact("made from", plain(shown(head.derived_from))))
    return [one for one in found if one.text]


def adopted_said(entry: Entry) -> str:
    """Which version is adopted, if that is another one than the library has."""
    return "adopted" if entry.adopted == entry.head.version else f"adopted as {entry.adopted}"


def plays_listed(session: Session, entry: Entry) -> list[Passage]:
    """The plays of a playbook by title, without reading the whole of it."""
    shown = shown_by(session)
    found = [heading(plural(len(entry.head.plays), "play").upper())]
    for play in entry.head.plays:
        often = said((f"  {play.cadence.said()}" if play.cadence else "", MUTED))
        found.append(Passage(said(line(shown(play.title)), often), said(("▸", "$primary")), 2))
    return found


def about(session: Session, playbook: Playbook) -> list[Passage]:
    """What stands before the first section of a playbook."""
    return passages(shown_by(session)(playbook.about), gap=1)


def section(session: Session, one: Section) -> list[Passage]:
    """A prose section, under its title."""
    shown = shown_by(session)
    return [Passage(said((shown(one.title), "bold"))), *passages(shown(one.body), gap=1)]


def added(session: Session, offers: Sequence[Offer], taken: Sequence[Part] | None) -> list[Passage]:
    """What adopting adds, part by part; ``taken`` is what was taken of it, None while it is not adopted."""
    shown = shown_by(session)
    title = "What it adds to your day" if taken is None else "What it added to your day"
    found = [Passage(said((title, "bold")))]
    if not offers:
        found.append(Passage(plain("Nothing: its plays can be run all the same."), gap=1))
    for kind, group in groupby(offers, lambda offer: offer.part.kind):
        found.append(heading(PART_WORDS[kind].upper()))
        for offer in group:
            is_in = offer.chosen if taken is None else offer.part in taken
            mark = ("✓", "$success") if is_in else ("○", MUTED)
            note = f"  {offer.note}" if taken is None and offer.note else ""
            found.append(Passage(said(shown(part_said(offer.part)), (note, MUTED)), said(mark), 2))
    return found


def part_said(part: Part) -> str:
    """A part on a line: a preset with its shape, a play with its cadence."""
    if part.kind == "preset":
        return f"{part.name} {part.value}"
    return f"{part.title}, {part.value}" if part.kind == "play" else part.name


# A run


def run_passages(session: Session, run: Run) -> list[Passage]:
    """A run as it stands: what is next, and what became of the other steps."""
    title, standing = head(session, run).split("\n")
    found = [Passage(title), Passage(standing)]
    for number, (step, state) in enumerate(zip(run.play.steps, run.steps, strict=True), 1):
        is_next = number == run.next_step
        mark = "▸" if is_next else STEP_MARKS[state.state]
        text = line(session.veiled(step.text, run.visibility)).stylize("bold" if is_next else "")
        found.append(Passage(text, said((mark, "$primary" if is_next else MUTED)), 2, gap=number == 1))
    key = session.key_of("playbooks.open")
    return [*found, Passage(said((key, "bold $footer-key-foreground"), " goes on with it."), gap=1)]


# A play


def play(session: Session, one: Play, book: str) -> list[Passage]:
    """A play in full; ``book`` is the title of its playbook."""
    shown = shown_by(session)
    return [
        Passage(line(shown(one.title)).stylize("bold")),
        Passage(joined(list(_facts(one, shown(book)))).stylize(MUTED)),
        *passages(shown(one.intro), gap=1),
        *_when(one, shown),
        *_steps(one, shown),
        *_left(one.produces, shown),
        *_measures(one, shown),
        *_troubles(one, shown),
        *_items("AFTERWARDS", one.questions, shown),
        *_items("VARIATIONS", one.variations, shown),
        *(passage for each in one.words for passage in words(session, each)),
        *(passage for each in one.sections for passage in _extra(each, shown)),
    ]


def words(session: Session, one: Words) -> list[Passage]:
    """Words to paste, exactly as they are."""
    shown = shown_by(session)
    title = f"WORDS TO PASTE: {shown(one.title)}" if one.title else "WORDS TO PASTE"
    lines = shown(one.text).split("\n")
    return [heading(title), *(Passage(plain(each), said(("│", MUTED)), 2) for each in lines)]


def _facts(one: Play, book: str) -> Iterator[Said]:
    yield book
    if one.cadence is not None:
        yield one.cadence.said()
    if one.running_time is not None:
        yield minutes(one.running_time)


def _when(one: Play, shown: Shown) -> Iterator[Passage]:
    texts = (
        ("WHEN", shown(one.when)),
        ("NOT WHEN", shown(one.not_when)),
        ("WITH", shown(one.people)),
        ("NEEDS", shown(one.needs)),
        ("PREPARE", minutes(one.preparation) if one.preparation is not None else ""),
    )
    found = [fact(label, line(text)) for label, text in texts if text]
    yield from (passage if at else passage._replace(gap=1) for at, passage in enumerate(found))


def _steps(one: Play, shown: Shown) -> Iterator[Passage]:
    for number, step in enumerate(one.steps, 1):
        yield Passage(
            said(line(shown(step.text)).stylize("bold"), (_how(step, shown), MUTED)),
            said((f"{number}", "$primary")),
            _IN,
            gap=1,
        )
        if step.why:
            yield Passage(line(shown(step.why)), indent=_IN)
        if step.evidence:
            yield Passage(line(shown(step.evidence)).stylize(MUTED), said("   ", ("→", MUTED)), _IN + 2)
        for passage in passages(shown(step.notes)):
            yield passage._replace(indent=passage.indent + _IN, lead=said("   ", passage.lead))


def _how(step: Step, shown: Shown) -> str:
    parts = [
        minutes(step.minutes) if step.minutes is not None else "",
        shown(step.medium),
        step.due.said() if step.due is not None else "",
    ]
    told = " · ".join(filter(None, parts))
    return f"  {told}" if told else ""


def _left(products: Sequence[Produced], shown: Shown) -> Iterator[Passage]:
    if products:
        yield heading("LEAVES BEHIND")
    for one in products:
        yield Passage(said((f"{one.kind}: ", MUTED), line(shown(one.text))), said(("•", MUTED)), 2)


def _measures(one: Play, shown: Shown) -> Iterator[Passage]:
    if one.measures:
        yield heading("WORKED IF")
    for measure in one.measures:
        yield Passage(line(shown(measure.text)), said(("•", MUTED)), 2)
        yield Passage(said(("target  ", MUTED), line(shown(measure.target))), indent=2)
        if measure.look:
            yield Passage(said(("look    ", MUTED), line(shown(measure.look))), indent=2)


def _troubles(one: Play, shown: Shown) -> Iterator[Passage]:
    if one.troubles:
        yield heading("WHAT GOES WRONG")
    for trouble in one.troubles:
        yield Passage(line(shown(trouble.text)), said(("•", MUTED)), 2)
        if trouble.then:
            yield Passage(said(("then  ", MUTED), line(shown(trouble.then))), indent=2)


def _items(title: str, texts: Sequence[str], shown: Shown) -> Iterator[Passage]:
    if texts:
        yield heading(title)
    for text in texts:
        yield Passage(line(shown(text)), said(("•", MUTED)), 2)


def _extra(one: Section, shown: Shown) -> Iterator[Passage]:
    yield heading(shown(one.title).upper())
    yield from passages(shown(one.body))
