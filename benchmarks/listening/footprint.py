"""Processor time and memory of this process and the processes that it has started, read from Linux' /proc.

The calls of `resource` do not do: of a child they tell only after its end, and its peak then counts what its parent
held when it was started.
"""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")


def cpu_s() -> float:
    """Return the user and system seconds that the processes have used so far."""
    ticks = 0
    for pid in _family():
        fields = (PROC / pid / "stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def peak_bytes() -> int:
    """Return the sum of the largest resident sizes that the processes ever had."""
    return _bytes("VmHWM")


def resident_bytes() -> int:
    """Return the sum of the resident sizes that the processes have now."""
    return _bytes("VmRSS")


def _bytes(row: str) -> int:
    lines = (line for pid in _family() for line in (PROC / pid / "status").read_text().splitlines())
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith(f"{row}:"))


def _family() -> list[str]:
    pids = [str(os.getpid())]
    for pid in pids:  # grows while it is walked
        for task in (PROC / pid / "task").iterdir():
            pids += (task / "children").read_text().split()
    return pids
