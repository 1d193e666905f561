"""The question, in a form about a block, which outcome it serves."""

from remoteos.domain.outcomes import Outcome
from remoteos.screens.session import Session
from remoteos.services.outcomes import listed
from remoteos.widgets.fields import Field


def outcome_field(session: Session, serves: str | None = None) -> list[Field]:
    """The open outcomes, today's first, and the one it ``serves`` even once closed; no field without any."""
    today = [one for one in session.standing.outcomes if one.state == "open" or one.id == serves]
    named: list[Outcome] = list({one.id: one for one in (*today, *listed(session.desk))}.values())
    known = session.desk.store.get(Outcome, serves) if serves else None
    if known is not None and all(one.id != known.id for one in named):
        named.append(known)
    options = [("", "none"), *((one.id, session.veiled(one.title, one.visibility)) for one in named)]
    return [Field("outcome", "Outcome", serves or "", options=options)] if named else []
