"""Measure how many times as fast as the reference a problem's other programs are, and write it down.

The measurements are those of evaluations: a program that fails a test has no gain, and pairs of runs that the
machine disturbed are drawn again.
"""

import math
import platform
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import tomlkit

from perfgym.authoring.steady import Say, UnsteadyError, Watch, no_news
from perfgym.authoring.write_sizes import need_writable
from perfgym.bank import GAINS_FILE, Gain, Problem
from perfgym.errors import ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.machine.facts import cpu_model
from perfgym.measure import CpuTimeBackend
from perfgym.records import Interval, Role, Status
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from perfgym.store.records import timestamp

__all__ = ["measure_gain", "write_gains"]

_SEED = 1
_WIDEST = math.log(1.1)  # half-width of a log ratio that tells a gain: as much,
_WIDEST_SHARE = 0.1  # or this share of the ratio if that is more
_PRECISION = 0.05
_PATIENCE_S = 30.0  # pairs are taken for so long if the machine is busy
_DIGITS = 2


def measure_gain(
    problem: Problem, language: str, sandbox: Sandbox, settings: Settings, say: Say = no_news
) -> Gain:
    """Measure the gain of the expert's program and of the first step, on fresh inputs.

    Args:
        problem: The problem.
        language: Name of a language in which there are a reference and an expert's program.
        sandbox: Contains the programs.
        settings: Limits and cores.
        say: Told whenever the machine is too busy to tell a gain, which is then measured again.

    Raises:
        ProblemError: There is no expert's program, or a program is not accepted.
        MachineError: The toolchain is missing, or the machine stays too busy to tell the gain.
    """
    if language not in problem.experts:
        raise ProblemError(f"{problem.folder} has no program expert/solution.* in {language}")
    LANGUAGES[language].toolchain()
    patient = replace(settings, precision=_PRECISION, precision_timeout_s=_PATIENCE_S)
    evaluator = Evaluator(problem, LANGUAGES[language], sandbox, CpuTimeBackend(), patient)
    rng = np.random.default_rng(_SEED)
    evaluator.start_episode(rng)
    watch = Watch(core=-1, say=say)

    def once(source: str, what: str) -> float:
        evaluator.forget()  # or it would return the same measurement again
        return _times(evaluator, source, what, rng)

    def times(source: str, what: str) -> float:
        return watch.again(lambda: once(source, what))

    expert = times(problem.experts[language], "expert")
    first = problem.first_steps.get(language)
    return Gain(expert=expert, first_step=None if first is None else times(first, "first_step"))


def _times(evaluator: Evaluator, source: str, what: str, rng: np.random.Generator) -> float:
    """How many times as fast as the reference a program is, to two digits.

    Raises:
        ProblemError: The program is not accepted.
        UnsteadyError: The interval is too wide. An evaluation ends its pairs early where the difference is
            overwhelming, however wide the interval is.
    """
    evaluation = evaluator.evaluate(evaluator.submission(source), rng)
    name = f"{evaluator.problem.name}: {what} in {evaluator.language.name}"
    if evaluation.status is not Status.ACCEPTED or evaluation.measurement is None:
        raise ProblemError(f"{name} is not accepted, but {evaluation.status}; `perfgym validate` says why")
    interval: Interval = evaluation.measurement.intervals[Role.TIME]
    if interval.half_width > max(_WIDEST, _WIDEST_SHARE * interval.estimate):
        low, high = math.exp(interval.low), math.exp(interval.high)
        raise UnsteadyError(
            f"{name} is {low:.2f} to {high:.2f} times as fast as the reference: the machine is busy"
        )
    return float(f"{math.exp(interval.estimate):.{_DIGITS}g}")


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
