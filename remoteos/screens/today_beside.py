"""What stands beside the day on Today: what it wants first, its outcomes, and what waits."""

from collections.abc import Sequence
from datetime import date

from remoteos.domain.asks import Ask
from remoteos.domain.captures import Capture, rolled_too_often
from remoteos.domain.outcomes import Outcome
from remoteos.domain.rituals import MOST_OUTCOMES
from remoteos.domain.words import (
    KIND_MARKS,
    OUTCOME_MARKS,
    age,
    carried,
    clock_time,
    day_name,
    due,
    duration,
    noted,
    plural,
)
from remoteos.screens.session import Session
from remoteos.screens.today_said import key
from remoteos.services.today import DayPage
from remoteos.widgets.sections import Said
from remoteos.widgets.text import Part, plain, said

_SOON_DAYS = 7
"""A due date is said once it is so near."""
_SOON = 2
"""A due update is said so many days before."""
_MOST = 10
"""How many loops and asks are listed where there is room for all of them."""


def beside(session: Session, page: DayPage) -> list[Said]:
    """What stands beside the timeline: the state of the day if it asks for something, and what waits."""
    sections = [_state(session, page), _outcomes(session, page)]
    if page.when == "today" and page.view.day.state in ("unopened", "open"):
        sections += [_loops(session, page), _asks(session, page), _update(session)]
    elif page.when == "past":
        sections += [_wins(session, page)]
    sections.append(_focus(page))
    shown: list[Said] = []
    for section in sections:
        if section:
            shown += [*([Said(rank=5)] if shown else []), *section]
    return shown


def _state(session: Session, page: DayPage) -> list[Said]:
    """What the day wants to be known or done first."""
    day = page.view.day
    if day.state == "off":
        return _day_off(session, page)
    if day.state == "closed":
        return _summary(session, page)
    if page.when == "past":
        return _gone_by(page)
    if page.when == "ahead":
        return [
            _heading("NOT YET BEGUN"),
            Said(said(key(session, "plan.add"), " plans a block for this day")),
        ]
    if day.state == "unopened":
        return _unopened(session, page)
    if page.view.first_thing:
        done = any(not block.is_open for block in page.view.blocks)
        return [
            Said(
                said(("First: ", "$text-muted"), session.veiled(page.view.first_thing)),
                rank=4 if done else 0,
                wraps=True,
            )
        ]
    return []


def _unopened(session: Session, page: DayPage) -> list[Said]:
    """How the day is opened, and what that makes up for."""
    opens, missed = key(session, "day.open"), page.view.missed
    works = session.desk.settings.hours_on(page.view.day.date.weekday()) is not None
    title, how = (
        ("THE DAY IS NOT OPEN YET", "in two minutes") if works else ("NO WORKING HOURS TODAY", "all the same")
    )
    shown = [_heading(title), Said(said(opens, f" opens it, {how}"), action="screen.day_open")]
    if missed:
        which = day_name(missed[0].date, year=False) if len(missed) == 1 else f"{len(missed)} days"
        was = "was" if len(missed) == 1 else "were"
        shown += [
            Said(rank=5),
            Said(said((f"{which} {was} never closed.", "$text-warning"))),
            Said(
                said(("Opening today makes up for it: it ends with its last activity.", "$text-muted")),
                wraps=True,
            ),
        ]
    return shown


def _day_off(session: Session, page: DayPage) -> list[Said]:
    reason = session.veiled(page.view.day.events[-1].reason)
    shown = [_heading("A DAY OFF", reason)]
    if page.when == "today":
        shown += [
            Said(plain("Nothing waits.")),
            Said(said(key(session, "day.ahead"), (" looks at the day after", "$text-muted")), rank=3),
        ]
    return shown


