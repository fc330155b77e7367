from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from voice_coach.core.effects import Chime, Priority, Role, Say, Tone
from voice_coach.speaking.timeline import FADE_S, LEAD_S, ScheduledSound, Start, Stop, Timeline

steps = st.lists(
    st.tuples(
        st.sampled_from(["say", "say", "say at", "say at", "chime", "chime at", "hush", "look"]),
        st.sampled_from(Priority),
        st.integers(0, 40),  # tenths of a second since the step before
        st.integers(0, 50),  # tenths of a second: how long it takes
        st.integers(-5, 60),  # tenths of a second: how far ahead
    ),
    max_size=25,
)
Steps = list[tuple[str, Priority, int, int, int]]


def run(script: Steps) -> tuple[Timeline, list[int], dict[int, Say], float]:
    """Carry out a script; return the timeline, the ids in the order of reports, what was said, and the end."""
    timeline, now, reported, said = Timeline(), 0.0, [], {}
    for number, (kind, priority, wait, takes, ahead) in enumerate(script):
        now += wait / 10
        at = now + ahead / 10 if kind.endswith(" at") else None
        if kind.startswith("say"):
            said[number] = Say(number, str(number), Role.CUE, priority, at, gap_s=0.5)
            timeline.say(said[number], takes / 10, now)
        elif kind.startswith("chime"):
            timeline.chime(Chime(Tone.PIP, at), 0.12, now)
        elif kind == "hush":
            timeline.hush(now)
        else:
            reported += [report.id for report in timeline.finished(now)]
    while (due := timeline.next_finish) is not None:
        reported += [report.id for report in timeline.finished(due)]
        now = max(now, due)
    return timeline, reported, said, now + 1_000


def speech(timeline: Timeline, until: float) -> list[tuple[ScheduledSound, Say]]:
    return [(entry, entry.say) for entry in timeline.log(until) if entry.say]


@settings(deadline=None)
@given(steps)
def test_every_say_is_reported_finished_exactly_once(script: Steps) -> None:
    _, reported, said, _ = run(script)
    assert sorted(reported) == sorted(said)


@settings(deadline=None)
@given(steps)
def test_speech_never_overlaps_speech(script: Steps) -> None:
    timeline, _, _, until = run(script)
    for (before, _), (after, _) in pairwise(speech(timeline, until)):
        assert before.ends <= after.starts


@settings(deadline=None)
@given(steps)
def test_timed_speech_that_was_sent_ahead_sounds_at_its_time_or_not_at_all(script: Steps) -> None:
    timeline, _, _, until = run(script)
    for entry, say in speech(timeline, until):
        if say.at is not None:
            assert 0 <= entry.starts - (say.at + LEAD_S) < 0.31
    for entry in timeline.log(until):
        assert entry.starts <= entry.ends


@settings(deadline=None)
@given(steps)
def test_untimed_speech_of_one_priority_keeps_its_order(script: Steps) -> None:
    timeline, _, _, until = run(script)
    for priority in Priority:
        order = [say.id for _, say in speech(timeline, until) if say.at is None and say.priority is priority]
        assert order == sorted(order)


@settings(deadline=None)
@given(steps)
def test_speech_is_cut_only_by_a_hush_or_by_higher_speech(script: Steps) -> None:
    timeline, _, said, until = run(script)
    hushes = [sum(wait for _, _, wait, _, _ in script[: i + 1]) / 10 for i, s in enumerate(script) if s[0] == "hush"]
    highest = max((say.priority for say in said.values()), default=Priority.TIP)
    for entry, say in speech(timeline, until):
        if entry.cut and say.priority is highest:
            assert any(abs(entry.ends - hush) < FADE_S + 1e-6 for hush in hushes)


@settings(deadline=None)
@given(steps)
def test_the_orders_tell_the_mixer_all_that_the_log_says(script: Steps) -> None:
    timeline, _, _, until = run(script)
    spans: dict[int, float] = {}
    stops: dict[int, float] = {}
    for order in timeline.orders():
        match order:
            case Start(key, at):
                spans[key] = at
            case Stop(key, at) if at <= spans[key]:
                del spans[key]
            case Stop(key, at):
                stops[key] = at
    logged = {entry.key: entry for entry in timeline.log(until)}
    assert spans == {key: entry.starts for key, entry in logged.items()}
    assert stops == {key: entry.ends for key, entry in logged.items() if entry.cut}
