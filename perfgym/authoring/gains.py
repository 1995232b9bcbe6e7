"""Measure how many times as fast as the reference a problem's other programs are, and write it down.

A program that fails a hidden test has no gain. Pairs of runs are taken as in evaluations, and those that the
machine disturbed are left out, until the gain is known well. An evaluation takes fewer pairs: it ends as soon
as it is certain that there is a gain, however large it may be.
"""

import math
import platform
import time
from collections.abc import Mapping

import numpy as np
import tomlkit

from perfgym.authoring.write_sizes import need_writable
from perfgym.bank import GAINS_FILE, Gain, Problem
from perfgym.errors import MachineError, ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.machine.facts import cpu_model
from perfgym.measure import CpuTimeBackend
from perfgym.measure.pairs import log_ratios
from perfgym.measure.statistics import winsorised_interval
from perfgym.programs.program import Program
from perfgym.records import Interval, Role, Status
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from perfgym.store.records import timestamp

__all__ = ["measure_gain", "write_gains"]

_SEED = 1
_WIDEST = math.log(1.1)  # half-width of a log ratio that tells a gain: as much,
_WIDEST_SHARE = 0.1  # or this share of the ratio if that is more
_LEAST_PAIRS = 8
_PATIENCE_S = 30.0  # pairs are taken for so long if the machine is busy
_DIGITS = 2


def measure_gain(problem: Problem, language: str, sandbox: Sandbox, settings: Settings) -> Gain:
    """Measure the gain of the expert's program and of the first step, on fresh inputs.

    Args:
        problem: The problem.
        language: Name of a language in which there are a reference and an expert's program.
        sandbox: Contains the programs.
        settings: Limits and cores.

    Raises:
        ProblemError: There is no expert's program, or a program is not accepted.
        MachineError: The toolchain is missing, or the machine stays too busy to tell the gain.
    """
    if language not in problem.experts:
        raise ProblemError(f"{problem.folder} has no program expert/solution.* in {language}")
    LANGUAGES[language].toolchain()
    evaluator = Evaluator(problem, LANGUAGES[language], sandbox, CpuTimeBackend(), settings)
    rng = np.random.default_rng(_SEED)
    evaluator.start_episode(rng)
    expert = _times(evaluator, problem.experts[language], "expert", rng)
    first = problem.first_steps.get(language)
    return Gain(
        expert=expert, first_step=None if first is None else _times(evaluator, first, "first_step", rng)
    )


def _times(evaluator: Evaluator, source: str, what: str, rng: np.random.Generator) -> float:
    """How many times as fast as the reference a program is, to two digits."""
    evaluation = evaluator.evaluate(evaluator.submission(source), rng)
    name = f"{evaluator.problem.name}: {what} in {evaluator.language.name}"
    if evaluation.status is not Status.ACCEPTED:
        raise ProblemError(f"{name} is not accepted, but {evaluation.status}; `perfgym validate` says why")
    interval = _measured(evaluator, evaluator.trusted_program(source, what), rng)
    if not _is_known(interval):
        low, high = math.exp(interval.low), math.exp(interval.high)
        raise MachineError(
            f"{name} is {low:.2f} to {high:.2f} times as fast as the reference: the machine is too busy to "
            "tell; try again when nothing else runs on it"
        )
    return float(f"{math.exp(interval.estimate):.{_DIGITS}g}")


def _measured(evaluator: Evaluator, program: Program, rng: np.random.Generator) -> Interval:
    """The log ratio of reference and program, from pairs until it is known well or patience ends."""
    ends = time.monotonic() + _PATIENCE_S
    ratios: list[float] = []
    with evaluator.leased() as leased:
        trials = CpuTimeBackend().pairs(leased.setup, program, rng)
        next(trials)  # warms up
        for trial in trials:
            if trial.judged.status is not Status.ACCEPTED:
                raise ProblemError(f"a measured run is not right: {trial.judged.detail}")
            if not trial.disturbed:
                ratios += log_ratios([trial.pair], Role.TIME)
            late = time.monotonic() > ends
            if len(ratios) >= _LEAST_PAIRS and (late or len(ratios) % _LEAST_PAIRS == 0):
                interval = winsorised_interval(ratios)
                if late or _is_known(interval):
                    return interval
            elif late:
                break
    raise MachineError(
        f"the machine disturbed all but {len(ratios)} pairs of runs in {_PATIENCE_S:g} s; try again when "
        "nothing else runs on it"
    )


def _is_known(interval: Interval) -> bool:
    return interval.half_width <= max(_WIDEST, _WIDEST_SHARE * interval.estimate)


def write_gains(problem: Problem, found: Mapping[str, Gain]) -> None:
    """Write gains into ``gains.toml`` beside ``problem.toml``. Languages that were not measured keep theirs.

    Args:
        problem: The problem.
        found: Language to gain.

    Raises:
        ProblemError: The file cannot be written.
    """
    path = need_writable(problem).with_name(GAINS_FILE)
    gains = {**problem.gains, **found}
    document = tomlkit.document()
    document["measured"] = timestamp().split("T")[0]
    document["host"] = f"{cpu_model()}, {platform.system()} {platform.machine()}"
    for language in sorted(gains):
        table = tomlkit.table()
        table["expert"] = float(gains[language].expert)
        if (first := gains[language].first_step) is not None:
            table["first_step"] = float(first)
        document.add(tomlkit.nl())
        document[language] = table
    new = path.with_name(f".{GAINS_FILE}.new")
    try:
        new.write_text(document.as_string().rstrip("\n") + "\n", encoding="utf-8")
        new.replace(path)
    except OSError as error:
        raise ProblemError(f"{path} cannot be written: {error}") from error
