"""The sound of a session in real time: microphone and loudspeaker, each kept open, and what is wrong with them told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, count
from math import inf
from pathlib import Path
from typing import Any, TypeAlias

from voice_coach.audio.channels import is_sound, is_sound_file, sound_and_channel
from voice_coach.audio.devices import Direction, choose, choose_microphone, devices, look_anew
from voice_coach.audio.files import FileMicrophone, StreamMicrophone
from voice_coach.audio.loudspeaker import RATE, STANDSTILL_S, Loudspeaker
from voice_coach.audio.microphone import Microphone
from voice_coach.audio.paced import FileLoudspeaker, PacedMicrophone, Source
from voice_coach.core.events import Heard, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.status import Status
from voice_coach.errors import AudioError
from voice_coach.health.ears import Ailment, EarHealth
from voice_coach.health.kept_open import Change, KeptOpen
from voice_coach.health.sound_server import Sources, gives_a_monitor
from voice_coach.health.trouble import Trouble
from voice_coach.inbox.live import LiveInbox
from voice_coach.session.options import RunOptions
from voice_coach.speaking.mixer import Mixer
from voice_coach.supervision.heartbeat import Doing
from voice_coach.supervision.supervisor import Life

Input: TypeAlias = Microphone | PacedMicrophone
Output: TypeAlias = Loudspeaker | FileLoudspeaker

MINUTE_S: Seconds = 60.0
LOST_A_MINUTE = 5
"""So many blocks that came too late, or were lost, in a minute; fewer are no trouble."""

GIVEN_BACK_S = 30.0
"""So soon after it was opened anew a microphone that gives back what is played once more is none."""

MONITOR_AGAIN_S = 5.0
"""When a microphone that was none is tried again; each time twice as late."""

LOOKED_INTO = frozenset({Ailment.SUSPECT, Ailment.MONITOR})
"""What a microphone is opened anew for, before anybody is told."""

LOOK_ANEW = 3
"""At every third vain try the devices are listed anew; where no sound is open, at every one."""


class LiveSound:
    """Keeps a session's devices open; it is the session's clock, and its `Watch`.

    ``say`` gives the sentence of a key, ``since`` is the session clock's time at which it begins; ``life`` is told when
    devices are opened, which may take long, and is thrown away when one cannot even be closed. ``mixer`` is None in a
    session without sound. All but the clock is for the session's thread.
    """

    def __init__(
        self, options: RunOptions, say: Callable[[str], str], since: Seconds = 0.0, life: Life | None = None
    ) -> None:
        self._options, self._say = options, say
        self._life = life or Life()
        self._clock = (since, time.monotonic())
        self.mixer: Mixer | None = None
        self.inbox = LiveInbox(self.now, self._played)
        self._ears = EarHealth()
        self._input: KeptOpen[Input] = KeptOpen(self._open_input, self._life.throw_away)
        self._output: KeptOpen[Output] = KeptOpen(self._open_output, self._life.throw_away)
        self._listens = False
        self._sources = Sources()
        self._monitor_again_s = MONITOR_AGAIN_S
        self._given_back = -inf
        self._minute, self._lost = time.monotonic(), 0
        self._counted: tuple[Output | None, Input | None] = (None, None)
        self._told: set[str] = set()

    def now(self) -> Seconds:
        """The session clock's time: the loudspeaker's, or the machine's where there is none; for any thread."""
        output = self._output.device
        moment = time.monotonic()
        at, when = self._clock
        # A loop that lives asks many times a second; while the process is stopped, time stands.
        at = at + min(moment - when, STANDSTILL_S) if output is None else output.now()
        self._clock = (at, moment)
        return at

    def sound(self) -> str:
        """Begin to sound, and return the loudspeaker's name. Raises AudioError when there is none yet."""
        with self._opening():
            try:
                return self._output.open().name
            finally:
                self.mixer = self.mixer or Mixer(RATE)

    def listen(self) -> str:
        """Begin to listen, and return the microphone's name. Raises AudioError when there is none yet."""
        self._listens = True
        with self._opening():
            microphone = self._input.open()
        return microphone.name if isinstance(microphone, Microphone) else self._options.microphone

    @property
    def latency_s(self) -> Seconds:
        """The time from the mixer to the air; 0 without a loudspeaker."""
        return self._output.device.latency if self._output.device else 0.0

    @contextmanager
    def _opening(self) -> Iterator[None]:
        """Say before the session's loop turns that devices are being opened, and then that it goes on beginning."""
        self._life.heartbeat.doing(Doing.DEVICES)
        try:
            yield
        finally:
            self._life.heartbeat.doing(Doing.BEGINNING)

    def close(self) -> None:
        """Give the devices back."""
        for kept in (self._input, self._output):
            if kept.device:
                kept.device.close()
        self._sources.close()

    def hear(
        self, pcm: bytes, played: bytes, status: Status, decided: Sequence[Heard | Rejected]
    ) -> tuple[Trouble, ...]:
        """See `Watch.hear`; what gives back what is played is left."""
        found = self._ears.take(pcm, played, status, decided)
        told: list[Ailment] = [ailment for ailment in found if ailment not in LOOKED_INTO]
        if isinstance(self._input.device, Microphone) and not LOOKED_INTO.isdisjoint(found):
            told += self._look_into(found, time.monotonic())
        return tuple(Trouble(self._say(ailment), aloud=True) for ailment in told)

    def _look_into(self, found: Sequence[Ailment], moment: float) -> Sequence[Ailment]:
        """Open the microphone anew: what sounds wrong may be no microphone any more."""
        self._life.heartbeat.doing(Doing.DEVICES)
        if Ailment.MONITOR in found:
            self._ears.anew()
            if moment - self._given_back < GIVEN_BACK_S:  # it was opened anew, and is all that there is
                self._input.drop(until=moment + self._monitor_again_s)
                self._monitor_again_s *= 2
                return (Ailment.MONITOR,)
            self._given_back = moment
        return (Ailment.GONE,) if self._input.reopen(moment) is Change.GONE else ()

    def tend(self, now: Seconds) -> tuple[Trouble, ...]:  # noqa: ARG002 - devices come and go on the machine's clock
        """See `Watch.tend`."""
        moment = time.monotonic()
        if self._output.due(moment) or self._input.due(moment):
            self._life.heartbeat.doing(Doing.DEVICES)
        self._look_anew(moment)
        mouth = self._output.tend(moment) if self.mixer else None
        ears = self._tend_input(moment) if self._listens else None
        if ears is Change.BACK:
            self._ears.anew()
        there = self._output.device is not None
        told = (
            (mouth is Change.GONE, Trouble("The loudspeaker is gone. The coach goes on, and shows what it says.")),
            (mouth is Change.BACK, Trouble(self._say("mouth_back"), aloud=True)),
            (ears is Change.GONE, Trouble(self._say(Ailment.GONE), aloud=there)),
            (ears is Change.BACK, Trouble(self._say(Ailment.BACK), aloud=True)),
        )
        return (*(trouble for so, trouble in told if so), *self._gaps(moment))

    def _tend_input(self, moment: float) -> Change | None:
        device = self._input.device
        if isinstance(device, Microphone) and self._sources.changed() and gives_a_monitor(device.name):
            self._input.drop()
            return Change.GONE
        return self._input.tend(moment)

    def _look_anew(self, moment: float) -> None:
        """List the devices anew before a try that an old list would make vain; only silence is cut for it."""
        kept: tuple[KeptOpen[Any], ...] = (self._output, self._input)
        wanted = (self.mixer is not None, self._listens)
        due = [one for one, is_wanted in zip(kept, wanted, strict=True) if is_wanted and one.due(moment)]
        there = [one for one in kept if one.device]
        speaks = self._output.device is not None and self.mixer is not None and self.mixer.sounds
        if not due or speaks or (there and all((one.tries + 1) % LOOK_ANEW for one in due)):
            return
        for one in there:
            one.drop()
        try:
            look_anew()
        except AudioError:
            return
        for one in there:
            with suppress(AudioError):
                one.open()

    def _gaps(self, moment: float) -> tuple[Trouble, ...]:
        """What is lost of the sound, told once."""
        told = []
        output, microphone = self._output.device, self._input.device
        if isinstance(output, Loudspeaker) and output.trouble:
            told.append(output.trouble)
        lost = sum((getattr(output, "underflows", 0), getattr(microphone, "overflows", 0)))
        if (output, microphone) != self._counted:  # what comes or goes loses sound, and another counts from nought
            self._counted, self._lost = (output, microphone), lost
        if lost - self._lost >= LOST_A_MINUTE:
            told.append("Sound is being lost: this machine is too busy, or a device has a bad connection.")
        if moment - self._minute > MINUTE_S:
            self._minute, self._lost = moment, lost
        new = [text for text in told if text not in self._told]
        self._told.update(new)
        return tuple(Trouble(text) for text in new)

    def _played(self) -> bytes:
        output = self._output.device
        return output.played() if output else b""

    def _open_output(self) -> Output:
        name = self._options.speaker
        if is_sound_file(name):
            output: Output = FileLoudspeaker(self._file(Path(name)))
        else:
            output = Loudspeaker(choose(devices(), Direction.OUTPUT, name))
        if self.mixer and self.mixer.rate != output.rate:
            output.close()
            raise AudioError("device-refused", f"The loudspeaker {output.name!r} takes no {self.mixer.rate} Hz.")
        self.mixer = self.mixer or Mixer(output.rate)
        self.mixer.forget()  # what was to sound meanwhile is too late
        try:
            output.start(self.mixer.fill, self.now())
        except AudioError:
            output.close()
            raise
        return output

    def _file(self, path: Path) -> Path:
        """The file to write, or the next free name where the process that died has written it."""
        names = chain([path], (path.with_stem(f"{path.stem}-{number}") for number in count(2)))
        return next(name for name in names if not (self._life.death and name.exists()))

    def _open_input(self) -> Input:
        name, inbox = self._options.microphone, self.inbox
        if is_sound(sound_and_channel(name)[0]):
            return PacedMicrophone(source(name), inbox.hear, inbox.deafen, inbox.tell, inbox.fail)
        device, channel = choose_microphone(devices(), name)
        if not name:
            self._sources.follow()
        if not name and gives_a_monitor(device.name):
            raise AudioError(
                "no-device", "This machine has no microphone, only monitors of what its loudspeakers play."
            )
        return Microphone(device, inbox.hear, channel)


def source(name: str) -> Source:
    """The blocks of a sound file, or of a pipe."""
    sound, channel = sound_and_channel(name)
    return StreamMicrophone(channel=channel) if sound == "-" else FileMicrophone(Path(sound), channel)
