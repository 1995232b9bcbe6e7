"""The ``simulated`` backend: Valgrind's cachegrind with a fixed model of caches and branches.

The same program on the same input has the same counts, whatever else the machine does: arguments,
path and environment are fixed, and the model is not the host's. The input is the same for a whole
episode, so that the reference is simulated once and each candidate once.

Theory of trust: the simulator shares the program's address space, so a hostile program could forge its
counts. A simulated program may open no file and execute nothing, and a binary that holds the request
sequence by which programs speak to Valgrind is refused. A program can still make such a request, or write
to the simulator's memory, at run time. Time exposes it, because both programs also run natively on that
input: if the modelled gain is far beyond the one that the clock shows, the measurement is suspicious and a
preset pays nothing. ``improvement`` also pays no more for misses saved than for time.
"""

import math
import signal
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from perfgym.errors import HarnessError
from perfgym.machine.architecture import architecture
from perfgym.measure.backend import SIMULATOR_MODE, DoctorHint, MeasurementSetup
from perfgym.measure.backends.cachegrind import asks_the_simulator, cachegrind_request, totals
from perfgym.measure.backends.valgrind import find_valgrind, simulator_in
from perfgym.measure.prices import modelled_cycles
from perfgym.programs.judge import judge, require_accepted, status_of, trusted_output
from perfgym.programs.program import Program
from perfgym.records import (
    CandidateFailed,
    Counts,
    Event,
    Interval,
    Measurement,
    Pair,
    Role,
    Status,
    TestResult,
    Unit,
)
from perfgym.sandbox.request import ProcessOutcome, ProcessRequest, ProcessResult

__all__ = ["NotSimulated", "SimulatedBackend"]

# How far the modelled gain may exceed the measured one; no honest variant of 121 that saved time exceeds it
# by more (benchmarks/results/counter_agreement.json).
_UNSEEN_GAIN, _MORE_THAN_SEEN, _MOST_BEYOND = math.log(2.0), 0.5, math.log(4.0)
_LOOKS = 6
_NULL_RUNS = 3
_LEAST_NET = 0.25  # of the start-up cost: the clock cannot resolve less
_EVENTS: Mapping[Role, Event] = {
    Role.TIME: Event(name="modelled-cycles", unit=Unit.CYCLES),
    Role.L1D_MISSES: Event(name="D1-misses", unit=Unit.OCCURRENCES),
    Role.LLC_MISSES: Event(name="LL-misses", unit=Unit.OCCURRENCES),
    Role.BRANCH_MISSES: Event(name="mispredicts", unit=Unit.OCCURRENCES),
    Role.INSTRUCTIONS: Event(name="instructions", unit=Unit.OCCURRENCES),
}


class NotSimulated(CandidateFailed):
    """The simulator, and it alone, could not run a candidate: natively it was right on the same input."""


def _by_role(counts: Mapping[str, int]) -> Mapping[Role, float]:
    """Counts of cachegrind's events by role, each at least 1; time is modelled from them."""
    events = {
        Role.L1D_MISSES: float(counts["D1mr"] + counts["D1mw"]),
        Role.LLC_MISSES: float(counts["DLmr"] + counts["DLmw"]),
        Role.BRANCH_MISSES: float(counts["Bcm"] + counts["Bim"]),
        Role.INSTRUCTIONS: float(counts["Ir"]),
    }
    return {Role.TIME: modelled_cycles(events)} | {role: max(count, 1.0) for role, count in events.items()}


@dataclass(frozen=True, slots=True)
class _Simulated:
    """The reference simulated on an episode's input."""

    stdin: bytes
    output: bytes
    counts: Counts


