"""The speaker: carries out the coach's orders to speak, chime and be silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from voice_coach.audio.resampling import resample
from voice_coach.core.effects import Chime, Hush, Say, SetVolume
from voice_coach.errors import SpeakingError
from voice_coach.speaking.timeline import ScheduledSound, Start, Timeline
from voice_coach.speaking.tones import tone_clip, tone_seconds
from voice_coach.speaking.voices.voice import EstimatedVoice

if TYPE_CHECKING:
    from voice_coach.core.events import SpeechFinished
    from voice_coach.core.plan.routine import Seconds
    from voice_coach.speaking.mixer import Mixer
    from voice_coach.speaking.voices.voice import Clip, Voice
from voice_coach.audio.format import Samples

Sound: TypeAlias = Say | Chime | Hush | SetVolume
"""The effects that are for the ear."""


class Speaker:
    """Gives every sound its time, with ``voice`` for the words and ``mixer`` for the samples.

    Without a mixer nothing sounds and everything takes the time that it would. ``latency_s`` is the time from the
    mixer to the air. A voice that fails does not end a session: its sentence counts as spoken in silence, and
    ``trouble`` says why ("" as long as all is well).
    """

    def __init__(self, voice: Voice, mixer: Mixer | None = None, latency_s: Seconds = 0.0) -> None:
        self.trouble = ""
        self._voice = voice
        self._silent = EstimatedVoice()
        self._mixer = mixer
        self._timeline = Timeline(latency_s)

    def perform(self, effect: Sound, now: Seconds) -> None:
        """Carry out one order at ``now`` on the session's clock; takes as long as the voice takes for a new text."""
        match effect:
            case Say():
                clip = self._clip(effect.text)
                key = self._timeline.say(effect, clip.seconds, self._reached(now))
                self._pass_on(key, clip)
            case Chime():
                key = self._timeline.chime(effect, tone_seconds(effect.tone), self._reached(now))
                self._pass_on(key, tone_clip(effect.tone, self._mixer.rate) if self._mixer else None)
            case Hush():
                self._timeline.hush(self._reached(now))
                self._pass_on()
            case SetVolume() if self._mixer:
                self._mixer.set_volume(effect.notch)

    @property
    def next_finish(self) -> Seconds | None:
        """When `finished` next has something to report; None when nothing is to come."""
        return self._timeline.next_finish

    def finished(self, now: Seconds) -> tuple[SpeechFinished, ...]:
        """Report the speech that has left the loudspeaker or was withdrawn, each once, oldest first."""
        return self._timeline.finished(now)

    def sounding(self, since: Seconds, until: Seconds) -> tuple[ScheduledSound, ...]:
        """Return the speech and tones that sound between two seconds of the output (see `timeline`)."""
        return self._timeline.sounding(since, until)

    def log(self, until: Seconds) -> tuple[ScheduledSound, ...]:
        """Return everything that began to sound before this second of the output."""
        return self._timeline.log(until)

    def duck(self) -> None:
        """Be softer for a moment, for somebody may be speaking."""
        if self._mixer:
            self._mixer.duck()

    def close(self) -> None:
        """Stop the voice; what the mixer has already goes on sounding."""
        self._voice.close()

    def _reached(self, now: Seconds) -> Seconds:
        """The first second of output that can still be changed."""
        return max(now, self._mixer.reached) if self._mixer else now

    def _clip(self, text: str) -> Clip:
        try:
            return self._voice.clip(text)
        except SpeakingError as error:
            self.trouble = self.trouble or error.message
            return self._silent.clip(text)

    def _pass_on(self, key: int = 0, clip: Clip | None = None) -> None:
        """Give the timeline's orders to the mixer; ``clip`` is the sound of ``key``, the others it has already."""
        orders = self._timeline.orders()
        if self._mixer is None:
            return
        for order in orders:
            if not isinstance(order, Start):
                self._mixer.stop(order.key, order.at)
            elif clip and order.key == key:
                self._mixer.start(order.key, order.at, _at_rate(clip, self._mixer.rate))
            else:
                self._mixer.start(order.key, order.at)


def _at_rate(clip: Clip, rate: int) -> Samples:
    return resample(clip.samples, clip.rate, rate) if len(clip.samples) else clip.samples
