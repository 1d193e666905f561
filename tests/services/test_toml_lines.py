import tomllib

from hypothesis import given
from hypothesis import strategies as st

from remoteos.services.toml_lines import key_lines

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
