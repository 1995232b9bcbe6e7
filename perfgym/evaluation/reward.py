"""Evaluation -> score. Pure; any callable from an evaluation to a float can replace a preset.

The score of an episode is the best score of its submissions, so a preset scores one
submission at a time. Failures rank alike in all presets: nothing compiled -1.0, compiled but never
passed -0.5, accepted 0.0 or more.
"""

import math
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any, cast

from perfgym.errors import SettingsError, suggestion
from perfgym.evaluation.weights import WEIGHTS, Weights, parse_weights
from perfgym.measure.prices import PRICES, modelled_cycles
from perfgym.records import Counts, Evaluation, Interval, Measurement, Role, Unit
from perfgym.settings import Settings, resolve_settings

__all__ = [
    "ALLOCATIONS",
    "EXPERT",
    "GOPERF_TIERS",
    "MOST_DOUBLINGS",
    "REPO_REWARDS",
    "REWARDS",
    "Reward",
    "chosen_reward",
    "compares_expert",
    "expert_ratio",
    "goperf",
    "goperf_tier",
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

ALLOCATIONS = "allocations"
"""Fact of an evaluation: mean log ratios ``"bytes"`` and ``"allocations"`` of base to candidate, as the
candidate's process told them; without the two where a process did not tell."""

EXPERT = "expert"
"""Fact of an evaluation: the log ratio of base to expert, with the names of
:class:`~perfgym.records.Interval`."""

GOPERF_TIERS: Mapping[str, tuple[float, float, float]] = {
    "easy": (0.2, 0.2, 0.6),
    "medium": (0.5, 0.1, 0.4),
    "hard": (0.8, 0.1, 0.1),
}
"""Name of a tier to the weights of time, of allocated bytes and of allocations."""

_USUAL_TIER = "medium"
_MOST_OF_EXPERT = 1.5
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


def expert_ratio(evaluation: Evaluation) -> float:
    """Logarithm of the certain speed-up in time divided by that of the expert's speed-up, in [0, 1.5].

    1 is the expert's own speed-up. The candidate counts by its lower confidence bound, the expert by its
    estimate on the same machine. Without an expert that is faster nothing is paid.
    """
    expert = float(evaluation.facts.get(EXPERT, {}).get("estimate", 0.0))
    if expert <= 0.0:
        return _gated(evaluation, lambda _: 0.0)
    return _gated(evaluation, lambda found: min(_certain_log_ratio(found) / expert, _MOST_OF_EXPERT))


def goperf(evaluation: Evaluation, tier: str = _USUAL_TIER) -> float:
    """Weighted share of time, allocated bytes and allocations that was saved: in [0, 1) if accepted.

    The share of time is 0 if its interval includes "no difference". The candidate's own process tells the
    other two, which it could forge: so each counts for no more than the share of time, and for no less than
    0. What was not told counts as nothing saved.

    Args:
        evaluation: The evaluation to score.
        tier: One of :data:`GOPERF_TIERS`.
    """
    return _gated(evaluation, lambda found: _goperf(found, evaluation.facts, GOPERF_TIERS[tier]))


def _goperf(measurement: Measurement, facts: Mapping[str, Any], weights: tuple[float, ...]) -> float:
    time = _shares(measurement, {Role.TIME}).get(Role.TIME, 0.0)
    told = facts.get(ALLOCATIONS, {})
    shares = [_saved(float(told.get(name, 0.0))) for name in ("bytes", "allocations")]
    credited = (time, *(min(max(share, 0.0), time) for share in shares))
    total = sum(weight * share for weight, share in zip(weights, credited, strict=True))
    return min(total / sum(weights), _MOST)


def _gated(evaluation: Evaluation, saved: Callable[[Measurement], float]) -> float:
    """What was saved, paid only if the program is right and nothing is suspicious."""
    if not evaluation.status.compiled:
        return NOT_COMPILED
    if evaluation.measurement is None:
        return NOT_PASSED
    return 0.0 if evaluation.measurement.suspicions else max(0.0, saved(evaluation.measurement))


def _doublings(measurement: Measurement) -> float:
    return min(_certain_log_ratio(measurement) / math.log(2.0), MOST_DOUBLINGS)


def _certain_log_ratio(measurement: Measurement) -> float:
    """The lower bound of the log ratio of time; 0 where time was not measured."""
    time = measurement.intervals.get(Role.TIME)
    return time.low if time else 0.0


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
    return _saved(interval.estimate) if interval.significant else 0.0


def _saved(log_ratio: float) -> float:
    return -math.expm1(min(-log_ratio, _MOST_EXPONENT))


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
"""Name to preset, of those that score any program."""

REPO_REWARDS: dict[str, Reward] = {**REWARDS, "expert_ratio": expert_ratio, "goperf": goperf}
"""Name to preset, of those that score a repository."""

_WITH_WEIGHTS: Mapping[str, Callable[[Evaluation, Weights], float]] = {
    "improvement": improvement,
    "weighted": weighted,
}


def make_reward(text: str) -> Reward:
    """A preset by name, e.g. ``"improvement"``, or with weights, e.g. ``"improvement:time=1"``.

    Args:
        text: A name of :data:`REPO_REWARDS`. For ``improvement`` and ``weighted`` a colon and weights may
            follow: ``role=number``, separated by commas, with the names of :class:`~perfgym.records.Role`.
            Roles that are not named have no weight. For ``goperf`` a colon and a name of
            :data:`GOPERF_TIERS` may follow.

    Raises:
        SettingsError: No preset has that name, or what follows it cannot be used.
    """
    name, argument = _parsed(text)
    if argument is None:
        return REPO_REWARDS[name]
    if isinstance(argument, str):
        return lambda evaluation: goperf(evaluation, argument)
    preset = _WITH_WEIGHTS[name]
    return lambda evaluation: preset(evaluation, argument)


def chosen_reward(
    given: object, settings: Settings, offered: Mapping[str, Reward] = MappingProxyType(REWARDS)
) -> Reward:
    """The reward that a caller gave, or else the preset that the settings name.

    Args:
        given: A callable; a preset's name, which the settings hold; or None.
        settings: The settings.
        offered: The presets that score what the environment evaluates.

    Raises:
        SettingsError: It is neither a name nor a callable, or no preset that is offered has the name.
    """
    if given is None or isinstance(given, str):
        name, _ = _parsed(settings.reward)
        if name not in offered:
            raise SettingsError(
                f"the reward {name} scores repositories; here there are: {', '.join(offered)}"
            )
        return make_reward(settings.reward)
    if callable(given):
        return cast("Reward", given)
    raise SettingsError(f"reward must be a preset's name or a callable, got {given!r:.200}")


def compares_expert(preset: str) -> bool:
    """Whether a preset compares a candidate with the expert; an empty text, for a callable, does not."""
    return bool(preset) and _parsed(preset)[0] == expert_ratio.__name__


def _parsed(text: str) -> tuple[str, Weights | str | None]:
    """The name of a preset, and its weights or its tier if the text gives any."""
    name, colon, argument = text.partition(":")
    name = name.strip()
    if name not in REPO_REWARDS:
        raise SettingsError(f"no reward is called {name!r}; {suggestion(name, REPO_REWARDS)}")
    if not colon:
        return name, None
    if name == goperf.__name__:
        return name, _tier(argument.strip())
    if name not in _WITH_WEIGHTS:
        raise SettingsError(
            f"the reward {name} takes no weights, got {text!r}; only {' and '.join(_WITH_WEIGHTS)} do"
        )
    try:
        return name, parse_weights(argument)
    except SettingsError as error:
        raise SettingsError(f"reward {text!r} cannot be read: {error}") from None


def _tier(name: str) -> str:
    if name not in GOPERF_TIERS:
        raise SettingsError(f"goperf has no tier {name!r}; {suggestion(name, GOPERF_TIERS)}")
    return name


def goperf_tier(text: str) -> str:
    """The tier of :data:`GOPERF_TIERS` that the text of ``goperf`` names, or else the usual one."""
    argument = _parsed(text)[1]
    return argument if isinstance(argument, str) else _USUAL_TIER


def paid_roles(text: str) -> Weights:
    """Role to weight, of the roles that a preset pays for.

    Args:
        text: The preset, as :func:`make_reward` takes it.

    Raises:
        SettingsError: The preset cannot be read.
    """
    name, argument = _parsed(text)
    if name not in _WITH_WEIGHTS:
        return {Role.TIME: 1.0}
    return WEIGHTS if argument is None or isinstance(argument, str) else argument


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
