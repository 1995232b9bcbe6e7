"""``supervisor.c`` and ``guard.c`` under strict compilers and sanitizers."""

import contextlib
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from perfgym.errors import SandboxUnavailableError
from perfgym.languages import LANGUAGES
from perfgym.sandbox import SANDBOXES, Sandbox
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessRequest
from tests.doubles.c_programs import forking
from tests.doubles.sanitized import FINDING, FOLDER, SOURCE, Sanitized

WARNINGS = [
    "-Wall",
    "-Wextra",
    "-Wpedantic",
    "-Wconversion",
    "-Wshadow",
    "-Wstrict-prototypes",
    "-Wmissing-prototypes",
    "-Wformat=2",
    "-Wvla",
    "-Wundef",
    "-Werror",
]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["gcc", "-O2", "-static"], id="gcc"),
        pytest.param(["gcc", "-O0"], id="gcc-O0"),
        pytest.param(["gcc", "-O1", "-fanalyzer"], id="gcc-analyzer"),
        pytest.param(["clang", "-O2"], id="clang"),
    ],
)
def test_the_supervisor_compiles_without_a_warning(command: list[str], tmp_path: Path) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(
        [*command, "-std=gnu17", *WARNINGS, SOURCE, FOLDER / "guard.c", "-o", tmp_path / "binary"],
        capture_output=True,
        check=False,
    )
    assert not done.stderr.decode()
    assert done.returncode == 0


def outcomes(sandbox: Sandbox, odd: bytes) -> None:
    """Make a run of every kind, and check its outcome."""
    request = ProcessRequest(
        argv=("x",), executable=odd, limits=Limits(wall_s=3, cpu_s=3, memory_bytes=256 << 20)
    )

    def run(*arguments: str, **changes: object) -> tuple[ProcessOutcome, int]:
        result = sandbox.run(replace(request, argv=("x", *arguments), **changes))  # type: ignore[arg-type]
        assert not FINDING.search(result.stderr)
        return result.outcome, result.exit_code

    short = replace(request.limits, wall_s=0.3)
    assert run("flood", limits=replace(short, output_bytes=1 << 20))[0] is ProcessOutcome.OUTPUT_TOO_LARGE
    assert run("sleep", limits=short)[0] is ProcessOutcome.TIMED_OUT
    assert run("spin", limits=short)[0] is ProcessOutcome.TIMED_OUT
    assert run("crash")[0] is ProcessOutcome.SIGNALED
    assert run("memory", limits=replace(request.limits, memory_bytes=96 << 20)) in (
        (ProcessOutcome.OUT_OF_MEMORY, 0),
        (ProcessOutcome.EXITED, 7),
    )
    assert run("leave", may_fork=True)[0] is ProcessOutcome.LEFT_PROCESSES
    for pages, at_most in ((2, 8192), (3, 8192), (0, 8192)):
        made = replace(
            request, argv=("x", "artifact", "/tmp/a", str(pages)), artifact="/tmp/a", artifact_bytes=at_most
        )
        artifact = sandbox.run(made).artifact
        assert (None if artifact is None else len(artifact)) == (pages * 4096 if pages < 3 else None)
    assert sandbox.run(replace(request, argv=("x", "none"), artifact="/tmp/a")).artifact is None
    attached: list[int] = []
    assert run("none", attach=attached.append) == (ProcessOutcome.EXITED, 0)
    assert len(attached) == 1
    for number in range(3):
        text = bytes([65 + number]) * 5000
        assert sandbox.run(replace(request, argv=("x", "echo"), stdin=text)).stdout == text
    assert run("list", "/work/there", files={"there": b"x", "too": b"y"}) == (ProcessOutcome.EXITED, 0)
    assert run("list", "/work/there") == (ProcessOutcome.EXITED, 1)
    assert run("none", core=min(os.sched_getaffinity(0))) == (ProcessOutcome.EXITED, 0)
    missing = ProcessRequest(argv=("/nowhere",), limits=Limits())
    assert sandbox.run(missing).outcome is ProcessOutcome.NOT_STARTED


@pytest.mark.parametrize("name", ["supervisor", "bubblewrap", "landlock", "unsafe-none"])
def test_no_run_trips_a_sanitizer(name: str, sanitized: Sanitized, odd: bytes) -> None:
    """In each sandbox, supervisor and guard make no fault of memory, whatever a program does."""
    if name == "landlock":
        try:
            SANDBOXES[name]()
        except SandboxUnavailableError as error:
            pytest.skip(str(error))
    with contextlib.closing(SANDBOXES[name]()) as sandbox:
        outcomes(sandbox, odd)
        source = b"int main(void) { return 3; }"
        built = sandbox.run(LANGUAGES["c"].build_request(source, Limits(memory_bytes=2 << 30)))
        assert built.artifact, built
        assert sandbox.run(replace(forking(built.artifact), may_fork=False)).exit_code == 3
    assert sanitized.findings == []
