"""Compares two candidates by their measurements, which may come from different hosts.

A ratio to a reference that ran beside the candidate means the same on every host. A count does not, so counts
of two hosts are never compared.
"""

import math

import numpy as np

from perfgym.errors import SettingsError
from perfgym.records import Interval, Measurement, Role

__all__ = ["compare", "compare_counts"]


def compare(one: Measurement, other: Measurement, role: Role = Role.TIME) -> Interval:
    """Compare two candidates by their ratios to the same reference.

    The bounds are those of a difference of two independent estimates that each have their own (Zou
    and Donner, "Construction of confidence limits about effect measures", Statistics in Medicine 27,
    2008).

    Args:
        one: Measurement of a candidate.
        other: Measurement of another candidate for the same problem and language, on any host.
        role: The role to compare.

    Returns:
        Log of the ratio of their ratios: above 0 ``one`` saves more.

    Raises:
        SettingsError: The role was not measured for both.
    """
    _check_role(one, other, role)
    ours, theirs = one.intervals[role], other.intervals[role]
    estimate = ours.estimate - theirs.estimate
    below = math.hypot(ours.estimate - ours.low, theirs.high - theirs.estimate)
    above = math.hypot(ours.high - ours.estimate, theirs.estimate - theirs.low)
    return Interval(
        estimate=estimate,
        low=estimate - below,
        high=estimate + above,
        confidence=min(ours.confidence, theirs.confidence),
    )


def compare_counts(one: Measurement, other: Measurement, role: Role = Role.TIME) -> float:
    """Ratio of two candidates' median counts, other / one; above 1.0 ``one`` costs less.

    Args:
        one: Measurement of a candidate.
        other: Measurement of another candidate, on the same host.
        role: The role to compare.

    Raises:
        SettingsError: They were measured on different hosts, or on an unknown one, or with different events.
    """
    _check_role(one, other, role)
    if not one.host or one.host != other.host:
        hosts = " and ".join(measurement.host or "an unknown one" for measurement in (one, other))
        raise SettingsError(
            f"counts of {role} from different hosts ({hosts}) cannot be compared; "
            "compare() compares the ratios to the reference on each host"
        )
    if one.events[role] != other.events[role]:
        raise SettingsError(f"{role} is {one.events[role]} in one and {other.events[role]} in the other")
    return _median_count(other, role) / _median_count(one, role)


def _check_role(one: Measurement, other: Measurement, role: Role) -> None:
    both = one.intervals.keys() & other.intervals.keys()
    if role not in both:
        raise SettingsError(
            f"{role} was not measured for both; roles measured for both: {', '.join(sorted(both)) or 'none'}"
        )


def _median_count(measurement: Measurement, role: Role) -> float:
    return float(np.median([pair.candidate[role] for pair in measurement.pairs if role in pair.candidate]))
