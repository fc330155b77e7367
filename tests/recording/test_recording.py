"""A recording, written and read back: whole, killed, torn, and damaged."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from voice_coach.errors import AudioError, RecordingError
from voice_coach.recording.ear_log import EarLogLine
from voice_coach.recording.header import Header
from voice_coach.recording.reader import Recording
from voice_coach.recording.writer import RecordingWriter, make_folder

Sounds = tuple[tuple[bytes, bytes], ...]


def write(folder: Path, header: Header, lines: tuple[EarLogLine, ...], sound: Sounds) -> RecordingWriter:
    make_folder(folder)
    writer = RecordingWriter(folder, header)
    for line, (heard, played) in zip(lines, sound, strict=True):
        writer.write(line, heard, played)
    return writer


@pytest.fixture
def folder(tmp_path: Path, header: Header, lines: tuple[EarLogLine, ...], sound: Sounds) -> Path:
    """A whole recording."""
    write(tmp_path / "kept" / "monday", header, lines, sound).close()
    return tmp_path / "kept" / "monday"


def heard(folder: Path) -> list[tuple[EarLogLine, tuple[bytes, bytes]]]:
    with closing(Recording(folder)) as recording:
        return [(line, (pcm, played)) for line, pcm, played in recording.heard()]


@contextmanager
def refused(code: str, message: str) -> Iterator[None]:
    with pytest.raises(RecordingError, match=message) as caught:
        yield
    assert (caught.value.code, caught.value.exit_code) == (code, 9)


def test_everything_comes_back(folder: Path, header: Header, lines: tuple[EarLogLine, ...], sound: Sounds) -> None:
    assert heard(folder) == list(zip(lines, sound, strict=True))
    with closing(Recording(folder)) as recording:
        assert recording.header == header


def test_a_killed_session_leaves_what_can_be_read(
    tmp_path: Path, header: Header, lines: tuple[EarLogLine, ...], sound: Sounds
) -> None:
    long = tuple(line for _ in range(100) for line in lines)
    writer = write(tmp_path / "running", header, long, sound * 100)
    shutil.copytree(tmp_path / "running", tmp_path / "killed")
    writer.close()
    kept = heard(tmp_path / "killed")
    assert kept == list(zip(long, sound * 100, strict=True))[: len(kept)]
    lost_s = sum(line.samples for line in long[len(kept) :]) / 16_000
    assert lost_s < 0.3


@pytest.mark.parametrize("torn", [b'{"at":0.1,"sam', b'{"at":0.11,"samples":320}', b"\0\0\0\0"])
def test_a_torn_last_line_is_left_out(folder: Path, lines: tuple[EarLogLine, ...], torn: bytes) -> None:
    with (folder / "ear.jsonl").open("ab") as file:
        file.write(torn)
    assert [line for line, _ in heard(folder)] == list(lines)


def test_a_last_line_with_its_end_is_damaged_not_torn(folder: Path, lines: tuple[EarLogLine, ...]) -> None:
    with (folder / "ear.jsonl").open("ab") as file:
        file.write(b'{"at":0.1,"sam\n')
    with refused("recording-damaged", rf"ear\.jsonl:{len(lines) + 1}: damaged"):
        Recording(folder)


def test_a_recording_without_a_block_is_refused(tmp_path: Path, header: Header) -> None:
    write(tmp_path / "empty", header, (), ()).close()
    with refused("recording-empty", "There is no sound in the recording in"):
        Recording(tmp_path / "empty")


def test_a_damaged_line_is_named(folder: Path) -> None:
    lines = (folder / "ear.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "ear.jsonl").write_bytes(b"".join([*lines[:2], b"noise\n", *lines[3:]]))
    with refused("recording-damaged", r"ear\.jsonl:3: damaged"):
        Recording(folder)


@pytest.mark.parametrize("line", [b'{"at":0.2,"samples":320}', b'{"at":0.2,"samples":0,"played":9}'])
def test_sound_that_is_shorter_than_what_was_heard_is_refused(folder: Path, line: bytes) -> None:
    with (folder / "ear.jsonl").open("ab") as file:
        file.write(line + b"\n")
    with refused("recording-damaged", "ends before what was heard does"):
        heard(folder)


@pytest.mark.parametrize("name", ["session.json", "ear.jsonl"])
def test_a_missing_file_is_told(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with refused("recording-missing", "There is no recording in" if name == "session.json" else "cannot be read"):
        Recording(folder)


@pytest.mark.parametrize("name", ["heard", "played"])
def test_missing_sound_is_told(folder: Path, name: str) -> None:
    (folder / f"{name}.flac").unlink()
    with pytest.raises(AudioError, match=rf"There is no sound file .*{name}\.flac"):
        Recording(folder)


def test_damaged_sound_is_told(folder: Path) -> None:
    data = (folder / "heard.flac").read_bytes()
    (folder / "heard.flac").write_bytes(data[:-200] + bytes(200))
    with pytest.raises(AudioError, match=r"Cannot read .*heard\.flac"):
        heard(folder)


def test_a_file_is_no_recording(folder: Path) -> None:
    with refused("recording-missing", "There is no recording in"):
        Recording(folder / "ear.jsonl")


@pytest.mark.parametrize(
    ("version", "code"), [(1, "recording-version"), (3, "recording-version"), ("one", "recording-damaged")]
)
def test_an_unknown_version_is_told(folder: Path, version: object, code: str) -> None:
    header = json.loads((folder / "session.json").read_text(encoding="utf-8"))
    (folder / "session.json").write_text(json.dumps({**header, "version": version}), encoding="utf-8")
    with refused(code, r"session\.json is"):
        Recording(folder)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 4}', "\xff"])
def test_a_damaged_header_is_told(folder: Path, text: str) -> None:
    (folder / "session.json").write_text(text, encoding="latin-1")
    with refused("recording-damaged", r"session\.json is damaged"):
        Recording(folder)


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    make_folder(tmp_path / "empty")
    make_folder(tmp_path / "empty")
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no modes of folders")
def test_nobody_else_may_open_a_folder_that_is_made(tmp_path: Path) -> None:
    own, made = tmp_path / "own", tmp_path / "made"
    own.mkdir(mode=0o755)
    before = own.stat().st_mode
    for folder in (own, made):
        make_folder(folder)
    assert made.stat().st_mode & 0o777 == 0o700
    assert own.stat().st_mode == before


def test_nothing_is_overwritten(folder: Path) -> None:
    with refused("recording-exists", "is not empty"):
        make_folder(folder)
    with refused("recording-exists", "is no folder"):
        make_folder(folder / "ear.jsonl")


def test_a_folder_that_cannot_be_made_is_told(folder: Path) -> None:
    with refused("recording-unwritable", "Nothing can be recorded in"):
        make_folder(folder / "ear.jsonl" / "below")


def test_a_full_disk_is_told(tmp_path: Path, header: Header, lines: tuple[EarLogLine, ...], sound: Sounds) -> None:
    resource = pytest.importorskip("resource", reason="only POSIX limits the size of files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    writer = write(tmp_path / "full", header, lines, sound)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, before[1]))
    try:
        with refused("recording-unwritable", "File too large"):
            for _ in range(100):
                writer.write(lines[0], *sound[0])
        with refused("recording-unwritable", "File too large"):
            writer.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
