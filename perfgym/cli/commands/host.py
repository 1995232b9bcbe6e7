"""``perfgym host``: repositories for git clients and clients of Gitea."""

import signal
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

import click
import msgspec

from perfgym.cli.options import json_option
from perfgym.cli.output import echo, print_json
from perfgym.errors import SettingsError
from perfgym.repo.hosting.host import PORT, RepositoryHost
from perfgym.repo.hosting.hosted import OWNER, bare_repositories
from perfgym.repo.hosting.task_repositories import task_repositories

__all__ = ["command"]

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@click.command("host")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 for one that is free."
)
@click.option("--owner", metavar="NAME", default=OWNER, show_default=True, help="User name in addresses.")
@json_option
def command(folder: Path | None, port: int, owner: str, as_json: bool) -> None:
    """Serve repositories on loopback, for reading alone.

    Without FOLDER, these are the repositories that agents make faster, each with the one commit that an
    episode begins with. With it, they are the bare repositories in FOLDER.

    git clones them from http://127.0.0.1:PORT/OWNER/NAME.git, and a client of Gitea's API lists them. The
    first line that is printed is the host's address; JSON has the repositories too. Ctrl-C ends it.
    """
    repositories, descriptions = _of_tasks() if folder is None else _in_folder(folder)
    for number in _ENDING:
        signal.signal(number, _end)
    try:
        with RepositoryHost(repositories, owner=owner, port=port, descriptions=descriptions) as host:
            if as_json:
                print_json({"url": host.url, "repositories": msgspec.to_builtins(host.repositories)})
            else:
                echo(host.url)
            echo(f"perfgym: {len(repositories)} repositories; Ctrl-C ends the host", err=True)
            host.run()
    except KeyboardInterrupt:
        echo("perfgym: the host has ended", err=True)


def _in_folder(folder: Path) -> tuple[Mapping[str, Path], Mapping[str, str]]:
    """Path of each repository in a folder; the repositories describe themselves."""
    repositories = bare_repositories(folder)
    if not repositories:
        raise SettingsError(f"{folder} holds no bare repository; make one with `git clone --bare`")
    return repositories, dict[str, str]()


def _of_tasks() -> tuple[Mapping[str, Path], Mapping[str, str]]:
    """Path and title of each task's repository; tasks that are not here are named on standard error."""
    found = task_repositories()
    for name, why in found.absent.items():
        echo(f"perfgym: {name} is not served: {why}", err=True)
    return found.folders, found.titles


def _end(number: int, frame: FrameType | None) -> None:
    """End the host as Ctrl-C does; a second signal must not interrupt that."""
    del number, frame
    for other in _ENDING:
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt
