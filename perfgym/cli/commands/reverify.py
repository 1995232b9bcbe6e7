"""``perfgym reverify``: whether the fastest programs of a run are as fast here and now."""

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import click
import msgspec
from rich.text import Text

from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.listing import Column, print_listing
from perfgym.cli.options import backend_option, json_option, seed_option
from perfgym.cli.output import print_json, print_line
from perfgym.cli.played import gain_text, speedup_facts
from perfgym.cli.progress import progress_bar
from perfgym.cli.stored import existing_store, run_argument, store_option
from perfgym.envs.family import SubmissionEvaluator
from perfgym.envs.registration import family_of, find_id
from perfgym.evaluation.reverify import Claim, ClaimVerdict, Reverification, claims, reverify
from perfgym.records import Conditions, Unit
from perfgym.sandbox import make_sandbox
from perfgym.settings import resolve_settings
from perfgym.store import Run

__all__ = ["command"]

_COLOURS = {
    ClaimVerdict.HOLDS: "green",
    ClaimVerdict.WEAKER: "yellow",
    ClaimVerdict.GONE: "red",
    ClaimVerdict.BROKEN: "red",
}


@click.command("reverify")
@run_argument
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Programs of each environment to evaluate.",
)
@seed_option
@backend_option("the one that measured the claim")
@store_option
@json_option
def command(run_id: str, top: int, seed: int, backend: str | None, file: str | None, as_json: bool) -> None:
    """Evaluate the fastest programs of a run again on this machine, with fresh inputs.

    RUN is the ID of the run, the beginning of the ID, or `latest`. The claim of a program is the lower bound
    of the speed-up that was measured. It holds if a gain is measured again that reaches this bound. The exit
    status is 1 if a claim does not hold.

    Programs of research claim bits that they save. They are trained again with fresh seeds, on documents that
    are drawn anew, and compared with the baseline on a text that nothing was chosen by.
    """
    settings = resolve_settings()
    with contextlib.closing(existing_store(file)) as store:
        run = store.run(run_id)
        made = claims(store, run, top)
    findings: list[Reverification] = []
    if made:
        with (
            progress_bar(total=len(made)) as bar,
            contextlib.closing(make_sandbox(settings.sandbox)) as sandbox,
        ):
            bar.update("building and timing the reference")

            def evaluator(env_id: str, claimed: Conditions) -> SubmissionEvaluator:
                found = find_id(env_id)
                chosen = replace(claimed, backend=backend or claimed.backend)
                return family_of(found).evaluator(found, chosen, sandbox=sandbox, settings=settings)

            for finding in reverify(run.run_id, made, evaluator, seed):
                bar.update(f"{_name(finding.claim)}: {finding.verdict}", advance=1)
                findings.append(finding)
    if as_json:
        print_json([_facts(finding) for finding in findings])
    else:
        _print(run, findings)
    holds = all(finding.verdict is ClaimVerdict.HOLDS for finding in findings)
    sys.exit(ExitStatus.OK if holds else ExitStatus.FAILED)


def _name(claim: Claim) -> str:
    return f"{claim.env_id}, episode {claim.episode}, turn {claim.turn}"


def _facts(finding: Reverification) -> dict[str, Any]:
    claim, gain = finding.claim, finding.evaluation.gain
    return {
        "env_id": claim.env_id,
        "episode": claim.episode,
        "turn": claim.turn,
        "source": claim.submission.text,
        "flags": claim.submission.flags,
        "score": claim.score,
        "event": str(claim.event),
        "conditions": msgspec.to_builtins(claim.conditions),
        "claimed": speedup_facts(claim.interval),
        "verdict": str(finding.verdict),
        "status": str(finding.evaluation.status),
        "found": gain and speedup_facts(gain[0]),
        "notes": finding.notes,
    }


def _print(run: Run, findings: list[Reverification]) -> None:
    if not findings:
        print_line(
            f"Run {run.run_id} has no claims: no accepted program was measured faster than its reference."
        )
        return
    print_listing(_columns(run, findings), [_cells(finding) for finding in findings])
    for line in dict.fromkeys(_notes(findings)):
        print_line(line, wrap_words=True)
    holding = sum(finding.verdict is ClaimVerdict.HOLDS for finding in findings)
    print_line(f"{holding} of {len(findings)} claims hold.")


def _columns(run: Run, findings: list[Reverification]) -> list[Column]:
    is_of_bits = any(finding.claim.event.unit is Unit.BITS for finding in findings)
    is_known = {finding.claim.env_id for finding in findings} == {run.env_id}
    return [
        Column(name="verdict"),
        Column(name="episode", is_right=True),
        Column(name="turn", is_right=True),
        Column(name="claimed (99 %)" if is_of_bits else "claimed speed-up (99 %)", is_right=True),
        Column(name="found (99 %)", is_right=True),
        Column(name="environment", is_minor=is_known),
    ]


def _cells(finding: Reverification) -> list[str | Text]:
    claim, verdict = finding.claim, finding.verdict
    return [
        Text(verdict, style=_COLOURS[verdict]),
        str(claim.episode),
        str(claim.turn),
        gain_text((claim.interval, claim.event)),
        gain_text(finding.evaluation.gain) or str(finding.evaluation.status),
        claim.env_id,
    ]


def _notes(findings: list[Reverification]) -> Iterator[str]:
    for finding in findings:
        for note in finding.notes:
            yield f"{_name(finding.claim)}: {note}"
