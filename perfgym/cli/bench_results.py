"""Commands of ``perfgym bench`` that read result files: show, verify, compare and table."""

import contextlib
import math
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.text import Text

from perfgym.bench.compare import compare_results
from perfgym.bench.markdown import (
    comparison_markdown,
    leaderboard_markdown,
    summary_markdown,
    with_table,
)
from perfgym.bench.result import read_result
from perfgym.bench.summary import summarise_bench
from perfgym.bench.verify import EXPERT, BenchClaim, bench_claims, verify_claims
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.listing import Column, one_line, print_listing
from perfgym.cli.options import FiniteRange, backend_option, force_option, json_option, seed_option
from perfgym.cli.output import echo, print_json, print_line, write_text
from perfgym.cli.played import gain_text, speedup_facts
from perfgym.cli.progress import progress_bar
from perfgym.errors import SettingsError
from perfgym.evaluation.reverify import ClaimVerdict, Reverification
from perfgym.machine.facts import fingerprint
from perfgym.sandbox import make_sandbox
from perfgym.settings import resolve_settings

__all__ = ["compare", "show", "table", "verify"]

_MARGIN = 0.1
_FILE = click.Path(dir_okay=False, path_type=Path)
_COLUMNS = (
    Column(name="verdict"),
    Column(name="problem"),
    Column(name="language"),
    Column(name="program"),
    Column(name="claimed speed-up (99 %)", is_right=True),
    Column(name="found (99 %)", is_right=True),
)
Verified = tuple[BenchClaim, Reverification]


@click.command("show")
@click.argument("result", metavar="FILE", type=_FILE)
@click.option("--page", type=_FILE, help="Write the result as an HTML page, too.")
@force_option
@json_option
def show(result: Path, page: Path | None, force: bool, as_json: bool) -> None:
    """Print the summary of a result file."""
    read = read_result(result)
    if page:
        from perfgym.bench.page import result_page  # it draws with matplotlib, which takes long to import

        write_text(result_page(read), page, force=force)
    if as_json:
        summary = summarise_bench(read)
        groups = {"overall": summary.overall, "languages": summary.languages, "classes": summary.classes}
        print_json({"run_id": read.run_id, "missing": read.missing} | msgspec.to_builtins(groups))
    else:
        echo(summary_markdown(read))


@click.command("verify")
@click.argument("result", metavar="FILE", type=_FILE)
@click.option("--problem", "problems", metavar="NAME", multiple=True, help="Verify this problem alone.")
@click.option(
    "--margin",
    type=FiniteRange(min=0, max=1, max_open=True),
    default=_MARGIN,
    show_default=True,
    help="Share by which a speed-up may fall short of the claim.",
)
@seed_option
@backend_option("the one that measured the claim")
@json_option
def verify(
    result: Path, problems: tuple[str, ...], margin: float, seed: int, backend: str | None, as_json: bool
) -> None:
    """Measure the programs of a result file again on this machine, with fresh inputs.

    A program that the file calls accepted must be accepted. If the file calls it faster than the reference,
    a gain must be found again, whose interval reaches the lower bound that the file states, less the margin.
    The expert's program of the bank is measured too: it must not be certainly faster than the file states.
    Machines differ, so a claim from another one may fail honestly: a failure is a reason to look, not a
    proof.

    Programs run in the sandbox. The exit status is 1 if a claim does not hold, or there is none.
    """
    read = read_result(result)
    made = bench_claims(read, problems, backend or "")
    settings = resolve_settings()
    findings: list[Verified] = []
    if made:
        with (
            progress_bar(total=len(made)) as bar,
            contextlib.closing(make_sandbox(settings.sandbox)) as sandbox,
        ):
            bar.update("building and timing the reference")
            for one, finding in verify_claims(read, made, sandbox, settings, seed, -math.log(1 - margin)):
                bar.update(f"{finding.claim.env_id}: {finding.verdict}", advance=1)
                findings.append((one, finding))
    if as_json:
        print_json([_facts(one, finding) for one, finding in findings])
    else:
        _print(findings, read.machine.host, margin)
    holds = findings and all(finding.verdict is ClaimVerdict.HOLDS for _, finding in findings)
    sys.exit(ExitStatus.OK if holds else ExitStatus.FAILED)


