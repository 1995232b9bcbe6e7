"""``perfgym eval``: one program, evaluated as one submission."""

import contextlib
import sys

import click
import gymnasium as gym

from perfgym.cli.environments import PROGRAM_ENVIRONMENT
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.options import backend_option, json_option, reward_option, seed_option
from perfgym.cli.output import echo, print_json
from perfgym.cli.progress import progress_bar
from perfgym.errors import HarnessError, SettingsError
from perfgym.settings import EXTRAS

__all__ = ["command"]


@click.command("eval")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--env",
    "env_id",
    type=PROGRAM_ENVIRONMENT,
    required=True,
    help="Environment ID; `perfgym list` lists them.",
)
@seed_option
@backend_option("$PERFGYM_BACKEND, or auto")
@reward_option
@click.option(
    "--precision",
    type=float,
    help="Wanted half-width of the 99 % interval of time, as a share; pairs go on while it is wider; "
    "default: $PERFGYM_PRECISION, or 0.02.",
)
@click.option(
    "--extras",
    help=f"Extra figures to measure (not part of the reward): any of {','.join(EXTRAS)}; "
    "default: $PERFGYM_EXTRAS, or nothing.",
)
@json_option
def command(
    file: str,
    env_id: str,
    seed: int,
    backend: str | None,
    reward: str | None,
    precision: float | None,
    extras: str | None,
    as_json: bool,
) -> None:
    """Evaluate the program in FILE as one submission; - is standard input.

    The JSON holds every raw sample. The exit status is 0 if the program is accepted and 1 if it is not.
    """
    code = _read(file)
    with progress_bar(total=2) as bar:
        bar.update("building and timing the reference")
        env = gym.make(env_id, backend=backend, reward=reward, precision=precision, extras=extras)
        with contextlib.closing(env):
            env.reset(seed=seed)
            bar.update("building, testing and measuring the program", advance=1)
            observation, paid, _, _, info = env.step({"code": code, "submit": 1})
    if info["fault"]:
        raise HarnessError(info["fault_kind"])
    if as_json:
        answer = {"id": env_id, "seed": seed, "reward": float(paid), "feedback": observation["feedback"]}
        print_json(answer | info)
    else:
        echo(f"{observation['feedback']}\nReward: {float(paid):+.3f}")
    sys.exit(ExitStatus.OK if info["status"] == "ACCEPTED" else ExitStatus.FAILED)


def _read(file: str) -> str:
    """Return the program's text; bytes that are not UTF-8 become U+FFFD.

    Raises:
        SettingsError: The file cannot be read, or standard input is closed.
    """
    if file == "-" and sys.stdin is None:  # pyright: ignore[reportUnnecessaryComparison]  # the caller closed it
        raise SettingsError("FILE is -, but standard input is closed; pipe the program in, or name its file")
    try:
        with click.open_file(file, encoding="utf-8", errors="replace") as stream:
            return stream.read()
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}") from error
