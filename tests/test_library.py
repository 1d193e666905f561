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


@books
class TestThePlays:
    """Each names the plays that fall short."""

    def test_say_when_not_to_use_them(self, book: Playbook) -> None:
        assert [play.id for play in book.plays if not (play.when and play.not_when)] == []

    def test_have_three_to_eight_steps_with_minutes_medium_and_what_exists_afterwards(
        self, book: Playbook
    ) -> None:
        assert [play.id for play in book.plays if not 3 <= len(play.steps) <= 8] == []
        steps = [(play.id, step) for play in book.plays for step in play.steps]
        assert [
            (play, step.text) for play, step in steps if not (step.minutes and step.medium and step.evidence)
        ] == []

    def test_take_as_long_as_their_steps(self, book: Playbook) -> None:
        over = {play.id: (play.running_time or 0) - minutes(play) for play in book.plays}
        assert {play: left for play, left in over.items() if not 0 <= left < 5} == {}

    def test_begin_every_step_with_a_verb(self, book: Playbook) -> None:
        first = [re.findall(r"[A-Za-z’']+", step.text)[0] for play in book.plays for step in play.steps]
        assert [word for word in first if not may_be_a_verb(word.lower())] == []

    def test_have_words_to_paste(self, book: Playbook) -> None:
        assert [play.id for play in book.plays if not play.words] == []
        texts = [words.text for play in book.plays for words in play.words]
        assert [text for text in texts if len(text.split()) < 8] == []

    def test_have_a_measure_with_a_target_to_count_and_a_date_to_look(self, book: Playbook) -> None:
        assert [play.id for play in book.plays if not play.measures] == []
        measures = [measure for play in book.plays for measure in play.measures]
        assert [one.text for one in measures if not (one.target and one.look)] == []

    def test_say_what_goes_wrong_and_what_to_do_then(self, book: Playbook) -> None:
        assert [play.id for play in book.plays if not play.troubles] == []
        troubles = [trouble for play in book.plays for trouble in play.troubles]
        assert [one.text for one in troubles if not one.then] == []

    def test_produce_something(self, book: Playbook) -> None:
        assert [play.id for play in book.plays if not play.produces] == []


def test_no_sentence_stands_twice_in_the_library() -> None:
    counted = Counter(chain.from_iterable(sentences(book) for book in BOOKS))
    assert [sentence for sentence, count in counted.items() if count > 1] == []


def test_no_play_preset_or_format_has_the_name_of_another() -> None:
    for names in (
        [play.title.casefold() for book in BOOKS for play in book.plays],
        [play.id for book in BOOKS for play in book.plays],
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


def test_the_notes_of_the_readings_are_of_these_playbooks_and_their_plays() -> None:
    page = (PAGE.parent / "playbook-review.md").read_text("utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| `")]
    assert [row[0].strip("`") for row in rows] == [book.id for book in BOOKS]
    for book, row in zip(BOOKS, rows, strict=True):
        strongest = row[1].split(" · ")
        assert len(strongest) == 3
        assert set(strongest) <= {play.title for play in book.plays}


def minutes(play: Play) -> int:
    """How long the steps of a play take together."""
    return sum(step.minutes or 0 for step in play.steps)


def may_be_a_verb(word: str) -> bool:
    """Whether a word is none of those that a step must not begin with, nor an adverb."""
    return word not in NO_VERBS and (not word.endswith("ly") or word in VERBS_IN_LY)


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
