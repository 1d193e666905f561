"""How the day stands, in one line."""

from textual.content import Content

from remoteos.domain.time import seconds_between
from remoteos.domain.words import clock_time, duration
from remoteos.screens.session import Session
from remoteos.services.status import Status
from remoteos.widgets.text import said


def day_said(session: Session, standing: Status) -> Content:
    """The day's state, and how long until it ends."""
    day = standing.day
    if day is None or day.state == "unopened":
        return said("Day not open yet")
    if day.state == "off":
        return said("Day off")
    if day.state == "closed":
        return said("Day closed", f" {clock_time(day.closed_at)}" if day.closed_at else "")
    opened = f"Day open {clock_time(day.opened_at)}" if day.opened_at else "Day open"
    if day.shutdown_at is None:
        return said(opened)
    left = seconds_between(session.now, day.shutdown_at)
    ends = f" · shutdown {clock_time(day.shutdown_at)}"
    if left >= 60:
        return said(opened, f"{ends}, in {duration(left)}")
    return said(opened, ends, (f", {duration(-left)} ago" if left <= -60 else ", now", "bold $text-warning"))


def block_said(session: Session, standing: Status) -> tuple[Content, Content]:
    """The open block, else the break that is being taken; and its time, which is never cut."""
    focus = standing.focus
    if focus is None:
        rest = session.rest
        if rest is None or rest.state != "running" or rest.ends_at is None:
            return Content(""), Content("")
        return said("break"), said((f"  {minutes_said(seconds_between(session.now, rest.ends_at))}", "bold"))
    text = session.veiled(focus.block.intention, focus.block.visibility)
    if focus.stale is not None:
        return said(("‖ ", "$text-warning"), text), said(("  left running", "$text-warning"))
    if focus.block.state == "paused":
        return said("‖ ", text), said("  paused")
    running = said(("● ", "$text-success"), text)
    if focus.remaining_s is None:
        return running, said((f"  {minutes_said(focus.focused_s)}", "bold"))
    over = focus.remaining_s < 0
    time = minutes_said(abs(focus.remaining_s))
    return running, said((f"  {'+' if over else ''}{time}", "bold $text-warning" if over else "bold"))


def trouble_said(session: Session) -> str:
    """What is wrong with the data and what to do about it, in one line; empty while all is well."""
    if session.lost:
        return (
            "The data file cannot be used, so nothing can be changed; you see what was read last. "
            f"{session.key_of('mend')} shows the ways back."
        )
    return session.trouble


def minutes_said(seconds: int) -> str:
    """Seconds as a running clock says them: ``36:12``, ``1:05:00``."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
