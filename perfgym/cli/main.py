"""The ``perfgym`` command."""

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any, NoReturn

import click
import gymnasium as gym
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from perfgym import __version__
from perfgym.authoring.calibrate import Calibration, CalibrationStatus, IoShare, calibrate_problem
from perfgym.authoring.cost_probe import COST_PROBES
from perfgym.authoring.new_problem import write_problem
from perfgym.authoring.size_search import sizes_text
from perfgym.authoring.validate import Check, validate_problem
from perfgym.authoring.write_sizes import need_writable, write_sizes
from perfgym.bank import LANGUAGE_OF_ENDING, Problem, load_problem, load_problem_folder, problem_names
from perfgym.cli.demo_programs import DEMO_ID, submissions
from perfgym.cli.report import report
from perfgym.cli.rollout import rollout
from perfgym.cli.runs import export, reverify, runs, show
from perfgym.cli.terminal import print_json, progress_bar
from perfgym.doctor import (
    LEAST_PAIRS,
    Health,
    Noise,
    Row,
    examine,
    run_self_test,
    self_test_rows,
    skipped_self_test,
)
from perfgym.envs.registration import OPTIMIZE, RegisteredId, registered_ids
from perfgym.errors import (
    HarnessError,
    MachineError,
    PerfgymError,
    ProblemError,
    SettingsError,
    suggestion,
)
from perfgym.languages import LANGUAGES
from perfgym.measure import BACKENDS
from perfgym.redteam import AttackResult, redteam
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.settings import EXTRAS, Settings, resolve_settings

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
        known = [found.env_id for found in registered_ids(OPTIMIZE)]
        if value not in known:
            self.fail(f"no environment is called {value!r}; {suggestion(value, known)}", param, ctx)
        return value


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="perfgym")
def main() -> None:
    """Gymnasium environments in which the action is a program and the reward is its speed."""


for _command in (rollout, runs, show, report, export, reverify):
    main.add_command(_command)


@main.command()
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of all inputs.")
def demo(seed: int) -> None:
    """Play one episode of matrix multiplication in C with a scripted agent."""
    console = Console()
    console.print(f"[bold]{DEMO_ID}[/bold]: a scripted agent makes a naive matrix product fast.\n")
    script = list(submissions())
    with progress_bar(total=len(script) + 1) as (progress, task):
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


def _list_row(found: RegisteredId) -> dict[str, str]:
    """One environment, and what keeps it from being made: a toolchain, or a problem folder that is spoilt."""
    row = {"id": found.env_id, "title": "", "bottleneck": "", "lacks": ""}
    try:
        problem = load_problem(found.problem)
        row |= {"title": problem.title, "bottleneck": problem.bottleneck}
        LANGUAGES[found.language].toolchain()
    except (MachineError, ProblemError) as error:
        row["lacks"] = str(error)
    return row


