"""The checks of what lies on this machine: its disk, its settings, a session and a service."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from voice_coach.app.doctor.diagnosis import Diagnosis, MachineVisit, failed, good, skipped, warning
from voice_coach.app.doctor.machine import answer_of
from voice_coach.settings.reading import settings_path
from voice_coach.storage import data_folder

LITTLE_MB, LEAST_MB = 500.0, 20.0
"""A model takes 70 MB, a recorded hour 50, a journal less than one."""

SLOWEST_S = 0.1
"""What is decided is on the disk before it sounds, so a slow disk makes the coach slow."""

TRIES = 5


def disk(_visit: MachineVisit) -> Diagnosis:
    """Write into the data folder."""
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        slowest_s = max(_synced(folder) for _ in range(TRIES))
        free_mb = shutil.disk_usage(folder).free / 1e6
    except OSError as error:
        found = f"{folder} cannot be written: {error.strerror or error}."
        return failed(found, "Make room, or make the folder yours; until then no session is kept.")
    return room(folder, free_mb, slowest_s)


def _synced(folder: Path) -> float:
    """How long a line takes to be on the disk, in seconds."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"x" * 300)
        file.flush()
        began = time.perf_counter()
        os.fsync(file.fileno())
        return time.perf_counter() - began


def room(folder: Path, free_mb: float, slowest_s: float) -> Diagnosis:
    """Whether there is enough of it, and quickly."""
    about = f"{folder}: {free_mb / 1000:.1f} GB free, {1000 * slowest_s:.0f} ms to write a line"
    if free_mb < LEAST_MB:
        return failed(f"{about}.", "Make room; there is none for the journal of a session.")
    if free_mb < LITTLE_MB:
        return warning(f"{about}.", "Make room for models and recordings.")
    if slowest_s > SLOWEST_S:
        return warning(f"{about}, which is slow.", "Use a faster card or disk; the coach waits for it.")
    return good(f"{about}.")


def settings(visit: MachineVisit) -> Diagnosis:
    """Tell of the settings file; what is wrong in it was found when the command began."""
    if visit.broken_settings:
        advice = "Mend it, then look at voice-coach settings show; until then the defaults were checked."
        return failed(visit.broken_settings, advice)
    path = settings_path()
    return good(f"{path} is good." if path.exists() else "There is no settings file; everything is at its default.")


def session(visit: MachineVisit) -> Diagnosis:
    """Tell of a session that runs."""
    if visit.running_since:
        found = f"A session has been running since {visit.running_since:%H:%M}."
        return warning(found, "End it to have microphone and loudspeaker checked.")
    return good("No session is running.")


def service(_visit: MachineVisit) -> Diagnosis:
    """Ask systemd."""
    if shutil.which("systemctl") is None:
        return skipped("There is no systemd.")
    own = answer_of("systemctl", "--user", "is-enabled", "voice-coach")
    return installed(own.strip(), answer_of("systemctl", "is-enabled", "voice-coach").strip())


def installed(own: str, systems: str) -> Diagnosis:
    """What systemd's words for the service of an account and of the system mean."""
    for state, whose in ((own, "your account"), (systems, "the system")):
        if state == "enabled":
            return good(f"A service of {whose} starts with the machine.")
        if state == "disabled":
            return warning(f"A service of {whose} is there and does not start by itself.", "Enable it with systemctl.")
    return skipped("No service is installed.")
