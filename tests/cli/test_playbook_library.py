"""``playbook list``, ``search``, ``show``, ``adopt`` and ``drop``."""

import re

from tests.cli.support import FRIDAY, THURSDAY, Run, at, ok

PLAYBOOK = {
    "id", "version", "title", "promise", "roles", "authors", "licence", "language", "derived_from", "pillars",
    "origin", "adopted_version", "plays",
}  # fmt: skip
ADOPTION = {"id", "playbook_id", "version", "title", "adopted_at", "dropped_at", "parts"}
PART = {"kind", "name", "value", "title"}

IT = "it-operations-lead"


class TestTheLibrary:
    def test_it_lists_what_ships(self, run: Run) -> None:
        found = ok(run("playbook", "list", "--json")).json["playbooks"]
        assert {IT, "manage-your-manager"} <= {one["id"] for one in found}
        assert all(one.keys() == PLAYBOOK and one["plays"] for one in found)

    def test_what_is_adopted_comes_first(self, run: Run) -> None:
        ok(run("playbook", "adopt", "manage-your-manager", "--yes"))
        assert ok(run("playbook", "list")).stdout.startswith("manage-your-manager")
        (found,) = ok(run("playbook", "list", "--adopted", "--json")).json["playbooks"]
        assert (found["id"], found["adopted_version"]) == ("manage-your-manager", found["version"])

    def test_a_role_leaves_the_others_out(self, run: Run) -> None:
        found = ok(run("playbook", "list", "--role", "nobody at all", "--json")).json["playbooks"]
        assert all("any role" in one["roles"] for one in found)

    def test_a_situation_finds_its_play(self, run: Run) -> None:
        first = ok(run("playbook", "search", "no", "answer", "from", "my", "manager", "--json")).json[
            "matches"
        ][0]
        assert (first["playbook_id"], first["plays"][0]["id"]) == (
            "manage-your-manager",
            "ask-without-answer",
        )

    def test_nothing_found_says_what_to_do(self, run: Run) -> None:
        assert "Fewer of them find more" in ok(run("playbook", "search", "zebra", "crossing")).stdout

    def test_a_playbook_is_a_page_to_read(self, run: Run) -> None:
        said = ok(run("playbook", "show", "manage")).stdout
        assert said.startswith("Manage your manager\n")
        assert "## Play: No answer to an ask for three days" in said
        assert "schema: 1" not in said

    def test_its_json_is_the_parsed_form(self, run: Run) -> None:
        found = ok(run("playbook", "show", "manage-your-manager", "--json")).json
        assert (found["origin"], found["playbook"]["id"]) == ("shipped", "manage-your-manager")
        assert len(found["playbook"]["plays"]) >= 6

    def test_one_that_is_not_there_says_how_to_see_them_all(self, run: Run) -> None:
        refused = run("playbook", "show", "nothing")
        assert (refused.exit_code, "playbook list" in refused.stderr) == (1, True)


class TestAdopting:
    def test_the_preview_says_exactly_what_would_be_added_and_adds_nothing(self, run: Run) -> None:
        parts = ok(run("playbook", "adopt", IT, "--preview", "--json")).json["parts"]
        assert all(one.keys() == PART | {"taken", "note"} for one in parts)
        assert ok(run("playbook", "list", "--adopted", "--json")).json["playbooks"] == []
        taken = ok(run("playbook", "adopt", IT, "--yes", "--json")).json["adoption"]
        assert taken.keys() == ADOPTION
        assert taken["parts"] == [{key: one[key] for key in PART} for one in parts if one["taken"]]

    def test_without_a_terminal_it_wants_a_yes(self, run: Run) -> None:
        refused = run("playbook", "adopt", IT)
        assert refused.exit_code == 1
        assert "Start of the day" in refused.stderr
        assert ok(run("playbook", "list", "--adopted", "--json")).json["playbooks"] == []

    def test_parts_are_chosen_by_kind_and_number(self, run: Run) -> None:
        only = ok(run("playbook", "adopt", IT, "--only", "preset", "--yes", "--json")).json["adoption"]
        assert {one["kind"] for one in only["parts"]} == {"preset"}
        less = ok(run("playbook", "adopt", IT, "--without", "1", "--yes", "--json")).json["adoption"]
        offered = ok(run("playbook", "adopt", IT, "--preview", "--json")).json["parts"]
        assert [one["name"] for one in less["parts"]] == [one["name"] for one in offered[1:]]

    def test_a_part_that_is_not_there_changes_nothing(self, run: Run) -> None:
        refused = run("playbook", "adopt", IT, "--only", "99", "--yes")
        assert (refused.exit_code, "no part “99”" in refused.stderr) == (1, True)

    def test_its_steps_are_left_to_do_when_the_day_is_open(self, run: Run) -> None:
        added = ok(run("playbook", "adopt", IT, "--only", "start", "--yes", "--json")).json["adoption"]
        opened = ok(run("day", "open", "--json")).json
        assert [one["name"] for one in added["parts"]] == opened["day"]["steps_left"]["start"][-2:]

    def test_a_preset_and_a_format_can_be_used(self, run: Run) -> None:
        ok(run("playbook", "adopt", IT, "--yes"))
        block = ok(run("focus", "start", "rehearse", "--preset", "Change rehearsal", "--json")).json["block"]
        assert (block["planned_s"], block["break_s"]) == (1500, 300)
        assert IT in ok(run("update", "draft", "--format", IT, "--json")).json["update"]["format"]

    def test_dropping_gives_it_all_back_and_undo_takes_that_back(self, run: Run) -> None:
        ok(run("playbook", "adopt", IT, "--yes"))
        dropped = ok(run("playbook", "drop", IT, "--json")).json["adoption"]
        assert dropped["dropped_at"]
        assert run("focus", "start", "rehearse", "--preset", "Change rehearsal").exit_code == 1
        ok(run("undo"))
        ok(run("focus", "start", "rehearse", "--preset", "Change rehearsal"))


def test_a_play_that_comes_up_is_proposed_once_when_the_day_opens(run: Run) -> None:
    ok(run("playbook", "adopt", IT, "--yes", now=at("09:00")))
    said = run("day", "open", now=at("09:00", THURSDAY))
    assert re.search(r"A play came up: .+ \(every week on wednesday, IT operations lead\)", said.stderr)
    assert "came up" not in run("day", "open", now=at("09:10", THURSDAY)).stderr
    assert "came up" not in run("day", "open", now=at("09:00", FRIDAY)).stderr
