"""The share of a program's time that reading its input and writing its output take."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from perfgym.bank import LANGUAGE_OF_ENDING
from perfgym.errors import ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.measure import CpuTimeBackend, MeasurementSetup
from perfgym.measure.pairs import measure_pairs
from perfgym.measure.statistics import winsorised_interval
from perfgym.programs.judge import trusted_output
from perfgym.programs.program import Program
from perfgym.records import CandidateFailed, Counts, Role
from perfgym.sandbox.request import ProcessResult

__all__ = ["LARGEST_OF_EXPERT", "LARGEST_OF_REFERENCE", "IoShare", "Share", "io_baseline_source", "io_share"]

LARGEST_OF_REFERENCE = 0.10
LARGEST_OF_EXPERT = 0.50


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The I/O baseline's time as a share of a program's, at least 0.

    Attributes:
        estimate: The share.
        low: Its lower bound.
        high: Its upper bound.
    """

    estimate: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.estimate:.1%} ({self.low:.1%} to {self.high:.1%})"


@dataclass(frozen=True, slots=True, kw_only=True)
class IoShare:
    """Share of a run's cost that reading the input and writing the output take, at a measured size.

    Attributes:
        baseline_ms: Median CPU time of the I/O baseline: a program of the same language that reads as many
            bytes and writes as many through a small buffer, and does nothing else.
        of_reference: Its share of the reference's time.
        of_expert: Its share of the expert's; None where there is no expert.
    """

    baseline_ms: float
    of_reference: Share
    of_expert: Share | None

    @property
    def complaint(self) -> str:
        """Why input and output certainly take too much; empty where they do not."""
        if self.of_expert is not None and self.of_expert.low >= LARGEST_OF_EXPERT:
            return (
                f"input and output take {LARGEST_OF_EXPERT:.0%} of the expert's cost or more, so better "
                "programs hardly differ; grow a dimension that adds computation rather than bytes"
            )
        if self.of_reference.low >= LARGEST_OF_REFERENCE:
            return (
                f"input and output take {LARGEST_OF_REFERENCE:.0%} of the reference's cost or more; grow a "
                "dimension that adds computation rather than bytes"
            )
        return ""

    @property
    def text(self) -> str:
        """The shares in one line."""
        reference = f"{self.baseline_ms:.1f} ms, {self.of_reference} of the reference's cost"
        return reference if self.of_expert is None else f"{reference}, {self.of_expert} of the expert's"


def io_baseline_source(language: str) -> str:
    """Source of a program of the language that only reads and writes; empty where there is none."""
    for path in (Path(__file__).parent / "io_baselines").glob("solution.*"):
        if LANGUAGE_OF_ENDING[path.suffix[1:]] == language:
            return path.read_text()
    return ""


def io_share(evaluator: Evaluator, setup: MeasurementSetup) -> IoShare | None:
    """Measure the I/O baseline beside the reference and beside the expert; None where there is no baseline.

    They are taken in pairs on fresh inputs, as in an evaluation.

    Args:
        evaluator: Builds the programs.
        setup: The reference on a leased core, and what draws its inputs.

    Raises:
        ProblemError: A program does not build, or fails.
    """
    if not (source := io_baseline_source(evaluator.language.name)):
        return None
    baseline = evaluator.trusted_program(source, "I/O baseline")
    of_reference, baseline_ms = _beside(setup.reference, baseline, setup)
    of_expert: Share | None = None
    if setup.expert:
        expert = evaluator.trusted_program(setup.expert, "expert")
        try:
            of_expert, _ = _beside(expert, baseline, setup)
        except ProblemError as error:
            raise ProblemError(
                "the expert program fails on a measured input; run `perfgym validate` for the details"
            ) from error
    return IoShare(baseline_ms=baseline_ms, of_reference=of_reference, of_expert=of_expert)


def _accept(stdin: bytes, expected: bytes, got: bytes) -> str:
    """Accept whatever a baseline writes."""
    del stdin, expected, got
    return ""


def _beside(program: Program, baseline: Program, setup: MeasurementSetup) -> tuple[Share, float]:
    """The share of the baseline beside a program, and the baseline's median milliseconds.

    The baseline's input is the program's, preceded by the number of bytes to write.
    """
    backend, outputs = CpuTimeBackend(), dict[bytes, int]()

    def count(one: Program, stdin: bytes) -> tuple[ProcessResult, Counts]:
        if one is not baseline or not stdin:  # programs that do nothing have no input
            return backend.count(one, stdin, setup.core)
        if stdin not in outputs:
            outputs.clear()
            outputs[stdin] = len(trusted_output(setup.reference.run(stdin, setup.core), stdin))
        return backend.count(one, outputs[stdin].to_bytes(8, "little") + stdin, setup.core)

    beside = replace(setup, reference=program, compare=_accept)
    try:
        pairs = measure_pairs(beside, baseline, np.random.default_rng(), count, CpuTimeBackend.mode)
    except CandidateFailed as failure:
        raise ProblemError(f"the I/O baseline failed: {failure}") from failure
    # An evaluation leaves a share of the start-up of every cost, which would hide how small the baseline is.
    startup = pairs.startup.estimate[Role.TIME]
    costs = [max(pair.candidate[Role.TIME] - startup, 0.0) for pair in pairs.gross]
    shares = [cost / pair.reference[Role.TIME] for cost, pair in zip(costs, pairs.net(), strict=True)]
    interval = winsorised_interval(shares)
    share = Share(estimate=interval.estimate, low=max(interval.low, 0.0), high=interval.high)
    return share, float(np.median(costs)) / 1e6
