"""`voice-coach standby`: what of the command line and the settings reaches it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from voice_coach.app.standby.waiting import StandbyOptions
from voice_coach.standby.choosing import Menu

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Menu, StandbyOptions]]:
    found: list[tuple[Menu, StandbyOptions]] = []

    def wait(menu: Menu, options: StandbyOptions, _tell: object) -> int:
        found.append((menu, options))
        return 0

    monkeypatch.setattr("voice_coach.app.standby.waiting.standby", wait)
    return found


def test_all_routines_can_be_started_and_none_is_the_default(
    run: Run, asked: list[tuple[Menu, StandbyOptions]]
) -> None:
    assert run("standby")[0] == 0
    menu, options = asked[0]
    assert "desk-break" in [one.routine for one in menu.routines]
    assert menu.default is None
    assert options == StandbyOptions()


def test_a_single_one_is_the_default(run: Run, asked: list[tuple[Menu, StandbyOptions]]) -> None:
    run("standby", "desk-break", "--at", "07:30", "--at", "12:15", "--button", "17", "--echo", "absent", "--no-mic")
    menu, options = asked[0]
    assert [one.title for one in menu.routines] == ["Desk break"]
    assert menu.default == "desk-break"
    assert options == StandbyOptions(
        listen=False, at=(dt.time(7, 30), dt.time(12, 15)), button=17, session=("--echo=absent", "--no-mic")
    )


def test_a_default_that_is_not_listed_comes_first(run: Run, asked: list[tuple[Menu, StandbyOptions]]) -> None:
    run("standby", "desk-break", "thoracic-mini", "--routine", "midback-wall-circuit")
    assert [one.routine for one in asked[0][0].routines] == ["midback-wall-circuit", "desk-break", "thoracic-mini"]
    assert asked[0][0].default == "midback-wall-circuit"


def test_the_settings_count_and_are_not_passed_on(
    run: Run, asked: list[tuple[Menu, StandbyOptions]], tmp_path: Path
) -> None:
    file = tmp_path / "config" / "voice-coach" / "settings.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("routine: desk-break\nstart_at: [07:30]\nled: 22\nmicrophone: Jabra\n", encoding="utf-8")
    assert run("standby")[0] == 0
    menu, options = asked[0]
    assert menu.default == "desk-break"
    assert options == StandbyOptions(microphone="Jabra", at=(dt.time(7, 30),), led=22)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("--no-mic",), 2), (("--at", "25:00"), 2), (("--mic", "x", "--no-mic"), 2), (("nothing-like-it",), 3)],
)
def test_what_cannot_be_is_told(run: Run, arguments: tuple[str, ...], code: int) -> None:
    assert run("standby", *arguments)[0] == code
