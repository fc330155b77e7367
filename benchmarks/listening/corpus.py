"""The clips that are measured with: commands, and sound of several kinds in which there is none."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.listening.decision import meaning_of
from benchmarks.listening.level import active_level
from voice_coach.audio import wav
from voice_coach.audio.format import RATE
from voice_coach.audio.resampling import resample
from voice_coach.errors import AudioError, UsageError
from voice_coach.language.phrasebook import Phrasebook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.listening.sets.parts import Part
    from voice_coach.audio.format import Samples

COLUMNS = ("path", "role", "label")
SPEAKER = "speaker"
"""A column that may be missing; by it a corpus is halved."""

COMMAND_ROLES = ("command", "neg_word")
"""Roles of short utterances; one whose label is a phrase of the language is a command, whatever its role."""

OTHER_WORDS, SPEECH, EMBEDDED, CONVERSATION, NOISE, MUSIC = (
    "other words", "speech", "command inside a sentence", "conversation", "noise", "music",
)  # fmt: skip
KINDS = {
    "neg_word": OTHER_WORDS,
    "neg_speech": SPEECH,
    "neg_speech_embeds_cmd": EMBEDDED,
    "neg_conversation": CONVERSATION,
    "noise": NOISE,
    "music": MUSIC,
}
"""What the manifest's roles are called here: kinds of sound without a command."""


@dataclass(frozen=True, slots=True)
class Clip:
    """The first ``seconds`` of a sound file; ``phrase`` and ``meaning`` are empty unless it is a command.

    ``speaker`` is who is heard, or the name of the file when nobody is or it is not known.
    """

    path: Path
    seconds: float
    phrase: str = ""
    meaning: str = ""
    speaker: str = ""

    def read(self) -> Samples:
        """Return its samples at 16 kHz. Raises AudioError when it cannot be read or is silent."""
        samples = resample(*wav.read(self.path), RATE)[: round(self.seconds * RATE)]
        if active_level(samples) == 0.0:
            raise AudioError("clip-silent", f"There is nothing to hear in {self.path}.", "Leave it out.")
        return samples


@dataclass(frozen=True, slots=True)
class Corpus:
    """Clips of one language. ``language`` is what `load_language` takes."""

    name: str
    language: str
    phrasebook: Phrasebook
    commands: tuple[Clip, ...]
    others: Mapping[str, tuple[Clip, ...]]

    def only(self, part: Part) -> Corpus:
        """Return a corpus with the speakers of one part; kinds of which nothing is left are left out."""
        held = {kind: tuple(clip for clip in clips if part.holds(clip.speaker)) for kind, clips in self.others.items()}
        commands = tuple(clip for clip in self.commands if part.holds(clip.speaker))
        return replace(self, commands=commands, others={kind: clips for kind, clips in held.items() if clips})

    def thinned(self, commands: int, seconds: float) -> Corpus:
        """Return a corpus with so many commands, and of every other kind about so many seconds, evenly taken."""
        others = {kind: _about(clips, seconds) for kind, clips in self.others.items()}
        return replace(self, commands=_evenly(self.commands, commands), others=others)


def read_corpus(manifest: Path, name: str, language: str, phrasebook: Phrasebook) -> Corpus:
    """Read a manifest: tab-separated, a row a clip, with `COLUMNS`; paths are relative to it.

    `SPEAKER` is read where it is there, other columns are passed over. A short utterance that is no phrase of the
    language counts as another word, or with several words as a command inside a sentence. Raises UsageError
    (``manifest-invalid``) when it cannot be read or has no command, and AudioError for a clip that is no sound file.
    """
    commands: list[Clip] = []
    others: dict[str, list[Clip]] = {}
    for row in _rows(manifest):
        path = manifest.parent / row["path"]
        clip = Clip(path, seconds_of(path), speaker=row.get(SPEAKER) or row["path"])
        phrase = _phrase(row["label"], phrasebook)
        if phrase:
            commands.append(replace(clip, phrase=phrase, meaning=meaning_of(phrase, phrasebook)))
        else:
            others.setdefault(_kind(row), []).append(clip)
    if not commands:
        raise _invalid(manifest, "it has no command of the language")
    kinds = {kind: tuple(others[kind]) for kind in KINDS.values() if kind in others}
    return Corpus(name, language, phrasebook, tuple(commands), kinds)


def _rows(manifest: Path) -> list[dict[str, str]]:
    try:
        with manifest.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
    except (OSError, ValueError, csv.Error) as error:
        raise _invalid(manifest, str(error)) from error
    for line, row in enumerate(rows, 2):
        if any(row.get(column) is None for column in COLUMNS):
            raise _invalid(manifest, f"line {line} lacks one of the columns {', '.join(COLUMNS)}")
        if row["role"] not in {"command", *KINDS}:
            raise _invalid(manifest, f"line {line} has the unknown role {row['role']!r}")
    return rows


def seconds_of(path: Path) -> float:
    """Return how long a sound file lasts; raises AudioError when it is none."""
    with wav.open_sound(path) as sound:
        return float(sound.frames) / float(sound.samplerate)


def _invalid(manifest: Path, what: str) -> UsageError:
    return UsageError("manifest-invalid", f"The manifest {manifest} cannot be used: {what}.", f"Roles: {[*KINDS]}.")


def _phrase(label: str, phrasebook: Phrasebook) -> str:
    """The phrase that a label is, whether or not it parts the words in the same way ("nevermind")."""
    letters = _letters(label)
    return next((phrase for phrase in phrasebook.phrases() if _letters(phrase) == letters), "")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _kind(row: Mapping[str, str]) -> str:
    if row["role"] in COMMAND_ROLES:
        return EMBEDDED if " " in row["label"].strip() and row["role"] == "command" else OTHER_WORDS
    return KINDS[row["role"]]


def _about(clips: Sequence[Clip], seconds: float) -> tuple[Clip, ...]:
    """Clips that last about so many seconds together; what is longer alone is cut."""
    short = [replace(clip, seconds=min(clip.seconds, seconds)) for clip in clips]
    return _evenly(short, round(len(short) * seconds / sum(clip.seconds for clip in short)) or 1)


def _evenly(clips: Sequence[Clip], count: int) -> tuple[Clip, ...]:
    """So many of the clips at the most, at equal distances, so that labels that stand together are all there."""
    count = min(count, len(clips))
    return tuple(clips[place * len(clips) // count] for place in range(count))
