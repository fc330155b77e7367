from dataclasses import replace

import pytest

from voice_coach.core.commands.table import Command
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.early_decision import Utterance
from voice_coach.listening.echo.control import EchoState
from voice_coach.listening.gate import Gate, Reason, Speech

HOLD = Status(State.HOLD, State.HOLD, "Test")
ASKED = replace(HOLD, state=State.ASKING, question="Shall we end here and save, yes or no?")
ASLEEP = replace(HOLD, asleep=True)


class Session:
    """Says texts to one gate."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        self.gate, self.phrasebook = Gate(), phrasebook

    def say(
        self,
        text: str,
        at: float,
        status: Status = HOLD,
        *speech: Speech,
        confidence: float | None = None,
        began: float | None = None,
        echo: EchoState = EchoState.UNKNOWN,
    ) -> Reason | None:
        return self.gate.judge(
            Utterance(text, self.phrasebook.match(text), confidence, at, at - 0.5 if began is None else began),
            status,
            speech,
            echo,
        )


@pytest.fixture
def session(english: Phrasebook) -> Session:
    return Session(english)


def test_a_command_passes(session: Session) -> None:
    assert session.say("carry on", 1.0) is None


def test_what_is_no_phrase_does_not(session: Session) -> None:
    assert session.say("the next train", 1.0) is Reason.NOT_A_PHRASE


@pytest.mark.parametrize("text", ["yes", "no", "seven"])
def test_answers_count_only_while_a_question_is_open(session: Session, text: str) -> None:
    assert session.say(text, 1.0) is Reason.NOT_ASKED
    assert session.say(text, 2.0, ASKED) is None


def test_asleep_only_waking_counts(session: Session) -> None:
    assert session.say("stop", 1.0, ASLEEP) is Reason.ASLEEP
    assert session.say("wake up", 2.0, ASLEEP) is None


def test_the_same_command_again_at_once_is_an_echo_of_the_recogniser(session: Session) -> None:
    assert session.say("next", 1.0) is None
    assert session.say("next one", 1.69) is Reason.REFRACTORY
    assert session.say("next", 1.71) is None


def test_another_command_at_once_is_meant(session: Session) -> None:
    assert session.say("next", 1.0) is None
    assert session.say("stop", 1.1) is None


def test_a_rejected_command_starts_no_refractory_time(session: Session) -> None:
    assert session.say("yes", 1.0) is Reason.NOT_ASKED
    assert session.say("yes", 1.2, ASKED) is None


SPEECH = Speech("Bend both knees and breathe out slowly.", 10.0, 13.0)


@pytest.mark.parametrize("command", sorted(set(Command) - {Command.YES, Command.NO, Command.NUMBER}))
def test_while_the_coach_speaks_only_barge_in_counts(session: Session, english: Phrasebook, command: Command) -> None:
    phrase = english.said_for()[command][0]
    expected = None if HOLD.state in command.row.barge_in else Reason.SPEAKING
    for at in (10.0, 12.0, 13.29):
        assert session.say(phrase, at, HOLD, SPEECH, confidence=1.0) is expected


OVER_SPEECH = [
    (state, phrase)
    for state, phrases in {
        State.SETUP: ("i'm ready", "skip it", "go back", "move on", "next exercise", "end the workout"),
        State.HOLD: ("skip this", "go back", "do it again", "switch sides", "finish", "more time", "less time"),
        State.REP: ("i'm done", "slower", "faster"),
        State.PAUSED: ("carry on", "go on", "continue", "skip it"),
        State.EXPLAINING: ("carry on", "go back"),
        State.FINISHED: ("let's go", "finish"),
    }.items()
    for phrase in phrases
]


@pytest.mark.parametrize(("state", "phrase"), OVER_SPEECH)
def test_what_moves_ends_goes_on_or_changes_the_tempo_is_heard_while_the_coach_speaks(
    session: Session, state: State, phrase: str
) -> None:
    status = replace(HOLD, state=state)
    told = [session.say(phrase, at, status, SPEECH, confidence=1.0) for at in (10.0, 12.0, 13.29)]
    assert told == [None] * 3


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("skip it", "Skip the last breath."),
        ("carry on", "Carry your weight."),
        ("i'm done", "Well done."),
        ("switch sides", "Both sides are even."),
        ("end the workout", "This workout is short."),
        ("go on", "Go slowly."),
        ("more time", "Take your time."),
    ],
)
def test_a_word_of_it_that_the_coach_says_makes_it_the_coachs(session: Session, phrase: str, sentence: str) -> None:
    states = {"carry on": State.PAUSED, "go on": State.PAUSED, "i'm done": State.REP}
    status = replace(HOLD, state=states.get(phrase, State.HOLD))
    assert session.say(phrase, 10.8, status, Speech(sentence, 10.0, 11.0), confidence=1.0) is Reason.OWN_WORDS


def test_little_words_are_in_every_sentence_and_make_nothing_the_coachs(session: Session) -> None:
    sentence = Speech("Lie on it, at the end of the mat.", 10.0, 12.0)
    assert session.say("end the workout", 11.0, HOLD, sentence, confidence=1.0) is None


def test_where_it_would_do_nothing_it_is_not_heard_over_the_coach(session: Session) -> None:
    assert session.say("slower", 11.0, HOLD, SPEECH) is Reason.SPEAKING
    assert session.say("carry on", 12.0, HOLD, SPEECH) is Reason.SPEAKING


def test_before_and_after_the_speech_all_counts(session: Session) -> None:
    assert session.say("louder", 9.9, HOLD, SPEECH) is None
    assert session.say("louder", 13.31, HOLD, SPEECH) is None


def test_a_quick_answer_counts_from_the_last_sample_of_the_question(session: Session) -> None:
    question = Speech(ASKED.question, 10.0, 13.0)
    assert session.say("yes", 12.99, ASKED, question) is not None
    assert session.say("yes", 13.0, ASKED, question) is None


def test_an_option_that_the_question_named_can_be_its_answer(session: Session) -> None:
    offer = replace(ASKED, question="Easier, skip it, or finish?")
    assert session.say("skip it", 12.1, offer, Speech(offer.question, 10.0, 12.0)) is None


def test_the_coach_does_not_obey_its_own_words(session: Session) -> None:
    prompt = Speech("Resting. Say: pause, when you are ready to go on with the long hold on the left.", 10.0, 18.0)
    assert session.say("pause", 11.5, HOLD, prompt) is Reason.OWN_WORDS
    assert session.say("pause", 16.0, HOLD, prompt) is None


def test_own_words_hold_for_a_second_after_they_were_said(session: Session) -> None:
    prompt = Speech("Say: pause.", 10.0, 11.0)
    assert session.say("pause", 11.9, HOLD, prompt, began=11.1) is Reason.OWN_WORDS
    assert session.say("pause", 12.2, HOLD, prompt, began=11.1) is None


INVITATIONS = [
    ("I only hear: wake up.", "wake up"),
    ("Paused. Say: carry on, when you are ready.", "carry on"),
    ("Stopped. Say: carry on, or: end the workout.", "end the workout"),
    ("You can say: move on, say that again, that hurts, or: pause now.", "that hurts"),
    ("You can say: move on, say that again, that hurts, or: pause now.", "pause now"),
    ("Say: ready. Or stay, and I begin in half a minute.", "ready"),
]


@pytest.mark.parametrize(("sentence", "phrase"), INVITATIONS)
@pytest.mark.parametrize(("began", "users"), [(12.19, False), (12.21, True)])
def test_what_the_coach_invites_is_the_users_when_it_began_after_the_sentence(
    session: Session, sentence: str, phrase: str, began: float, users: bool
) -> None:
    said = Speech(sentence, 11.6, 12.0)
    asleep = ASLEEP if phrase == "wake up" else HOLD
    reason = session.say(phrase, 12.6, asleep, said, confidence=1.0, began=began)
    assert reason is (None if users else Reason.OWN_WORDS)


@pytest.mark.parametrize(
    "sentence", ["Then pause.", "Say: breathe out. Then pause.", "Say: pause before you go on.", "Pause: now."]
)
def test_words_that_are_named_outside_an_invitation_stay_the_coachs(session: Session, sentence: str) -> None:
    assert session.say("pause", 12.6, HOLD, Speech(sentence, 11.6, 12.0), began=12.5) is Reason.OWN_WORDS


def test_another_sentence_with_the_words_keeps_its_second(session: Session) -> None:
    both = (Speech("Say: pause.", 9.0, 11.0), Speech("Then pause.", 11.2, 12.2))
    assert session.say("pause", 12.9, HOLD, *both, began=12.6) is Reason.OWN_WORDS


def test_own_words_are_whole_words(session: Session) -> None:
    assert session.say("pain", 10.5, HOLD, Speech("Nonstop painting.", 10.0, 11.0)) is None


def test_words_that_have_not_sounded_yet_are_no_echo(session: Session) -> None:
    assert session.say("pause", 9.9, HOLD, Speech("Pause.", 10.0, 10.5)) is None


@pytest.mark.parametrize(("confidence", "reason"), [(0.69, Reason.UNCERTAIN), (None, Reason.UNCERTAIN), (0.7, None)])
def test_what_destroys_must_be_certain(session: Session, confidence: float | None, reason: Reason | None) -> None:
    assert session.say("finish", 1.0, confidence=confidence) is reason


def test_other_commands_need_no_confidence(session: Session) -> None:
    assert session.say("pause", 1.0, confidence=0.1) is None


def test_a_routine_can_be_started_over_the_words_that_say_how(session: Session) -> None:
    waiting = Status(State.WAITING, State.WAITING, "Test")
    notice = Speech("Basic recogniser, for quiet rooms.", 0.0, 5.0)
    assert session.say("let's go", 3.0, waiting, notice) is None
    assert session.say("let's go", 4.0, HOLD, notice) is Reason.SPEAKING


def test_stop_is_obeyed_even_while_the_coach_says_the_word(session: Session) -> None:
    safety = Speech("Move gently. If it hurts, stop and say: that hurts.", 10.0, 14.0)
    assert session.say("stop", 12.0, HOLD, safety) is None


@pytest.mark.parametrize(
    ("phrase", "confidence", "reason"),
    [
        ("next exercise", 0.9, Reason.UNCERTAIN),
        ("next exercise", 0.96, None),
        ("next exercise", None, None),  # an early decision has no figure: it is sure because it stood
        ("that hurts", 0.6, Reason.UNCERTAIN),
        ("that hurts", 0.8, None),
        ("stop", 0.6, Reason.UNCERTAIN),
        ("stop", 0.8, None),
    ],
)
def test_over_the_coachs_own_speech_a_command_must_be_very_sure(
    session: Session, phrase: str, confidence: float | None, reason: Reason | None
) -> None:
    assert session.say(phrase, 11.0, HOLD, SPEECH, confidence=confidence) is reason
    assert session.say(phrase, 16.0, HOLD, SPEECH, confidence=confidence) is None


def test_in_a_long_sentence_a_word_is_the_coachs_also_where_its_letters_are_not(session: Session) -> None:
    line = "Move gently. If it hurts, stop and say: that hurts. General exercise, not medical advice."
    assert session.say("that hurts", 11.6, HOLD, Speech(line, 9.43, 17.0), confidence=1.0) is Reason.OWN_WORDS
    assert session.say("that hurts", 9.6, HOLD, Speech(line, 9.43, 17.0), confidence=1.0) is None


@pytest.mark.parametrize(("phrase", "sentence"), [("pause", "Paused. Say: carry on."), ("start", "It starts now.")])
def test_a_word_with_an_ending_is_the_coachs_word_too(session: Session, phrase: str, sentence: str) -> None:
    assert session.say(phrase, 10.5, HOLD, Speech(sentence, 10.0, 12.0), confidence=1.0) is not None
    assert session.say(phrase, 10.5, HOLD, Speech("In the cause of the art.", 10.0, 12.0)) is not Reason.OWN_WORDS


def test_when_all_is_still_the_coachs_own_stop_is_none(session: Session) -> None:
    said = Speech("Stopped. Say: carry on, or: end the workout.", 10.0, 13.0)
    still = replace(HOLD, state=State.PAUSED)
    # A second stop would end the session.
    assert session.say("stop", 10.6, still, said, confidence=1.0) is Reason.OWN_WORDS
    assert session.say("stop", 14.0, still, said, confidence=1.0) is None
    assert session.say("stop", 16.0, HOLD, replace(said, starts=15.5, ends=18.5), confidence=1.0) is None


SENTENCE = Speech("Lie on your back and bend both knees. If it hurts, stop.", 10.0, 15.0)


@pytest.mark.parametrize("text", ["next exercise", "slower", "pause now", "repeat", "go back", "stop now"])
@pytest.mark.parametrize("echo", [EchoState.CANCELLED, EchoState.ABSENT])
def test_once_the_coachs_voice_is_known_for_what_it_is_all_commands_pass_over_it(
    session: Session, text: str, echo: EchoState
) -> None:
    assert session.say(text, 12.0, HOLD, SENTENCE, confidence=0.76, echo=echo) is None


@pytest.mark.parametrize("echo", [EchoState.UNKNOWN, EchoState.HEARD])
def test_until_then_only_what_is_safe_passes(session: Session, echo: EchoState) -> None:
    assert session.say("slower", 12.0, HOLD, SENTENCE, confidence=0.99, echo=echo) is Reason.SPEAKING
    assert session.say("stop now", 13.0, HOLD, SENTENCE, confidence=0.99, echo=echo) is None


def test_a_word_that_the_coach_says_just_then_must_be_heard_surely(session: Session) -> None:
    last = 14.8
    cancelled = EchoState.CANCELLED
    assert session.say("stop", last, HOLD, SENTENCE, confidence=0.7, echo=cancelled) is Reason.OWN_WORDS
    assert session.say("stop", last, HOLD, SENTENCE, confidence=0.97, echo=cancelled) is None
    assert session.say("stop", last + 2, HOLD, SENTENCE, confidence=0.7, echo=EchoState.ABSENT) is None
