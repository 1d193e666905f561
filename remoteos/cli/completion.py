"""Completion: the script that teaches a shell the commands, options and words."""

import click

from remoteos.cli import output
from remoteos.cli.options import command


@command(
    example=(
        'eval "$(remoteos completion bash)"',
        "remoteos completion fish > ~/.config/fish/completions/remoteos.fish",
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    Load it in the shell's startup file, or save it where the shell looks for completions.
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None, "click knows the three shells"
    script = kind(ctx.find_root().command, {}, "remoteos", "_REMOTEOS_COMPLETE")
    # Not script.source(): for bash that starts a bash to look at its version.
    output.data(script.source_template % script.source_vars())
