"""Adopting a playbook by keys: what it would add, what is taken of it, and taking that back."""

from collections.abc import Callable

import pytest

from remoteos.domain.adoption import Adoption, Part
from remoteos.domain.errors import Refused
from remoteos.domain.playbooks import Playbook
from remoteos.domain.settings import RitualSteps, Settings
from remoteos.screens.dialogs.adopt import Adopt
from remoteos.services import adopting, asks, playbook_imports, playbooks
from remoteos.services.desk import Desk
from tests.services.playbook_texts import playbook, raw
from tests.ui.conftest import LARGE, SMALL, Seat, Sit
from tests.ui.hostile import ALL_AT_ONCE, LITERAL

IT = "it-operations-lead"


def parts_of(desk: Desk, which: str = IT) -> tuple[Part, ...]:
    """All that a playbook can add."""
    return adopting.parts(playbooks.get(desk, which).playbook)


def kept(desk: Desk) -> Adoption | None:
    return next(iter(desk.store.all(Adoption)), None)


def names(desk: Desk) -> list[str]:
    """What was taken of the one adopted playbook."""
    adoption = kept(desk)
    return [part.name for part in adoption.parts] if adoption else []


async def go_to(seat: Seat, which: str = IT) -> list[bool | None]:
    """Open it; what it is dismissed with comes into the list."""
    answers: list[bool | None] = []
    seat.app.push_screen(Adopt(seat.app.session, which), answers.append)
    await seat.settle()
    return answers


