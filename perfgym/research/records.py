"""The frozen records of a research session: one run of a program, and one experiment. Pure."""

import statistics
from dataclasses import dataclass, field
from enum import StrEnum

from perfgym.records import Interval
from perfgym.research.status import ResearchStatus

__all__ = ["Decision", "Experiment", "Reasoning", "Run", "Signals"]


class Decision(StrEnum):
    """What became of an experiment."""

    BASELINE = "baseline"
    KEEP = "keep"
    DISCARD = "discard"
    CRASH = "crash"
    BACKTRACK = "backtrack"
    NONE = "none"
    """Nothing ran, so nothing was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One training run with one hidden seed, and its score.

    Attributes:
        seed: Number of the hidden seed, from 0; equal numbers are equal seeds.
        status: How it ended.
        val_bpb: Bits per byte of the validation text; None unless it was scored.
        artifact_bytes: Size of the artifact, in bytes; 0 without one.
        artifact_sha256: SHA-256 of the artifact in hexadecimal; empty without one.
        cpu_s: CPU seconds of training.
        train_s: Wall-clock seconds of training.
        score_s: Wall-clock seconds of scoring.
        log: What the program printed, cleaned and cut.
        detail: What went wrong, for the agent; empty if nothing did.
    """

    seed: int
    status: ResearchStatus
    val_bpb: float | None = None
    artifact_bytes: int = 0
    artifact_sha256: str = ""
    cpu_s: float = 0.0
    train_s: float = 0.0
    score_s: float = 0.0
    log: str = field(default="", repr=False)
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoning:
    """What an agent writes about an experiment. It is kept and never scored.

    Attributes:
        direction: Short name of the idea's kind, e.g. ``learning-rate``.
        description: The change in one line.
        hypothesis: Why the change may help.
        evidence: What speaks for it.
        risk: What may go wrong.
        expected: Predicted change of the bits per byte; below 0 is better. None without a prediction.
    """

    direction: str = ""
    description: str = ""
    hypothesis: str = ""
    evidence: str = ""
    risk: str = ""
    expected: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """One experiment of a session.

    Attributes:
        number: Its number; 0 is the baseline.
        decision: What became of it.
        status: How its runs ended.
        reasoning: What the agent wrote before it.
        why: The agent's explanation of the result, written after it.
        lesson: What the agent learnt from it, written after it.
        parent: Number of the experiment whose program was changed.
        target: Number of the experiment that a backtrack went back to; None for other experiments.
        source_sha256: SHA-256 of the normalised program in hexadecimal; empty if nothing could be run.
        commit: Name of its commit; empty where no history is kept.
        runs: Its runs, in order.
        gain: Bits per byte that it saves against its parent, with bounds; None if it was not compared.
        p_value: One-sided probability of such a gain if the change does nothing; None if it was not compared.
        simplification: Whether it was kept because it is simpler and not worse.
        code_bytes: Size of the normalised and compressed program, in bytes.
        diff_lines: Lines that were added or removed.
        detail: What the agent is told of a failure.
        cost_usd: Dollars that its runs cost; None if that is not known.
    """

    number: int
    decision: Decision
    status: ResearchStatus
    reasoning: Reasoning = Reasoning()
    why: str = ""
    lesson: str = ""
    parent: int | None = None
    target: int | None = None
    source_sha256: str = ""
    commit: str = ""
    runs: tuple[Run, ...] = ()
    gain: Interval | None = None
    p_value: float | None = None
    simplification: bool = False
    code_bytes: int = 0
    diff_lines: int = 0
    detail: str = ""
    cost_usd: float | None = None

    @property
    def val_bpb(self) -> float | None:
        """Mean bits per byte over the runs that were scored; None without one."""
        scored = [run.val_bpb for run in self.runs if run.val_bpb is not None]
        return statistics.fmean(scored) if scored else None

    @property
    def artifact_bytes(self) -> int:
        """Size of the largest artifact, in bytes; 0 without one."""
        return max((run.artifact_bytes for run in self.runs), default=0)

    @property
    def cpu_s(self) -> float:
        """CPU seconds of all runs."""
        return sum(run.cpu_s for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What the history of a session says about going on as before.

    Attributes:
        dead_directions: Directions in which nothing was kept for several experiments, sorted.
        plateau: Whether the last experiments gained next to nothing.
        regression: Whether the program that is kept now is worse than one that was kept before.
    """

    dead_directions: tuple[str, ...] = ()
    plateau: bool = False
    regression: bool = False

    @property
    def dead_end(self) -> bool:
        """Whether some direction is a dead end."""
        return bool(self.dead_directions)
