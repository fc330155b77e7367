"""What the coach says as text, each sentence when it would sound, for a session without sound."""

from __future__ import annotations

from voice_coach.core.plan.routine import Seconds
from voice_coach.displays.display import Display
from voice_coach.speaking.speaker import Speaker

AHEAD_S: Seconds = 3600.0


class Subtitles:
    """Watches a speaker's schedule and shows its sentences on a display, from ``since`` seconds on."""

    def __init__(self, speaker: Speaker, display: Display, since: Seconds = 0.0) -> None:
        self._speaker = speaker
        self._display = display
        self._shown_until = since

    def due(self) -> Seconds | None:
        """When the next sentence is to be shown; None when none is scheduled."""
        ahead = self._speaker.sounding(self._shown_until, self._shown_until + AHEAD_S)
        starts = (entry.starts for entry in ahead if entry.say and entry.starts > self._shown_until)
        return min(starts, default=None)

    def show(self, now: Seconds) -> None:
        """Show the sentences that have begun since this was last called."""
        begun = self._speaker.sounding(self._shown_until, now + 1e-6)
        for entry in sorted(begun, key=lambda entry: entry.starts):
            if entry.say and self._shown_until < entry.starts <= now:
                self._display.spoken(entry.what)
        self._shown_until = now
