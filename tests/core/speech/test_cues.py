from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.phases import TURN
from voice_coach.core.effects import Role, Tone
from voice_coach.core.plan.routine import Hold, Motion, Movement, Reps, Seconds, Side, Work
from voice_coach.core.plan.steps import NOTCH, Step, work_s
from voice_coach.core.speech.cues import (
    AFTER_START_S,
    QUIET_S,
    SPOKEN_SHARE,
    TIP_BEFORE_S,
    Cue,
    Telling,
    waiting_cues,
    work_cues,
)
from voice_coach.core.speech.wording import Verbosity, Wording, estimate_s
from voice_coach.core.states import State
from voice_coach.speaking.tones import tone_seconds

CAT_COW = Reps(3, tuple(Movement(say, 3.0) for say in ("Round up", "And flat", "Arch", "And flat")))


TIPS = st.lists(st.integers(1, 16).map(lambda count: " ".join(["word"] * count)), max_size=3).map(tuple)
MOVEMENTS = st.builds(Movement, st.sampled_from(["Turn", "And return", "Reach up"]), st.floats(0.5, 15.0))
WORKS = st.one_of(
    st.builds(Reps, st.integers(1, 12), st.lists(MOVEMENTS, max_size=5).map(tuple), tips=TIPS),
    st.builds(Hold, st.floats(1.0, 400.0), tips=TIPS),
)
STRETCHES = st.integers(-3, 4).map(lambda pace: NOTCH**-pace)


def tones(cues: tuple[Cue, ...], tone: Tone) -> list[float]:
    return [cue.at_s for cue in cues if cue.tone is tone]


def words(cues: tuple[Cue, ...]) -> dict[float, str]:
    return {cue.at_s: cue.text for cue in cues if cue.text}


@pytest.mark.parametrize("level", Verbosity)
@pytest.mark.parametrize("length_s", [6.0, 19.9, 20.0, 24.9, 25.0, 40.0, 90.0, 120.0, 190.0, 600.0, 3600.0])
def test_timed_work_has_pips_an_end_and_never_a_long_silence(
    wording: Wording, level: Verbosity, length_s: float
) -> None:
    cues = work_cues(Hold(length_s), length_s, Telling(level, wording))
    assert tones(cues, Tone.PIP) == [length_s - 3, length_s - 2, length_s - 1]
    assert tones(cues, Tone.END) == [length_s]
    assert list(cues) == sorted(cues, key=lambda cue: cue.at_s)
    ends = [0.0]
    for cue in cues:
        assert cue.at_s - ends[-1] <= QUIET_S
        ends.append(max(ends[-1], cue.ends_s))


@pytest.mark.parametrize(
    ("length_s", "spoken"),
    [(19.0, {}), (20.0, {10.0: "Halfway."}), (25.0, {12.5: "Halfway.", 15.0: "Ten seconds."})],
)
def test_long_holds_have_a_middle_and_a_word_ten_seconds_before_the_end(
    wording: Wording, length_s: float, spoken: dict[float, str]
) -> None:
    assert words(work_cues(Hold(length_s), length_s, Telling(Verbosity.FULL, wording))) == spoken


def test_the_middle_becomes_a_tone_when_less_is_said(wording: Wording) -> None:
    short = work_cues(Hold(30.0), 30.0, Telling(Verbosity.SHORT, wording))
    assert (tones(short, Tone.HALF), words(short)) == ([15.0], {20.0: "Ten seconds."})
    assert words(work_cues(Hold(30.0), 30.0, Telling(Verbosity.SOUNDS, wording))) == {}


def test_a_hold_of_thirty_seconds_has_at_most_twelve_words(wording: Wording) -> None:
    work = Hold(30.0, tips=("Breathe into the back of your ribs.", "Sink.", "Never said."))
    said = words(work_cues(work, 30.0, Telling(Verbosity.FULL, wording)))
    assert sum(len(text.split()) for text in said.values()) <= 12
    assert sum(estimate_s(text) for text in said.values()) <= 0.25 * 30


