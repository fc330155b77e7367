"""`voice-coach doctor`."""

from __future__ import annotations

from typing import Any

import click

from voice_coach.cli.alone import running_since, somebody_there
from voice_coach.cli.arguments import language, microphone, recogniser_and_model, refuse_model, speaker
from voice_coach.cli.machine.settled import LenientCommand
from voice_coach.session.options import RunOptions


@click.command(cls=LenientCommand)
@microphone
@speaker
@recogniser_and_model("What a session would hear with; auto takes the best there is.")
@language
@click.option("--no-voice", is_flag=True, help="Do not ask anybody to say a command.")
@click.option("--json", "json", is_flag=True, help="Print a JSON document, and ask nobody.")
@click.pass_context
def doctor(context: click.Context, /, *, no_voice: bool, json: bool, **chosen: Any) -> int:  # noqa: ANN401 - click checks each option
    """Look over this machine: what works, what does not, and what to do about it.

    It plays a sweep of a second and a half, and listens. Exits with 1 when something has failed.
    """
    options = RunOptions(**chosen)
    refuse_model(options.model, options.recogniser)
    from voice_coach.app.doctor.checkup import as_json, as_text, check_up, has_failed, summary  # noqa: PLC0415 - the rest of the program, which --help need not wait for
    from voice_coach.app.doctor.diagnosis import Diagnosis, MachineVisit  # noqa: PLC0415

    ask = click.echo if somebody_there() and not no_voice and not json else None
    visit = MachineVisit(options, running_since(), ask, broken_settings=context.meta.get(LenientCommand.BROKEN, ""))

    def tell(name: str, diagnosis: Diagnosis) -> None:
        if not json:
            click.echo(as_text(name, diagnosis))

    diagnoses = check_up(visit, tell)
    click.echo(as_json(diagnoses) if json else summary(diagnoses))
    return int(has_failed(diagnoses))
