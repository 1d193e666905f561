"""Where formats are found: those that ship, the user's own, and what is said of a broken one."""

import re
from pathlib import Path
from typing import get_args

import pytest

from remoteos.domain.agenda import Tag
from remoteos.domain.errors import BadInput, NotFound
from remoteos.domain.update_formats import QUERIES, Order
from remoteos.services.update_formats import LARGEST, FormatShelf

DOCS = (Path(__file__).parents[2] / "docs" / "update-formats.md").read_text(encoding="utf-8")
SHIPPED = ("weekly", "5-15", "monthly", "one-to-one", "ppp", "snippets", "stand-up")


@pytest.fixture
def shelf(tmp_path: Path) -> FormatShelf:
    (tmp_path / "formats").mkdir()
    return FormatShelf(tmp_path / "formats")


def write(shelf: FormatShelf, name: str, text: str | bytes) -> None:
    raw = text if isinstance(text, bytes) else text.encode()
    (shelf.folder / f"{name}.toml").write_bytes(raw)


def test_seven_ship_and_nothing_is_wrong_with_any(tmp_path: Path) -> None:
    known = FormatShelf(tmp_path / "nowhere").known()
    assert tuple(one.name for one in known) == SHIPPED
    assert not any(one.problems or one.own for one in known)
    assert all(one.summary for one in known)


def test_ones_own_stand_first_and_may_extend_what_ships_even_under_its_name(shelf: FormatShelf) -> None:
    write(shelf, "weekly", 'extends = "weekly"\nwithout = ["Risks"]\n')
    write(shelf, "NOT A NAME", "")
    usual = shelf.load("Weekly ")
    assert "Risks" not in [one.title for one in usual.sections]
    assert "Outcomes" in [one.title for one in usual.sections]
    assert [(one.name, one.own) for one in shelf.known()][:2] == [("weekly", True), ("5-15", False)]


def test_an_unknown_one_is_told_with_those_there_are(shelf: FormatShelf) -> None:
    for name in ("yearly", "../weekly", "", "a/b"):
        with pytest.raises(NotFound, match=r"There is no update format .* There is weekly, 5-15"):
            shelf.load(name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[[sections]]\nquery = "wins"\n\n[[sections]]\nquery = "winz"\n',
            "line 5: There is no query 'winz'. Did you mean wins?",
        ),
        ('[[sections]]\ntitle = "x"\n', "line 1: A section has a query"),
        ("title = \n", "line 1: Invalid value"),
        ("x = 1\nx = 2\n", "line 2: Cannot overwrite a value"),
        ('extends = "mine"\n', "line 1: mine extends mine, which leads back to it."),
        ("a = 1\n\nb = [1,", "line 3: Invalid value."),
        ("a.b = 1\n", "line 1: 'a' means nothing here."),
        ("days = " + "9" * 6000, "formats/mine.toml: Exceeds the limit"),
        (
            'extends = "weekl"\n',
            "line 1: There is no format 'weekl' to extend. Did you mean weekly? There is",
        ),
        (b'title = "x"\nsummary = "\xff"\n', ", line 2: it is not text in UTF-8."),
        (b"#" * (LARGEST + 1), ": it has more than 64 KiB."),
        ("a = " + "[" * 3000, ": it is nested too deeply."),
    ],
)
def test_a_broken_one_is_told_with_its_line(shelf: FormatShelf, text: str | bytes, said: str) -> None:
    write(shelf, "mine", text)
    with pytest.raises(BadInput, match=re.escape("formats/mine.toml")) as told:
        shelf.load("mine")
    assert said in str(told.value)
    broken = next(one for one in shelf.known() if one.name == "mine")
    assert broken.problems[0] in str(told.value)


def test_a_circle_is_told_and_ends(shelf: FormatShelf) -> None:
    for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
        write(shelf, name, f'title = "x"\nextends = "{other}"\n')
    with pytest.raises(BadInput, match=r"formats/a\.toml, line 2: .*which leads back to it"):
        shelf.load("a")


