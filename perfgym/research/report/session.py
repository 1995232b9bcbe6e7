"""What a report says about one research session, whatever it is read from. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean

from perfgym.records import Interval
from perfgym.research.records import Decision, Experiment, Final, Run, Signals

__all__ = ["Held", "ShownSession", "incumbent_after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is left of the progress in the runs at the end, which decided nothing.

    Attributes:
        number: Number of the experiment whose program was kept last.
        baseline_bpb: Bits per byte of the baseline.
        bpb: Bits per byte of that program.
        gain: Bits per byte that it saves, with bounds.
    """

    number: int
    baseline_bpb: float
    bpb: float
    gain: Interval

    @classmethod
    def of(cls, final: Final) -> "Held | None":
        """The end of a session in bits per byte; None if nothing was compared."""
        baseline, best = _mean(final.baseline_runs), _mean(final.best_runs)
        share = final.improvement
        if baseline is None or best is None or share is None:
            return None
        gain = replace(
            share,
            estimate=share.estimate * baseline,
            low=share.low * baseline,
            high=share.high * baseline,
        )
        return cls(number=final.best, baseline_bpb=baseline, bpb=best, gain=gain)


def _mean(runs: Sequence[Run]) -> float | None:
    scored = [run.val_bpb for run in runs if run.val_bpb is not None]
    return fmean(scored) if scored else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSession:
    """One session.

    Attributes:
        tag: Name of the session.
        task: Name of the task.
        title: Title of the task.
        evaluation: ``"verified"``, or ``"reported"`` where figures are the script's own word.
        experiments: All experiments, in order.
        programs: Number of an experiment to the text of its program; unknown ones are missing.
        notes: Text of ``notes.md``.
        signals: The signals after the last experiment.
        sigma: Standard deviation of the bits per byte of one program's runs; None if it is not known.
        artifact_limit: Most bytes of code and artifact together; None if it is not known.
        final: The end of the session; None before it.
        max_experiments: Experiments of the whole session; None if it is not known.
        fault: The failure that no program caused and that ended the session; empty without one.
    """

    tag: str
    task: str
    title: str
    evaluation: str
    experiments: Sequence[Experiment]
    programs: Mapping[int, str] = field(default_factory=dict[int, str], repr=False)
    notes: str = field(default="", repr=False)
    signals: Signals = field(default_factory=Signals)
    sigma: float | None = None
    artifact_limit: int | None = None
    final: Final | None = None
    max_experiments: int | None = None
    fault: str = ""

    def experiment(self, number: int | None) -> Experiment | None:
        """The experiment of this number; None if there is none."""
        return next((one for one in self.experiments if one.number == number), None)

    @property
    def held(self) -> Held | None:
        """The result on the final text; None before there is one."""
        return Held.of(self.final) if self.final else None

    @property
    def baseline(self) -> Experiment | None:
        """The baseline; None if nothing was measured."""
        return next((one for one in self.experiments if one.decision is Decision.BASELINE), None)

    @property
    def incumbent(self) -> Experiment | None:
        """The experiment whose program is kept now; None if nothing was measured."""
        return incumbent_after(self.experiments)

    @property
    def best(self) -> Experiment | None:
        """The experiment with the lowest bits per byte among the baseline and the keeps; None without one."""
        kept = [one for one in self.experiments if one.decision in (Decision.KEEP, Decision.BASELINE)]
        return min(kept, key=lambda one: fmean(one.figures or [math.inf]), default=None)

    @property
    def tried(self) -> Sequence[Experiment]:
        """The experiments that ran something, without the baseline."""
        tried = (Decision.KEEP, Decision.DISCARD, Decision.CRASH)
        return [one for one in self.experiments if one.decision in tried]

    @property
    def cpu_s(self) -> float:
        """CPU seconds of all runs."""
        return sum(one.cpu_s for one in self.experiments)

    @property
    def cost_usd(self) -> float | None:
        """Dollars that all runs cost; None if no experiment says."""
        costs = [one.cost_usd for one in self.experiments if one.cost_usd is not None]
        return sum(costs) if costs else None


def incumbent_after(experiments: Sequence[Experiment]) -> Experiment | None:
    """The experiment whose program is kept after these experiments; None if nothing was measured."""
    by_number = {one.number: one for one in experiments}
    for one in reversed(experiments):
        if one.decision is Decision.BACKTRACK and one.target is not None:
            return by_number.get(one.target)
        if one.decision in (Decision.KEEP, Decision.BASELINE):
            return one
    return None
