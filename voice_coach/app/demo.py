"""A session that needs nobody: a synthetic user speaks, the real recogniser listens, the real voice answers."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from voice_coach.app.assemble import Parts, assemble, begin
from voice_coach.app.components import Components, ear_of
from voice_coach.audio.format import RATE, Samples
from voice_coach.audio.paced import FILE_RATE
from voice_coach.audio.resampling import resample
from voice_coach.audio.wav import WavWriter
from voice_coach.authoring.library import find
from voice_coach.authoring.load import load
from voice_coach.inbox.block_by_block import BlockInbox
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.session.options import RunOptions
from voice_coach.session.transcript import transcript
from voice_coach.simulator import demonstration
from voice_coach.simulator.user import SyntheticUser
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.speaker import Speaker


def demo(out: Path) -> int:
    """Let a synthetic user do a session, write both voices to ``out``, and print what was said and heard.

    Returns 1 when a command was not heard, or heard and not obeyed.
    """
    components = Components(load(find(demonstration.ROUTINE)), RunOptions())
    user = SyntheticUser(demonstration.LINES, demonstration.clips())
    log, coach_voice = MemoryLog(), list[Samples]()
    with ExitStack() as stack:
        engine = components.engine()
        ear = ear_of(engine, components.phrasebook, stack, "The demo")
        mixer = Mixer(FILE_RATE)
        speaker = Speaker(components.voice(), mixer)
        stack.callback(speaker.close)

        def exchange(played: Samples) -> bytes:
            coach_voice.append(played)
            return user.next_block()

        inbox = BlockInbox(mixer, exchange)
        coach = components.coach(cautious=engine.cautious)
        loop = assemble(
            Parts(coach=coach, inbox=inbox, speaker=speaker, log=log, ear=ear, show=(user.show,), notice=print)
        )
        began = time.monotonic()
        begin(loop, components.wording, engine.notice)
        loop.run()
        took_s, length_s = time.monotonic() - began, inbox.now()
        rows = transcript(log, speaker.log(length_s))
    _write_demo(out, np.concatenate(coach_voice), np.concatenate(user.heard))
    became = tuple(demonstration.outcomes(log, user.spoken))
    for row in rows:
        if row.kind != "tone":
            print(row)
    print(f"\n{'said':16} {'heard':16} {'at':>7} {'after':>7}  obeyed  ({engine.kind})")
    for one in became:
        after = "" if one.after_s is None else f"{max(0.0, one.after_s):.2f} s"  # a soft last sound is not waited for
        print(f"{one.said:16} {one.heard or '-':16} {one.at:6.1f}s {after:>7}  {'yes' if one.obeyed else 'NO'}")
    good = sum(one.obeyed for one in became)
    print(
        f"\n{good} of {len(demonstration.LINES)} commands obeyed; {length_s:.0f} s of session in {took_s:.0f} s: {out}"
    )
    return 0 if good == len(demonstration.LINES) else 1


def _write_demo(out: Path, coach: Samples, user: Samples) -> None:
    """Mix the two voices as a listener in the room would hear them."""
    user = resample(user, RATE, FILE_RATE)
    length = max(len(coach), len(user))
    mix = np.pad(coach, (0, length - len(coach))) + np.pad(user, (0, length - len(user)))
    with WavWriter(out, FILE_RATE) as writer:
        writer.write(np.clip(mix, -1.0, 1.0))
