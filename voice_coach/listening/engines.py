"""Opens the best recogniser that this machine has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from voice_coach.audio.format import Samples
from voice_coach.errors import ListeningError, ModelError, SpeakingError
from voice_coach.listening.models import catalogue
from voice_coach.listening.phones.engine import PhoneRecogniser
from voice_coach.listening.phones.lesson import LearnedPhones, lesson
from voice_coach.listening.phones.second_opinion import SecondOpinion
from voice_coach.listening.phones.spelling import Spelling
from voice_coach.listening.vosk.engine import VoskRecogniser

if TYPE_CHECKING:
    from pathlib import Path

    from voice_coach.language.phrasebook import Phrasebook
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
    that this recogniser cannot hear; ``model`` is the folder of its Vosk model, ``second_opinion`` what judges with it.
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


NONE_NOTICE = "No speech recogniser: use the keyboard. To speak commands: voice-coach models fetch."


Say: TypeAlias = Callable[[str], Samples]
"""Somebody who says a text of the language: 16 kHz, mono."""


def open_recogniser(
    kind: RecogniserKind, phrasebook: Phrasebook, model: Path | None = None, say: Say | None = None
) -> Engine:
    """Open a recogniser for a language's phrases; ``model`` is the folder of a Vosk model.

    For a second opinion in a language that it has not learned the phone network must be taught: ``say`` does. Without
    it there is none.

    With AUTO something always comes back. Raises ModelError when a model was named or Vosk asked for and there is no
    good one, ListeningError when the phone ear was asked for and has not learned the language, or cannot be opened.
    """
    if kind is RecogniserKind.PHONES:
        return _phones(phrasebook)
    folder = catalogue.find(model, phrasebook.language_code)
    damaged = ""
    if folder is not None:
        try:
            return _vosk(phrasebook, folder, say)
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
        return replace(_phones(phrasebook), trouble=damaged)
    return Engine(RecogniserKind.AUTO, None, notice=NONE_NOTICE, trouble=damaged)


def _vosk(phrasebook: Phrasebook, folder: Path, say: Say | None) -> Engine:
    said = phrasebook.phrases()
    recogniser = VoskRecogniser(folder, said, phrasebook.other_words(), phrasebook.answers())
    lost = tuple(phrase for phrase in said if phrase in recogniser.unusable)
    usable = tuple(phrase for phrase in said if phrase not in lost)
    opinion = _second_opinion(phrasebook, say)
    return Engine(RecogniserKind.VOSK, recogniser, phrases=usable, unusable=lost, model=folder, second_opinion=opinion)


def _second_opinion(phrasebook: Phrasebook, say: Say | None) -> SecondOpinion | None:
    learned = lesson(phrasebook.language_code)
    if learned:
        return SecondOpinion(phrasebook, LearnedPhones(learned))
    if say is None:
        return None
    spelling = Spelling((*phrasebook.phrases(), *phrasebook.other_words()))
    try:
        spelling.learn(phrasebook.language_code, say)
    except SpeakingError:  # a machine that cannot speak still hears
        return None
    return SecondOpinion(phrasebook, spelling)


def _phones(phrasebook: Phrasebook) -> Engine:
    learned = lesson(phrasebook.language_code)
    if learned is None:
        raise ListeningError(
            "language-not-learned",
            f"The phone ear has not learned the language {phrasebook.language_code}.",
            "Use a Vosk model of your language.",
        )
    recogniser = PhoneRecogniser(phrasebook, learned)
    usable = tuple(phrase for phrase in phrasebook.phrases() if phrase not in recogniser.unusable)
    return Engine(RecogniserKind.PHONES, recogniser, cautious=True, phrases=usable, unusable=recogniser.unusable)
