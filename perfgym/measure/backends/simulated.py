"""The ``simulated`` backend: Valgrind's cachegrind with a fixed model of caches and branches.

The same program on the same input counts the same, whatever else the machine does: argument,
path and environment are fixed, and the model is not the host's. The input is the same for a whole
episode, so that the reference is simulated once and each candidate once.

Theory of trust: the simulator shares the program's address space, so what it says of a hostile
program is hearsay. A simulated program may open no file and execute nothing, and the request
sequence by which programs speak to Valgrind is refused in a binary: that leaves a program that
makes a request, or writes to the simulator's memory, at run time. It is betrayed by time, as both
programs also run natively on that input: a modelled gain far beyond the one that the clock saw is a
suspicion, for which a preset pays nothing. And presets pay no more for a miss saved than for time.
"""

import math
import secrets
import signal
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from perfgym.errors import HarnessError
from perfgym.measure.backend import MeasurementSetup
from perfgym.measure.backends.valgrind import TOOL, find_valgrind, simulator_in
from perfgym.programs.judge import judge, trusted_output
from perfgym.programs.program import Program
from perfgym.records import Interval, Measurement, Pair, Role, Status, TestResult
from perfgym.sandbox.request import ProcessRequest, ProcessResult

Counts = Mapping[Role, float]

__all__ = ["SimulatedBackend", "modelled_cycles", "totals"]

_PROGRAM = "program"
_MODEL = ("--I1=32768,8,64", "--D1=32768,8,64", "--LL=1048576,16,64")  # bytes, ways, bytes a line
_OPTIONS = ("--cache-sim=yes", "--branch-sim=yes", *_MODEL, "--vgdb=no", "--log-file=/tmp/log")
_OWN_MEMORY = 1 << 30  # what the simulator itself may take
_COUNTS_BYTES = 16 << 20
# How far beyond the clock the model may go. Of 122 honest variants, none that saved time goes further
# (benchmarks/results/counter_agreement.json).
_UNSEEN_GAIN, _MORE_THAN_SEEN, _MOST_BEYOND = math.log(2.0), 0.5, math.log(4.0)
_LOOKS = 3
_NULL_RUNS = 5
_LEAST_NET = 0.25  # of the start-up cost: where a run is hardly more than it, the clock says no more
# rol rdi by 3, 13, 61 and 51: how a program speaks to Valgrind (valgrind.h).
_REQUEST = bytes.fromhex("48c1c703 48c1c70d 48c1c73d 48c1c733")

_EVENTS: Mapping[Role, str] = {
    Role.TIME: "modelled-cycles",
    Role.L1D_MISSES: "D1-misses",
    Role.LLC_MISSES: "LL-misses",
    Role.BRANCH_MISSES: "mispredicts",
    Role.INSTRUCTIONS: "instructions",
}


def totals(file: bytes) -> Mapping[str, int]:
    """Event to count over the whole run, from a cachegrind output file.

    Names of functions, which the program chooses, lie between the first ``events:`` line and the
    last line of the file; these two alone are read.

    Raises:
        ValueError: It is no such file.
    """
    lines = file.rstrip(b"\n").split(b"\n")
    names = next((line for line in lines if line.startswith(b"events: ")), b"").split()[1:]
    last = lines[-1].split()
    if not names or last[:1] != [b"summary:"] or len(last) != len(names) + 1:
        raise ValueError("this is not a cachegrind output file")
    return {name.decode(): int(count) for name, count in zip(names, last[1:], strict=True)}


def modelled_cycles(counts: Mapping[str, int]) -> float:
    """Time in cycles of an imagined processor: instructions, and what misses cost."""
    misses_1 = counts["D1mr"] + counts["D1mw"]
    misses_last = counts["DLmr"] + counts["DLmw"]
    mispredicts = counts["Bcm"] + counts["Bim"]
    return 0.25 * counts["Ir"] + 3 * misses_1 + 30 * misses_last + 20 * mispredicts


