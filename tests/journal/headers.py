"""What the sessions of these tests begin with: a routine with all kinds of work."""

from dataclasses import replace

from voice_coach.app.components import Components
from voice_coach.app.live.resumption import given
from voice_coach.core.plan.routine import Circuit, Exercise, Hold, Motion, Movement, Reps, Routine, Side
from voice_coach.core.plan.steps import Form
from voice_coach.session.options import RunOptions

SQUEEZE = Exercise("Squeeze", (Reps(3, (Movement("Draw", 2.0),)),))
SWAY = Exercise("Sway", (Motion(20.0),))
POSE = Exercise("Child's pose", (Hold(20.0),), sets=2, sides=(Side.LEFT, Side.RIGHT))
ROUTINE = Routine("all-kinds", "All kinds", (POSE, Circuit("Round", (SQUEEZE, SWAY))))
HEADER = replace(
    given(Components(ROUTINE, RunOptions()), None, cautious=False),
    began="2026-05-01T18:30:00+02:00",
    forms=(Form(), Form(pace=1, hurt=4), Form()),
)
