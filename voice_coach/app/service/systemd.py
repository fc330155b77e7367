"""What is asked of systemd, through the programs that it comes with."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from voice_coach.errors import ServiceError

NAME = "voice-coach"

LONGEST_S = 200.0
"""A start lasts until the coach says that it is ready, for which its unit gives it 180 seconds."""

UNCONFINED = ("217", "218", "226")
"""The exit codes of USER, CAPABILITIES and NAMESPACE in systemd.exec(5): what was forbidden could not be."""

ASKED_FOR = ("LoadState", "UnitFileState", "ActiveState", "SubState", "ActiveEnterTimestamp", "NRestarts", "Result",
             "ExecMainStatus")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program has said: its exit code, what it printed, and what it complained of."""

    code: int
    out: str
    complaint: str


@dataclass(frozen=True, slots=True)
class Systemd:
    """The systemd of the machine, or with ``own`` that of this account."""

    own: bool
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def require(self) -> None:
        """Raise ServiceError where no systemd answers."""
        if shutil.which("systemctl", path=self.environment.get("PATH")) is None:
            raise ServiceError(
                "no-systemd",
                "This machine has no systemd.",
                "Have whatever starts programs there start: voice-coach standby. --print shows what a unit would say.",
            )
        answer = self._run("systemctl", *self._whose, "show", "--property=Version")
        if answer.code:
            raise ServiceError(
                "systemd-silent",
                f"systemd does not answer: {answer.complaint or 'it says nothing'}",
                "Log in as the user whose service it is to be (su and sudo do not), or say --system, as root."
                if self.own
                else "In a container, or while a system is being made, it does not run; try again once it does.",
            )

    def do(self, *command: str) -> None:
        """Have systemctl do it; raises ServiceError when it refuses."""
        answer = self._run("systemctl", *self._whose, *command)
        if answer.code:
            raise ServiceError(
                "systemd-refused",
                f"systemctl {' '.join(command)} failed: {answer.complaint or f'exit code {answer.code}'}",
                f"See what it says: {self.log_command}",
            )

    def state(self) -> dict[str, str]:
        """What is known of the service, by the names of `systemctl show`; nothing where nobody answers."""
        answer = self._run("systemctl", *self._whose, "show", NAME, f"--property={','.join(ASKED_FOR)}")
        return dict(line.split("=", 1) for line in answer.out.splitlines() if "=" in line)

    def last_lines(self, count: int) -> list[str]:
        """The end of the service's log; empty where it cannot be read."""
        command = ("journalctl", *self._whose_log, NAME, "--no-pager", "--quiet", f"--lines={count}")
        return self._run(*command).out.splitlines()

    def linger(self) -> str:
        """Have this account's services start with the machine; return what is in the way of that, "" for nothing."""
        answer = self._run("loginctl", "enable-linger")
        return (answer.complaint or f"exit code {answer.code}") if answer.code else ""

    def cannot_confine(self) -> bool:
        """Whether the last start failed since the system gives an account no namespaces or rights of its own."""
        return self.own and self.state().get("ExecMainStatus") in UNCONFINED

    @property
    def log_command(self) -> str:
        """What shows the log as it comes."""
        return " ".join(("journalctl", "-f", *self._whose_log, NAME))

    @property
    def _whose(self) -> tuple[str, ...]:
        return ("--user",) if self.own else ()

    @property
    def _whose_log(self) -> tuple[str, ...]:
        # `--user -u` finds nothing where the log is kept in memory, as on Raspberry Pi OS: there it is not split.
        return ("--user-unit",) if self.own else ("--unit",)

    def _run(self, program: str, *arguments: str) -> Answer:
        environment = {**self.environment, "LC_ALL": "C.UTF-8"}
        if self.own and hasattr(os, "getuid"):  # a shell of su or cron has none
            folder = Path(f"/run/user/{os.getuid()}")
            if folder.is_dir():
                environment.setdefault("XDG_RUNTIME_DIR", str(folder))
        found = shutil.which(program, path=environment.get("PATH"))
        if found is None:
            return Answer(127, "", f"there is no {program}")
        try:
            ran = subprocess.run(  # noqa: S603 - a program of the system, with arguments of ours
                [found, *arguments], env=environment, capture_output=True, text=True, errors="replace",
                stdin=subprocess.DEVNULL, timeout=LONGEST_S, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Answer(124, "", f"{program} has not ended within {LONGEST_S:.0f} s")
        except OSError as error:
            return Answer(126, "", error.strerror or str(error))
        return Answer(ran.returncode, ran.stdout, ran.stderr.strip())
