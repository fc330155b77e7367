"""A voice in the data folder: kept, found again, replaced, forgotten."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from voice_coach.audio.flac import FlacReader
from voice_coach.core.commands.table import Command
from voice_coach.errors import RecordingError
from voice_coach.listening.engines import RecogniserKind
from voice_coach.rehearsal import own_voice
from voice_coach.rehearsal.clip import RehearsedClip

FIRST = RehearsedClip(
    "1.flac", Command.PAUSE, "pause now", "pause now", True, 0.02, -20.5, "2026-05-01T18:30", RecogniserKind.VOSK
)
SOUND = bytes(range(256)) + bytes(384)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an English voice, not made yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "voice-coach" / "voice" / "en"


def test_nobody_has_rehearsed() -> None:
    assert own_voice.rehearsed("en") == ()
    assert own_voice.clips("en") == {}
    assert not own_voice.forget("en")


def test_what_is_kept_is_found_newest_first(place: Path) -> None:
    other = replace(FIRST, file="2.flac", phrase="hold on", ok=False)
    newest = replace(FIRST, file="3.flac")
    for clip in (FIRST, other, newest):
        own_voice.keep("en", clip, SOUND)
    assert own_voice.rehearsed("en") == (newest, other, FIRST)
    clips = place / "clips"
    assert own_voice.clips("en") == {
        "pause now": (clips / "3.flac", clips / "1.flac"),
        "hold on": (clips / "2.flac",),
    }
    assert FlacReader(clips / "3.flac").read(1000) == SOUND
    assert own_voice.clips("ko") == {}


def test_the_oldest_of_a_phrase_is_replaced(place: Path) -> None:
    for number in range(1, 5):
        own_voice.keep("en", replace(FIRST, file=f"{number}.flac"), SOUND)
    assert [clip.file for clip in own_voice.rehearsed("en")] == ["4.flac", "3.flac"]
    assert sorted(path.name for path in (place / "clips").iterdir()) == ["3.flac", "4.flac"]
    assert sorted(path.name for path in place.iterdir()) == ["clips", "manifest.jsonl"]


def test_one_recogniser_takes_nothing_from_another(place: Path) -> None:
    basic = replace(FIRST, file="basic.flac", recogniser=RecogniserKind.PHONES)
    own_voice.keep("en", basic, SOUND)
    for number in range(1, 4):
        own_voice.keep("en", replace(FIRST, file=f"{number}.flac"), SOUND)
    assert [clip.file for clip in own_voice.rehearsed("en")] == ["3.flac", "2.flac", "basic.flac"]
    assert (place / "clips" / "basic.flac").is_file()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no modes of folders")
def test_nobody_else_may_open_it(place: Path) -> None:
    own_voice.keep("en", FIRST, SOUND)
    assert place.stat().st_mode & 0o777 == 0o700
    own_voice.forget("en")
    own_voice.break_off("en", RecogniserKind.VOSK, ["wait"], ["wait"])
    assert place.stat().st_mode & 0o777 == 0o700


def test_a_rehearsal_that_was_broken_off_knows_what_is_left(place: Path) -> None:
    assert own_voice.broken_off("en", RecogniserKind.VOSK, ["wait", "slower"]) == ()
    own_voice.break_off("en", RecogniserKind.VOSK, ["wait", "slower"], ["slower", "wait", "slower"])
    assert own_voice.broken_off("en", RecogniserKind.VOSK, ["wait", "slower"]) == ("slower", "wait", "slower")
    assert own_voice.broken_off("en", RecogniserKind.PHONES, ["wait", "slower"]) == ()
    assert own_voice.broken_off("en", RecogniserKind.VOSK, ["wait"]) == ()
    own_voice.break_off("en", RecogniserKind.VOSK, ["wait", "slower"], [])
    assert own_voice.broken_off("en", RecogniserKind.VOSK, ["wait", "slower"]) == ()
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    ["", "noise", "[]", "{}", "\xff", '{"recogniser": "vosk", "phrases": ["wait"], "left": "wait"}',
     '{"recogniser": "vosk", "phrases": ["wait"], "left": [["wait"], 7]}'],
)  # fmt: skip
def test_without_knowing_what_is_left_it_begins_anew(place: Path, text: str) -> None:
    place.mkdir(parents=True)
    (place / "broken-off.json").write_text(text, encoding="latin-1")
    assert own_voice.broken_off("en", RecogniserKind.VOSK, ["wait"]) == ()


def test_a_clip_that_was_deleted_is_left_out(place: Path) -> None:
    own_voice.keep("en", FIRST, SOUND)
    (place / "clips" / "1.flac").unlink()
    assert own_voice.clips("en") == {}
    own_voice.keep("en", replace(FIRST, file="2.flac"), SOUND)
    own_voice.keep("en", replace(FIRST, file="3.flac"), SOUND)
    assert [path.name for path in own_voice.clips("en")["pause now"]] == ["3.flac", "2.flac"]


def test_forgetting_leaves_nothing(place: Path) -> None:
    own_voice.keep("en", FIRST, SOUND)
    assert own_voice.forget("en")
    assert not place.exists()
    assert own_voice.rehearsed("en") == ()


@pytest.mark.parametrize("text", ["noise", "{}", '{"file": "1.flac"}', "\xff"])
def test_a_damaged_manifest_is_told_with_its_line(place: Path, text: str) -> None:
    own_voice.keep("en", FIRST, SOUND)
    manifest = place / "manifest.jsonl"
    manifest.write_text(f"{manifest.read_text(encoding='utf-8')}{text}\n", encoding="latin-1")
    with pytest.raises(RecordingError, match=r"manifest\.jsonl:\d: damaged") as caught:
        own_voice.rehearsed("en")
    assert caught.value.hint.endswith("voice-coach rehearse --forget --language en")


def test_a_manifest_that_cannot_be_read_is_told(place: Path) -> None:
    (place / "manifest.jsonl").mkdir(parents=True)
    with pytest.raises(RecordingError, match="cannot be read"):
        own_voice.rehearsed("en")


@pytest.mark.parametrize("code", ["", "..", "../models", "/", "a/b"])
def test_a_code_that_leads_elsewhere_is_refused(code: str) -> None:
    for use in (own_voice.rehearsed, own_voice.clips, own_voice.forget):
        with pytest.raises(RecordingError, match="is no code of a language"):
            use(code)


def test_nothing_is_lost_when_the_disk_takes_no_more(place: Path) -> None:
    own_voice.keep("en", FIRST, SOUND)
    with pytest.raises(RecordingError, match="File exists"):
        own_voice.keep("en", FIRST, SOUND)
    assert own_voice.rehearsed("en") == (FIRST,)
    assert FlacReader(place / "clips" / "1.flac").read(1000) == SOUND


def test_a_folder_that_cannot_be_made_is_told(place: Path) -> None:
    place.parent.mkdir(parents=True)
    place.write_text("a file")
    with pytest.raises(RecordingError, match=r"cannot be (read|changed)"):
        own_voice.keep("en", FIRST, SOUND)
    with pytest.raises(RecordingError, match="cannot be changed"):
        own_voice.break_off("en", RecogniserKind.VOSK, ["wait"], ["wait"])


def test_clips_that_a_recogniser_of_before_has_heard_are_still_there(place: Path) -> None:
    own_voice.keep("en", replace(FIRST, recogniser="pocketsphinx"), SOUND)
    assert [clip.recogniser for clip in own_voice.rehearsed("en")] == ["pocketsphinx"]
    assert own_voice.clips("en")[FIRST.phrase] == (place / "clips" / FIRST.file,)


def test_the_sound_of_what_is_kept_is_read_and_what_is_damaged_is_told(place: Path) -> None:
    for clip in (FIRST, replace(FIRST, file="2.flac", phrase="hold on")):
        own_voice.keep("en", clip, SOUND)
    found, damaged = own_voice.sounds("en")
    assert {phrase: [len(one) for one in clips] for phrase, clips in found.items()} == {
        "hold on": [len(SOUND) // 2],
        "pause now": [len(SOUND) // 2],
    }
    assert damaged == ""

    (place / "clips" / "2.flac").write_bytes(b"no sound")
    found, damaged = own_voice.sounds("en")
    assert [*found] == ["pause now"]
    assert "2.flac" in damaged


def test_a_session_goes_on_without_a_voice_that_cannot_be_read(place: Path) -> None:
    assert own_voice.sounds("en") == ({}, "")
    place.mkdir(parents=True)
    (place / "manifest.jsonl").write_text("garbage", encoding="utf-8")
    found, damaged = own_voice.sounds("en")
    assert found == {}
    assert "damaged" in damaged


def test_a_phrase_of_ones_own_is_told_apart_and_the_newest_takes_of_it_count() -> None:
    own = replace(FIRST, file="2.flac", phrase="own pause 1", own_phones="B AH N AE N AH")
    for clip in (FIRST, own, replace(own, file="3.flac", own_phones="B AH N AA")):
        own_voice.keep("en", clip, SOUND)
    assert [(one.phrase, one.command, len(one.phones)) for one in own_voice.own_phrases("en")] == [
        ("own pause 1", Command.PAUSE, 4)
    ]
    assert own_voice.rehearsed("en")[1] == own


def test_phones_that_nobody_knows_make_no_phrase() -> None:
    own_voice.keep("en", replace(FIRST, phrase="own pause 1", own_phones="B XX"), SOUND)
    assert own_voice.own_phrases("en") == ()


def test_a_manifest_without_own_phrases_is_as_it_always_was(place: Path) -> None:
    own_voice.keep("en", FIRST, SOUND)
    assert (place / "manifest.jsonl").read_text(encoding="utf-8") == (
        '{"file": "1.flac", "command": "pause", "phrase": "pause now", "heard": "pause now", "ok": true, '
        '"seconds": 0.02, "level_db": -20.5, "when": "2026-05-01T18:30", "recogniser": "vosk"}\n'
    )
    assert own_voice.rehearsed("en") == (FIRST,)
