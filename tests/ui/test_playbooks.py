"""The library by keys: finding a play, reading it, and what can be done with a playbook."""

from dataclasses import replace
from datetime import timedelta

import pytest

from remoteos.domain.adoption import Adoption
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.runs import Run
from remoteos.domain.settings import You
from remoteos.services import adopting, playbook_changes, playbooks, runs
from remoteos.services.desk import Desk
from remoteos.widgets.rows import Rows
from tests.ui.conftest import LARGE, Seat, Sit

MINE = "manage-your-manager"
PLAY = f"{MINE}/ask-without-answer"


def adopted(desk: Desk, which: str = MINE) -> None:
    """Adopt a playbook with all its parts."""
    adopting.adopt(desk, which, adopting.parts(playbooks.get(desk, which).playbook))


def for_role(desk: Desk, role: str) -> Desk:
    return desk._replace(settings=replace(desk.settings, you=You(role=role)))


def headings(seat: Seat) -> list[str]:
    """The headings of the list, from top to bottom."""
    return [row.text.plain for row in seat.app.screen.query_one(Rows).rows if not row.id and row.text.plain]


class TestTheLibrary:
    async def test_lists_what_ships_and_shows_the_one_in_hand(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("5")
            assert seat.screen == "PlaybooksScreen"
            seat.sees("playbooks", "FOR EVERY ROLE", "enter read", "/ find")

    async def test_has_the_adopted_ones_first_then_those_for_the_role(self, desk: Desk, sit: Sit) -> None:
        adopted(desk, "product-designer")
        async with sit(for_role(desk, "data analyst"), size=LARGE) as seat:
            await seat.press("5")
            assert headings(seat) == ["ADOPTED", "FOR YOUR ROLE", "FOR EVERY ROLE", "FOR OTHER ROLES"]
            seat.sees("✓ Product designer", "1 adopted")

    async def test_has_what_is_run_and_what_came_up_at_the_top(self, desk: Desk, sit: Sit) -> None:
        adopted(desk, "account-executive")
        runs.begin(desk, PLAY)
        async with sit(size=LARGE) as seat:
            await seat.at("2026-12-14 09:00")
            await seat.press("5")
            assert headings(seat)[:3] == ["RUNNING", "CAME UP", "ADOPTED"]
            seat.sees("▸ No answer to an ask for three days", "step 1 of", "◇ ", "every week")
            await seat.press("enter")
            assert seat.screen == "RunScreen"

    async def test_a_play_that_came_up_waits_for_the_next_workday(self, desk: Desk, sit: Sit) -> None:
        adopted(desk, "account-executive")
        async with sit() as seat:
            await seat.at("2026-12-14 09:00")
            await seat.press("5")
            before = len([row for row in seat.app.screen.query_one(Rows).rows if row.id.startswith("due:")])
            await seat.press("z")
            assert "comes up again on" in seat.toast
            after = len([row for row in seat.app.screen.query_one(Rows).rows if row.id.startswith("due:")])
            assert after == before - 1

    async def test_can_be_narrowed_to_a_role_and_to_a_part_of_the_day(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("5", "t")
            await seat.type("product designer")
            await seat.press("enter")
            seat.sees("Product designer", "Manage your manager")
            seat.sees_not("Account executive")
            await seat.press("t")
            seat.sees("Account executive")
            await seat.press("t")
            await seat.type("deep work")
            await seat.press("enter")
            seat.sees("Deep work", " of ")


class TestFinding:
    async def test_the_play_for_a_situation_is_in_hand_while_one_types(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("5", "slash")
            await seat.type("no answer from my manager")
            seat.sees("No answer to an ask for three days", "WHEN", "NOT WHEN", "found")
            await seat.press("enter", "r")
            assert seat.screen == "RunScreen"
            assert [run.play.id for run in desk.store.all(Run)] == ["ask-without-answer"]

    async def test_what_fits_best_stays_at_the_top_letter_by_letter(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("5", "slash")
            for letter in "no answer":
                await seat.press("space" if letter == " " else letter)
                assert seat.app.screen.query_one(Rows).scroll_y == 0

    async def test_escape_shows_the_whole_library_again(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("5", "slash")
            await seat.type("xyzzy")
            seat.sees("0 plays found", "Nothing fits.", "Fewer words find more.")
            await seat.press("escape")
            seat.sees("FOR EVERY ROLE")
            await seat.press("escape")
            assert seat.screen == "TodayScreen"

    async def test_keys_that_are_letters_are_in_no_footer_while_one_types(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("5", "slash")
            seat.sees_not("/ find", "? help")

    @pytest.mark.parametrize("typed", ["[bold]x[/]", "\x1b[31m", "a" * 3000, "漢字", "..", "of the and"])
    async def test_anything_can_be_typed(self, typed: str, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("5", "slash")
            await seat.type(typed)
            assert seat.app.failure is None


class TestReading:
    async def test_a_playbook_is_read_part_by_part(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("5", "slash")
            await seat.type("manage your manager")
            await seat.press("enter", "home", "enter")
            assert seat.screen == "PlaybookScreen"
            seat.sees("About it", "Different from the office", "PLAYS")
            await seat.press("down", "down")
            seat.sees("In a building your manager picks up")
            await seat.press("end")
            seat.sees("WHEN")

    async def test_a_play_that_was_found_is_read_in_its_playbook(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("5", "slash")
            await seat.type("bad news before")
            await seat.press("enter", "enter")
            assert seat.screen == "PlaybookScreen"
            seat.sees("Bad news before they hear it elsewhere")

    async def test_the_page_keys_read_on(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("5", "slash")
            await seat.type("no answer to an ask")
            await seat.press("enter")
            first = seat.text
            await seat.press("pagedown")
            assert seat.text != first
            await seat.press("pageup")
            assert seat.text == first

    async def test_what_it_would_add_is_shown_before_anything_is(self, desk: Desk, sit: Sit) -> None:
        async with sit(size=LARGE) as seat:
            await seat.press("5", "slash")
            await seat.type("manage your manager")
            await seat.press("enter", "home", "enter", *("down",) * 5)
            seat.sees("What it adds to your day", "END OF THE DAY", "space chooses what to take of it")
            assert not desk.store.all(Adoption)

    async def test_words_to_paste_are_shown_whole_before_they_are_copied(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("5", "slash")
            await seat.type("no answer to an ask")
            await seat.press("enter", "y")
            seat.sees("Which words?")

    async def test_a_playbook_that_is_removed_meanwhile_is_gone(self, desk: Desk, sit: Sit) -> None:
        copy = playbook_changes.derive(desk, MINE)
        async with sit() as seat:
            await seat.press("5", "slash")
            await seat.type("manager")
            await seat.press("enter", "home")
            seat.app.screen.show_record(f"book:{copy.head.id}")  # type: ignore[attr-defined]
            await seat.press("enter")
            playbook_changes.remove(desk, copy.head.id)
            seat.app.show_anew()
            await seat.settle()
            seat.sees("This playbook is gone.")


class TestWhatCanBeDone:
    async def go_to(self, seat: Seat, identity: str) -> None:
        await seat.press("5")
        seat.app.screen.show_record(f"book:{identity}")  # type: ignore[attr-defined]
        await seat.settle()

    async def test_a_play_is_chosen_and_run(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await self.go_to(seat, MINE)
            await seat.press("r")
            seat.sees("Which play do you run?")
            await seat.press("enter")
            assert seat.screen == "RunScreen"
            await seat.press("escape", "u")
            assert not desk.store.all(Run)

    async def test_a_copy_is_derived_under_another_name(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await self.go_to(seat, MINE)
            await seat.press("d", "enter")
            assert [one.head.id for one in desk.store.all(PlaybookCopy)] == [f"my-{MINE}"]
            assert f"Kept as my-{MINE}" in seat.toast
            assert seat.app.screen.entry_in_hand.head.id == f"my-{MINE}"  # type: ignore[attr-defined]

    async def test_an_id_that_is_taken_is_refused_and_what_was_typed_stays(
        self, desk: Desk, sit: Sit
    ) -> None:
        playbook_changes.derive(desk, MINE)
        async with sit() as seat:
            await self.go_to(seat, MINE)
            await seat.press("d", "enter")
            seat.sees("There is a playbook", "choose another id")
            assert len(desk.store.all(PlaybookCopy)) == 1

    async def test_an_adopted_one_is_dropped_and_comes_back(self, desk: Desk, sit: Sit) -> None:
        adopted(desk)
        async with sit() as seat:
            await self.go_to(seat, MINE)
            await seat.press("x")
            assert "is dropped; its runs and results stay" in seat.toast
            assert not any(one.is_in_use for one in desk.store.all(Adoption))
            await seat.press("u")
            assert all(one.is_in_use for one in desk.store.all(Adoption))

    async def test_one_s_own_is_removed_and_comes_back(self, desk: Desk, sit: Sit) -> None:
        copy = playbook_changes.derive(desk, MINE)
        async with sit() as seat:
            await self.go_to(seat, copy.head.id)
            seat.sees("your own")
            await seat.press("x")
            assert not desk.store.all(PlaybookCopy)
            await seat.press("u")
            assert desk.store.all(PlaybookCopy)

    async def test_what_ships_can_be_neither_dropped_nor_upgraded(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await self.go_to(seat, MINE)
            seat.sees_not("x drop", "x remove", "U upgrade")
            await seat.press("x", "U")
            assert seat.screen == "PlaybooksScreen"

    async def test_a_copy_of_an_older_version_can_be_upgraded(self, desk: Desk, sit: Sit) -> None:
        copy = playbook_changes.derive(desk, MINE)
        older = copy.text.replace(f"{MINE}@1.0.0", f"{MINE}@0.9.0")
        base = copy.base.replace("version: 1.0.0", "version: 0.9.0")
        head = replace(copy.head, derived_from=f"{MINE}@0.9.0")
        desk.store.commit("older", [replace(copy, head=head, text=older, base=base)], at=desk.now)
        async with sit(size=LARGE) as seat:
            await self.go_to(seat, copy.head.id)
            seat.sees("U upgrade")
            await seat.press("U")
            assert seat.screen == "UpgradeScreen"

    async def test_the_results_and_an_import_are_a_key_away(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("5", "v")
            assert seat.screen == "ResultsScreen"
            await seat.press("escape", "I")
            seat.sees("Import playbooks", "From")


async def test_the_list_stays_where_it_is_while_runs_come_and_go(desk: Desk, sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("5", "end")
        here = seat.app.screen.current  # type: ignore[attr-defined]
        runs.begin(desk, PLAY)
        seat.app.show_anew()
        await seat.settle()
        assert seat.app.screen.current == here  # type: ignore[attr-defined]


async def test_a_copy_that_cannot_be_read_is_said_and_harms_nothing(desk: Desk, sit: Sit) -> None:
    copy = playbook_changes.derive(desk, MINE)
    desk.store.commit("break", [replace(copy, text="no playbook")], at=desk.now + timedelta(seconds=1))
    async with sit() as seat:
        await seat.press("5")
        seat.app.screen.show_record(f"book:{copy.head.id}")  # type: ignore[attr-defined]
        await seat.press("enter")
        assert seat.app.failure is None
        seat.sees("cannot be read")
