"""Run inside the virtual sound card: plays the file given into the microphone, prints what the microphone heard."""

from __future__ import annotations

import json
import queue
import subprocess
import sys

import numpy as np

from voice_coach.audio.devices import Direction, choose, devices
from voice_coach.audio.format import from_bytes
from voice_coach.audio.microphone import Microphone


def main() -> None:
    blocks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    microphone = Microphone(choose(devices(), Direction.INPUT), blocks.put)
    subprocess.run(["paplay", "-d", "coach_user", sys.argv[1]], check=True)  # noqa: S603, S607 - PulseAudio's own
    heard: list[bytes] = []
    while not heard or sum(map(len, heard)) < 2 * 16_000:
        heard.append(blocks.get(timeout=10))
    microphone.close()
    sound = from_bytes(b"".join(heard))
    spectrum = np.abs(np.fft.rfft(sound, 1 << 16))
    answer = {
        "hertz": float(np.argmax(spectrum)) * 16_000 / (1 << 16),
        "peak": float(np.abs(sound).max()),
        "block_ms": len(heard[5]) / 32,
        "silent_for": microphone.silent_for(),
    }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
