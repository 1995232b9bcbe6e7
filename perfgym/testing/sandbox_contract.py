"""Contract tests of a sandbox that claims to contain hostile programs."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from perfgym.languages import LANGUAGES
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import RANDOM, Limits, ProcessOutcome, ProcessResult
from perfgym.sandbox.selftest import probe_guarantees

__all__ = ["SandboxContract"]

_ECHO = """
#include <stdio.h>
int main(void) { int c; while ((c = getchar()) != EOF) putchar(c); return 0; }
"""
_SPIN = "int main(void) { for (volatile int i = 0;; i++) {} }"
_TOUCH = """
#include <stdlib.h>
int main(void) {
    size_t size = (size_t)%d << 20;
    volatile char *memory = malloc(size + 1);
    for (size_t i = 0; i < size; i += 4096) memory[i] = 1;
    return 0;
}
"""
_DEAF_SPIN = """
#include <signal.h>
int main(void) { signal(SIGXCPU, SIG_IGN); for (volatile int i = 0;; i++) {} }
"""


_PRINT_FILE = """
#include <stdio.h>
int main(void) {
    FILE *file = fopen("%s", "rb");
    for (int left = 16, c; file && left-- && (c = getc(file)) != EOF;) putchar(c);
    return !file;
}
"""
_TURNS = """
#include <unistd.h>
int main(void) {
    char line[8];
    for (int i = 0; i < 3; i++)
        if (write(1, "question", 8) != 8 || read(0, line, 8) <= 0 || write(2, line, 1) != 1) return 1;
    return 7;
}
"""
_DEAF_AND_DUMB = "#include <unistd.h>\nint main(void) { for (;;) pause(); }"
_FLOOD = """
#include <unistd.h>
int main(void) { char z[4096] = {0}; while (write(1, z, sizeof z) > 0) {} return 3; }
"""


def _descriptors() -> list[str]:
    return os.listdir("/proc/self/fd")  # noqa: PTH208 - links to pipes


class SandboxContract:
    """Contract tests of a sandbox: override the fixture ``sandbox``."""

    @pytest.fixture
    def sandbox(self) -> Sandbox:
        """The sandbox to be checked; it is closed after the test."""
        raise NotImplementedError

    def _build(self, sandbox: Sandbox, source: str) -> bytes:
        request = LANGUAGES["c"].build_request(source.encode(), Limits(memory_bytes=2 << 30))
        result = sandbox.run(request)
        assert result.artifact, result.stderr.decode()
        return result.artifact

    def _run(self, sandbox: Sandbox, source: str, stdin: bytes = b"", **limits: float) -> ProcessResult:
        program = self._build(sandbox, source)
        bounds = Limits(**limits)  # pyright: ignore[reportArgumentType]
        return sandbox.run(LANGUAGES["c"].run_request(program, stdin, bounds))

    def test_it_has_a_name_and_says_how_memory_is_limited(self, sandbox: Sandbox) -> None:
        """Users see both."""
        assert sandbox.name
        assert sandbox.memory_tier

    def test_every_guarantee_is_kept(self, sandbox: Sandbox) -> None:
        """The self-test finds no broken promise among those that the sandbox makes."""
        assert [result for result in probe_guarantees(sandbox) if not result.kept] == []

    def test_output_comes_back_whole(self, sandbox: Sandbox) -> None:
        """No byte is lost or changed, whatever its value is."""
        stdin = bytes(range(256)) * 5000
        result = self._run(sandbox, _ECHO, stdin)
        assert result.outcome is ProcessOutcome.EXITED
        assert result.stdout == stdin

    def test_output_is_cut_at_its_limit(self, sandbox: Sandbox) -> None:
        """Output of exactly the limit is accepted; one byte more is too much."""
        assert self._run(sandbox, _ECHO, b"x" * 4096, output_bytes=4096).outcome is ProcessOutcome.EXITED
        assert (
            self._run(sandbox, _ECHO, b"x" * 4097, output_bytes=4096).outcome
            is ProcessOutcome.OUTPUT_TOO_LARGE
        )

    def test_exit_statuses_and_signals_are_told_apart(self, sandbox: Sandbox) -> None:
        """An exit status and a signal of the same number give different results."""
        exited = self._run(sandbox, "int main(void) { return 6; }")
        assert (exited.outcome, exited.exit_code) == (ProcessOutcome.EXITED, 6)
        aborted = self._run(sandbox, "#include <stdlib.h>\nint main(void) { abort(); }")
        assert (aborted.outcome, aborted.signal) == (ProcessOutcome.SIGNALED, signal.SIGABRT)

    def test_every_signal_can_end_a_program(self, sandbox: Sandbox) -> None:
        """Signals without a name are reported too."""
        source = "#include <signal.h>\n#include <stdio.h>\n"
        source += "int main(void) { int n = getchar(); raise(n); return 0; }"
        program = self._build(sandbox, source)
        for number in (1, 2, 6, 9, 11, 13, 14, 17, 25, 31, 34, 40, 64):
            result = sandbox.run(LANGUAGES["c"].run_request(program, bytes([number]), Limits(wall_s=0.2)))
            if result.outcome is ProcessOutcome.SIGNALED:
                assert (result.signal, result.detail != "") == (number, True)

    def test_a_deadline_is_kept(self, sandbox: Sandbox) -> None:
        """A program that does not end is stopped close to its deadline, and its CPU time is counted."""
        program = self._build(sandbox, _SPIN)
        started = time.monotonic()
        result = sandbox.run(LANGUAGES["c"].run_request(program, b"", Limits(wall_s=0.4)))
        assert result.outcome is ProcessOutcome.TIMED_OUT
        assert 0.3 < time.monotonic() - started < 3.0
        assert result.cpu_ns > 0.05e9

    @pytest.mark.parametrize("source", [_SPIN, _DEAF_SPIN], ids=["default", "deaf"])
    def test_a_limit_on_cpu_time_is_kept(self, sandbox: Sandbox, source: str) -> None:
        """The limit also ends a program that ignores the signal."""
        result = self._run(sandbox, source, cpu_s=1.0, wall_s=20.0)
        assert result.outcome is ProcessOutcome.TIMED_OUT
        assert result.cpu_ns < 3e9

    @pytest.mark.parametrize("mebibytes", [0, 50])
    def test_peak_memory_is_what_the_program_touched(self, sandbox: Sandbox, mebibytes: int) -> None:
        """The figure does not include memory of the harness or of the input."""
        held = b"x" * (128 << 20)
        result = self._run(sandbox, _TOUCH % mebibytes, held[: 16 << 20])
        assert result.outcome is ProcessOutcome.EXITED
        assert result.peak_rss_bytes > 0
        assert abs(result.peak_rss_bytes - (mebibytes << 20)) < 4 << 20

    def test_runs_do_not_see_each_other(self, sandbox: Sandbox) -> None:
        """The next run does not find a file that a run left in the scratch folder."""
        if "own-scratch-folder" in sandbox.missing:
            pytest.skip(f"{sandbox.name} does not promise it")
        source = """
        #include <fcntl.h>
        int main(void) { return open("/tmp/mark", O_CREAT | O_EXCL | O_WRONLY, 0600) < 0; }
        """
        program = self._build(sandbox, source)
        for _ in range(2):
            result = sandbox.run(LANGUAGES["c"].run_request(program, b"", Limits()))
            assert result.exit_code == 0

    def test_files_may_lie_in_folders(self, sandbox: Sandbox) -> None:
        """A run finds them by the relative paths of the request, and the next run does not."""
        program = self._build(sandbox, _PRINT_FILE % "testdata/a..b/c.txt")
        request = LANGUAGES["c"].run_request(program, b"", Limits())
        files = {"testdata/a..b/c.txt": b"here", "testdata/d": b"", "testdata/a..b/e": b""}
        assert sandbox.run(replace(request, files=files)).stdout == b"here"
        assert sandbox.run(replace(request, files={"testdata/d": b""})).exit_code == 1

    def test_random_bytes_are_there_on_request_alone(self, sandbox: Sandbox) -> None:
        """Most programs ask the kernel for them."""
        request = LANGUAGES["c"].run_request(self._build(sandbox, _PRINT_FILE % RANDOM), b"", Limits())
        assert len(set(sandbox.run(replace(request, random=True)).stdout)) > 1
        if "no-host-files" not in sandbox.missing:
            assert sandbox.run(request).exit_code == 1

    def test_a_program_waits_until_it_was_attached_to(self, sandbox: Sandbox) -> None:
        """The callback gets the process ID on the host, and the time of the run has not begun."""
        request = LANGUAGES["c"].run_request(self._build(sandbox, _ECHO), b"held", Limits(wall_s=0.3))
        seen: list[str] = []

        def attach(pid: int) -> None:
            time.sleep(0.4)
            seen.append(Path(f"/proc/{pid}/comm").read_text().strip())

        result = sandbox.run(replace(request, attach=attach))
        assert (result.outcome, result.stdout, seen) == (ProcessOutcome.EXITED, b"held", ["perfgym"])

    def test_what_goes_wrong_while_attaching_is_the_callers(self, sandbox: Sandbox) -> None:
        """The callback's exception reaches the caller unchanged, and the next run works."""
        request = LANGUAGES["c"].run_request(self._build(sandbox, _ECHO), b"", Limits())

        def attach(pid: int) -> None:
            raise KeyError(pid)

        with pytest.raises(KeyError):
            sandbox.run(replace(request, attach=attach))
        assert sandbox.run(request).outcome is ProcessOutcome.EXITED

    def _talk(
        self, sandbox: Sandbox, source: str, talk: Callable[[int, int], None], **limits: float
    ) -> ProcessResult:
        program = self._build(sandbox, source)
        bounds = Limits(**limits)  # pyright: ignore[reportArgumentType]
        return sandbox.run(replace(LANGUAGES["c"].run_request(program, b"", bounds), talk=talk))

    def test_a_caller_can_talk_to_a_program_while_it_runs(self, sandbox: Sandbox) -> None:
        """Each answer depends on a question, and the rest of the result is as for every run."""
        heard: list[bytes] = []

        def talk(from_program: int, to_program: int) -> None:
            for answer in b"abc":
                heard.append(os.read(from_program, 8))
                os.write(to_program, bytes([answer]))
            heard.append(os.read(from_program, 8))

        result = self._talk(sandbox, _TURNS, talk)
        assert heard == [b"question"] * 3 + [b""]
        assert (result.outcome, result.exit_code) == (ProcessOutcome.EXITED, 7)
        assert (result.stdout, result.stderr) == (b"", b"abc")
        assert result.wall_ns > 0

    @pytest.mark.parametrize("source", [_DEAF_AND_DUMB, _SPIN], ids=["sleeps", "spins"])
    def test_a_program_that_says_nothing_ends_at_its_deadline(self, sandbox: Sandbox, source: str) -> None:
        """The caller's read then returns no bytes."""
        said: list[bytes] = []
        result = self._talk(sandbox, source, lambda reader, _: said.append(os.read(reader, 1)), wall_s=0.3)
        assert said == [b""]
        assert result.outcome is ProcessOutcome.TIMED_OUT

    def test_a_program_that_does_not_listen_ends_at_its_deadline(self, sandbox: Sandbox) -> None:
        """The caller's write, which waits for room in the pipe, then fails with an error of the caller."""

        def talk(_: int, to_program: int) -> None:
            with pytest.raises(BrokenPipeError):
                while True:
                    os.write(to_program, bytes(1 << 16))

        result = self._talk(sandbox, _DEAF_AND_DUMB, talk, wall_s=0.3)
        assert result.outcome is ProcessOutcome.TIMED_OUT

    def test_talking_does_not_lift_the_limits_on_time_and_memory(self, sandbox: Sandbox) -> None:
        """They end a program as they end every other one."""

        def read(from_program: int, _: int) -> None:
            assert os.read(from_program, 1) == b""

        spun = self._talk(sandbox, _SPIN, read, cpu_s=1.0, wall_s=20.0)
        assert (spun.outcome, spun.cpu_ns < 3e9) == (ProcessOutcome.TIMED_OUT, True)
        hungry = self._talk(sandbox, _TOUCH % 256, read, memory_bytes=64 << 20)
        assert not hungry.succeeded

    def test_output_is_bounded_by_what_the_caller_reads(self, sandbox: Sandbox) -> None:
        """A program that writes without end waits, and is ended by the end of the pipe."""
        heard: list[int] = []
        result = self._talk(sandbox, _FLOOD, lambda reader, _: heard.append(len(os.read(reader, 100))))
        assert heard == [100]
        assert result.outcome is ProcessOutcome.SIGNALED
        assert result.signal == signal.SIGPIPE

    def test_an_error_of_the_caller_ends_the_run(self, sandbox: Sandbox) -> None:
        """It reaches the caller unchanged, even if it looks like one of the sandbox. The next run works."""
        ours = BrokenPipeError("the caller's own")

        def talk(*_: int) -> None:
            raise ours

        started = time.monotonic()
        with pytest.raises(BrokenPipeError) as caught:
            self._talk(sandbox, _DEAF_AND_DUMB, talk, wall_s=60.0)
        assert caught.value is ours
        assert time.monotonic() - started < 30
        assert self._run(sandbox, _ECHO, b"next").stdout == b"next"

    def test_talking_leaves_no_descriptor_open(self, sandbox: Sandbox) -> None:
        """Neither when it ends well nor after an error."""
        request = LANGUAGES["c"].run_request(self._build(sandbox, _FLOOD), b"", Limits())

        def leave(*_: int) -> None:
            pass

        def fail(*_: int) -> None:
            raise KeyError

        sandbox.run(replace(request, talk=leave))
        before = len(_descriptors())  # with those that a sandbox keeps between runs
        for _ in range(3):
            sandbox.run(replace(request, talk=leave))
            assert len(_descriptors()) <= before
        for _ in range(3):
            with pytest.raises(KeyError):
                sandbox.run(replace(request, talk=fail))
            assert len(_descriptors()) <= before

    def test_closing_twice_is_harmless(self, sandbox: Sandbox) -> None:
        """Gymnasium demands the same of environments."""
        sandbox.close()
        sandbox.close()