def test_a_long_row_ends_too(shelf: FormatShelf) -> None:
    for number in range(400):
        write(shelf, f"f{number}", f'extends = "f{number + 1}"\n')
    write(shelf, "f400", '[[sections]]\nquery = "wins"\n')
    assert [one.query for one in shelf.load("f395").sections] == ["wins"]
    with pytest.raises(BadInput, match="more than 5 formats that extend each other in a row are too many"):
        shelf.load("f0")


def test_one_that_is_extended_and_broken_is_told_with_both_places(shelf: FormatShelf) -> None:
    write(shelf, "low", '[[sections]]\nquery = "winz"\n')
    write(shelf, "mine", 'title = "x"\nextends = "low"\n')
    with pytest.raises(BadInput) as told:
        shelf.load("mine")
    low = "formats/low.toml, line 2: There is no query 'winz'. Did you mean wins?"
    assert str(told.value) == f"formats/mine.toml, line 2: low cannot be used: {low}"


def test_only_the_format_that_is_wanted_is_read(shelf: FormatShelf) -> None:
    write(shelf, "broken", "title = \n")
    write(shelf, "mine", 'extends = "ppp"\n')
    assert shelf.load("mine").sections == shelf.load("ppp").sections


def test_one_that_cannot_be_read_is_told_in_a_line(
    shelf: FormatShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(shelf, "mine", "")

    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(BadInput, match=r"^formats/mine\.toml cannot be read: permission denied\.$"):
        shelf.load("mine")


def test_a_near_name_is_offered(shelf: FormatShelf) -> None:
    with pytest.raises(NotFound, match=r"'monthy'\. Did you mean monthly\? There is weekly"):
        shelf.load("monthy")


def test_all_that_is_wrong_is_counted(shelf: FormatShelf) -> None:
    write(shelf, "mine", 'titel = "x"\ndays = 0\n[[sections]]\nquery = "x"\n')
    with pytest.raises(BadInput, match="2 more: remoteos update formats"):
        shelf.load("mine")


def test_a_folder_in_its_place_is_no_format(shelf: FormatShelf) -> None:
    (shelf.folder / "mine.toml").mkdir()
    with pytest.raises(NotFound):
        shelf.load("mine")
    (shelf.folder / "gone.toml").symlink_to(shelf.folder / "nowhere")
    assert tuple(one.name for one in shelf.known()) == SHIPPED


# What the page for users says


def table(heading: str) -> dict[str, str]:
    rows = re.findall(
        r"^\| `([a-z_]+)` \| (.+) \|$", DOCS[DOCS.index(heading) :].split("\n\n")[1], re.MULTILINE
    )
    return dict(rows)


def test_the_page_lists_every_query_order_and_tag() -> None:
    assert table("## Queries") == dict(QUERIES)
    orders = re.findall(r"^\| `([a-z]+)` \|", DOCS[DOCS.index("| order |") :].split("\n\n")[0], re.MULTILINE)
    assert tuple(orders) == get_args(Order)
    tags = re.search(r"The tags of the agenda are ([^.]+)\.", DOCS)
    assert tags is not None
    assert tuple(re.findall("`([a-z ]+)`", tags[1])) == (
        "discuss",
        "decide",
        "help",
        "to do",
        "manager to do",
        "info",
    )
    assert set(get_args(Tag)) == set(re.findall("`([a-z ]+)`", tags[1]))


def test_the_example_of_the_page_works_and_its_message_is_the_real_one(shelf: FormatShelf) -> None:
    example = re.search(r"```toml\n(.*?)```", DOCS, re.DOTALL)
    assert example is not None
    write(shelf, "friday", example[1])
    titles = [one.title for one in shelf.load("friday").sections]
    assert titles[titles.index("Went well") + 1] == "What I need"
    assert "Risks" not in titles
    write(shelf, "friday", example[1].replace('"wins"', '"winz"'))
    with pytest.raises(BadInput) as told:
        shelf.load("friday")
    assert f"remoteos: {told.value}" in DOCS
