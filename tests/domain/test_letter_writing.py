"""From a draft to what leaves: the last gate, and what is counted instead of lost."""

from remoteos.domain.letter_writing import Written, write_letter
from remoteos.domain.record import Link
from remoteos.domain.updates import Line, Section

from .support import card, update

SEEN, HIDDEN = Link(table="outcomes", id="seen"), Link(table="goals", id="hidden")


def line(text: str, *sources: Link, quotes: tuple[Link, ...] = (), **fields: object) -> Line:
    return Line(key=text, text=text, drawn=text, sources=sources, quotes=quotes, **fields)  # type: ignore[arg-type]


def written(*sections: Section) -> Written:
    known = card(address="ana@example.org")
    return write_letter(update(*sections), known, lambda link: link != HIDDEN)


def lines(*sections: Section) -> list[tuple[str, ...]]:
    return [part.lines for part in written(*sections).letter.parts]


def test_it_says_to_whom_and_of_which_days() -> None:
    it = update()
    letter = write_letter(it, card(address="ana@example.org"), lambda _: True).letter
    assert (letter.title, letter.to, letter.address) == ("Week of 2 Mar 2026", "Ana", "ana@example.org")
    assert (letter.since, letter.until, letter.at) == (it.first_day, it.last_day, it.until)


def test_a_line_with_any_record_that_may_not_leave_stays_here_whatever_it_says() -> None:
    section = Section(
        title="Outcomes",
        query="outcomes",
        lines=(
            line("seen", SEEN),
            line("its source", SEEN, HIDDEN),
            line("its words", SEEN, quotes=(HIDDEN,)),
            Line(key="reworded", text="mine", drawn="theirs", quotes=(HIDDEN,)),
            Line(key="own", text="my own"),
        ),
    )
    assert lines(section) == [("seen", "my own")]
    assert [one.key for one in written(section).held] == ["its source", "its words", "reworded"]


def test_what_is_not_in_does_not_leave_and_is_not_held_either() -> None:
    section = Section(
        title="Outcomes",
        query="outcomes",
        lines=(line("out", HIDDEN, place="out"), line("over", HIDDEN, place="over"), line("in", SEEN)),
    )
    assert lines(section) == [("in",)]
    assert written(section).held == ()


def test_asks_that_did_not_fit_are_counted_and_other_lines_are_not() -> None:
    known = (line("in", SEEN), line("over", SEEN, place="over"), line("out", SEEN, place="out"))
    for query in ("asks", "decisions_needed", "blocked", "agenda"):
        assert lines(Section(title="x", query=query, lines=known, more=1_233)) == [("in", "and 1,234 more")]
    assert lines(Section(title="x", query="outcomes", lines=known, more=1_233)) == [("in",)]


def test_a_section_without_a_line_is_left_out_or_says_what_its_format_wants() -> None:
    assert lines(Section(title="Risks", query="risks")) == []
    assert lines(Section(title="Risks", query="risks", empty="None I know of.")) == [("None I know of.",)]
    left_out = (line("out", SEEN, place="out"),)
    assert lines(Section(title="Risks", query="risks", empty="None.", lines=left_out)) == [("None.",)]


def test_it_says_how_long_it_takes_to_read() -> None:
    words = Section(title="", query="headline", lines=(line("word " * 220, SEEN),))
    assert 60 <= written(words).letter.reading_s <= 63
