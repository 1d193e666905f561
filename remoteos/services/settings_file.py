"""The settings file as it is first written: every setting said, every section explained."""

from remoteos.domain.rituals import STEPS
from remoteos.domain.settings import Key, Settings, Value, values

_TOP = "The settings of remoteos. What is left out has its default; what is wrong is named and ignored."
_SECTIONS: dict[Key, str] = {
    ("you",): "Who you are, for updates and playbooks. Stays on this machine until you export something.",
    ("day",): "A late night belongs to the day it began: the hour (0 to 12) at which a new day starts.",
    ("hours",): 'Work hours, "off" for a day without.',
    ("offline",): 'Offline hours, by the day they begin on; they may end the next morning. "off" for none.',
    ("focus",): "Minutes of deep work in a sustainable day (0 to 960), and the shape a block usually has.",
    (
        "focus",
        "presets",
    ): 'Shapes of blocks: minutes of focus and of break, "50/10", or of focus alone, "45".',
    ("rituals",): (
        "The steps of each ritual, in your order. Leave one out to turn it off; any other words are a step\n"
        "of your own, to be checked off. What there is:\n"
        + "\n".join(f"{ritual}: {', '.join(steps)}" for ritual, steps in STEPS.items())
    ),
    ("reminders",): "What you are reminded of: true or false.",
    (
        "app",
    ): "Its theme, whether it starts with everything private hidden, and which ways it may notify you.",
    (
        "keys",
    ): 'Your own keys by the ids that "remoteos keys" lists: "block.finish" = "F", or "F, f5" for two.',
}


def explained(settings: Settings) -> str:
    """The whole file, with these values, as TOML with comments."""
    lines = [f"# {_TOP}"]
    given = values(settings)
    for section, comment in _SECTIONS.items():
        lines += ["", f"[{'.'.join(section)}]", *(f"# {line}" for line in comment.split("\n"))]
        inside = {key[-1]: value for key, value in given.items() if key[:-1] == section}
        lines += [f"{_name(name)} = {_toml(value)}" for name, value in inside.items()]
    return "\n".join(lines) + "\n"


def _name(part: str) -> str:
    return part if part.isascii() and part.replace("_", "").isalnum() else _toml(part)


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    # Settings hold cleaned text: quotes and backslashes are all that is left to escape.
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
