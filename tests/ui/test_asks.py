"""The ask ledger: what waits on others, and one key for each thing that may become of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from remoteos.domain.asks import Ask, AskEvent
from remoteos.services import asks, outcomes
from remoteos.services.desk import Desk
from tests.services.support import set_clock
from tests.ui.conftest import LARGE, Sit


def the_ask(desk: Desk) -> Ask:
    (found,) = desk.store.all(Ask)
    return found


@pytest.fixture
def approval(desk: Desk) -> Ask:
    """An ask of the week before, late since Friday."""
    set_clock(desk, "2026-11-16 09:00")
    ask = asks.add(
        desk,
        "approval of the vendor",
        "Marta",
        outcomes.add(desk, "RFC accepted").id,
        kind="decision",
        needed_by=date(2026, 11, 20),
        cost="the launch slips a week",
    )
    set_clock(desk, "2026-11-23 09:00")
    return ask


class TestTheLedger:
    async def test_it_opens_from_every_page_and_from_the_palette_anywhere(
        self, sit: Sit, approval: Ask
    ) -> None:
        async with sit() as seat:
            for key, page in (("1", "TodayScreen"), ("3", "OutcomesScreen")):
                await seat.press(key, "A")
                assert seat.screen == "AsksScreen"
                await seat.press("escape")
                assert seat.screen == page
            await seat.press("D", "ctrl+p")
            await seat.type("go to the asks")
            await seat.press("enter")
            assert seat.screen == "AsksScreen"

    async def test_an_empty_one_says_what_to_do(self, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("A")
            seat.sees("0 asks wait", "Nothing waits on others.", "n asks someone", "n new", "? help")
            seat.sees_not("a answer", "m remind", "w withdraw")
            await seat.press("a", "m", "w", "r", "enter", "v", "down")
            assert seat.screen == "AsksScreen"

    async def test_the_late_one_comes_first_with_all_there_is_to_know_of_it(
        self, sit: Sit, desk: Desk, approval: Ask
    ) -> None:
        asks.add(desk, "access to staging", "IT", kind="unblock", needed_by=date(2026, 11, 27))
        async with sit() as seat:
            await seat.press("A")
            seat.sees("2 asks wait 1 late", "! approval of the vendor 3 d late", "Marta · asked 7 days ago")
            seat.sees("· access to staging by Fri", "IT · asked today")
            seat.sees("from Marta · for a decision · your manager may see it")
            seat.sees("needed by Fri 20 Nov, 3 days late", "if late the launch slips a week")
            seat.sees("for RFC accepted", "Mon 16 Nov asked")
            await seat.press("down")
            seat.sees("needed by Fri 27 Nov", "if late what does it cost? enter says it")

    async def test_of_a_long_history_the_last_steps_are_shown(
        self, sit: Sit, desk: Desk, approval: Ask
    ) -> None:
        nudged = tuple(
            AskEvent(kind="nudged", at=approval.raised_at + timedelta(hours=hour), note=f"chat {hour}")
            for hour in range(1, 12)
        )
        desk.store.commit("x", [replace(approval, events=(*approval.events, *nudged))], at=desk.now)
        async with sit(size=LARGE) as seat:
            await seat.press("A")
            seat.sees("reminded 11×", "4 steps before: remoteos ask show", "reminded: chat 11")
            seat.sees_not("chat 3")


class TestRaising:
    async def test_n_asks_someone_and_enter_changes_only_what_was_changed(self, sit: Sit, desk: Desk) -> None:
        async with sit() as seat:
            await seat.press("A", "n")
            await seat.type("two approvals")
            await seat.press("tab")
            await seat.type("Ana Ruiz")
            await seat.press("tab", "d", "tab")
            await seat.type("soon")
            await seat.press("enter")
            seat.sees("'soon' is not a date", "Ask someone")
            await seat.type("2026-11-20")  # one may write down what is late already
            await seat.press("enter")
            assert seat.toast.startswith("Asked of Ana Ruiz; your manager may see it.")
            seat.sees("! two approvals 3 d late")
            before = the_ask(desk)
            assert (before.asked_of, before.kind, before.needed_by) == (
                "Ana Ruiz",
                "decision",
                date(2026, 11, 20),
            )
            await seat.press("enter")
            seat.sees("Change the ask")
            await seat.press("tab", "tab", "tab")
            await seat.type("")
            await seat.press("tab")
            await seat.type("a week")
            await seat.press("enter")
        changed = replace(before, needed_by=None, cost="a week", updated_at=the_ask(desk).updated_at)
        assert the_ask(desk) == changed

    @pytest.mark.parametrize(
        ("text", "who", "said"), [("", "Ana", "A text is needed"), ("help", "", "A name is needed")]
    )
    async def test_without_text_or_name_the_form_stays_open(
        self, text: str, who: str, said: str, sit: Sit, desk: Desk
    ) -> None:
        async with sit() as seat:
            await seat.press("A", "n")
            await seat.type(text)
            await seat.press("tab")
            await seat.type(who)
            await seat.press("enter")
            seat.sees(said, "enter save")
        assert desk.store.all(Ask) == ()


class TestWhatBecomesOfIt:
    async def test_m_drafts_the_line_and_writes_the_reminder_down(
        self, sit: Sit, desk: Desk, approval: Ask
    ) -> None:
        async with sit() as seat:
            await seat.press("A", "m")
            assert "the line is yours to send" in seat.toast
            text = " ".join(seat.text.split())
            assert "to send Hi Marta, a reminder of what I asked on Mon 16 Nov:" in text
            assert "I needed the decision by Fri 20 Nov." in text
            assert "What would make it easy for you?" in text
            seat.sees("reminded 1×", "from Marta")
            await seat.press("u")
            seat.sees_not("Hi Marta", "reminded")
            await seat.press("m")
            await seat.at("2026-11-24 09:00")
            seat.sees_not("Hi Marta")
            seat.sees("Mon 23 Nov reminded", "4 d late")
        assert the_ask(desk).nudges == 1

    async def test_a_answers_v_shows_it_and_a_says_it_better(
        self, sit: Sit, desk: Desk, approval: Ask
    ) -> None:
        async with sit() as seat:
            await seat.press("A", "a")
            seat.sees("“approval of the vendor”, asked of Marta.")
            await seat.type("yes, from Monday on")
            await seat.press("enter")
            seat.sees("Nothing waits on others.")
            await seat.press("v")
            seat.sees(
                "0 asks wait", "ANSWERED OR WITHDRAWN", "✓ approval of the vendor Marta, answered today"
            )
            seat.sees("Mon 23 Nov answered: yes, from Monday on", "led to not said yet; a says it")
            await seat.press("a", "tab")
            await seat.type("the launch keeps its date")
            await seat.press("enter")
            seat.sees("led to the launch keeps its date")
            await seat.press("v")
            seat.sees("Nothing waits on others.")
        assert (the_ask(desk).answer, the_ask(desk).enabled) == (
            "yes, from Monday on",
            "the launch keeps its date",
        )

    async def test_w_withdraws_with_a_reason_and_r_asks_again(
        self, sit: Sit, desk: Desk, approval: Ask
    ) -> None:
        async with sit() as seat:
            await seat.press("A", "v", "r", "w")  # what waits is not asked again
            seat.sees("Withdraw the ask?", "“approval of the vendor”")
            await seat.type("found another way")
            await seat.press("enter")
            seat.sees("× approval of the vendor Marta, withdrawn today", "withdrawn: found another way")
            seat.sees_not("a answer", "m remind")
            await seat.press("m", "a", "w")
            assert the_ask(desk).state == "withdrawn"
            await seat.press("r")
            seat.sees("1 ask waits", "! approval of the vendor 3 d late")
            await seat.press("x", "escape")
        assert the_ask(desk).is_waiting

    async def test_what_another_program_answered_meanwhile_is_said(
        self, sit: Sit, desk: Desk, approval: Ask
    ) -> None:
        async with sit() as seat:
            await seat.press("A")
            asks.answer(desk, approval.id, "yes")
            await seat.press("m")
            assert "there is nothing to remind of" in seat.toast

    async def test_twenty_of_the_settled_ones_are_listed(self, sit: Sit, desk: Desk) -> None:
        raised = (AskEvent(kind="raised", at=desk.now), AskEvent(kind="answered", at=desk.now))
        made = [
            Ask(**desk.birth(), text=f"ask {number}", asked_of="Ana", events=raised) for number in range(25)
        ]
        desk.store.commit("many", made, at=desk.now)
        async with sit(size=LARGE) as seat:
            await seat.press("A", "v")
            seat.sees("5 more: remoteos ask list --all")


async def test_on_a_shared_screen_names_are_hidden_and_what_shows_them_is_not_opened(
    sit: Sit, desk: Desk, approval: Ask
) -> None:
    async with sit() as seat:
        await seat.press("A", "m", "h")
        seat.sees("someone · asked 7 days ago", "to send Hi someone")
        seat.sees_not("Marta")
        await seat.press("enter")
        assert seat.screen == "AsksScreen"
        assert "Hidden while the screen is shared" in seat.toast
        await seat.press("a")
        seat.sees("asked of someone.")
        await seat.type("yes")
        await seat.press("enter", "v", "a")
        assert seat.screen == "AsksScreen"
        seat.sees_not("Marta", "yes")
    assert the_ask(desk).answer == "yes"
