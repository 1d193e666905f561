"""The settings from the command line: where they are, what applies, and changing one."""

import click

from remoteos.cli import output
from remoteos.cli.options import group, json_option, pass_session
from remoteos.cli.params import TEXT
from remoteos.cli.session import Session
from remoteos.domain.settings import Value, shown, values


@group(example=["remoteos config show", "remoteos config set focus.daily_target_min 180"])
def config() -> None:
    """Show and change the settings."""


@config.command(example="remoteos config path")
@json_option
@pass_session
def path(session: Session, as_json: bool) -> None:
    """Print where the settings file is, or would be."""
    from remoteos.services.settings import config_path

    place = config_path(session.environ)
    if as_json:
        output.emit({"path": str(place), "exists": place.exists()})
    else:
        output.data(str(place))


@config.command(example="remoteos config show")
@json_option
@pass_session
def show(session: Session, as_json: bool) -> None:
    """Print every setting that applies, and which of them the file gives."""
    from remoteos.services.settings import config_path, load

    loaded = load(config_path(session.environ))
    if as_json:
        settings: dict[str, object] = {
            ".".join(key): {"value": value, "from": "file" if key in loaded.given else "default"}
            for key, value in values(loaded.settings).items()
        }
        output.emit(
            {
                "path": str(loaded.path),
                "exists": loaded.exists,
                "settings": settings,
                "problems": list(loaded.problems),
            }
        )
        return
    width = max(len(".".join(key)) for key in values(loaded.settings))
    for key, value in values(loaded.settings).items():
        line = f"{'.'.join(key):<{width}}  {shown(value)}"
        output.data(line if key in loaded.given else f"{line}  {output.dim('(default)')}")
    for problem in loaded.problems:
        output.warn(problem)


@config.command(
    "set",
    example=(
        "remoteos config set focus.daily_target_min 180",
        "remoteos config set hours.friday 09:00-15:00",
        "remoteos config set focus.presets.long 75/15",
    ),
)
@click.argument("key", type=TEXT)
@click.argument("value", type=TEXT)
@json_option
@pass_session
def set_(session: Session, key: str, value: str, as_json: bool) -> None:
    """Set one value in the settings file; comments and everything else in it stay.

    KEY is a name that `config show` lists; VALUE is written without quotes.
    """
    from remoteos.services.settings import config_path, set_value

    place = config_path(session.environ)
    kept: Value = set_value(place, key, value)
    if as_json:
        output.emit({"path": str(place), "setting": {"key": key, "value": kept}})
    else:
        output.note(f"{key} is {shown(kept)} now.")
