"""A playbook's whole way by keys at 80×24: adopted, run, improved, handed on, changed and upgraded."""

from collections.abc import Callable
from pathlib import Path

from remoteos.services import playbooks, rituals, runs
from remoteos.services.desk import Desk
from tests.ui.conftest import Seat, SetEditor, Sit

MANAGER = "manage-your-manager"
MINE = f"my-{MANAGER}"
OURS = "ours"
BEFORE = "Send it again, in another channel than the first time."
BETTER = "Send it again by voice message, in the channel they answer fastest."
FIRST = "Find the question in your own message and write it as one line."
OUR_FIRST = "Find the question in your own message and put it in the subject line."


async def find(seat: Seat, words: str) -> None:
    """Search the library and go to the first play found; one up from it is its playbook."""
    await seat.press("slash")
    await seat.type(words)
    await seat.press("enter")


async def answer(seat: Seat, text: str) -> None:
    """Type an answer into the field that has the focus, and give it."""
    await seat.type(text)
    await seat.press("enter")


def replacing(*pairs: tuple[str, str]) -> str:
    """What the editor does to the text, one line for each pair."""
    return "text = text" + "".join(f".replace({old!r}, {new!r}, 1)" for old, new in pairs)


async def test_one_user_learns_and_hands_on(
    desk: Desk, make_desk: Callable[..., Desk], sit: Sit, set_editor: SetEditor, tmp_path: Path
) -> None:
    file = tmp_path / "first.md"
    async with sit() as seat:
        # Somebody adopts what ships; its first step is in the day.
        await seat.press("5")
        await find(seat, "manage your manager")
        await seat.press("home")
        await seat.press("space")
        seat.sees("Manage your manager 1.0 what it would add to your day")
        await seat.press("enter")
        assert seat.toast.startswith("Adopted: ")
        seat.sees("Manage your manager 1.0 adopted")
        assert any("asks past their date" in step for step in rituals.steps(desk, "end"))

        # They look for what happened to them, and run the play that is about it.
        await find(seat, "no answer from my manager")
        await seat.press("r")
        seat.sees("No answer to an ask for three days", "step 1 of")
        await seat.press("n")
        await answer(seat, "SECRET-NOTE")
        await seat.press("v")
        await answer(seat, "SECRET-EVIDENCE")
        await seat.press("space", "f", "y", "tab")
        await seat.type("15")
        await seat.press("tab", "tab")
        await answer(seat, "SECRET-REASON")
        seat.sees("✓ It worked, in 15 m")
        assert runs.results(desk)[0].totals.worked == 1

        # They improve a copy in their editor; what ships stays as it is.
        await seat.press("escape")
        await find(seat, "manage your manager")
        await seat.press("home")
        shipped = playbooks.get(desk, MANAGER).text
        set_editor(replacing((BEFORE, BETTER), ("version: 1.0.0", "version: 1.1.0")))
        await seat.press("E")
        assert seat.toast.startswith(f"{MINE} is kept as you edited it.")
        assert playbooks.get(desk, MANAGER).text == shipped

        # What leaves has nothing of their own.
        seat.sees("Manage your manager 1.1")
        await seat.press("w")
        seat.sees("None of your data goes along.", f"id: {MINE}")
        await seat.press("w")
        await answer(seat, str(file))
        assert seat.toast == "Written."
    assert BETTER in file.read_text()
    assert "SECRET" not in file.read_text()

    other = make_desk(user="other")
    async with sit(other) as seat:
        # Somebody else looks at it and takes it in.
        await seat.press("5", "I")
        await answer(seat, str(file))
        seat.sees("1 playbook 1 to import", "new, will be added", f"made from {MANAGER}@1.0.0")
        await seat.press("enter")
        assert seat.toast.startswith("“Manage your manager” is imported.")
        assert playbooks.get(other, MINE).text == file.read_text()

        # They derive one of their own from it and change a step.
        await find(seat, "manage your manager")
        await seat.press("home")
        while MINE not in seat.app.screen.query_one("Rows").current:  # type: ignore[attr-defined]
            await seat.press("down")
        await seat.press("d")
        await seat.type("Our manager")
        await seat.press("tab")
        await answer(seat, OURS)
        set_editor(replacing((FIRST, OUR_FIRST)))
        await seat.press("E")
        assert seat.toast.startswith(f"{OURS} is kept as you edited it.")

        # A newer version comes in its place, for it was left alone.
        newer = tmp_path / "newer.md"
        text = file.read_text().replace(BETTER, f"{BETTER[:-1]} now.")
        newer.write_text(text.replace("version: 1.1.0", "version: 1.2.0"))
        await seat.press("I")
        await answer(seat, str(newer))
        seat.sees("1 to import", "changed, will replace", "version 1.2.0 is newer than 1.1.0")
        await seat.press("enter")
        assert "version: 1.2.0" in playbooks.get(other, MINE).text

        # Theirs follows it and keeps its own step; undo takes that back.
        await find(seat, "our manager")
        await seat.press("home")
        await seat.press("U")
        seat.sees("FOLLOWS")
        await seat.press("enter")
        upgraded = playbooks.get(other, OURS).text
        assert OUR_FIRST in upgraded
        assert f"{BETTER[:-1]} now." in upgraded
        await seat.press("u")
        assert f"{BETTER[:-1]} now." not in playbooks.get(other, OURS).text
