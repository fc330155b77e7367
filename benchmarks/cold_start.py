"""How long it takes from the command to the first sound and the first word, with and without a cache of clips.

Run it with the virtual sound card:

    scripts/virtual-sound run python benchmarks/cold_start.py

The peer in the same run is the shortest program that speaks with the same synthesiser and loudspeaker: it has no
routine, no recogniser, no session.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

RATE = 48_000
LOUD = 0.01
BLOCK = RATE // 50
TONE_SHARE = 0.6
"""The session begins with a tone: a block with less of its power in one place of the spectrum has words in it."""

PEER = (
    "import numpy, sounddevice, tempfile, time, soundfile, pyttsx3;"
    "engine = pyttsx3.init(); path = tempfile.mktemp('.wav');"
    "engine.save_to_file('Desk break, about three minutes.', path); engine.runAndWait(); time.sleep(0.3);"
    "samples, rate = soundfile.read(path); sounddevice.play(samples, rate, blocking=True)"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=5, help="runs of each")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    if not os.environ.get("PULSE_SERVER") or not shutil.which("parec"):
        sys.exit("run it inside the virtual sound card: scripts/virtual-sound run python benchmarks/cold_start.py")
    coach = [sys.executable, "-m", "voice_coach", "run", "desk-break"]
    rows: dict[str, list[float]] = {"first tone, cold": [], "first word, cold": [], "first word, warm": [], "peer": []}
    for _ in range(asked.n):
        with tempfile.TemporaryDirectory() as home:
            tone, word = started(coach, home)
            rows["first tone, cold"].append(tone)
            rows["first word, cold"].append(word)
            rows["first word, warm"].append(started(coach, home)[1])
            rows["peer"].append(started([sys.executable, "-c", PEER], home)[0])
    for name, seconds in rows.items():
        median = statistics.median(seconds)
        print(
            f"{name:18} median {median:5.2f} s   min {min(seconds):5.2f}   max {max(seconds):5.2f}   n {len(seconds)}"
        )
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1))


def started(command: list[str], home: str) -> tuple[float, float]:
    """Run a command until it has spoken; return the seconds to the first sound and to the first after a tone."""
    environment = {**os.environ, "XDG_CACHE_HOME": f"{home}/cache", "XDG_DATA_HOME": f"{home}/data"}
    recorder = subprocess.Popen(
        [
            "parec",
            "-d",
            "coach_speaker.monitor",
            f"--rate={RATE}",
            "--channels=1",
            "--format=s16le",
            "--latency-msec=10",
        ],
        stdout=subprocess.PIPE,
    )
    assert recorder.stdout
    recorder.stdout.read(RATE // 5)
    began = time.monotonic()
    session = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    first = 0.0
    try:
        while time.monotonic() - began < 60:
            block = np.frombuffer(recorder.stdout.read(2 * BLOCK), "<i2").astype(np.float32) / 32768
            now = time.monotonic() - began
            if np.abs(block).max() < LOUD:
                continue
            first = first or now
            if is_speech(block):
                return first, now
        raise SystemExit("nothing sounded within a minute")
    finally:
        session.terminate()
        session.wait()
        recorder.terminate()
        recorder.wait()


def is_speech(block: np.ndarray) -> bool:
    """Say whether a block has more in it than one tone, whose power stands in three bins."""
    power = np.abs(np.fft.rfft(block * np.hanning(len(block)))) ** 2
    peak = int(power.argmax())
    return bool(power[max(0, peak - 1) : peak + 2].sum() < TONE_SHARE * power.sum())


if __name__ == "__main__":
    main()
