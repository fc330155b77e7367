"""Where a session takes place: in real time before microphone and loudspeaker, or in the time of a sound file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from voice_coach.app.live.live_sound import LiveSound, source
from voice_coach.audio.channels import is_sound_file, sound_and_channel
from voice_coach.audio.format import Samples
from voice_coach.audio.paced import FILE_RATE
from voice_coach.audio.wav import WavWriter
from voice_coach.core.commands.table import Command
from voice_coach.errors import AudioError
from voice_coach.health.trouble import Watch
from voice_coach.inbox.block_by_block import BlockInbox
from voice_coach.inbox.live import LiveInbox
from voice_coach.session.options import RunOptions
from voice_coach.speaking.mixer import Mixer


@dataclass(frozen=True, slots=True)
class AudioIO:
    """Where a session takes place: its inbox, its mixer (None without sound), how to begin to listen, and its keys.

    ``listen`` returns the name of what is listened to, "" when there is nothing; ``loudspeaker`` is the name of what
    sounds, "" for nothing. ``watch`` looks after the sound, None where nothing can become of it.
    """

    inbox: LiveInbox | BlockInbox
    mixer: Mixer | None
    latency_s: float = 0.0
    listen: Callable[[], str] = lambda: "a file"
    press: Callable[[Command, int | None], None] = lambda *_: None
    watch: Watch | None = None
    loudspeaker: str = ""


def live_io(sound: LiveSound, options: RunOptions, stack: ExitStack, notices: list[str]) -> AudioIO:
    """A session in real time, with this sound.

    What is missing is told in ``notices`` and waited for. Raises AudioError for what was asked for by name and is
    missing, unless the session waits anyway.
    """
    stack.callback(sound.close)

    def opened(open_it: Callable[[], str], name: str, instead: str) -> str:
        try:
            return open_it()
        except AudioError as error:
            if name and not options.wait:
                raise
            notices.append(f"{error.message} {instead}")
            return ""

    loudspeaker = ""
    if options.sound:
        loudspeaker = opened(sound.sound, options.speaker, "What the coach says is shown as text.")
    return AudioIO(
        sound.inbox,
        sound.mixer,
        sound.latency_s,
        lambda: opened(sound.listen, options.microphone, "The keys work."),
        sound.inbox.press,
        sound,
        loudspeaker,
    )


def file_io(options: RunOptions, stack: ExitStack) -> AudioIO:
    """A session that takes its time from the samples of a file."""
    mixer = Mixer(FILE_RATE)
    blocks = source(options.microphone)
    stack.callback(blocks.close)
    write: Callable[[Samples], None] = lambda _: None  # noqa: E731 - the shape of WavWriter.write
    if options.speaker:
        write = stack.enter_context(WavWriter(Path(options.speaker), mixer.rate)).write

    told = ""

    def exchange(played: Samples) -> bytes | None:
        nonlocal told
        write(played)
        pcm = blocks.next_block()
        if blocks.notice != told:
            told = blocks.notice
            inbox.tell(told)
        return pcm

    inbox = BlockInbox(mixer, exchange)
    return AudioIO(inbox, mixer if options.sound else None, loudspeaker="a file")


def microphone_io(options: RunOptions, stack: ExitStack, notices: list[str]) -> AudioIO:
    """A session in real time before a microphone, and in the time of its samples with a sound file in its place."""
    if is_sound_file(sound_and_channel(options.microphone)[0]):
        return file_io(options, stack)
    return live_io(LiveSound(options, str), options, stack, notices)
