"""Plays of adopted playbooks that came up, and when each proposes itself."""

from datetime import timedelta

from remoteos.domain import playbook_proposals as rules
from remoteos.domain.adoption import Adoption
from remoteos.domain.playbook_proposals import Proposal
from remoteos.domain.runs import Run
from remoteos.services.desk import Desk


def due(desk: Desk) -> tuple[Proposal, ...]:
    """The plays that came up and were not begun since, but for those put off."""
    adoptions = desk.store.all(Adoption)
    since = desk.today - timedelta(days=rules.reach(adoptions))
    return rules.due(adoptions, desk.store.since(Run, since), desk.today)


def unsaid(desk: Desk) -> tuple[Proposal, ...]:
    """Those of them that have not proposed themselves yet."""
    return rules.unsaid(due(desk), desk.today)
