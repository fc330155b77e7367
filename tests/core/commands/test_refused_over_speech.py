import pytest

from tests.core.phases import at_state
from voice_coach.core.effects import Chime, Tone
from voice_coach.core.events import NOT_A_PHRASE, SPEAKING, Rejected
from voice_coach.core.speech.wording import Wording
from voice_coach.core.states import State
from voice_coach.listening.gate import Reason


@pytest.mark.parametrize("state", [State.SETUP, State.HOLD, State.WAITING])
def test_a_command_refused_because_the_coach_speaks_is_answered_by_a_tone(wording: Wording, state: State) -> None:
    session = at_state(wording, state)
    session.take(Rejected("louder", Reason.SPEAKING, session.now, near=True))
    assert Chime(Tone.REFUSED) in session.effects
    assert session.texts == []


@pytest.mark.parametrize(
    ("reason", "near"), [(SPEAKING, False), (Reason.OWN_WORDS, True), (Reason.ASLEEP, True), (NOT_A_PHRASE, True)]
)
def test_what_is_far_or_no_command_or_the_coachs_own_word_is_not(wording: Wording, reason: str, near: bool) -> None:
    session = at_state(wording, State.HOLD)
    session.take(Rejected("louder", reason, session.now, near=near))
    assert session.tones(Tone.REFUSED) == []
