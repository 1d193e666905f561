"""The first answers, and the settings they become."""

from pathlib import Path

import pytest

from remoteos.domain.errors import Refused
from remoteos.domain.settings import WEEKDAYS, Settings
from remoteos.services.settings import load
from remoteos.services.setup import Answers, wanted, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_what_is_not_answered_is_not_changed() -> None:
    assert wanted(Answers()) == {}
    assert wanted(Answers(role="IT lead", manager="")) == {("you", "role"): "IT lead", ("you", "manager"): ""}


def test_work_hours_are_for_five_days_and_offline_hours_for_seven() -> None:
    assert wanted(Answers(hours="08:00-16:00", offline="off")) == {
        **{("hours", day): "08:00-16:00" for day in WEEKDAYS[:5]},
        **{("offline", day): "off" for day in WEEKDAYS},
    }


def test_a_new_file_says_everything(path: Path) -> None:
    assert write(path, wanted(Answers(name="Ada", offline="off"))) is True
    settings = load(path).settings
    assert (settings.you.name, settings.offline, settings.hours) == ("Ada", (None,) * 7, Settings().hours)
    assert "# Work hours" in path.read_text()


def test_in_a_file_that_is_there_everything_else_stays(path: Path) -> None:
    path.write_text("# mine\n[you]\nname = 'Eve' # me\n")
    assert write(path, wanted(Answers(name="Ada"))) is False
    assert path.read_text() == '# mine\n[you]\nname = "Ada" # me\n'


@pytest.mark.parametrize("before", ["", "# mine\n"])
def test_what_cannot_be_is_refused_and_nothing_written(path: Path, before: str) -> None:
    if before:
        path.write_text(before)
    for answers in (Answers(name="x" * 201), Answers(hours="9-5")):
        with pytest.raises(Refused, match=r"must be .* Nothing was changed\.$"):
            write(path, wanted(answers))
    assert path.exists() == bool(before)
    assert not before or path.read_text() == before
