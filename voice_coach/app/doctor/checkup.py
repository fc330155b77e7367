"""Every check in its order, and what came of them as text or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping

from voice_coach import __version__
from voice_coach.app.doctor import hearing, machine, sound, upkeep
from voice_coach.app.doctor.child import HUNG
from voice_coach.app.doctor.diagnosis import Check, Diagnosis, Grade, MachineVisit, failed
from voice_coach.errors import VoiceCoachError

CHECKS: dict[str, Check] = {
    "python": machine.python,
    "clock": machine.clock,
    "board": machine.board,
    "disk": upkeep.disk,
    "settings": upkeep.settings,
    "session": upkeep.session,
    "service": upkeep.service,
    "libraries": hearing.libraries,
    "recogniser": hearing.recogniser,
    "voice": hearing.voice,
    "microphone": sound.microphone,
    "loudspeaker": sound.loudspeaker,
    "echo": sound.echo,
    "understood": sound.understood,
}
"""Each by its name; one that asks what another has found stands below it."""


def check_up(
    visit: MachineVisit, tell: Callable[[str, Diagnosis], None], checks: Mapping[str, Check] = CHECKS
) -> dict[str, Diagnosis]:
    """Do every check, tell of each as it is done, and return what was found by name.

    A check that raises has failed, and the others go on.
    """
    for name, check in checks.items():
        try:
            diagnosis = check(visit)
        except VoiceCoachError as error:
            diagnosis = failed(error.message, error.hint)
            if error.code == HUNG:
                visit.hung.add(name)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other checks are still worth having
            diagnosis = failed(f"The check itself broke: {type(error).__name__}: {error}", "Please report this.")
        visit.diagnoses[name] = diagnosis
        tell(name, diagnosis)
    return visit.diagnoses


def as_text(name: str, diagnosis: Diagnosis) -> str:
    """A diagnosis for a person: what was found, and below it what to do."""
    told = f"{diagnosis.grade:8}{name:12}{diagnosis.found}"
    return "\n".join((told, *(f"{'':20}{line}" for line in diagnosis.advice.splitlines())))


def summary(diagnoses: Mapping[str, Diagnosis]) -> str:
    """How many checks went how, in one line."""
    counted = Counter(diagnosis.grade for diagnosis in diagnoses.values())
    words = {Grade.GOOD: "good", Grade.WARNING: "with a warning", Grade.FAILED: "failed", Grade.SKIPPED: "skipped"}
    return ", ".join(f"{counted[grade]} {word}" for grade, word in words.items() if counted[grade])


def as_json(diagnoses: Mapping[str, Diagnosis]) -> str:
    """All diagnoses for a program."""
    rows = [
        {"name": name, "grade": diagnosis.grade, "found": diagnosis.found, "advice": diagnosis.advice}
        for name, diagnosis in diagnoses.items()
    ]
    return json.dumps({"version": __version__, "failed": has_failed(diagnoses), "checks": rows}, indent=2)


def has_failed(diagnoses: Mapping[str, Diagnosis]) -> bool:
    """Whether any check has failed."""
    return any(diagnosis.grade is Grade.FAILED for diagnosis in diagnoses.values())
