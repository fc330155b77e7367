"""Somebody rehearses their commands, each time as a process with a real recogniser and a made voice."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.home import Home, require_voice
from voice_coach.audio import wav
from voice_coach.audio.flac import FlacReader
from voice_coach.audio.format import RATE, from_bytes, to_bytes
from voice_coach.audio.wav import WavWriter
from voice_coach.rehearsal.clip import RehearsedClip, parse

ROOT = Path(__file__).parents[2]
TINY = """
title: Tiny
safety: Move gently.
exercises:
  - name: Child's pose
    setup: {position: [Kneel down.], move: [Sit back.], feel: [Your back is long.], short: Kneel., wait: 1s}
    do: {hold: 1s}
"""

Says = Callable[[str], bytes]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def english(flite_says: Callable[[str, str], bytes]) -> Says:
    return lambda text: flite_says("slt", text)


def does(home: Home, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "voice_coach", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env=home.environment,
        cwd=home.folder,
    )


def rehearsed(home: Home, said: bytes, *options: str | Path) -> list[str]:
    """Rehearse, without the coach's voice, with what somebody says; return what was shown."""
    with WavWriter(home.folder / "user.wav", RATE) as writer:
        writer.write(from_bytes(said))
    done = does(home, "rehearse", "--no-sound", "--mic", "user.wav", *options)
    assert (done.returncode, done.stderr) == (0, "")
    return [line.strip() for line in done.stdout.splitlines()]


def kept_clips(home: Home, code: str = "en") -> list[RehearsedClip]:
    (manifest,) = home.folder.rglob(f"voice/{code}/manifest.jsonl")
    return [parse(line) for line in manifest.read_text(encoding="utf-8").splitlines()]


def spoken(says: Says, *texts: str) -> bytes:
    """The texts, each with the quiet after it that a person would leave."""
    quiet = says(texts[0])[-2 * RATE :]
    return b"".join(says(text) + quiet for text in texts)


def test_a_rehearsal_from_the_first_prompt_to_what_to_say_instead(home: Home, english: Says) -> None:
    said = spoken(
        english, "the weather", "say that again", "the weather", "say that again", "of course", "next one", "next one"
    )

    shown = rehearsed(home, said, "--commands", "next,repeat")

    asked = [line for line in shown if line.startswith("[")]
    assert asked == [
        "[1/4] Say: move on.",
        "[2/4] Say: say that again.",
        "[3/4] Say: move on.",
        "[4/4] Say: say that again.",
        "[1/2] Say: next one.",
        "[2/2] Say: next one.",
    ]
    assert sum(line.startswith('understood: "say that again"') for line in shown) == 2
    assert 'not understood: "[unk]" (not-a-phrase)' in shown
    assert shown[-3:] == [
        "Understood: 4 of 6.",
        "These phrases work badly for your voice:",
        'move on (0 of 2): say "next one"',
    ]
    kept = kept_clips(home)
    assert [(clip.phrase, clip.ok) for clip in kept] == [
        ("next one", True),
        ("next one", True),
        ("say that again", True),
        ("move on", False),
        ("say that again", True),
        ("move on", False),
    ]
    for clip in kept:
        (path,) = home.folder.rglob(f"voice/en/clips/{clip.file}")
        assert len(FlacReader(path).read(10 * RATE)) == round(2 * RATE * clip.seconds)
        assert 0.6 < clip.seconds < 2.5
        assert -30 < clip.level_db < -10


def test_what_is_proposed_and_then_not_said_is_not_proposed_again(home: Home, english: Says) -> None:
    quiet = english("of course")[-2 * RATE :] * 40
    shown = rehearsed(home, spoken(english, "the weather", "the weather", "of course") + quiet, "--commands", "next")
    assert [line for line in shown if line.startswith("[")][2:] == ["[1/2] Say: next one."] * 2 + [
        "[2/2] Say: next one."
    ] * 2
    assert sum(line.startswith("Some phrases work badly") for line in shown) == 1
    assert shown[-1] == 'move on (0 of 2): try "next one"'


