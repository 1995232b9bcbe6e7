"""The ``perfgym`` command: its subcommands, each imported when it is used, and how errors end it."""

import contextlib
import importlib
import sys
import warnings
from collections.abc import Generator
from typing import Any, NoReturn

import click
import gymnasium as gym

from perfgym import __version__
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.streams import open_missing_streams, output_error
from perfgym.errors import PerfgymError, SettingsError, suggestion
from perfgym.printable import replace_unshown

__all__ = ["COMMANDS", "main"]

COMMANDS = {
    "demo": "Play one episode of matrix multiplication with a script.",
    "list": "List the environment IDs and what this machine lacks for each.",
    "eval": "Evaluate one program: its tests, its cost and its reward.",
    "doctor": "Check the sandbox, compilers and what can be measured here.",
    "rollout": "Let a language model or a scripted agent play episodes.",
    "runs": "List the stored runs, newest first.",
    "show": "Show the episodes of a run, or the turns of one episode.",
    "report": "Write a run as one HTML page.",
    "bench": "Play a split of the bank, and write a result to compare.",
    "export": "Write a run, or what the bank holds, as files for other tools.",
    "reverify": "Evaluate the fastest programs of a run again.",
    "new-problem": "Write the folder of a new problem, to be filled in.",
    "new-task": "Import a Go repository of your own as a task of PerfRepo.",
    "new-research": "Make a research task of a training script of your own.",
    "validate": "Check that problems and tasks are complete and correct.",
    "calibrate": "Choose the sizes at which problems and tasks are measured.",
    "gains": "Measure how much the programs of problems gain.",
    "redteam": "Submit programs that cheat, and check that none succeeds.",
    "repo": "Fetch, check out and submit repositories that agents tune.",
    "research": "Improve a training script by experiments that hold.",
    "host": "Serve canonical repositories to git clients on this machine.",
}
"""Name of each subcommand, and the line that ``perfgym --help`` prints about it."""


class _Commands(click.Group):
    """A group that imports a subcommand when it is used and reports every error in one line.

    The subcommand ``new-problem`` is the object ``command`` of ``perfgym.cli.commands.new_problem``.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        return importlib.import_module(f"perfgym.cli.commands.{cmd_name.replace('-', '_')}").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"no command is called {args[0]!r}; {suggestion(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        open_missing_streams()
        if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison]  # the caller closed it
            _fail("standard output is closed; redirect it to a file or to /dev/null", ExitStatus.FAILED)
        try:
            with _errors_in_one_line(), _warnings_in_one_line():
                sys.exit(super().main(*args, **kwargs | {"standalone_mode": False}) or ExitStatus.OK)
        finally:
            _end_output()


@contextlib.contextmanager
def _errors_in_one_line() -> Generator[None]:
    """End the process with one line and a status for each error that has an owner."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
        sys.exit(ExitStatus.BAD_USE)
    except click.ClickException as error:
        _fail(error.format_message(), ExitStatus.BAD_USE)
    except (SettingsError, gym.error.Error) as error:
        _fail(str(error), ExitStatus.BAD_USE)
    except PerfgymError as error:
        _fail(str(error), ExitStatus.FAILED)
    except (click.Abort, KeyboardInterrupt):
        _fail("interrupted", ExitStatus.INTERRUPTED)
    except OSError:
        _end_output(probe="\n")  # does not return if standard output is the cause
        raise


@contextlib.contextmanager
def _warnings_in_one_line() -> Generator[None]:
    """Print each warning as one line, without the place in the source that Python shows by default."""
    python_shows = warnings.showwarning

    def show(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
        if issubclass(category, RuntimeWarning):  # perfgym's own are; others are for developers
            _say(f"warning: {message}")
        else:
            python_shows(message, category, *place, **more)

    warnings.showwarning = show
    try:
        yield
    finally:
        warnings.showwarning = python_shows


def _end_output(probe: str = "") -> None:
    """Write the rest of standard output; end the process if that is impossible."""
    error = output_error(probe)
    if isinstance(error, BrokenPipeError):  # the reader, a pager or `head`, has read enough
        sys.exit(ExitStatus.FAILED)
    if error:
        _fail(f"standard output cannot be written: {error.strerror}", ExitStatus.FAILED)


def _fail(message: str, status: ExitStatus) -> NoReturn:
    _say(message)
    sys.exit(status)


def _say(message: str) -> None:
    click.echo("perfgym: " + replace_unshown(" ".join(message.split())), err=True)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="perfgym")
def main() -> None:
    """Gymnasium environments in which the action is a program and the reward is its speed.

    `perfgym COMMAND --help` describes a command.
    """
