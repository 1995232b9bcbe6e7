"""The frozen records that pass between the stages of an evaluation.

:class:`Submission` -> :class:`Build` -> :class:`Verdict` -> :class:`Measurement` -> :class:`Evaluation`

:meth:`Evaluation.to_json` and :meth:`Evaluation.from_json` are the only places where an evaluation becomes
text and is read from it. Nothing here starts a process, reads a file or computes a score.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

import msgspec

__all__ = [
    "GAIN",
    "ROLES",
    "Build",
    "CandidateFailed",
    "Conditions",
    "Counts",
    "Evaluation",
    "Event",
    "Extras",
    "Fault",
    "FaultOwner",
    "Figures",
    "Interval",
    "Measurement",
    "Pair",
    "Role",
    "Status",
    "Submission",
    "TestCase",
    "TestResult",
    "Unit",
    "Verdict",
]


GAIN = "gain"
"""Fact of an evaluation in which something else than time was measured: the log ratio of reference to
candidate, with the names of :class:`Interval`, and ``event``, the name of what was measured."""

_MUCH_DISTURBED = 0.2  # of the pairs; a machine at rest disturbs fewer


class Status(StrEnum):
    """The result of a submission. Everything that a program can do wrong is one of these."""

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
    """The purpose of an event. Each backend says which of its events fills which role."""

    TIME = "time"
    L1D_MISSES = "l1d_misses"
    LLC_MISSES = "llc_misses"
    BRANCH_MISSES = "branch_misses"
    INSTRUCTIONS = "instructions"


ROLES: tuple[Role, ...] = tuple(Role)
"""All roles, in the order in which the observation's arrays hold them."""

Counts = Mapping[Role, float]
"""Role to the count of its event, e.g. of one process."""


