"""Measurements of several workloads -> one, whose ratios are geometric means over the workloads. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from perfgym.measure import Backend, MeasurementSetup
from perfgym.records import Counts, Interval, Measurement, Pair, Role

__all__ = ["combined", "mean_counts", "share_of", "unchanged"]


def combined(measurements: Mapping[str, Measurement]) -> Measurement:
    """One measurement of all workloads together.

    The estimate of a role is the mean of the workloads' log ratios. Its bounds are those of a mean of
    independent estimates that each have bounds of their own (Zou and Donner, "Construction of confidence
    limits about effect measures", Statistics in Medicine 27, 2008).

    Args:
        measurements: Name of each workload -> its measurement, all by one backend on one core.

    Raises:
        ValueError: There are none.
    """
    if not measurements:
        raise ValueError("there is no measurement to combine")
    each = list(measurements.values())
    first = each[0]
    roles = [role for role in first.events if all(role in one.intervals for one in each)]
    return Measurement(
        backend=first.backend,
        events=first.events,
        pairs=tuple(chain.from_iterable(one.pairs for one in each)),
        intervals={role: _mean([one.intervals[role] for one in each]) for role in roles},
        startup_ns=first.startup_ns,
        core=first.core,
        host=first.host,
        precision=math.hypot(*(one.precision for one in each)) / len(each),
        disturbed_pairs=sum(one.disturbed_pairs for one in each),
        redrawn=sum(one.redrawn for one in each),
        suspicions=_named(measurements, "suspicions"),
        forgeable=tuple(role for role in Role if any(role in one.forgeable for one in each)),
        rejected=_named(measurements, "rejected"),
    )


def share_of(setup: MeasurementSetup, workloads: int) -> MeasurementSetup:
    """The setup for one of several workloads, by which all together take the time that one setup allows.

    A mean over workloads is known more precisely than each of them. So each may have a wider interval: the
    mean then has the one that is wanted, if the errors are independent.

    Args:
        setup: The setup with the precision that is wanted of the mean, and the time for all workloads.
        workloads: Number of workloads.
    """
    return replace(
        setup,
        timeout_s=setup.timeout_s / workloads,
        precision=setup.precision * math.sqrt(workloads),
        precision_timeout_s=setup.precision_timeout_s / workloads,
    )


def mean_counts(profiles: Sequence[Counts]) -> Counts:
    """The geometric means of counts, of the roles that all of them have."""
    roles = [role for role in profiles[0] if all(role in profile for profile in profiles)]
    return {
        role: math.exp(math.fsum(math.log(profile[role]) for profile in profiles) / len(profiles))
        for role in roles
    }


def unchanged(profile: Counts, backend: Backend, core: int) -> Measurement:
    """The measurement of programs that are the base's own, byte for byte: they gain exactly nothing.

    Nothing is run. The one pair holds what the base cost at the beginning of the episode, on both sides.

    Args:
        profile: Cost of the base, by role.
        backend: The backend that counted it.
        core: The core that is leased.
    """
    return Measurement(
        backend=backend.name,
        events=backend.events(),
        pairs=(Pair(reference=profile, candidate=profile),),
        intervals={role: Interval(estimate=0.0, low=0.0, high=0.0, confidence=1.0) for role in profile},
        core=core,
    )


def _mean(intervals: list[Interval]) -> Interval:
    count = len(intervals)
    estimate = sum(one.estimate for one in intervals) / count
    return Interval(
        estimate=estimate,
        low=estimate - math.hypot(*(one.estimate - one.low for one in intervals)) / count,
        high=estimate + math.hypot(*(one.high - one.estimate for one in intervals)) / count,
        confidence=min(one.confidence for one in intervals),
    )


def _named(measurements: Mapping[str, Measurement], kind: str) -> tuple[str, ...]:
    return tuple(f"{name}: {text}" for name, one in measurements.items() for text in getattr(one, kind))
