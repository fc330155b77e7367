"""`voice-coach listen`."""

from __future__ import annotations

from typing import Any

import click

from voice_coach.cli.alone import alone
from voice_coach.cli.arguments import language, microphone, recogniser_and_model, refuse_model
from voice_coach.cli.machine.settled import SettledCommand
from voice_coach.session.options import RunOptions


@click.command(cls=SettledCommand)
@microphone
@recogniser_and_model("What is to understand you; auto takes the best there is.")
@language
@click.option("--asked", is_flag=True, help="As if a question were open: yes, no and numbers count.")
def listen(*, asked: bool, **chosen: Any) -> None:  # noqa: ANN401 - click checks each option
    """Watch how you are heard: how loud it is, and what each utterance was taken for, and why not."""
    options = RunOptions(sound=False, **chosen)
    refuse_model(options.model, options.recogniser)
    from voice_coach.app.listen import listen as begin  # noqa: PLC0415 - the rest of the program, which --help need not wait for

    with alone():
        begin(options, click.echo, asked=asked)