def _facts(one: BenchClaim, finding: Reverification) -> dict[str, Any]:
    gain = finding.evaluation.gain
    return {
        "env_id": finding.claim.env_id,
        "is_expert": finding.claim.episode == EXPERT,
        "episodes": one.episodes,
        "claimed": speedup_facts(finding.claim.interval),
        "verdict": str(finding.verdict),
        "status": str(finding.evaluation.status),
        "found": gain and speedup_facts(gain[0]),
        "notes": finding.notes,
    }


def _cells(one: BenchClaim, finding: Reverification) -> list[str | Text]:
    claim = finding.claim
    numbers = ", ".join(map(str, one.episodes[:5])) + (" ..." if len(one.episodes) > 5 else "")
    is_measured = math.isfinite(claim.interval.low)
    return [
        Text(finding.verdict, style="green" if finding.verdict is ClaimVerdict.HOLDS else "red"),
        one.problem,
        one.language,
        "expert's" if claim.episode == EXPERT else f"episode {numbers}",
        gain_text((claim.interval, claim.event)) if is_measured else "accepted",
        gain_text(finding.evaluation.gain) or str(finding.evaluation.status),
    ]


def _print(findings: list[Verified], host: str, margin: float) -> None:
    if not findings:
        print_line("The result makes no claims: none of its programs was accepted.")
        return
    print_listing(_COLUMNS, [_cells(one, finding) for one, finding in findings])
    if host != fingerprint():
        print_line(
            "The result is from another machine, or from before this one was rebooted: speed-ups differ "
            "between machines.",
            wrap_words=True,
        )
    for line in dict.fromkeys(
        f"{finding.claim.env_id}: {note}" for _, finding in findings for note in finding.notes
    ):
        print_line(one_line(line), wrap_words=True)
    holding = sum(finding.verdict is ClaimVerdict.HOLDS for _, finding in findings)
    print_line(f"{holding} of {len(findings)} claims hold, with a margin of {100 * margin:g} %.")


@click.command("compare")
@click.argument("first", metavar="FIRST", type=_FILE)
@click.argument("second", metavar="SECOND", type=_FILE)
@json_option
def compare(first: Path, second: Path, as_json: bool) -> None:
    """Compare the second of two result files with the first, on the problems that both have.

    Problems are paired by name, language and digest. Changes have 95 % intervals over problems, by a paired
    bootstrap. A problem is won or lost where the speed-ups differ by more than 5 %.
    """
    results = read_result(first), read_result(second)
    found = compare_results(*results)
    if not as_json:
        echo(comparison_markdown(found, *results))
        return
    counts = {outcome: found.count(outcome) for outcome in ("win", "loss", "tie")}
    pairs = [
        {"problem": pair.task.problem, "language": pair.task.language, "first": pair.first,
         "second": pair.second, "outcome": pair.outcome}
        for pair in found.pairs
    ]  # fmt: skip
    measures = {name: asdict(one) for name, one in found.measures.items()}
    print_json({**counts, "measures": measures, "pairs": pairs, "notes": list(found.notes)})


@click.command("table")
@click.argument("results", metavar="FILE...", type=_FILE, nargs=-1, required=True)
@click.option(
    "--into",
    type=_FILE,
    help="Document in which the tables replace what stands between the lines "
    "`<!-- bench table: begin -->` and `<!-- bench table: end -->`.",
)
def table(results: tuple[Path, ...], into: Path | None) -> None:
    """Print a leaderboard of result files in Markdown, or write it into a document.

    Results stand in one table if they have the same problems, languages and number of turns. An incomplete
    result is refused.
    """
    text = leaderboard_markdown([read_result(path) for path in results])
    if into is None:
        echo(text)
        return
    try:
        document = into.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{into} cannot be read: {error}") from error
    write_text(with_table(document, text), into, force=True)
    echo(f"{into}: leaderboard of {len(results)} results")
