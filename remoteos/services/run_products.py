"""What a run leaves behind: outcomes, asks, decisions, agreements, ritual steps and lines of the update."""

from dataclasses import replace
from typing import Literal

from remoteos.domain import runs as rules
from remoteos.domain.adoption import Adoption, Part
from remoteos.domain.asks import Ask, AskEvent
from remoteos.domain.captures import Capture
from remoteos.domain.decisions import Decision
from remoteos.domain.errors import Refused
from remoteos.domain.outcomes import Outcome
from remoteos.domain.playbooks import Product
from remoteos.domain.record import Record
from remoteos.domain.runs import Made, Run
from remoteos.services import managers
from remoteos.services.adopted import current
from remoteos.services.captures import new_capture
from remoteos.services.desk import Desk
from remoteos.services.runs import find

RitualKind = Literal["start", "end", "week"]
"""The ritual that a step joins."""

_KINDS: dict[str, type[Record]] = {kind.TABLE: kind for kind in (Outcome, Ask, Decision, Capture, Adoption)}


def produce(
    desk: Desk, which: str, number: int, *, text: str = "", asked_of: str = "", ritual: RitualKind = "end"
) -> Run:
    """Make what the play produces, 1 for the first, and link it from the run, in one change.

    Without ``text`` it has the play's words. An ask goes to ``asked_of``, else to the manager. A ritual step
    and something to agree on join what the playbook adds, so that dropping it takes them away.
    Raises Refused for what was made already with the same words.
    """
    with desk.store.locked():
        run = find(desk, which)
        produces = run.play.produces
        if not 1 <= number <= len(produces):
            raise Refused(
                f"“{run.name}” produces {len(produces)} things, and no {number}. Nothing was changed."
            )
        kind, said = produces[number - 1].kind, text or produces[number - 1].text
        if any(made.text == said for made in rules.producing(run, number - 1)):
            raise Refused(
                f"This {kind} was made already: “{said}”. Nothing was changed; other words make another."
            )
        record = _record(desk, run, kind, said, asked_of, ritual)
        made = Made(produces=number - 1, text=said, link=record.link)
        run = replace(run, made=(*run.made, made))
        desk.store.commit(f"{kind} from “{run.name}”", [record, run], at=desk.now)
    return run


def produced(desk: Desk, run: Run) -> tuple[tuple[Made, Record | None], ...]:
    """What a run left behind, with each record as it is now; None for one that is gone."""
    return tuple((made, _found(desk, made)) for made in run.made)


def _found(desk: Desk, made: Made) -> Record | None:
    kind = _KINDS.get(made.link.table) if made.link else None
    return desk.store.get(kind, made.link.id) if kind and made.link else None


def _record(desk: Desk, run: Run, kind: Product, text: str, asked_of: str, ritual: RitualKind) -> Record:
    if kind == "outcome":
        return Outcome(**desk.birth(), title=text)
    if kind == "ask":
        raised = (AskEvent(kind="raised", at=desk.now),)
        return Ask(**desk.birth(), text=text, asked_of=asked_of or _manager(desk), events=raised)
    if kind == "decision":
        return Decision(**desk.birth(), text=text)
    if kind == "update line":
        return new_capture(desk, text, "win")
    part = Part("agreement", text) if kind == "agreement" else Part(ritual, text)
    adoption = current(desk, run.playbook_id) or Adoption(
        **desk.birth(), playbook_id=run.playbook_id, version=run.version, title=run.playbook_title
    )
    return adoption if part in adoption.parts else replace(adoption, parts=(*adoption.parts, part))


def _manager(desk: Desk) -> str:
    card = managers.main(desk)
    name = card.person if card else desk.settings.you.manager
    if not name:
        raise Refused("Nobody is named to ask. Nothing was changed; say whom with --from.")
    return name
