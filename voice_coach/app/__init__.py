"""The composition root: the only room that picks the parts of a session and wires them."""

from voice_coach.app.demo import demo
from voice_coach.app.live import run
from voice_coach.app.rehearse import rehearse
from voice_coach.app.replay import replay
from voice_coach.app.scenarios import Output, scenarios
from voice_coach.app.simulated import simulate

__all__ = ["Output", "demo", "rehearse", "replay", "run", "scenarios", "simulate"]
