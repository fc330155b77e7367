"""What systemd is to do at the hours of programmes: a timer of an account, and the session that it starts.

Writes files and runs nothing: whose machine it is decides whether something may start to talk there by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from voice_coach.app.service.unit import ASKED, argument, quoted
from voice_coach.errors import AlreadyRunningError, NothingDueError, ServiceError
from voice_coach.programme.hours import PlannedHour
from voice_coach.storage import write_atomically

TODAY = "voice-coach-today"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
OURS = "# Written by `voice-coach schedule`"
NO_FAILURE = (AlreadyRunningError.exit_code, NothingDueError.exit_code, *ASKED)
"""The exit codes of what is no failure: who trains already when the hour comes has missed nothing either."""


def folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where systemd looks for what an account has written itself."""
    settled = environment.get("XDG_CONFIG_HOME")
    return (Path(settled) if settled else Path.home() / ".config") / "systemd" / "user"


def write(hours: Iterable[PlannedHour], command: Iterable[str], beside: Mapping[str, str]) -> tuple[Path, Path]:
    """Write the timer and its service, in the place of those that we wrote before; return where they are.

    ``beside`` are variables that the session has beside those of systemd.

    Raises ServiceError, and then writes neither, when one of them is there and not ours; OSError when the folder or a
    file cannot be written.
    """
    texts = {
        folder() / f"{TODAY}.timer": timer(hours),
        folder() / f"{TODAY}.service": service(command, beside),
    }
    for path in texts:
        if path.exists() and not path.read_text("utf-8", errors="replace").startswith(OURS):
            hint = "Look at it, and take it away or rename it when it is not needed."
            raise ServiceError("unit-not-ours", f"{path} is there already, and was not written by us.", hint)
    folder().mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        write_atomically(path, text.encode())
        path.chmod(0o644)
    first, second = texts
    return first, second


def timer(hours: Iterable[PlannedHour]) -> str:
    """The timer's file: each time of day once, with all the days of the week on which it may come."""
    days: dict[str, set[int]] = {}
    for one in hours:
        days.setdefault(f"{one.at:%H:%M}", set()).update(one.planned.days or range(7))
    return _file(
        f"{OURS}, which writes it anew.",
        "[Unit]",
        "Description=The hours of your exercise programmes",
        "",
        "[Timer]",
        "# Of all blocks that are to come; what is done every so many days has its hour daily. Whether anything is due",
        "# is looked up when the hour comes.",
        *(f"OnCalendar={_days(days[at])}*-*-* {at}:00" for at in sorted(days)),
        "AccuracySec=1s",
        "# Nobody wants a session hours later, when the machine is switched on. After a sleep the timer comes late all",
        "# the same: so the session begins only --on-time.",
        "Persistent=false",
        "",
        "[Install]",
        "WantedBy=timers.target",
    )


def service(command: Iterable[str], environment: Mapping[str, str]) -> str:
    """The file of the session: ``command`` is what is run, with an ``environment`` beside that of systemd."""
    return _file(
        f"{OURS}, which writes it anew.",
        "[Unit]",
        "Description=What your exercise programme has for today",
        "After=pipewire.service pipewire-pulse.service pulseaudio.service",
        "",
        "[Service]",
        "# It runs for as long as the session does, and no limit of systemd's ends it.",
        "Type=exec",
        f"ExecStart={' '.join(map(argument, command))}",
        "WorkingDirectory=~",
        "Environment=PYTHONUNBUFFERED=1",
        *(f"Environment={quoted(f'{key}={value}')}" for key, value in environment.items()),
        "# No failure: a session that runs already, nothing due today, an end that was asked for.",
        f"SuccessExitStatus={' '.join(map(str, NO_FAILURE))}",
        "# SIGTERM to the parent, which passes it on; what is left after that is killed.",
        "KillMode=mixed",
        "TimeoutStopSec=15",
    )


def _days(days: set[int]) -> str:
    return "" if len(days) == len(DAYS) else f"{','.join(DAYS[day] for day in sorted(days))} "


def _file(*lines: str) -> str:
    return "\n".join(lines) + "\n"
