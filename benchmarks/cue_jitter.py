"""How exactly cues sound: onset jitter and drift of one pip a second.

Three things are measured:

- ``simulated``: the speaker and the mixer on a virtual clock, each order given up to 150 ms late, as a busy loop would;
- ``timeline``: the same live, through PortAudio, recorded from the virtual loudspeaker's monitor;
- ``naive``: in the same recording, a loop of ``sleep(1)`` that plays a pip as it wakes.

Run it with the virtual sound card, for five minutes of playing:

    scripts/virtual-sound run python benchmarks/cue_jitter.py --minutes 5

An onset is the first sample of a pip above -60 dB; all pips are the same samples, so differences of onsets are exact.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from voice_coach.audio.devices import Direction, choose, devices
from voice_coach.audio.loudspeaker import Loudspeaker
from voice_coach.core.effects import Chime, Tone
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.tones import tone_clip
from voice_coach.speaking.voices.voice import EstimatedVoice

if TYPE_CHECKING:
    from voice_coach.audio.format import Samples

RATE = 48_000
RESULTS = Path(__file__).parent / "results" / "cue_jitter.json"
FIRST_S = 1.0
NAIVE_OFFSET_S = 0.5
NAIVE_KEY = 1_000_000
NAIVE_LEAD_S = 0.03
"""The naive loop's pip sounds this much after it woke, to the sample; so its errors are those of its sleep."""


def main() -> None:
    asked = parse()
    if not os.environ.get("PULSE_SERVER") or not shutil.which("parec"):
        sys.exit("run it inside the virtual sound card: scripts/virtual-sound run python benchmarks/cue_jitter.py")
    seconds = round(asked.minutes * 60) or asked.seconds
    results = {
        "simulated": figures(simulated(round(asked.simulate_minutes * 60))),
        **live(seconds),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
    }
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(json.dumps(results, indent=2) + "\n")
    table(results)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=int, default=20, help="how long to play (default 20)")
    parser.add_argument("--minutes", type=float, default=0, help="how long to play, in minutes")
    parser.add_argument("--simulate-minutes", type=float, default=30, help="how long to simulate (default 30)")
    parser.add_argument("--json", type=Path, default=RESULTS, help="where the figures go")
    return parser.parse_args()


