"""The bytes and objects that a workload's program allocates, as the program itself tells them.

Go's runtime counts allocations in the program's own process, whose code is the agent's. So the figures could
be forged, and a reward may pay no more for them than for time. They are asked for in a run of their own: the
programs are the ones that are measured, but the timed runs do not count.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from perfgym.errors import ProblemError
from perfgym.measure import MeasurementSetup
from perfgym.measure.backend import CLOCK_MODE
from perfgym.programs.judge import judge, require_accepted, trusted_output
from perfgym.programs.program import Program
from perfgym.sandbox.request import ProcessResult

__all__ = ["Allocated", "Allocations", "measure_allocations", "with_driver"]

_VARIABLE = "PERFGYM_ALLOCATIONS"
_OWN_MAIN = re.compile(rb"^func main\(\)", re.MULTILINE)
_DRIVER_NAME = "perfgym_allocations.go"
_DRIVER = f"""\
package main

import (
	"os"
	"runtime"
	"strconv"
)

func main() {{
	perfgymWorkload()
	if os.Getenv("{_VARIABLE}") == "" {{
		return
	}}
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	bytes := strconv.FormatUint(stats.TotalAlloc, 10)
	count := strconv.FormatUint(stats.Mallocs, 10)
	os.Stderr.WriteString("\\nperfgym: " + bytes + " bytes in " + count + " allocations\\n")
}}
""".encode()
_REPORT = re.compile(rb"\nperfgym: ([0-9]{1,20}) bytes in ([0-9]{1,20}) allocations\n\Z")


@dataclass(frozen=True, slots=True)
class Allocations:
    """What one process allocated from its start to the end of ``main``, as it told itself.

    Attributes:
        size: Bytes; at least 1.
        count: Number of objects; at least 1.
    """

    size: float
    count: float


@dataclass(frozen=True, slots=True)
class Allocated:
    """Allocations of base and candidate on the same input; None where a program told nothing."""

    base: Allocations | None
    candidate: Allocations | None


def with_driver(main: bytes, where: str) -> Mapping[str, bytes]:
    """The files of a workload's package, to which the report of allocations is added.

    Args:
        main: The workload's source text. Its function ``main`` gets another name.
        where: The workload's name in messages.

    Raises:
        ProblemError: The source text does not define ``main`` exactly once.
    """
    renamed, found = _OWN_MAIN.subn(b"func perfgymWorkload()", main)
    if found != 1:
        raise ProblemError(
            f"{where}: main.go must have one line that begins with `func main()`, there are {found}"
        )
    return {"main.go": renamed, _DRIVER_NAME: _DRIVER}


def measure_allocations(setup: MeasurementSetup, candidate: Program, rng: np.random.Generator) -> Allocated:
    """Run the base and a candidate once on a fresh input of the measured size, and ask what they allocated.

    Raises:
        CandidateFailed: The candidate's process was not right.
        ProblemError: The base failed.
    """
    stdin = setup.draw(rng, CLOCK_MODE)
    reference = _run(setup.reference, stdin, setup.core)
    expected = trusted_output(reference, stdin)
    run = _run(candidate, stdin, setup.core)
    require_accepted(judge("extra run", run, lambda got: setup.compare(stdin, expected, got)))
    return Allocated(base=_reported(reference.stderr), candidate=_reported(run.stderr))


def _run(program: Program, stdin: bytes, core: int) -> ProcessResult:
    request = program.language.run_request(program.artifact, stdin, program.limits, core)
    return program.sandbox.run(replace(request, environment={**request.environment, _VARIABLE: "1"}))


def _reported(stderr: bytes) -> Allocations | None:
    """The last report on standard error; None if it does not end with one."""
    report = _REPORT.search(stderr)
    return report and Allocations(size=max(1.0, float(report[1])), count=max(1.0, float(report[2])))
