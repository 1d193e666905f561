"""``undo``: take the last change back."""

from remoteos.cli import output
from remoteos.cli.options import command, json_option, pass_session
from remoteos.cli.session import Session


@command("undo", example="remoteos undo")
@json_option
@pass_session
def undo(session: Session, as_json: bool) -> None:
    """Take the last change back; again for the one before it, at least a hundred times."""
    from remoteos.services.history import undo as take_back

    label = take_back(session.desk)
    if as_json:
        output.emit({"undone": label})
    elif label is None:
        output.data("Nothing to undo.")
    else:
        output.data(f"Undone: {label}")
