"""How the words of a play go out of the app: seen whole, then to the clipboard or to a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from remoteos.domain.playbooks import Words
from remoteos.domain.words import plural
from remoteos.screens import leaving
from remoteos.screens.page import Page

if TYPE_CHECKING:
    from remoteos.screens.dialogs.words_to_paste import Taken

_LONGEST_NAME = 40


def choose(page: Page, words: Sequence[Words]) -> None:
    """Choose words where there are several, and show them whole."""
    if len(words) == 1:
        _show(page, words[0])
        return
    from remoteos.screens.dialogs.pick import Candidate, Pick

    found = [
        Candidate(f"{at}", one.title or _first_line(one), plural(len(one.text.splitlines()), "line"))
        for at, one in enumerate(words)
    ]
    asks = Pick(page.session, "Which words?", found)
    page.app.push_screen(asks, lambda chosen: _show(page, words[int(chosen)]) if chosen else None)


def _show(page: Page, words: Words) -> None:
    from remoteos.screens.dialogs.words_to_paste import WordsToPaste

    def taken(how: Taken | None) -> None:
        if how == "copy":
            leaving.copy(page, words.text, f"{page.session.key_of('run.copy')} and then w")
        elif how == "write":
            leaving.ask_for_file(page, "Write the words to a file", _file_for(words), f"{words.text}\n")

    page.app.push_screen(WordsToPaste(page.session, words), taken)


def _first_line(words: Words) -> str:
    return words.text.lstrip().partition("\n")[0]


def _file_for(words: Words) -> str:
    """A file in the home folder that is called as the words are."""
    kept = "".join(char if char.isalnum() else "-" for char in words.title.lower())
    return f"~/{kept[:_LONGEST_NAME].strip('-') or 'words'}.txt"
