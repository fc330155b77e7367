"""What the sessions of these tests begin with: a routine with all kinds of work."""

from voice_coach.core.commands.table import Command
from voice_coach.core.plan.routine import Circuit, Exercise, Hold, Motion, Movement, Reps, Routine, Side
from voice_coach.core.plan.steps import Form
from voice_coach.core.speech.wording import Verbosity
from voice_coach.journal.header import VERSION, JournalHeader
from voice_coach.language.language import load_language

ROUTINE = Routine(
    "all-kinds",
    "All kinds",
    (
        Exercise("Child's pose", (Hold(20.0),), sets=2, sides=(Side.LEFT, Side.RIGHT)),
        Circuit(
            "Round", (Exercise("Squeeze", (Reps(3, (Movement("Draw", 2.0),)),)), Exercise("Sway", (Motion(20.0),)))
        ),
    ),
)
LANGUAGE = load_language("en")
HEADER = JournalHeader(
    version=VERSION,
    program="0.0.0",
    began="2026-05-01T18:30:00+02:00",
    routine=ROUTINE,
    language="en",
    sentences={key: text if isinstance(text, str) else tuple(text) for key, text in LANGUAGE.sentences.items()},
    taught={command.value: LANGUAGE.wording.phrase(command) for command in Command},
    refusals={refusal.value: text for refusal, text in LANGUAGE.refusals.items()},
    forms=(Form(), Form(pace=1, hurt=4), Form()),
    verbosity=Verbosity.FULL,
    cautious=False,
)
