"""A broken file is told of with all that is wrong in it, line by line, and adds nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voice_coach.app.diary.exchange import bring_in
from voice_coach.diary.diary import diary_path
from voice_coach.errors import ExchangeError
from voice_coach.exchange import hevy
from voice_coach.exchange import sheet as sheets
from voice_coach.exchange.sheet import sheet

FILES = sorted((Path(__file__).parent / "broken").glob("*.csv"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_is_told_what_is_wrong_and_nothing_is_added(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with pytest.raises(ExchangeError) as raised:
        bring_in(path)
    assert f"{raised.value.message}\n" == path.with_suffix(".txt").read_text(encoding="utf-8")
    assert raised.value.exit_code == 15
    assert "Nothing was imported." in raised.value.hint
    assert not diary_path().exists()


def test_every_message_has_its_place_and_no_two_are_alike() -> None:
    told = [re.sub(r"(?m)^\S+\.csv:\d+: ", "", path.with_suffix(".txt").read_text(encoding="utf-8")) for path in FILES]
    assert len({*told}) == len(told) >= 15
    for path in FILES:
        for line in path.with_suffix(".txt").read_text(encoding="utf-8").splitlines():
            assert re.match(rf"{re.escape(path.name)}:\d+: |and \d+ more$", line), line


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "LARGEST", 1_000_000)
    with pytest.raises(ExchangeError, match=r"f\.csv:1: the file is larger than 1 MB"):
        sheet(b"a" * 1_000_001, "f.csv")


def test_a_cell_that_never_ends_is_told() -> None:
    text = "\n".join(['"title","start_time","exercise_title"', '"x' + "y" * 140_000])
    found = sheet(text.encode(), "f.csv")
    with pytest.raises(ExchangeError, match=r"f\.csv:2: a cell has more than 131072 characters"):
        found.judge()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="cannot be read"):
        bring_in(tmp_path / "none.csv")
    with pytest.raises(ExchangeError, match="cannot be read"):
        bring_in(tmp_path)


def test_faults_are_told_by_their_lines() -> None:
    text = Path(FILES[0].parent / "many.csv").read_text(encoding="utf-8").replace('"reps"', '"rep"')
    with pytest.raises(ExchangeError) as raised:
        hevy.read(sheet(text.encode(), "f.csv"))
    assert raised.value.message == "f.csv:1: the column 'reps' is missing"