class Unit(StrEnum):
    """The unit of an event's counts."""

    NANOSECONDS = "ns"
    CYCLES = "cycles"
    OCCURRENCES = "occurrences"
    BITS = "bits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that a backend counts.

    Attributes:
        name: Name of the event, e.g. ``"cpu_time_ns"``.
        unit: Unit of its counts.
        backend: Backend that counted it, where one measurement combines several; empty otherwise.
    """

    name: str
    unit: Unit
    backend: str = ""

    def __str__(self) -> str:
        """The name, with the backend before it where several took part, e.g. ``"cpu_time/cpu_time_ns"``."""
        return f"{self.backend}/{self.name}" if self.backend else self.name


class FaultOwner(StrEnum):
    """The party to blame for an episode that says nothing about its submissions."""

    AGENT = "agent"
    """The agent, or something that it depends on, such as a model's server."""

    ENVIRONMENT = "environment"
    """perfgym itself or its machine; another attempt may succeed."""

    USER = "user"
    """The person who ran it: the run was interrupted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A failure that no submission caused. The reward of an episode with a fault has no meaning.

    Attributes:
        owner: The party to blame.
        cause: The cause in words.
    """

    owner: FaultOwner
    cause: str

    def __str__(self) -> str:
        """Owner and cause in one line."""
        return f"{self.owner}: {self.cause}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The files and compiler flags that an agent submits for evaluation.

    Attributes:
        files: Path to content, of each file that is submitted.
        flags: Compiler flags, chosen from a problem author's list; never from free text of an agent.
    """

    files: Mapping[str, bytes] = field(repr=False)
    flags: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether every file is empty or white space."""
        return not any(content.decode(errors="replace").strip() for content in self.files.values())

    @property
    def text(self) -> str:
        """The content of the file, or of all files one after another, each behind a line with its path."""
        texts = {path: content.decode(errors="replace") for path, content in self.files.items()}
        if len(texts) == 1:
            return next(iter(texts.values()))
        return "\n".join(f"==> {path} <==\n{text}" for path, text in sorted(texts.items()))

    @property
    def key(self) -> tuple[Any, ...]:
        """Equal for equal submissions; can be hashed."""
        return (tuple(sorted(self.files.items())), self.flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """The result of compiling a submission.

    Attributes:
        status: ``ACCEPTED`` when a program was built, else a compile status.
        digest: SHA-256 of the program in hexadecimal; empty unless ``status`` is ``ACCEPTED``. Equal programs
            have equal digests, whatever their source.
        diagnostics: The compiler's messages, cleaned for display.
        toolchain: Name, version and flags of the compiler.
        wall_ns: Wall-clock nanoseconds that the build took.
    """

    status: Status
    digest: str = ""
    diagnostics: str = ""
    toolchain: str = ""
    wall_ns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TestCase:
    """One hidden test.

    Attributes:
        name: Its name.
        stdin: The bytes on standard input.
        is_withheld: Whether feedback on it shows no value and no standard error, as for measured runs.
    """

    __test__ = False  # pytest would collect the class by its name

    name: str
    stdin: bytes = field(repr=False)
    is_withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult:
    """The result of one process of a candidate.

    Attributes:
        name: Name of the test, or of the kind of run.
        status: ``ACCEPTED``, or the failure.
        detail: Cause of a failure in words.
        stderr: Standard error of a failed process, cleaned for display; empty otherwise.
        is_withheld: Whether ``detail`` leaves out all values of input and output, and ``stderr`` is left out.
        wall_ns: Wall-clock nanoseconds that the process took.
    """

    __test__ = False

    name: str
    status: Status
    detail: str = ""
    stderr: str = ""
    is_withheld: bool = False
    wall_ns: int = 0


class CandidateFailed(Exception):  # noqa: N818 - it is a result that travels up, not an error
    """A candidate failed, through its own fault. The evaluation catches it and makes a status of it.

    Attributes:
        status: The failure.
        result: The process that failed, where a single one did.
    """

    def __init__(self, status: Status, result: TestResult | None = None) -> None:
        super().__init__(result.detail if result else str(status))
        self.status = status
        self.result = result


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The hidden tests that a program passed.

    Attributes:
        results: One for each test that was run, in order.
        total: Number of tests. Tests after a timeout or a flood of output are not run.
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
    """Counts of the reference and of the candidate on the same fresh input, run back to back.

    Attributes:
        reference: Counts of the reference by role; the cost of starting a process is already subtracted.
        candidate: The same for the candidate.
        moved_bytes: Size of the candidate's input and output together.
    """

    reference: Counts
    candidate: Counts
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
    """A comparison of two programs, or a figure of one, with its confidence interval.

    Attributes:
        estimate: The estimate. In a measurement it is the natural logarithm of reference / candidate; above 0
            the candidate costs less.
        low: Lower bound of the interval.
        high: Upper bound of the interval.
        confidence: Probability that the interval holds the true value, in (0, 1]; 1 for an exact count.
    """

    estimate: float
    low: float
    high: float
    confidence: float

    @property
    def significant(self) -> bool:
        """Whether the interval excludes "no difference"."""
        return self.low > 0.0 or self.high < 0.0

    @property
    def half_width(self) -> float:
        """Half of the distance between the bounds."""
        return (self.high - self.low) / 2

    def includes(self, value: float) -> bool:
        """Whether ``value`` lies within the bounds, so that it is not certain on which side the truth is."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """The cost of a candidate beside its reference, on one machine.

    Attributes:
        backend: Name of the backend, e.g. ``"cpu_time"``.
        events: Role to the event that filled it. A role that is missing here was not measured.
        pairs: Every pair kept, in the order taken. A pair need not have counts of every role.
        intervals: Role to the log ratio and its confidence interval.
        startup_ns: CPU time of a program that does nothing, subtracted from both sides of ``time``.
        core: Logical CPU that it was measured on; -1 where none is pinned.
        host: Fingerprint of the machine that it was measured on.
        precision: Half-width that was wanted of the interval of time; 0 where none was.
        disturbed_pairs: Number of pairs that the machine disturbed, whether kept or discarded.
        redrawn: Number of pairs discarded and drawn again because the machine disturbed them.
        suspicions: Observations that no honest program causes. A reward preset pays nothing if there are any.
        forgeable: Roles counted inside the program's own process, which it could falsify. ``improvement``
            pays no more for one of them than for time.
        rejected: Why some counts were left out: they were implausible, or the program could not be simulated.
    """

    backend: str
    events: Mapping[Role, Event]
    pairs: tuple[Pair, ...]
    intervals: Mapping[Role, Interval]
    startup_ns: float = 0.0
    core: int = -1
    host: str = ""
    precision: float = 0.0
    disturbed_pairs: int = 0
    redrawn: int = 0
    suspicions: tuple[str, ...] = ()
    forgeable: tuple[Role, ...] = ()
    rejected: tuple[str, ...] = ()

    @property
    def timed_pairs(self) -> int:
        """Number of pairs in which time was counted."""
        return sum(Role.TIME in pair.reference for pair in self.pairs)

    @property
    def disturbed_share(self) -> float:
        """Share of the pairs, kept or discarded, that the machine disturbed; in [0, 1]."""
        return self.disturbed_pairs / max(self.timed_pairs + self.redrawn, 1)

    @property
    def disturbance(self) -> str:
        """What the machine did to the measurement, as one clause; empty if it disturbed few pairs."""
        if self.disturbed_share <= _MUCH_DISTURBED:
            return ""
        taken, kept = self.timed_pairs + self.redrawn, self.disturbed_pairs - self.redrawn
        parts: list[str] = []
        if self.redrawn:
            parts.append(f"{self.redrawn} of {taken} pairs were discarded")
        if kept > 0:
            of_all = "" if parts else f"of {taken} pairs, "
            parts.append(f"{of_all}{kept} disturbed one{'s were' if kept > 1 else ' was'} kept")
        time = self.intervals.get(Role.TIME)
        if time and self.precision and time.half_width > self.precision:
            parts.append(f"the interval is wider than +-{100 * self.precision:.2g} %")
        return f"the machine was busy: {'; '.join(parts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Extra figures of one program; None where a figure was not requested or is unavailable.

    Attributes:
        wall_s: Median wall-clock seconds of a process on a measured input.
        peak_memory_bytes: Median of ``ProcessResult.peak_rss_bytes`` of the same processes.
        scaling: Exponent of CPU time as a power of the input's size: with every scaled dimension doubled,
            the program takes ``2**scaling`` times as long.
    """

    wall_s: float | None = None
    peak_memory_bytes: float | None = None
    scaling: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """Extra figures of an accepted candidate and its reference. They are not part of the reward.

    Attributes:
        asked: The figures requested: any of ``"wall"``, ``"memory"`` and ``"scaling"``.
        reference: Figures of the reference.
        candidate: Figures of the candidate.
    """

    asked: tuple[str, ...]
    reference: Figures
    candidate: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The circumstances of an evaluation. Results compare only where these agree.

    Attributes:
        problem_sha256: Digest of the problem, or of the task.
        input_key: Digest of the secret key that inputs are drawn with; empty where none is used.
        scale: Factor of the problem's scaled dimensions in measured inputs, which the user chose.
        size_factor: Factor by which timed inputs were fitted to the machine; 1 for the problem's own sizes.
        size_note: Why timed runs take less or more time than they should; empty where they do not.
        toolchain: Name, version and flags of the compiler or run-time.
        backend: Name of the backend.
        sandbox: Name of the sandbox.
        sandbox_missing: Promises that the sandbox does not make.
        memory_tier: How the sandbox limits memory.
        host: Fingerprint of the machine.
        events: Role to the event that the backend counts for it.
        absent: Role to the reason why the backend does not count it.
    """

    problem_sha256: str = ""
    input_key: str = ""
    scale: float = 1.0
    size_factor: float = 1.0
    size_note: str = ""
    toolchain: str = ""
    backend: str = ""
    sandbox: str = ""
    sandbox_missing: tuple[str, ...] = ()
    memory_tier: str = ""
    host: str = ""
    events: Mapping[Role, Event] = field(default_factory=dict[Role, Event])
    absent: Mapping[Role, str] = field(default_factory=dict[Role, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything that became of one submission.

    Attributes:
        status: The verdict on the submission as a whole.
        conditions: The circumstances of the evaluation.
        build: The build; None when there was nothing to build.
        verdict: The hidden tests; None when nothing was built.
        measured_failure: The measured or extra process that failed, where the tests had passed.
        measurement: Cost beside the reference; exists only for an accepted submission.
        extras: Extra figures, if requested; exist only for an accepted submission.
        queue_ahead: Number of others that waited for a core before this one; None when it needed no core.
        stage_s: Stage name to wall-clock seconds spent in it.
        facts: Further facts that a family of environments keeps, as JSON has them.
    """

    status: Status
    conditions: Conditions = Conditions()
    build: Build | None = None
    verdict: Verdict | None = None
    measured_failure: TestResult | None = None
    measurement: Measurement | None = None
    extras: Extras | None = None
    queue_ahead: int | None = None
    stage_s: Mapping[str, float] = field(default_factory=dict[str, float])
    facts: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def __post_init__(self) -> None:
        if self.status is not Status.ACCEPTED and (self.measurement or self.extras):
            raise ValueError(
                f"only an ACCEPTED submission has a measurement or extras, status is {self.status}"
            )

    @property
    def accepted(self) -> bool:
        """Whether the program passed every test, and no measured count of it is suspicious."""
        suspicious = self.measurement is not None and bool(self.measurement.suspicions)
        return self.status is Status.ACCEPTED and not suspicious

    @property
    def time(self) -> Interval | None:
        """The log ratio of time, where time was measured."""
        return self.measurement.intervals.get(Role.TIME) if self.measurement else None

    @property
    def gain(self) -> tuple[Interval, Event] | None:
        """The log ratio that says how much better the program is, of time or of what the fact tells."""
        if self.measurement and self.time:
            return self.time, self.measurement.events[Role.TIME]
        if (fact := self.facts.get(GAIN)) is None:
            return None
        bounds = {name: float(fact[name]) for name in ("estimate", "low", "high", "confidence")}
        return Interval(**bounds), Event(name=str(fact["event"]), unit=Unit.BITS)

    @property
    def faster(self) -> bool:
        """Whether the program certainly takes less time than the reference: so says the lower bound."""
        return self.time is not None and self.time.low > 0.0

    def to_json(self) -> str:
        """The whole record as JSON text, equal for equal records; NaN and infinities are JavaScript names."""
        # With ensure_ascii two lone surrogates side by side would come back as one character.
        return json.dumps(msgspec.to_builtins(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The record that :meth:`to_json` wrote.

        Raises:
            ValueError: The text is not such a record.
        """
        return msgspec.convert(json.loads(text), cls, str_keys=True)
