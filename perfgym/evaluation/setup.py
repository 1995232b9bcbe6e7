"""What a backend measures with, made of a problem with its programs and inputs; the record of conditions."""

import numpy as np

from perfgym.bank import Problem
from perfgym.evaluation.inputs import EpisodeInputs
from perfgym.machine.facts import fingerprint
from perfgym.machine.input_key import InputKey
from perfgym.measure import Backend, MeasurementSetup
from perfgym.programs.memo import Memo
from perfgym.programs.program import Program
from perfgym.records import Conditions
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["conditions_of", "measurement_setup", "measuring_rng"]


def measuring_rng(backend: Backend, rng: np.random.Generator) -> np.random.Generator:
    """The generator for measuring: ``rng`` where counts are exact, fresh entropy where time is measured.

    A measurement of time is never the same twice, so equal inputs would be of no use to anybody but a
    program that knows them.
    """
    return np.random.default_rng() if backend.needs_core else rng


def measurement_setup(
    problem: Problem,
    reference: Program,
    inputs: EpisodeInputs,
    settings: Settings,
    *,
    expert: str | None,
    nulls: tuple[Program, ...],
    core: int,
    memo: Memo,
) -> MeasurementSetup:
    """The setup for measuring programs beside a reference on a leased core.

    Args:
        problem: The problem that they solve.
        reference: The reference.
        inputs: The inputs of the episode.
        settings: How precisely and how long to measure.
        expert: Source text of the expert's program, if there is one.
        nulls: Programs of the same language that do nothing.
        core: The leased core.
        memo: Keeps what the reference and the programs that do nothing did.
    """
    return MeasurementSetup(
        reference=reference,
        expert=expert,
        nulls=nulls,
        draw=inputs.measured,
        draw_scaled=inputs.measured if problem.scaled else None,
        modes=frozenset(problem.measured.get(reference.language.name, {})),
        unsimulated=problem.unsimulated,
        compare=problem.compare,
        core=core,
        episode=inputs.number,
        timeout_s=settings.measure_timeout_s,
        precision=settings.precision,
        precision_timeout_s=settings.precision_timeout_s,
        memo=memo,
    )


def conditions_of(
    *, digest: str, key: InputKey, toolchain: str, backend: Backend, sandbox: Sandbox, scale: float = 1.0
) -> Conditions:
    """The circumstances of evaluations on this machine.

    Args:
        digest: Digest of the problem, or of the task.
        key: The secret key that inputs are drawn with.
        toolchain: Name, version and flags of the compiler or run-time.
        backend: Counts the cost.
        sandbox: Contains programs.
        scale: Factor of the problem's scaled dimensions in measured inputs.
    """
    return Conditions(
        problem_sha256=digest,
        input_key=key.digest,
        scale=scale,
        toolchain=toolchain,
        backend=backend.name,
        sandbox=sandbox.name,
        sandbox_missing=sandbox.missing,
        memory_tier=sandbox.memory_tier,
        host=fingerprint(),
        events=backend.events(),
        absent=backend.absent(),
    )