@main.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_environments(as_json: bool) -> None:
    """List all environment IDs, with what this machine lacks for each."""
    rows = [_list_row(found) for found in registered_ids()]
    if as_json:
        print_json(rows)
        return
    table = Table(Column("id", no_wrap=True), "problem", "this machine")
    for row in rows:
        table.add_row(row["id"], row["title"], escape(row["lacks"]) or "[green]ready[/green]")
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
    with progress_bar(total=2) as (progress, task):
        progress.update(task, description="building and timing the reference")
        env = gym.make(env_id, backend=backend, extras=extras)
        with contextlib.closing(env):
            env.reset(seed=seed)
            progress.update(task, advance=1, description="building, testing and measuring the program")
            observation, reward, _, _, info = env.step({"code": code, "submit": 1})
    if info["fault"]:
        raise HarnessError(info["fault_kind"])
    if as_json:
        print_json(
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
        result = skipped_self_test("repair what is broken first") if broken else _self_test(loaded, pairs)
        noise = result if isinstance(result, Noise) else None
        rows += self_test_rows(result) if isinstance(result, Noise) else [result]
    if as_json:
        facts = {"works": not broken, "rows": [asdict(row) for row in rows]}
        print_json({**facts, "noise": noise and asdict(noise)})
    else:
        _print_doctor(rows)
    sys.exit(_FAILED if broken else 0)


def _examine() -> list[Row]:
    rows: list[Row] = []
    with progress_bar(total=None) as (progress, task):
        for row in examine():
            progress.update(task, advance=1, description=f"{row.topic}: {row.what}")
            rows.append(row)
    return rows


def _self_test(problem: Problem, pairs: int) -> Noise | Row:
    with progress_bar(total=pairs) as (progress, task):
        progress.update(task, description=f"noise: {problem.name} beside itself")
        return run_self_test(problem, pairs, lambda: progress.advance(task))


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
@click.argument("problems", metavar="[PROBLEM]...", nargs=-1)
@click.option("--all", "whole_bank", is_flag=True, help="Every problem of the bank.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def validate(problems: tuple[str, ...], whole_bank: bool, as_json: bool) -> None:
    """Check each PROBLEM, a name of the bank or a folder, for real: build, agreement, headroom, sizes.

    The exit status is 1 when something is wrong with one.
    """
    if bool(problems) == whole_bank:
        raise SettingsError("validate needs the name or the folder of a problem, or else --all")
    loaded = [_problem(problem) for problem in problems or problem_names()]
    settings = resolve_settings()
    rows: list[dict[str, Any]] = []
    with contextlib.closing(make_sandbox(settings.sandbox)) as sandbox:
        for problem in loaded:
            checks = _validated(problem, sandbox, settings)
            rows += [{"problem": problem.name, **asdict(check)} for check in checks]
            if not as_json:
                _print_checks(problem.name if len(loaded) > 1 else "", checks)
    if as_json:
        print_json(rows)
    sys.exit(0 if all(row["holds"] or row["advice"] for row in rows) else _FAILED)


def _validated(problem: Problem, sandbox: Sandbox, settings: Settings) -> list[Check]:
    checks: list[Check] = []
    with progress_bar(total=None) as (progress, task):
        for check in validate_problem(problem, sandbox, settings):
            progress.update(task, advance=1, description=f"{problem.name}: {check.what}")
            checks.append(check)
    return checks


def _print_checks(title: str, checks: list[Check]) -> None:
    if title:
        click.echo(f"{title}:")
    for check in checks:
        word = "ok   " if check.holds else "note " if check.advice else "WRONG"
        click.echo(f"{word} {check.what}{f' ({check.seen})' if check.seen else ''}")


@main.command("new-problem")
@click.argument("name")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Where to write it; the current folder.",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(sorted(LANGUAGE_OF_ENDING.values())),
    default=("c",),
    show_default=True,
    help="A language to begin in; may be given again.",
)
def new_problem(name: str, folder: Path, languages: tuple[str, ...]) -> None:
    """Write a problem folder called NAME: a small example that works, with TODO where yours comes."""
    written = write_problem(name, folder, tuple(dict.fromkeys(languages)))
    click.echo(f"""{written} is written. How to go on:
  grep -rn TODO {written}   what is to be filled in
  perfgym validate {written}   what is missing or wrong
  perfgym calibrate {written} --write   the sizes it is measured at
  PERFGYM_PROBLEMS={written.parent} perfgym list   its environment IDs""")


@main.command()
@click.argument("problem")
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(list(LANGUAGES)),
    help="Only this language; may be given again.",
)
@click.option("--mode", "modes", multiple=True, type=click.Choice(list(COST_PROBES)), help="Only this mode.")
@click.option("--write", is_flag=True, help="Write the sizes into the folder's problem.toml.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def calibrate(
    problem: str, languages: tuple[str, ...], modes: tuple[str, ...], write: bool, as_json: bool
) -> None:
    """Choose the sizes that PROBLEM, a name of the bank or a folder, is measured at on this machine.

    The reference is to take 25 to 75 ms of CPU time (60 to 150 in Python and TypeScript, which start
    slowly), and 0.2 to 0.7 s simulated. Sizes that are right are kept. The exit status is 0 when all in
    problem.toml are right at the end, else 1.
    """
    loaded = _problem(problem)
    if write:
        need_writable(loaded)
    settings = resolve_settings()
    probes = {mode: probe for mode, probe in COST_PROBES.items() if not modes or mode in modes}
    found: list[Calibration] = []
    with (
        progress_bar(total=None) as (progress, task),
        contextlib.closing(make_sandbox(settings.sandbox)) as sandbox,
    ):
        progress.update(task, description=f"{loaded.name}: running the reference")
        for one in calibrate_problem(loaded, _languages(loaded, languages), sandbox, settings, probes):
            progress.update(task, advance=1, description=f"{one.language}, {one.mode}: {one.status}")
            found.append(one)
    written = write and write_sizes(loaded, found)
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        _print_calibrations(loaded, found, written)
    sys.exit(0 if all(one.is_right(written) for one in found) else _FAILED)


