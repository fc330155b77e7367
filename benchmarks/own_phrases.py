"""How well somebody's own phrases for commands are heard, and what else is then taken for them.

    python benchmarks/own_phrases.py

Each synthetic voice that the ear has learned nothing from teaches the six phrases of `OWN`, which are no phrases of the
coach, with two takes at different tempo in quiet, and a third when those do not do. Then it says each once more, at
another tempo in a room that rings for 0.3 s, and the phone ear decides, with the thresholds of a session. Falsely taken
can be:

- the same six phrases by the same voice, when nobody has taught any, for a command that they do not mean;
- the `OTHERS` by the same voice, when it has taught all six, as one of them;
- the coach's own phrases by the same voice in the same room: how many are understood, without and with the six.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.listening.sets.voices import HELD_OUT, Voice
from voice_coach.audio import wav
from voice_coach.audio.format import RATE, Samples, to_bytes
from voice_coach.audio.resampling import resample
from voice_coach.core.commands.table import Command
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Match, Phrasebook
from voice_coach.listening.phones.engine import UNKNOWN, PhoneRecogniser
from voice_coach.listening.phones.judgement import LearnedHearing
from voice_coach.listening.phones.lesson import Lesson, lesson
from voice_coach.listening.phones.own.learning import learn
from voice_coach.listening.phones.own.phrases import OwnPhrase, Teaching, Unfit, pronunciations
from voice_coach.simulator.room.shoebox import shoebox

OWN = {
    "banana": Command.PAUSE,
    "hold your horses": Command.PAUSE,
    "enough already": Command.FINISH,
    "oh boy": Command.PAIN,
    "let us continue please": Command.RESUME,
    "too much for me": Command.EASIER,
}
OTHERS = (
    *("bandana", "havana", "hold the door", "hold your breath", "enough of that", "not enough", "oh dear", "old boy"),
    *("let us see", "to continue reading", "much better", "too many", "for me", "the weather is nice", "good morning"),
    *("what a day", "i am hungry", "turn on the light", "where is the dog", "see you tomorrow"),
)
TAKES, TESTED = (1.08, 0.94, 1.03), 1.0
"""How long a voice takes for a text, as a share of what it takes by itself."""

ROOM_M, RINGS_S, AWAY_M = (4.5, 3.6, 2.5), 0.3, 1.0
LOUD, NOISE = 0.05, 0.0005


class Ear:
    """What a session hears of somebody who has taught some phrases, with or without the likeness to their clips."""

    def __init__(
        self, book: Phrasebook, learned: Lesson, own: dict[OwnPhrase, list[Samples]], *, likeness: bool
    ) -> None:
        self._book = book.with_own([Match(one.command, one.phrase) for one in own])
        wider = learned.with_own(pronunciations(own))
        clips = {one.phrase: sounds for one, sounds in own.items()}
        known = learn(wider, clips, self._book.table) if likeness and own else None
        self._hearing = LearnedHearing(self._book, wider, known)

    def taken(self, sound: Samples) -> list[Match]:
        """What a sound is obeyed as."""
        recogniser = PhoneRecogniser(self._book, self._hearing)
        said = [one.text for one in recogniser.feed(to_bytes(sound)) if one.text != UNKNOWN]
        return [self._book.table[text] for text in said]


def say(voice: Voice, text: str, longer: float, folder: Path) -> Samples:
    """Let a voice say a text more slowly or faster than it does by itself; quiet around it."""
    target = folder / "said.wav"
    voice.say_at_a_pace(text, longer, target)
    samples = resample(*wav.read(target), RATE)
    return _over_noise(samples)


def in_a_room(sound: Samples) -> Samples:
    """Lay reverberation on a voice."""
    response = shoebox(ROOM_M, RINGS_S, AWAY_M, "user").samples
    return _over_noise(np.convolve(sound, response).astype(np.float32), around_s=0.0)


def _over_noise(sound: Samples, around_s: float = 1.0) -> Samples:
    quiet = np.zeros(round(around_s * RATE), np.float32)
    loud = sound * (LOUD / float(np.sqrt(np.square(sound[np.abs(sound) > np.abs(sound).max() / 30]).mean())))
    whole = np.concatenate([quiet, loud, quiet])
    return np.asarray(whole + np.random.default_rng(1).normal(0.0, NOISE, len(whole)), np.float32)


def taught_by(voice: Voice, teaching: Teaching, folder: Path) -> dict[OwnPhrase, list[Samples]]:
    """Let a voice teach all of its phrases; tell which are refused."""
    own: dict[OwnPhrase, list[Samples]] = {}
    for text, command in OWN.items():
        sounds = [say(voice, text, longer, folder) for longer in TAKES]
        takes = [teaching.take(sound) for sound in sounds]
        taught = teaching.phrase_of(takes[:2], command)
        if taught.problem in (Unfit.NOT_ALIKE, Unfit.TOO_SHORT):
            taught = teaching.phrase_of(takes, command)
        if taught.problem:
            print(f"{voice}, {text}: {taught.problem} {taught.like}")
        else:
            own[OwnPhrase(f"own {text}", command, taught.phones)] = [sounds[place] for place in taught.kept]
    return own


def main() -> None:
    """Print a row for each voice, and the sums."""
    learned, book = lesson("en"), Phrasebook(load_language("en"))
    if learned is None:
        raise SystemExit("the phone ear has not learned English")
    teaching, nobody = Teaching(book, learned), Ear(book, learned, {}, likeness=False)
    coachs = [said[0] for command, said in book.said_for().items() if command is not Command.NUMBER]
    print("| voice | taught | heard | without likeness | taught none | others taken | coach's phrases before, after |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    rows = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        for voice in (one for one in HELD_OUT if one.is_here):
            own = taught_by(voice, teaching, folder)
            alike, unlike = (Ear(book, learned, own, likeness=likeness) for likeness in (True, False))
            names = [one.phrase for one in own]
            tested = {text: in_a_room(say(voice, text, TESTED, folder)) for text in OWN}
            others = [in_a_room(say(voice, text, TESTED, folder)) for text in OTHERS]
            said = {text: in_a_room(say(voice, text, TESTED, folder)) for text in coachs}
            heard = [[m.command for m in alike.taken(tested[text])] for text in OWN]
            for text, commands in zip(OWN, heard, strict=True):
                if commands != [OWN[text]]:
                    print(f"{voice}, {text}: heard {commands}")
            for text, sound in zip(OTHERS, others, strict=True):
                for match in alike.taken(sound):
                    if match.phrase in names:
                        print(f"{voice}, {text}: taken for {match.phrase}")
            row = (
                len(own),
                sum(commands == [OWN[text]] for text, commands in zip(OWN, heard, strict=True)),
                sum([m.command for m in unlike.taken(tested[text])] == [OWN[text]] for text in OWN),
                sum(any(m.command is not OWN[text] for m in nobody.taken(tested[text])) for text in OWN),
                sum(any(m.phrase in names for m in alike.taken(sound)) for sound in others),
                *(
                    sum(
                        [m.command for m in ear.taken(sound)] == [book.table[text].command]
                        for text, sound in said.items()
                    )
                    for ear in (nobody, alike)
                ),
            )
            rows.append(row)
            print(f"| {voice} | {' | '.join(map(str, row))} |", flush=True)
    print(f"| all | {' | '.join(str(sum(column)) for column in zip(*rows, strict=True))} |")
    print(f"of {len(rows) * len(OWN)} own, {len(rows) * len(OTHERS)} others, {len(rows) * len(coachs)} of the coach's")


if __name__ == "__main__":
    main()
