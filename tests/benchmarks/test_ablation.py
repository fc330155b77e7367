"""Leaving stages of hearing out, from outside."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.listening.ablation import stages, table, without
from benchmarks.listening.coach_path import CoachPath
from benchmarks.listening.systems import Name
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.engines import RecogniserKind
from voice_coach.listening.high_pass import HighPass

SYSTEMS = (Name.COACH_PHONES, Name.COACH_VOSK)


def decided(english: Phrasebook, sound: bytes) -> list[str]:
    path = CoachPath(english, RecogniserKind.PHONES, None)
    return [one.text for at in range(0, len(sound), 640) for one in path.hear(sound[at : at + 640], asked=False)]


def test_without_its_judge_the_ear_takes_other_words_for_orders(
    english: Phrasebook, flite_says: Callable[[str, str], bytes]
) -> None:
    other = flite_says("slt", "good evening")
    assert decided(english, other) == []
    with without(Name.COACH_PHONES, "judge"):
        assert decided(english, other) != []
    assert decided(english, other) == []


@pytest.mark.parametrize(("system", "stage"), [(system, stage) for system in SYSTEMS for stage in stages(system)])
def test_a_stage_is_left_out_as_long_as_it_is_asked_for(system: Name, stage: str) -> None:
    take = HighPass.take
    with without(system, stage):
        assert (HighPass.take is take) == (stage != "high-pass")
    assert HighPass.take is take


def test_the_table_has_a_row_a_stage_beside_that_of_the_whole() -> None:
    clean = {"n": 8, "right": {"value": 0.75}, "wrong": {"value": 0.125}, "latency_s": {"p50": {"value": 0.1}}}
    row = {
        "commands": {"clean": clean},
        "false": {"speech": {"orders": {"k": 2}}, "music": {"orders": {"k": 1}}},
        "cost": {"cpu": {"value": 0.1125}},
    }
    assert table({"": row, "judge": row}).splitlines() == [
        "| left out | clean (8) | false orders | CPU, % | p50, s |",
        "| --- | --- | --- | --- | --- |",
        "| nothing | 75 / 12 | 3 | 11.2 | 0.10 |",
        "| judge | 75 / 12 | 3 | 11.2 | 0.10 |",
    ]
