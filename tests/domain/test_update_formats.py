"""Update formats: what a table says, what it takes over, and what is named when it is wrong."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.domain.drafting import QUERY_RULES
from remoteos.domain.update_formats import MOST_LINES, QUERIES, Format, SectionSpec, heading, parse

BASE = Format(
    "weekly",
    "Week of {week}",
    "The usual one",
    7,
    (SectionSpec("", "headline", 1), SectionSpec("Risks", "risks")),
)


def base(name: str) -> Format | str:
    return BASE if name == "weekly" else f"There is no format {name}."


def read(**tree: Any) -> tuple[Format, list[str]]:
    found, problems = parse("mine", tree, base)
    return found, [f"{'.'.join(one.key)}: {one.message}" for one in problems]


def test_every_query_draws_something_and_nothing_else_is_drawn() -> None:
    assert {*QUERY_RULES, "agenda"} == set(QUERIES)


def test_a_format_is_its_sections_in_their_order() -> None:
    found, problems = read(
        title="Friday",
        days=14,
        sections=[
            {"query": "headline"},
            {
                "title": "Talk",
                "query": "agenda",
                "tag": "discuss",
                "limit": 3,
                "order": "oldest",
                "empty": "Nothing.",
            },
        ],
    )
    assert problems == []
    assert (found.name, found.title, found.days) == ("mine", "Friday", 14)
    assert found.sections == (
        SectionSpec("", "headline"),
        SectionSpec("Talk", "agenda", 3, "oldest", "discuss", "Nothing."),
    )


def test_one_that_extends_another_takes_over_what_it_does_not_say_itself() -> None:
    found, problems = read(
        extends="weekly",
        summary="Shorter",
        sections=[
            {"title": "Wins", "query": "wins", "before": "Risks"},
            {"title": "Risks", "query": "blocked"},
        ],
    )
    assert problems == []
    assert (found.name, found.title, found.summary, found.days) == ("mine", "Week of {week}", "Shorter", 7)
    assert [(one.title, one.query) for one in found.sections] == [
        ("", "headline"),
        ("Wins", "wins"),
        ("Risks", "blocked"),
    ]


def test_one_that_takes_the_place_of_another_moves_when_it_is_told_to() -> None:
    moved, problems = read(extends="weekly", sections=[{"title": "Risks", "query": "risks", "before": ""}])
    assert (problems, [one.title for one in moved.sections]) == ([], ["Risks", ""])
    stays, problems = read(
        extends="weekly", sections=[{"title": "Risks", "query": "wins", "before": "Risks"}]
    )
    assert (problems, [one.query for one in stays.sections]) == ([], ["headline", "wins"])


def test_sections_of_one_title_in_one_file_are_all_kept() -> None:
    twice = [{"title": "Risks", "query": "wins"}, {"title": "Risks", "query": "asks"}]
    assert [one.query for one in read(sections=twice)[0].sections] == ["wins", "asks"]
    assert [one.query for one in read(extends="weekly", sections=twice)[0].sections] == [
        "headline",
        "wins",
        "asks",
    ]


def test_titles_that_are_pointed_to_are_cleaned_as_the_titles_are() -> None:
    found, problems = read(
        extends="weekly", without=[" Risks\n"], sections=[{"query": "wins", "title": "e\u0301"}]
    )
    assert (problems, [one.title for one in found.sections]) == ([], ["", "\xe9"])
    base_of = Format("weekly", sections=found.sections)
    assert parse("mine", {"extends": "weekly", "without": ["e\u0301"]}, lambda _: base_of)[1] == ()


def test_a_number_of_thousands_of_digits_is_named_and_not_printed() -> None:
    number = 16**6000
    problems = read(
        days=number, without=[[number]], sections=[{"query": number}, {"query": "wins", "before": number}]
    )[1]
    assert len(problems) == 4
    assert all("a number that long" in one for one in problems)


def test_what_is_extended_is_one_text_and_one_problem() -> None:
    assert read(extends=4, sections=[{"query": "wins"}])[1] == [
        "extends: extends is a text in quotes, not 4."
    ]


def test_sections_that_are_not_wanted_are_left_out() -> None:
    assert [one.title for one in read(extends="weekly", without=["Risks"])[0].sections] == [""]


@pytest.mark.parametrize(
    ("tree", "problem"),
    [
        (
            {"sections": [{"query": "outcomse"}]},
            "sections.0.query: There is no query 'outcomse'. Did you mean outcomes?",
        ),
        ({"sections": [{"title": "No query"}]}, "sections.0: A section has a query: what draws its lines."),
        (
            {"sections": [{"query": ["wins"]}]},
            "sections.0.query: There is no query ['wins']. There is headline",
        ),
        (
            {"sections": [{"query": "wins", "limit": 0}]},
            "sections.0.limit: limit is a number from 1 to 50, not 0.",
        ),
        ({"sections": [{"query": "wins", "limit": True}]}, "sections.0.limit: limit is a number"),
        (
            {"sections": [{"query": "wins", "order": "due first"}]},
            "sections.0.order: There is no order 'due first'.",
        ),
        (
            {"sections": [{"query": "agenda", "tag": "discus"}]},
            "sections.0.tag: There is no tag 'discus'. Did you mean",
        ),
        (
            {"sections": [{"query": "wins", "tag": "discuss"}]},
            "sections.0.tag: A tag chooses among the items",
        ),
        (
            {"sections": [{"query": "wins", "titel": "x"}]},
            "sections.0.titel: 'titel' means nothing here. Did you mean title?",
        ),
        (
            {"sections": [{"query": "wins", "title": 4}]},
            "sections.0.title: title is a text in quotes, not 4.",
        ),
        (
            {"sections": [{"query": "wins", "title": "x" * 81}]},
            "sections.0.title: title: This text has 81 characters",
        ),
        (
            {"sections": [{"query": "wins", "before": "Asks"}]},
            "sections.0.before: There is no section 'Asks' to stand",
        ),
        ({"sections": "wins"}, "sections: Sections are written [[sections]]"),
        ({"sections": [{"query": "wins"}] * 31}, "sections: A format has at most 30 sections"),
        ({}, "sections: A format has at least one section: [[sections]]."),
        ({"extends": "yearly"}, "extends: There is no format yearly."),
        (
            {"extends": "weekly", "without": ["Risk"]},
            "without: There is no section 'Risk' to leave out; there is Risks.",
        ),
        ({"extends": "weekly", "without": "Risks"}, "without: without is a list of titles"),
        ({"extends": "weekly", "days": 400}, "days: days is a number from 1 to 366, not 400."),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_what_would_be_right(
    tree: dict[str, Any], problem: str
) -> None:
    assert read(**tree)[1][0].startswith(problem)


def test_everything_that_is_wrong_is_named_at_once() -> None:
    assert len(read(days="x", titel="x", sections=[{"query": "a"}, {"query": "wins", "limit": -1}])[1]) == 4


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=9), inside, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["title", "summary", "days", "extends", "without", "sections", "query", "limit", "x"])


@given(
    st.dictionaries(KEYS, JUNK | st.lists(st.dictionaries(KEYS, JUNK, max_size=3), max_size=3), max_size=5)
)
def test_no_table_is_fatal(tree: dict[str, Any]) -> None:
    found, problems = parse("mine", tree, base)
    assert problems or found.sections
    assert all(one.query in QUERIES and (one.limit or 1) <= MOST_LINES for one in found.sections)


def test_a_heading_fills_in_its_places_and_leaves_other_braces_alone() -> None:
    template = Format("x", "{person}: {first} to {last}, week {week}, {month} {0} {x.__class__}")
    said = heading(template, date(2026, 11, 19), date(2026, 11, 27), "Ana {last}")
    assert (
        said
        == "Ana {last}: Thu 19 Nov 2026 to Fri 27 Nov 2026, week 23 Nov 2026, November 2026 {0} {x.__class__}"
    )
