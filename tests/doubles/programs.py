"""Programs of the fake sandbox: the matrix product as Python functions, right, wrong and broken."""

import struct
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from perfgym.bank import Problem, load_problem
from perfgym.errors import PerfgymError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import Backend, FakeBackend
from perfgym.sandbox import FakeSandbox
from perfgym.sandbox.request import ProcessOutcome, ProcessRequest, ProcessResult
from perfgym.settings import Settings

OF_THE_MOMENT = ("stage_s", "core", "queue_ahead", "evaluation")
"""Keys of an ``info`` that depend on the time and on who else measures; the record has them too."""

WRONG, CRASHING, HANGING, FLOODING = "// wrong", "// crashing", "// hanging", "// flooding"


def ended(stdout: bytes, cpu_ns: int = 80_000_000) -> ProcessResult:
    """Return the result of a run that succeeded."""
    return ProcessResult(outcome=ProcessOutcome.EXITED, stdout=stdout, cpu_ns=cpu_ns)


def product(stdin: bytes) -> bytes:
    """Return the right output."""
    (n,) = struct.unpack_from("<i", stdin)
    a, b = np.frombuffer(stdin, "<f4", offset=4).reshape(2, n, n)
    with np.errstate(all="ignore"):
        return (a.astype(np.float64) @ b.astype(np.float64)).astype("<f4").tobytes()


def right(cpu_ns: int = 80_000_000) -> Callable[[bytes], ProcessResult]:
    """Return a program that is right and costs this much CPU time."""
    return lambda stdin: ended(product(stdin), cpu_ns)


def fake_sandbox(**more: Callable[[bytes], ProcessResult]) -> FakeSandbox:
    """Return a sandbox that knows two good programs of matmul, four bad ones and ``more``, by source."""
    problem = load_problem("matmul")
    programs = {
        problem.references["c"]: right(),
        problem.experts["c"]: right(20_000_000),
        LANGUAGES["c"].null_programs[0]: lambda _: ended(b"", 1_000_000),
        WRONG: lambda _: ended(b"\0\0\0\0"),
        CRASHING: lambda _: ProcessResult(
            outcome=ProcessOutcome.SIGNALED, signal=11, detail="killed by SIGSEGV"
        ),
        HANGING: lambda _: ProcessResult(outcome=ProcessOutcome.TIMED_OUT, detail="still running after 10 s"),
        FLOODING: lambda _: ProcessResult(outcome=ProcessOutcome.OUTPUT_TOO_LARGE, detail="wrote more"),
    }
    return FakeSandbox(programs | more)


class FailingSandbox:
    """Runs programs of the fake sandbox until ``failing`` is set."""

    name, memory_tier, missing, failing = "failing", "none", (), False

    def __init__(self, kind: type[PerfgymError]) -> None:
        self.kind = kind
        self.inner = fake_sandbox()

    def run(self, request: ProcessRequest) -> ProcessResult:
        """Run a program, or fail as a sandbox does on a full disk."""
        if self.failing:
            raise self.kind("the sandbox could not make a run: No space left on device")
        return self.inner.run(request)

    def close(self) -> None:
        """Do nothing."""


def small(problem: Problem) -> Problem:
    """The problem with half of the measured sizes, which Python functions compute at once."""
    measured = {
        language: {mode: group.scaled_by(0.5, problem.scaled) for mode, group in modes.items()}
        for language, modes in problem.measured.items()
    }
    return replace(problem, measured=measured)


def fake_evaluator(
    backend: Backend | None = None, extras: tuple[str, ...] = (), **more: Callable[[bytes], ProcessResult]
) -> Evaluator:
    """Return an evaluator of a small matmul in C that starts no process."""
    return Evaluator(
        small(load_problem("matmul")),
        LANGUAGES["c"],
        fake_sandbox(**more),
        backend or FakeBackend(),
        Settings(extras=extras),
    )
