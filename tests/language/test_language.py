"""A language file: read with its places, all that is wrong told at once, like every author's file."""

from pathlib import Path

import pytest

from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.commands.table import Command
from voice_coach.errors import LanguageError
from voice_coach.language.language import REFERENCE, load_language

HEAD = "code: xx\nname: Test\n"
REST = "sentences: en\nrefusals: en\nscreen: en\nlint: en\n"


def write(folder: Path, text: str) -> Path:
    file = folder / "xx.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def french(folder: Path, *changes: tuple[str, str]) -> Path:
    """The whole English file under another name, with changes in its text."""
    text = REFERENCE.read_text("utf-8").replace("code: en", "code: fr").replace("name: English", "name: French")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "fr.yaml"
    file.write_text(text, "utf-8")
    return file


def test_english_has_a_phrase_for_every_command() -> None:
    phrases = load_language("en").phrases
    assert set(phrases) == set(Command) - {Command.NUMBER}
    assert all(phrases.values())


def test_words_that_yaml_takes_for_booleans_stay_words(tmp_path: Path) -> None:
    text = HEAD + REST + "phrases: {yes: [yes, on], no: [No, off]}\nnumbers: [0, 010]\n"
    language = load_language(write(tmp_path, text))
    assert language.phrases == {Command.YES: ("yes", "on"), Command.NO: ("no", "off")}
    assert language.numbers == ("0", "010")


def test_phrases_are_brought_into_the_form_of_a_recogniser(tmp_path: Path) -> None:
    language = load_language(write(tmp_path, HEAD + REST + 'phrases: {where: ["  Where   AM I? "]}\n'))
    assert language.phrases[Command.WHERE] == ("where am i",)


def test_the_coach_may_speak_a_built_in_language(tmp_path: Path) -> None:
    language, english = load_language(write(tmp_path, HEAD + REST + "phrases: {stop: [halt]}\n")), load_language("en")
    assert language.phrases == {Command.STOP: ("halt",)}
    for section in ("sentences", "refusals", "screen", "lint"):
        assert getattr(language, section) == getattr(english, section)


def test_a_language_of_its_own_speaks_for_itself(tmp_path: Path) -> None:
    language = load_language(
        french(tmp_path, ("halfway: Halfway.", "halfway: La moitié."), ("no-tempo: There", "no-tempo: Here"))
    )
    assert language.wording("halfway") == "La moitié."
    assert language.wording.refusal(Refusal.NO_TEMPO) == "Here is no tempo here."


