"""Somebody teaches a phrase of their own for a command: it is asked for two or three times, compared, and kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from voice_coach.audio.format import RATE, from_bytes
from voice_coach.listening.phones.own.phrases import Unfit, name_of, spelled_out
from voice_coach.rehearsal import own_voice
from voice_coach.rehearsal.clip import RehearsedClip
from voice_coach.rehearsal.cut import CutUtterance, Fault
from voice_coach.rehearsal.endpoint import Endpoint
from voice_coach.rehearsal.rehearsal import FAULTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from voice_coach.core.commands.table import Command
    from voice_coach.core.speech.wording import Wording
    from voice_coach.listening.phones.own.phrases import Taught, Teaching
    from voice_coach.rehearsal.elicitation import Elicitation

FEWEST_TAKES, MOST_TAKES = 2, 3

MOST_ASKED = 6
"""How often somebody is asked in all who is not heard, or too faintly or too loudly."""

RECOGNISER = "phones"


class OwnPhraseRehearsal:
    """Asks for takes, and tells what came of them, on the screen and aloud."""

    def __init__(
        self, elicitation: Elicitation, teaching: Teaching, code: str, wording: Wording, tell: Callable[[str], None]
    ) -> None:
        self._studio, self._teaching, self._code = elicitation, teaching, code
        self._wording, self._tell = wording, tell

    def run(self, command: Command) -> bool:
        """Teach a phrase of a command; return whether one was kept. Any key ends it, and nothing is kept then.

        Raises ListeningError or RecordingError when it cannot go on.
        """
        said: list[CutUtterance] = []
        for _ in range(MOST_ASKED):
            text = self._wording("own_again") if said else self._wording("own_say", command=_called(command))
            self._tell(f"[{len(said) + 1}] {text}")
            answer = self._studio.ask(text)
            if not isinstance(answer, Endpoint):
                return False
            utterance = answer.utterance()
            fault = utterance if isinstance(utterance, Fault) else utterance.fault
            if fault or isinstance(utterance, Fault):
                self._tell(f"    {FAULTS[fault or Fault.NOTHING]}")
                continue
            said.append(utterance)
            if len(said) >= FEWEST_TAKES:
                taught = self._teaching.phrase_of([self._teaching.take(from_bytes(one.pcm)) for one in said], command)
                if taught.problem is None:
                    self._keep(taught, command, said)
                    return True
                if len(said) == MOST_TAKES or taught.problem is Unfit.LIKE_ANOTHER:
                    self._announce(self._wording(f"own_{taught.problem.replace('-', '_')}", phrase=taught.like))
                    return False
        return False

    def _keep(self, taught: Taught, command: Command, said: Sequence[CutUtterance]) -> None:
        phrase = name_of(taught.phones, command, own_voice.own_phrases(self._code))
        for place in taught.kept:
            now = datetime.now().astimezone()
            clip = RehearsedClip(
                file=f"{phrase.replace(' ', '-')}-{now:%Y%m%d-%H%M%S-%f}.flac",
                command=command,
                phrase=phrase,
                heard=phrase,
                ok=True,
                seconds=len(said[place].pcm) / 2 / RATE,
                level_db=round(said[place].level_db, 1),
                when=now.isoformat(timespec="milliseconds"),
                recogniser=RECOGNISER,
                own_phones=spelled_out(taught.phones),
            )
            own_voice.keep(self._code, clip, said[place].pcm)
        self._tell(f"    {phrase}: {spelled_out(taught.phones)}")
        self._announce(self._wording("own_kept", command=_called(command)))

    def _announce(self, text: str) -> None:
        self._tell(text)
        self._studio.tell(text)


def _called(command: Command) -> str:
    return command.replace("_", " ")
