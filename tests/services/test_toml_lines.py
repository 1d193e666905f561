import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.services.toml_lines import broken_at, key_lines, line_of

KEYS = st.sampled_from(["a", "b-1", '"c d"', "'e.f'", '"\\u00e9"'])
VALUES = st.sampled_from(
    [
        "1",
        "true",
        '"x = 1"',
        "'#'",
        "[1, [2], \n 'a]',\n # c\n]",
        '"""\nz = 1\n"""',
        "'''\n[t]\n'''''",
        "{ x = 1 }",
        "1979-05-27T07:32:00Z",
    ]
)


@given(
    st.lists(st.tuples(st.lists(st.tuples(KEYS, VALUES), max_size=4, unique_by=lambda kv: kv[0])), max_size=4)
)
def test_the_lines_of_any_file_are_found(tables: list[tuple[list[tuple[str, str]]]]) -> None:
    text = ""
    wanted: dict[tuple[str, ...], int] = {}
    for number, (pairs,) in enumerate(tables):
        text += f"\n[t{number}] # [no]\n"
        wanted[(f"t{number}",)] = text.count("\n")
        for key, value in pairs:
            name = next(iter(tomllib.loads(f"{key} = 1")))
            wanted[(f"t{number}", name)] = text.count("\n") + 1
            text += f"{key} = {value} # = 3\n"
    tomllib.loads(text)
    assert key_lines(text) == wanted


def test_the_tables_of_a_list_are_counted_also_on_the_way_to_what_is_inside() -> None:
    lines = key_lines(
        'days = 7\n[[sections]]\nquery = """\n[[sections]]"""\n\n[[sections]] # second\nquery = "wins"\n'
        "[sections.more]\nx = 1\n[[sections.more.deep]]\ny = 1\n[[sections]]\n[other]\nquery = 1\n"
    )
    assert lines == {
        ("days",): 1,
        ("sections",): 2,
        ("sections", "0"): 2,
        ("sections", "0", "query"): 3,
        ("sections", "1"): 6,
        ("sections", "1", "query"): 7,
        ("sections", "1", "more"): 8,
        ("sections", "1", "more", "x"): 9,
        ("sections", "1", "more", "deep"): 10,
        ("sections", "1", "more", "deep", "0"): 10,
        ("sections", "1", "more", "deep", "0", "y"): 11,
        ("sections", "2"): 12,
        ("other",): 13,
        ("other", "query"): 14,
    }


def test_what_has_no_line_has_that_of_what_it_stands_in_or_of_what_stands_in_it() -> None:
    lines = key_lines("[a]\nb = { c = 1 }\nd.e = 2\n")
    assert line_of(lines, ("a", "b", "c")) == 2
    assert line_of(lines, ("a", "d", "e")) == 3
    assert line_of({("d", "e"): 3}, ("d",)) == 3
    assert line_of(lines, ("nowhere",)) is None


@pytest.mark.parametrize(
    ("text", "line"), [("a = 1\nb = \nc = 1\n", 2), ("a = 1\n\nb = [1,", 3), ("a = " + "9" * 6000, None)]
)
def test_where_the_parser_gave_up_is_told(text: str, line: int | None) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        tomllib.loads(text)
    found, why = broken_at(error.value, text)
    assert found == line
    assert "(at" not in why
