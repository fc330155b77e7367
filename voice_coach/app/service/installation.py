"""Installs the service, tells how it is, and takes it away again."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from voice_coach.app.service.account import HOMES, Account, device_groups, mine, named
from voice_coach.app.service.systemd import NAME, Systemd
from voice_coach.app.service.unit import ServiceUnit
from voice_coach.authoring.library import find
from voice_coach.authoring.load import load
from voice_coach.errors import ServiceError
from voice_coach.settings.commented import write
from voice_coach.settings.reading import settings_path
from voice_coach.storage import cache_folder, config_folder, data_folder, write_atomically

SYSTEM_UNITS = Path("/etc/systemd/system")
LINES = 10
"""So many lines of the log `status` shows."""

Tell = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Service:
    """The service of an ``account``: of its own systemd, or, not ``own``, of the machine's."""

    account: Account
    own: bool

    @property
    def path(self) -> Path:
        """Where its unit is, or would be."""
        return (config_folder().parent / "systemd" / "user" if self.own else SYSTEM_UNITS) / f"{NAME}.service"

    @property
    def whose(self) -> str:
        """Whose service it is, in words."""
        return "your account" if self.own else "the system"

    def unit(self, routine: str) -> ServiceUnit:
        """What its unit says; "" lets every routine be started. Raises RoutineError for one that cannot be read."""
        with self.account.at_home():
            if routine:
                path = find(routine)
                load(path)
                # The service begins elsewhere than where the path was written.
                routine = routine if path.name != routine and Path(routine).name == routine else str(path.absolute())
            return ServiceUnit(
                command=(sys.executable, "-m", "voice_coach", "standby", *filter(None, [routine])),
                writable=(data_folder(), cache_folder()),
                account="" if self.own else self.account.name,
                groups=() if self.own else device_groups(),
                environment={name: os.environ[name] for name in HOMES if os.environ.get(name)},
            )


def is_root() -> bool:
    """Whether this process may change what is the system's."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def service_of(*, system: bool, account: str | None) -> Service:
    """The service that is meant.

    ``account`` is whom a service of the system is to run as, "" for the one that sudo was called by; None when that
    does not matter. Raises UsageError or ServiceError where there is no such account, or no systemd can be.
    """
    if not hasattr(os, "geteuid"):
        hint = "Have it start voice-coach standby as it starts other programs."
        raise ServiceError("no-systemd", "This system has no systemd.", hint)
    return Service(named(account) if system and account is not None else mine(), own=not system)


def install(meant: Service, routine: str, tell: Tell) -> None:
    """Write the settings when there are none, and the unit; start it now and with the machine."""
    systemd = _changed(meant)
    unit = meant.unit(routine)
    systemd.require()
    if not meant.account.can_run(sys.executable):
        raise ServiceError(
            "account-cannot-run",
            f"{meant.account.name} cannot run {sys.executable}.",
            "Have the coach where that user may read it, such as in their own home.",
        )
    with meant.account.at_home(), meant.account.with_its_rights():
        if not settings_path().exists():
            write(settings_path())
            tell(f"Settings, all at their defaults: {settings_path()}")
        for folder in unit.writable:
            folder.mkdir(parents=True, exist_ok=True)
    meant.path.parent.mkdir(parents=True, exist_ok=True)
    tell(f"Unit: {meant.path}")
    try:
        _start(meant, systemd, unit)
    except ServiceError:
        if not systemd.cannot_confine():
            raise
        tell("This system gives no user namespaces: the service can read and write whatever you can.")
        _start(meant, systemd, replace(unit, confined=False))
    tell(f"It runs, as a service of {meant.whose}.")
    if not meant.own:
        tell("It starts with the machine.")
    elif trouble := systemd.linger():
        tell(f"It starts when you log in, but not with the machine: {trouble}")
        tell(f"Mend that with: sudo loginctl enable-linger {meant.account.name}")
    else:
        tell("It starts with the machine, also when nobody logs in.")
    tell(f"What it hears and does: {systemd.log_command}")


def status(meant: Service, tell: Tell) -> bool:
    """Tell how the service is; return whether it runs."""
    if not meant.path.exists():
        tell(f"No service of {meant.whose} is installed.")
        return False
    systemd = Systemd(own=meant.own)
    systemd.require()
    state = systemd.state()
    runs = state.get("ActiveState") == "active"
    starts = "starts" if state.get("UnitFileState") == "enabled" else "does not start"
    tell(f"Installed as a service of {meant.whose}: {meant.path}")
    tell(f"It {starts} by itself.")
    since = state.get("ActiveEnterTimestamp") or "an unknown time"
    restarts = state.get("NRestarts", "0")
    if runs:
        tell(f"It has been running since {since}; restarts: {restarts}.")
    else:
        how = "/".join(filter(None, (state.get("ActiveState"), state.get("SubState"))))
        tell(f"It does not run ({how or 'unknown'}, {state.get('Result', 'unknown')},"
             f" exit code {state.get('ExecMainStatus', 'unknown')}); restarts: {restarts}.")  # fmt: skip
    for line in systemd.last_lines(LINES):
        tell(f"  {line}")
    return runs


def uninstall(meant: Service, tell: Tell) -> None:
    """Stop the service and take its unit away; settings and data stay."""
    if not meant.path.exists():
        tell(f"No service of {meant.whose} is installed.")
        return
    systemd = _changed(meant)
    systemd.require()
    systemd.do("disable", "--now", NAME)
    meant.path.unlink()
    systemd.do("daemon-reload")
    tell(f"Stopped, and taken away: {meant.path}")
    if meant.own:
        tell("Your other services still start with the machine; loginctl disable-linger ends that.")
        tell(f"What stays: {settings_path()}, {data_folder()}, {cache_folder()}")
    else:
        tell("The settings and the data of its user stay.")


def _start(meant: Service, systemd: Systemd, unit: ServiceUnit) -> None:
    write_atomically(meant.path, unit.text.encode())
    meant.path.chmod(0o644)
    systemd.do("daemon-reload")
    systemd.do("enable", NAME)
    systemd.do("restart", NAME)  # and not enable --now, which leaves one that runs with its old unit


def _changed(meant: Service) -> Systemd:
    """The systemd of a service that is to be changed; raises ServiceError for who may not."""
    if not meant.own and not is_root():
        raise ServiceError("not-root", "A service of the system is root's to change.", "Say it with sudo.")
    return Systemd(own=meant.own)
