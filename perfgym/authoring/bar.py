"""Check that a problem reaches the bar of perfgym's own bank.

A problem below the bar works, but it may leave little to gain, or measure something else than it should.
"""

import math
from collections.abc import Iterator

from perfgym.authoring.check import Check
from perfgym.authoring.cost_checks import Costs, check_times, default_reward, times_text, why_not_accepted
from perfgym.authoring.io_share import LARGEST_OF_EXPERT, LARGEST_OF_REFERENCE, io_share
from perfgym.errors import MachineError, ProblemError
from perfgym.records import Role

__all__ = ["check_bar"]

_LEAST_TIMES = {"c": 3.0, "rust": 3.0}
_USUAL_LEAST_TIMES = 1.5
_LEAST_REWARD = 0.5
_COMPILED_BETTER = ("-O3",)
_MOST_OF_THE_GAIN = 0.5


def check_bar(costs: Costs) -> Iterator[Check]:
    """Check the gain of the expert in one language, and what input and output cost.

    Args:
        costs: What the programs cost, after its own checks.
    """
    if costs.expert is None:
        return
    yield _gain(costs)
    if costs.language == "c":
        yield _reward(costs)
        yield _compiler(costs)
    yield _io(costs)


def _gain(costs: Costs) -> Check:
    least = _LEAST_TIMES.get(costs.language, _USUAL_LEAST_TIMES)
    assert costs.expert is not None
    expert = costs.problem.experts[costs.language]
    costs.expert = evaluation = costs.certain(expert, costs.expert, math.log(least))
    assert evaluation.measurement is not None
    what = f"the bar: the {costs.language} expert is at least {least:g} times as fast as the reference"
    return check_times(what, evaluation.measurement.intervals[Role.TIME], least)


def _reward(costs: Costs) -> Check:
    assert costs.expert is not None
    reward = default_reward(costs.expert, costs.simulated)
    return Check(
        what=f"the bar: the {costs.language} expert's default reward is at least {_LEAST_REWARD:g}",
        holds=reward >= _LEAST_REWARD,
        seen=f"{reward:.3f}",
    )


def _compiler(costs: Costs) -> Check:
    """Check that the gain is not the compiler's: its better options bring less than half of it."""
    flags = " ".join(_COMPILED_BETTER)
    what = f"the bar: {flags} brings the {costs.language} reference less than half of the expert's gain"
    assert costs.expert is not None
    assert costs.expert.measurement is not None
    evaluation = costs.evaluation(costs.problem.references[costs.language], _COMPILED_BETTER)
    if evaluation.measurement is None:
        return Check(what=what, holds=False, seen=why_not_accepted(evaluation))
    gain = evaluation.measurement.intervals[Role.TIME]
    limit = _MOST_OF_THE_GAIN * costs.expert.measurement.intervals[Role.TIME].estimate
    seen = f"{times_text(gain)}; half of the expert's gain, as a logarithm, is {math.exp(limit):.2f} times"
    return Check(what=what, holds=gain.high < limit, seen=seen, advice=gain.includes(limit))


def _io(costs: Costs) -> Check:
    what = (
        f"the bar: input and output take under {LARGEST_OF_REFERENCE:.0%} of the time of the "
        f"{costs.language} reference and under {LARGEST_OF_EXPERT:.0%} of the expert's"
    )
    try:
        with costs.evaluator.leased() as leased:
            share = io_share(costs.evaluator, leased.setup)
    except (MachineError, ProblemError) as error:
        return Check(what=what, holds=False, seen=str(error), advice=isinstance(error, MachineError))
    if share is None:
        return Check(what=what, holds=False, seen="perfgym has no I/O baseline in this language", advice=True)
    seen = f"{share.text}{'; ' if share.complaint else ''}{share.complaint}"
    return Check(what=what, holds=not share.complaint, seen=seen)