def _gone_by(page: DayPage) -> list[Said]:
    if page.view.day.state == "open":
        return [
            Said(said(("This day was never closed.", "$text-warning"))),
            Said(said(("Opening today makes up for it.", "$text-muted"))),
        ]
    return [] if page.view.blocks else [Said(said(("Nothing was worked on this day.", "$text-muted")))]


def _summary(session: Session, page: DayPage) -> list[Said]:
    """A closed day in a few calm lines."""
    view = page.view
    closed = f"{clock_time(session.desk.clock.local(view.day.closed_at))}" if view.day.closed_at else ""
    title = "SHUTDOWN COMPLETE" if page.when == "today" else "CLOSED"
    done = sum(one.state == "done" for one in view.outcomes)
    wins = sum(one.kind == "win" for one in view.captures)
    facts = (
        [f"{duration(view.focused_s)} of focus in {plural(len(view.blocks), 'block')}"] if view.blocks else []
    )
    facts += [f"{done} of {plural(len(view.outcomes), 'outcome')} done"] if done else []
    facts += [plural(wins, "win")] if wins else []
    shown = [_heading(title, closed), *(Said(plain(fact)) for fact in facts)]
    if view.day.first_thing:
        first = session.veiled(view.day.first_thing)
        lead = "Tomorrow first: " if page.when == "today" else "Next day first: "
        shown.append(Said(said((lead, "$text-muted"), first), wraps=True))
    if page.when == "today":
        shown.append(Said(said(("The rest of the day is yours.", "$text-success")), rank=1))
    return shown


def _outcomes(session: Session, page: DayPage) -> list[Said]:
    day, outcomes = page.view.day, page.view.outcomes
    if not outcomes and (page.when != "today" or day.state != "open"):
        return []
    title = "TODAY’S OUTCOMES" if page.when == "today" else "OUTCOMES"
    shown = [_heading(title, action="screen.go_outcomes")]
    for outcome in outcomes:
        shown += _outcome(session, page, outcome)
    room = MOST_OUTCOMES - len(outcomes)
    if page.when == "today" and day.state == "open" and room > 0:
        many = {1: "one more fits", 2: "two more fit", 3: "none picked yet"}[min(room, 3)]
        picks = said(
            (many, "$text-muted"),
            (" · ", "$text-muted"),
            key(session, "go.outcomes"),
            (" picks", "$text-muted"),
        )
        shown.append(Said(said("  ", picks), rank=2 if outcomes else 0, action="screen.go_outcomes"))
    return shown


def _outcome(session: Session, page: DayPage, outcome: Outcome) -> list[Said]:
    """An outcome with its mark, and under it the goal it serves or when it is done."""
    today = session.desk.today
    style = "$text-success" if outcome.state == "done" else "$text-muted"
    when = ""
    if outcome.state == "open" and outcome.due and page.when == "today":
        days = (outcome.due - today).days
        when = f"! {-days} d late" if days < 0 else "due today" if days == 0 else ""
        when = when or (f"due {outcome.due:%a}" if days < _SOON_DAYS else "")
    name = session.veiled(outcome.title, outcome.visibility)
    aside = said((when, "$text-warning" if when[:1] == "!" else "$text-muted"))
    shown = [
        Said(
            said((f"{OUTCOME_MARKS[outcome.state]} ", style), name),
            aside,
            action="screen.go_outcomes",
            wraps=True,
            indent=2,
        )
    ]
    goal = page.goals.get(outcome.goal_id or "")
    if goal is not None:
        shown.append(
            Said(said((f"  ▸ {session.veiled(goal.title, goal.visibility)}", "$text-muted")), rank=6)
        )
    elif outcome.done_when:
        done_when = session.veiled(outcome.done_when, outcome.visibility)
        shown.append(Said(said((f"  done when {done_when}", "$text-muted")), rank=6))
    return shown


def _loops(session: Session, page: DayPage) -> list[Said]:
    if not page.loops:
        return []
    aside = said(key(session, "loops"), (" decides", "$text-muted"))
    shown = [_heading("OPEN LOOPS", count=len(page.loops), action="screen.loops")._replace(aside=aside)]
    return shown + [_loop(session, loop, at) for at, loop in enumerate(page.loops[:_MOST])]


