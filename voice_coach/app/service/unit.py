"""The unit of the service: what systemd is to do about the coach, and what the coach may not do. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from voice_coach.errors import LanguageError, RoutineError, SettingsError, UsageError

WATCHDOG_S = 20
"""The coach gives a sign of life twice a second, every two seconds while it waits; a board that swaps may be late."""

ASKED = (130, 143)
"""The exit codes of an end that was asked for."""

FINAL = sorted(error.exit_code for error in (UsageError, RoutineError, LanguageError, SettingsError))
"""The exit codes of what no other start mends."""


@dataclass(frozen=True, slots=True)
class ServiceUnit:
    """What differs between one service and another.

    ``command`` is what is run. ``writable`` are the folders that it may write in, which must be there, beside its
    runtime folder. ``account`` is the user that a service of the system runs as, "" for a service of one's own; its
    ``groups`` come to those of the account. ``environment`` comes to what systemd gives. Not ``confined`` is one on a
    system that gives no user namespaces: there an account's systemd can confine nothing in the file system.
    """

    command: tuple[str, ...]
    writable: tuple[Path, ...]
    account: str = ""
    groups: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    confined: bool = True

    @property
    def text(self) -> str:
        """The unit's file."""
        return "\n\n".join((self._head(), self._service(), self._confinement(), self._install())) + "\n"

    def _head(self) -> str:
        # A session may begin before its sound server; the coach itself waits for a card that comes late.
        before = (
            ("sound.target", "modprobe@snd.service")
            if self.account
            else ("pipewire.service", "pipewire-pulse.service", "pulseaudio.service")
        )
        # Wanted is only what can be had everywhere: a sound server of one's own is started by its socket.
        wanted = [f"Wants={' '.join(before)}"] if self.account else []
        return _lines(
            "# Written by `voice-coach service install`, which writes it anew; to change it: systemctl edit.",
            "[Unit]",
            "Description=Voice coach",
            f"After={' '.join(before)}",
            *wanted,
            "# However often it ends, it is started again.",
            "StartLimitIntervalSec=0",
        )

    def _service(self) -> str:
        runtime = "voice-coach" if self.account else "voice-coach-journals"
        # The spare journal lies there, and must outlast a restart.
        environment = {"PYTHONUNBUFFERED": "1", **({"XDG_RUNTIME_DIR": f"/run/{runtime}"} if self.account else {})}
        whose = [f"User={self.account}", f"SupplementaryGroups={' '.join(self.groups)}"] if self.account else []
        return _lines(
            "[Service]",
            "Type=notify",
            "NotifyAccess=main",
            f"ExecStart={' '.join(argument(one) for one in self.command)}",
            *whose,
            "WorkingDirectory=~",
            *(f"Environment={quoted(f'{key}={value}')}" for key, value in (environment | self.environment).items()),
            f"RuntimeDirectory={runtime}",
            "RuntimeDirectoryMode=0700",
            "RuntimeDirectoryPreserve=yes",
            "StandardOutput=journal",
            "StandardError=journal",
            "",
            "Restart=always",
            "RestartSec=2",
            f"SuccessExitStatus={_codes(ASKED)}",
            "# Wrong use, a broken routine, language or settings file: another start would find the same.",
            f"RestartPreventExitStatus={_codes(FINAL)}",
            "# The command sends a sign of life as long as its session does.",
            f"WatchdogSec={WATCHDOG_S}",
            "WatchdogSignal=SIGKILL",
            "TimeoutStartSec=180",
            "# SIGTERM to the parent, which passes it on; what is left after that is killed.",
            "KillSignal=SIGTERM",
            "KillMode=mixed",
            "TimeoutStopSec=15",
            "# A session that the kernel has killed for its memory is begun anew by the parent.",
            "OOMPolicy=continue",
        )

    def _confinement(self) -> str:
        return _lines(
            "# What it needs none of. Not MemoryDenyWriteExecute: cffi wants such memory for PortAudio's callbacks.",
            "# Nor RestrictRealtime: sound is played by a thread that goes before others.",
            "NoNewPrivileges=yes",
            "RestrictAddressFamilies=AF_UNIX",
            "RestrictNamespaces=yes",
            "RestrictSUIDSGID=yes",
            "LockPersonality=yes",
            "SystemCallArchitectures=native",
            "SystemCallFilter=@system-service",
            "SystemCallErrorNumber=EPERM",
            "UMask=0077",
            *(self._namespaces() if self.confined or self.account else ()),
            *(self._privileges() if self.account else ()),
        )

    def _namespaces(self) -> tuple[str, ...]:
        # An account's systemd can do all of this only in a user namespace.
        own = () if self.account else ("PrivateUsers=yes",)
        return (
            *own,
            "ProtectSystem=strict",
            "ProtectHome=read-only",
            *(f"ReadWritePaths={quoted(str(one))}" for one in self.writable),
            "PrivateTmp=yes",
            "PrivateNetwork=yes",
            "ProtectProc=invisible",
            "ProtectHostname=yes",
            "ProtectControlGroups=yes",
            "ProtectKernelTunables=yes",
            "ProtectKernelModules=yes",
            "ProtectKernelLogs=yes",
            "CapabilityBoundingSet=",
        )

    @staticmethod
    def _privileges() -> tuple[str, ...]:
        return (
            "ProtectClock=yes",
            "AmbientCapabilities=",
            "IPAddressDeny=any",
            "# Sound cards, keys and clickers, buttons; also those that are plugged in later.",
            "DevicePolicy=closed",
            "DeviceAllow=char-alsa rw",
            "DeviceAllow=char-input rw",
            "DeviceAllow=char-gpiochip rw",
        )

    def _install(self) -> str:
        return _lines("[Install]", f"WantedBy={'multi-user.target' if self.account else 'default.target'}")


def _lines(*lines: str) -> str:
    return "\n".join(lines)


def _codes(codes: list[int] | tuple[int, ...]) -> str:
    return " ".join(map(str, codes))


def argument(text: str) -> str:
    """One argument of a command, as systemd reads it: % begins a specifier of its own, $ a variable."""
    return quoted(text).replace("$", "$$")


def quoted(text: str) -> str:
    """A path or a value, in quotation marks where it needs them."""
    plain = text.replace("%", "%%")
    if plain and all(one.isalnum() or one in "%-+=_./:,@$" for one in plain):
        return plain
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
