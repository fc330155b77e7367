"""Opens the best recogniser that this machine has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from voice_coach.audio.format import Samples
from voice_coach.errors import ListeningError, ModelError, SpeakingError
from voice_coach.listening.ear import Ear
from voice_coach.listening.models import catalogue
from voice_coach.listening.phones.engine import Hearing, PhoneRecogniser, Somebody
from voice_coach.listening.phones.judgement import LearnedHearing
from voice_coach.listening.phones.lesson import LearnedPhones, lesson
from voice_coach.listening.phones.own.learning import learn
from voice_coach.listening.phones.own.phrases import OwnPhrase, pronunciations, with_own
from voice_coach.listening.phones.second_opinion import Phonology, SecondOpinion
from voice_coach.listening.phones.untaught.hearing import SpelledHearing
from voice_coach.listening.phones.untaught.spelling import Spelling
from voice_coach.listening.rescue import Rescue
from voice_coach.listening.vosk.engine import VoskRecogniser

if TYPE_CHECKING:
    from pathlib import Path

    from voice_coach.language.phrasebook import Phrasebook
    from voice_coach.listening.echo.absent import Echoes
    from voice_coach.listening.phones.lesson import Lesson
    from voice_coach.listening.recogniser import Recogniser


class RecogniserKind(StrEnum):
    """What can be asked for. AUTO takes Vosk when there is a model, else the phone ear when it knows the language."""

    AUTO = "auto"
    VOSK = "vosk"
    PHONES = "phones"


@dataclass(frozen=True, slots=True)
class Engine:
    """What was opened.

    ``recogniser`` is None when there is nothing to recognise with; ``notice`` is for the screen and the voice, empty
    when there is nothing to say; ``trouble`` is for the screen alone, about a model that is damaged; ``cautious`` says
    that commands that destroy must always be asked back; ``phrases`` are those that can be heard, ``unusable`` those
    that this recogniser cannot hear; ``model`` is the folder of its Vosk model; ``second_opinion`` and
    ``rescue`` stand beside it. ``phrasebook`` is the one that it listens for when a person's own phrases are in it.
    """

    kind: RecogniserKind
    recogniser: Recogniser | None
    notice: str = ""
    cautious: bool = False
    phrases: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()
    trouble: str = ""
    model: Path | None = None
    second_opinion: SecondOpinion | None = None
    rescue: Rescue | None = None
    echo: Echoes = None
    phrasebook: Phrasebook | None = None

    def ear(self, phrasebook: Phrasebook, wanted_by: str) -> Ear:
        """Listen with it. Raises ModelError, which says who wanted to, when there is nothing to recognise with."""
        if self.recogniser is None:
            raise ModelError("no-recogniser", f"{wanted_by} needs a speech recogniser.", self.notice)
        return Ear(self.recogniser, self.phrasebook or phrasebook, self.second_opinion, self.rescue, self.echo)


NONE_NOTICE = "No speech recogniser: use the keyboard. To speak commands: voice-coach models fetch."


Say: TypeAlias = Callable[[str], Samples]
"""Somebody who says a text of the language: 16 kHz, mono."""


Clips: TypeAlias = Mapping[str, Sequence[Samples]]
"""What one person was heard to say, by phrase: 16 kHz, mono."""


@dataclass(frozen=True, slots=True)
class Aids:
    """What helps a recogniser.

    In a language that it has not learned the phone network, which stands beside Vosk, must be taught: ``say`` does.
    Without it Vosk hears alone. In a language that it has learned ``own`` makes that person's phrases surer to it.
    ``own_phrases`` are what that person says for commands besides. ``echo`` takes the coach's own voice out of what is
    heard.
    """

    say: Say | None = None
    own: Clips = field(default_factory=dict)
    echo: Echoes = None
    own_phrases: tuple[OwnPhrase, ...] = ()


NO_AIDS = Aids()


def open_recogniser(
    kind: RecogniserKind,
    phrasebook: Phrasebook,
    model: Path | None = None,
    aids: Aids = NO_AIDS,
) -> Engine:
    """Open a recogniser for a language's phrases; ``model`` is the folder of a Vosk model.

    With AUTO something always comes back. Raises ModelError when a model was named or Vosk asked for and there is no
    good one, ListeningError when the phone ear was asked for and has not learned the language, or cannot be opened.
    """
    if kind is RecogniserKind.PHONES:
        return _phones(phrasebook, aids)
    folder = catalogue.find(model, phrasebook.language_code)
    damaged = ""
    if folder is not None:
        try:
            return _vosk(phrasebook, folder, aids)
        except (ModelError, ListeningError) as error:
            if kind is RecogniserKind.VOSK or model is not None:
                raise
            damaged = f"{error.message} The model in {folder} is passed over."
    if kind is RecogniserKind.VOSK:
        raise ModelError(
            "model-missing",
            f"There is no model for the language {phrasebook.language_code}.",
            "Fetch one with: voice-coach models fetch, or name a folder with --model.",
        )
    if lesson(phrasebook.language_code):
        return replace(_phones(phrasebook, aids), trouble=damaged)
    return Engine(RecogniserKind.AUTO, None, notice=NONE_NOTICE, trouble=damaged)


def _vosk(phrasebook: Phrasebook, folder: Path, aids: Aids) -> Engine:
    said = phrasebook.phrases()  # not a person's own, of which Vosk knows no words
    vosk = VoskRecogniser(folder, said, phrasebook.other_words(), phrasebook.answers())
    lost = tuple(phrase for phrase in said if phrase in vosk.unusable)
    usable = tuple(phrase for phrase in said if phrase not in lost)
    engine = Engine(RecogniserKind.VOSK, vosk, phrases=usable, unusable=lost, model=folder, echo=aids.echo)
    known = _known(phrasebook, aids)
    if known is None:
        return engine
    hearing, phonology = known
    wider = _wider(phrasebook, aids)
    opinion = SecondOpinion(wider, phonology)
    rescue = Rescue(PhoneRecogniser(wider, hearing, _somebody(aids)), wider)
    return replace(engine, second_opinion=opinion, rescue=rescue, phrasebook=wider)


def _known(phrasebook: Phrasebook, aids: Aids) -> tuple[Hearing, Phonology] | None:
    """What the phone network knows of a language, learned or taught by its synthesiser; None for nothing."""
    learned = lesson(phrasebook.language_code)
    if learned:
        learned = learned.with_own(pronunciations(aids.own_phrases))
        return _hearing(_wider(phrasebook, aids), learned, aids.own), LearnedPhones(learned)
    if aids.say is None:
        return None
    spelling = Spelling((*phrasebook.phrases(), *phrasebook.other_words()))
    try:
        spelling.learn(phrasebook.language_code, aids.say)
    except SpeakingError:  # a machine that cannot speak still hears
        return None
    return SpelledHearing(phrasebook, spelling), spelling


def _hearing(phrasebook: Phrasebook, learned: Lesson, own: Clips) -> LearnedHearing:
    return LearnedHearing(phrasebook, learned, learn(learned, own, phrasebook.table) if own else None)


def _phones(phrasebook: Phrasebook, aids: Aids) -> Engine:
    learned = lesson(phrasebook.language_code)
    if learned is None:
        raise ListeningError(
            "language-not-learned",
            f"The phone ear has not learned the language {phrasebook.language_code}.",
            "Use a Vosk model of your language.",
        )
    learned, book = learned.with_own(pronunciations(aids.own_phrases)), _wider(phrasebook, aids)
    recogniser = PhoneRecogniser(book, _hearing(book, learned, aids.own), _somebody(aids))
    lost = recogniser.unusable
    usable = tuple(phrase for phrase in phrasebook.phrases() if phrase not in lost)
    engine = Engine(RecogniserKind.PHONES, recogniser, cautious=True, phrases=usable, unusable=lost, echo=aids.echo)
    return replace(engine, phrasebook=book)


def _wider(phrasebook: Phrasebook, aids: Aids) -> Phrasebook:
    """The phrase book with a person's own phrases, in a language that was learned."""
    return with_own(phrasebook, aids.own_phrases) if lesson(phrasebook.language_code) else phrasebook


def _somebody(aids: Aids) -> Somebody:
    return aids.echo.somebody if aids.echo else lambda _: None
