"""The records of playbooks, made of one text, whatever it tries to do."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from remoteos.domain.adoption import Adoption, Part
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.playbook_library import Head, PlayHead
from remoteos.domain.playbook_times import Cadence
from remoteos.domain.playbooks import (
    Measure,
    Play,
    Playbook,
    Produced,
    Section,
    Step,
    Trouble,
    Words,
)
from remoteos.domain.record import Link, Record
from remoteos.domain.runs import Made, Run, RunStep
from remoteos.domain.time import ONE_DAY
from remoteos.formats.playbook_writing import write

WEEKLY = Cadence(1, "week")


def a_play(text: str) -> Play:
    """A play that has this text wherever it can have one."""
    step = Step(text, why=text, minutes=5, medium=text, evidence=text, notes=text)
    return Play(
        id="hostile-play",
        title=text,
        intro=text,
        when=text,
        not_when=text,
        cadence=WEEKLY,
        running_time=20,
        people=text,
        needs=text,
        steps=(step, step, step),
        produces=(Produced("outcome", text), Produced("agreement", text)),
        measures=(Measure(text, text, text),),
        troubles=(Trouble(text, text),),
        questions=(text,),
        variations=(text,),
        words=(Words(text, text),),
        sections=(Section(text, text),),
    )


def playbooks_of(
    text: str, outcome: Link, birth: Callable[[], dict[str, Any]], now: datetime, today: date
) -> tuple[Record, ...]:
    """A playbook that is kept and adopted, with an open run of its play and one that ended."""
    play = a_play(text)
    book = Playbook(
        id="hostile",
        version="1.0.0",
        title=text,
        promise=text,
        roles=(text,),
        authors=(text,),
        licence=text,
        about=text,
        sections=(Section(text, text),),
        plays=(play,),
    )
    head = Head(
        id="hostile",
        version="1.0.0",
        title=text,
        promise=text,
        roles=(text,),
        authors=(text,),
        licence=text,
        plays=(PlayHead("hostile-play", text, text, WEEKLY),),
    )
    copy = PlaybookCopy(**birth(), head=head, text=write(book))
    parts = (
        Part("start", text),
        Part("end", text),
        Part("agreement", text),
        Part("play", "hostile-play", "every week", text),
    )
    adoption = Adoption(
        **{**birth(), "created_at": now - 10 * ONE_DAY},
        playbook_id="hostile",
        version="1.0.0",
        title=text,
        parts=parts,
    )
    states = (
        RunStep(state="done", note=text, evidence=text, at=now),
        RunStep(state="skipped", reason=text, at=now),
        RunStep(due_on=today, note=text, evidence=text),
    )
    run = Run(
        **birth(),
        playbook_id="other",
        playbook_title=text,
        version="1.0.0",
        play=play,
        started_on=today - ONE_DAY,
        steps=states,
        made=(Made(0, text, outcome), Made(1, text)),
    )
    ended = Run(
        **birth(),
        playbook_id="hostile",
        playbook_title=text,
        version="1.0.0",
        play=play,
        started_on=today - 9 * ONE_DAY,
        steps=states[:2] + states[:1],
        measured=(text,),
        answers=(text,),
        worked="partly",
        minutes=30,
        note=text,
        ended_at=now - 8 * ONE_DAY,
    )
    return copy, adoption, run, ended
