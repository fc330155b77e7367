"""`voice-coach service`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from voice_coach.cli.arguments import complete_routine

if TYPE_CHECKING:
    from voice_coach.app.service.installation import Service

system = click.option(
    "--system/--user",
    "system",
    default=None,
    help="A service of the system, for root, or of your own account. Default: your own; as root the system's.",
)


@click.group("service")
def service() -> None:
    """The coach as a service of systemd, which starts with the machine and waits for you."""


@service.command()
@system
@click.option(
    "--as", "account", metavar="USER", default="", help="Whom a service of the system runs as; else who called sudo."
)
@click.option("--print", "only_print", is_flag=True, help="Print the unit, and change nothing.")
@click.argument("routine", default="", shell_complete=complete_routine)
def install(*, system: bool | None, account: str, only_print: bool, routine: str) -> None:
    """Let `voice-coach standby ROUTINE` run from now on, and whenever the machine starts.

    Without ROUTINE every one of `voice-coach list` can be started.
    """
    from voice_coach.app.service import installation  # noqa: PLC0415 - pydantic, which --help need not wait for

    meant = _meant(system, account)
    if only_print:
        click.echo(meant.unit(routine).text, nl=False)
    else:
        installation.install(meant, routine, click.echo)


@service.command()
@system
def status(*, system: bool | None) -> int:
    """Tell whether it is installed and running, and show the end of its log; exits with 1 when it does not run."""
    from voice_coach.app.service import installation  # noqa: PLC0415 - as above

    return 0 if installation.status(_meant(system), click.echo) else 1


@service.command()
@system
def uninstall(*, system: bool | None) -> None:
    """Stop the service and take it away; settings and data stay."""
    from voice_coach.app.service import installation  # noqa: PLC0415 - as above

    installation.uninstall(_meant(system), click.echo)


def _meant(system: bool | None, account: str | None = None) -> Service:
    """The service that the options mean; an ``account`` of None has none to name."""
    from voice_coach.app.service.installation import is_root, service_of  # noqa: PLC0415 - as above

    if account and system is False:
        raise click.UsageError("--as is for a service of the system; your own runs as you")
    of_system = system if system is not None else bool(account) or is_root()
    return service_of(system=of_system, account=account)