def test_three_mistakes_of_three_kinds_are_told_at_once_each_with_its_place_and_a_caret(tmp_path: Path) -> None:
    file = french(
        tmp_path,
        ("  pause: [", "  puase: ["),
        ("  halfway: Halfway.\n", ""),
        ("  reasons:\n", "\treasons:\n"),
    )
    lines = file.read_text("utf-8").splitlines()
    with pytest.raises(LanguageError) as caught:
        load_language(file)
    wrong, missing, tab = (one.splitlines() for one in caught.value.message.split(f"{file}:")[1:])
    number = 1 + next(n for n, line in enumerate(lines) if "puase" in line)
    assert wrong[0] == f"{number}:3: unknown key 'puase', did you mean 'pause'?"
    assert wrong[2].endswith("|   ^^^^^")
    assert missing[0].startswith(f"{lines.index('sentences:') + 1}:1: the section 'sentences' needs the key 'halfway'")
    assert missing[2].endswith("| ^^^^^^^^^")
    assert tab[0].startswith(f"{lines.index(chr(9) + 'reasons:') + 1}:1: a tab stands here; indent with spaces")
    assert tab[2].endswith("| ^")
    assert caught.value.code == "language-invalid"
    assert caught.value.exit_code == 10


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty; a language begins with: code: fr"),
        ("[a, b]", "a language file must be a group of keys with values, not a list"),
        (HEAD + REST, "the language needs the key 'phrases'; for example: phrases"),
        (HEAD + "phrases: {stop: [stop", r"a list opens here and needs commas"),
        (HEAD + REST + "phrases: {stop: [st\0op]}", "control character"),
        (HEAD + REST + "phrases: [stop]", "'phrases' must be a group of keys"),
        (HEAD + REST + "phrases: {halt: [halt]}", r"xx.yaml:7:11: unknown key 'halt'"),
        (HEAD + REST + "phrases: {number: [one]}", "unknown key 'number'"),
        (HEAD + REST + "phrases: {stop: stop}", "'stop' must be a list, not 'stop'"),
        (HEAD + REST + "phrases: {stop: [[stop]]}", "each entry of 'stop' must be text, not a list"),
        (HEAD + REST + "phrases: {stop: ['?']}", "text with at least one word"),
        (HEAD + REST + "phrases: {stop: [stop], stop: [halt]}", "the key 'stop' stands here twice"),
        (HEAD + REST + "phrases: {stop: [halt], pause: [Halt]}", "'halt' belongs to pause and to stop"),
        (HEAD + REST + "phrases: {stop: [stop, stop]}", r"xx.yaml:7:24: 'stop' belongs to stop and to stop"),
        (HEAD + REST + "phrases: {again: [one]}\nnumbers: [zero, one]", "'one' belongs to the numbers and to again"),
        (HEAD + REST + "phrases: {wake: [okay coach]}\nfillers: [okay, coach]", "nothing but fillers"),
        (HEAD + REST + "phrases: {stop: [can you]}\nfillers: [can you]", "nothing but fillers"),
        (HEAD + "phrases: {stop: [stop]}\nsentences: en\nrefusals: en\nlint: en",
         "needs the key 'screen'; for example: screen: en"),
        (HEAD + REST.replace("sentences: en", "sentences: [a]") + "phrases: {stop: [stop]}",
         "or the code of a built-in language"),
        (HEAD + REST.replace("sentences: en", "sentences: xx") + "phrases: {stop: [stop]}", r"\(en\), not 'xx'"),
        (HEAD + REST.replace("lint: en", "lint: {parts: arm}") + "phrases: {stop: [stop]}",
         "'parts' must be a list, not 'arm'"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_the_place_and_the_reason(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(LanguageError, match=said) as caught:
        load_language(write(tmp_path, text))
    assert caught.value.code == "language-invalid"
    assert caught.value.message.startswith(str(tmp_path / "xx.yaml"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('rest: "Rest {time}."', 'rest: "Rest {tiem}."', r"there is no value for \{tiem\} here; there is \{time\}"),
        ('rest: "Rest {time}."', 'rest: "Rest {time."', "this cannot be filled in"),
        ('rest: "Rest {time}."', 'rest: "Rest {}."', r"there is no value for \{\} here"),
        ('rest: "Rest {time}."', "rest: [Rest]", "'rest' must be text, not a list"),
        ('rest: "Rest {time}."', 'rest: "Rest {time:d}."', "this cannot be filled in"),
        ('rest: "Rest {time}."', 'rest: "Rest {time!x}."', "this cannot be filled in"),
        ("twenty, thirty, forty, fifty, sixty, seventy,", "twenty,", "'tens' must have at least 10 entries"),
        ('asleep: "I only', 'asleep: "{I} only', r"there is no value for \{I\} here; there is nothing"),
        ("    paused: Paused\n", "", "needs the key 'paused'"),
        ("  no-tempo: There", "  no-tmepo: There", "unknown key 'no-tmepo', did you mean 'no-tempo'"),
    ],
)
def test_a_text_that_is_not_like_the_english_one_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(LanguageError, match=said):
        load_language(french(tmp_path, (old, new)))


def test_a_sentence_may_leave_out_what_it_could_fill_in(tmp_path: Path) -> None:
    load_language(french(tmp_path, ('rest: "Rest {time}."', 'rest: "Rest."')))


def test_a_missing_language_is_refused() -> None:
    with pytest.raises(LanguageError, match="There is no language tlh, and no file") as caught:
        load_language("tlh")
    assert caught.value.hint == "Built in: en."


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=r"Is a directory"):
        load_language(str(tmp_path))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "xx.yaml"
    file.write_bytes(b"code: \xff\xfe")
    with pytest.raises(LanguageError, match="not UTF-8"):
        load_language(file)
