"""Small playbooks for the tests of those that the user keeps."""

from dataclasses import replace
from typing import Any

from remoteos.domain.playbooks import Measure, Play, Playbook, Step
from remoteos.formats.playbook_writing import write


def play(identity: str = "hand-over", *steps: str, **fields: Any) -> Play:
    """A play with these steps."""
    return Play(
        id=identity,
        title=fields.pop("title", identity.replace("-", " ").capitalize()),
        when=fields.pop("when", "A fault is open."),
        steps=tuple(Step(text) for text in steps or ("Write down what you know.", "Ask for a line back.")),
        measures=(Measure("It came back", "8 of 10"),),
        **fields,
    )


def playbook(identity: str = "help-desk", version: str = "1.0.0", *plays: Play, **fields: Any) -> Playbook:
    """A playbook with one play unless others are given."""
    return Playbook(
        id=identity,
        version=version,
        title=fields.pop("title", "Help desk"),
        promise=fields.pop("promise", "Nobody has to ask twice."),
        roles=("Support engineer",),
        authors=fields.pop("authors", ("Sam Example",)),
        licence="CC-BY-4.0",
        plays=plays or (play(),),
        **fields,
    )


def with_step(one: Playbook, text: str, number: int = 0, **fields: Any) -> Playbook:
    """The playbook with another text for a step of its first play, by its number from 0."""
    first = one.plays[0]
    steps = tuple(replace(step, text=text) if at == number else step for at, step in enumerate(first.steps))
    return replace(one, plays=(replace(first, steps=steps), *one.plays[1:]), **fields)


def raw(one: Playbook) -> bytes:
    """Its file."""
    return write(one).encode("utf-8")