def test_tips_never_run_into_the_next_cue(wording: Wording) -> None:
    work = Motion(60.0, tips=("word " * 90, "word " * 12))
    cues = work_cues(work, 60.0, Telling(Verbosity.FULL, wording))
    assert [cue.at_s for cue in cues if cue.role is Role.TIP] == [33.0]


@given(WORKS, STRETCHES)
def test_a_tip_begins_after_every_other_sound_and_ends_before_the_next(
    wording: Wording, work: Work, stretch: float
) -> None:
    stretch = stretch if isinstance(work, Reps) else 1.0
    cues = work_cues(work, work_s(work), Telling(Verbosity.FULL, wording, stretch=stretch))
    for tip in (cue for cue in cues if cue.role is Role.TIP):
        begins, ends = sounds(tip, stretch)
        for other in (cue for cue in cues if cue is not tip):
            other_begins, other_ends = sounds(other, stretch)
            assert other_ends <= begins + 1e-6 or ends + TIP_BEFORE_S <= other_begins + 1e-6, (tip, other)


def sounds(cue: Cue, stretch: float) -> tuple[Seconds, Seconds]:
    """When a cue begins and ends on the clock."""
    begins = cue.at_s * stretch
    return begins, begins + (tone_seconds(cue.tone) if cue.tone else estimate_s(cue.text))


@pytest.mark.parametrize(
    ("words_of_tip", "at"),
    [(1, 21 + 0.475 + 0.4), (5, 23 + 0.4), (6, None)],
    ids=["after-the-number", "while-it-is-held", "no-gap-is-long-enough"],
)
def test_a_tip_that_is_too_long_for_one_gap_is_said_in_the_next_that_holds_it(
    wording: Wording, words_of_tip: int, at: float | None
) -> None:
    tip = " ".join(["word"] * words_of_tip)
    work = Reps(8, tuple(Movement(say, for_s) for say, for_s in (("Arch", 2), ("Stay", 3), ("Rise", 2))), tips=(tip,))
    told = [cue.at_s for cue in work_cues(work, 56.0, Telling(Verbosity.FULL, wording)) if cue.role is Role.TIP]
    assert told == ([] if at is None else [pytest.approx(at)])


def test_a_faster_tempo_says_no_tip_that_its_shorter_gaps_do_not_hold(wording: Wording) -> None:
    work = Reps(8, (Movement("Arch", 3.0), Movement("Rise", 3.0)), tips=("word " * 4,))
    told = {
        stretch: any(
            cue.role is Role.TIP for cue in work_cues(work, 48.0, Telling(Verbosity.FULL, wording, stretch=stretch))
        )
        for stretch in (1.0, 1 / NOTCH**2)
    }
    assert told == {1.0: True, 1 / NOTCH**2: False}


def test_a_hold_of_minutes_says_how_many_are_left(wording: Wording) -> None:
    said = words(work_cues(Hold(180.0), 180.0, Telling(Verbosity.SHORT, wording)))
    assert said == {60.0: "Two minutes to go.", 120.0: "One minute to go.", 170.0: "Ten seconds."}
    full = words(work_cues(Motion(1200.0), 1200.0, Telling(Verbosity.FULL, wording)))
    assert [text for text in full.values() if "to go" in text] == [
        "Fifteen minutes to go.", "Ten minutes to go.", "Five minutes to go.", "Four minutes to go.",
        "Three minutes to go.", "Two minutes to go.", "One minute to go.",
    ]  # fmt: skip
    assert full[600.0] == "Halfway."
    assert words(work_cues(Hold(180.0), 180.0, Telling(Verbosity.SOUNDS, wording))) == {}


def test_the_tips_of_a_long_hold_are_spread_over_all_of_it_and_never_overlap(wording: Wording) -> None:
    tips = ("Breathe slowly.", "Shoulders heavy.", "Sit tall.", "Let the breath out be long.")
    cues = [cue for cue in work_cues(Hold(240.0, tips=tips), 240.0, Telling(Verbosity.FULL, wording)) if cue.text]
    told = [cue.at_s for cue in cues if cue.role is Role.TIP]
    assert [round(at / 240 * 4) for at in told] == [0, 1, 2, 3]
    assert all(before.ends_s <= after.at_s for before, after in pairwise(cues))


