"""What one invocation of the command line works with, each part made when it is first asked for."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import click

from remoteos.cli import output
from remoteos.domain.errors import BadInput, Refused
from remoteos.domain.text import printable

if TYPE_CHECKING:
    from remoteos.domain.settings import Settings
    from remoteos.services.clock import Clock
    from remoteos.services.desk import Desk
    from remoteos.services.opening import Store

T = TypeVar("T")


class Session:
    """One invocation: who, when, with which settings, and whether it may ask."""

    def __init__(self, environ: Mapping[str, str], user: str | None = None) -> None:
        self.environ = environ
        """The environment variables."""
        self.no_input = False
        """Whether ``--no-input`` or ``--yes`` was given: nothing is asked."""
        self.yes = False
        """Whether ``--yes`` was given: every question counts as answered with yes."""
        self._user = user

    @property
    def user(self) -> str:
        """The user's name: ``--user``, else ``REMOTEOS_USER``, else ``me``."""
        return self._user or self.environ.get("REMOTEOS_USER") or "me"

    @cached_property
    def clock(self) -> Clock:
        """The clock; raises BadEnvironment when ``TZ`` or ``REMOTEOS_NOW`` cannot be used."""
        from remoteos.services.clock import Clock

        return Clock.from_environment(self.environ)

    @cached_property
    def settings(self) -> Settings:
        """The settings; what is wrong with their file is said once, on stderr."""
        from remoteos.services.settings import config_path, load

        loaded = load(config_path(self.environ))
        for problem in loaded.problems:
            output.warn(problem)
        return loaded.settings

    @cached_property
    def store(self) -> Store:
        """The user's store; raises BadInput for a name no user can have, Damaged for a file past reading."""
        from remoteos.services.opening import open_store

        return open_store(self.environ, self.user, self.clock.now())

    def tell_of_store(self) -> None:
        """Say on stderr what the store had to say beside the command's own answer, a line each."""
        store = self.__dict__.get("store")  # only if this invocation opened it
        if store is None:
            return
        for warning in store.warnings:
            output.warn(warning)
        if store.read_only:
            output.warn(store.read_only)
        if left_out := store.view().left_out():
            some = (
                "1 record cannot be read and is"
                if left_out == 1
                else f"{left_out} records cannot be read and are"
            )
            output.warn(f"{some} left out; `remoteos data check` says where.")

    @cached_property
    def desk(self) -> Desk:
        """The store, the clock and the settings together, as services take them."""
        from remoteos.services.desk import Desk

        return Desk(store=self.store, clock=self.clock, settings=self.settings)

    @property
    def today(self) -> date:
        """The date of the workday that now belongs to."""
        return self.desk.today

    @property
    def interactive(self) -> bool:
        """Whether a person is there to answer: stdin and stderr are terminals, and asking is allowed."""
        streams = (sys.stdin, sys.stderr)
        return not self.no_input and all(stream is not None and stream.isatty() for stream in streams)

    def ask(self, question: str, kind: click.ParamType[T]) -> T | None:
        """Ask for a value that was not given; None when nobody is there to ask or Enter is pressed.

        ``question`` is a few words without a colon; an answer that ``kind`` refuses is asked again.
        """
        if not self.interactive:
            return None

        def answer(text: str) -> T | None:
            try:
                return kind.convert(text, None, None) if text.strip() else None
            except BadInput as error:
                raise click.UsageError(str(error)) from None

        return click.prompt(printable(question), default="", show_default=False, value_proc=answer, err=True)

    def choose(self, question: str, keys: str) -> str:
        """Ask for one of some keys, a character each; empty when Enter is pressed."""

        def answer(text: str) -> str:
            key = text.strip().lower()
            if key and (len(key) > 1 or key not in keys):
                raise click.UsageError(f"{', '.join(keys)}, or Enter.")
            return key

        chosen: str = click.prompt(
            printable(question), default="", show_default=False, value_proc=answer, err=True
        )
        return chosen

    def confirm(self, question: str) -> bool:
        """Return whether the person agrees; ``--yes`` agrees to everything.

        Raises Refused when nobody is there to ask and ``--yes`` was not given.
        """
        if self.yes:
            return True
        if not self.interactive:
            raise Refused(f"{question} Nothing was done; --yes answers yes.")
        return click.confirm(printable(question), default=False, err=True)
