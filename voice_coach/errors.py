"""The one family of errors: every layer translates what it meets into one of these at its edge.

The exit codes are a promise to scripts; docs/command-line.md lists them.
"""

from __future__ import annotations


class VoiceCoachError(Exception):
    """Something a person can mend.

    Attributes:
        code: a short, stable name of the error, such as ``routine-invalid``.
        message: one sentence that says what is wrong.
        hint: one sentence that says what to do about it; empty when there is nothing to do.
        exit_code: what the command line exits with.

    """

    exit_code = 1

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class UsageError(VoiceCoachError):
    """The command was asked for something it does not have."""

    exit_code = 2


class RoutineError(VoiceCoachError):
    """A routine file cannot be read or does not describe a routine."""

    exit_code = 3


class ModelError(VoiceCoachError):
    """A recognition model is missing, damaged, or cannot be fetched."""

    exit_code = 4


class AudioError(VoiceCoachError):
    """A microphone, a loudspeaker or a sound file cannot be used."""

    exit_code = 5


class ListeningError(VoiceCoachError):
    """A recogniser cannot be started or has failed."""

    exit_code = 6


class SpeakingError(VoiceCoachError):
    """The speech synthesiser cannot be started or has failed."""

    exit_code = 7


class JournalError(VoiceCoachError):
    """A journal or the history cannot be written or read; a session tells it and goes on."""


class ScenarioError(VoiceCoachError):
    """A scenario file cannot be read, or does not describe what can be run."""

    exit_code = 8


class RecordingError(VoiceCoachError):
    """A recording of a session, or the clips of somebody's own voice, cannot be written or read."""

    exit_code = 9


class AlreadyRunningError(VoiceCoachError):
    """Another session runs, and nobody can be asked whether to begin one beside it."""

    exit_code = 11


class LanguageError(VoiceCoachError):
    """A language file cannot be read, or does not say all that is to be understood and said."""

    exit_code = 10


class SettingsError(VoiceCoachError):
    """The settings file, or a variable of the environment, cannot be read or says what cannot be."""

    exit_code = 12


class SupervisionError(VoiceCoachError):
    """A session cannot be kept alive."""

    exit_code = 13


class ServiceError(VoiceCoachError):
    """The coach cannot be made a service of the system, or there is no systemd to do that."""

    exit_code = 14


class ExchangeError(VoiceCoachError):
    """A file of another app's cannot be read or written, or does not say what was done."""

    exit_code = 15


class ParcelError(VoiceCoachError):
    """A routine cannot be packed to be passed on, or a parcel of somebody else's is refused."""

    exit_code = 16


class ProgrammeError(VoiceCoachError):
    """A programme file cannot be read, or does not describe a programme."""

    exit_code = 17


class NothingDueError(VoiceCoachError):
    """The programmes that are followed have nothing more for today; to a timer, which asks daily, no failure."""

    exit_code = 18
