"""The shell: where one is, what can be done, and how a change is told."""

from tests.ui.conftest import Sit


async def test_it_opens_on_today(sit: Sit) -> None:
    async with sit() as seat:
        assert seat.screen == "TodayScreen"
        seat.sees("1 Today", "2 Focus", "3 Outcomes", "Mon 23 Nov")


async def test_number_keys_go_to_the_pages(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("3")
        assert seat.screen == "OutcomesScreen"
        await seat.press("2")
        assert seat.screen == "FocusScreen"
        await seat.press("1")
        assert seat.screen == "TodayScreen"
