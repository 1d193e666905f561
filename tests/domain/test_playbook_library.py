"""Finding a playbook, and a play, by role, pillar and situation."""

from importlib.resources import files

import pytest

from remoteos.domain.playbook_library import Entry, Head, PlayHead, head_of, newer, search
from remoteos.formats.playbook_heads import head
from remoteos.formats.playbook_reading import read

SHIPPED = sorted(
    (one for one in (files("remoteos") / "content" / "playbooks").iterdir() if one.name.endswith(".md")),
    key=lambda one: one.name,
)


def entry(identity: str, *plays: tuple[str, str], **fields: object) -> Entry:
    """A playbook with plays of these titles and situations."""
    usual = {"version": "1", "title": identity.title(), "promise": "It is kept.", "roles": ("any role",)}
    heads = tuple(PlayHead(f"play-{at}", title, when) for at, (title, when) in enumerate(plays))
    return Entry(
        Head(id=identity, authors=("A",), licence="MIT", plays=heads, **{**usual, **fields}),  # type: ignore[arg-type]
        "shipped",
    )


UPWARDS = entry(
    "upwards",
    ("No answer to an ask for three days", "You asked your manager and have no answer."),
    ("Two priorities that cannot both happen", "Both are due."),
    pillars=("updates",),
)
ZONES = entry(
    "zones",
    ("The hand-over at the end of your day", "Somebody in another time zone goes on."),
    roles=("Support engineer",),
    pillars=("rituals",),
)


def found(words: str, **filters: str) -> dict[str, list[str]]:
    """The titles of the plays that were found, by playbook."""
    matches = search((UPWARDS, ZONES), words, **filters)  # type: ignore[arg-type]
    return {one.entry.head.id: [play.title for play in one.plays] for one in matches}


class TestSearching:
    def test_a_situation_is_found_in_ones_own_words(self) -> None:
        assert found("no answer from my manager") == {"upwards": ["No answer to an ask for three days"]}

    @pytest.mark.parametrize("words", ["handover across time zones", "hand over", "HAND-OVER", "handovers"])
    def test_a_word_is_found_however_it_is_joined(self, words: str) -> None:
        assert found(words) == {"zones": ["The hand-over at the end of your day"]}

    def test_half_of_the_words_is_enough_when_nothing_has_more(self) -> None:
        assert set(found("priorities of penguins")) == {"upwards"}

    def test_less_than_half_is_nothing(self) -> None:
        assert found("penguins eat priorities daily") == {}

    def test_words_that_are_all_small_are_looked_for_all_the_same(self) -> None:
        assert set(found("both")) == {"upwards"}

    def test_without_words_everything_is_there(self) -> None:
        assert {name: len(plays) for name, plays in found("").items()} == {"upwards": 2, "zones": 1}

    def test_the_title_of_a_playbook_finds_all_of_its_plays(self) -> None:
        assert len(found("upwards")["upwards"]) == 2

    def test_a_role_finds_all_plays_of_its_playbook(self) -> None:
        assert found("support engineers") == {"zones": ["The hand-over at the end of your day"]}

    def test_the_promise_of_a_playbook_finds_it_without_its_plays(self) -> None:
        assert found("is kept") == {"upwards": [], "zones": []}

    def test_a_role_keeps_its_playbooks_and_those_for_any(self) -> None:
        assert set(found("", role="support")) == {"upwards", "zones"}
        assert set(found("", role="designer")) == {"upwards"}

    def test_a_pillar_keeps_what_adds_to_it(self) -> None:
        assert set(found("", pillar="rituals")) == {"zones"}


class TestTheOrderOfWhatIsFound:
    def test_a_title_that_says_the_words_comes_before_one_that_has_them_apart(self) -> None:
        apart = entry("apart", ("The answer that was no help", "It came late."))
        together = entry("together", ("No answer for three days", "It is late."))
        assert order("no answer", apart, together) == ["together", "apart"]

    def test_a_playbook_that_is_called_so_comes_before_a_play_that_has_the_words(self) -> None:
        play = entry("theirs", ("What a manager reads", "On Friday."), promise="Our manager reads it.")
        book = entry("ours", ("The update", "On Friday our manager waits."), title="Our manager")
        assert order("our manager", play, book) == ["ours", "theirs"]

    def test_a_phrase_is_said_from_the_beginning_of_a_word(self) -> None:
        inside = entry("inside", ("The download page is slow", "Today."), title="Unloading")
        begun = entry("begun", ("Loading the page is slow", "Today."))
        assert order("loading", inside, begun)[0] == "begun"

    def test_the_last_word_may_be_half_typed(self) -> None:
        other = entry("other", ("The answer that was no help", "It came late."))
        assert order("no ans", other, UPWARDS)[0] == "upwards"


class TestANewerVersion:
    COPY = entry("mine", derived_from="upwards@1.2").head

    @pytest.mark.parametrize(("version", "is_newer"), [("1.10", True), ("1.2.0", False), ("1.1.9", False)])
    def test_is_found_by_its_numbers(self, version: str, is_newer: bool) -> None:
        theirs = entry("upwards", version=version)
        assert newer(self.COPY, [ZONES, theirs]) == (theirs.head if is_newer else None)

    def test_is_none_for_what_was_made_from_nothing(self) -> None:
        assert newer(entry("mine").head, [UPWARDS]) is None

    def test_is_none_when_the_library_has_no_such_playbook(self) -> None:
        assert newer(self.COPY, [ZONES]) is None

    def test_is_none_for_a_copy_that_does_not_say_of_which_version(self) -> None:
        assert newer(entry("mine", derived_from="upwards").head, [entry("upwards", version="9")]) is None


def order(words: str, *entries: Entry) -> list[str]:
    """The ids of the playbooks found, the best first."""
    return [match.entry.head.id for match in search(entries, words)]


@pytest.mark.parametrize("source", SHIPPED, ids=lambda one: one.name)
def test_the_head_of_a_shipped_playbook_is_that_of_the_whole(source: object) -> None:
    text = source.read_text("utf-8")  # type: ignore[attr-defined]
    playbook = read(text).playbook
    assert playbook is not None
    assert head(text) == head_of(playbook)


def test_a_text_without_front_matter_has_no_head() -> None:
    with pytest.raises(ValueError, match="canonical"):
        head("# Nothing\n")