def _languages(problem: Problem, wanted: tuple[str, ...]) -> tuple[str, ...]:
    there = tuple(name for name in LANGUAGES if name in problem.references)
    for name in wanted:
        if name not in there:
            raise SettingsError(
                f"{problem.name} has no reference program in {name}; {suggestion(name, there)}"
            )
    if not there:
        raise ProblemError(f"{problem.folder} has no reference program")
    return tuple(dict.fromkeys(wanted)) or there


def _print_calibrations(problem: Problem, found: list[Calibration], written: bool) -> None:
    console = Console()
    for one in found:
        colour = _CALIBRATION_COLOURS[one.status]
        console.print(f"{one.language}, {one.mode}: [{colour}]{one.status}[/{colour}]", highlight=False)
        for line in _calibration_lines(one):
            console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)
    if any(one.status is CalibrationStatus.CHANGED for one in found):
        path = problem.folder / "problem.toml"
        says = f"{path} has the new sizes." if written else f"--write puts the new sizes into {path}."
        console.print(says, markup=False, highlight=False, soft_wrap=True)


_CALIBRATION_COLOURS = {
    CalibrationStatus.KEPT: "green",
    CalibrationStatus.CHANGED: "yellow",
    CalibrationStatus.FAILED: "red",
    CalibrationStatus.SKIPPED: "default",
}


def _calibration_lines(one: Calibration) -> Iterator[str]:
    old, new = (sizes_text(group) if group else "none" for group in (one.old, one.new))
    if one.status is not CalibrationStatus.SKIPPED:
        yield f"sizes: {old} -> {new}" if one.status is CalibrationStatus.CHANGED else f"sizes: {old}"
    if one.reference_ms:
        low, high = min(one.reference_ms), max(one.reference_ms)
        yield (
            f"reference: {median(one.reference_ms):.0f} ms of CPU time "
            f"({low:.0f} to {high:.0f} on {len(one.reference_ms)} inputs)"
        )
    if io_share := one.io_share:
        yield f"I/O baseline: {io_share.baseline_ms:.1f} ms, {_shares(io_share)}"
    if one.why:
        yield one.why


def _shares(io_share: IoShare) -> str:
    said = f"{io_share.reference_share:.1%} of the reference's cost"
    if io_share.expert_share is None:
        return said
    return f"{said} and {io_share.expert_share:.0%} of the expert's"


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
    known = {found.env_id: found for found in registered_ids(OPTIMIZE)}
    settings = resolve_settings(sandbox=sandbox)
    results: list[tuple[str, AttackResult]] = []
    with (
        progress_bar(total=None) as (progress, task),
        contextlib.closing(make_sandbox(settings.sandbox)) as one,
    ):
        for env_id in ids or (DEMO_ID,):
            progress.update(task, description=f"{env_id}: beginning")
            found = known[env_id]
            problem = load_problem(found.problem)
            for done in redteam(problem, found.language, names, one, settings, backend or ""):
                results.append((env_id, done.result))
                progress.update(task, total=done.total * len(ids or (DEMO_ID,)), advance=1)
                progress.update(task, description=f"{env_id}: {done.result.attack.name}")
    if as_json:
        print_json([{"id": env_id, **result.to_dict()} for env_id, result in results])
    else:
        _print_results(results)
    sys.exit(0 if all(result.contained for _, result in results) else _FAILED)


def _verdict(result: AttackResult) -> str:
    if result.skipped:
        return "[yellow]skipped[/yellow]"
    return "[green]contained[/green]" if result.contained else "[red]NOT CONTAINED[/red]"


def _print_results(results: list[tuple[str, AttackResult]]) -> None:
    table = Table(
        Column("id", overflow="fold"),
        Column("attack", no_wrap=True),
        "class",
        "counted by",
        "status",
        "expected",
        "verdict",
    )
    for env_id, result in results:
        row = result.to_dict()
        expected = " ".join(row["expected"])
        table.add_row(
            env_id,
            row["attack"],
            row["class"],
            result.backend,
            row["status"] or "-",
            expected,
            _verdict(result),
        )
    console = Console()
    console.print(table)
    for env_id, result in results:
        for achieved in result.achieved:
            line = f"{env_id}, {result.attack.name} ({result.attack.tries}): {achieved}"
            console.print(line, markup=False, highlight=False)
        if result.skipped:
            line = f"{env_id}, {result.attack.name} was not run: {result.skipped}"
            console.print(line, markup=False, highlight=False)
    tried = [result for _, result in results if not result.skipped]
    contained = sum(result.contained for result in tried)
    console.print(f"{contained} of {len(tried)} attacks were contained.", highlight=False)
