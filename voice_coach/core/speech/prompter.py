"""What the coach is in the middle of saying: it numbers the sentences and knows which are still unsaid."""

from __future__ import annotations

from collections.abc import Iterator

from voice_coach.core.effects import Chime, Priority, Say, Tone
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.speech.cues import Cue
from voice_coach.core.speech.instructions import seconds
from voice_coach.core.speech.wording import Line
from voice_coach.core.states import Happening


class Prompter:
    """Turns lines into `Say`s. At most one prompt is under way: the lines whose end the session waits for."""

    def __init__(self) -> None:
        self._last_id = 0
        self._unsaid: tuple[tuple[int, Line], ...] = ()
        self._then: Happening | None = None
        self.overdue_at: Seconds | None = None

    @property
    def then(self) -> Happening | None:
        """What the session does when the prompt under way ends; None when there is none."""
        return self._then

    def say(self, lines: tuple[Line, ...], priority: Priority) -> list[Say]:
        """Say lines whose end nobody waits for."""
        return [say for say, _ in self._numbered(lines, priority)]

    def prompt(self, lines: tuple[Line, ...], then: Happening, now: Seconds, after: Seconds | None = None) -> list[Say]:
        """Say lines, none before ``after``, and wait for their end; a prompt under way is forgotten.

        `overdue_at` is when the end counts as reached although nobody has told it: twice the time that the words
        should take and ten seconds, so that a lost message never stops a session.
        """
        numbered = self._numbered(lines, Priority.INSTRUCTION, after)
        self._unsaid = tuple((say.id, line) for say, line in numbered)
        self._then = then
        self.overdue_at = now + 2 * seconds(lines) + 10
        return [say for say, _ in numbered]

    def again(self, now: Seconds) -> list[Say]:
        """Say the unsaid rest of the prompt under way, from the beginning of the sentence that was cut."""
        return [] if self._then is None else self.prompt(self.unsaid, self._then, now)

    @property
    def unsaid(self) -> tuple[Line, ...]:
        """The lines of the prompt under way that have not been said to their end."""
        return tuple(line for _, line in self._unsaid)

    def tone_after(self, say_id: int) -> Tone | None:
        """The tone that sounds right after a sentence of the prompt under way."""
        return next((line.tone for number, line in self._unsaid if number == say_id), None)

    def finished(self, say_id: int) -> Happening | None:
        """Note that a sentence has ended; return what to do when it was the last of the prompt under way."""
        if say_id not in {number for number, _ in self._unsaid}:
            return None
        if all(number <= say_id for number, _ in self._unsaid):
            return self.end()
        # The name of a tone is unsaid until the tone's meaning has been said: one is no use without the other.
        self._unsaid = tuple(
            (number, line) for number, line in self._unsaid if number > say_id or (number == say_id and line.tone)
        )
        return None

    def end(self) -> Happening | None:
        """Forget the prompt under way and return what its end brings."""
        then, self._then, self._unsaid, self.overdue_at = self._then, None, (), None
        return then

    def cues(self, cues: tuple[Cue, ...], base_s: Seconds, now: Seconds, stretch: float) -> Iterator[Say | Chime]:
        """Give the cues from second ``base_s`` of the step on their times; that second is ``now``."""
        for cue in cues:
            at = now + (cue.at_s - base_s) * stretch
            if at < now - 1e-6:
                continue
            if cue.tone is not None:
                yield Chime(cue.tone, at)
            else:
                yield Say(self._next_id(), cue.text, cue.role, cue.priority, at)

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _numbered(
        self, lines: tuple[Line, ...], priority: Priority, after: Seconds | None = None
    ) -> list[tuple[Say, Line]]:
        return [
            (Say(self._next_id(), line.text, line.role, priority, gap_s=line.gap_s, after=after), line)
            for line in lines
        ]
