"""What is written is read again: every playbook, and every byte of a canonical file."""

from dataclasses import fields
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remoteos.domain.playbook_times import Cadence, Due
from remoteos.domain.playbooks import (
    Installs,
    Measure,
    Play,
    Playbook,
    Preset,
    Produced,
    Section,
    Step,
    Trouble,
    UpdateFormat,
    Words,
)
from remoteos.domain.text import clean
from remoteos.formats import playbook_parts as parts
from remoteos.formats.playbook_reading import read
from remoteos.formats.playbook_writing import write

SIGNS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Co", "Cn"))
MARKS = st.sampled_from(
    [
        "- ",
        "1. ",
        "# ",
        "> ",
        "\\",
        "``` ",
        "~~~",
        "<b>",
        "<!-- ",
        "[a]: b",
        "Why: ",
        "**Id**: ",
        "***",
        "| ",
        "=",
    ]
)
RTL = st.sampled_from(["مرحبا بالعالم", "שלום", "اردو متن", "日本語", "ça va", "e\u0301"])
LINES = (
    st.lists(st.one_of(st.text(SIGNS, max_size=6), MARKS, RTL), max_size=3)
    .map(lambda some: clean("".join(some)))
    .map(lambda text: text.replace("](", "] (").replace("][", "] ["))
)
"""Any cleaned line of text, but for links and images, which are judged by where they lead."""
TEXTS = LINES.map(lambda text: text or "words")
OPTIONAL = LINES
IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
KNOWN = {*parts.INSTALLS.values(), *parts.LISTS.values(), parts.PRESETS}
TITLES = TEXTS.filter(
    lambda text: (
        text.strip() == text
        and text not in KNOWN
        and text.partition(":")[0].strip().lower()
        not in {word.lower() for word in (*KNOWN, parts.PLAY, parts.WORDS, parts.UPDATE_FORMAT)}
    )
)
BLOCKS = st.sampled_from(
    [
        "A paragraph.",
        "One,\nof two lines.",
        "> said by somebody",
        "| a | b |\n| - | - |\n| 1 | 2 |",
        "```text\n---\n# no heading\n```",
        "Text with *marks* and `code`.",
        "<!-- a note -->\n\nText after it.",
        "مرحبا **بالعالم**",
    ]
)
PROSE = st.one_of(st.just(""), BLOCKS, st.lists(BLOCKS, min_size=1, max_size=3).map("\n\n".join))
INTRO = PROSE.filter(lambda text: "<!--" not in text)
DEEP = st.one_of(PROSE, PROSE.map(lambda text: f"#### Deeper\n\n{text or 'x'}"))
PASTED = st.text(st.one_of(SIGNS, st.sampled_from("\n`~ ")), max_size=20)
COUNTED = st.integers(1, 1440)
CADENCES = st.one_of(
    st.builds(
        Cadence, st.integers(1, 366), st.sampled_from(["day", "week", "month", "quarter", "year"]), st.none()
    ),
    st.builds(Cadence, st.integers(1, 366), st.just("week"), st.integers(0, 6)),
)
DUES = st.one_of(st.just(Due(0)), st.builds(Due, st.integers(1, 366), st.booleans()))


def few(what: Any, most: int = 2) -> Any:
    return st.lists(what, max_size=most).map(tuple)


STEPS = st.builds(
    Step,
    TEXTS,
    OPTIONAL,
    st.none() | COUNTED,
    OPTIONAL,
    OPTIONAL,
    st.none() | DUES,
    INTRO,
)
PLAYS = st.builds(
    Play,
    id=IDS,
    title=TITLES,
    intro=INTRO,
    when=OPTIONAL,
    not_when=OPTIONAL,
    cadence=st.none() | CADENCES,
    preparation=st.none() | COUNTED,
    running_time=st.none() | COUNTED,
    people=OPTIONAL,
    needs=OPTIONAL,
    steps=st.lists(STEPS, min_size=1, max_size=3).map(tuple),
    produces=few(st.builds(Produced, st.sampled_from(list(parts.PRODUCTS.values())), TEXTS)),
    measures=few(st.builds(Measure, TEXTS, TEXTS, OPTIONAL)),
    troubles=few(st.builds(Trouble, TEXTS, OPTIONAL)),
    questions=few(TEXTS),
    variations=few(TEXTS),
    words=few(st.builds(Words, OPTIONAL, PASTED)),
    sections=few(st.builds(Section, TITLES, DEEP)),
)
EXTRA = st.recursive(LINES, lambda inner: few(inner) | st.dictionaries(IDS, inner, max_size=2), max_leaves=4)
PRESETS = st.builds(
    Preset,
    TEXTS.map(lambda name: name[:40].strip()),
    st.sampled_from(["25", "50/10", "90/20"]),
)
PLAYBOOKS = st.builds(
    Playbook,
    id=IDS,
    version=st.from_regex(r"\d{1,3}(\.\d{1,3}){0,2}", fullmatch=True).filter(str.isascii),
    title=TITLES,
    promise=TEXTS,
    roles=st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    authors=st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    licence=TEXTS,
    language=st.sampled_from(["en", "ar", "pt-BR"]),
    source=st.sampled_from(["", "https://example.org/a"]),
    derived_from=st.sampled_from(["", "other-one@1.0.0"]),
    extra=st.dictionaries(IDS.map("note {}".format), EXTRA, max_size=2),
    about=PROSE,
    sections=few(
        st.builds(Section, TITLES, st.one_of(PROSE, PROSE.map(lambda text: f"### Inside\n\n{text}".strip())))
    ),
    plays=st.lists(PLAYS, min_size=1, max_size=2, unique_by=lambda play: play.id).map(tuple),
    installs=st.builds(
        Installs,
        start=few(TEXTS),
        end=few(TEXTS),
        week=few(TEXTS),
        presets=st.lists(PRESETS, max_size=2, unique_by=lambda one: one.name).map(tuple),
        formats=st.lists(
            st.builds(UpdateFormat, IDS, PASTED),
            max_size=2,
            unique_by=lambda one: one.name,
        ).map(tuple),
        agreement=few(TEXTS),
    ),
)

LARGE = settings(
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.too_slow]
)
"""Playbooks are large examples: many that are begun outgrow what hypothesis allows for one."""


@LARGE
@given(PLAYBOOKS)
def test_every_playbook_is_read_as_it_was_written_and_written_as_it_was_read(playbook: Playbook) -> None:
    text = write(playbook)
    found, problems = read(text)

    assert found is not None, [problem for problem in problems if problem.level == "error"]
    different = [
        one.name for one in fields(playbook) if getattr(found, one.name) != getattr(playbook, one.name)
    ]
    assert different == []
    assert write(found).encode() == text.encode()


def test_notes_of_a_step_with_two_digits_are_indented_as_deep_as_its_text() -> None:
    steps = tuple(Step(f"Step {number}", "because", notes="More.\n\n> said") for number in range(12))
    playbook = Playbook(
        id="a",
        version="1",
        title="T",
        promise="P",
        roles=("r",),
        authors=("a",),
        licence="MIT",
        plays=(Play(id="p", title="Play it", steps=steps),),
    )

    assert read(write(playbook)).playbook == playbook
