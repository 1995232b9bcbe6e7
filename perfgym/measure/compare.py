"""Two measurements -> how one candidate compares with the other, wherever each was measured.

A ratio to a reference that ran beside the candidate means the same on every host; a count does not,
and counts of two hosts are never put side by side.
"""

import math

import numpy as np

from perfgym.errors import SettingsError
from perfgym.records import Interval, Measurement, Role

__all__ = ["compare", "compare_counts"]


def compare(one: Measurement, other: Measurement, role: Role = Role.TIME) -> Interval:
    """How much better one candidate does beside its reference than another does beside the same one.

    The bounds are those of a difference of two independent estimates that each have their own (Zou
    and Donner, "Construction of confidence limits about effect measures", Statistics in Medicine 27,
    2008).

    Args:
        one: Measurement of a candidate.
        other: Measurement of another, of the same problem and language; it may be of another host.
        role: What is compared.

    Returns:
        Log of the ratio of their ratios: above 0 ``one`` saves more.

    Raises:
        SettingsError: The role was not measured of both.
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
    """How often one candidate's median count goes into another's; above 1.0 ``one`` costs less.

    Args:
        one: Measurement of a candidate.
        other: Measurement of another, on the same host.
        role: What is compared, e.g. nanoseconds where the role is time.

    Raises:
        SettingsError: They were measured on different hosts, or on one that is not told, or did not
            both count the same event.
    """
    _check_role(one, other, role)
    if not one.host or one.host != other.host:
        hosts = " and ".join(measurement.host or "one that is not told" for measurement in (one, other))
        raise SettingsError(
            f"counts of {role} were taken on different hosts, {hosts}, and say nothing beside each other; "
            "compare() compares what each saves beside the reference on its own host"
        )
    if one.events[role] != other.events[role]:
        raise SettingsError(f"{role} is {one.events[role]} in one and {other.events[role]} in the other")
    return _median_count(other, role) / _median_count(one, role)


def _check_role(one: Measurement, other: Measurement, role: Role) -> None:
    both = one.intervals.keys() & other.intervals.keys()
    if role not in both:
        raise SettingsError(
            f"{role} was not measured of both; there are: {', '.join(sorted(both)) or 'none'}"
        )


def _median_count(measurement: Measurement, role: Role) -> float:
    return float(np.median([pair.candidate[role] for pair in measurement.pairs if role in pair.candidate]))
