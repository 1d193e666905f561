"""``ask``: what only someone else can give; so far, what waits for an answer."""

from __future__ import annotations

from remoteos.cli import forms, output
from remoteos.cli.options import group, json_option, pass_session
from remoteos.cli.output import dim
from remoteos.cli.session import Session

ask = group("ask", help="What only someone else can give you.", example="remoteos ask list")(lambda: None)


@ask.command("list", example=["remoteos ask list", "remoteos ask list --json"])
@json_option
@pass_session
def listed(session: Session, as_json: bool) -> None:
    """List the asks that wait for an answer, the oldest first."""
    from remoteos.services.captures import waiting_asks

    found = waiting_asks(session.desk)
    if as_json:
        output.emit({"asks": [forms.ask(one) for one in found]})
        return
    if not found:
        output.data("Nothing waits on others. remoteos loop ID ask --from WHO")
        return
    today = session.desk.today
    for one in found:
        age = (today - session.desk.workday_of(one.created_at)).days
        facts = [one.asked_of, f"{age} d" if age else "today"]
        if one.needed_by:
            facts.append(f"needed by {one.needed_by}")
        output.data(f"· {one.text}  {dim(', '.join(facts))}  {dim(session.store.short_id(one))}")
