"""The process that measures: a library that hangs or crashes takes this one with it, and not the doctor.

    python -m voice_coach.app.doctor.measuring NAME OPTIONS

OPTIONS are JSON. A line on standard output is for a person, unless it begins with "{": the last one is the answer.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import asdict, replace
from math import log10
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np

from voice_coach.app.components import ear_of, opened
from voice_coach.app.doctor import measured
from voice_coach.app.live.audio_io import microphone_io
from voice_coach.app.soundcheck.sweep import measure
from voice_coach.audio.channels import is_sound, is_sound_file, sound_and_channel
from voice_coach.audio.devices import Direction, choose, choose_microphone, devices, portaudio
from voice_coach.audio.format import RATE, Samples, from_bytes
from voice_coach.audio.loudspeaker import Loudspeaker
from voice_coach.audio.microphone import Microphone
from voice_coach.audio.resampling import resample
from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard, Rejected
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.errors import AudioError, VoiceCoachError
from voice_coach.inbox.port import Block
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.engines import Engine, RecogniserKind
from voice_coach.session.options import RunOptions
from voice_coach.speaking.voices.pyttsx3_voice import Pyttsx3Voice

SETTLE_S = 0.3
"""A microphone that has just been opened often clicks, or gives nothing yet."""

NOISE_S = 3.0
PLAY_S = 1.0
SAY_S = 8.0
"""How long somebody has to say what they were asked to."""

FULL_SCALE = 0.999
SILENCE = 1e-6
LATE_S = 5.0
"""So long after it should be there a sound is not waited for any more."""

LIBRARIES = ("numpy", "vosk", "pyttsx3")


def libraries(_options: RunOptions) -> measured.LibrariesLoaded:
    """Load what a session loads."""
    problems = {}
    for name in LIBRARIES:
        try:
            importlib.import_module(name)
            problems[name] = ""
        except Exception as error:  # noqa: BLE001 - one that is installed badly raises anything
            problems[name] = str(error) or type(error).__name__
    try:
        portaudio()
        problems["PortAudio"] = ""
    except AudioError as error:
        problems["PortAudio"] = error.message
    return measured.LibrariesLoaded(problems)


def recogniser(options: RunOptions) -> measured.RecogniserFound:
    """Open what a session would hear with; no model is fetched."""
    engine, _ = _opened(options)
    kind = str(engine.kind) if engine.recogniser else ""
    unusable = list(engine.unusable)
    model = str(engine.model or "")
    return measured.RecogniserFound(kind, model, len(engine.phrases), unusable, engine.trouble, engine.notice)


def voice(options: RunOptions) -> measured.WordSpoken:
    """Let the synthesiser speak a word, which nobody hears."""
    with closing(Pyttsx3Voice(load_language(options.language).code)) as spoken:
        return measured.WordSpoken(spoken.clip("One.").seconds)


def microphone(options: RunOptions) -> measured.RoomNoise:
    """Listen to the room for `NOISE_S`."""
    with ExitStack() as stack:
        tape = _Tape(options.microphone, stack)
        tape.wait_for(round((SETTLE_S + NOISE_S) * RATE))
        samples = tape.samples()[round(SETTLE_S * RATE) :]
        if not len(samples):
            raise AudioError(
                "microphone-silent", f"The microphone {tape.device!r} opens and gives no sound.", "Plug it in anew."
            )
        peaks = np.abs(samples)
        return measured.RoomNoise(
            device=tape.device,
            seconds=len(samples) / RATE,
            level_db=20 * log10(max(float(np.sqrt(np.mean(np.square(samples)))), SILENCE)),
            zeros=float(np.mean(peaks == 0.0)),
            clipped=float(np.mean(peaks >= FULL_SCALE)),
            overflows=tape.microphone.overflows,
        )


def loudspeaker(options: RunOptions) -> measured.SilencePlayed:
    """Play `PLAY_S` of silence."""
    with closing(_loudspeaker(options.speaker)) as output:
        output.start(lambda out, _first: out.fill(0.0))
        time.sleep(PLAY_S)
        return measured.SilencePlayed(output.name, output.rate, output.latency, output.underflows, output.silent_for())


def echo(options: RunOptions) -> measured.EchoHeard:
    """Play a sweep of 1.5 s, and listen to what comes back; once more when it was played with gaps."""
    gaps = False

    def exchange(played: Samples) -> Samples:
        nonlocal gaps
        with ExitStack() as stack:
            tape = _Tape(options.microphone, stack)
            tape.wait_for(round(SETTLE_S * RATE))
            output = _loudspeaker(options.speaker)
            stack.callback(output.close)
            sound, began = resample(played, RATE, output.rate), Event()
            first = 0

            def fill(out: Samples, frame: int) -> None:
                nonlocal first
                if not began.is_set():
                    first = tape.length
                    began.set()
                part = sound[frame : frame + len(out)]
                out[: len(part)] = part
                out[len(part) :] = 0.0

            output.start(fill)
            if not began.wait(LATE_S):
                raise AudioError("loudspeaker-stalled", "The loudspeaker asks for no sound.", "Plug it in anew.")
            tape.wait_for(first + len(played))
            gaps = output.underflows > 0 or output.lost_s > 0.0
            return tape.samples()[first : first + len(played)]

    heard = measure(exchange)
    if gaps:
        heard = measure(exchange)
    return measured.EchoHeard(**asdict(heard), gaps=gaps)


def understood(options: RunOptions) -> measured.SayingHeard:
    """Ask somebody to say "pause now", and listen for it."""
    with ExitStack() as stack:
        engine, phrasebook = _opened(options)
        asked = next(iter(phrasebook.said_for()[Command.PAUSE]), "")
        ear = ear_of(engine, phrasebook, stack, "This")
        notices = [""]
        audio = microphone_io(replace(options, sound=False, speaker=""), stack, notices)
        if not audio.listen():
            raise AudioError("microphone-missing", notices[-1])
        print(f"Say: {asked}", flush=True)  # noqa: T201 - the parent shows it
        status, heard = Status(State.HOLD, State.HOLD, "Listening"), ""
        ends = audio.inbox.now() + SAY_S
        while audio.inbox.now() < ends:
            block = audio.inbox.next(ends)
            for one in ear.hear(block.pcm, block.at, status) if isinstance(block, Block) else ():
                if isinstance(one, Heard) and one.command is Command.PAUSE:
                    return measured.SayingHeard(asked, one.text, obeyed=True)
                if isinstance(one, Heard | Rejected):
                    heard = one.text or heard
        return measured.SayingHeard(asked, heard, obeyed=False)


class _Tape:
    """What a microphone gives from now on. Raises AudioError when it cannot be opened."""

    def __init__(self, name: str, stack: ExitStack) -> None:
        if is_sound(sound_and_channel(name)[0]):
            raise AudioError("no-device", f"{name} is no microphone.", "Name one with --mic, or none.")
        self._blocks: list[bytes] = []
        self.length = 0
        device, channel = choose_microphone(devices(), name)
        self.device = device.name
        self.microphone = Microphone(device, self._take, channel)
        stack.callback(self.microphone.close)

    def _take(self, pcm: bytes) -> None:
        self._blocks.append(pcm)
        self.length += len(pcm) // 2

    def wait_for(self, length: int) -> None:
        """Wait until there are so many samples, or have not come for too long."""
        gives_up = time.monotonic() + (length - self.length) / RATE + LATE_S
        while self.length < length and time.monotonic() < gives_up:
            time.sleep(0.02)

    def samples(self) -> Samples:
        return from_bytes(b"".join(self._blocks))


def _loudspeaker(name: str) -> Loudspeaker:
    if is_sound_file(name):
        raise AudioError("no-device", f"{name} is no loudspeaker.", "Name one with --speaker, or none.")
    return Loudspeaker(choose(devices(), Direction.OUTPUT, name))


def _opened(options: RunOptions) -> tuple[Engine, Phrasebook]:
    phrasebook = Phrasebook(load_language(options.language))
    return opened(RecogniserKind(options.recogniser), phrasebook, options.model), phrasebook


MEASUREMENTS: dict[str, Callable[[RunOptions], Any]] = {
    one.__name__: one for one in (libraries, recogniser, voice, microphone, loudspeaker, echo, understood)
}


def main() -> None:
    """Measure what the arguments name, and print it."""
    name, given = sys.argv[1:]
    told = json.loads(given)
    options = RunOptions(**{**told, "model": Path(told["model"]) if told["model"] else None})
    try:
        answer = asdict(MEASUREMENTS[name](options))
    except VoiceCoachError as error:
        answer = {"error": error.message, "hint": error.hint}
    except Exception as error:  # noqa: BLE001 - the parent hears nothing of a traceback
        answer = {"error": f"The check itself broke: {type(error).__name__}: {error}", "hint": "Please report this."}
    print(json.dumps(answer), flush=True)  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    main()
