"""What the tests of authoring share."""

import pytest

from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook


@pytest.fixture(scope="session")
def phrasebook() -> Phrasebook:
    return Phrasebook(load_language("en"))
