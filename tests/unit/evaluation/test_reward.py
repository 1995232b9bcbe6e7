"""The reward presets: bounds, order, weights, and measurements that earn nothing."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.errors import SettingsError
from perfgym.evaluation.reward import REWARDS, improvement, log_speedup, make_reward
from perfgym.records import Evaluation, Event, Interval, Measurement, Pair, Role, Status, Unit

ratios = st.floats(-20, 20)
widths = st.floats(0, 5)


def accepted(intervals: dict[Role, Interval]) -> Evaluation:
    """Return an accepted evaluation with these intervals."""
    ones = dict.fromkeys(intervals, 1.0)
    pair = Pair(reference=ones, candidate=ones)
    measurement = Measurement(
        backend="fake",
        events=dict.fromkeys(intervals, Event(name="e", unit=Unit.OCCURRENCES)),
        pairs=(pair,),
        intervals=intervals,
    )
    return Evaluation(status=Status.ACCEPTED, measurement=measurement)


def around(estimate: float, half_width: float = 0.0) -> Interval:
    """Return an interval with this half-width."""
    return Interval(estimate=estimate, low=estimate - half_width, high=estimate + half_width, confidence=0.99)


intervals = st.builds(around, ratios, widths)
measured = st.fixed_dictionaries({Role.TIME: intervals}, optional=dict.fromkeys(list(Role)[1:], intervals))
failures = st.sampled_from([status for status in Status if status is not Status.ACCEPTED])


@pytest.mark.parametrize("reward", REWARDS.values(), ids=list(REWARDS))
@given(found=measured, failure=failures)
def test_a_correct_program_always_beats_a_wrong_one(reward, found, failure) -> None:
    """This holds however slow the correct program is."""
    assert reward(accepted(found)) > reward(Evaluation(status=failure))


@pytest.mark.parametrize("reward", REWARDS.values(), ids=list(REWARDS))
@given(failure=failures)
def test_a_program_that_compiles_beats_one_that_does_not(reward, failure) -> None:
    """Its reward is -0.5, that of the other -1."""
    assert reward(Evaluation(status=failure)) == (-0.5 if failure.compiled else -1.0)


@given(measured)
def test_rewards_are_bounded(found) -> None:
    """Improvement below 1, log speed-up at most 10, neither below 0 when accepted."""
    assert 0.0 <= improvement(accepted(found)) <= 1.0
    assert 0.0 <= log_speedup(accepted(found)) <= 10.0


@pytest.mark.parametrize("reward", REWARDS.values(), ids=list(REWARDS))
@given(found=measured, role=st.sampled_from(list(Role)), more=st.floats(0, 5))
def test_saving_more_never_pays_less(reward, found, role, more) -> None:
    """This holds for each role if all others stay equal."""
    if role in found:
        old = found[role]
        better = Interval(
            estimate=old.estimate + more, low=old.low + more, high=old.high + more, confidence=0.99
        )
        assert reward(accepted(found | {role: better})) >= reward(accepted(found)) - 1e-12


def test_an_interval_that_includes_no_difference_earns_nothing() -> None:
    assert improvement(accepted({Role.TIME: around(0.05, 0.06)})) == 0.0
    assert log_speedup(accepted({Role.TIME: around(0.05, 0.06)})) == 0.0


def test_the_weights_of_absent_events_go_to_the_others() -> None:
    """Halving the time is worth 0.5 if time alone was measured, and so is halving every event."""
    assert improvement(accepted({Role.TIME: around(math.log(2))})) == pytest.approx(0.5)
    everything = {role: around(math.log(2)) for role in Role}
    assert improvement(accepted(everything)) == pytest.approx(0.5)


def test_the_weights_are_those_of_the_documentation() -> None:
    """Time has 0.5, L1 misses 0.2, last-level misses 0.2, branch misses 0.1, and instructions have none."""
    nothing = {role: around(0.0) for role in Role}
    weights = {role: improvement(accepted(nothing | {role: around(50.0)})) for role in Role}
    assert [round(weight, 3) for weight in weights.values()] == [0.5, 0.2, 0.2, 0.1, 0.0]


def test_log_speedup_pays_the_lower_bound_in_doublings() -> None:
    assert log_speedup(accepted({Role.TIME: around(3 * math.log(2), math.log(2))})) == pytest.approx(2.0)


def test_an_unknown_preset_is_refused_with_a_suggestion() -> None:
    with pytest.raises(SettingsError, match="did you mean log_speedup"):
        make_reward("log_spedup")


@given(st.floats(0, 3), st.floats(0, 10))
def test_misses_that_were_simulated_earn_no_more_than_time(time: float, forged: float) -> None:
    """Misses that were counted from outside the program may earn more."""
    trusted = accepted({Role.TIME: around(time), Role.LLC_MISSES: around(forged)})
    assert trusted.measurement is not None
    simulated = replace(trusted, measurement=replace(trusted.measurement, forgeable=(Role.LLC_MISSES,)))
    assert improvement(simulated) <= improvement(accepted({Role.TIME: around(time)})) + 1e-12
    assert improvement(simulated) == pytest.approx(
        improvement(trusted) if forged <= time else improvement(accepted({Role.TIME: around(time)}))
    )


@pytest.mark.parametrize(("misses", "expected"), [(900.0, 0.9), (1100.0, 0.3)])
def test_misses_that_are_rare_in_both_programs_are_left_out(misses: float, expected: float) -> None:
    """They count from a thousandth of the reference's instructions on, in either program."""
    counts = {Role.TIME: 1e6, Role.INSTRUCTIONS: 1e6, Role.L1D_MISSES: 100.0}
    pair = Pair(
        reference=counts,
        candidate={Role.TIME: 1e5, Role.INSTRUCTIONS: 1e5, Role.L1D_MISSES: misses},
    )
    found = {
        Role.TIME: around(math.log(10.0)),
        Role.INSTRUCTIONS: around(math.log(10.0)),
        Role.L1D_MISSES: around(-math.log(2.2)),  # 0.2 x -1.2 of a weight of 0.7
    }
    measurement = Measurement(
        backend="fake", events=dict.fromkeys(found, "e"), pairs=(pair,), intervals=found
    )
    evaluation = Evaluation(status=Status.ACCEPTED, measurement=measurement)
    assert improvement(evaluation) == pytest.approx(expected)