def _by_role(counts: Mapping[str, int]) -> Mapping[Role, float]:
    return {
        Role.TIME: modelled_cycles(counts),
        Role.L1D_MISSES: float(max(counts["D1mr"] + counts["D1mw"], 1)),
        Role.LLC_MISSES: float(max(counts["DLmr"] + counts["DLmw"], 1)),
        Role.BRANCH_MISSES: float(max(counts["Bcm"] + counts["Bim"], 1)),
        Role.INSTRUCTIONS: float(counts["Ir"]),
    }


@dataclass(frozen=True, slots=True)
class _Simulated:
    """A reference's run on an episode's input."""

    digest: str
    stdin: bytes
    output: bytes
    counts: Counts


class SimulatedBackend:
    """Counts of a simulated processor, the same in each run. See the module's docstring.

    A program whose counts depend on nothing but its input is counted exactly: its interval has no
    width, and an equal seed gives an equal reward.

    Raises:
        MachineError: Valgrind is not installed, or is of an unknown kind.
    """

    name = "simulated"
    mode = "simulated"

    def __init__(self) -> None:
        self._folder = find_valgrind()
        self._simulator = simulator_in(self._folder)
        self._last: _Simulated | None = None
        self._startups_ns: dict[str, float] = {}  # by the null program, natively

    def events(self) -> Mapping[Role, str]:
        """Every role; ``time`` from a model of cycles."""
        return _EVENTS

    def absent(self) -> Mapping[Role, str]:
        """Nothing is."""
        return {}

    def refusal(self, bench: MeasurementSetup) -> str:
        """Where the language cannot be simulated, or the problem has no sizes for it."""
        language = bench.reference.language
        if language.simulated_spread is None:
            return f"programs in {language.name} cannot be simulated"
        return bench.no_sizes_for(self.mode)

    def _request(self, program: Program, stdin: bytes, bench: MeasurementSetup) -> ProcessRequest:
        plain = program.language.run_request(program.build.artifact, stdin, program.limits, bench.core)
        counts = f"/tmp/{secrets.token_hex(8)}"
        return ProcessRequest(
            argv=(
                str(self._folder / TOOL),
                *_OPTIONS,
                f"--cachegrind-out-file={counts}",
                f"/work/{_PROGRAM}",
                *plain.argv[1:],
            ),
            limits=replace(
                plain.limits,
                wall_s=bench.timeout_s,
                cpu_s=bench.timeout_s,
                memory_bytes=plain.limits.memory_bytes + _OWN_MEMORY,
            ),
            stdin=stdin,
            files={_PROGRAM: program.build.artifact},
            executable_files=(_PROGRAM,),
            mounts={str(self._folder): str(self._folder)},
            environment={"VALGRIND_LIB": str(self._folder), "VALGRIND_LAUNCHER": "/usr/bin/valgrind"},
            proc=True,
            core=plain.core,
            artifact=counts,
            artifact_bytes=_COUNTS_BYTES,
            simulator=self._simulator,
        )

    def count(self, program: Program, stdin: bytes, bench: MeasurementSetup) -> tuple[ProcessResult, Counts]:
        """One simulated run, and what it cost by role; nothing where no counts were left behind."""
        run = program.sandbox.run(self._request(program, stdin, bench))
        try:
            return run, _by_role(totals(run.artifact or b""))
        except ValueError:
            return run, {}

    def _reference(self, bench: MeasurementSetup) -> _Simulated:
        """The reference on the episode's input, simulated when that is new.

        Raises:
            HarnessError: The simulator left no counts.
        """
        stdin = bench.draw(np.random.default_rng(bench.episode), self.mode)
        digest = bench.reference.build.digest
        if self._last is None or (self._last.digest, self._last.stdin) != (digest, stdin):
            run, counts = self.count(bench.reference, stdin, bench)
            output = trusted_output(run, stdin)
            if not counts:
                raise HarnessError("the simulator left no counts of the reference")
            self._last = _Simulated(digest, stdin, output, counts)
        return self._last

    def profile(self, bench: MeasurementSetup, rng: np.random.Generator) -> Counts:
        """What the reference costs on the episode's input, by role."""
        del rng
        return self._reference(bench).counts

    def measure(
        self, bench: MeasurementSetup, candidate: Program, rng: np.random.Generator
    ) -> Measurement | TestResult:
        """See :meth:`perfgym.measure.Backend.measure`; the input is the episode's."""
        del rng
        if _REQUEST in candidate.build.artifact:
            return _spoilt("it speaks to the simulator, which no program may")
        reference = self._reference(bench)
        run, counts = self.count(candidate, reference.stdin, bench)
        if (judged := self._judged(bench, run, reference)).status is not Status.ACCEPTED:
            return judged
        if not counts:
            return _spoilt("it kept the simulator from writing its counts")
        ratios = {role: math.log(reference.counts[role] / counts[role]) for role in _EVENTS}
        spread = 2 * (candidate.language.simulated_spread or 0.0)  # both sides have it
        suspicions = self._suspicions(bench, candidate, reference, ratios[Role.TIME])
        if isinstance(suspicions, TestResult):
            return suspicions
        return Measurement(
            backend=self.name,
            events=self.events(),
            pairs=(Pair(reference=reference.counts, candidate=counts, reference_first=True),),
            intervals={
                role: Interval(estimate=ratio, low=ratio - spread, high=ratio + spread, confidence=1.0)
                for role, ratio in ratios.items()
            },
            suspicions=suspicions,
            hearsay=frozenset(_EVENTS),
        )

    def _judged(self, bench: MeasurementSetup, run: ProcessResult, reference: _Simulated) -> TestResult:
        """What the run comes to; the program's own words, as it meets this input again, stay untold."""
        if run.signal == signal.SIGILL:
            return _spoilt(_UNKNOWN_INSTRUCTION)
        judged = judge(_RUN, run, lambda got: bench.compare(reference.stdin, reference.output, got))
        return replace(judged, stderr=b"")

    def _net_ns(self, bench: MeasurementSetup, run: ProcessResult) -> float:
        """CPU time of a native run, less what starting a program that does nothing takes."""
        key = bench.null.build.digest
        if key not in self._startups_ns:
            self._startups_ns[key] = bench.startup_ns(_NULL_RUNS)
        startup_ns = self._startups_ns[key]
        return max(run.cpu_ns - startup_ns, _LEAST_NET * startup_ns, 1.0)

    def _suspicions(
        self, bench: MeasurementSetup, candidate: Program, reference: _Simulated, modelled: float
    ) -> tuple[str, ...] | TestResult:
        """Whether the clock, asked a few times, always contradicts the model; or a failed native run."""
        seen = 0.0
        for _ in range(_LOOKS):
            plain = bench.reference.run(reference.stdin, bench.core)
            run = candidate.run(reference.stdin, bench.core)
            if (judged := self._judged(bench, run, reference)).status is not Status.ACCEPTED:
                return judged
            seen = math.log(self._net_ns(bench, plain) / self._net_ns(bench, run))
            if modelled <= _believable(seen):
                return ()
        return (
            f"simulated it is {math.exp(modelled):.1f} times as fast as the reference, "
            f"run it is {math.exp(seen):.1f} times as fast",
        )


def _believable(seen: float) -> float:
    """The largest modelled gain that goes with one that the clock saw; both are log ratios."""
    seen = max(seen, 0.0)
    return seen + min(_UNSEEN_GAIN + _MORE_THAN_SEEN * seen, _MOST_BEYOND)


_RUN = "simulated run"
_UNKNOWN_INSTRUCTION = (
    "it uses an instruction beyond x86-64-v3, such as one of AVX-512, which cannot be simulated"
)


def _spoilt(why: str) -> TestResult:
    return TestResult(name=_RUN, status=Status.CRASHED, detail=why)
