"""Rules of good manners that a program can check, on every routine that ships, done by somebody who says nothing."""

from __future__ import annotations

import runpy
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from voice_coach.app.components import Components
from voice_coach.app.dry_run import DryRun
from voice_coach.authoring.load import load
from voice_coach.core.effects import Role, Tone
from voice_coach.core.plan.routine import Reps, Seconds, Side
from voice_coach.core.plan.steps import LEAD_IN_S, Step
from voice_coach.core.speech.cues import AFTER_START_S
from voice_coach.core.speech.wording import Verbosity, words_s
from voice_coach.core.states import State
from voice_coach.session.options import RunOptions
from voice_coach.session.transcript import TranscriptRow, figures
from voice_coach.speaking.timeline import LEAD_S

ROOT = Path(__file__).parents[2]
ROUTINES = sorted((ROOT / "routines").glob("*.yaml"))
NEAR = 1e-3 + 1e-6
"""Times are compared to the millisecond, as a transcript rounds them."""

pytestmark = pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)


@cache
def session(path: Path, level: Verbosity = Verbosity.FULL) -> tuple[Components, DryRun]:
    components = Components(load(path), RunOptions(verbosity=level))
    return components, components.dry_run()


def said(path: Path) -> list[TranscriptRow]:
    return [row for row in session(path)[1].rows if row.kind == "say"]


def tones(path: Path, *kinds: Tone) -> list[Seconds]:
    return [row.t0 for row in session(path)[1].rows if row.kind == "tone" and row.text in kinds]


def spans(path: Path) -> list[tuple[Step, Seconds, Seconds]]:
    """Each step with the times in the sound between which it lasts."""
    components, simulation = session(path)
    began: dict[int, Seconds] = {}
    for at, status in simulation.log.statuses:
        began.setdefault(status.step, at + LEAD_S)
    steps = [components.plan.steps[index] for index in began]
    return [(step, *times) for step, times in zip(steps, pairwise([*began.values(), simulation.ended_at]), strict=True)]


def test_quiet_lies_between_sentences(path: Path) -> None:
    for before, after in pairwise(said(path)):
        if after.role not in {Role.COUNT, Role.CUE, Role.TIP}:
            assert after.t0 - before.t1 >= 0.5 - NEAR, (before, after)


def test_four_quiet_seconds_follow_the_sentence_that_moves_the_body(path: Path) -> None:
    for before, after in pairwise(said(path)):
        if before.role == Role.POSITION and before.text.startswith("To get into position"):
            assert after.t0 - before.t1 >= 4.0 - NEAR, (before, after)


@pytest.mark.parametrize("level", Verbosity)
def test_it_is_never_silent_for_more_than_eight_seconds(path: Path, level: Verbosity) -> None:
    _, simulation = session(path, level)
    assert figures(simulation.rows, simulation.ended_at).longest_silence_s <= 8.0


def test_timed_work_ends_with_three_pips_and_a_long_tone_on_zero(path: Path) -> None:
    pips, ends = tones(path, Tone.PIP), tones(path, Tone.END)
    for step, _, end in spans(path):
        if step.phase in {State.HOLD, State.MOTION}:
            assert any(abs(one - end) <= NEAR for one in ends)
            for left in (3, 2, 1):
                assert any(abs(pip - (end - left)) <= NEAR for pip in pips)


def test_work_begins_on_a_tone_after_three_pips(path: Path) -> None:
    pips, starts = tones(path, Tone.PIP), tones(path, Tone.START)
    for step, start, _ in spans(path):
        if step.works:
            assert any(abs(one - start) <= NEAR for one in starts)
            for left in (3, 2, 1):
                assert any(abs(pip - (start - left)) <= NEAR for pip in pips)


def test_nobody_speaks_around_the_end_of_timed_work_nor_into_a_count_in(path: Path) -> None:
    for step, start, end in spans(path):
        quiet = [(start - LEAD_IN_S, start)] if step.works else []
        if step.phase in {State.HOLD, State.MOTION}:
            quiet.append((end - 3.5, end + 0.5))
        for since, until in quiet:
            speaking = [row for row in said(path) if row.t0 < until - NEAR and row.t1 > since + NEAR]
            assert speaking == [], (step.phase, since, until)


def test_no_sentence_is_cut(path: Path) -> None:
    for row in said(path):
        assert row.t1 - row.t0 == pytest.approx(words_s(len(row.text.split())), abs=0.02), row


def test_what_comes_next_is_said_before_the_count_and_long_rests_have_a_word_ten_seconds_before_their_end(
    path: Path,
) -> None:
    components, _ = session(path)
    for step, start, end in spans(path):
        if step.phase is State.REST:
            here = [row for row in said(path) if start - LEAD_S <= row.t0 < end]
            named = [row for row in here if row.role == Role.NEXT]
            assert len(named) == 1
            assert named[0].t1 < end - (3.5 if components.plan.work_after(step) else 0.0)
            if step.for_s is not None and step.for_s >= 25:
                assert any(row.role == Role.CUE and abs(row.t0 - (end - 10)) <= NEAR for row in here)


def test_a_changeover_has_its_own_time_and_both_sides_get_the_same(path: Path) -> None:
    components, _ = session(path)
    lengths: dict[Side, list[tuple[object, int]]] = {side: [] for side in Side}
    for step, start, end in spans(path):
        exercise = components.plan.exercise(step)
        if exercise is not None and step.phase is State.SWITCH_SIDE:
            assert end - start >= exercise.changeover_s - NEAR
        if step.works and step.side is not None:
            lengths[step.side].append((step.dose_key, round(1000 * (end - start))))
    assert sorted(lengths[Side.LEFT]) == sorted(lengths[Side.RIGHT])


def test_each_rep_has_its_number_at_its_onset_and_the_last_one_says_so(path: Path) -> None:
    """The first one right after the start tone."""
    for step, start, _ in spans(path):
        if isinstance(step.dose, Reps) and step.dose.tempo:
            rep_s = sum(movement.for_s for movement in step.dose.tempo)
            onsets = [start + (rep * rep_s or AFTER_START_S) for rep in range(step.dose.count)]
            counts = [[row for row in said(path) if abs(row.t0 - onset) <= NEAR] for onset in onsets]
            assert all(len(rows) == 1 and rows[0].role == Role.COUNT for rows in counts), (step, counts)
            assert counts[0][0].text.startswith("One")
            assert counts[-1][0].text.startswith("Last one")


def test_talk_keeps_within_its_targets(path: Path) -> None:
    _, simulation = session(path)
    found = figures(simulation.rows, simulation.ended_at)
    assert found.words_a_minute <= 60
    assert found.sentence_max <= 16
    assert found.sentence_mean <= 12


def test_the_page_of_transcripts_is_true(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "transcripts.md").read_text("utf-8")
    made = runpy.run_path(str(ROOT / "benchmarks" / "transcripts.py"))
    _, simulation = session(path)
    assert made["row_of_figures"](path.stem, simulation) in page.splitlines()
    assert "\n".join(made["lines"](simulation.rows)) in page
    assert capsys.readouterr().out == ""