class TestWhatItShows:
    @pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
    async def test_every_part_stands_under_what_it_is_added_to(
        self, desk: Desk, sit: Sit, size: tuple[int, int]
    ) -> None:
        async with sit(size=size) as seat:
            await go_to(seat)
            seat.sees("IT operations lead 1.0 what it would add to your day", "START OF THE DAY")
            seat.sees("✓ Name who starts or leaves", "Change rehearsal", "25/5", "space take or leave")
            seat.sees("Minutes: start of the day 1:55 · end 1:15 · end of the week +0:40", "enter adopt")
            await seat.press("end")
            seat.sees("PROPOSE THEMSELVES WHEN THEY COME UP", "✓ Nothing broke for a month", "every month")
            assert kept(desk) is None

    async def test_the_whole_of_a_part_that_was_cut_and_what_a_format_is_for_can_be_read(
        self, desk: Desk, sit: Sit
    ) -> None:
        async with sit() as seat:
            await go_to(seat)
            assert any(line.strip("│ ") == "each" for line in seat.lines)
            await seat.press(*"jjjjjj")
            seat.sees("What did not happen, how the changes went")
            await seat.press("k")
            seat.sees_not("What did not happen")

    async def test_steps_for_which_there_is_no_time_start_off_and_say_why_while_it_is_so(
        self, make_desk: Callable[..., Desk], sit: Sit
    ) -> None:
        steps = RitualSteps(start=("left over", "pulse", "day type", "outcomes", "plan", "Look at the log"))
        desk = make_desk(settings=Settings(rituals=steps))
        async with sit(desk) as seat:
            await go_to(seat)
            seat.sees("○ Pass the request", "off: with it the ritual would take more than two minutes")
            await seat.press("space")
            seat.sees("○ Name who starts", "start of the day 1:30")
            seat.sees_not("off: with it")
            await seat.press("space", "down", "space")
            seat.sees("✓ Pass the request", "start of the day 2:10, over 2:00")
            seat.sees_not("off: with it")

    async def test_what_another_playbook_adds_is_named(self, desk: Desk, sit: Sit) -> None:
        step = parts_of(desk)[0]
        for title in ("Other", "Third"):
            other = playbook(title.lower(), title=title)
            adopt_imported(desk, other, raw(other) + f"\n## Start of the day\n\n- {step.name}\n".encode())
        async with sit() as seat:
            await go_to(seat)
            seat.sees("shown once, with Other and Third", "start of the day 1:55")

    async def test_what_is_ones_own_is_shown_and_cannot_be_chosen(
        self, make_desk: Callable[..., Desk], sit: Sit
    ) -> None:
        steps = RitualSteps(start=(parts_of(make_desk())[0].name, "pulse"))
        desk = make_desk(settings=Settings(rituals=steps, presets={"Change rehearsal": (60 * 60, 0)}))
        async with sit(desk, size=LARGE) as seat:
            await go_to(seat)
            seat.sees("✓ Name who starts", "yours already", "start of the day 0:50")
            seat.sees("○ Change rehearsal", "off: you have one of this name, which is kept")
            before = seat.text
            await seat.press("space")
            seat.sees("You have that already, and yours is kept: there is nothing to choose.")
            await seat.press("down", "up")
            assert seat.text == before

    async def test_a_playbook_that_adds_nothing_says_so_and_can_be_adopted(
        self, desk: Desk, sit: Sit
    ) -> None:
        imported(desk, raw(playbook()))
        async with sit() as seat:
            answers = await go_to(seat, "help-desk")
            seat.sees("It adds nothing to your day; its plays can be run all the same.")
            await seat.press("space", "enter")
            assert seat.toast.startswith("Adopted: 0 parts.")
        assert answers == [True]

    async def test_one_that_is_gone_says_so_and_changes_nothing(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            answers = await go_to(seat, "no-such")
            seat.sees("There is no playbook 'no-such'.", "esc back")
            seat.sees_not("It adds nothing")
            await seat.press("space", "enter", "escape")
            assert (answers, seat.app.failure) == ([False], None)
        assert kept(desk) is None


class TestAdopting:
    async def test_enter_adopts_what_is_marked_and_undo_takes_it_back(self, desk: Desk, sit: Sit) -> None:
        every = [part.name for part in parts_of(desk)]
        async with sit() as seat:
            answers = await go_to(seat)
            await seat.press("down", "space", "end", "space", "enter")
            assert seat.toast == "Adopted: 11 parts.  (u takes it back)"
            assert (answers, seat.screen) == ([True], "TodayScreen")
            assert names(desk) == [every[0], *every[2:-1]]
            await seat.press("u")
            assert kept(desk) is None

    async def test_escape_leaves_it_as_it_was(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            answers = await go_to(seat)
            await seat.press("space", "escape")
            assert (answers, seat.toast) == ([False], "")
        assert kept(desk) is None

    async def test_a_click_chooses_too(self, desk: Desk, sit: Sit) -> None:
        async with sit() as seat:
            await go_to(seat)
            at = next(y for y, line in enumerate(seat.lines) if "Name who starts" in line)
            await seat.pilot.click(offset=(20, at))
            await seat.settle()
            seat.sees("○ Name who starts")

    async def test_of_an_adopted_one_what_it_has_is_marked_and_enter_saves(
        self, desk: Desk, sit: Sit
    ) -> None:
        every = parts_of(desk)
        adopting.adopt(desk, IT, every[:2])
        async with sit() as seat:
            await go_to(seat)
            seat.sees("what of it is in your day", "✓ Pass the request", "○ Take two access grants")
            await seat.press("space", "down", "down", "space", "enter")
            assert seat.toast.startswith("Saved: 2 parts.")
            assert names(desk) == [every[1].name, every[2].name]
            await seat.press("u")
            assert names(desk) == [every[0].name, every[1].name]

    async def test_saving_what_it_has_already_is_no_change(self, desk: Desk, sit: Sit) -> None:
        adopting.adopt(desk, IT, parts_of(desk))
        before = desk.store.version
        async with sit() as seat:
            answers = await go_to(seat)
            await seat.press("enter")
            assert (answers, seat.toast) == ([False], "Nothing was changed.")
        assert desk.store.version == before

    async def test_what_its_runs_made_is_shown_counts_and_stays(self, desk: Desk, sit: Sit) -> None:
        adoption = adopting.adopt(desk, IT, ())
        made = Part("start", "Read the log")
        desk.store.commit("make a step", [Adoption(**{**vars(adoption), "parts": (made,)})], at=desk.now)
        async with sit(size=LARGE) as seat:
            await go_to(seat)
            seat.sees("MADE BY ITS RUNS", "✓ Read the log", "start of the day 1:35")
            await seat.press("end", "space")
            seat.sees("A run of one of its plays made it; it stays while the playbook is adopted.")
            await seat.press("home", "space", "enter")
        assert names(desk) == [parts_of(desk)[0].name, made.name]

    async def test_one_of_an_older_version_says_which(self, desk: Desk, sit: Sit) -> None:
        adoption = adopting.adopt(desk, IT, ())
        desk.store.commit("older", [Adoption(**{**vars(adoption), "version": "0.9.0"})], at=desk.now)
        async with sit() as seat:
            await go_to(seat)
            seat.sees("what of it is in your day, adopted as 0.9.0")

    @pytest.mark.parametrize(
        ("error", "told"),
        [
            (Refused("It is refused. Nothing was changed."), "It is refused. Nothing was changed."),
            (OSError(28, "No space left on device"), "Nothing was changed: No space left on device."),
        ],
        ids=["refused", "disk"],
    )
    async def test_when_it_does_not_work_it_stays_open_with_what_was_chosen(
        self, desk: Desk, sit: Sit, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
    ) -> None:
        def fails(*_: object) -> None:
            raise error

        monkeypatch.setattr(adopting, "adopt", fails)
        async with sit() as seat:
            answers = await go_to(seat)
            await seat.press("space", "enter")
            seat.sees(told, "○ Name who starts")
            assert (answers, seat.screen) == ([], "Adopt")


class TestTexts:
    async def test_known_names_are_taken_out_on_a_shared_screen(self, desk: Desk, sit: Sit) -> None:
        asks.add(desk, "approve", "Ana Quorva")
        text = raw(playbook(title="Ask Ana")) + b"\n## End of the day\n\n- Tell Ana Quorva what is open\n"
        imported(desk, text)
        async with sit() as seat:
            await seat.press("h")
            await go_to(seat, "help-desk")
            seat.sees("Ask someone 1.0", "✓ Tell someone what is open")
            seat.sees_not("Ana", "Quorva")

    @pytest.mark.parametrize("text", [*LITERAL.values(), ALL_AT_ONCE])
    async def test_every_text_is_shown_literally(self, desk: Desk, sit: Sit, text: str) -> None:
        adoption = adopting.adopt(desk, IT, ())
        made = tuple(Part(kind, text, text, text) for kind in ("start", "preset", "format", "play"))
        desk.store.commit("make", [Adoption(**{**vars(adoption), "parts": made})], at=desk.now)
        async with sit(size=LARGE) as seat:
            await go_to(seat)
            await seat.press("end", "up", "up", "up")
            if text in LITERAL.values():
                seat.sees(f"✓ {text}")
            assert seat.app.failure is None


def imported(desk: Desk, text: bytes) -> None:
    """Take a playbook in from a file."""
    source = playbook_imports.from_bytes(text)
    assert playbook_imports.apply(desk, playbook_imports.plan(desk, [source])).done


def adopt_imported(desk: Desk, one: Playbook, text: bytes) -> None:
    """Take a playbook in from a file, and adopt all of it."""
    imported(desk, text)
    adopting.adopt(desk, one.id, parts_of(desk, one.id))
