"""Source text -> a build, or the reason why there is none. No compiler runs."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from perfgym.errors import HarnessError, ProblemError
from perfgym.programs.build import compile_submission
from perfgym.records import Build, Status, Submission
from perfgym.sandbox import FakeSandbox
from perfgym.sandbox.request import ProcessOutcome, ProcessRequest, ProcessResult
from tests.doubles.plain_language import AnsweringSandbox, PlainLanguage

TEXT = Submission(files={"solution.plain": b"text"})
BUILT = ProcessResult(outcome=ProcessOutcome.EXITED, artifact=b"program", wall_ns=5)


def submission(source: bytes, *flags: str) -> Submission:
    return Submission(files={"solution.plain": source}, flags=flags)


def compiled(
    one: Submission, *results: ProcessResult, **more: Any
) -> tuple[Build, bytes, list[ProcessRequest]]:
    """Compile where the compiler ends like this; return build, program and the sandbox's requests."""
    sandbox = AnsweringSandbox(*results)
    build, artifact = compile_submission(
        one, PlainLanguage(), sandbox, **{"timeout_s": 3.0, "max_source_bytes": 100} | more
    )
    return build, artifact, sandbox.requests


def exited(code: int, stderr: bytes = b"", artifact: bytes | None = None) -> ProcessResult:
    return ProcessResult(
        outcome=ProcessOutcome.EXITED, exit_code=code, stderr=stderr, artifact=artifact, wall_ns=5
    )


def test_a_compiler_that_succeeds_gives_an_accepted_build() -> None:
    build, artifact, _ = compiled(TEXT, BUILT)
    assert (build.status, artifact, build.wall_ns) == (Status.ACCEPTED, b"program", 5)
    assert build.digest == hashlib.sha256(b"program").hexdigest()
    assert (build.toolchain, build.diagnostics) == ("plaincc 7.1 -fast", "")


def test_a_program_that_the_language_refuses_does_not_run() -> None:
    """The compiler's own messages are left out: they do not say why."""
    build, artifact, _ = compiled(TEXT, exited(0, b"a warning", artifact=b"refused"))
    assert (build.status, artifact, build.digest) == (Status.COMPILE_ERROR, b"", "")
    assert build.diagnostics == "the program must not run"


def test_the_compiler_gets_the_source_and_is_limited() -> None:
    """Its time is limited on the clock and in CPU seconds."""
    *_, (request,) = compiled(TEXT, BUILT, hidden=(Path("/secret"),), core=3)
    assert request.files == {"solution.plain": b"text"}
    assert (request.limits.wall_s, request.limits.cpu_s) == (3.0, 3.0)
    assert (request.hidden, request.core) == (("/secret",), 3)


def test_flags_are_given_to_the_compiler_and_named_in_the_toolchain() -> None:
    build, _, (request,) = compiled(submission(b"text", "-O1", "-g"), BUILT)
    assert request.argv == ("plaincc", "-O1", "-g")
    assert build.toolchain == "plaincc 7.1 -fast -O1 -g"


def test_warnings_of_a_compiler_that_succeeds_are_kept() -> None:
    build, *_ = compiled(TEXT, exited(0, b"noise\nwarning: odd", b"program"))
    assert (build.status, build.diagnostics) == (Status.ACCEPTED, "warning: odd")


def test_a_source_beyond_the_limit_of_bytes_is_not_compiled() -> None:
    build, artifact, requests = compiled(submission(b"x" * 101))
    assert (build.status, artifact, requests) == (Status.COMPILE_ERROR, b"", [])
    assert build.diagnostics == "the source has 101 bytes, at most 100 are compiled"
    assert compiled(submission(b"x" * 100), BUILT)[0].status is Status.ACCEPTED


@pytest.mark.parametrize(
    ("result", "says"),
    [
        (exited(1, b"error: no"), "error: no"),
        (exited(3), "the compiler ended with exit status 3 and said nothing"),
        (exited(0), "the compiler ended with exit status 0 and said nothing"),
        (exited(0, artifact=b""), "the compiler ended with exit status 0 and said nothing"),
        (exited(1, artifact=b"half"), "the compiler ended with exit status 1 and said nothing"),
        (
            ProcessResult(
                outcome=ProcessOutcome.OUT_OF_MEMORY, detail="used 2 GB", stderr=b"deep", wall_ns=5
            ),
            "the compiler was stopped: used 2 GB\ndeep",
        ),
        (
            ProcessResult(outcome=ProcessOutcome.SIGNALED, signal=11, detail="killed by SIGSEGV", wall_ns=5),
            "the compiler was stopped: killed by SIGSEGV",
        ),
    ],
)
def test_a_compiler_that_fails_gives_a_compile_error_with_its_cause(result: ProcessResult, says: str) -> None:
    """A compiler that exits with 0 and leaves no program has failed too."""
    build, artifact, _ = compiled(TEXT, result)
    assert (build.status, artifact, build.digest) == (Status.COMPILE_ERROR, b"", "")
    assert (build.toolchain, build.wall_ns) == ("plaincc 7.1 -fast", 5)
    assert build.diagnostics == says


def test_a_compiler_that_takes_too_long_has_a_status_of_its_own() -> None:
    stopped = ProcessResult(
        outcome=ProcessOutcome.TIMED_OUT, detail="still running after 3 s", artifact=b"half"
    )
    build, artifact, _ = compiled(TEXT, stopped)
    assert (build.status, artifact) == (Status.COMPILE_TIMEOUT, b"")
    assert build.diagnostics == "the compiler was stopped: still running after 3 s"


def test_diagnostics_are_printable_and_name_no_folder_of_the_host() -> None:
    build, *_ = compiled(TEXT, exited(1, b"/opt/plain/include/io.h: \x1b[31mbad\x1b[0m \xff"))
    assert build.diagnostics.startswith("plain/include/io.h: ")
    assert "bad" in build.diagnostics
    assert build.diagnostics.isprintable()


def test_a_failure_that_the_submission_did_not_cause_is_an_exception() -> None:
    """A flag that the language refuses is the problem's fault. A sandbox that breaks is perfgym's."""

    class Broken(FakeSandbox):
        def run(self, request: ProcessRequest) -> ProcessResult:
            raise HarnessError("the supervisor is gone")

    with pytest.raises(ProblemError, match="-refused"):
        compiled(submission(b"text", "-refused"))
    with pytest.raises(HarnessError, match="gone"):
        compile_submission(TEXT, PlainLanguage(), Broken({}), timeout_s=1.0, max_source_bytes=10)
