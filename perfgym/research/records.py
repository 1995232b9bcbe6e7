"""The frozen records of a research session: one run of a program, one experiment, and its end. Pure."""

import statistics
from dataclasses import dataclass, field
from enum import StrEnum

from perfgym.records import Interval
from perfgym.research.status import ResearchStatus

__all__ = ["Decision", "Experiment", "Final", "Part", "Reasoning", "Run", "RunSeed", "Signals"]


class Decision(StrEnum):
    """What became of an experiment."""

    BASELINE = "baseline"
    KEEP = "keep"
    DISCARD = "discard"
    CRASH = "crash"
    BACKTRACK = "backtrack"
    NONE = "none"
    """Nothing ran, so nothing was decided."""


class Part(StrEnum):
    """What a run is for, and so the hidden text that it is scored by."""

    SEARCH = "search"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSeed:
    """A hidden seed. All programs of a session are run with the same ones.

    Attributes:
        part: What the run is for.
        number: Which of the part's seeds it is, from 0.
        value: The seed itself: it determines the order of the documents and the program's own seed.
    """

    part: Part
    number: int
    value: int = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One training run with one hidden seed, and its score.

    Attributes:
        seed: Number of the hidden seed, from 0; equal numbers of one part are equal seeds.
        part: What the run was for.
        status: ``ACCEPTED``, or what went wrong.
        val_bpb: Bits per byte of the hidden text; None unless the status is ``ACCEPTED``.
        code_bytes: Size of the compressed program in bytes; 0 where the artifact's size has it.
        artifact_bytes: Size of the artifact in bytes; 0 without one.
        artifact_sha256: SHA-256 of the artifact in hexadecimal; empty if it is not known.
        cpu_s: CPU seconds of training; 0 if they are not known.
        wall_s: Wall-clock seconds of training and scoring, with repetitions.
        score_s: Wall-clock seconds of scoring.
        score_cpu_s: CPU seconds of the program while it was scored.
        wait_s: Seconds that it waited for a core.
        repeated: Whether a process was run again because the core's speed had changed.
        log: What the program printed, cleaned and cut.
        detail: What went wrong, for the agent; empty if nothing did.
    """

    seed: int
    part: Part = Part.SEARCH
    status: ResearchStatus
    val_bpb: float | None = None
    code_bytes: int = 0
    artifact_bytes: int = 0
    artifact_sha256: str = ""
    cpu_s: float = 0.0
    wall_s: float = 0.0
    score_s: float = 0.0
    score_cpu_s: float = 0.0
    wait_s: float = 0.0
    repeated: bool = False
    log: str = field(default="", repr=False)
    detail: str = ""

    @property
    def total_bytes(self) -> int:
        """The size that is limited: of the compressed program and the artifact together."""
        return self.code_bytes + self.artifact_bytes

    @property
    def key(self) -> str:
        """Equal for runs that count once: those that left the same artifact."""
        return self.artifact_sha256 or f"{self.part} {self.seed}"


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
        status: How its runs ended, or why nothing ran.
        reasoning: What the agent wrote before it.
        why: The agent's explanation of the result, written after it.
        lesson: What the agent learnt from it, written after it.
        notes: What the agent wrote for the notes; empty if it left them as they were.
        parent: Number of the experiment whose program was changed; None for the baseline.
        target: Number of the experiment that a backtrack went back to; None for other experiments.
        source_sha256: SHA-256 of the normalised program in hexadecimal; empty if it has no normal form.
        commit: Name of its commit; empty where none was made.
        runs: Its runs on the text ``search``, in order.
        gain: Bits per byte that it saves against its parent, with bounds; None if it was not compared.
        p_value: One-sided probability of such a gain if the change does nothing; None if it was not compared.
        margin: Bits per byte by which it had to be better.
        sigma: Standard deviation of runs that the comparison used; None if it was not compared.
        freedom: Degrees of freedom of that estimate; 0 if it was not compared.
        simplification: Whether it was kept because it is simpler and not worse.
        code_bytes: Size of the normalised and compressed program, in bytes.
        literal_bytes: Bytes of the program's long texts, which may be training data.
        diff_lines: Lines that were added or removed.
        saved: Share of the baseline's bits per byte that a keep saves on the text ``search``, with bounds.
        regression: Whether a check after it found its program worse than one that was kept before.
        detail: What the agent is told of a failure or a decision.
        cost_usd: Dollars that its runs cost; None if that is not known.
    """

    number: int
    decision: Decision
    status: ResearchStatus
    reasoning: Reasoning = Reasoning()
    why: str = ""
    lesson: str = ""
    notes: str = ""
    parent: int | None = None
    target: int | None = None
    source_sha256: str = ""
    commit: str = ""
    runs: tuple[Run, ...] = ()
    gain: Interval | None = None
    p_value: float | None = None
    margin: float = 0.0
    sigma: float | None = None
    freedom: int = 0
    simplification: bool = False
    code_bytes: int = 0
    literal_bytes: int = 0
    diff_lines: int = 0
    saved: Interval | None = None
    regression: bool = False
    detail: str = ""
    cost_usd: float | None = None

    @property
    def val_bpb(self) -> float | None:
        """Mean bits per byte over the runs that were scored; None without one."""
        scored = [run.val_bpb for run in self.runs if run.val_bpb is not None]
        return statistics.fmean(scored) if scored else None

    @property
    def figures(self) -> list[float]:
        """Bits per byte of its runs, without those whose artifact another run has left already."""
        scored = {run.key: run.val_bpb for run in self.runs if run.val_bpb is not None}
        return list(scored.values())

    @property
    def certain(self) -> float:
        """The lower bound of the share that a keep saves, at least 0."""
        return max(self.saved.low, 0.0) if self.saved else 0.0

    @property
    def artifact_bytes(self) -> int:
        """Size of the largest artifact, in bytes; 0 without one."""
        return max((run.artifact_bytes for run in self.runs), default=0)

    @property
    def total_bytes(self) -> int:
        """Size of the compressed program and the largest artifact together, in bytes."""
        return max((run.total_bytes for run in self.runs), default=0)

    @property
    def cpu_s(self) -> float:
        """CPU seconds of all runs."""
        return sum((run.cpu_s for run in self.runs), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Final:
    """The end of a session: the baseline and the best program on the text ``final``, with fresh seeds.

    Attributes:
        best: Number of the experiment whose program is paid; 0 for the baseline.
        baseline_runs: Runs of the baseline; none if it is the best program itself.
        best_runs: Runs of the best program.
        improvement: Share of the baseline's bits per byte that the best program saves, with bounds; None if
            it was not compared.
        certain: The share that is paid: the lower bound, at least 0.
        detail: Why nothing was compared; empty if it was.
    """

    best: int
    baseline_runs: tuple[Run, ...] = ()
    best_runs: tuple[Run, ...] = ()
    improvement: Interval | None = None
    certain: float = 0.0
    detail: str = ""


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
