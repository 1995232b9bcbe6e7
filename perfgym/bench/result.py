"""The result file of a benchmark: its records, and how it is written and read.

A result file may come from a stranger. It is read up to a size, checked against the records, and never
trusted: no path and no address in it is opened, and sources run in the sandbox alone.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from perfgym.errors import SettingsError
from perfgym.printable import clean_text, escape_unshown, portable
from perfgym.records import Status

__all__ = [
    "FORMAT",
    "MOST_BYTES",
    "BenchResult",
    "BenchTask",
    "Machine",
    "Played",
    "Player",
    "Protocol",
    "Speedup",
    "read_result",
    "result_text",
]

FORMAT = "perfgym-bench-1"
"""Name of the format; another one is refused."""
MOST_BYTES = 64 << 20
"""Largest size of a result file."""

_MOST_RATIO = 1e9
_MOST_TEXT = 1 << 21  # characters; a source has at most 1 MiB
_MOST_LISTED = 100_000  # episodes, and entries of any other list
_LONGEST_CAUSE = 300


def _need(condition: bool, what: str, seen: object) -> None:
    """Check a record.

    Raises:
        ValueError: The condition is false. msgspec adds the place in the file.
    """
    if not condition:
        raise ValueError(f"{what}, got {seen!r:.100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speedup:
    """Cost of the reference / cost of the program, in time, with its confidence interval.

    Attributes:
        estimate: The ratio, above 0.
        low: Lower bound, above 0 and at most the estimate.
        high: Upper bound, at least the estimate.
        confidence: Probability that the interval holds the true ratio, in (0, 1].
    """

    estimate: float
    low: float
    high: float
    confidence: float

    def __post_init__(self) -> None:
        ordered = 1 / _MOST_RATIO <= self.low <= self.estimate <= self.high <= _MOST_RATIO
        _need(ordered, f"a speed-up needs 0 < low <= estimate <= high <= {_MOST_RATIO:g}", self)
        _need(0 < self.confidence <= 1, "confidence must be in (0, 1]", self.confidence)

    @property
    def is_gain(self) -> bool:
        """Whether the program is certainly faster than the reference."""
        return self.low > 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """What was played, and how.

    Attributes:
        split: The split whose problems were played, all of them; empty where problems were named.
        languages: Languages of the programs.
        samples: Episodes of each task.
        turns: Most turns of an episode.
        seed: Seed of environments and agents.
        backend: The backend that was asked for, which measured.
        reward: The reward preset.
        feedback: What feedback told of counters.
    """

    split: str
    languages: tuple[str, ...]
    samples: int
    turns: int
    seed: int
    backend: str
    reward: str
    feedback: str

    def __post_init__(self) -> None:
        _need(1 <= self.samples <= _MOST_LISTED, "samples must be 1 or more", self.samples)
        _need(self.turns >= 1, "turns must be 1 or more", self.turns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """Who played.

    Attributes:
        name: Name of the scripted agent, or of the model.
        is_model: Whether it is a language model.
        temperature: Sampling temperature; None for the server's, or where there is no model.
        system: System message.
        request: Further fields of each request to the model.
    """

    name: str
    is_model: bool
    temperature: float | None = None
    system: str = ""
    request: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The machine on which the benchmark began.

    Attributes:
        host: Its fingerprint until its next boot.
        cpu: Model name of the CPU.
        cpus: Number of logical CPUs that perfgym could use.
        kernel: Name and release of the kernel.
        is_virtual: Whether it is a virtual machine.
    """

    host: str
    cpu: str
    cpus: int
    kernel: str
    is_virtual: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchTask:
    """One problem in one language, and what the expert's program gained there in this benchmark.

    Attributes:
        env_id: ID of its environment.
        problem: Name of the problem.
        language: Language of the programs.
        title: Title of the problem.
        classes: Names of its bottlenecks, the main one first.
        problem_sha256: Digest of the problem's files.
        toolchain: Name, version and flags of the compiler or run-time.
        backend: Name of the backend.
        sandbox: Name of the sandbox.
        sandbox_missing: Promises that the sandbox did not make.
        size_factor: Factor by which timed inputs were fitted to the machine.
        event: What filled the role of time, and its unit; empty where nothing was measured.
        expert_status: Status of the expert's program; empty where the problem has none.
        expert: Speed-up of the expert's program; None where it was not accepted or not measured.
    """

    env_id: str
    problem: str
    language: str
    title: str
    classes: tuple[str, ...]
    problem_sha256: str
    toolchain: str
    backend: str
    sandbox: str
    sandbox_missing: tuple[str, ...]
    size_factor: float
    event: str
    expert_status: Status | None = None
    expert: Speedup | None = None

    def __post_init__(self) -> None:
        _need(0 < self.size_factor <= _MOST_RATIO, "size_factor must be above 0", self.size_factor)
        _need(bool(self.problem and self.language), "a task needs a problem and a language", self.env_id)

    @property
    def key(self) -> tuple[str, str, str]:
        """Equal for tasks whose results may be compared."""
        return self.problem, self.language, self.problem_sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One episode.

    Attributes:
        env_id: ID of its environment.
        number: Number in the run, from 1.
        seed: Seed that the environment was reset with.
        status: Status of the episode's best program, or of its last one where none was accepted; None where
            nothing was submitted.
        accepted: Whether the best program passed every test, and no measured count of it is suspicious.
        speedup: Speed-up of the best program; None where none was accepted or measured.
        reward: Sum of the rewards; None where it is not a number, or the episode ended in a fault.
        turns: Status of each turn in order; empty text for a turn that submitted nothing.
        source: Source text of the best program, or of the last one; empty where there is none.
        sha256: Digest of the source in UTF-8, in hexadecimal; empty where there is none.
        usage: Tokens, cost and seconds of all replies, as far as they are known.
        fault_owner: The party to blame for a fault, ``"agent"`` or another; empty where there was none.
        fault: The cause of the fault in words.
    """

    env_id: str
    number: int
    seed: int
    status: Status | None
    accepted: bool
    speedup: Speedup | None
    reward: float | None
    turns: tuple[str, ...]
    source: str
    sha256: str
    usage: Mapping[str, float] = field(default_factory=dict[str, float])
    fault_owner: str = ""
    fault: str = ""

    def __post_init__(self) -> None:
        _need(len(self.source) <= _MOST_TEXT, "a source is too long", len(self.source))
        _need(
            self.sha256 == source_digest(self.source),
            "sha256 is not that of the source; the file was edited or damaged",
            self.sha256,
        )
        _need(self.accepted or self.speedup is None, "only an accepted program has a speed-up", self.status)
        _need(
            not self.accepted or (self.status is Status.ACCEPTED and bool(self.source)),
            "an accepted program has the status ACCEPTED and a source",
            self.status,
        )
        _need(self.reward is None or math.isfinite(self.reward), "reward must be finite", self.reward)

    @property
    def is_lost(self) -> bool:
        """Whether it says nothing about the agent: perfgym or the user failed, and it has to be repeated."""
        return bool(self.fault_owner) and self.fault_owner != "agent"


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchResult:
    """Everything that a benchmark of one agent came to.

    Attributes:
        format: :data:`FORMAT`.
        run_id: The run in the store of whoever played it.
        started: When it began, ISO 8601 in UTC.
        ended: When it ended.
        protocol: What was played, and how.
        player: Who played.
        machine: The machine.
        versions: Package to version.
        variables: The ``PERFGYM_*`` variables that were set.
        input_key: Digest of the secret key that inputs were drawn with.
        tasks: The tasks, by ID.
        episodes: The episodes, by number.
        notes: What a reader must know, such as a run that went on on another machine.
    """

    format: str
    run_id: str
    started: str
    ended: str
    protocol: Protocol
    player: Player
    machine: Machine
    versions: Mapping[str, str]
    variables: Mapping[str, str]
    input_key: str
    tasks: tuple[BenchTask, ...]
    episodes: tuple[Played, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _need(self.format == FORMAT, f"format must be {FORMAT!r}", self.format)
        _need(len(self.episodes) <= _MOST_LISTED, "there are too many episodes", len(self.episodes))
        known = [task.env_id for task in self.tasks]
        _need(bool(known) and len(set(known)) == len(known), "tasks must be one or more, each once", known)
        _need(
            len({task.key[:2] for task in self.tasks}) == len(known),
            "a problem and a language must be together in one task alone",
            known,
        )
        numbers = [one.number for one in self.episodes]
        _need(len(set(numbers)) == len(numbers), "an episode is listed twice", sorted(numbers))
        counts = dict.fromkeys(known, 0)
        for one in self.episodes:
            _need(one.env_id in counts, "an episode names no task of the file", one.env_id)
            counts[one.env_id] += 1
            _need(
                counts[one.env_id] <= self.protocol.samples,
                f"a task has more than the protocol's {self.protocol.samples} episodes",
                one.env_id,
            )

    @property
    def missing(self) -> int:
        """Number of episodes that have not been played, or have to be repeated."""
        played = sum(not one.is_lost for one in self.episodes)
        return len(self.tasks) * self.protocol.samples - played

    def samples(self, env_id: str) -> list[Played]:
        """The episodes of a task that say something about the agent, by number."""
        return [one for one in self.episodes if one.env_id == env_id and not one.is_lost]


def source_digest(source: str) -> str:
    """SHA-256 of a source in hexadecimal; empty for an empty source."""
    return hashlib.sha256(source.encode(errors="replace")).hexdigest() if source else ""


def result_text(result: BenchResult) -> str:
    """The content of a result file: JSON, equal for equal results."""
    return escape_unshown(json.dumps(portable(msgspec.to_builtins(result)), indent=1)) + "\n"


def read_result(path: Path) -> BenchResult:
    """Read a result file.

    Raises:
        SettingsError: It cannot be read, is larger than 64 MiB, or is not a result file; the message names
            the file and the place in it.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from error
    if len(content) > MOST_BYTES:
        raise SettingsError(f"{path} is larger than {MOST_BYTES >> 20} MiB: it is no result file")
    try:
        return msgspec.json.decode(content, type=BenchResult)
    except (ValueError, RecursionError) as error:
        cause = clean_text(str(error) or "it is nested too deeply", _LONGEST_CAUSE)
        raise SettingsError(f"{path} is not a result file of `perfgym bench`: {cause}") from error
