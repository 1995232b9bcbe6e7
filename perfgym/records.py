"""The frozen records that pass between the stages of an evaluation.

submission -> :class:`Build` -> :class:`Verdict` -> :class:`Measurement` -> :class:`Evaluation`

Nothing here starts a process, reads a file or computes a score.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

__all__ = [
    "ROLES",
    "Build",
    "Evaluation",
    "Extras",
    "Figures",
    "Interval",
    "Measurement",
    "Pair",
    "Role",
    "Status",
    "TestCase",
    "TestResult",
    "Verdict",
]


class Status(StrEnum):
    """What became of a submission. Everything a program can do wrong is one of these."""

    NO_CODE = "NO_CODE"
    COMPILE_ERROR = "COMPILE_ERROR"
    COMPILE_TIMEOUT = "COMPILE_TIMEOUT"
    WRONG_OUTPUT = "WRONG_OUTPUT"
    CRASHED = "CRASHED"
    TIMED_OUT = "TIMED_OUT"
    OUT_OF_MEMORY = "OUT_OF_MEMORY"
    OUTPUT_TOO_LARGE = "OUTPUT_TOO_LARGE"
    LEFT_PROCESSES = "LEFT_PROCESSES"
    ACCEPTED = "ACCEPTED"

    @property
    def compiled(self) -> bool:
        """Whether a program with this status was built."""
        return self not in (Status.NO_CODE, Status.COMPILE_ERROR, Status.COMPILE_TIMEOUT)


class Role(StrEnum):
    """What an event is used for; each backend says which event of its own fills a role."""

    TIME = "time"
    L1D_MISSES = "l1d_misses"
    LLC_MISSES = "llc_misses"
    BRANCH_MISSES = "branch_misses"
    INSTRUCTIONS = "instructions"


ROLES: tuple[Role, ...] = tuple(Role)
"""All roles, in the order in which the observation's arrays hold them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A program made ready to run, or the reason why not.

    Attributes:
        status: ``ACCEPTED`` when it was built, else a compile status.
        artifact: The built program; empty unless ``status`` is ``ACCEPTED``.
        digest: SHA-256 of the artifact: equal programs have equal digests, whatever their source.
        diagnostics: What the compiler said, cleaned for display.
        toolchain: Name, version and flags of what built it.
        wall_ns: Wall-clock nanoseconds the build took.
    """

    status: Status
    artifact: bytes = field(default=b"", repr=False)
    digest: str = field(init=False)
    diagnostics: str = ""
    toolchain: str = ""
    wall_ns: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hashlib.sha256(self.artifact).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class TestCase:
    """One hidden test: its name and the bytes on standard input."""

    __test__ = False  # not a test class for pytest

    name: str
    stdin: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult:
    """What one run showed: ``ACCEPTED``, or the failure, its cause in words and standard error."""

    __test__ = False

    name: str
    status: Status
    detail: str = ""
    stderr: bytes = field(default=b"", repr=False)
    wall_ns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Which hidden tests a build passed.

    Attributes:
        results: One per test that was run, in order.
        total: Number of tests there are; tests after a time-out or a flood are not run.
    """

    results: tuple[TestResult, ...]
    total: int

    @property
    def passed(self) -> int:
        """Number of tests passed."""
        return sum(result.status is Status.ACCEPTED for result in self.results)

    @property
    def first_failure(self) -> TestResult | None:
        """The first test that did not pass."""
        return next((r for r in self.results if r.status is not Status.ACCEPTED), None)

    @property
    def status(self) -> Status:
        """``ACCEPTED`` when every test passed, else the first failure's status."""
        failure = self.first_failure
        return failure.status if failure else Status.ACCEPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Reference and candidate on the same fresh input, back to back.

    Attributes:
        reference: Role to count for the reference; start-up cost already taken off.
        candidate: The same for the candidate.
        reference_first: Which of the two ran first.
        moved_bytes: Size of the candidate's input and output.
    """

    reference: Mapping[Role, float]
    candidate: Mapping[Role, float]
    reference_first: bool
    moved_bytes: int = 0

    def only(self, roles: Collection[Role]) -> "Pair":
        """The pair with the counts of these roles alone."""
        return replace(
            self,
            reference={role: count for role, count in self.reference.items() if role in roles},
            candidate={role: count for role, count in self.candidate.items() if role in roles},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Log ratio of reference to candidate with its confidence interval.

    Attributes:
        estimate: Natural logarithm of reference / candidate; above 0 the candidate costs less.
        low: Lower bound of the interval.
        high: Upper bound of the interval.
        confidence: Probability that the interval holds the true value, in (0, 1).
    """

    estimate: float
    low: float
    high: float
    confidence: float

    @property
    def significant(self) -> bool:
        """Whether the interval excludes "no difference"."""
        return self.low > 0.0 or self.high < 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What a candidate costs beside its reference, on one machine.

    Attributes:
        backend: Name of the backend, e.g. ``"cpu_time"``.
        events: Role to the name of the event that filled it. A role that is not here was not
            measured: it is absent, never zero.
        pairs: Every pair kept, in the order taken; not every pair has counts of every role.
        intervals: Role to the log ratio and its confidence interval.
        startup_ns: Cost of starting a program that does nothing, taken off both sides of ``time``.
        core: Logical CPU it was measured on; -1 where none is pinned.
        host: Fingerprint of the machine it was measured on; empty where that is not told.
        redrawn: Pairs thrown away and drawn again because the machine disturbed them.
        suspicions: What cannot be true of an honest program; a preset pays nothing for it.
        hearsay: Roles that something in the program's own process counted: a preset pays no more for
            one of them than for time.
        left_out: What was measured and is not part of this, as it cannot be true.
    """

    backend: str
    events: Mapping[Role, str]
    pairs: tuple[Pair, ...]
    intervals: Mapping[Role, Interval]
    startup_ns: float = 0.0
    core: int = -1
    host: str = ""
    redrawn: int = 0
    suspicions: tuple[str, ...] = ()
    hearsay: frozenset[Role] = frozenset()
    left_out: tuple[str, ...] = ()

    @property
    def timed_pairs(self) -> int:
        """Number of pairs in which time was counted."""
        return sum(Role.TIME in pair.reference for pair in self.pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was seen of one program on request; None where it was not asked for or could not be had.

    Attributes:
        wall_s: Median wall-clock seconds of a run on a measured input, from start to end.
        peak_memory_bytes: Median of ``ProcessResult.peak_rss_bytes`` in such runs.
        scaling: The power of the input's size that CPU time grows with: twice every dimension that the
            problem scales takes ``2**scaling`` times as long.
    """

    wall_s: float | None = None
    peak_memory_bytes: float | None = None
    scaling: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What was seen of an accepted candidate and its reference on request; nothing of it is paid for.

    Attributes:
        asked: What was asked for: any of ``"wall"``, ``"memory"`` and ``"scaling"``.
        reference: Figures of the reference.
        candidate: Figures of the candidate.
    """

    asked: tuple[str, ...]
    reference: Figures
    candidate: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that became of one submission.

    Attributes:
        status: The verdict on the submission as a whole.
        build: The build; None when there was nothing to build.
        verdict: The hidden tests; None when nothing was built.
        measured_failure: What went wrong in a measured or an extra run, where the tests had passed.
        measurement: Cost beside the reference; exists only for an accepted submission.
        extras: What else was asked for; exists only for an accepted submission, and there on request.
        queue_ahead: How many others waited for a core when this came; None when it needed none.
        stage_s: Stage name to wall-clock seconds spent in it.
    """

    status: Status
    build: Build | None = None
    verdict: Verdict | None = None
    measured_failure: TestResult | None = None
    measurement: Measurement | None = None
    extras: Extras | None = None
    queue_ahead: int | None = None
    stage_s: Mapping[str, float] = field(default_factory=dict[str, float])

    def __post_init__(self) -> None:
        if (self.measurement is not None) != (self.status is Status.ACCEPTED):
            raise ValueError(f"a measurement goes with ACCEPTED alone, status is {self.status}")
        if self.extras is not None and self.status is not Status.ACCEPTED:
            raise ValueError(f"extras go with ACCEPTED alone, status is {self.status}")