def test_a_clip_is_understood_as_it_was(home: Home, english: Says) -> None:
    """What is cut out is the whole phrase: heard again in a rehearsal of clips, it gives the same."""
    rehearsed(home, spoken(english, "pause now", "pause now"), "--commands", "pause")
    (path, _) = home.folder.rglob("voice/en/clips/pause-now-*.flac")
    quiet = spoken(english, "pause now")[-2 * RATE :]
    again = quiet + FlacReader(path).read(10 * RATE) + 2 * quiet
    shown = rehearsed(home, again * 2, "--commands", "pause")
    assert shown[-1] == "Understood: 2 of 2."


def test_a_rehearsal_that_was_broken_off_goes_on_and_the_next_begins_anew(home: Home, english: Says) -> None:
    shown = rehearsed(home, spoken(english, "pause now", "louder"), "--commands", "pause,louder")
    assert shown[-1] == "Understood: 2 of 2."
    assert len(kept_clips(home)) == 2

    shown = rehearsed(home, spoken(english, "pause now", "louder"), "--commands", "pause,louder")
    assert [line for line in shown if line.startswith("[")] == ["[1/2] Say: pause now.", "[2/2] Say: louder."]
    whole = kept_clips(home)
    assert len(whole) == 4

    rehearsed(home, spoken(english, "pause now"), "--commands", "pause")
    anew = kept_clips(home)
    assert anew[1:] == [clip for clip in whole if clip != whole[-1]]


def test_one_that_begins_anew_and_is_broken_off_goes_on_too(home: Home, english: Says) -> None:
    rehearsed(home, spoken(english, "pause now", "louder", "pause now", "louder"), "--commands", "pause,louder")
    rehearsed(home, spoken(english, "pause now"), "--commands", "pause,louder")
    shown = rehearsed(home, spoken(english, "louder", "pause now", "louder"), "--commands", "pause,louder")
    assert [line for line in shown if line.startswith("[")] == [
        "[1/3] Say: louder.",
        "[2/3] Say: pause now.",
        "[3/3] Say: louder.",
    ]


def test_one_with_a_phrase_that_was_never_heard_is_complete(home: Home, english: Says) -> None:
    quiet = english("pause now")[-2 * RATE :] * 10
    rehearsed(home, spoken(english, "pause now") + quiet, "--commands", "pause")
    shown = rehearsed(home, spoken(english, "pause now", "pause now"), "--commands", "pause")
    assert [line for line in shown if line.startswith("[")] == ["[1/2] Say: pause now.", "[2/2] Say: pause now."]


def test_who_is_not_heard_is_asked_once_more_and_nothing_is_kept(home: Home, english: Says) -> None:
    quiet = english("pause now")[-2 * RATE :]
    shown = rehearsed(home, quiet * 20, "--commands", "pause")
    assert [line for line in shown if line.startswith("[")][:3] == ["[1/2] Say: pause now."] * 2 + [
        "[2/2] Say: pause now."
    ]
    assert shown.count("nothing was heard") == 4
    assert list(home.folder.rglob("*.flac")) == []


def test_a_muted_microphone_and_one_that_is_too_quiet_are_told(home: Home, english: Says) -> None:
    sound = from_bytes(spoken(english, "pause now"))
    shown = rehearsed(home, bytes(9 * RATE), "--commands", "pause")
    assert "the microphone gives no sound at all; is it muted?" in shown
    with WavWriter(home.folder / "faint.wav", RATE) as writer:
        writer.write(sound * 0.03)
    faint = does(home, "rehearse", "--no-sound", "--mic", "faint.wav", "--commands", "pause").stdout
    assert "too quiet: come nearer, or turn the microphone up (-4" in faint


def test_a_take_that_is_clipped_is_asked_for_again_and_not_held_against_the_phrase(home: Home, english: Says) -> None:
    loud = to_bytes((from_bytes(spoken(english, "the weather")) * 40).clip(-1, 1))
    shown = rehearsed(home, loud * 3 + spoken(english, "pause now"), "--commands", "pause")
    assert [line for line in shown if line.startswith("[")] == ["[1/2] Say: pause now."] * 2 + [
        "[2/2] Say: pause now."
    ] * 2
    assert sum(line.startswith("too loud for the microphone") for line in shown) == 3
    assert shown[-1] == "Understood: 1 of 1."
    assert len(list(home.folder.rglob("*.flac"))) == 1


