"""The command line. Every command is a thin function; what it needs is imported when it is called."""

from voice_coach.cli.main import main

__all__ = ["main"]
