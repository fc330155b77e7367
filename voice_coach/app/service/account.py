"""Whose service it is: the account that the coach runs as, and its folders."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from voice_coach.errors import ServiceError, UsageError

HOMES = ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")
"""The variables that move an account's folders."""

DEVICE_GROUPS = ("audio", "input", "gpio")
"""The groups that own sound cards, keys and a board's pins; not every system has all."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine."""

    name: str
    number: int
    group: int
    home: Path

    @property
    def is_mine(self) -> bool:
        """Whether this process runs as this account."""
        return self.number == os.geteuid()

    @contextmanager
    def at_home(self) -> Iterator[None]:
        """Have the folders of this account meanwhile."""
        if self.is_mine:
            yield
            return
        before = {name: os.environ.pop(name) for name in ("HOME", *HOMES) if name in os.environ}
        os.environ["HOME"] = str(self.home)
        try:
            yield
        finally:
            del os.environ["HOME"]
            os.environ.update(before)

    @contextmanager
    def with_its_rights(self) -> Iterator[None]:
        """As root, be this account meanwhile: what is made belongs to it. Nothing may be imported then."""
        if self.is_mine:
            yield
            return
        group = os.getegid()
        os.setegid(self.group)
        os.seteuid(self.number)
        try:
            yield
        finally:
            os.seteuid(0)
            os.setegid(group)

    def can_run(self, program: str) -> bool:
        """Whether this account may run a program, which may lie in somebody else's home; as root."""
        if self.is_mine:
            return True
        try:
            return not subprocess.run(  # noqa: S603 - our own interpreter
                [program, "-c", "import voice_coach"], user=self.number, group=self.group, extra_groups=(), cwd="/",
                capture_output=True, check=False,
            ).returncode  # fmt: skip
        except OSError:
            return False


def mine() -> Account:
    """The account of this process."""
    import pwd  # noqa: PLC0415 - Windows has none, and no systemd

    return _account(pwd.getpwuid(os.geteuid()))


def named(name: str) -> Account:
    """The account that a service of the system is to run as; "" is the one that sudo was called by.

    Raises UsageError where that is nobody, and ServiceError for one who is not there.
    """
    import pwd  # noqa: PLC0415 - as above

    name = name or os.environ.get("SUDO_USER", "")
    if not name:
        hint = "For example: voice-coach service install --system --as pi"
        raise UsageError("service-account", "a service of the system runs as a user: name one with --as", hint)
    try:
        return _account(pwd.getpwnam(name))
    except KeyError as error:
        raise ServiceError("account-unknown", f"There is no user {name!r}.", "Name one with --as USER.") from error


def device_groups() -> tuple[str, ...]:
    """The groups of `DEVICE_GROUPS` that this system has; systemd starts nothing in a group that is not there."""
    import grp  # noqa: PLC0415 - Windows has none

    there = {group.gr_name for group in grp.getgrall()}
    return tuple(name for name in DEVICE_GROUPS if name in there)


def _account(found: object) -> Account:
    name, number, group, home = (getattr(found, f"pw_{part}") for part in ("name", "uid", "gid", "dir"))
    return Account(name, number, group, Path(home))