def _loop(session: Session, loop: Capture, at: int) -> Said:
    often = rolled_too_often(loop.rolls)
    when = carried(loop.rolls) if often else noted(loop.created_at, loop.day, session.desk.today, short=True)
    return Said(
        said((f"{KIND_MARKS[loop.kind]} ", "$text-muted"), session.veiled(loop.text, loop.visibility)),
        said((when, "$text-warning" if often else "$text-muted")),
        rank=(1, 3, 4, 7)[min(at, 3)] + max(0, at - 3),
        action="screen.loops",
    )


def _asks(session: Session, page: DayPage) -> list[Said]:
    if not page.asks:
        return []
    today = session.desk.today
    shown = [_heading("WAITING ON OTHERS", count=len(page.asks))]
    return shown + [_ask(session, ask, today, at) for at, ask in enumerate(page.asks[:_MOST])]


def _ask(session: Session, ask: Ask, today: date, at: int) -> Said:
    late = ask.late_by(today)
    since = age(session.desk.workday_of(ask.raised_at), today, short=True)
    who = session.veil.name(ask.asked_of)
    return Said(
        said(
            ("! ", "$text-warning") if late else ("· ", "$text-muted"),
            session.veiled(ask.text, ask.visibility),
            (f", {who}" if who else "", "$text-muted"),
        ),
        said((f"{late} d late", "$text-warning") if late else (since, "$text-muted")),
        rank=(1, 3, 7)[min(at, 2)] + max(0, at - 2),
    )


def _update(session: Session) -> list[Said]:
    """When the next update is due, from two days before on; nothing while nobody waits for one."""
    due_on, today = session.standing.update_due, session.desk.today
    if due_on is None or (due_on - today).days > _SOON or not session.desk.settings.reminders.update:
        return []
    when = due(due_on, today)
    text = f"Update {when}" if when.startswith("due") or when.endswith("late") else f"Update due {when}"
    late = due_on < today
    return [
        Said(
            said((text, "$text-warning" if late else "bold")),
            said(key(session, "go.updates"), (" drafts it", "$text-muted")),
            rank=1,
            action="screen.go_updates",
        )
    ]


def _wins(session: Session, page: DayPage) -> list[Said]:
    wins = [one for one in page.view.captures if one.kind == "win"]
    if not wins:
        return []
    lines = [
        Said(said(("+ ", "$text-success"), session.veiled(one.text, one.visibility)), rank=3) for one in wins
    ]
    return [_heading("WINS"), *lines]


def _focus(page: DayPage) -> list[Said]:
    """The day's focus against the target, quietly; none for a day that has not begun."""
    view = page.view
    if page.when == "ahead" or (not view.blocks and view.day.state != "open") or view.day.state == "closed":
        return []
    target = f" of {duration(view.target_s)}" if view.target_s else " of"
    return [Said(said((f"{duration(view.focused_s)}{target} focus", "$text-muted")), rank=2)]


def which_day(session: Session, page: DayPage) -> Said:
    """Which other day than today is looked at, and the way back."""
    on = page.view.day.date
    days = (on - session.desk.today).days
    far = {1: "tomorrow", -1: "yesterday"}.get(days, f"in {days} days" if days > 0 else f"{-days} days ago")
    back = said(key(session, "back"), (" back to today", "$text-muted"))
    return Said(said((day_name(on, year=abs(days) > 180), "bold"), (f"  {far}", "$text-muted")), back)


def _heading(text: str, aside: str = "", *, count: int = 0, action: str = "") -> Said:
    counted: Sequence[Part] = [(f"  {count}", "$text-muted")] if count else []
    return Said(said((text, "bold $text-muted"), *counted), said((aside, "$text-muted")), action=action)