def simulated(seconds: int) -> list[int]:
    """Onsets, in samples, of one pip a second on a virtual clock, each ordered at a time of its own."""
    chance = random.Random(1)  # noqa: S311 - the lateness of a loop, no secret
    orders = sorted((k + chance.uniform(-1.0, 0.15), k) for k in range(1, seconds))
    mixer = Mixer(RATE)
    speaker = Speaker(EstimatedVoice(), mixer)
    onsets: list[int] = []
    out = np.zeros(RATE // 100, np.float32)
    for first in range(0, (seconds + 1) * RATE, len(out)):
        while orders and orders[0][0] <= first / RATE:
            ordered_at, at = orders.pop(0)
            speaker.perform(Chime(Tone.PIP, at=float(at)), max(0.0, ordered_at))
        mixer.fill(out, first)
        if out.any():
            onsets += [first + int(sample) for sample in onsets_in(out)]
    return deduplicated(onsets)


def live(seconds: int) -> dict[str, object]:
    """Play, record, and return the figures of both loops."""
    loudspeaker = Loudspeaker(choose(devices(), Direction.OUTPUT))
    if loudspeaker.rate != RATE:
        sys.exit(f"the device plays at {loudspeaker.rate} instead of {RATE} samples a second")
    recorder = subprocess.Popen(
        ["parec", "-d", "coach_speaker.monitor", "--raw", "--format=float32le", f"--rate={RATE}", "--channels=1"],
        stdout=subprocess.PIPE,
    )
    recording: list[bytes] = []
    reader = threading.Thread(target=lambda: recording.extend(iter(lambda: read(recorder), b"")))
    reader.start()
    mixer = Mixer(RATE)
    loudspeaker.start(mixer.fill)
    play(seconds, loudspeaker, mixer)
    loudspeaker.close()
    time.sleep(1.0)  # the recorder runs a little behind
    recorder.terminate()
    reader.join()
    recorder.wait()
    heard = np.frombuffer(b"".join(recording), np.float32)
    exact, naive = sorted_by_pitch(heard, deduplicated([int(sample) for sample in onsets_in(heard)]))
    return {
        "timeline": figures(exact),
        "naive": figures(naive),
        "underflows": loudspeaker.underflows,
        "latency_s": loudspeaker.latency,
    }


def read(recorder: subprocess.Popen[bytes]) -> bytes:
    return recorder.stdout.read(4 * RATE) if recorder.stdout else b""


def play(seconds: int, loudspeaker: Loudspeaker, mixer: Mixer) -> None:
    """Order a pip for every second, a quarter of a second ahead; beside it run the naive loop."""
    stop = threading.Event()

    def naive() -> None:
        tone = tone_clip(Tone.START, RATE).samples
        time.sleep(FIRST_S + NAIVE_OFFSET_S)
        for key in range(seconds):
            if stop.is_set():
                return
            mixer.start(NAIVE_KEY + key, loudspeaker.now() + NAIVE_LEAD_S, tone)
            time.sleep(1)

    loop = threading.Thread(target=naive)
    loop.start()
    speaker = Speaker(EstimatedVoice(), mixer)
    for k in range(seconds):
        at = FIRST_S + k
        time.sleep(max(0.0, at - 0.25 - loudspeaker.now()))
        speaker.perform(Chime(Tone.PIP, at=at), loudspeaker.now())
    time.sleep(1.5)
    stop.set()
    loop.join()


def onsets_in(sound: Samples) -> list[int]:
    """Every sample above -60 dB that follows one that is not."""
    loud = np.abs(sound) > 0.001
    rises = np.flatnonzero(loud[1:] & ~loud[:-1]) + 1
    return [*([0] if len(loud) and loud[0] else []), *(int(sample) for sample in rises)]


def deduplicated(onsets: list[int]) -> list[int]:
    """Drop the rises inside a tone: tones are at least 0.3 s apart."""
    kept: list[int] = []
    last = -RATE
    for onset in onsets:
        if onset - last > 0.05 * RATE:
            kept.append(onset)
        last = onset
    return kept


def sorted_by_pitch(sound: Samples, onsets: list[int]) -> tuple[list[int], list[int]]:
    """Tell the pips at 660 Hz from the naive loop's at 880 Hz."""
    exact: list[int] = []
    naive: list[int] = []
    for onset in onsets:
        spectrum = np.abs(np.fft.rfft(sound[onset : onset + RATE // 10]))
        (exact if spectrum[66] > spectrum[88] else naive).append(onset)
    return exact, naive


def figures(onsets: list[int]) -> dict[str, float]:
    """Errors in milliseconds: of each interval against one second, and of the last pip against the first."""
    intervals = (np.diff(onsets) / RATE - 1) * 1_000
    drift = ((onsets[-1] - onsets[0]) / RATE - (len(onsets) - 1)) * 1_000
    return {
        "pips": len(onsets),
        "interval_error_p50_ms": round(float(np.median(np.abs(intervals))), 4),
        "interval_error_p95_ms": round(float(np.percentile(np.abs(intervals), 95)), 4),
        "interval_error_max_ms": round(float(np.abs(intervals).max()), 4),
        "drift_ms": round(float(drift), 4),
        "drift_a_tick_ms": round(float(drift / (len(onsets) - 1)), 4),
    }


def table(results: dict[str, object]) -> None:
    rows = {name: found for name, found in results.items() if isinstance(found, dict)}
    columns = list(next(iter(rows.values())))
    print("  ".join(["loop      ", *columns]))
    for name, found in rows.items():
        print("  ".join([f"{name:<10}", *(f"{found[column]:>{len(column)}}" for column in columns)]))
    print(f"underflows {results['underflows']}; {results['machine']}")


if __name__ == "__main__":
    main()
