"""Bits per byte of the baseline and the expert's programs of a research task, and their spread over seeds.

Every program is trained and scored several times by verified runs, each with a seed of its own. The pooled
standard deviation and its degrees of freedom are what `[noise]` in the task's `research.toml` holds. One
seed is run twice: the artifacts must be equal. No core is leased, because load changes the CPU seconds alone.

    python benchmarks/research_spread.py --runs 5 -o benchmarks/results/research_spread.json
"""

import contextlib
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.table import Table
from series import advancing, circumstances, output_option, write_json

from perfgym.research.corpus import Splits
from perfgym.research.load import load_research, research_folders
from perfgym.research.records import Part, Run, RunSeed
from perfgym.research.source import Source
from perfgym.research.task import VerifiedTask
from perfgym.research.verified import VerifiedRuns
from perfgym.sandbox import make_sandbox

SPLIT_SEED = 0


def programs(task: VerifiedTask, chosen: tuple[str, ...]) -> dict[str, Source]:
    """Return the task's programs by name, or those that were chosen."""
    every = {"baseline": task.baseline, **task.experts}
    return {name: Source.of(every[name]) for name in chosen or every}


def one_run(runs: VerifiedRuns, source: Source, seed: int) -> Run:
    """Make one run, which must succeed."""
    run = runs.run(source, RunSeed(part=Part.SEARCH, number=0, value=seed), runs.baseline_budget)
    if run.val_bpb is None:
        raise click.ClickException(f"a run failed: {run.status}: {run.detail}\n{run.log}")
    return run


def figures(runs: list[Run]) -> dict[str, Any]:
    """Return what is shown of the runs of one program."""
    found = [run.val_bpb for run in runs if run.val_bpb is not None]
    return {
        "val_bpb": found,
        "mean": float(np.mean(found)),
        "sd": float(np.std(found, ddof=1)) if len(found) > 1 else None,
        "cpu_s": [round(run.cpu_s, 2) for run in runs],
        "score_cpu_s": [round(run.score_cpu_s, 2) for run in runs],
        "code_bytes": runs[0].code_bytes,
        "artifact_bytes": [run.total_bytes for run in runs],
        "artifact_sha256": [run.artifact_sha256 for run in runs],
    }


def pooled(found: dict[str, Any]) -> dict[str, float | None]:
    """Return the standard deviation over all programs, None for one run each, and its degrees of freedom."""
    freedom = sum(len(program["val_bpb"]) - 1 for program in found.values())
    squares = sum(float(np.var(program["val_bpb"]) * len(program["val_bpb"])) for program in found.values())
    return {"sigma": (squares / freedom) ** 0.5 if freedom else None, "freedom": freedom}


def show(found: dict[str, Any], noise: dict[str, float | None]) -> None:
    """Print the result."""
    table = Table()
    for column in ("program", "bits per byte", "sd", "runs", "CPU s", "program + artifact"):
        table.add_column(column, justify="left" if column == "program" else "right", no_wrap=True)
    for name, program in found.items():
        table.add_row(
            name,
            f"{program['mean']:.4f}",
            f"{program['sd']:.4f}" if program["sd"] is not None else "",
            f"{len(program['val_bpb'])}",
            f"{min(program['cpu_s']):.1f} to {max(program['cpu_s']):.1f}",
            f"{max(program['artifact_bytes']):,}",
        )
    console = Console(width=110)
    console.print(table)
    if noise["sigma"] is not None:
        console.print(f"pooled: sigma {noise['sigma']:.4f}, {noise['freedom']} degrees of freedom")


@click.command(help=(__doc__ or "").partition("\n")[0])
@click.option("--task", "name", type=click.Choice(list(research_folders())), default="jargon")
@click.option("--program", "chosen", multiple=True, help="Name of a program; all of them by default.")
@click.option("--runs", "count", type=click.IntRange(min=1), default=5, show_default=True)
@click.option("--scale", type=click.FloatRange(0, 1, min_open=True), default=1.0, show_default=True)
@output_option("research_spread.json", "Where the figures are written.")
def main(name: str, chosen: tuple[str, ...], count: int, scale: float, output: Path) -> None:
    """Make the runs and write what they gave."""
    result = circumstances()
    task = load_research(name)
    if not isinstance(task, VerifiedTask):
        raise click.BadParameter(f"{name} is measured by its own clone and launcher, not by verified runs")
    splits = Splits.draw(task.documents, task.shares, np.random.default_rng(SPLIT_SEED))
    sources = programs(task, chosen)
    found: dict[str, Any] = {}
    with contextlib.closing(make_sandbox("auto")) as sandbox, advancing(len(sources)) as advance:
        runs = VerifiedRuns(task, splits, sandbox, scale=scale)
        for program, source in sources.items():
            advance(program)
            made = [one_run(runs, source, seed) for seed in range(count)]
            if one_run(runs, source, 0).artifact_sha256 != made[0].artifact_sha256:
                raise click.ClickException(f"{program}: two runs of equal seeds left different artifacts")
            found[program] = {"program_sha256": source.key, **figures(made)}
            write_json(result | {"task": name, "scale": scale, "programs": found}, output)
    noise = pooled(found)
    show(found, noise)
    write_json(result | {"task": name, "scale": scale, "programs": found, "noise": noise}, output)


if __name__ == "__main__":
    main()
