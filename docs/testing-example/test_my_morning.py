"""What scenario files cannot say shortly: the same thing for many words, and figures of a session."""

import pytest

from voice_coach.pytest_plugin import CoachRoom, CoachUser, SessionPlayer


@pytest.mark.parametrize("words", ["pause now", "hold on", "okay coach, pause please"])
def test_whatever_words_pause(words: str, coach_user: CoachUser, coach_session: SessionPlayer) -> None:
    coach_user.say(words, at="10s into hold")
    session = coach_session("my-morning.yaml", lasts="60s")
    session.expect(obeyed="pause", within="0.1s after line 1")
    session.expect(spoken="Paused", within="0.5s after line 1")


def test_words_that_are_no_command_change_nothing(coach_user: CoachUser, coach_session: SessionPlayer) -> None:
    coach_user.say("I have to pause the music later", at="10s into hold")
    session = coach_session("my-morning.yaml")
    session.expect(never={"state": "paused"})
    session.expect(rejected="not-a-phrase", times=1)


def test_the_coach_does_not_hear_itself_in_a_bathroom(coach_room: CoachRoom, coach_session: SessionPlayer) -> None:
    coach_room.walls.update(size=[2.5, 2, 2.4], reverberation="0.6s", loudspeaker={"echo_return_loss": "10 dB"})
    session = coach_session("my-morning.yaml", recogniser="phones", lasts="40s")
    session.expect(obeyed="anything", times=1)  # the key that starts the session


def test_it_is_over_in_three_minutes(coach_session: SessionPlayer) -> None:
    assert coach_session("my-morning.yaml").performance.ended_at < 180
