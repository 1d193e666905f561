"""``keys``: what the app can do, by which keys, and which of them are in each other's way."""

from remoteos.domain.actions import ACTIONS, PLACE_WORDS
from tests.cli.support import Run, ok, one_line, payload


def mine(run: Run, action: str, keys: str) -> None:
    """Give an action keys of one's own."""
    ok(run("config", "set", f"keys.{action}", keys))


def test_every_action_is_listed_under_its_place(run: Run) -> None:
    done = ok(run("keys"))
    assert done.stderr == ""
    sections = [section.splitlines() for section in done.stdout.split("\n\n")]
    headings = [lines[0] for lines in sections]
    assert headings == [words for words in PLACE_WORDS.values() if words in headings]
    assert sum(len(lines) - 1 for lines in sections) == len(ACTIONS)
    for action in ACTIONS:
        lines = next(lines for lines in sections if lines[0] == PLACE_WORDS[action.place])
        assert any(f" {action.id} " in line and line.endswith(action.what) for line in lines)


def test_keys_are_shown_as_people_read_them(run: Run) -> None:
    lines = [line.strip() for line in ok(run("keys")).stdout.splitlines()]
    assert "?       help     Explain this screen and its keys" in lines
    assert ",  settings      Change the settings" in lines
    assert "shift+up or K    plan.earlier  Move the planned block earlier" in lines


def test_the_list_fits_a_terminal(run: Run) -> None:
    assert max(map(len, ok(run("keys")).stdout.splitlines())) <= 80


def test_the_user_s_own_keys_are_marked(run: Run) -> None:
    mine(run, "block.finish", "F, f5")
    marked = [line.split() for line in ok(run("keys")).stdout.splitlines() if line.endswith("(yours)")]
    assert marked == [["F", "or", "f5", "block.finish", "Finish", "the", "block", "(yours)"]]


def test_a_key_for_two_actions_in_one_place_is_named(run: Run) -> None:
    mine(run, "block.finish", "?")
    done = ok(run("keys"))
    assert one_line(done) == "remoteos: ? is for both help and block.finish.\n"
    assert payload(run("keys", "--json"))["clashes"] == [
        {"key": "question_mark", "ids": ["help", "block.finish"]}
    ]


def test_the_same_as_json(run: Run) -> None:
    mine(run, "block.finish", "F")
    found = payload(run("keys", "--json"))
    assert found["clashes"] == []
    assert [one["id"] for one in found["keys"]] == [action.id for action in ACTIONS]
    by_id = {one["id"]: one for one in found["keys"]}
    assert by_id["block.finish"] == {
        "id": "block.finish",
        "keys": ["F"],
        "from": "file",
        "what": "Finish the block",
        "place": "block",
    }
    assert (by_id["plan.drop"]["keys"], by_id["plan.drop"]["from"]) == (["x", "delete"], "default")
