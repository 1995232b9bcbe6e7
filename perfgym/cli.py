"""The ``perfgym`` command."""

import contextlib
import json
import math
import sys
from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn, cast

import click
import gymnasium as gym
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Column, Table

from perfgym import __version__
from perfgym.bank import Problem, load_problem, load_problem_folder
from perfgym.demo import DEMO_ID, submissions
from perfgym.doctor import Health, Row, examine, listen, noise_rows, not_heard
from perfgym.errors import HarnessError, MachineError, PerfgymError, SettingsError, suggestion
from perfgym.languages import LANGUAGES
from perfgym.measure import BACKENDS
from perfgym.noise import LEAST_PAIRS, Noise
from perfgym.redteam import Shot, redteam
from perfgym.registration import registered_ids
from perfgym.sandbox import make_sandbox
from perfgym.settings import EXTRAS, resolve_settings
from perfgym.validation import Check, validate_problem

__all__ = ["main"]

_BAD_USE, _FAILED, _INTERRUPTED = 2, 1, 130
_COLOURS = {Health.FINE: "green", Health.LESS: "yellow", Health.BROKEN: "red"}


class _Commands(click.Group):
    """A group whose every error is one line, with a suggestion where there is one."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            sys.exit(super().main(*args, **kwargs | {"standalone_mode": False}) or 0)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help())
            sys.exit(_BAD_USE)
        except click.ClickException as error:
            _fail(error.format_message(), _BAD_USE)
        except (SettingsError, gym.error.Error) as error:
            _fail(str(error), _BAD_USE)
        except PerfgymError as error:
            _fail(str(error), _FAILED)
        except (click.Abort, KeyboardInterrupt):
            _fail("interrupted", _INTERRUPTED)
        except BrokenPipeError:  # the reader, a pager or `head`, has had enough
            sys.stderr.close()
            sys.exit(_FAILED)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            ctx.fail(f"no command is called {args[0]!r}; {suggestion(args[0], self.commands)}")
        return super().resolve_command(ctx, args)


def _fail(message: str, status: int) -> NoReturn:
    click.echo("perfgym: " + " ".join(message.split()), err=True)
    sys.exit(status)


class _EnvironmentId(click.ParamType[str]):
    """A registered perfgym ID."""

    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        known = [found.env_id for found in registered_ids()]
        if value not in known:
            self.fail(f"no environment is called {value!r}; {suggestion(value, known)}", param, ctx)
        return value


@contextlib.contextmanager
def _progress(total: int | None) -> Generator[tuple[Progress, Any]]:
    """A progress bar on the terminal; nothing where there is none."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield progress, progress.add_task("starting", total=total)


def _print_json(value: Any) -> None:
    click.echo(json.dumps(_without_nan(value), indent=2))


def _without_nan(value: Any) -> Any:
    """``value`` with None for NaN, which JSON does not know."""
    if isinstance(value, dict):
        return {key: _without_nan(item) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, (list, tuple)):
        return [_without_nan(item) for item in cast("list[Any]", value)]
    return None if isinstance(value, float) and math.isnan(value) else value


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="perfgym")
def main() -> None:
    """Gymnasium environments in which the action is a program and the reward is its speed."""


@main.command()
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of all inputs.")
def demo(seed: int) -> None:
    """Play one episode of matrix multiplication in C with a scripted agent."""
    console = Console()
    console.print(f"[bold]{DEMO_ID}[/bold]: a scripted agent makes a naive matrix product fast.\n")
    script = list(submissions())
    with _progress(total=len(script) + 1) as (progress, task):
        progress.update(task, description="trying the sandbox, building and timing the reference")
        env = gym.make(DEMO_ID)
        with contextlib.closing(env):
            env.reset(seed=seed)
            reward: float = 0.0
            for turn, submission in enumerate(script, 1):
                progress.update(task, advance=1, description=f"turn {turn}: {submission.what}")
                action = {"code": submission.code, "submit": int(turn == len(script))}
                observation, paid, _, _, info = env.step(action)
                reward = float(paid)
                if info["fault"]:
                    raise HarnessError(info["fault_kind"])
                console.print(f"[bold]Turn {turn}: {submission.what}[/bold]")
                console.print(observation["feedback"], markup=False, highlight=False, soft_wrap=True)
                console.print()
            progress.advance(task)
    console.print(
        f"[bold]Final reward: {reward:+.3f}[/bold]  (share of the reference's cost saved by the best program)"
    )
    console.print(_HOW_TO_GO_ON, markup=False, highlight=False, soft_wrap=True)


