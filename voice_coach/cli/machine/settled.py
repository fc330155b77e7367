"""A command whose options have the machine's settings for defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import click
from click.core import ParameterSource

from voice_coach.errors import SettingsError

if TYPE_CHECKING:
    from voice_coach.settings.reading import Setting

EXCLUDED_BY = {"microphone": "no_mic", "speaker": "no_sound"}
"""A setting steps back before the option that leaves its part out."""


class SettledCommand(click.Command):
    """What was not given on the command line is as it was settled; see `settings.reading`.

    Where an option of the command line goes with no such setting, the setting steps back without a word: nobody asked
    for it now.
    """

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        """Read the arguments. Raises SettingsError for broken settings, unless only help is wanted."""
        asks_for_help = not {*context.help_option_names}.isdisjoint(arguments)
        if not asks_for_help and not context.resilient_parsing:
            found = self.settled(context)
            # The catalogue of models asks its variable itself, after --model.
            by_variable = "model" in found and found["model"].source.startswith("VOICE_COACH_")
            # An argument is never settled: `run` wants a routine, whatever `standby` starts.
            options = {one.name for one in self.params if isinstance(one, click.Option)}
            context.default_map = {
                name: None if name == "model" and by_variable else one.value
                for name, one in found.items()
                if name in options
            }
        rest = super().parse_args(context, arguments)
        self._step_back(context)
        return rest

    def settled(self, _context: click.Context) -> dict[str, Setting]:
        """What is settled, by name. Raises SettingsError."""
        from voice_coach.settings.reading import settled  # noqa: PLC0415 - --help need not wait for it

        return settled()

    @staticmethod
    def _step_back(context: click.Context) -> None:
        chosen = context.params

        def settled_for(name: str) -> bool:
            return context.get_parameter_source(name) is ParameterSource.DEFAULT_MAP

        for name, without in EXCLUDED_BY.items():
            if chosen.get(without) and settled_for(name):
                chosen[name] = ""
        if chosen.get("model") and chosen.get("recogniser") == "phones":
            if settled_for("model"):
                chosen["model"] = None
            elif settled_for("recogniser"):
                chosen["recogniser"] = "auto"


class LenientCommand(SettledCommand):
    """One that works with broken settings too, as if there were none: what is wrong is in ``context.meta[BROKEN]``."""

    BROKEN: ClassVar[str] = "voice_coach.broken_settings"

    def settled(self, context: click.Context) -> dict[str, Setting]:
        """What is settled, by name; nothing when it is broken."""
        try:
            return super().settled(context)
        except SettingsError as error:
            context.meta[self.BROKEN] = error.message
            return {}
