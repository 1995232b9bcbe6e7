"""Evaluation -> score. Pure; any callable from an evaluation to a float can replace a preset.

The score of an episode is the best score of its submissions, so a preset scores one
submission at a time. Failures rank alike in all presets: nothing compiled -1.0, compiled but never
passed -0.5, accepted 0.0 or more.
"""

import math
from collections.abc import Callable, Collection, Mapping
from typing import cast

from perfgym.errors import SettingsError, suggestion
from perfgym.evaluation.weights import WEIGHTS, Weights, parse_weights
from perfgym.measure.prices import PRICES, modelled_cycles
from perfgym.records import Counts, Evaluation, Interval, Measurement, Role, Unit
from perfgym.settings import Settings, resolve_settings

__all__ = [
    "MOST_DOUBLINGS",
    "REWARDS",
    "Reward",
    "chosen_reward",
    "improvement",
    "log_speedup",
    "make_reward",
    "need_paid_role",
    "paid_roles",
    "reward_name",
    "weighted",
]

Reward = Callable[[Evaluation], float]

NOT_COMPILED = -1.0
NOT_PASSED = -0.5
MOST_DOUBLINGS = 10.0
"""Largest score of ``log_speedup``."""

_MOST = math.nextafter(1.0, 0.0)  # a share of the cost that was saved stays below 1, however it is rounded
_MOST_EXPONENT = 700.0  # exp() of more is no finite float
# An event that costs less than this share of the reference's cycles has less weight, in proportion.
_FULL_WEIGHT_SHARE = 0.1


def improvement(evaluation: Evaluation, weights: Weights = WEIGHTS) -> float:
    """Weighted share of the reference's cost that was saved for certain: in [0, 1) if accepted.

    ``sum(w * saved) / sum(w)`` over the roles that were counted:

    * ``saved`` is ``(reference - candidate) / reference``; 0 if its interval includes "no difference". An
      event that rose saved 0, because time pays for it already: only ``saved`` of time can be below 0. A
      simulated event, which a program could forge, saved no more than time did.
    * ``w`` is the role's weight (time 0.5, L1 data misses 0.2, last-level misses 0.2, branch misses 0.1),
      less for an event that matters little: times ``min(1, 10 * p)`` for an event that costs the share ``p``
      of the reference's cycles.

    So whatever the events do, a program earns at least half of the share of time that it saved, and a
    program whose events are all simulated earns at most that share.

    Args:
        evaluation: The evaluation to score.
        weights: Role to weight; instead of one half, a program then earns at least the part of the share of
            time that time's weight is of all weights.
    """
    return _gated(evaluation, lambda measurement: _improvement(measurement, weights))


def weighted(evaluation: Evaluation, weights: Weights = WEIGHTS) -> float:
    """Weighted share of the reference's cost that was saved, counted plainly: in [0, 1) if accepted.

    ``max(0, sum(w * (reference - candidate) / reference) / sum(w))`` over the roles that were counted, with
    the weights of :func:`improvement` as they are. A difference whose interval includes "no difference" is 0.
    An event that rises tenfold outweighs all that was saved, however little it costs, and simulated events
    are paid as they were counted, forged or not.

    Args:
        evaluation: The evaluation to score.
        weights: Role to weight.
    """
    return _gated(evaluation, lambda measurement: _mean(_shares(measurement, weights), weights))


def log_speedup(evaluation: Evaluation) -> float:
    """log2 of the speed-up in time at its lower confidence bound, in [-1, 10].

    The lower bound is paid so that noise earns nothing. Without time nothing is paid.
    """
    return _gated(evaluation, _doublings)


def _gated(evaluation: Evaluation, saved: Callable[[Measurement], float]) -> float:
    """What was saved, paid only if the program is right and nothing is suspicious."""
    if not evaluation.status.compiled:
        return NOT_COMPILED
    if evaluation.measurement is None:
        return NOT_PASSED
    return 0.0 if evaluation.measurement.suspicions else max(0.0, saved(evaluation.measurement))


def _doublings(measurement: Measurement) -> float:
    time = measurement.intervals.get(Role.TIME)
    return min(time.low / math.log(2.0), MOST_DOUBLINGS) if time else 0.0


def _improvement(measurement: Measurement, weights: Weights) -> float:
    shares = _shares(measurement, weights.keys() | {Role.TIME})
    time = shares.get(Role.TIME, 0.0)
    # In the order of the weights: a set's order, and a sum's rounding with it, differs between processes.
    saved = {role: _credit(measurement, role, shares[role], time) for role in weights if role in shares}
    matter = _matter(measurement)
    return _mean(saved, {role: weights[role] * matter.get(role, 1.0) for role in saved})


def _credit(measurement: Measurement, role: Role, share: float, time: float) -> float:
    """The share of a role that is credited, where ``time`` is the share of time."""
    if role is Role.TIME:
        return share
    return min(max(share, 0.0), time) if role in measurement.forgeable else max(share, 0.0)


def _shares(measurement: Measurement, roles: Collection[Role]) -> Mapping[Role, float]:
    """Role to the share of the reference's count that was saved, of those roles that were counted."""
    return {
        role: _share_saved(measurement.intervals[role]) for role in roles if role in measurement.intervals
    }