_HOW_TO_GO_ON = f"""
How to go on (in .venv/bin after `make demo`)
  perfgym list                                             all environments, and what this machine lacks
  perfgym eval solution.c --env {DEMO_ID}   a program of yours
  perfgym doctor                                           what this machine can measure
  README.md                                                an episode in eight lines of Python"""


def _lacks(language: str) -> str:
    try:
        LANGUAGES[language].toolchain()
    except MachineError as error:
        return str(error)
    return ""


@main.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_environments(as_json: bool) -> None:
    """List all environment IDs, with what this machine lacks for each."""
    rows = [
        {
            "id": found.env_id,
            "title": (problem := load_problem(found.problem)).title,
            "bottleneck": problem.bottleneck,
            "lacks": _lacks(found.language),
        }
        for found in registered_ids()
    ]
    if as_json:
        _print_json(rows)
        return
    table = Table("id", "problem", "bottleneck", "this machine")
    for row in rows:
        table.add_row(row["id"], row["title"], row["bottleneck"], row["lacks"] or "[green]ready[/green]")
    Console().print(table)


@main.command("eval")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--env", "env_id", type=_EnvironmentId(), required=True, help="Environment ID, see `perfgym list`."
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of all inputs.")
@click.option("--backend", type=click.Choice(list(BACKENDS)), help="What counts; $PERFGYM_BACKEND or auto.")
@click.option(
    "--extras", help=f"What else to measure: any of {','.join(EXTRAS)}; $PERFGYM_EXTRAS or nothing."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON with every raw sample.")
def evaluate(
    file: str, env_id: str, seed: int, backend: str | None, extras: str | None, as_json: bool
) -> None:
    """Evaluate the program in FILE (- for standard input) as one submission.

    The exit status is 0 when it is accepted and 1 when it is not.
    """
    with click.open_file(file, encoding="utf-8", errors="replace") as stream:
        code = stream.read()
    with _progress(total=2) as (progress, task):
        progress.update(task, description="building and timing the reference")
        env = gym.make(env_id, backend=backend, extras=extras)
        with contextlib.closing(env):
            env.reset(seed=seed)
            progress.update(task, advance=1, description="building, testing and measuring the program")
            observation, reward, _, _, info = env.step({"code": code, "submit": 1})
    if info["fault"]:
        raise HarnessError(info["fault_kind"])
    if as_json:
        _print_json(
            {"id": env_id, "seed": seed, "reward": float(reward), "feedback": observation["feedback"], **info}
        )
    else:
        click.echo(f"{observation['feedback']}\nReward: {float(reward):+.3f}")
    sys.exit(0 if info["status"] == "ACCEPTED" else _FAILED)


@main.command()
@click.option(
    "--self-test/--no-self-test",
    default=True,
    show_default=True,
    help="Run a program beside itself to see how noisy this machine is.",
)
@click.option(
    "--pairs",
    type=click.IntRange(min=LEAST_PAIRS),
    default=60,
    show_default=True,
    help="Pairs of the self-test, a fifth of a second each.",
)
@click.option("--problem", default="matmul", show_default=True, help="Its program: a problem's C reference.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON with every raw sample.")
def doctor(self_test: bool, pairs: int, problem: str, as_json: bool) -> None:
    """Try the sandbox, the toolchains and what can be measured on this machine.

    At the end a program is measured beside itself, which shows how noisy the machine is. The exit
    status is 1 when something that perfgym needs does not work.
    """
    loaded = load_problem(problem)
    rows = _examine()
    broken = any(row.health is Health.BROKEN for row in rows)
    noise: Noise | None = None
    if self_test:
        heard = not_heard("mend what is broken first") if broken else _listen(loaded, pairs)
        noise = heard if isinstance(heard, Noise) else None
        rows += noise_rows(heard) if isinstance(heard, Noise) else [heard]
    if as_json:
        facts = {"works": not broken, "rows": [asdict(row) for row in rows]}
        _print_json({**facts, "noise": noise and asdict(noise)})
    else:
        _print_doctor(rows)
    sys.exit(_FAILED if broken else 0)


def _examine() -> list[Row]:
    rows: list[Row] = []
    with _progress(total=None) as (progress, task):
        for row in examine():
            progress.update(task, advance=1, description=f"{row.topic}: {row.what}")
            rows.append(row)
    return rows


def _listen(problem: Problem, pairs: int) -> Noise | Row:
    with _progress(total=pairs) as (progress, task):
        progress.update(task, description=f"noise: {problem.name} beside itself")
        return listen(problem, pairs, lambda: progress.advance(task))


def _print_doctor(rows: list[Row]) -> None:
    table = Table("", "what", "", "seen")
    for row in rows:
        colour = _COLOURS[row.health]
        table.add_row(row.topic, row.what, f"[{colour}]{row.health}[/{colour}]", escape(row.seen))
    console = Console()
    console.print(table)
    for row in rows:
        if row.fix:
            console.print(f"{row.topic}, {row.what}: {row.fix}", markup=False, highlight=False)


def _problem(name_or_path: str) -> Problem:
    path = Path(name_or_path)
    return load_problem_folder(path.resolve()) if path.is_dir() else load_problem(name_or_path)


@main.command()
@click.argument("problem")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def validate(problem: str, as_json: bool) -> None:
    """Check PROBLEM, a name of the bank or a folder, for real: build, agreement, headroom, sizes.

    The exit status is 1 when something is wrong with it.
    """
    loaded = _problem(problem)
    checks: list[Check] = []
    settings = resolve_settings()
    with (
        _progress(total=None) as (progress, task),
        contextlib.closing(make_sandbox(settings.sandbox)) as sandbox,
    ):
        for check in validate_problem(loaded, sandbox, settings):
            progress.update(task, advance=1, description=check.what)
            checks.append(check)
    if as_json:
        _print_json([asdict(check) for check in checks])
    else:
        for check in checks:
            word = "ok   " if check.holds else "note " if check.advice else "WRONG"
            click.echo(f"{word} {check.what}{f' ({check.seen})' if check.seen else ''}")
    sys.exit(0 if all(check.holds or check.advice for check in checks) else _FAILED)


@main.command("redteam")
@click.argument("ids", metavar="[ID]...", nargs=-1, type=_EnvironmentId())
@click.option(
    "--attack", "names", metavar="NAME", multiple=True, help="Only this attack; may be given again."
)
@click.option("--sandbox", help="What contains them; $PERFGYM_SANDBOX or auto.")
@click.option(
    "--backend",
    type=click.Choice(list(BACKENDS)),
    help="What counts; what an attack is aimed at, else cpu_time.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def fire_attacks(
    ids: tuple[str, ...], names: tuple[str, ...], sandbox: str | None, backend: str | None, as_json: bool
) -> None:
    """Fire programs that cheat at each ID, for real, and see that nothing comes of them.

    Without an ID they are fired at matrix multiplication in C. The exit status is 1 when an attack
    was not contained.
    """
    known = {found.env_id: found for found in registered_ids()}
    settings = resolve_settings(sandbox=sandbox)
    shots: list[tuple[str, Shot]] = []
    with (
        _progress(total=None) as (progress, task),
        contextlib.closing(make_sandbox(settings.sandbox)) as one,
    ):
        for env_id in ids or (DEMO_ID,):
            progress.update(task, description=f"{env_id}: beginning")
            found = known[env_id]
            problem = load_problem(found.problem)
            for total, shot in redteam(problem, found.language, names, one, settings, backend or ""):
                shots.append((env_id, shot))
                progress.update(task, total=total * len(ids or (DEMO_ID,)), advance=1)
                progress.update(task, description=f"{env_id}: {shot.attack.name}")
    if as_json:
        _print_json([{"id": env_id, **shot.facts()} for env_id, shot in shots])
    else:
        _print_shots(shots)
    sys.exit(0 if all(shot.contained for _, shot in shots) else _FAILED)


def _verdict(shot: Shot) -> str:
    if shot.skipped:
        return "[yellow]skipped[/yellow]"
    return "[green]contained[/green]" if shot.contained else "[red]NOT CONTAINED[/red]"


def _print_shots(shots: list[tuple[str, Shot]]) -> None:
    table = Table(
        Column("id", overflow="fold"),
        Column("attack", no_wrap=True),
        "class",
        "counted by",
        "status",
        "expected",
        "verdict",
    )
    for env_id, shot in shots:
        row = shot.facts()
        expected = " ".join(row["expected"])
        table.add_row(
            env_id, row["attack"], row["class"], shot.backend, row["status"] or "-", expected, _verdict(shot)
        )
    console = Console()
    console.print(table)
    for env_id, shot in shots:
        for achieved in shot.achieved:
            line = f"{env_id}, {shot.attack.name} ({shot.attack.tries}): {achieved}"
            console.print(line, markup=False, highlight=False)
        if shot.skipped:
            line = f"{env_id}, {shot.attack.name} was not fired: {shot.skipped}"
            console.print(line, markup=False, highlight=False)
    fired = [shot for _, shot in shots if not shot.skipped]
    contained = sum(shot.contained for shot in fired)
    console.print(f"{contained} of {len(fired)} attacks were contained.", highlight=False)
