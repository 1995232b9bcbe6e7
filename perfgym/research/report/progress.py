"""A session -> what its progress figure shows: points with intervals, and the program that is kept. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from perfgym.records import Interval
from perfgym.research.records import Decision, Experiment
from perfgym.research.report.session import Held, ShownSession, incumbent_after

__all__ = ["Backtrack", "Point", "Progress", "Step", "progress_of"]

_BAND = 2.0  # standard deviations: 19 of 20 runs of one program are within


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An experiment whose program was scored.

    Attributes:
        number: Number of the experiment.
        decision: What became of it.
        bpb: Its bits per byte.
        low: Lower bound; its gain over the program before it is known as exactly as this.
        high: Upper bound.
        label: The change in one line; empty unless it was kept.
    """

    number: int
    decision: Decision
    bpb: float
    low: float
    high: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The kept program after an experiment.

    Attributes:
        number: Number of the experiment.
        bpb: Bits per byte of the program that is kept from then on.
        low: Lower end of the band in which 19 of 20 runs of that program lie; equal to ``bpb`` if the spread
            of runs is not known.
        high: Upper end of that band.
    """

    number: int
    bpb: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtrack:
    """A return to an earlier program.

    Attributes:
        number: Number of the backtrack.
        bpb_before: Bits per byte of the program that was left.
        target: Number of the experiment whose program is used again.
        bpb: Its bits per byte.
    """

    number: int
    bpb_before: float
    target: int
    bpb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What the figure shows.

    Attributes:
        points: Experiments that were scored, in order.
        steps: The kept program after each experiment, in order.
        crashes: Numbers of the experiments whose program failed.
        backtracks: Returns to earlier programs.
        held: The result on the final text; None before there is one.
        last: Number of the last experiment; 0 without one.
    """

    points: Sequence[Point]
    steps: Sequence[Step]
    crashes: Sequence[int]
    backtracks: Sequence[Backtrack]
    held: Held | None
    last: int


def progress_of(session: ShownSession) -> Progress:
    """What the progress figure of a session shows."""
    experiments = session.experiments
    return Progress(
        points=[point for one in experiments if (point := _point(one))],
        steps=_steps(experiments, session.sigma),
        crashes=[one.number for one in experiments if one.decision is Decision.CRASH],
        backtracks=_backtracks(session),
        held=session.held,
        last=max((one.number for one in experiments), default=0),
    )


def _point(one: Experiment) -> Point | None:
    if one.val_bpb is None or one.decision in (Decision.BACKTRACK, Decision.CRASH, Decision.NONE):
        return None
    gain = one.gain or Interval(estimate=0.0, low=0.0, high=0.0, confidence=1.0)
    return Point(
        number=one.number,
        decision=one.decision,
        bpb=one.val_bpb,
        low=one.val_bpb + gain.estimate - gain.high,
        high=one.val_bpb + gain.estimate - gain.low,
        label=_label(one),
    )


def _label(one: Experiment) -> str:
    if one.decision is Decision.KEEP:
        return one.reasoning.description or str(one.decision)
    return str(one.decision) if one.decision is Decision.BASELINE else ""


def _steps(experiments: Sequence[Experiment], sigma: float | None) -> list[Step]:
    half = _BAND * (sigma or 0.0)
    found: list[Step] = []
    for place, one in enumerate(experiments, 1):
        kept = incumbent_after(experiments[:place])
        if kept is not None and (bpb := kept.val_bpb) is not None:
            found.append(Step(number=one.number, bpb=bpb, low=bpb - half, high=bpb + half))
    return found


def _backtracks(session: ShownSession) -> list[Backtrack]:
    found: list[Backtrack] = []
    for place, one in enumerate(session.experiments):
        left, target = incumbent_after(session.experiments[:place]), session.experiment(one.target)
        if one.decision is not Decision.BACKTRACK or left is None or target is None:
            continue
        if left.val_bpb is not None and target.val_bpb is not None:
            found.append(
                Backtrack(
                    number=one.number, bpb_before=left.val_bpb, target=target.number, bpb=target.val_bpb
                )
            )
    return found
