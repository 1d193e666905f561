"""Text may be typed without quotes: a capture costs two seconds."""

import pytest

from tests.cli.support import Run, ok, payload


def test_a_capture_takes_all_its_words(run: Run) -> None:
    noted = payload(run("capture", "call", "the", "bank", "--kind", "idea", "--json"))["capture"]
    assert (noted["text"], noted["kind"]) == ("call the bank", "idea")


def test_a_block_takes_all_words_of_its_intention(run: Run) -> None:
    block = payload(run("focus", "start", "write", "section", "3", "--minutes", "25", "--json"))["block"]
    assert block["intention"] == "write section 3"


@pytest.mark.parametrize("visibility", ["private", "manager", "public"])
def test_a_capture_is_as_visible_as_it_is_said(run: Run, visibility: str) -> None:
    done = run("capture", "we won", "--kind", "win", "--visibility", visibility, "--json")
    assert payload(done)["capture"]["visibility"] == visibility


def test_a_data_folder_below_a_file_is_said_even_to_those_who_only_look(run: Run, tmp_path: object) -> None:
    file = tmp_path / "a-file"  # type: ignore[operator]
    file.write_text("mine")
    for words in (["status"], ["data", "check"], ["capture", "x"]):
        done = run(*words, env={"REMOTEOS_DATA": str(file)})
        assert done.exit_code == 73
        assert "is a file, not a folder" in done.stderr
    assert file.read_text() == "mine"


def test_the_next_block_needs_no_quotes_either(run: Run) -> None:
    ok(run("focus", "plan", "screen", "candidates", "--at", "14:00"))
