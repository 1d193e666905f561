"""What ships in the library: the countable parts of the bar that every playbook is held to."""

import re
from collections import Counter
from itertools import chain

import pytest

from remoteos.domain.playbooks import Play, Playbook
from remoteos.domain.rituals import STEPS
from remoteos.domain.settings import Settings
from remoteos.domain.update_formats import Format
from remoteos.services import update_formats
from remoteos.services.playbooks import shipped, shipped_heads
from remoteos.services.update_formats import FormatShelf
from scripts.playbooks import PAGE, catalogue

BOOKS = [shipped(head.id) for head in shipped_heads()]
PLAYS = [(book, play) for book in BOOKS for play in book.plays]

WIDEST = 80
NO_VERBS = frozenset(
    re.findall(
        "[a-z]+",
        "the a an if when while for from in on at to with by before after first then next finally your you "
        "their this that these each every all no not never always and or but as once there it they we i "
        "please",
    )
)
"""What a step must not begin with."""

VERBS_IN_LY = frozenset({"apply", "comply", "rely", "reply", "supply"})

books = pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.id)
plays = pytest.mark.parametrize(("book", "play"), PLAYS, ids=[f"{book.id}/{play.id}" for book, play in PLAYS])


def section(book: Playbook, title: str) -> str:
    """A prose section of a playbook."""
    return next((one.body for one in book.sections if one.title == title), "")


@books
class TestAPlaybook:
    def test_has_six_to_ten_plays(self, book: Playbook) -> None:
        assert 6 <= len(book.plays) <= 10

    def test_promises_one_sentence(self, book: Playbook) -> None:
        assert len(re.findall(r"[.!?](?:\s|$)", book.promise)) == 1
        assert len(book.promise) <= 160

    def test_says_what_is_different_from_the_office_briefly(self, book: Playbook) -> None:
        assert 20 <= len(section(book, "Different from the office").split()) < 150

    def test_shows_a_working_week(self, book: Playbook) -> None:
        week = section(book, "A working week")
        assert sum(day in week for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")) >= 4

    def test_adds_a_ritual_step_a_preset_and_an_update_section_of_its_own(self, book: Playbook) -> None:
        installs = book.installs
        assert installs.start or installs.end
        assert installs.presets
        assert [one.name for one in installs.formats] == [book.id]
        shelf = FormatShelf(PAGE.parent / "none", {book.id: installs.formats[0].toml})
        assert titles(shelf.load(book.id)) - SHIPPED_TITLES

    def test_has_an_update_format_that_tells_nothing_twice(self, book: Playbook) -> None:
        shelf = FormatShelf(PAGE.parent / "none", {book.id: book.installs.formats[0].toml})
        drawn = Counter((section.query, section.tag) for section in shelf.load(book.id).sections)
        assert [query for query, count in drawn.items() if count > 1] == []

    def test_has_texts_that_fit_a_line(self, book: Playbook) -> None:
        texts = [book.title, *book.installs.start, *book.installs.end, *book.installs.week]
        texts += [play.title for play in book.plays]
        texts += [step.text for play in book.plays for step in play.steps]
        assert [text for text in texts if len(text) > WIDEST] == []

    def test_is_british(self, book: Playbook) -> None:
        text = " ".join(sentences(book))
        american = r"\b(color|behavior|favor|organiz\w+|recogniz\w+|prioritiz\w+|summariz\w+|analyz\w+)\b"
        assert re.findall(american, text, re.IGNORECASE) == []


@plays
class TestAPlay:
    def test_says_when_not_to_use_it(self, book: Playbook, play: Play) -> None:
        assert play.when
        assert play.not_when

    def test_has_three_to_eight_steps_with_minutes_medium_and_what_exists_afterwards(
        self, book: Playbook, play: Play
    ) -> None:
        assert 3 <= len(play.steps) <= 8
        assert [
            step.text for step in play.steps if not (step.minutes and step.medium and step.evidence)
        ] == []

    def test_takes_as_long_as_its_steps(self, book: Playbook, play: Play) -> None:
        steps = sum(step.minutes or 0 for step in play.steps)
        assert 0 <= (play.running_time or 0) - steps < 5

    def test_begins_every_step_with_a_verb(self, book: Playbook, play: Play) -> None:
        first = [re.findall(r"[A-Za-z’']+", step.text)[0].lower() for step in play.steps]
        assert [
            word for word in first if word in NO_VERBS or (word.endswith("ly") and word not in VERBS_IN_LY)
        ] == []

    def test_has_words_to_paste(self, book: Playbook, play: Play) -> None:
        assert play.words
        assert all(len(words.text.split()) >= 8 for words in play.words)

    def test_has_a_measure_with_a_target_to_count_and_a_date_to_look(
        self, book: Playbook, play: Play
    ) -> None:
        assert play.measures
        assert all(measure.target and measure.look for measure in play.measures)

    def test_says_what_goes_wrong_and_what_to_do_then(self, book: Playbook, play: Play) -> None:
        assert play.troubles
        assert all(trouble.then for trouble in play.troubles)

    def test_produces_something(self, book: Playbook, play: Play) -> None:
        assert play.produces


def test_no_sentence_stands_twice_in_the_library() -> None:
    counted = Counter(chain.from_iterable(sentences(book) for book in BOOKS))
    assert [sentence for sentence, count in counted.items() if count > 1] == []


def test_no_play_preset_or_format_has_the_name_of_another() -> None:
    for names in (
        [play.title.casefold() for _, play in PLAYS],
        [play.id for _, play in PLAYS],
        [preset.name.casefold() for book in BOOKS for preset in book.installs.presets],
        [one.name for book in BOOKS for one in book.installs.formats],
    ):
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_nothing_clashes_with_what_remoteos_has_itself() -> None:
    presets = {preset.name for book in BOOKS for preset in book.installs.presets}
    steps = {step for book in BOOKS for step in (*book.installs.start, *book.installs.end)}
    assert not presets & set(Settings().presets)
    assert not steps & {*STEPS["start"], *STEPS["end"]}


def test_the_catalogue_is_what_the_files_say() -> None:
    assert PAGE.read_text("utf-8") == catalogue(), "run python -m scripts.playbooks"


def titles(one: Format) -> set[str]:
    """The titles of the sections of an update format."""
    return {section.title for section in one.sections}


SHIPPED_TITLES = set().union(
    *(titles(update_formats.shipped(name)) for name in FormatShelf(PAGE.parent / "none").names())
)


def sentences(book: Playbook) -> list[str]:
    """The sentences of five words and more that a playbook has, but for the words to paste and formats."""
    texts = [book.promise, book.about, *(one.body for one in book.sections)]
    texts += [*book.installs.start, *book.installs.end, *book.installs.week, *book.installs.agreement]
    for play in book.plays:
        texts += [play.intro, play.when, play.not_when, play.people, play.needs, *play.questions]
        texts += [
            *play.variations,
            *(one.body for one in play.sections),
            *(one.text for one in play.produces),
        ]
        for step in play.steps:
            texts += [step.text, step.why, step.evidence, step.notes]
        for measure in play.measures:
            texts += [measure.text]
        for trouble in play.troubles:
            texts += [trouble.text, trouble.then]
    parts = chain.from_iterable(re.split(r"(?<=[.!?:])\s+|\n\n", text) for text in texts)
    found = (" ".join(part.split()).casefold().rstrip(".") for part in parts)
    return [one for one in found if len(one.split()) >= 5]
