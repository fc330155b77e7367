from collections.abc import Callable
from pathlib import Path

import pytest

from voice_coach.audio.format import from_bytes
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.phones.untaught.spelling import Spelling


@pytest.fixture
def korean_spelling(
    korean: Phrasebook, korean_says: Callable[[str], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Spelling:
    """Taught by the tests' voice, and kept in a cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    spelling = Spelling((*korean.phrases(), *korean.other_words()))
    spelling.learn("ko", lambda text: from_bytes(korean_says(text)))
    return spelling
