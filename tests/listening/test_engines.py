from collections.abc import Callable
from pathlib import Path

import pytest

from voice_coach.audio.format import Samples, from_bytes
from voice_coach.errors import ListeningError, ModelError, SpeakingError
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.engines import Aids, Engine, RecogniserKind, open_recogniser
from voice_coach.listening.models import catalogue


def close(engine: Engine) -> None:
    assert engine.recogniser is not None
    engine.recogniser.close()


def test_a_model_that_is_there_is_taken(korean: Phrasebook, korean_model: Path) -> None:
    engine = open_recogniser(RecogniserKind.AUTO, korean, korean_model)
    assert (engine.kind, engine.notice, engine.cautious, engine.unusable) == (RecogniserKind.VOSK, "", False, ())
    close(engine)


def test_only_phrases_are_reported_as_unusable(korean_model: Path, tmp_path: Path) -> None:
    file = tmp_path / "mixed.yaml"
    file.write_text(
        "code: ko\nname: Mixed\nsentences: en\nrefusals: en\nscreen: en\nlint: en\n"
        "phrases: {resume: [계속해, resume]}\ndecoys: [neck]\n",
        encoding="utf-8",
    )
    engine = open_recogniser(RecogniserKind.VOSK, Phrasebook(load_language(file)), korean_model)
    assert (engine.phrases, engine.unusable) == (("계속해",), ("resume",))
    close(engine)


@pytest.mark.parametrize("kind", [RecogniserKind.AUTO, RecogniserKind.PHONES])
def test_without_a_model_the_phone_ear_hears_alone(english: Phrasebook, kind: RecogniserKind) -> None:
    engine = open_recogniser(kind, english)
    assert engine.kind is RecogniserKind.PHONES
    assert engine.cautious
    assert (engine.notice, engine.unusable, engine.second_opinion) == ("", (), None)
    assert engine.phrases == english.phrases()
    close(engine)


def test_a_model_has_the_phone_network_beside_it(
    korean: Phrasebook, korean_model: Path, korean_says: Callable[[str], bytes]
) -> None:
    engine = open_recogniser(RecogniserKind.VOSK, korean, korean_model)
    assert engine.second_opinion is None, "nobody has taught it"
    close(engine)
    engine = open_recogniser(
        RecogniserKind.VOSK, korean, korean_model, Aids(lambda text: from_bytes(korean_says(text)))
    )
    assert engine.second_opinion is not None
    close(engine)


def test_where_nothing_speaks_the_model_hears_alone(
    korean: Phrasebook, korean_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mute(text: str) -> Samples:
        raise SpeakingError("no-voice", f"Nobody says {text}.")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))  # nothing was learned before
    engine = open_recogniser(RecogniserKind.VOSK, korean, korean_model, Aids(mute))
    assert engine.second_opinion is None
    assert engine.recogniser is not None
    close(engine)


def test_in_a_language_that_it_has_not_learned_the_session_goes_on_without_it(korean: Phrasebook) -> None:
    engine = open_recogniser(RecogniserKind.AUTO, korean)
    assert engine.recogniser is None
    assert "keyboard" in engine.notice
    with pytest.raises(ListeningError, match="has not learned the language ko"):
        open_recogniser(RecogniserKind.PHONES, korean)


def test_asking_for_vosk_without_a_model_says_how_to_get_one(english: Phrasebook) -> None:
    with pytest.raises(ModelError) as caught:
        open_recogniser(RecogniserKind.VOSK, english)
    assert "models fetch" in caught.value.hint


def test_a_named_folder_that_is_no_model_is_an_error_even_with_auto(english: Phrasebook, tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        open_recogniser(RecogniserKind.AUTO, english, tmp_path)


def test_a_damaged_model_that_nobody_named_is_told_of_and_passed_over(
    english: Phrasebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    entry = catalogue.default_entry("en")
    assert entry is not None
    model = catalogue.models_folder() / entry.name
    for name in ("am/final.mdl", "conf/model.conf", "conf/mfcc.conf"):
        (model / name).parent.mkdir(parents=True, exist_ok=True)
        (model / name).write_text("garbage", encoding="utf-8")
    engine = open_recogniser(RecogniserKind.AUTO, english)
    assert engine.kind is not RecogniserKind.VOSK
    assert str(model) in engine.trouble
    if engine.recogniser:
        engine.recogniser.close()
    with pytest.raises(ModelError):
        open_recogniser(RecogniserKind.VOSK, english)
