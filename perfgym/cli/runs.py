"""Commands on what the store holds: list runs, show one, export it, evaluate its claims again."""

import contextlib
import json
import math
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from perfgym.cli.stored import existing_store, run_argument, store_option
from perfgym.cli.terminal import print_json
from perfgym.errors import SettingsError, suggestion
from perfgym.evaluation.reverify import Claim, ClaimVerdict, Finding, claims, make_evaluator
from perfgym.evaluation.reverify import reverify as evaluate_again
from perfgym.measure import BACKENDS
from perfgym.printable import clean_text
from perfgym.records import Interval
from perfgym.sandbox import make_sandbox
from perfgym.settings import resolve_settings
from perfgym.store import Episode, Run, Store, Tally, Turn, best_turn, planned
from perfgym.store.export import FORMATS, export_run, portable

__all__ = ["export", "reverify", "runs", "show"]

_FAILED = 1
_VERDICT_COLOURS = {
    ClaimVerdict.HOLDS: "green",
    ClaimVerdict.WEAKER: "yellow",
    ClaimVerdict.GONE: "red",
    ClaimVerdict.BROKEN: "red",
}

_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _number(value: float | None) -> str:
    return "" if value is None or math.isnan(value) else f"{value:+.3f}"


def _time(stamp: str) -> str:
    """A time of the store's as people read it, in UTC."""
    return stamp[:19].replace("T", " ")


def _right(name: str) -> Column:
    return Column(name, justify="right", no_wrap=True)


@click.command()
@store_option
@_json_option
def runs(file: str | None, as_json: bool) -> None:
    """List the runs in the store, newest first."""
    with contextlib.closing(existing_store(file)) as store:
        found, tallies = store.runs(), store.tallies()
    rows = [(run, tallies.get(run.run_id, Tally())) for run in found]
    if as_json:
        print_json([{**asdict(run), **asdict(tally)} for run, tally in rows])
        return
    table = Table(
        Column("run", no_wrap=True),
        "kind",
        Column("environment", overflow="fold"),
        "agent",
        _right("episodes"),
        _right("mean"),
        _right("best"),
        "started (UTC)",
        "outcome",
    )
    for run, tally in rows:
        table.add_row(
            run.run_id,
            escape(run.kind),
            escape(run.env_id),
            escape(run.agent),
            f"{tally.finished}/{planned(run, tally.episodes)}",
            _number(tally.mean_reward),
            _number(tally.best_reward),
            _time(run.started),
            escape(run.outcome),
        )
    Console().print(table)


@click.command()
@run_argument
@click.option("--episode", "number", type=int, help="Show the turns of this episode.")
@click.option("--attempt", type=int, help="Which attempt at it; the last one.")
@store_option
@_json_option
def show(run_id: str, number: int | None, attempt: int | None, file: str | None, as_json: bool) -> None:
    """Show the episodes of RUN: its ID, the beginning of it, or `latest`."""
    with contextlib.closing(existing_store(file)) as store:
        run = store.run(run_id)
        if number is not None:
            _show_episode(store, _episode(store, run, number, attempt), as_json)
        elif attempt is not None:
            raise SettingsError("--attempt goes with --episode: which one?")
        else:
            _show_run(store, run, as_json)


def _episode(store: Store, run: Run, number: int, attempt: int | None) -> Episode:
    known = {episode.number: episode for episode in store.episodes(run.run_id)}
    if number not in known:
        says = suggestion(str(number), map(str, known)) if known else "it has none"
        raise SettingsError(f"run {run.run_id} has no episode {number}; {says}")
    if attempt is None:
        return known[number]
    attempts = {one.attempt: one for one in store.attempts(run.run_id, number)}
    if attempt not in attempts:
        raise SettingsError(
            f"episode {number} of run {run.run_id} has {len(attempts)} attempts, not {attempt}"
        )
    return attempts[attempt]


def _show_run(store: Store, run: Run, as_json: bool) -> None:
    played = [(episode, store.turns(episode.episode_id)) for episode in store.episodes(run.run_id)]
    if as_json:
        print_json({**asdict(run), "episodes": [_episode_row(*one) for one in played]})
        return
    console = Console()
    facts = (
        f"{run.kind} {run.run_id}: {run.agent} on {run.env_id}, {run.outcome}",
        f"begun {_time(run.started)} UTC on host {run.host}, "
        + ", ".join(f"{name} {version}" for name, version in run.versions.items()),
        "arguments: " + json.dumps(portable(run.arguments)),
    )
    for line in facts:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    table = Table(
        _right("episode"),
        Column("environment", overflow="fold"),
        _right("seed"),
        _right("turns"),
        _right("reward"),
        _right("best speed-up (99 %)"),
        "ended",
    )
    for episode, turns in played:
        best = best_turn(turns)
        table.add_row(
            str(episode.number),
            escape(episode.env_id),
            str(episode.seed),
            str(len(turns)),
            _number(episode.reward),
            _speedup(best.info) if best else "",
            escape(_ending(episode)),
        )
    console.print(table)


def _episode_row(episode: Episode, turns: list[Turn]) -> dict[str, Any]:
    best = best_turn(turns)
    return {**asdict(episode), "turns": len(turns), "best_turn": best and _turn_row(best)}


def _turn_row(turn: Turn) -> dict[str, Any]:
    names = ("status", "speedup", "speedup_low", "speedup_high")
    return {"number": turn.number, "score": turn.score, **{name: turn.info.get(name) for name in names}}


def _ending(episode: Episode) -> str:
    if not episode.ended:
        return "unfinished"
    if episode.fault:
        return f"fault: {episode.fault}"
    return "truncated" if episode.truncated else "terminated"


