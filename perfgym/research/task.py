"""One task: a training script to be improved, the text that judges it, and all limits and rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

from perfgym.research.corpus import Shares

__all__ = [
    "GateRule",
    "ResearchLimits",
    "ResearchNoise",
    "ResearchTask",
    "ScoreRule",
    "SignalRule",
    "VerifiedTask",
]


def _above_zero(record: object, *names: str) -> None:
    for name in names:
        if not getattr(record, name) > 0:
            raise ValueError(f"{name} must be above 0, got {getattr(record, name)!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRule:
    """How a hidden text is revealed.

    Attributes:
        streams: Number of equal parts that are revealed side by side.
        wall_s: Seconds that a program may take for a whole text.
    """

    streams: int
    wall_s: float

    def __post_init__(self) -> None:
        _above_zero(self, "streams", "wall_s")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchLimits:
    """What a program may use.

    Attributes:
        artifact_bytes: Size of the compressed program and its artifact together.
        code_bytes: Size of the compressed program alone.
        memory_bytes: Memory of a run.
        baseline_cpu_s: CPU seconds that the baseline itself may take to train, on any machine.
        cpu_factor: A run is ended after this many times the CPU seconds that the baseline took.
        allowed_factor: A program is told to use no more than this many times them, so that it is not ended
            on a core that has become slower.
    """

    artifact_bytes: int
    code_bytes: int
    memory_bytes: int
    baseline_cpu_s: float
    cpu_factor: float
    allowed_factor: float

    def __post_init__(self) -> None:
        _above_zero(self, *self.__slots__)
        if not self.allowed_factor <= self.cpu_factor:
            raise ValueError(
                f"allowed_factor must be at most {self.cpu_factor:g}, got {self.allowed_factor:g}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchNoise:
    """How far apart runs of one program are that differ only in their seeds.

    Attributes:
        sigma: Standard deviation of bits per byte.
        freedom: Degrees of freedom of that estimate: how much it weighs beside what a session sees itself.
        short_sigma: The same of runs that take only a share of the work, which are further apart; None if
            it is not known.
    """

    sigma: float
    freedom: int
    short_sigma: float | None = None

    def __post_init__(self) -> None:
        _above_zero(self, "sigma", "freedom")
        if self.short_sigma is not None and not self.short_sigma >= self.sigma:
            raise ValueError(f"short_sigma must be at least {self.sigma:g}, got {self.short_sigma:g}")

    def at(self, scale: float) -> "ResearchNoise":
        """The spread of runs that take this share of the work."""
        return self if scale >= 1 or self.short_sigma is None else replace(self, sigma=self.short_sigma)


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRule:
    """When a candidate is kept.

    Attributes:
        alpha: Chance that a candidate is kept that is no improvement.
        most_runs: The most runs of a candidate.
        margin: Bits per byte by which a candidate must be better.
        simpler_share: A program is simpler if its normal form is shorter by this share.
        simpler_alpha: A simpler program is kept unless it is worse at this level.
    """

    alpha: float = 0.01
    most_runs: int = 5
    margin: float = 0.0
    simpler_share: float = 0.05
    simpler_alpha: float = 0.10

    def __post_init__(self) -> None:
        _above_zero(self, "alpha", "simpler_share", "simpler_alpha")
        if not (self.alpha < 0.5 and self.simpler_alpha < 0.5 and self.simpler_share < 1):
            raise ValueError("alpha and simpler_alpha must be below 0.5, simpler_share below 1")
        if not (self.most_runs >= 2 and self.margin >= 0):
            raise ValueError(
                f"most_runs must be at least 2, margin at least 0, got {self.most_runs} and {self.margin:g}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRule:
    """When an agent is told that it makes no progress.

    Attributes:
        dead_end: Experiments of one direction without a keep after which it is called a dead end.
        plateau_window: Experiments over which the gain is looked at.
        plateau_gain: Gain in bits per byte below which they are called a plateau.
    """

    dead_end: int = 3
    plateau_window: int = 5
    plateau_gain: float = 0.001

    def __post_init__(self) -> None:
        _above_zero(self, *self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchTask:
    """One task: what every task has, however its figures come about.

    Attributes:
        name: Folder name, part of environment IDs.
        folder: The task's folder.
        title: Short title.
        summary: What is trained on what, in one line.
        source: Where the text comes from.
        licence: Licence of the text.
        version: Part of the version of its environment ID; raised whenever results may change.
        file: Path of the training script: in a jail, or in a clone.
        program: What an agent is told: goal, rules, and what the script must do.
        noise: The spread of runs that is known beforehand.
        gate: When a candidate is kept.
        signals: When an agent is told that it makes no progress.
        max_experiments: Experiments of an episode.
        digest: SHA-256 of all files of the task. Results of different digests must not be compared.
    """

    evaluation: ClassVar[str]
    """``"verified"`` or ``"reported"``: whether perfgym computes the figure or the script does."""

    name: str
    folder: Path
    title: str
    summary: str
    source: str
    licence: str
    version: int
    file: str
    program: str = field(repr=False)
    noise: ResearchNoise
    gate: GateRule
    signals: SignalRule
    max_experiments: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedTask(ResearchTask):
    """One task whose figures are verified: training and scoring happen in jails of perfgym's.

    Attributes:
        baseline: Source text of the training script that an agent begins with.
        experts: Source texts of a chain of known improvements by name, in their order; agents never see them.
        expected: Bits per byte of ``"baseline"`` and of each expert, as the author measured them.
        documents: The documents of the corpus.
        shares: The shares of the corpus that are hidden.
        score: How a hidden text is revealed.
        limits: What a program may use.
        test_scale: The share of the work that a short test takes.
    """

    evaluation: ClassVar[str] = "verified"

    baseline: str = field(repr=False)
    experts: Mapping[str, str] = field(repr=False)
    expected: Mapping[str, float]
    documents: tuple[bytes, ...] = field(repr=False)
    shares: Shares
    score: ScoreRule
    limits: ResearchLimits
    test_scale: float
