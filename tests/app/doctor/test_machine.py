"""What a machine tells of itself, read and judged."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from voice_coach.app.doctor import hearing, machine, upkeep
from voice_coach.app.doctor.diagnosis import Grade, MachineVisit
from voice_coach.app.doctor.measured import LibrariesLoaded, RecogniserFound
from voice_coach.session.options import RunOptions

WIDE, NARROW = 2**63 - 1, 2**31 - 1
VISIT = MachineVisit(RunOptions())


@pytest.mark.parametrize(
    ("told", "bits"),
    [
        ("throttled=0x0\n", 0),
        ("throttled=0x50005\n", 0x50005),
        ("throttled=0xE0000", 0xE0000),
        ("", None),
        ("throttled=", None),
        ("throttled=50005", None),
        ("VCHI initialization failed\n", None),
    ],
)
def test_the_bits_are_read_from_the_answer(told: str, bits: int | None) -> None:
    assert machine.parse_throttled(told) == bits


@pytest.mark.parametrize(
    ("told", "degrees"), [("temp=48.3'C\n", 48.3), ("temp=80'C", 80.0), ("", None), ("temp=hot'C", None)]
)
def test_the_heat_is_read_from_the_answer(told: str, degrees: float | None) -> None:
    assert machine.parse_temperature(told) == degrees


@pytest.mark.parametrize(
    ("bits", "heat", "grade", "words"),
    [
        (0, 48.3, Grade.GOOD, "48 °C"),
        (0, None, Grade.GOOD, "enough power"),
        (0, 81.0, Grade.WARNING, "81 °C"),
        (0x50005, 60.0, Grade.FAILED, "too little voltage, throttled at this moment"),
        (0x50000, 60.0, Grade.WARNING, "too little voltage, throttled since it was started"),
        (0x20002, 60.0, Grade.FAILED, "a slowed clock at"),
        (0x80000, 60.0, Grade.WARNING, "too hot since"),
    ],
)
def test_what_the_bits_and_the_heat_mean(bits: int, heat: float | None, grade: Grade, words: str) -> None:
    found = machine.power("Raspberry Pi 4", bits, heat)
    assert found.grade is grade
    assert words in found.found


def test_a_board_that_tells_nothing_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "BOARD", tmp_path / "model")
    assert machine.board(VISIT).found == "This is no Raspberry Pi."

    (tmp_path / "model").write_bytes(b"Raspberry Pi 4 Model B Rev 1.5\0")
    monkeypatch.setattr(machine, "answer_of", lambda *_: "")
    assert machine.board(VISIT).found == "Raspberry Pi 4 Model B Rev 1.5 does not tell of its power."

    monkeypatch.setattr(machine, "answer_of", lambda _, what: "throttled=0x0" if "get" in what else "temp=50.0'C")
    assert machine.board(VISIT).grade is Grade.GOOD


@pytest.mark.parametrize(
    ("version", "largest", "grade"),
    [((3, 11, 2), WIDE, Grade.GOOD), ((3, 10, 9), WIDE, Grade.FAILED), ((3, 13, 0), NARROW, Grade.FAILED)],
)
def test_which_python_will_do(version: tuple[int, ...], largest: int, grade: Grade) -> None:
    assert machine.interpreter(version, largest, "aarch64").grade is grade


@pytest.mark.parametrize(
    ("year", "synchronised", "grade"),
    [
        (2026, "NTPSynchronized=yes\n", Grade.GOOD),
        (2026, "", Grade.GOOD),
        (2026, "NTPSynchronized=no\n", Grade.WARNING),
        (1970, "NTPSynchronized=no\n", Grade.FAILED),
    ],
)
def test_which_date_can_be_true(year: int, synchronised: str, grade: Grade) -> None:
    assert machine.date(datetime(year, 5, 1, tzinfo=UTC), synchronised).grade is grade


def test_a_program_that_is_missing_says_nothing() -> None:
    assert machine.answer_of("no-such-program-at-all") == ""


@pytest.mark.parametrize(
    ("free_mb", "slowest_s", "grade"),
    [
        (9000.0, 0.01, Grade.GOOD),
        (9000.0, 0.25, Grade.WARNING),
        (300.0, 0.01, Grade.WARNING),
        (5.0, 0.01, Grade.FAILED),
    ],
)
def test_which_disk_will_do(free_mb: float, slowest_s: float, grade: Grade) -> None:
    assert upkeep.room(Path("/data"), free_mb, slowest_s).grade is grade


def test_a_folder_that_cannot_be_written_has_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plain").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "plain"))
    found = upkeep.disk(VISIT)
    assert found.grade is Grade.FAILED
    assert "cannot be written" in found.found


def test_the_disk_of_this_machine_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert "GB free" in upkeep.disk(VISIT).found
    assert list((tmp_path / "voice-coach").iterdir()) == []


@pytest.mark.parametrize(
    ("own", "systems", "grade"),
    [
        ("enabled", "", Grade.GOOD),
        ("", "enabled", Grade.GOOD),
        ("disabled", "not-found", Grade.WARNING),
        ("", "", Grade.SKIPPED),
        ("not-found", "not-found", Grade.SKIPPED),
    ],
)
def test_what_systemd_says_of_the_service(own: str, systems: str, grade: Grade) -> None:
    assert upkeep.installed(own, systems).grade is grade


def test_libraries_that_are_missing_are_named_with_what_to_do() -> None:
    assert hearing.loaded(LibrariesLoaded({"numpy": "", "vosk": ""})).grade is Grade.GOOD
    found = hearing.loaded(LibrariesLoaded({"numpy": "", "vosk": "no such module", "PortAudio": "not found."}))
    assert found.grade is Grade.FAILED
    assert found.found == "vosk cannot be loaded: no such module; PortAudio cannot be loaded: not found."
    assert "libportaudio2" in found.advice


@pytest.mark.parametrize(
    ("recogniser", "wanted", "grade", "words"),
    [
        (RecogniserFound("vosk", "/m", 104, [], "", ""), "auto", Grade.GOOD, "vosk hears 104 phrases, with /m."),
        (RecogniserFound("phones", "", 104, [], "", ""), "phones", Grade.GOOD, "104 phrases."),
        (RecogniserFound("phones", "", 104, [], "", ""), "auto", Grade.WARNING, "no Vosk model is here"),
        (
            RecogniserFound("vosk", "/m", 98, list("abcdefg"), "", ""),
            "auto",
            Grade.WARNING,
            "not: a, b, c, d, e and 2 more",
        ),
        (RecogniserFound("phones", "", 104, [], "It is damaged.", ""), "auto", Grade.WARNING, "It is damaged."),
        (RecogniserFound("", "", 0, [], "", "Fetch one."), "auto", Grade.FAILED, "nothing to recognise with"),
    ],
)
def test_what_a_recogniser_means_for_a_session(
    recogniser: RecogniserFound, wanted: str, grade: Grade, words: str
) -> None:
    found = hearing.opened(recogniser, wanted)
    assert found.grade is grade
    assert words in found.found
