"""A session -> the tables of its report. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from perfgym.research.records import Decision, Experiment
from perfgym.research.report.session import ShownSession, incumbent_after

__all__ = [
    "Claims",
    "DirectionRow",
    "Predictions",
    "claims_of",
    "direction_rows",
    "one_run_gain",
    "predictions_of",
]

_NO_DIRECTION = "none named"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionRow:
    """What came of one direction.

    Attributes:
        name: Name of the direction.
        tries: Experiments that ran.
        keeps: Experiments that were kept.
        crashes: Experiments whose program failed.
        gained: Bits per byte that the keeps gained, each over the program before it.
        is_dead: Whether the session calls it a dead end.
    """

    name: str
    tries: int
    keeps: int
    crashes: int
    gained: float
    is_dead: bool


def direction_rows(session: ShownSession) -> list[DirectionRow]:
    """One row for each direction, the most tried first."""
    by_name: dict[str, list[Experiment]] = {}
    for one in session.tried:
        by_name.setdefault(one.reasoning.direction, []).append(one)
    rows = [_direction_row(name, tried, session) for name, tried in by_name.items()]
    return sorted(rows, key=lambda row: -row.tries)


def _direction_row(name: str, tried: Sequence[Experiment], session: ShownSession) -> DirectionRow:
    keeps = [one for one in tried if one.decision is Decision.KEEP]
    return DirectionRow(
        name=name or _NO_DIRECTION,
        tries=len(tried),
        keeps=len(keeps),
        crashes=sum(one.decision is Decision.CRASH for one in tried),
        gained=sum(one.gain.estimate for one in keeps if one.gain),
        is_dead=name in session.signals.dead_directions,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Predictions:
    """What an agent predicted beside what was measured.

    Attributes:
        pairs: Predicted and measured change of the bits per byte, for each experiment that has both.
        right_direction: How many predictions had the sign of the measured change.
        mean_excess: Mean of predicted minus measured change; below 0 the agent promised more than it got.
            None without a pair.
    """

    pairs: Sequence[tuple[float, float]]
    right_direction: int
    mean_excess: float | None


def predictions_of(session: ShownSession) -> Predictions:
    """Compare what an agent predicted with what was measured."""
    pairs = [
        (one.reasoning.expected, -one.gain.estimate)
        for one in session.tried
        if one.reasoning.expected is not None and one.gain is not None
    ]
    return Predictions(
        pairs=pairs,
        right_direction=sum(expected * seen > 0 for expected, seen in pairs),
        mean_excess=sum(expected - seen for expected, seen in pairs) / len(pairs) if pairs else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """The progress of a session as different rules tell it, in bits per byte below the baseline.

    Attributes:
        one_run: Lowest first run of all experiments, below the baseline's first run: what a log claims that
            has one run for each experiment, and keeps whatever is lower.
        would_keep: Number of experiments that such a log would have kept.
        kept: Number of experiments that were kept.
        search: The best kept program below the baseline, by the means of all their runs.
    """

    one_run: float | None
    would_keep: int
    kept: int
    search: float | None


def claims_of(session: ShownSession) -> Claims:
    """The progress as one run for each experiment claims it, and as all runs do."""
    baseline, best = session.baseline, session.best
    first = _first(baseline)
    lowest, would_keep = first, 0
    for one in session.tried:
        seen = _first(one)
        if lowest is not None and seen is not None and seen < lowest:
            lowest, would_keep = seen, would_keep + 1
    search = None
    if baseline and best and baseline.val_bpb is not None and best.val_bpb is not None:
        search = baseline.val_bpb - best.val_bpb
    return Claims(
        one_run=None if first is None or lowest is None else first - lowest,
        would_keep=would_keep,
        kept=sum(one.decision is Decision.KEEP for one in session.experiments),
        search=search,
    )


def one_run_gain(session: ShownSession, one: Experiment) -> float | None:
    """Bits per byte by which an experiment's first run is below that of the program kept before it."""
    before = [other for other in session.experiments if other.number < one.number]
    kept, seen = _first(incumbent_after(before)), _first(one)
    return None if kept is None or seen is None else kept - seen


def _first(one: Experiment | None) -> float | None:
    """Bits per byte of the first run that was scored."""
    runs = one.runs if one else ()
    return next((run.val_bpb for run in runs if run.val_bpb is not None), None)
