"""Tests a sandbox's promises with a program that tries to break each of them.

A sandbox that passes has been seen to keep its promises on this machine, now. One that does not is refused
with a single error that names the broken promise and the fix.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from perfgym.errors import HarnessError, SandboxUnavailableError
from perfgym.sandbox.native import native_program
from perfgym.sandbox.request import (
    SCRATCH,
    WORK,
    CodeSource,
    Limits,
    ProcessOutcome,
    ProcessRequest,
    ProcessResult,
)
from perfgym.sandbox.sandbox import Sandbox

__all__ = ["FIX", "PROMISES", "ProbeResult", "check_guarantees", "probe_guarantees"]

_LIMITS = Limits(
    wall_s=5.0,
    memory_bytes=64 << 20,
    output_bytes=16 << 20,
    scratch_bytes=1 << 20,
    scratch_inodes=64,
)

_CODE = b"\xc3" * 4096  # instructions that return

PROMISES = {
    "empty-environment": "the program's environment is empty",
    "only-three-descriptors": "the program holds descriptors 0, 1 and 2 alone",
    "not-root": "the program is not root and cannot become root",
    "no-capabilities": "the program has no capabilities",
    "no-new-privileges": "set-uid programs give the program no rights",
    "system-calls-filtered": "a seccomp filter is on",
    "no-host-files": "no host file can be opened",
    "root-read-only": "nothing outside the scratch folder can be written",
    "input-read-only": "the input can neither be written nor marked",
    "no-network": "no network socket can be made",
    "no-new-processes": "a run cannot start processes",
    "no-namespaces": "no namespace or mount can be made",
    "no-tracing": "no other process can be traced",
    "stays-on-its-core": "the program cannot choose its core",
    "no-new-code": "no memory of a running program becomes executable",
    "no-written-code": "its input, its files and what it wrote are no code, even if it may load libraries",
    "alone": "the program sees only its own processes",
    "own-scratch-folder": "the scratch folder /tmp is empty and belongs to the run alone",
    "scratch-bytes-bounded": "the scratch folder's size is bounded",
    "scratch-files-bounded": "the scratch folder's number of files is bounded",
    "memory-bounded": "memory is bounded",
    "output-bounded": "output is bounded",
    "time-bounded": "a program that does not end is stopped",
    "cpu-time-seen": "the program's CPU time is counted",
}
"""Name of each promise to its meaning."""

FIX = (
    "bubblewrap needs unprivileged user namespaces: as root run "
    "`sysctl -w kernel.unprivileged_userns_clone=1 user.max_user_namespaces=10000` (and on Ubuntu "
    "`sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`); in a container start it with "
    "`--security-opt seccomp=unconfined --security-opt apparmor=unconfined`; "
    '`sandbox="landlock"` works without them, and promises less'
)


def _fix(sandbox: Sandbox) -> str:
    """The end of a message about a sandbox that works on every machine that is set up for it."""
    return "" if sandbox.missing else f"; {FIX}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeResult:
    """Whether one promise was kept, and what the probe saw."""

    promise: str
    kept: bool
    seen: str = ""


def _probe(
    sandbox: Sandbox,
    binary: bytes,
    *argv: str,
    wall_s: float = 5.0,
    files: Mapping[str, bytes] | None = None,
    code: CodeSource = CodeSource.PROGRAM,
) -> ProcessResult:
    return sandbox.run(
        ProcessRequest(
            argv=("probe", *argv),
            executable=binary,
            limits=replace(_LIMITS, wall_s=wall_s),
            stdin=_CODE,
            files=files or {},
            code=code,
        )
    )


def _answers(result: ProcessResult) -> dict[str, str]:
    return dict(line.split(" ", 1) for line in result.stdout.decode().splitlines())


def _walls(sandbox: Sandbox, binary: bytes) -> Iterator[ProbeResult]:
    written = f"{SCRATCH}/code"
    limits = (str(_LIMITS.scratch_bytes), str(_LIMITS.scratch_inodes))
    plain = _probe(sandbox, binary, "walls", written, *limits)
    own = {"code": _CODE}
    loading = _probe(sandbox, binary, "files", written, f"{WORK}/code", files=own, code=CodeSource.FILES)
    answers = _answers(plain) | _answers(loading)
    limits_tried = {"memory-bounded", "output-bounded", "time-bounded", "cpu-time-seen"}
    for promise in PROMISES:
        if promise not in limits_tried and promise not in sandbox.missing:
            ended = f"{plain.outcome} and {loading.outcome}"
            answer = answers.get(promise, f"not reached, the probe's runs ended with {ended}")
            yield ProbeResult(promise=promise, kept=answer == "ok", seen=answer)


def _limits(sandbox: Sandbox, binary: bytes) -> Iterator[ProbeResult]:
    def tested(promise: str, result: ProcessResult, kept: Callable[[ProcessResult], bool]) -> ProbeResult:
        seen = f"{result.outcome} {result.detail}, {result.cpu_ns / 1e6:.0f} ms of CPU time"
        return ProbeResult(promise=promise, kept=kept(result), seen=seen)

    memory = _probe(sandbox, binary, "memory")
    yield tested(
        "memory-bounded",
        memory,
        lambda r: r.outcome in (ProcessOutcome.OUT_OF_MEMORY, ProcessOutcome.SIGNALED),
    )
    output = _probe(sandbox, binary, "output")
    yield tested("output-bounded", output, lambda r: r.outcome is ProcessOutcome.OUTPUT_TOO_LARGE)
    spin = _probe(sandbox, binary, "spin", wall_s=0.15)
    yield tested("time-bounded", spin, lambda r: r.outcome is ProcessOutcome.TIMED_OUT)
    yield tested("cpu-time-seen", spin, lambda r: 5e6 < r.cpu_ns < 10 * 0.15e9)


def probe_guarantees(sandbox: Sandbox) -> Iterator[ProbeResult]:
    """Test every promise that the sandbox makes, one after the other.

    Raises:
        SandboxUnavailableError: The sandbox cannot run the probe.
    """
    binary = native_program("probe")
    try:
        yield from _walls(sandbox, binary)
        yield from _limits(sandbox, binary)
    except HarnessError as error:
        raise SandboxUnavailableError(
            f"the {sandbox.name} sandbox does not work here: {error}{_fix(sandbox)}"
        ) from error


def check_guarantees(sandbox: Sandbox) -> None:
    """Raise :class:`SandboxUnavailableError` at the first promise that the sandbox does not keep."""
    for result in probe_guarantees(sandbox):
        if not result.kept:
            raise SandboxUnavailableError(
                f"the {sandbox.name} sandbox does not keep the promise that "
                f"{PROMISES[result.promise]} ({result.promise}: {result.seen}){_fix(sandbox)}"
            )
