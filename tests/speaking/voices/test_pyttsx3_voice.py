from __future__ import annotations

import pytest

from voice_coach.errors import SpeakingError
from voice_coach.speaking.voices.pyttsx3_voice import EngineVoice, choose_voice

VOICES = (
    EngineVoice("gmw/en-029", "English (Caribbean)", "en-029"),
    EngineVoice("gmw/en", "English (Great Britain)", "en-gb"),
    EngineVoice("gmw/en-us", "English (America)", "en-us"),
    EngineVoice("ko", "Korean", "ko"),
    EngineVoice("inc/kok", "Konkani", "kok"),
    EngineVoice("com.apple.voice.Anna", "Anna", "de_DE"),
)


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        ("en", "gmw/en"),
        ("en-US", "gmw/en-us"),
        ("en_us", "gmw/en-us"),
        ("gmw/en-029", "gmw/en-029"),
        ("english (america)", "gmw/en-us"),
        ("ko", "ko"),
        ("de", "com.apple.voice.Anna"),
        ("anna", "com.apple.voice.Anna"),
    ],
)
def test_a_voice_is_chosen_by_id_name_or_language(wanted: str, chosen: str) -> None:
    assert choose_voice(VOICES, wanted).id == chosen


@pytest.mark.parametrize("wanted", ["tlh", "e", "english", ""])
def test_a_wrong_voice_is_answered_with_the_languages_there_are(wanted: str) -> None:
    with pytest.raises(SpeakingError) as caught:
        choose_voice(VOICES, wanted)
    assert caught.value.code == "no-voice"
    assert "en-gb, en-us, ko" in caught.value.hint


def test_an_engine_without_voices_says_how_to_get_some() -> None:
    with pytest.raises(SpeakingError) as caught:
        choose_voice((), "en")
    assert "Install" in caught.value.hint
