"""The ``simulated`` backend: Valgrind's cachegrind with a fixed model of caches and branches.

The same program on the same input counts the same, whatever else the machine does: argument,
path and environment are fixed, and the model is not the host's. Costs one simulation of the
reference and one of the candidate, on a smaller input than the timed ones.
"""

import math
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from perfgym.errors import HarnessError, MachineError
from perfgym.judging import judge, trusted_output
from perfgym.measure.bench import Bench
from perfgym.program import Program
from perfgym.types import Interval, Measurement, Pair, Role, RunRequest, RunResult, Status, TestResult

__all__ = ["SimulatedBackend", "modelled_cycles", "totals"]

_TOOL = "cachegrind-amd64-linux"
_FOLDERS = ("/usr/libexec/valgrind", "/usr/lib/valgrind", "/usr/lib/x86_64-linux-gnu/valgrind")
_COUNTS = "/tmp/counts"
_PROGRAM = "program"
_MODEL = ("--I1=32768,8,64", "--D1=32768,8,64", "--LL=1048576,16,64")  # bytes, ways, bytes a line
_OPTIONS = ("--cache-sim=yes", "--branch-sim=yes", *_MODEL, "--vgdb=no", "--log-file=/tmp/log")
_OWN_MEMORY = 1 << 30  # what the simulator itself may take
_COUNTS_BYTES = 16 << 20
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


def _find() -> Path:
    launcher = shutil.which("valgrind")
    places = [Path(folder) for folder in _FOLDERS]
    if launcher:
        places += [Path(launcher).resolve().parent.parent / part / "valgrind" for part in ("libexec", "lib")]
    for place in places:
        if (place / _TOOL).is_file():
            return place.resolve()
    raise MachineError("valgrind, which simulates, is not installed; run `apt install valgrind`")


class SimulatedBackend:
    """Counts of a simulated processor, the same in each run. See the module's docstring.

    A program whose counts depend on nothing but its input is counted exactly: its interval has no
    width, and an equal seed gives an equal reward.

    Raises:
        MachineError: Valgrind is not installed.
    """

    name = "simulated"
    mode = "simulated"

    def __init__(self) -> None:
        self._folder = _find()

    def events(self) -> Mapping[Role, str]:
        """Every role; ``time`` from a model of cycles."""
        return _EVENTS

    def _request(self, program: Program, stdin: bytes, timeout_s: float) -> RunRequest:
        plain = program.language.run_request(program.build.artifact, stdin, program.limits)
        limits = replace(
            plain.limits,
            wall_s=timeout_s,
            cpu_s=timeout_s,
            memory_bytes=plain.limits.memory_bytes + _OWN_MEMORY,
        )
        return RunRequest(
            argv=(
                str(self._folder / _TOOL),
                *_OPTIONS,
                f"--cachegrind-out-file={_COUNTS}",
                f"/work/{_PROGRAM}",
                *plain.argv[1:],
            ),
            limits=limits,
            stdin=stdin,
            files={_PROGRAM: program.build.artifact},
            executable_files=(_PROGRAM,),
            mounts=(str(self._folder),),
            environment={"VALGRIND_LIB": str(self._folder), "VALGRIND_LAUNCHER": "/usr/bin/valgrind"},
            proc=True,
            artifact=_COUNTS,
            artifact_bytes=_COUNTS_BYTES,
        )

    def count(
        self, program: Program, stdin: bytes, timeout_s: float
    ) -> tuple[RunResult, Mapping[Role, float]]:
        """One simulated run, and what it cost by role; nothing where it failed.

        Raises:
            HarnessError: The simulator left no counts.
        """
        run = program.sandbox.run(self._request(program, stdin, timeout_s))
        if run.status is not Status.ACCEPTED:
            return run, {}
        try:
            return run, _by_role(totals(run.artifact or b""))
        except ValueError as error:
            raise HarnessError(f"the simulator's counts cannot be read: {error}") from error

    def profile(self, bench: Bench, rng: np.random.Generator) -> Mapping[Role, float]:
        """What the reference costs on one fresh input, by role."""
        stdin = bench.draw(rng, self.mode)
        run, counts = self.count(bench.reference, stdin, bench.timeout_s)
        trusted_output(run, stdin)
        return counts

    def measure(self, bench: Bench, candidate: Program, rng: np.random.Generator) -> Measurement | TestResult:
        """See :meth:`perfgym.measure.Backend.measure`."""
        if _REQUEST in candidate.build.artifact:
            why = "the program speaks to the simulator, which none may do"
            return TestResult(name="simulated run", status=Status.CRASHED, detail=why)
        stdin = bench.draw(rng, self.mode)
        reference, reference_counts = self.count(bench.reference, stdin, bench.timeout_s)
        expected = trusted_output(reference, stdin)
        run, counts = self.count(candidate, stdin, bench.timeout_s)
        judged = judge("simulated run", run, lambda got: bench.compare(stdin, expected, got))
        if judged.status is not Status.ACCEPTED:
            return judged
        ratios = {role: math.log(reference_counts[role] / counts[role]) for role in _EVENTS}
        return Measurement(
            backend=self.name,
            events=self.events(),
            pairs=(Pair(reference=reference_counts, candidate=counts, reference_first=True),),
            intervals={
                role: Interval(estimate=ratio, low=ratio, high=ratio, confidence=1.0)
                for role, ratio in ratios.items()
            },
        )
