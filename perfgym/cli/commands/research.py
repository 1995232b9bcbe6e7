"""``perfgym research``: the loop of experiments on a training script, as commands."""

import contextlib
import math
import shlex
import sys
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

import click
import msgspec

from perfgym.cli.listing import Column, one_line, print_listing
from perfgym.cli.options import FiniteRange, force_option, json_option
from perfgym.cli.output import echo, print_json, write_text
from perfgym.cli.research_live import standing
from perfgym.cli.research_sessions import Choices, PlayedSession, Result, begun, find_session, resumed
from perfgym.envs.research.reply import read_reply
from perfgym.errors import PerfgymError, SettingsError
from perfgym.research.experiment import DEAD_END_MODES
from perfgym.research.guide import GUIDE, guide_text
from perfgym.research.history import write_whole
from perfgym.research.records import Decision, Experiment
from perfgym.research.report.read import session_in
from perfgym.research.report.session import ShownSession
from perfgym.research.session_files import is_played, read_session

__all__ = ["command"]

_NEEDED = ("direction", "description", "hypothesis")
_MOST_FILE_BYTES = 4 << 20

task_option = click.option("--task", help="Name of the task, if several have a session of this name.")
_file = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


class _Step(click.Command):
    """A command whose exit status says what became of a step, also if it could not be made."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _errors_as_statuses():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with _errors_as_statuses():
            return super().invoke(ctx)


@contextlib.contextmanager
def _errors_as_statuses() -> Generator[None]:
    try:
        yield
    except click.ClickException as error:
        _end(error.format_message(), Result.REFUSED)
    except SettingsError as error:
        _end(str(error), Result.REFUSED)
    except PerfgymError as error:
        _end(str(error), Result.FAULT)


def _end(message: str, result: Result) -> None:
    echo(f"perfgym: {' '.join(message.split())}", err=True)
    sys.exit(result)


@click.group("research")
def command() -> None:
    """Improve a training script by experiments, of which only those are kept whose gain holds.

    A session lies in a folder of its own, so that every command goes on where the last one ended. The figures
    of a verified task are scored by perfgym; those of a reported task are the script's own word.
    """


@command.command("start")
@click.argument("task")
@click.option("--tag", required=True, help="Name of the session: letters, digits, dots, dashes.")
@click.option(
    "--seed", type=click.IntRange(min=0), help="Seed of hidden texts and runs; default: a fresh one."
)
@click.option(
    "--max-experiments", type=click.IntRange(min=1), help="Experiments of the session; default: the task's."
)
@click.option(
    "--scale",
    type=FiniteRange(min=0, max=1, min_open=True),
    default=1.0,
    show_default=True,
    help="Share of the work that a run takes, e.g. 0.05 to look around.",
)
@click.option(
    "--budget-cpu-s", type=FiniteRange(min=0, min_open=True), help="CPU seconds after which it ends."
)
@click.option("--budget-usd", type=FiniteRange(min=0, min_open=True), help="Dollars after which it ends.")
@click.option(
    "--on-dead-end",
    type=click.Choice(DEAD_END_MODES),
    default="warn",
    show_default=True,
    help="What becomes of a further try in a direction that is a dead end.",
)
@click.option(
    "--repository",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Your clone, for a task whose figures are reported; default: the variable that the task names.",
)
@click.option("--launcher", help="command, slurm or recorded, for such a task; default: the task's.")
@click.option("--command", "words", help="Command that such a task's launcher starts; default: the task's.")
@click.option(
    "--cost-per-hour", type=FiniteRange(min=0), help="Dollars that an hour of a run costs, for such a task."
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A page about the session, written again after each experiment.",
)
@json_option
def start(
    task: str,
    tag: str,
    seed: int | None,
    max_experiments: int | None,
    scale: float,
    budget_cpu_s: float | None,
    budget_usd: float | None,
    on_dead_end: str,
    repository: Path | None,
    launcher: str | None,
    words: str | None,
    cost_per_hour: float | None,
    report: Path | None,
    as_json: bool,
) -> None:
    """Begin a session on TASK, and run its baseline.

    The command prints the folder with the program to change, and a file that tells a coding agent or a person
    how to go on.
    """
    choices = Choices(
        on_dead_end=on_dead_end,
        budget_cpu_s=budget_cpu_s,
        budget_usd=budget_usd,
        report=str(report.absolute()) if report else "",
        repository=str(repository.absolute()) if repository else None,
        launcher=launcher,
        command=_words(words),
        cost_per_hour=cost_per_hour,
    )
    with begun(task, tag, choices, seed=seed, scale=scale, max_experiments=max_experiments) as played:
        file = read_session(played.folder).header.file
        text = guide_text(
            str(played.observation["prompt"]), tag=tag, file=file, worktree=str(played.worktree)
        )
        write_whole(played.folder / GUIDE, text)
        played.write_report()
        session = session_in(played.folder)
        told = {
            "task": task,
            "tag": tag,
            "evaluation": session.evaluation,
            "folder": str(played.worktree),
            "program": str(played.worktree / file),
            "guide": str(played.folder / GUIDE),
            "baseline_val_bpb": session.baseline.val_bpb if session.baseline else None,
        }
    if as_json:
        print_json(told)
        return
    echo(f"session {tag} of {task}: {standing(session)}")
    for name in ("folder", "program", "guide"):
        echo(f"{name:<8} {told[name]}")
    if session.evaluation == "reported":
        echo("Figures of this task are reported: the script's own word, which perfgym cannot verify.")
    echo(f"Change the program, and run `perfgym research try {tag} --help`.")


def _words(text: str | None) -> tuple[str, ...] | None:
    """The words of a command, as a shell reads them."""
    try:
        return None if text is None else tuple(shlex.split(text))
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no command: {error}", param_hint="--command") from error


@command.command("try", cls=_Step)
@click.argument("tag")
@click.option(
    "--file",
    type=_file,
    help="The changed program, or blocks of SEARCH/REPLACE; default: the program in the session's folder.",
)
@click.option(
    "--reasoning",
    type=_file,
    help="A file with blocks === REASONING === and === ANALYSIS ===, and perhaps <code> and <notes>; - is "
    "standard input.",
)
@click.option("--direction", help="One word for the kind of change.")
@click.option("--description", help="The change in one line.")
@click.option("--hypothesis", help="Why it may help.")
@click.option("--evidence", help="What speaks for it.")
@click.option("--risk", help="What may go wrong.")
@click.option(
    "--expected", type=FiniteRange(min=-8, max=8), help="Predicted change of val_bpb; below 0 is better."
)
@click.option("--why", help="Explanation of the last experiment's result.")
@click.option("--lesson", help="What the last experiment taught.")
@click.option(
    "--notes", type=_file, help="A file with sections of notes.md: Dead Ends, What Works, Ideas Queue."
)
@click.option(
    "--backtrack", type=click.IntRange(min=0), help="Go back to the program of this experiment instead."
)
@task_option
@json_option
def try_change(
    tag: str,
    file: Path | None,
    reasoning: Path | None,
    notes: Path | None,
    backtrack: int | None,
    task: str | None,
    as_json: bool,
    **said: Any,
) -> None:
    """Try a change in the session TAG, and print what came of it.

    The exit status is 0 if the change was kept, 1 if it was discarded, 2 if the program failed, 3 if nothing
    was run and 4 if the machine failed. The command waits for the end of the experiment.
    """
    folder = find_session(tag, task)
    given = _from_file(reasoning) | {name: value for name, value in said.items() if value is not None}
    if notes is not None:
        given["notes"] = _read(notes)
    program = folder / "worktree" / read_session(folder).header.file
    written = ""
    if backtrack is not None:
        given |= {"operation": "backtrack", "target": backtrack}
    if given.get("operation", "experiment") == "experiment":
        if missing := [name for name in _NEEDED if not str(given.get(name, "")).strip()]:
            raise SettingsError(
                f"an experiment needs {' and '.join(f'--{name}' for name in missing)}, or --reasoning with a "
                "file that has a block === REASONING ==="
            )
        if file is not None:
            given["change"] = _read(file)
        elif not given.get("change"):
            given["change"] = written = _read(program)
    try:
        with resumed(folder) as played:
            if played.info.get("pending"):
                echo("perfgym: an experiment that was interrupted before its end is dropped", err=True)
            result = _step(played, given, as_json=as_json)
    except BaseException:
        _give_back(program, written)
        raise
    if result is Result.REFUSED:
        _give_back(program, written)
    sys.exit(result)


def _give_back(program: Path, written: str) -> None:
    """Leave a program that was not run as its author wrote it, so that nothing is lost."""
    if written:
        write_whole(program, written)


@command.command("resume", cls=_Step)
@click.argument("tag")
@task_option
@json_option
def resume(tag: str, task: str | None, as_json: bool) -> None:
    """Run an experiment of the session TAG again whose command was killed.

    Runs that were made before are not made again. The exit status is that of `perfgym research try`.
    """
    folder = find_session(tag, task)
    with resumed(folder) as played:
        pending = played.info.get("pending")
        if pending:
            sys.exit(_step(played, pending, as_json=as_json))
    session = session_in(folder)
    if as_json:
        print_json({"tag": tag, "pending": False})
    else:
        echo(f"No experiment was interrupted. {standing(session)}")


@command.command("stop", cls=_Step)
@click.argument("tag")
@click.option("--why", help="Explanation of the last experiment's result.")
@click.option("--lesson", help="What the last experiment taught.")
@task_option
@json_option
def stop(tag: str, task: str | None, as_json: bool, **said: str | None) -> None:
    """End the session TAG: compare its best program with the baseline, with fresh seeds.

    The text is one that decided nothing, unless the figures of the task are reported.

    The exit status is 0, 3 if the session cannot be ended, and 4 if the machine failed.
    """
    folder = find_session(tag, task)
    given = {name: value for name, value in said.items() if value}
    with resumed(folder) as played:
        result = _step(played, {"operation": "finish", **given}, as_json=as_json)
    sys.exit(result)


def _step(played: PlayedSession, given: Mapping[str, Any], *, as_json: bool) -> Result:
    """Make a step, print what came of it, and write the report."""
    observation, reward, terminated, _, info = played.env.step(dict(given))
    if info["fault"]:
        echo(f"perfgym: {one_line(info['fault_kind'])}; `perfgym research resume` runs it again", err=True)
        return Result.FAULT
    is_end = math.isnan(info["experiment"])  # and no experiment
    result = Result.KEPT if is_end else Result.of(str(info["decision"]))
    played.write_report()
    if as_json:
        left = {"submission", "evaluation"}
        told = {name: value for name, value in info.items() if name not in left}
        print_json(
            told
            | {
                "feedback": observation["feedback"],
                "reward": reward,
                "is_over": terminated,
                "exit_status": int(result),
            }
        )
    else:
        echo(str(observation["feedback"]).rstrip())
    return result


@command.command("status")
@click.argument("tag")
@task_option
@json_option
def status(tag: str, task: str | None, as_json: bool) -> None:
    """Show the experiments of the session TAG, its signals, and whether a run is under way."""
    folder = find_session(tag, task)
    session, files = session_in(folder), read_session(folder)
    state = _state(folder)
    if as_json:
        print_json(
            {
                "task": session.task,
                "tag": session.tag,
                "evaluation": session.evaluation,
                "state": state,
                "folder": str(folder / "worktree"),
                "max_experiments": session.max_experiments,
                "kept": session.incumbent.number if session.incumbent else None,
                "kept_val_bpb": session.incumbent.val_bpb if session.incumbent else None,
                "baseline_val_bpb": session.baseline.val_bpb if session.baseline else None,
                "cpu_s": session.cpu_s,
                "cost_usd": session.cost_usd,
                "signals": msgspec.to_builtins(session.signals),
                "experiments": [_facts(one) for one in session.experiments],
                "final": msgspec.to_builtins(files.final) if files.final else None,
            }
        )
        return
    echo(f"session {session.tag} of {session.task}, {session.evaluation}, {state}: {standing(session)}")
    print_listing(_COLUMNS, [_cells(one) for one in session.experiments])
    if files.pending:
        echo(f"in flight: {one_line(str(files.pending.get('description', files.pending.get('operation'))))}")
    if session.final:
        echo(_end_text(session))


def _end_text(session: ShownSession) -> str:
    """Describe the end of a session in one line."""
    held, final = session.held, session.final
    if held is None or final is None:
        return f"The session has ended: {one_line(final.detail if final else '')}"
    gain = held.gain
    bounds = f"{gain.low:.4f} to {gain.high:.4f}"
    return (
        f"held on final: experiment {held.number} saves {gain.estimate:.4f} ({bounds}) bits per byte; "
        f"{100 * final.certain:.2f} % of the baseline's are certain"
    )


def _state(folder: Path) -> str:
    session = read_session(folder)
    if is_played(folder):
        return "running"
    if session.final:
        return "ended"
    return "interrupted" if session.pending else "waiting"


_COLUMNS = [
    Column(name="no.", is_right=True),
    Column(name="decision"),
    Column(name="val_bpb", is_right=True),
    Column(name="gain (interval)", is_right=True),
    Column(name="runs", is_right=True),
    Column(name="direction"),
    Column(name="change", is_minor=True),
]


def _cells(one: Experiment) -> list[str]:
    gain = f"{one.gain.estimate:+.4f} ({one.gain.low:+.4f} to {one.gain.high:+.4f})" if one.gain else ""
    back = f" to {one.target}" if one.decision is Decision.BACKTRACK else ""
    return [
        str(one.number),
        f"{one.decision}{back}",
        "" if one.val_bpb is None else f"{one.val_bpb:.4f}",
        gain,
        str(len(one.runs)),
        one_line(one.reasoning.direction),
        one_line(one.reasoning.description),
    ]


def _facts(one: Experiment) -> dict[str, Any]:
    """An experiment as JSON has it, without logs."""
    facts: dict[str, Any] = msgspec.to_builtins(one)
    for run in facts["runs"]:
        run.pop("log", None)
    return facts | {"val_bpb": one.val_bpb}


@command.command("report")
@click.argument("tag")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("report.html"),
    show_default=True,
    help="File to write.",
)
@force_option
@task_option
@json_option
def report(tag: str, output: Path, force: bool, task: str | None, as_json: bool) -> None:
    """Write the session TAG as one HTML page, which needs no network and contains no script."""
    from perfgym.research.report.page import session_page  # matplotlib takes long to import

    write_text(session_page(session_in(find_session(tag, task))), output, force=force)
    if as_json:
        print_json({"tag": tag, "file": str(output)})
    else:
        echo(f"{output}: report of session {tag}")


def _from_file(path: Path | None) -> dict[str, Any]:
    """Read a file that has the form of a model's reply."""
    return read_reply(_read(path)).fields if path else {}


def _read(path: Path) -> str:
    """The text of a file; ``-`` is standard input.

    Raises:
        SettingsError: It cannot be read, or is too large.
    """
    try:
        if str(path) == "-":
            content = sys.stdin.buffer.read(_MOST_FILE_BYTES + 1)
        else:
            with path.open("rb") as file:
                content = file.read(_MOST_FILE_BYTES + 1)
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from error
    if len(content) > _MOST_FILE_BYTES:
        raise SettingsError(f"{path} has more than {_MOST_FILE_BYTES:,} bytes")
    return content.decode("utf-8", errors="replace")
