"""Two playbooks that were made from one become one again, and what cannot be decided is asked."""

from collections.abc import Callable
from dataclasses import fields, replace
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remoteos.domain.playbook_aligning import PARTS, Field, Listed
from remoteos.domain.playbook_merging import Conflict, Side, merge
from remoteos.domain.playbook_times import Cadence, Due
from remoteos.domain.playbooks import (
    MOST_STEPS,
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
from remoteos.formats.playbook_reading import read
from remoteos.formats.playbook_writing import write
from tests.formats.test_playbook_round_trip import PLAYBOOKS, PLAYS

FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

CALL = Step("Call the customer and ask what changed.", "A mail is easy to leave.", 10)
NOTE = Step("Write down what was said, in their words.", minutes=5)
WAIT = Step("Wait two days.", due=Due(2))
ANSWER = Play(id="no-answer", title="No answer", when="A mail went out.", steps=(CALL, NOTE, WAIT))
PRICE = Play(id="price", title="They ask for a discount", steps=(Step("Ask what it is compared with."),))
BASE = Playbook(
    id="seller",
    version="1.0.0",
    title="Seller",
    promise="Nobody waits.",
    roles=("Seller", "Lead"),
    authors=("Sam",),
    licence="CC-BY-4.0",
    extra={"audience": "new people", "reviewed": "yes"},
    sections=(Section("Why", "Because."),),
    plays=(ANSWER, PRICE),
    installs=Installs(start=("Read the list.", "Pick one."), presets=(Preset("Calls", "25"),)),
)


def with_play(book: Playbook, play: Play) -> Playbook:
    """The playbook with another form of the play that has the same id."""
    return replace(book, plays=tuple(play if one.id == play.id else one for one in book.plays))


def answer(**changes: Any) -> Playbook:
    """The base with a changed first play."""
    return with_play(BASE, replace(ANSWER, **changes))


def first(step: Step) -> Playbook:
    """The base with another first step."""
    return answer(steps=(step, NOTE, WAIT))


def installing(**changes: Any) -> Playbook:
    return replace(BASE, installs=replace(BASE.installs, **changes))


# What people see


def test_a_play_that_i_left_alone_follows_theirs() -> None:
    theirs = with_play(
        BASE, replace(PRICE, when="Before the offer.", steps=(*PRICE.steps, Step("Offer less.")))
    )

    merged = merge(BASE, BASE, theirs)

    assert merged.playbook == theirs
    assert merged.conflicts == ()
    assert merged.followed == 2


def test_my_changed_step_stays_while_the_rest_of_the_play_follows() -> None:
    mine = first(replace(CALL, text="Call the customer and ask what is new."))
    theirs = answer(when="A mail went out a week ago.", steps=(CALL, NOTE, replace(WAIT, due=Due(3))))

    merged = merge(BASE, mine, theirs)

    play = merged.playbook.plays[0]
    assert play.when == "A mail went out a week ago."
    assert play.steps == (mine.plays[0].steps[0], NOTE, replace(WAIT, due=Due(3)))
    assert merged.conflicts == ()


def test_changes_to_two_fields_of_one_step_both_count() -> None:
    merged = merge(BASE, first(replace(CALL, minutes=20)), first(replace(CALL, why="They pick up.")))

    assert merged.playbook.plays[0].steps[0] == replace(CALL, minutes=20, why="They pick up.")
    assert merged.conflicts == ()


def test_what_both_changed_stays_mine_and_stands_side_by_side() -> None:
    mine, theirs = first(replace(CALL, minutes=20)), first(replace(CALL, minutes=30))

    merged = merge(BASE, mine, theirs)

    assert merged.playbook == mine
    assert merged.followed == 0
    assert merged.conflicts == (
        Conflict(
            "plays/no-answer/steps/1/minutes",
            "play “No answer”, step 1, minutes",
            "10 min",
            "20 min",
            "30 min",
        ),
    )


def test_a_choice_settles_a_conflict() -> None:
    mine, theirs = first(replace(CALL, minutes=20)), first(replace(CALL, minutes=30))
    (conflict,) = merge(BASE, mine, theirs).conflicts

    as_theirs = merge(BASE, mine, theirs, {conflict.key: "theirs"})
    as_mine = merge(BASE, mine, theirs, {conflict.key: "mine"})

    assert (as_theirs.playbook, as_theirs.conflicts, as_theirs.followed) == (theirs, (), 1)
    assert (as_mine.playbook, as_mine.conflicts, as_mine.followed) == (mine, (), 0)


def test_a_choice_for_what_is_no_conflict_changes_nothing() -> None:
    theirs = answer(when="A mail went out a week ago.")

    assert merge(BASE, BASE, theirs, {"plays/no-answer/when": "mine"}) == merge(BASE, BASE, theirs)


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    both = first(replace(CALL, minutes=20))

    assert merge(BASE, both, both) == (both, (), 0)


def test_a_play_that_they_removed_and_i_left_alone_is_removed() -> None:
    theirs = replace(BASE, plays=(ANSWER,))

    assert merge(BASE, BASE, theirs).playbook == theirs


def test_a_play_that_they_removed_and_i_changed_is_a_conflict() -> None:
    mine, theirs = with_play(BASE, replace(PRICE, when="Late.")), replace(BASE, plays=(ANSWER,))

    merged = merge(BASE, mine, theirs)

    (conflict,) = merged.conflicts
    assert merged.playbook == mine
    assert (conflict.key, conflict.where) == ("plays/price", "play “They ask for a discount”")
    assert "when: Late." in conflict.mine.splitlines()
    assert conflict.theirs == ""
    assert merge(BASE, mine, theirs, {conflict.key: "theirs"}).playbook == theirs


def test_a_play_that_i_removed_and_they_changed_stays_away_until_it_is_chosen() -> None:
    mine, theirs = replace(BASE, plays=(PRICE,)), answer(when="Late.")

    merged = merge(BASE, mine, theirs)

    assert merged.playbook == mine
    assert [one.key for one in merged.conflicts] == ["plays/no-answer"]
    assert merge(BASE, mine, theirs, {"plays/no-answer": "theirs"}).playbook == theirs


def test_plays_that_both_added_stay_each_after_its_predecessor() -> None:
    hers, ours = Play(id="hers", title="Hers", steps=(NOTE,)), Play(id="ours", title="Ours", steps=(NOTE,))
    mine, theirs = (
        replace(BASE, plays=(ANSWER, PRICE, ours)),
        replace(BASE, plays=(ANSWER, hers, PRICE)),
    )

    merged = merge(BASE, mine, theirs)

    assert [play.id for play in merged.playbook.plays] == ["no-answer", "hers", "price", "ours"]
    assert merged.conflicts == ()


def test_a_play_that_both_added_with_one_id_is_joined_field_by_field() -> None:
    ours = Play(id="new", title="Ours", when="Now.", steps=(CALL,))
    hers = Play(id="new", title="Hers", needs="A phone.", steps=(CALL, WAIT))

    merged = merge(BASE, replace(BASE, plays=(*BASE.plays, ours)), replace(BASE, plays=(*BASE.plays, hers)))

    assert merged.playbook.plays[-1] == replace(ours, needs="A phone.", steps=(CALL, WAIT))
    assert merged.conflicts == (Conflict("plays/new/title", "play “Ours”, title", "", "Ours", "Hers"),)


def test_a_step_that_i_moved_and_they_changed_is_moved_and_changed() -> None:
    changed = replace(CALL, text="Call the customer twice and ask what changed.")

    merged = merge(BASE, answer(steps=(NOTE, WAIT, CALL)), answer(steps=(changed, NOTE, WAIT)))

    assert merged.playbook.plays[0].steps == (NOTE, WAIT, changed)


def test_their_order_counts_where_mine_is_as_it_was() -> None:
    added = Step("Send the offer again, with one line.")

    merged = merge(BASE, answer(steps=(CALL, added, NOTE, WAIT)), answer(steps=(WAIT, CALL, NOTE)))

    assert merged.playbook.plays[0].steps == (WAIT, CALL, added, NOTE)


def test_my_order_counts_where_both_have_another() -> None:
    merged = merge(BASE, answer(steps=(NOTE, CALL, WAIT)), answer(steps=(WAIT, CALL, NOTE)))

    assert merged.playbook.plays[0].steps == (NOTE, CALL, WAIT)
    assert merged.conflicts == ()


def test_texts_of_a_list_are_added_and_removed_from_both_sides() -> None:
    mine = installing(start=("Read the list.", "Pick one.", "Say so."))
    theirs = installing(start=("Breathe.", "Pick one.", "Begin."))

    merged = merge(BASE, mine, theirs)

    assert merged.playbook.installs.start == ("Breathe.", "Pick one.", "Begin.", "Say so.")


def test_a_measure_removed_here_and_changed_there_is_a_conflict() -> None:
    base = answer(measures=(Measure("Answers", "4 of 10"),))
    theirs = answer(measures=(Measure("Answers", "6 of 10"),))

    merged = merge(base, BASE, theirs)

    assert merged.conflicts == (
        Conflict(
            "plays/no-answer/measures/1",
            "play “No answer”, measure 1",
            "Answers\ntarget: 4 of 10",
            "",
            "Answers\ntarget: 6 of 10",
        ),
    )


def test_fields_of_the_front_matter_are_joined_each_by_itself() -> None:
    mine = replace(BASE, title="Our seller", extra={"audience": "us", "reviewed": "yes", "team": "A"})
    theirs = replace(
        BASE, promise="Nobody waits long.", extra={"audience": "all"}, roles=("Seller", "Closer")
    )

    merged = merge(BASE, mine, theirs)

    assert (merged.playbook.title, merged.playbook.promise) == ("Our seller", "Nobody waits long.")
    assert merged.playbook.roles == ("Seller", "Closer")
    assert merged.playbook.extra == {"audience": "us", "team": "A"}
    assert merged.conflicts == (
        Conflict("extra/audience/value", "front matter “audience”", "new people", "us", "all"),
    )


def test_id_and_origin_stay_mine_and_the_version_is_theirs_unless_i_changed_it() -> None:
    mine = replace(BASE, id="my-seller", derived_from="seller@1.0.0")
    theirs = replace(BASE, version="1.1.0", derived_from="older@3")

    merged = merge(BASE, mine, theirs).playbook
    kept = merge(BASE, replace(mine, version="2.0"), theirs).playbook

    assert (merged.id, merged.version, merged.derived_from) == ("my-seller", "1.1.0", "seller@1.0.0")
    assert kept.version == "2.0"


def test_a_version_that_would_make_it_derived_from_itself_is_not_taken() -> None:
    mine, theirs = replace(BASE, derived_from="seller@2.0.0"), replace(BASE, version="2.0.0")

    assert merge(BASE, mine, theirs).playbook == mine


def test_a_list_that_would_grow_too_long_is_one_conflict_and_stays_mine() -> None:
    many = [Step(f"{word} {'x' * 30}") for word in "abcdefghijklmnopqrstuvwxyz"]
    ours, hers = tuple(many[:11]), tuple(Step(one.text.upper().replace("X", "9")) for one in many[:11])
    mine, theirs = answer(steps=(CALL, *ours)), answer(steps=(CALL, *hers))

    merged = merge(answer(steps=(CALL,)), mine, theirs)

    assert 1 + len(ours) + len(hers) > MOST_STEPS
    assert merged.playbook == mine
    (conflict,) = merged.conflicts
    assert (conflict.key, conflict.where) == ("plays/no-answer/steps", "play “No answer”, steps")
    assert conflict.base == f"step 1: {CALL.text}\nwhy: {CALL.why}\nminutes: 10 min"
    assert merge(answer(steps=(CALL,)), mine, theirs, {conflict.key: "theirs"}).playbook == theirs


def test_a_list_that_needs_an_item_is_never_emptied_from_two_sides() -> None:
    mine, theirs = replace(BASE, plays=(ANSWER,)), replace(BASE, plays=(PRICE,))

    merged = merge(BASE, mine, theirs)

    assert merged.playbook == mine
    assert [(one.key, one.where) for one in merged.conflicts] == [("plays", "plays")]


def test_untitled_words_that_both_added_are_shown_side_by_side() -> None:
    merged = merge(BASE, answer(words=(Words("", "Hello"),)), answer(words=(Words("", "Good day"),)))

    assert merged.conflicts == (
        Conflict(
            "plays/no-answer/words/+1/text", "play “No answer”, words to paste", "", "Hello", "Good day"
        ),
    )


def test_two_presets_never_have_one_name() -> None:
    presets = (Preset("Calls", "25"), Preset("Deals", "50")), (Preset("Deals", "90"), Preset("Calls", "25"))

    merged = merge(BASE, *(installing(presets=one) for one in presets))

    assert merged.playbook.installs.presets == presets[0]
    assert [one.where for one in merged.conflicts] == ["block preset “Deals”"]


# The laws


SPARE = Playbook(
    id="spare",
    version="3.1",
    title="Spare",
    promise="All in time.",
    roles=("Closer", "Seller"),
    authors=("Robin", "Sam"),
    licence="MIT",
    language="fr",
    source="https://example.org/spare",
    derived_from="old@1",
    extra={"audience": ("a", "b"), "note": {"x": "1"}},
    about="About it.",
    sections=(Section("Why", "Because."), Section("Why", "Really.")),
    plays=(
        replace(
            ANSWER,
            intro="It happens.",
            not_when="Never.",
            cadence=Cadence(2, "week", 4),
            preparation=5,
            running_time=30,
            people="You.",
            needs="A phone.",
            produces=(Produced("ask", "A date"), Produced("decision", "A date")),
            measures=tuple(Measure(f"Measure {number}", "4 of 10") for number in range(4)),
            troubles=(Trouble("No line.", "Write."), Trouble("No line.")),
            questions=("Why?", "Why?", "When?"),
            variations=("By post.",),
            words=(Words("", "Hello"), Words("", "Bye"), Words("Opening", "Hi")),
            sections=(Section("More", "#### Deep"),),
        ),
        replace(
            PRICE,
            when="Late.",
            steps=tuple(Step(f"Step {number}", minutes=number) for number in range(1, 20)),
        ),
    ),
    installs=Installs(
        start=("Read.", "Begin."),
        end=("Stop.",),
        week=("Count.",),
        presets=(Preset("Calls", "50/10"), Preset("Deals", "90")),
        formats=(UpdateFormat("weekly", "a = 1"), UpdateFormat("daily", "")),
        agreement=("Who calls.",),
    ),
)
"""Where edits take new parts from; some of its lists are nearly as long as a list may be."""


VALUES: dict[str, tuple[Any, ...]] = {
    "version": ("2", "3.1"),
    "language": ("fr", "de"),
    "source": ("", "https://example.org/a", "mailto:a@example.org"),
    "derived_from": ("", "old@1"),
    "cadence": (None, Cadence(1, "month"), Cadence(2, "week", 4)),
    "due": (None, Due(0), Due(3, working=False)),
    **dict.fromkeys(("minutes", "preparation", "running_time"), (None, 5, 50)),
    "kind": ("ask", "outcome"),
    "shape": ("25", "90/15"),
    "extra": (
        {},
        {"note": ""},
        {"note": ("a", "b"), "audience": "us"},
        {"audience": {"x": "1"}, "new": "one"},
    ),
}
"""What edits put into fields that may not say just anything."""
SPOTS = [
    *[(Playbook, one.name) for one in fields(Playbook) if one.name not in ("id", "installs")],
    *[(Installs, one.name) for one in fields(Installs)],
    *[(Play, one.name) for one in fields(Play) if one.name != "id"],
    *[(Play, "steps"), (Play, "measures"), (Playbook, "plays")] * 4,
]
"""What can be edited."""


@st.composite
def trees(draw: Callable[..., Any], sides: int) -> tuple[Playbook, ...]:
    """A playbook and others that were made from it by a few edits, which often meet.

    The edits come from a seed: as draws of their own they would outgrow an example.
    """
    chance = Random(draw(st.integers(0, 2**32)))
    one_drawn = PLAYS.map(lambda play: replace(SPARE, plays=(PRICE, replace(play, id="drawn"))))
    base = draw(st.one_of(st.sampled_from([BASE, SPARE]), one_drawn, PLAYBOOKS))
    spots = chance.sample(SPOTS, 4)
    return base, *(edited(base, spots, chance) for _ in range(sides))


def edited(book: Playbook, spots: list[tuple[type, str]], chance: Random) -> Playbook:
    """The playbook after a few edits at some of these spots."""
    for _ in range(chance.randint(0, 6)):
        kind, name = chance.choice(spots)
        if kind is Playbook:
            book = edit(book, SPARE, name, chance)
        elif kind is Installs:
            book = replace(book, installs=edit(book.installs, SPARE.installs, name, chance))
        else:
            play = edit(chance.choice(book.plays), chance.choice(SPARE.plays), name, chance)
            book = with_play(book, play)
    return book


def edit(item: Any, spare: Any, name: str, chance: Random) -> Any:
    """An item with another value in one field."""
    listed = next(part for parts in PARTS.values() for part in parts if part.name == name)
    if name == "extra" or not isinstance(listed, Listed):
        return replace(item, **{name: value(name, chance)})
    result = edited_list(getattr(item, name), getattr(spare, name), chance)
    fits = listed.least <= len(result) <= (listed.most or 0)
    once = name not in ("plays", "presets", "formats") or len({*map(listed.key_of, result)}) == len(result)
    return replace(item, **{name: result}) if fits and once else item


def value(name: str, chance: Random) -> Any:
    return chance.choice(VALUES.get(name, ("One.", "Two.", "Another one, in other words.")))


def edited_list(items: tuple[Any, ...], spare: tuple[Any, ...], chance: Random) -> Any:
    """A list after some items were removed, added or moved, or one was changed."""
    result, way = list(items), chance.choice(["remove", "add", "add all", "move", "change", "change"])
    at = chance.randint(0, max(0, len(items) - 1))
    if way == "add" and spare:
        result.insert(at, chance.choice(spare))
    elif way == "add all":
        result[at:at] = spare
    elif way == "remove":
        del result[at : at + 1]
    elif result and way == "move":
        result.insert(0, result.pop(at))
    elif result and not isinstance(result[at], str):
        parts = [part.name for part in PARTS[type(result[at])] if isinstance(part, Field)]
        for name in chance.sample(parts, chance.randint(1, min(2, len(parts)))):
            result[at] = replace(result[at], **{name: value(name, chance)})
    return tuple(result)


def apart(book: Playbook, of: Playbook) -> Playbook:
    """The playbook with what a merge leaves alone as another one has it."""
    return replace(book, id=of.id, derived_from=of.derived_from)


@FEW
@given(trees(1))
def test_what_only_one_side_changed_is_what_it_made_of_it(books: tuple[Playbook, ...]) -> None:
    base, changed = books

    assert merge(base, base, changed)[:2] == (apart(changed, base), ())
    assert merge(base, changed, base) == (changed, (), 0)
    assert merge(base, changed, changed) == (changed, (), 0)


@FEW
@given(trees(2))
def test_a_merge_is_a_playbook_that_can_be_written_and_read(books: tuple[Playbook, ...]) -> None:
    merged = merge(*books).playbook

    assert read(write(merged)).playbook == merged


@FEW
@given(trees(2))
def test_either_choice_for_every_conflict_leaves_none(books: tuple[Playbook, ...]) -> None:
    merged = merge(*books)
    keys = [conflict.key for conflict in merged.conflicts]
    sides: tuple[Side, ...] = ("mine", "theirs")

    assert len(set(keys)) == len(keys)
    for side in sides:
        settled = merge(*books, dict.fromkeys(keys, side))
        assert settled.conflicts == ()
        assert read(write(settled.playbook)).playbook == settled.playbook
        assert side == "theirs" or settled.playbook == merged.playbook


@FEW
@given(trees(2))
def test_either_side_is_asked_the_same_and_nothing_followed_is_mine(books: tuple[Playbook, ...]) -> None:
    base, mine, theirs = books
    merged, mirrored = merge(base, mine, theirs), merge(base, theirs, mine)

    assert merge(base, mine, theirs) == merged
    assert {(one.key, one.base, one.mine, one.theirs) for one in merged.conflicts} == {
        (one.key, one.base, one.theirs, one.mine) for one in mirrored.conflicts
    }
    assert merged.followed > 0 or merged.playbook == mine


@FEW
@given(trees(2))
def test_fields_that_one_side_left_alone_are_those_of_the_other(books: tuple[Playbook, ...]) -> None:
    base, mine, theirs = books
    merged = merge(base, mine, theirs).playbook

    for one in fields(Playbook):
        was, ours, hers, now = (getattr(book, one.name) for book in (base, mine, theirs, merged))
        if one.name not in ("id", "derived_from"):
            assert ours != was or now == hers
        assert hers != was or now == ours