def _speedup(info: Any) -> str:
    """Speed-up with its interval; empty where none was measured."""
    estimate, low, high = (info.get(name, math.nan) for name in ("speedup", "speedup_low", "speedup_high"))
    return "" if math.isnan(estimate) else f"{estimate:.2f} ({low:.2f} to {high:.2f})"


def _show_episode(store: Store, episode: Episode, as_json: bool) -> None:
    turns = store.turns(episode.episode_id)
    best = best_turn(turns)
    if as_json:
        print_json(
            {**asdict(episode), "turns": [asdict(turn) for turn in turns], "best_turn": best and best.number}
        )
        return
    console = Console()
    table = Table(_right("turn"), "status", _right("tests"), _right("speed-up (99 %)"), _right("score"))
    for turn in turns:
        status = str(turn.info.get("status", ""))
        table.add_row(
            str(turn.number),
            f"[{'green' if turn.accepted else 'red'}]{escape(status)}[/]",
            _tests(turn),
            _speedup(turn.info),
            _number(turn.score),
        )
    attempt = f", attempt {episode.attempt}" if episode.attempt > 1 else ""
    heading = f"Episode {episode.number}{attempt}, {episode.env_id}, seed {episode.seed}: {_ending(episode)}"
    console.print(heading, markup=False, highlight=False, soft_wrap=True)
    console.print(table)
    if best:
        flags = f", built with {best.info['flags']}" if best.info.get("flags") else ""
        click.echo(f"The best is turn {best.number}{flags}:")
        click.echo(clean_text(best.source, at_most=len(best.source)))


def _tests(turn: Turn) -> str:
    passed, total = (turn.info.get(name, math.nan) for name in ("tests_passed", "tests_total"))
    return "" if math.isnan(passed) else f"{passed:.0f}/{total:.0f}"


@click.command()
@run_argument
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True, help="What to make of it.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file to write.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@store_option
def export(run_id: str, form: str, output: Path, force: bool, file: str | None) -> None:
    """Write RUN to a file that other tools read.

    trajectories: a line of JSON an episode, with the conversation in the format of chats.
    preferences: a line of JSON for each two replies to one conversation of which one is certainly better.
    pyperf: time samples of the best submission of each episode, and of its reference.
    """
    with contextlib.closing(existing_store(file)) as store:
        run = store.run(run_id)
        exported = export_run(store, run, form, output, force=force)
    things = {"trajectories": "trajectories", "preferences": "pairs", "pyperf": "benchmarks"}[form]
    click.echo(f"{output}: {exported.records} {things} of run {run.run_id}")


@click.command()
@run_argument
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="How many programs of each environment.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of all inputs.")
@click.option(
    "--backend", type=click.Choice(list(BACKENDS)), help="What counts; what did when it was claimed."
)
@store_option
@_json_option
def reverify(run_id: str, top: int, seed: int, backend: str | None, file: str | None, as_json: bool) -> None:
    """Evaluate the fastest programs of RUN again on this machine, on fresh inputs.

    A claim holds where a gain is found again that reaches the lower bound of the claimed one. The exit
    status is 1 when one does not hold.
    """
    settings = resolve_settings()
    with contextlib.closing(existing_store(file)) as store:
        run = store.run(run_id)
        made = claims(store, run, top)
    findings: list[Finding] = []
    if made:
        with contextlib.closing(make_sandbox(settings.sandbox)) as sandbox:
            findings += evaluate_again(
                run,
                made,
                lambda env_id, claimed_by: make_evaluator(env_id, backend or claimed_by, sandbox, settings),
                seed,
            )
    if as_json:
        print_json([_finding_row(finding) for finding in findings])
    else:
        _print_findings(run, findings)
    sys.exit(0 if all(finding.verdict is ClaimVerdict.HOLDS for finding in findings) else _FAILED)


def _ratios(interval: Interval | None) -> dict[str, float] | None:
    """Speed-ups of an interval of log ratios."""
    if interval is None:
        return None
    return {
        "speedup": math.exp(interval.estimate),
        "speedup_low": math.exp(interval.low),
        "speedup_high": math.exp(interval.high),
    }


def _finding_row(finding: Finding) -> dict[str, Any]:
    claim = finding.claim
    facts = asdict(claim)
    del facts["interval"]
    return {
        **facts,
        "claimed": _ratios(claim.interval),
        "verdict": str(finding.verdict),
        "status": str(finding.evaluation.status),
        "found": _ratios(finding.interval),
        "notes": finding.notes,
    }


def _print_findings(run: Run, findings: list[Finding]) -> None:
    if not findings:
        click.echo(
            f"Run {run.run_id} claims nothing: no accepted program was found faster than its reference."
        )
        return
    table = Table(
        Column("environment", overflow="fold"),
        _right("episode"),
        _right("turn"),
        _right("claimed (99 %)"),
        _right("found (99 %)"),
        "verdict",
    )
    console = Console()
    for finding in findings:
        claim, verdict = finding.claim, finding.verdict
        found = _speedup(_ratios(finding.interval)) if finding.interval else str(finding.evaluation.status)
        table.add_row(
            escape(claim.env_id),
            str(claim.episode),
            str(claim.turn),
            _speedup(_ratios(claim.interval)),
            found,
            f"[{_VERDICT_COLOURS[verdict]}]{verdict}[/]",
        )
    console.print(table)
    for line in dict.fromkeys(_note(finding.claim, note) for finding in findings for note in finding.notes):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    holding = sum(finding.verdict is ClaimVerdict.HOLDS for finding in findings)
    console.print(f"{holding} of {len(findings)} claims hold.", highlight=False)


def _note(claim: Claim, note: str) -> str:
    return f"{claim.env_id}, episode {claim.episode}, turn {claim.turn}: {note}"
