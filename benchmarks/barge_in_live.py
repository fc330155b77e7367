"""Being heard while the coach speaks, in real time: real devices, a sound server, clocks and buffers as they come.

The coach (the sentences of `barge_in`) sounds through the product's loudspeaker on a virtual sound card; a loop of the
sound server brings it back into the microphone, softer and later, without a room; held-out voices say the eight phrases
over it through the sound server too. The product's microphone, inbox and ear hear it. When a phrase was heard at the
microphone is found by its likeness to the clip.

    scripts/virtual-sound run python benchmarks/barge_in_live.py [--level 0] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from contextlib import ExitStack
from dataclasses import replace
from itertools import product
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.barge_in import HOLD, LATE_S, PHRASES, coach_says, lately, say, sentences
from benchmarks.listening.intervals import proportion
from benchmarks.listening.sets.voices import HELD_OUT
from voice_coach.audio.devices import Direction, choose, choose_microphone, devices
from voice_coach.audio.format import RATE, Samples, from_bytes, to_bytes
from voice_coach.audio.loudspeaker import Loudspeaker
from voice_coach.audio.microphone import Microphone
from voice_coach.audio.resampling import resample
from voice_coach.core.events import Heard
from voice_coach.inbox.live import LiveInbox
from voice_coach.inbox.port import Block
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.echo.control import EchoControl
from voice_coach.listening.engines import Aids, RecogniserKind, open_recogniser
from voice_coach.simulator.room.levels import active_rms, gain
from voice_coach.speaking.mixer import Mixer

LOOP = "module-loopback source=coach_speaker.monitor sink=coach_user latency_msec=60"
MOUTH = "pacat --playback -d coach_user --raw --format=s16le --rate=16000 --channels=1 --latency-msec=100"
ECHO = "30000"
"""The loop's volume: the sound server's 65536 is as loud as it was, and this is 20 dB softer."""

BEFORE_S, EVERY_S = 10.0, 3.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--level", type=float, default=0.0)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    book, control = Phrasebook(load_language("en")), EchoControl()
    ear = open_recogniser(RecogniserKind.PHONES, book, aids=Aids(echo=control)).ear(book, "The benchmark")
    said = [(phrase, say(voice, phrase)) for voice, phrase in product(HELD_OUT, PHRASES)]
    lasts_s = BEFORE_S + EVERY_S * len(said) + 2
    with ExitStack() as stack:
        pulse("load-module", *LOOP.split())
        for line in pulse("list", "short", "sink-inputs").splitlines():
            pulse("set-sink-input-volume", line.split()[0], ECHO)
        loudspeaker = Loudspeaker(choose(devices(), Direction.OUTPUT, ""))
        stack.callback(loudspeaker.close)
        inbox = LiveInbox(loudspeaker.now, loudspeaker.played)
        mixer = Mixer(loudspeaker.rate)
        mixer.start(1, 0.5, resample(coach_says(lasts_s), RATE, loudspeaker.rate))
        loudspeaker.start(mixer.fill)
        device, channel = choose_microphone(devices(), "")
        stack.callback(Microphone(device, inbox.hear, channel).close)
        mouth = stack.enter_context(subprocess.Popen(MOUTH.split(), stdin=subprocess.PIPE))
        stack.callback(mouth.terminate)
        heard, decided, to_say, behind = list[bytes](), list[tuple[float, float, str]](), list(said), 0.0
        speech = [replace(one, starts=one.starts + 0.5, ends=one.ends + 0.5) for one in sentences(lasts_s)]
        first_at, loudness = 0.0, 0.0
        while inbox.now() < lasts_s:
            now = inbox.now()
            if to_say and now > BEFORE_S + EVERY_S * (len(said) - len(to_say)):
                loudness = loudness or active_rms(from_bytes(b"".join(heard))[4 * RATE :])
                clip = to_say.pop(0)[1]
                assert mouth.stdin
                mouth.stdin.write(to_bytes(clip * np.float32(loudness * gain(chosen.level) / active_rms(clip))))
                mouth.stdin.flush()
            item = inbox.next(now + 0.05)
            if not isinstance(item, Block):
                continue
            first_at = first_at or item.at
            heard.append(item.pcm)
            began = time.perf_counter()
            for one in ear.hear(item.pcm, item.at, HOLD, lately(tuple(speech), item.at), item.played):
                if isinstance(one, Heard):
                    decided.append((inbox.now() - first_at, one.at - first_at, one.text))
            behind = max(behind, time.perf_counter() - began)
            if ear.onset:
                mixer.duck()
    report(chosen, book, from_bytes(b"".join(heard)), said, decided)
    device_ms = 1000 * loudspeaker.latency
    print(f"echo: {control.state}; {device_ms:.0f} ms as the device tells; {loudspeaker.underflows} gaps")


def report(
    chosen: argparse.Namespace,
    book: Phrasebook,
    sound: Samples,
    said: list[tuple[str, Samples]],
    decided: list[tuple[float, float, str]],
) -> None:
    right, late, missed = 0, [], []
    for number, (phrase, clip) in enumerate(said):
        ends = found(sound, clip, BEFORE_S + EVERY_S * number) + len(clip) / RATE
        begins = ends - len(clip) / RATE
        hits = [
            at
            for at, _, text in decided
            if begins < at < ends + LATE_S and book.table[text].command is book.table[phrase].command
        ]
        right += bool(hits)
        late += [hits[0] - ends] if hits else []
        missed += [] if hits else [phrase]
    share = proportion(right, len(said))
    wrong = len(decided) - right
    print(
        f"{chosen.level:+g} dB beside the echo: {right} of {len(said)} right [{100 * (share.low or 0):.0f},"
        f" {100 * (share.high or 0):.0f}] %, {wrong} wrong, decided after {median(late):.2f} s; missed: {missed}"
    )
    if chosen.json:
        figures = {"said": len(said), "right": right, "wrong": wrong, "p50_s": median(late)}
        chosen.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def found(sound: Samples, clip: Samples, about_s: float) -> float:
    """Where in the microphone's sound a clip begins, in seconds; it was sent about then."""
    first = max(0, round((about_s - 1) * RATE))
    part = sound[first : first + 4 * RATE]
    size = 1 << int(np.ceil(np.log2(len(part) + len(clip))))
    cross = np.fft.rfft(part, size) * np.conj(np.fft.rfft(clip, size))
    likeness = np.fft.irfft(cross / np.maximum(np.abs(cross), 1e-9) ** 0.7)[: len(part)]
    return (first + int(np.argmax(np.abs(likeness)))) / RATE


def pulse(*words: str) -> str:
    return subprocess.run(["pactl", *words], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
