"""What a rule says when it cannot do what was asked.

Every message is one line for the user: what happened, what was kept, what to do.
The command line turns these into exit codes, the app into a notice.
"""


class RemoteosError(Exception):
    """Base of every error with a message meant for the user."""


class Refused(RemoteosError):
    """A rule of the domain said no; nothing was changed."""


class BadInput(RemoteosError):
    """Data that came in cannot be used: too long, not text, not a known form."""


class NotFound(Refused):
    """No record has this id, or this beginning or end of an id."""


class Ambiguous(Refused):
    """More than one record has this beginning or end of an id; the message lists them."""
