"""Where a session takes place: in real time before microphone and loudspeaker, or in the time of a sound file."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from voice_coach.audio.channels import is_sound, is_sound_file, sound_and_channel
from voice_coach.audio.devices import Direction, choose, choose_microphone, devices
from voice_coach.audio.files import FileMicrophone, StreamMicrophone
from voice_coach.audio.format import Samples
from voice_coach.audio.loudspeaker import Loudspeaker
from voice_coach.audio.microphone import Microphone
from voice_coach.audio.paced import FILE_RATE, FileLoudspeaker, PacedMicrophone, Source
from voice_coach.audio.wav import WavWriter
from voice_coach.core.commands.table import Command
from voice_coach.errors import AudioError
from voice_coach.inbox.block_by_block import BlockInbox
from voice_coach.inbox.live import LiveInbox
from voice_coach.session.options import RunOptions
from voice_coach.speaking.mixer import Mixer


@dataclass(frozen=True, slots=True)
class AudioIO:
    """Where a session takes place: its inbox, its mixer (None without sound), how to begin to listen, and its keys.

    ``listen`` returns the name of what is listened to, "" when there is nothing; ``loudspeaker`` is the name of what
    sounds, ``trouble`` what a person should know of it.
    """

    inbox: LiveInbox | BlockInbox
    mixer: Mixer | None
    latency_s: float = 0.0
    listen: Callable[[], str] = lambda: "a file"
    press: Callable[[Command, int | None], None] = lambda *_: None
    trouble: Callable[[], str] = lambda: ""
    loudspeaker: str = ""


def live_io(options: RunOptions, stack: ExitStack, notices: list[str]) -> AudioIO:
    """A session in real time. What is missing is told in ``notices``, unless it was asked for by name."""
    output, mixer = _sound(options, stack, notices)
    began = time.monotonic()
    inbox = LiveInbox(output.now, output.played) if output else LiveInbox(lambda: time.monotonic() - began)

    def listen() -> str:
        try:
            microphone, name = _microphone(options.microphone, inbox)
        except AudioError as error:
            if options.microphone:
                raise
            notices.append(f"{error.message} The keys work.")
            return ""
        stack.callback(microphone.close)
        return name

    if output is None:
        return AudioIO(inbox, mixer, listen=listen, press=inbox.press)
    return AudioIO(inbox, mixer, output.latency, listen, inbox.press, lambda: output.trouble, output.name)


def file_io(options: RunOptions, stack: ExitStack) -> AudioIO:
    """A session that takes its time from the samples of a file."""
    mixer = Mixer(FILE_RATE)
    source = _source(options.microphone)
    stack.callback(source.close)
    write: Callable[[Samples], None] = lambda _: None  # noqa: E731 - the shape of WavWriter.write
    if options.speaker:
        write = stack.enter_context(WavWriter(Path(options.speaker), mixer.rate)).write

    told = ""

    def exchange(played: Samples) -> bytes | None:
        nonlocal told
        write(played)
        pcm = source.next_block()
        if source.notice != told:
            told = source.notice
            inbox.tell(told)
        return pcm

    inbox = BlockInbox(mixer, exchange)
    return AudioIO(inbox, mixer if options.sound else None)


def microphone_io(options: RunOptions, stack: ExitStack, notices: list[str]) -> AudioIO:
    """A session in real time before a microphone, and in the time of its samples with a sound file in its place."""
    if is_sound_file(sound_and_channel(options.microphone)[0]):
        return file_io(options, stack)
    return live_io(options, stack, notices)


def _sound(
    options: RunOptions, stack: ExitStack, notices: list[str]
) -> tuple[Loudspeaker | FileLoudspeaker, Mixer] | tuple[None, None]:
    """A loudspeaker that plays, and the mixer that it plays; neither when there is none."""
    if not options.sound:
        return None, None
    try:
        if is_sound_file(options.speaker):
            output: Loudspeaker | FileLoudspeaker = FileLoudspeaker(Path(options.speaker))
        else:
            output = Loudspeaker(choose(devices(), Direction.OUTPUT, options.speaker))
        stack.callback(output.close)
        mixer = Mixer(output.rate)
        output.start(mixer.fill)
    except AudioError as error:
        if options.speaker:
            raise
        notices.append(f"{error.message} What the coach says is shown as text.")
        return None, None
    return output, mixer


def _microphone(name: str, inbox: LiveInbox) -> tuple[Microphone | PacedMicrophone, str]:
    """What is listened to, and its name."""
    if is_sound(sound_and_channel(name)[0]):
        return PacedMicrophone(_source(name), inbox.hear, inbox.deafen, inbox.tell, inbox.fail), name
    device, channel = choose_microphone(devices(), name)
    return Microphone(device, inbox.hear, channel), device.name


def _source(name: str) -> Source:
    sound, channel = sound_and_channel(name)
    return StreamMicrophone(channel=channel) if sound == "-" else FileMicrophone(Path(sound), channel)
