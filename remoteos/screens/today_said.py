"""What Today says of each block, on the timeline and of the one under the cursor."""

from textual.content import Content

from remoteos.domain import planning
from remoteos.domain.focus import Block
from remoteos.domain.focus_time import focused_s
from remoteos.domain.planning import Capacity
from remoteos.domain.words import (
    clock_time,
    duration,
    plural,
    span,
)
from remoteos.screens.session import Session
from remoteos.services.today import DayPage
from remoteos.widgets.sections import Said
from remoteos.widgets.text import Part, joined, plain, said
from remoteos.widgets.timeline_said import Caption

_KEY = "bold $footer-key-foreground"


def key(session: Session, action: str) -> tuple[str, str]:
    """The key of an action under the user's keymap, in the style of keys."""
    return session.key_of(action), _KEY


def captions(session: Session, page: DayPage) -> dict[str, Caption]:
    """What is said of each block on its lines."""
    found = {block.id: _worked_caption(session, page, block) for block in page.view.blocks}
    for block in page.view.planned:
        clash = any(planning.overlap(block, one) for one in page.view.planned if one.id != block.id)
        length = duration(block.planned_s) if block.planned_s else "open-ended"
        aside = (f"! {length}", "$text-warning") if clash else (length, "$text-muted")
        late = page.when == "today" and block.planned_at is not None and block.planned_at < session.now
        under = said(("not started", "$text-muted")) if late else _serves(session, page, block)
        found[block.id] = Caption(plain(_name(session, block)), said(aside), under)
    return found


def _worked_caption(session: Session, page: DayPage, block: Block) -> Caption:
    worked = duration(focused_s(block, page.until))
    name = _name(session, block)
    if block.state == "running" and page.until < session.now:
        return Caption(plain(name), said(("! left running", "$text-warning")))
    if block.is_open:
        mark = ("● ", "$text-success") if block.state == "running" else "‖ "
        return Caption(said((name, "bold")), said(mark, worked), _serves(session, page, block))
    if block.state == "abandoned":
        return Caption(plain(name), said((f"given up {worked}", "$text-muted")), _result(session, block))
    under = _result(session, block) if block.result else _serves(session, page, block)
    return Caption(plain(name), said((worked, "$text-muted")), under)


def _result(session: Session, block: Block) -> Content:
    return (
        said((f"→ {session.veiled(block.result, block.visibility)}", "$text-muted"))
        if block.result
        else plain("")
    )


def _serves(session: Session, page: DayPage, block: Block) -> Content:
    outcome = page.serves.get(block.outcome_id or "")
    if outcome is None:
        return Content("")
    return said((f"▸ {session.veiled(outcome.title, outcome.visibility)}", "$text-muted"))


def fit_said(fit: Capacity | None, *, whole: bool = False) -> Content:
    """Whether the plan fits; ``whole`` says of what."""
    if fit is None or (not fit.left_s and not fit.overcommitted_min):
        return Content("")
    before = " before shutdown" if whole else ""
    if fit.overcommitted_min:
        return said((f"! {duration(fit.overcommitted_min * 60)} too much{before}", "bold $text-warning"))
    return said((f"{duration(fit.free_s)} still free{before}", "$text-muted"))


def detail(session: Session, page: DayPage, block: Block | None) -> list[Said]:
    """All about the block under the cursor, in two lines; the second is left out where there is no room."""
    if block is None:
        return [Said(_without_block(session, page))]
    facts = joined([(fact, "$text-muted") for fact in _facts(session, page, block)], " · ")
    result = session.veiled(block.result, block.visibility)
    text = said((_name(session, block), "bold"), (f" → {result}" if result else ""))
    more = [_serves(session, page, block)]
    if block.interruptions:
        more.append(plain(plural(len(block.interruptions), "interruption")))
    if block.depth:
        more.append(plain(f"depth {block.depth} of 5"))
    if block.next_action:
        more.append(plain(f"next: {session.veiled(block.next_action, block.visibility)}"))
    line = joined([one for one in more if one.plain], " · ")
    return [Said(text, facts), Said(line.stylize_before("$text-muted"), rank=1)]


def _facts(session: Session, page: DayPage, block: Block) -> list[str]:
    """When a block was, or is planned to be, and for how long."""
    local = session.desk.clock.local
    if block.started_at is None:
        at = f"planned {clock_time(local(block.planned_at))}" if block.planned_at else "any time"
        return [at, duration(block.planned_s) if block.planned_s else "open-ended"]
    start = local(block.started_at)
    times = span(start, local(block.ended_at)) if block.ended_at else f"{clock_time(start)}–now"
    plan = f" of {duration(block.planned_s)}" if block.planned_s else ""
    state = [] if block.state == "finished" else [block.state]
    return [times, f"{duration(focused_s(block, page.until))}{plan}", *state]


def _without_block(session: Session, page: DayPage) -> Content:
    """What to do when there is no block to stand on."""
    if page.when == "past" or page.view.day.state in ("off", "closed"):
        return Content("")
    parts: list[Part] = ["Nothing is planned: ", key(session, "plan.add"), " plans a block"]
    if page.when == "today":
        parts += [", ", key(session, "block.start"), " starts one"]
    return said(*parts, ".").stylize_before("$text-muted")


def _name(session: Session, block: Block) -> str:
    return session.veiled(block.intention, block.visibility)
