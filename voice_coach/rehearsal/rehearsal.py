"""A rehearsal: phrase after phrase is asked for, heard, judged and kept."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime

from voice_coach.audio.format import RATE
from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard
from voice_coach.core.speech.wording import Wording
from voice_coach.language.phrasebook import Match, Phrasebook
from voice_coach.listening.engines import Engine
from voice_coach.recording.ear_log import Decision
from voice_coach.rehearsal import own_voice
from voice_coach.rehearsal.advice import PhraseVerdict, report, to_ask, to_try, verdicts
from voice_coach.rehearsal.clip import RehearsedClip
from voice_coach.rehearsal.cut import CutUtterance, Fault
from voice_coach.rehearsal.elicitation import Elicitation
from voice_coach.rehearsal.endpoint import Endpoint

ATTEMPTS = 2
"""How often somebody is asked who is not heard, or too faintly or too loudly to be judged."""

FAULTS = {
    Fault.NOTHING: "nothing was heard",
    Fault.MUTED: "the microphone gives no sound at all; is it muted?",
    Fault.QUIET: "too quiet: come nearer, or turn the microphone up",
    Fault.CLIPPED: "too loud for the microphone: move back, or turn it down",
}

_WORD = re.compile(r"\w+")


class Rehearsal:
    """Asks for phrases, and tells line by line what came of each."""

    def __init__(
        self,
        elicitation: Elicitation,
        engine: Engine,
        phrasebook: Phrasebook,
        wording: Wording,
        tell: Callable[[str], None],
    ) -> None:
        self._studio = elicitation
        self._engine = engine
        self._code = phrasebook.language_code
        self._table = phrasebook.said_for()
        self._matches = {phrase: match for phrase in phrasebook.phrases() if (match := phrasebook.match(phrase))}
        self._wording = wording
        self._tell = tell

    def run(self, phrases: Sequence[str]) -> None:
        """Ask for what a rehearsal that was broken off has not come to, else for all; then for what is proposed, once.

        Raises ListeningError or RecordingError when it cannot go on; what was kept until then stays.
        """
        self._tell(f"{self._wording('rehearse')} Space skips a phrase, q ends; what you have said is kept.")
        commands = {self._matches[phrase].command for phrase in phrases}
        try:
            going = self._gone_through(phrases)
            offered: set[str] = set()
            while going and (proposed := [one for one in to_try(self._judged(commands)) if one not in offered]):
                offered.update(proposed)
                going = self._agreed(proposed) and self._asked(deque(to_ask(proposed)))
        finally:
            self._report(commands)

    def _gone_through(self, phrases: Sequence[str]) -> bool:
        """Ask for what is left of these, and put down where that ends; return whether to go on afterwards."""
        left = deque(own_voice.broken_off(self._code, self._engine.kind, phrases) or to_ask(phrases))
        try:
            return self._asked(left)
        finally:
            own_voice.break_off(self._code, self._engine.kind, phrases, left)

    def _asked(self, left: deque[str]) -> bool:
        """Ask for each, and take out what was come to; return whether to go on afterwards."""
        total = len(left)
        while left:
            for _ in range(ATTEMPTS):
                text = self._wording("rehearse_say", phrase=left[0])
                self._tell(f"[{total - len(left) + 1}/{total}] {text}")
                answer = self._studio.ask(text)
                if answer is Command.FINISH:
                    return False
                if not isinstance(answer, Endpoint) or self._kept(left[0], answer):
                    break
            left.popleft()
        return True

    def _agreed(self, proposed: Sequence[str]) -> bool:
        """Offer to try what might work better."""
        text = self._wording("rehearse_try")
        self._tell(f"Some phrases work badly for your voice. Others: {', '.join(proposed)}.\n{text}")
        answer = self._studio.ask(text)
        if isinstance(answer, Endpoint):
            return isinstance(answer.decided, Heard) and answer.decided.command is Command.YES
        return answer is Command.YES

    def _kept(self, phrase: str, endpoint: Endpoint) -> bool:
        """Judge what was said, tell it, and keep it; return False where the microphone is at fault, not the phrase."""
        said = endpoint.utterance()
        if isinstance(said, Fault):
            self._tell(f"    {FAULTS[said]}")
            return False
        clip = self._clip(self._matches[phrase], endpoint.decided, said)
        self._tell(f"    {_result(endpoint.decided, ok=clip.ok)}")
        if said.fault:
            self._tell(f"    {FAULTS[said.fault]} ({said.level_db:.0f} dB)")
            return False
        own_voice.keep(self._code, clip, said.pcm)
        return True

    def _clip(self, wanted: Match, decided: Decision | None, said: CutUtterance) -> RehearsedClip:
        now = datetime.now().astimezone()
        same = isinstance(decided, Heard) and (decided.command, decided.number) == (wanted.command, wanted.number)
        return RehearsedClip(
            file=f"{'-'.join(_WORD.findall(wanted.phrase))}-{now:%Y%m%d-%H%M%S-%f}.flac",
            command=wanted.command,
            phrase=wanted.phrase,
            heard=decided.text if decided else "",
            ok=same,
            seconds=len(said.pcm) / 2 / RATE,
            level_db=round(said.level_db, 1),
            when=now.isoformat(timespec="milliseconds"),
            recogniser=self._engine.kind,
        )

    def _rehearsed(self, commands: set[Command]) -> tuple[RehearsedClip, ...]:
        """What this recogniser was given of these commands; another one may understand others."""
        rehearsed = own_voice.rehearsed(self._code)
        return tuple(clip for clip in rehearsed if clip.command in commands and clip.recogniser == self._engine.kind)

    def _judged(self, commands: set[Command]) -> tuple[PhraseVerdict, ...]:
        return verdicts(self._rehearsed(commands), self._table, self._engine.phrases)

    def _report(self, commands: set[Command]) -> None:
        for line in report(self._judged(commands)):
            self._tell(line)


def _result(decided: Decision | None, *, ok: bool) -> str:
    """Say what the ear made of it."""
    if decided is None:
        return "not understood"
    if isinstance(decided, Heard):
        sure = f", {decided.confidence:.0%} sure" if decided.confidence < 1 else ""
        return f'{"understood" if ok else f"taken for {decided.command}"}: "{decided.text}"{sure}'
    return f'not understood: "{decided.text}" ({decided.reason})'