def _share_saved(interval: Interval) -> float:
    """(reference - candidate) / reference, or 0 if the interval includes "no difference"."""
    return -math.expm1(min(-interval.estimate, _MOST_EXPONENT)) if interval.significant else 0.0


def _mean(saved: Mapping[Role, float], weights: Weights) -> float:
    """The weighted mean of what was saved, below 1; 0 if nothing that has a weight was counted."""
    total = sum(weights[role] for role in saved)
    return min(sum(weights[role] * share for role, share in saved.items()) / total, _MOST) if total else 0.0


def _matter(measurement: Measurement) -> Mapping[Role, float]:
    """Role to how much its event matters in the reference, in [0, 1]; a role without counts is missing.

    The candidate has no part in it, so it cannot choose which of its events count.
    """
    counts = _mean_reference(measurement)
    cycles = _reference_cycles(measurement, counts)
    return {
        role: min(1.0, PRICES[role] * counts[role] / cycles / _FULL_WEIGHT_SHARE) if cycles else 1.0
        for role in counts
        if role in PRICES
    }


def _mean_reference(measurement: Measurement) -> Counts:
    """Mean count of the reference by role, each over the pairs that counted it."""
    counts: dict[Role, list[float]] = {}
    for pair in measurement.pairs:
        for role, count in pair.reference.items():
            counts.setdefault(role, []).append(count)
    return {role: math.fsum(values) / len(values) for role, values in counts.items()}


def _reference_cycles(measurement: Measurement, counts: Counts) -> float:
    """Cycles of the reference: those of time where it counts cycles, else those of the model."""
    time = measurement.events.get(Role.TIME)
    if time is not None and time.unit is Unit.CYCLES and Role.TIME in counts:
        return counts[Role.TIME]
    return modelled_cycles(counts)


REWARDS: dict[str, Reward] = {"improvement": improvement, "weighted": weighted, "log_speedup": log_speedup}
"""Name to preset."""

_WITH_WEIGHTS: Mapping[str, Callable[[Evaluation, Weights], float]] = {
    "improvement": improvement,
    "weighted": weighted,
}


def make_reward(text: str) -> Reward:
    """A preset by name, e.g. ``"improvement"``, or with weights, e.g. ``"improvement:time=1"``.

    Args:
        text: A name of :data:`REWARDS`. For ``improvement`` and ``weighted`` a colon and weights may follow:
            ``role=number``, separated by commas, with the names of :class:`~perfgym.records.Role`. Roles
            that are not named have no weight.

    Raises:
        SettingsError: No preset has that name, or the weights cannot be used.
    """
    name, weights = _parsed(text)
    if weights is None:
        return REWARDS[name]
    preset = _WITH_WEIGHTS[name]
    return lambda evaluation: preset(evaluation, weights)


def chosen_reward(given: object, settings: Settings) -> Reward:
    """The reward that a caller gave, or else the preset that the settings name.

    Args:
        given: A callable; a preset's name, which the settings hold; or None.
        settings: The settings.

    Raises:
        SettingsError: It is neither a name nor a callable, or no preset has the name.
    """
    if given is None or isinstance(given, str):
        return make_reward(settings.reward)
    if callable(given):
        return cast("Reward", given)
    raise SettingsError(f"reward must be a preset's name or a callable, got {given!r:.200}")


def _parsed(text: str) -> tuple[str, Weights | None]:
    """The name of a preset, and its weights if the text gives any."""
    name, colon, weights = text.partition(":")
    name = name.strip()
    if name not in REWARDS:
        raise SettingsError(f"no reward is called {name!r}; {suggestion(name, REWARDS)}")
    if not colon:
        return name, None
    if name not in _WITH_WEIGHTS:
        raise SettingsError(
            f"the reward {name} takes no weights, got {text!r}; only {' and '.join(_WITH_WEIGHTS)} do"
        )
    try:
        return name, parse_weights(weights)
    except SettingsError as error:
        raise SettingsError(f"reward {text!r} cannot be read: {error}") from None


def paid_roles(text: str) -> Weights:
    """Role to weight, of the roles that a preset pays for.

    Args:
        text: The preset, as :func:`make_reward` takes it.

    Raises:
        SettingsError: The preset cannot be read.
    """
    name, weights = _parsed(text)
    return (weights or WEIGHTS) if name in _WITH_WEIGHTS else {Role.TIME: 1.0}


def need_paid_role(text: str, counted: Collection[Role], absent: Mapping[Role, str]) -> None:
    """Check that something is counted that a preset pays for.

    Args:
        text: The preset, as :func:`make_reward` takes it.
        counted: Roles that are counted.
        absent: Role to the reason why it is not counted, where one is known.

    Raises:
        SettingsError: No role that has a weight is counted.
    """
    paid = paid_roles(text)
    if not set(paid) & set(counted):
        reasons = "; ".join(dict.fromkeys(absent[role] for role in paid if absent.get(role)))
        raise SettingsError(
            f"reward {text!r} pays for {', '.join(paid)}, and none of it is counted here"
            f"{f' ({reasons})' if reasons else ''}; choose another reward or another backend "
            f"(counted here: {', '.join(counted) or 'nothing'})"
        )


def reward_name(given: object) -> str:
    """The text that names a reward: a preset's as it was given or set, and the name of a callable."""
    if given is None or isinstance(given, str):
        return resolve_settings(reward=given).reward
    return getattr(given, "__qualname__", type(given).__qualname__)
