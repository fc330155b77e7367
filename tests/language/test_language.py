from pathlib import Path

import pytest

from voice_coach.core.commands import Command
from voice_coach.errors import ListeningError
from voice_coach.language.language import load_language

HEAD = "code: xx\nname: Test\n"


def write(folder: Path, text: str) -> Path:
    file = folder / "xx.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_english_has_a_phrase_for_every_command() -> None:
    phrases = load_language("en").phrases
    assert set(phrases) == set(Command) - {Command.NUMBER}
    assert all(phrases.values())


def test_words_that_yaml_takes_for_booleans_stay_words(tmp_path: Path) -> None:
    language = load_language(write(tmp_path, HEAD + "phrases: {yes: [yes, on], no: [No, off]}\nnumbers: [0, 010]\n"))
    assert language.phrases == {Command.YES: ("yes", "on"), Command.NO: ("no", "off")}
    assert language.numbers == ("0", "010")


def test_phrases_are_brought_into_the_form_of_a_recogniser(tmp_path: Path) -> None:
    language = load_language(write(tmp_path, HEAD + 'phrases: {where: ["  Where   AM I? "]}\n'))
    assert language.phrases[Command.WHERE] == ("where am i",)


def test_sentences_stay_as_they_are_and_may_be_missing(tmp_path: Path) -> None:
    text = HEAD + 'phrases: {stop: [stop]}\nsentences: {a: "Rest {time}.", b: ["", One]}\n'
    assert load_language(write(tmp_path, text)).sentences == {"a": "Rest {time}.", "b": ["", "One"]}
    assert load_language(write(tmp_path, HEAD + "phrases: {stop: [stop]}\n")).sentences == {}


def test_the_coach_may_speak_a_built_in_language(tmp_path: Path) -> None:
    language = load_language(write(tmp_path, HEAD + "phrases: {stop: [halt]}\nsentences: en\n"))
    assert language.sentences == load_language("en").sentences
    assert language.phrases == {Command.STOP: ("halt",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "must have the keys"),
        ("[a, b]", "must have the keys"),
        (HEAD, "must have the keys"),
        (HEAD + "phrases: {stop: [stop", r"cannot be read \(line 3: expected ',' or '\]'"),
        (HEAD + "phrases: {stop: [st\0op]}", "cannot be read"),
        (HEAD + "phrases: [stop]", "phrases must have"),
        (HEAD + "phrases: {halt: [halt]}", "no command halt"),
        (HEAD + "phrases: {number: [one]}", "no command number"),
        (HEAD + "phrases: {stop: stop}", "must be a list"),
        (HEAD + "phrases: {stop: [[stop]]}", "must be a text"),
        (HEAD + "phrases: {stop: ['?']}", "empty entry"),
        (HEAD + "phrases: {stop: [stop], stop: [halt]}", "line 3 repeats the key stop"),
        (HEAD + "phrases: {stop: [halt], pause: [Halt]}", '"halt" belongs to stop and to pause'),
        (HEAD + "phrases: {stop: [stop, stop]}", '"stop" belongs to stop and to stop'),
        (HEAD + "phrases: {again: [one]}\nnumbers: [zero, one]", '"one" belongs to the numbers and to again'),
        (HEAD + "phrases: {wake: [okay coach]}\nfillers: [okay, coach]", "nothing but fillers"),
        (HEAD + "phrases: {stop: [can you]}\nfillers: [can you]", "nothing but fillers"),
        (HEAD + "phrases: {stop: [stop]}\nsentences: [a]", "sentences must have"),
        (HEAD + "phrases: {stop: [stop]}\nsentences: xx", "or be a code such as en"),
        (HEAD + "phrases: {stop: [stop]}\nsentences: {a: {b: c}}", "sentences: a must be a text"),
    ],
)
def test_a_bad_file_is_refused_with_the_reason(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ListeningError, match=said) as caught:
        load_language(write(tmp_path, text))
    assert caught.value.code == "language-invalid"
    assert "\n" not in caught.value.message
    assert Path(caught.value.hint.removeprefix("Compare it with ").removesuffix(".")).is_file()


def test_a_missing_language_is_refused() -> None:
    with pytest.raises(ListeningError, match="There is no language tlh, and no file") as caught:
        load_language("tlh")
    assert caught.value.hint == "Built in: en."


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListeningError, match=r"cannot be read \(Is a directory\)"):
        load_language(str(tmp_path))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "xx.yaml"
    file.write_bytes(b"code: \xff\xfe")
    with pytest.raises(ListeningError, match="cannot be read"):
        load_language(file)