class SimulatedBackend:
    """Counts of a simulated processor, equal in every process. See the module's docstring.

    A program whose counts depend on nothing but its input is counted exactly: its interval has no
    width, and an equal seed gives an equal reward.

    Raises:
        MachineError: Valgrind is not installed, or its version is not supported.
    """

    name = "simulated"
    doctor_hint = DoctorHint(unavailable="no program can be simulated")
    mode = SIMULATOR_MODE
    needs_core = False

    def __init__(self) -> None:
        self._folder = find_valgrind()
        simulator_in(self._folder)  # raises before anything is measured

    def events(self) -> Mapping[Role, Event]:
        """Every role; ``time`` comes from a model of cycles."""
        return _EVENTS

    def absent(self) -> Mapping[Role, str]:
        """Empty: every role is filled."""
        return {}

    def refusal(self, setup: MeasurementSetup) -> str:
        """Refuses a language that cannot be simulated, and a problem that has no sizes for it."""
        language = setup.reference.language
        if language.simulated_spread is None:
            return f"programs in {language.name} cannot be simulated"
        return setup.no_sizes_for(self.mode)

    def _request(self, program: Program, stdin: bytes, setup: MeasurementSetup) -> ProcessRequest:
        plain = program.language.run_request(program.artifact, stdin, program.limits, setup.core)
        bare = replace(plain, environment={})
        return cachegrind_request(bare, program.artifact, timeout_s=setup.timeout_s, folder=self._folder)

    def count(self, program: Program, stdin: bytes, setup: MeasurementSetup) -> tuple[ProcessResult, Counts]:
        """Simulate a program once; the process, and its counts by role, or none if it left none behind."""
        run = program.sandbox.run(self._request(program, stdin, setup))
        try:
            return run, _by_role(totals(run.artifact or b""))
        except ValueError:
            return run, {}

    def _reference(self, setup: MeasurementSetup) -> _Simulated:
        """The reference on the episode's input, simulated once an episode.

        Raises:
            HarnessError: The simulator left no counts.
        """
        return setup.memo.once_an_episode(
            ("simulated reference", setup.episode), lambda: self._simulate_reference(setup)
        )

    def _simulate_reference(self, setup: MeasurementSetup) -> _Simulated:
        stdin = setup.draw(np.random.default_rng(setup.episode), self.mode)
        run, counts = self.count(setup.reference, stdin, setup)
        output = trusted_output(run, stdin)
        if not counts:
            raise HarnessError("the simulator left no counts of the reference")
        return _Simulated(stdin, output, counts)

    def profile(self, setup: MeasurementSetup, rng: np.random.Generator) -> Counts:
        """The cost of the reference on the episode's input, by role."""
        del rng
        return self._reference(setup).counts

    def measure(self, setup: MeasurementSetup, candidate: Program, rng: np.random.Generator) -> Measurement:
        """See :meth:`perfgym.measure.backend.Backend.measure`; the input is the episode's.

        Raises:
            NotSimulated: The program uses an instruction that the simulator does not know, or takes more time
                or memory in the simulator than it may; natively it is right on that input.
            CandidateFailed: The program failed in any other way.
        """
        del rng
        if asks_the_simulator(candidate.artifact):
            raise _crashed("the program contains a request to the simulator, which is forbidden")
        reference = self._reference(setup)
        run, counts = self.count(candidate, reference.stdin, setup)
        _require_simulated(setup, run, candidate, reference)
        _require_right(setup, run, reference)
        if not counts:
            raise _crashed("the program kept the simulator from writing its counts")
        ratios = {role: math.log(reference.counts[role] / counts[role]) for role in _EVENTS}
        spread = 2 * (candidate.language.simulated_spread or 0.0)  # both sides have it
        suspicions = self._suspicions(setup, candidate, reference, ratios[Role.TIME])
        return Measurement(
            backend=self.name,
            events=self.events(),
            pairs=(Pair(reference=reference.counts, candidate=counts),),
            intervals={
                role: Interval(estimate=ratio, low=ratio - spread, high=ratio + spread, confidence=1.0)
                for role, ratio in ratios.items()
            },
            suspicions=suspicions,
            forgeable=tuple(_EVENTS),
        )

    def _suspicions(
        self, setup: MeasurementSetup, candidate: Program, reference: _Simulated, modelled: float
    ) -> tuple[str, ...]:
        """Whether the clock contradicts the model in each of a few native runs.

        Raises:
            CandidateFailed: A native run of the candidate was not right.
        """
        seen = 0.0
        for _ in range(_LOOKS):
            plain = setup.reference.run(reference.stdin, setup.core)
            run = candidate.run(reference.stdin, setup.core)
            _require_right(setup, run, reference)
            startup_ns = setup.startup_ns(_NULL_RUNS)
            seen = math.log(_net_ns(plain, startup_ns) / _net_ns(run, startup_ns))
            if modelled <= _believable(seen):
                return ()
        return (
            f"simulated, the program is {math.exp(modelled):.1f} times as fast as the reference; "
            f"run natively, it is {math.exp(seen):.1f} times as fast",
        )


def _require_right(setup: MeasurementSetup, run: ProcessResult, reference: _Simulated) -> None:
    """Raise CandidateFailed unless the candidate's process was right."""
    require_accepted(judge(_RUN, run, lambda got: setup.compare(reference.stdin, reference.output, got)))


def _require_simulated(
    setup: MeasurementSetup, run: ProcessResult, candidate: Program, reference: _Simulated
) -> None:
    """Raise NotSimulated if the simulator reached one of its limits, and the program is right without it.

    What a program could bring about otherwise, such as a wrong output or its own end, stays its failure.
    """
    if run.signal == signal.SIGILL:
        status, cause = Status.CRASHED, _UNKNOWN_INSTRUCTION
    elif (limit := _LIMITS.get(run.outcome)) is not None:
        status, cause = status_of(run), f"the program cannot be simulated within {limit}"
    else:
        return
    _require_right(setup, candidate.run(reference.stdin, setup.core), reference)
    raise NotSimulated(status, TestResult(name=_RUN, status=status, detail=cause))


def _net_ns(run: ProcessResult, startup_ns: float) -> float:
    """CPU time of a native process, without that of starting it."""
    return max(run.cpu_ns - startup_ns, _LEAST_NET * startup_ns, 1.0)


def _believable(seen: float) -> float:
    """The largest modelled gain that is plausible beside a measured one; both are log ratios."""
    seen = max(seen, 0.0)
    return seen + min(_UNSEEN_GAIN + _MORE_THAN_SEEN * seen, _MOST_BEYOND)


_RUN = "simulated run"
_LIMITS: Mapping[ProcessOutcome, str] = {
    ProcessOutcome.TIMED_OUT: "the time of a measurement",
    ProcessOutcome.OUT_OF_MEMORY: "its memory limit and what the simulator itself takes",
}
_UNKNOWN_INSTRUCTION = (
    f"the program uses an instruction beyond {architecture().baseline}, "
    f"such as one of {architecture().beyond}, which cannot be simulated"
)


def _crashed(cause: str) -> CandidateFailed:
    return CandidateFailed(Status.CRASHED, TestResult(name=_RUN, status=Status.CRASHED, detail=cause))
