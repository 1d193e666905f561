from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, message_from_string, policy
from email.header import decode_header, make_header
from email.headerregistry import AddressHeader, DateHeader
from email.message import EmailMessage
from typing import cast

import pytest
from hypothesis import example, given, settings

from remoteos.domain.letter import Letter
from remoteos.formats.rendering import render
from tests.formats.support import HOSTILE, LETTERS, WEEK, saying


def opened(letter: Letter) -> EmailMessage:
    """The mail as a program reads it that knows the standards."""
    mail = message_from_bytes(render(letter, "email").encode("ascii"), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def recipients(mail: EmailMessage) -> list[tuple[str, str]]:
    header = cast(AddressHeader | None, mail["To"])
    return [(one.display_name, one.addr_spec) for one in header.addresses] if header else []


def bodies(mail: EmailMessage) -> dict[str, str]:
    return {
        part.get_content_type(): part.get_content().replace("\r\n", "\n") for part in mail.iter_attachments()
    } | {part.get_content_type(): part.get_content().replace("\r\n", "\n") for part in mail.iter_parts()}


@settings(max_examples=40)
@given(LETTERS)
@example(saying(*HOSTILE))
@example(saying(title="x" * 4_000))
@example(saying(title="Größe  " * 30 + "!"))
@example(saying(title="=?utf-8?q?hidden?="))
def test_a_mail_says_what_the_text_and_the_page_say(letter: Letter) -> None:
    mail = opened(letter)
    assert bodies(mail) == {"text/plain": render(letter, "text"), "text/html": render(letter, "html")}
    assert mail["Subject"] == letter.title
    assert [address for _, address in recipients(mail)] == ["dana@example.com"]
    assert not [defect for part in mail.walk() for defect in part.defects]
    assert set(mail.keys()) == {"Content-Type", "MIME-Version", "Subject", "To", "Date", "X-Unsent"}


@settings(max_examples=40)
@given(LETTERS)
@example(saying("x" * 4_000, title="x" * 4_000))
def test_a_mail_survives_any_way_of_writing_it(letter: Letter) -> None:
    text = render(letter, "email")
    assert text.isascii()
    assert text.count("\n") == text.count("\r\n") == text.count("\r")
    assert max(map(len, text.split("\r\n"))) <= 78
    assert text == render(letter, "email")
    short = message_from_bytes(text.replace("\r\n", "\n").encode(), policy=policy.default)
    assert bodies(cast(EmailMessage, short)) == bodies(opened(letter))


def test_a_mail_is_a_draft_from_nobody_yet() -> None:
    mail = opened(WEEK)
    assert mail["X-Unsent"] == "1"
    assert mail["From"] is None
    assert cast(DateHeader, mail["Date"]).datetime == datetime.fromisoformat("2026-11-27T16:00:00+01:00")
    assert recipients(mail) == [("Dana Okafor", "dana@example.com")]
    assert "\r\nSubject: Week of 23 Nov 2026\r\nTo: Dana Okafor <dana@example.com>\r\n" in render(
        WEEK, "email"
    )


@pytest.mark.parametrize(
    "name",
    ["Dana (CTO)", "Okafor, Dana", "Zoë", "”", "=?utf-8?q?x?=", "a@b.c", '"D" <x@y.z>', "שלום"],
)
def test_a_name_is_never_read_as_an_address(name: str) -> None:
    assert recipients(opened(replace(WEEK, to=name))) == [(name, "dana@example.com")]


def test_a_name_longer_than_a_line_is_folded_and_comes_back_whole() -> None:
    mail = message_from_string(render(replace(WEEK, to="Ñ" * 300), "email"))
    assert str(make_header(decode_header(mail["To"]))) == f"{'Ñ' * 300} <dana@example.com>"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "dana",
        "dana@",
        "@example.com",
        "dana@example.com, x@example.com",
        "Dana <dana@example.com>",
        "d@a@b",
        "dana@exa mple.com",
        "dana@-x.com",
        "a..b@x.com",
        "dänä@example.com",
        "d@x.com\r\nBcc: y@z.com",
        "d" * 250 + "@x.com",
    ],
)
def test_without_one_single_address_a_mail_is_to_nobody_yet(address: str) -> None:
    mail = opened(replace(WEEK, address=address))
    assert mail["To"] is None
    assert mail["Bcc"] is None


def test_no_text_adds_a_header() -> None:
    mail = opened(replace(WEEK, title="x\r\nBcc: y@z.com\n\nbody", to="D\nCc: y@z.com"))
    assert mail["Subject"] == "x Bcc: y@z.com  body"
    assert recipients(mail) == [("D Cc: y@z.com", "dana@example.com")]
    assert mail["Bcc"] is mail["Cc"] is None
