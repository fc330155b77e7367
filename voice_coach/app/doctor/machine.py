"""The checks of the machine itself: Python, the clock, and the power and heat of a Raspberry Pi."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from voice_coach.app.doctor.diagnosis import Diagnosis, MachineVisit, failed, good, skipped, warning

OLDEST = (3, 11)
FIRST_YEAR, LAST_YEAR = 2025, 2100
"""A machine without a battery for its clock wakes up in 1970, or in the year of its system."""

BOARD = Path("/proc/device-tree/model")
HOTTEST_C = 80.0
"""A Raspberry Pi slows itself down from here on."""

NOW = {0: "too little voltage", 1: "a slowed clock", 2: "throttled", 3: "too hot"}
"""The bits of `vcgencmd get_throttled`; 16 places further up they say that it has happened since the start."""

POWER = "Use the power supply that the board's maker names, and a short cable; cool the board."


def python(_visit: MachineVisit) -> Diagnosis:
    """Look at the interpreter."""
    return interpreter(sys.version_info[:3], sys.maxsize, platform.machine())


def interpreter(version: tuple[int, ...], largest: int, machine: str) -> Diagnosis:
    """Whether a Python of this version will do; ``largest`` is its sys.maxsize."""
    told = f"Python {'.'.join(map(str, version))} on {machine or 'an unknown processor'}"
    if version[:2] < OLDEST:
        return failed(f"{told} is too old.", "Use Python 3.11 or newer.")
    if largest <= 2**32:
        return failed(f"{told} has 32 bits.", "Use a 64-bit system; the recogniser has no other packages.")
    return good(f"{told}, 64 bit.")


def clock(_visit: MachineVisit) -> Diagnosis:
    """Look at the date, and whether it is kept by a network."""
    told = answer_of("timedatectl", "show", "-p", "NTPSynchronized")
    return date(datetime.now().astimezone(), told)


def date(now: datetime, synchronised: str) -> Diagnosis:
    """Whether the date can be true; ``synchronised`` is timedatectl's word, "" when it has none."""
    told = f"It is {now:%Y-%m-%d %H:%M}"
    if not FIRST_YEAR <= now.year <= LAST_YEAR:
        return failed(f"{told}, which cannot be.", "Set the clock; the history goes by its dates.")
    if synchronised.strip() == "NTPSynchronized=no":
        return warning(f"{told}; no network keeps the clock.", "See to it that the date is right after a power cut.")
    return good(f"{told}.")


def board(_visit: MachineVisit) -> Diagnosis:
    """Look at a Raspberry Pi's power and heat."""
    try:
        model = BOARD.read_text(encoding="utf-8", errors="replace").strip("\0\n ")
    except OSError:
        model = ""
    if "Raspberry Pi" not in model:
        return skipped("This is no Raspberry Pi.")
    throttled = parse_throttled(answer_of("vcgencmd", "get_throttled"))
    if throttled is None:
        return skipped(f"{model} does not tell of its power.", "Install vcgencmd (Debian: apt install raspi-utils).")
    return power(model, throttled, parse_temperature(answer_of("vcgencmd", "measure_temp")))


def parse_throttled(told: str) -> int | None:
    """The bits in the answer of `vcgencmd get_throttled`, None when it is none."""
    match = re.fullmatch(r"throttled=0x([0-9a-fA-F]{1,8})", told.strip())
    return int(match[1], 16) if match else None


def parse_temperature(told: str) -> float | None:
    """The degrees Celsius in the answer of `vcgencmd measure_temp`, None when it is none."""
    match = re.fullmatch(r"temp=([0-9]{1,3}(?:\.[0-9]+)?)'C", told.strip())
    return float(match[1]) if match else None


def power(model: str, throttled: int, temperature_c: float | None) -> Diagnosis:
    """What the bits and the heat mean."""
    heat = "" if temperature_c is None else f", {temperature_c:.0f} °C"
    now = [words for bit, words in NOW.items() if throttled >> bit & 1]
    before = [words for bit, words in NOW.items() if throttled >> bit + 16 & 1]
    if now:
        return failed(f"{model}{heat}: {', '.join(now)} at this moment.", POWER)
    if before:
        return warning(f"{model}{heat}: {', '.join(before)} since it was started.", POWER)
    if temperature_c is not None and temperature_c >= HOTTEST_C:
        return warning(f"{model}{heat}.", "Cool the board; from 80 °C on it slows down.")
    return good(f"{model}{heat}, with enough power.")


def answer_of(program: str, *arguments: str) -> str:
    """What a program of the system prints, "" when it is missing, fails, or takes longer than five seconds."""
    found = shutil.which(program)
    if found is None:
        return ""
    try:
        ran = subprocess.run(  # noqa: S603 - a program of the system, with arguments of ours
            [found, *arguments], capture_output=True, text=True, errors="replace", timeout=5.0, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ran.stdout
