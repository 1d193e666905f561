"""Write docs/commands.md from the commands themselves: ``python -m scripts.commands``.

A test compares the page with what this would write, so that no command is without its example.
"""

from collections.abc import Iterator
from pathlib import Path

import click

from remoteos.cli.main import root
from remoteos.cli.options import Command

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"

INTRO = """# Commands

`remoteos [--user NAME] COMMAND`. Data goes to standard output, everything else to standard error. `--json`
gives one object with `"schema": 1`, instants in ISO 8601 with their offset and durations in seconds. An ID is
any unique beginning or end of 4 characters or more. `-` reads standard input. Prompts appear on a terminal
only; `--no-input` and `--yes` never prompt.

| exit | meaning |
| --- | --- |
| 0 | done |
| 1 | refused by a rule, said in one line |
| 2 | wrong usage |
| 65 | data that cannot be used |
| 70 | a defect of remoteos; the data is whole |
| 73 | the output cannot be created |
| 74 | reading or writing failed |
| 75 | busy: another process held the lock for 5 seconds |
| 130 | interrupted |

| variable | what it sets |
| --- | --- |
| `REMOTEOS_DATA` | the folder of the data |
| `REMOTEOS_CONFIG` | the settings file |
| `REMOTEOS_USER` | whose data, unless `--user` says so |
| `REMOTEOS_NOW` | the time, as ISO 8601 with offset: for tests, demos and scripts |

`NO_COLOR`, `PAGER`, `VISUAL`, `EDITOR` and `TZ` are honoured.
"""


def commands(
    group: click.Group, path: tuple[str, ...] = ("remoteos",)
) -> Iterator[tuple[str, click.Command]]:
    """Every command below a group with the words that call it."""
    ctx = click.Context(group, info_name=path[-1], **group.context_settings)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None, f"{name} is listed and not there"
        if isinstance(command, click.Group):
            arguments = tuple(
                each.make_metavar(ctx) for each in command.params if isinstance(each, click.Argument)
            )
            yield from commands(command, (*path, name, *arguments))
        else:
            yield " ".join((*path, name)), command


def section(words: str, command: click.Command) -> str:
    """A command's part of the page: what it does, its options, its examples."""
    ctx = click.Context(command, info_name=words)
    usage = " ".join([words, *command.collect_usage_pieces(ctx)])
    lines = [f"## {words}", "", _prose(command.help or ""), "", f"`{usage}`", ""]
    options = [record for each in command.params if (record := each.get_help_record(ctx))]
    lines += [f"- `{names}`: {text}" for names, text in options if text]
    lines += ["", "```sh", *(command.examples if isinstance(command, Command) else ()), "```"]
    return "\n".join(lines)


def _prose(text: str) -> str:
    """A help text without the marks that only click reads."""
    return "\n".join(line.strip() for line in text.replace("\b", "").strip().splitlines())


def page() -> str:
    """The whole page."""
    return "\n\n".join([INTRO.rstrip(), *(section(*each) for each in commands(root))]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
