"""Reports of attacks, read from the standard error of the programs that run in a session's sandbox."""

from perfgym.redteam.leaks import LeakRecorder
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessRequest, ProcessResult

_LIMITS = Limits(wall_s=1.0, memory_bytes=64 << 20, output_bytes=1 << 10)


class _Reporting:
    """A sandbox in which every program succeeds and writes the same to standard error."""

    name, memory_tier, missing = "reporting", "none", ("alone",)

    def __init__(self, stderr: bytes) -> None:
        self._stderr = stderr

    def run(self, request: ProcessRequest) -> ProcessResult:
        return ProcessResult(outcome=ProcessOutcome.EXITED, stderr=self._stderr)

    def close(self) -> None:
        raise AssertionError("the sandbox belongs to the caller")


def test_a_report_of_a_program_that_succeeds_is_taken_once() -> None:
    recorder = LeakRecorder(_Reporting(b"noise\nLEAK /etc/passwd\nLEAK fork\x1b[31m\n"))
    for _ in range(2):
        recorder.run(ProcessRequest(argv=("program",), limits=_LIMITS))
    leaks = recorder.take()
    assert leaks[0] == "LEAK /etc/passwd"
    assert leaks[1].startswith("LEAK fork")
    assert len(leaks) == 2
    assert "\x1b" not in leaks[1]
    assert recorder.take() == []


def test_a_compiler_that_quotes_the_source_reports_nothing() -> None:
    recorder = LeakRecorder(_Reporting(b'rt_leak_if(worked, "LEAK /etc/passwd")'))
    recorder.run(ProcessRequest(argv=("compiler",), may_fork=True, limits=_LIMITS))
    assert recorder.take() == []


def test_the_recorder_shows_its_sandbox_and_leaves_it_open() -> None:
    recorder = LeakRecorder(_Reporting(b""))
    assert (recorder.name, recorder.memory_tier, recorder.missing) == ("reporting", "none", ("alone",))
    recorder.close()