def test_a_cue_has_its_side_and_keeps_the_capitals_of_a_name(wording: Wording) -> None:
    work = Reps(2, (Movement("{Side} leg up", 4.0), Movement("Roll IT band", 4.0)))
    cues = work_cues(work, 16.0, Telling(Verbosity.FULL, wording, Side.RIGHT))
    assert words(cues)[AFTER_START_S] == "One, right leg up."
    assert words(cues)[4.0] == "Roll IT band."


def test_the_first_reps_are_spoken_and_later_ones_have_number_and_tones(wording: Wording) -> None:
    cues = work_cues(TURN, 20.0, Telling(Verbosity.FULL, wording))
    counts = {cue.at_s: cue.text for cue in cues if cue.role is Role.COUNT}
    assert counts == {
        AFTER_START_S: "One, turn.", 2.0: "And return.", 4.0: "Two, turn.", 6.0: "And return.",
        8.0: "Three.", 12.0: "Four.", 16.0: "Last one.",
    }  # fmt: skip
    assert tones(cues, Tone.LET_GO) == [10.0, 14.0, 18.0]


def test_every_movement_is_spoken_where_tones_cannot_tell_them_apart(wording: Wording) -> None:
    counts = [cue.text for cue in work_cues(CAT_COW, 36.0, Telling(Verbosity.FULL, wording)) if cue.role is Role.COUNT]
    assert counts[-4:] == ["Last one, round up.", "And flat.", "Arch.", "And flat."]


@pytest.mark.parametrize("for_s", [0.5, 0.8, 1.2, 2.0, 3.0])
def test_a_spoken_count_never_fills_more_than_its_share_of_the_movement(wording: Wording, for_s: float) -> None:
    work = Reps(4, (Movement("Press slowly down", for_s), Movement("Release", for_s)))
    cues = work_cues(work, 8 * for_s, Telling(Verbosity.FULL, wording))
    assert all(estimate_s(cue.text) <= SPOKEN_SHARE * for_s for cue in cues if cue.role is Role.COUNT)
    onsets = {round(cue.at_s, 6) for cue in cues}
    assert {round(step * for_s, 6) for step in range(1, 8)} <= onsets  # a sound at each change of movement
    assert onsets & {0.0, AFTER_START_S}


def test_the_first_count_stands_right_after_the_start_tone() -> None:
    assert tone_seconds(Tone.START) == AFTER_START_S


def test_sounds_only_has_a_tone_for_each_movement_and_no_word(wording: Wording) -> None:
    cues = work_cues(TURN, 20.0, Telling(Verbosity.SOUNDS, wording))
    assert words(cues) == {}
    assert len(tones(cues, Tone.TOP)) == len(tones(cues, Tone.LET_GO)) == 5


def test_reps_at_the_users_own_pace_are_not_counted_but_reminded_of_done(wording: Wording) -> None:
    cues = work_cues(Reps(5), 60.0, Telling(Verbosity.FULL, wording))
    assert words(cues) == {60.0: wording("say_done")}


def test_waiting_counts_in_only_before_work(wording: Wording) -> None:
    step = Step(1, State.SETUP, 0, for_s=10.0)
    before_work = waiting_cues(step, 4.0, 14.0, wording, starts_work=True)
    assert (tones(before_work, Tone.PIP), tones(before_work, Tone.START)) == ([11.0, 12.0, 13.0], [14.0])
    assert tones(waiting_cues(step, 4.0, 14.0, wording, starts_work=False), Tone.START) == []


def test_who_waits_for_ready_is_reminded_once(wording: Wording) -> None:
    cues = waiting_cues(Step(1, State.SETUP, 0, for_s=None), 10.0, 70.0, wording, starts_work=True)
    assert words(cues) == {35.0: wording("still_waiting")}
    assert max(after.at_s - before.ends_s for before, after in pairwise([Cue(10.0), *cues])) <= QUIET_S


def test_a_long_rest_has_a_word_ten_seconds_before_its_end(wording: Wording) -> None:
    for length_s, said in ((24.0, {}), (30.0, {20.0: "Ten seconds."})):
        step = Step(1, State.REST, 0, for_s=length_s)
        assert words(waiting_cues(step, 5.0, length_s, wording, starts_work=True)) == said
