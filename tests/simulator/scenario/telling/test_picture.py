"""Pictures of played scenarios. Their beauty is for eyes; that they are whole and steady is shown here."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.simulator.room.measuring import hiss
from tests.simulator.scenario.made import performed, said, scenario
from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard, Rejected
from voice_coach.errors import ScenarioError
from voice_coach.simulator.scenario import ENDING
from voice_coach.simulator.scenario.scenario import LineForm
from voice_coach.simulator.scenario.telling.performance import Performance
from voice_coach.simulator.scenario.telling.picture import draw
from voice_coach.simulator.scenario.timing import TimeSpan, parse

matplotlib = pytest.importorskip("matplotlib", reason="the extra room is not installed")


def drawn(performance: Performance, path: Path) -> npt.NDArray[np.float32]:
    """The picture's pixels: height, width, red green blue and opacity."""
    from matplotlib.image import imread  # noqa: PLC0415 - an extra

    draw(performance, path)
    return np.asarray(imread(path))


def has(picture: npt.NDArray[np.float32], colour: str) -> bool:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return bool((np.abs(picture[..., :3] - (red, green, blue)).max(axis=2) < 0.01).any())


def test_the_same_performance_gives_the_same_bytes(tmp_path: Path) -> None:
    sound = hiss(12.0)
    for name, took_s in (("a.png", 0.1), ("b.png", 5.0)):
        draw(replace(performed(), heard=sound, played=sound, took_s=took_s), tmp_path / name)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_a_picture_with_sound_has_two_lanes_more(tmp_path: Path) -> None:
    sound = hiss(12.0)
    silent = drawn(performed(), tmp_path / "silent.png")
    loud = drawn(replace(performed(), heard=sound, played=sound), tmp_path / "loud.png")
    assert loud.shape[0] > silent.shape[0]
    assert loud.shape[1] == silent.shape[1] == 1600
    assert has(loud, "#7d8da1")
    assert not has(silent, "#7d8da1")


def test_a_long_session_goes_on_in_rows(tmp_path: Path) -> None:
    heights = [
        drawn(replace(performed(), ended_at=ended_at), tmp_path / "long.png").shape[0]
        for ended_at in (1.0, 30.0, 31.0, 179.0, 180.0, 600.0)
    ]
    row = heights[2] - heights[0]
    assert heights[1] == heights[0]
    assert heights == pytest.approx([heights[0] + n * row for n in (0, 0, 1, 5, 2, 9)], abs=2)


def test_what_was_missed_obeyed_and_rejected_can_be_told_by_its_colour(tmp_path: Path) -> None:
    plain = performed()
    assert has(drawn(plain, tmp_path / "plain.png"), "#1b7f3b")
    assert not has(drawn(replace(plain, notices=(), sounds=()), tmp_path / "plain.png"), "#c81e1e")
    missed = scenario(expect=[{"heard": "next", "within": "4s"}])
    assert has(drawn(replace(plain, scenario=missed, notices=(), sounds=()), tmp_path / "missed.png"), "#c81e1e")


def test_a_session_that_ended_at_once_can_be_drawn(tmp_path: Path) -> None:
    nothing = np.zeros(0, np.float32)
    performance = replace(performed(), ended_at=0.0, sounds=(), heard=nothing, played=nothing, notices=())
    assert drawn(performance, tmp_path / "nothing.png").shape[0] > 50


@pytest.mark.parametrize("text", ["일시 정지", "$x^2$ and $", "\\frac{1}{", "a" * 400, "שלום", "🦴 ouch", "_{^%&#"])
def test_any_text_can_be_drawn(text: str, tmp_path: Path) -> None:
    # Made without asking the form, which would refuse some of these.
    keys = {"user": [LineForm.model_construct(at=parse("1s"), say=text)], "known_failure": text}
    told = scenario().model_copy(update=keys).in_file(Path(f"{text[:20]}{ENDING}"))
    performance = performed(told, lines=(TimeSpan(1.0, 1.4),))
    performance.log.entries.append((10.0, Rejected(text, "not-a-phrase", 10.0)))
    performance.log.entries.append((10.1, Heard(Command.NEXT, text, 10.0)))
    sounds = (*performance.sounds, said(text, 7.0, 8.5), said(text, 8.6, 8.7))
    drawn(replace(performance, sounds=sounds, notices=((11.0, text),)), tmp_path / "text.png")


def test_without_matplotlib_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("matplotlib")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ScenarioError) as caught:
        draw(performed(), tmp_path / "none.png")
    assert caught.value.message == "A picture needs matplotlib."
    assert caught.value.hint == 'Install it with: pip install "voice-coach[room]"'


def test_a_picture_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"Cannot write .*none\.png: No such file"):
        draw(performed(), tmp_path / "folder" / "none.png")