def test_korean_with_vosk(home: Home, korean_says: Says, korean_model: Path) -> None:
    language = ROOT / "tests" / "audio_fixtures" / "ko.yaml"
    said = spoken(korean_says, "계속해", "아니요", "계속해", "아니요")
    shown = rehearsed(home, said, "--commands", "resume,no", "--language", language, "--model", korean_model)
    assert shown[-1] == "Understood: 4 of 4."
    assert [clip.phrase for clip in kept_clips(home, "ko")] == ["아니요", "계속해"] * 2
    assert {clip.recogniser for clip in kept_clips(home, "ko")} == {"vosk"}


def test_prompts_are_spoken_and_are_not_taken_for_the_user(home: Home, english: Says) -> None:
    require_voice("en")
    with WavWriter(home.folder / "user.wav", RATE) as writer:
        writer.write(from_bytes(english("pause now")[-2 * RATE :] * 24))
    done = does(home, "rehearse", "--mic", "user.wav", "--speaker", "out.wav", "--commands", "pause")
    assert (done.returncode, done.stderr) == (0, "")
    samples, rate = wav.read(home.folder / "out.wav")
    assert max(abs(samples[: 3 * rate])) > 0.05  # the first prompt
    assert list(home.folder.rglob("*.flac")) == []


def test_a_session_tells_once_what_is_better_said(home: Home, english: Says) -> None:
    (home.folder / "tiny.yaml").write_text(TINY, encoding="utf-8")
    said = spoken(english, "the weather", "the weather", "of course", "next one", "next one")
    rehearsed(home, said, "--commands", "next")
    session = ("run", "tiny.yaml", "--no-sound", "--verbosity", "sounds", "--fast", "--mic", "user.wav")
    advice = 'note: For your voice: say "next one" rather than "move on".'
    assert does(home, *session).stdout.count(advice) == 1

    (manifest,) = home.folder.rglob("manifest.jsonl")
    manifest.write_text("noise", encoding="utf-8")
    damaged = does(home, *session)
    assert damaged.returncode == 0
    assert "manifest.jsonl:1: damaged" in damaged.stdout


def test_a_voice_is_forgotten(home: Home, english: Says) -> None:
    rehearsed(home, spoken(english, "pause now"), "--commands", "pause")
    done = does(home, "rehearse", "--forget")
    assert (done.returncode, done.stdout.split()[0]) == (0, "Deleted")
    assert list(home.folder.rglob("voice/*")) == []
    assert does(home, "rehearse", "--forget").stdout.startswith("There was nothing in")


@pytest.mark.parametrize("beside", [("--commands", "pause"), ("--no-sound",), ("--recogniser", "auto"), ("--mic", "-")])
def test_nothing_is_forgotten_beside_another_option(home: Home, beside: tuple[str, ...]) -> None:
    clip = home.folder / "data" / "voice-coach" / "voice" / "en" / "clips" / "a.flac"
    clip.parent.mkdir(parents=True)
    clip.touch()
    done = does(home, "rehearse", "--forget", *beside)
    assert done.returncode == 2
    assert "no option but --language goes with it" in done.stderr
    assert clip.exists()
    assert does(home, "rehearse", "--forget", "--language", "en").returncode == 0
    assert not clip.exists()


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--commands", "pause,fly"), 2, "there is no command 'fly'; there are: start, ready"),
        (("--speaker", "out.wav", "--no-sound"), 2, "--speaker and --no-sound exclude each other"),
        (("--model", ".", "--recogniser", "phones"), 2, "--model is for vosk"),
        (("--mic", "absent.wav"), 5, "There is no sound file absent.wav"),
        (("--language", "xx"), 10, "There is no language xx"),
        (("--recogniser", "vosk"), 4, "There is no model for the language en"),
        (("--mic", "no such device"), 5, "error: "),
    ],
)
def test_what_cannot_be_done_is_told(home: Home, options: tuple[str, ...], code: int, message: str) -> None:
    done = does(home, "rehearse", *options)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
