"""A letter as a mail to open, look over and send: plain text and HTML. The program says from whom."""

import re
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from hashlib import sha256

from remoteos.domain.letter import Letter
from remoteos.formats import as_html, as_text

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")

_LONGEST_ADDRESS = 254
_LONGEST_PLAIN = 60
"""Longer texts would be folded at their spaces; encoded they are folded anywhere and come back whole."""

_WIDTH = 76
"""Headers are folded after so many characters; an encoded word may not be longer."""

_LINES = compat32.clone(linesep="\r\n")
"""The policy that encodes headers as given. The newer ones read ``=?…?=`` in a title as an encoded word."""


def render(letter: Letter) -> str:
    """The mail, in ASCII, with CRLF at the end of lines; a program that opens it takes it for a draft.

    Without one single mail address it is to nobody yet.
    """
    text, html = as_text.render(letter), as_html.render(letter)
    mail = MIMEMultipart("alternative", boundary=_boundary(text, html), policy=_LINES)
    mail["Subject"] = _subject(letter.title)  # type: ignore[assignment]  # a Header is kept as it is
    if is_address(letter.address):
        mail["To"] = _recipient(letter.to, letter.address)  # type: ignore[assignment]
    mail["Date"] = format_datetime(letter.at)
    mail["X-Unsent"] = "1"
    mail.attach(_body(text, "plain"))
    mail.attach(_body(html, "html"))
    return mail.as_string(maxheaderlen=_WIDTH)


def is_address(text: str) -> bool:
    """Whether this is one mail address in ASCII, without a name or brackets around it."""
    return len(text) <= _LONGEST_ADDRESS and bool(_ADDRESS.fullmatch(text))


def _boundary(text: str, html: str) -> str:
    """What separates the bodies. In quoted-printable ``=_`` never occurs, so it is in neither of them."""
    return f"=_{sha256((text + html).encode()).hexdigest()[:24]}"


def _subject(title: str) -> Header:
    is_plain = title.isascii() and len(title) <= _LONGEST_PLAIN and "=?" not in title
    return Header(title, "us-ascii" if is_plain else "utf-8", header_name="Subject")


def _recipient(name: str, address: str) -> Header:
    header = Header(header_name="To")
    if name and name != address:
        is_plain = len(name) <= _LONGEST_PLAIN and re.fullmatch("[A-Za-z0-9' -]+", name)
        header.append(name, "us-ascii" if is_plain else "utf-8")
    header.append(f"<{address}>", "us-ascii")
    return header


def _body(text: str, kind: str) -> MIMEText:
    """A body in quoted-printable: it reads nearly like the text, and no line is too long for a mail."""
    charset = Charset("utf-8")
    charset.body_encoding = QP
    return MIMEText(text, kind, charset, policy=_LINES)  # type: ignore[arg-type]  # a Charset is meant to do
