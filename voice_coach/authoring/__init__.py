"""From a YAML file to a `Routine`, with errors that point at the line."""

from voice_coach.authoring.check import Report, check
from voice_coach.authoring.library import all_routines, find
from voice_coach.authoring.load import load, loads
from voice_coach.authoring.schema import schema

__all__ = ["Report", "all_routines", "check", "find", "load", "loads", "schema"]
