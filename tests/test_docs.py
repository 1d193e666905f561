"""What the documents say is so."""

import re
from pathlib import Path

import pytest

from scripts import commands

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_command_is_documented_as_it_is() -> None:
    """If this fails, run `python -m scripts.commands`."""
    assert commands.PAGE.read_text(encoding="utf-8") == commands.page()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_the_documents_exist(page: Path) -> None:
    known = {words.split(" ID")[0].removeprefix("remoteos ") for words, _ in commands.commands(commands.root)}
    groups = {words.split()[0] for words in known}
    said = re.findall(r"(?:^\$ |`)remoteos ((?:[a-z]+ ?)+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    for words in said:
        first, _, rest = words.strip().partition(" ")
        assert first in groups, f"{page.name}: remoteos {words}"
        if rest and first not in known and first != "loop":
            called = f"{first} {rest.split()[0]}"
            named = any(one == called or one.startswith(f"{called} ") for one in known)
            assert named, f"{page.name}: remoteos {words}"


def test_the_readme_has_one_sentence_and_then_its_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    assert all(block.count("\n") == 1 for block in blocks[:2]), "one line each"
    assert all("python3 -m venv" in block and "pip install" in block for block in blocks[:2])
