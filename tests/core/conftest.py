"""What the tests of the core share: the English wording, and how thorough the search for counter-examples is."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from voice_coach.core.speech.wording import Wording
from voice_coach.language.language import load_language

settings.register_profile(
    "core",
    max_examples=int(os.environ.get("VOICE_COACH_EXAMPLES", "50")),
    derandomize="VOICE_COACH_EXAMPLES" not in os.environ,  # the same every day; a search of its own when asked for
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("core")


@pytest.fixture(scope="session")
def wording() -> Wording:
    return load_language("en").wording
