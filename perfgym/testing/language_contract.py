"""Contract tests of a language, whichever tools build and run its programs."""

import re
import time
from dataclasses import dataclass

import numpy as np
import pytest

from perfgym.errors import ToolchainMissingError
from perfgym.languages import Language
from perfgym.machine.facts import usable_cores
from perfgym.programs.build import compile_submission
from perfgym.programs.judge import status_of
from perfgym.programs.program import Program
from perfgym.records import Build, Status, Submission
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessResult

__all__ = ["LanguageContract", "Samples"]

_MEMORY = 1 << 30
_STRANGE_SOURCES = ("\x00", "\ufeff", "\ud800", "(" * 50_000, "}", "é" * 1000, "\r\n\r\n")
# What programs can repeat in their output to make a pattern backtrack or a loop look back.
_REPEATED = ("a", " ", "\n", "at ", "    at node:internal\n", '  File "', '  File "x", line 1\n',
             "error: a\n\n", "goroutine 1 [running]:\n", "/rustc/0",
             "main.main()\n\tsolution.go:1 +0x1\n")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Programs in one language, each with the behaviour that a test of the contract needs.

    Attributes:
        echo: Copies standard input to standard output, byte by byte, whatever the bytes are.
        wrong: Does not build.
        says_wrong: Text that the diagnostics of ``wrong`` contain, e.g. the line.
        crash: Builds, and fails when it runs, in a function called ``dig``.
        says_crash: Text that the standard error of ``crash`` contains.
        endless: Never ends.
        hungry: Asks for and touches 3 GiB of memory.
        deep: Recurses a hundred thousand times, or fails because it cannot.
    """

    echo: str
    wrong: str
    says_wrong: str
    crash: str
    says_crash: str
    endless: str
    hungry: str
    deep: str


class LanguageContract:
    """Contract tests of a language: override ``language``, ``samples`` and the fixture ``sandbox``."""

    language: Language
    samples: Samples

    @pytest.fixture
    def sandbox(self) -> Sandbox:
        """The sandbox that runs the programs; it is closed after the test."""
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def _toolchain(self) -> None:
        try:
            self.language.toolchain()
        except ToolchainMissingError as error:
            pytest.skip(str(error))

    def _build(self, sandbox: Sandbox, source: str) -> tuple[Build, bytes]:
        submission = Submission(files={self.language.source_name: source.encode(errors="replace")})
        return compile_submission(submission, self.language, sandbox, timeout_s=60, max_source_bytes=1 << 20)

    def _run(self, sandbox: Sandbox, source: str, stdin: bytes = b"", wall_s: float = 20.0) -> ProcessResult:
        build, artifact = self._build(sandbox, source)
        assert build.status is Status.ACCEPTED, build.diagnostics
        limits = Limits(wall_s=wall_s, cpu_s=wall_s, memory_bytes=_MEMORY)
        program = Program(
            source=source,
            artifact=artifact,
            build=build,
            language=self.language,
            sandbox=sandbox,
            limits=limits,
        )
        return program.run(stdin, usable_cores()[0])

    def test_its_source_file_is_called_solution_with_an_ending(self) -> None:
        """Problem folders find programs by that name, and the language by the ending."""
        assert re.fullmatch(r"solution\.[a-z0-9]+", self.language.source_name)

    def test_a_run_says_where_its_code_may_come_from(self) -> None:
        """The sandbox lets memory become executable only as the language says."""
        assert self.language.run_request(b"", b"", Limits()).code is self.language.code

    def test_the_toolchain_names_itself_its_version_and_its_flags(self) -> None:
        """All three are part of a baseline's identity, so they do not change from call to call."""
        toolchain = self.language.toolchain()
        assert toolchain.identity == self.language.toolchain().identity
        assert toolchain.name
        assert any(character.isdigit() for character in toolchain.version)

    def test_the_null_programs_do_nothing(self, sandbox: Sandbox) -> None:
        """Each of them reads nothing, writes nothing and exits with status 0.

        The toolchain may refuse all but the first, which is the plain one.
        """
        plain, *tricks = self.language.null_programs
        built = [source for source in tricks if self._build(sandbox, source)[0].status is Status.ACCEPTED]
        for source in (plain, *built):
            result = self._run(sandbox, source)
            assert (result.outcome, result.exit_code, result.stdout, result.stderr) == (
                ProcessOutcome.EXITED,
                0,
                b"",
                b"",
            )

    @pytest.mark.parametrize("size", [0, 1, 70_000, 3_000_000])
    def test_bytes_go_in_and_out_as_they_are(self, sandbox: Sandbox, size: int) -> None:
        """No byte is added, dropped or translated."""
        sent = np.random.default_rng(size).bytes(size)
        result = self._run(sandbox, self.samples.echo, sent)
        assert result.succeeded, result
        assert result.stdout == sent

    def test_building_twice_gives_the_same_program(self, sandbox: Sandbox) -> None:
        """The cache of evaluations finds a program by the digest of its build."""
        (first, _), (again, _) = (self._build(sandbox, self.samples.echo) for _ in range(2))
        assert first.digest == again.digest

    def test_diagnostics_say_what_is_wrong_and_nothing_of_the_host(self, sandbox: Sandbox) -> None:
        """They contain no path of the toolchain, and no working folder."""
        build, _ = self._build(sandbox, self.samples.wrong)
        assert build.status is Status.COMPILE_ERROR
        assert self.samples.says_wrong in build.diagnostics
        self._names_no_place(build.diagnostics)

    def test_a_failed_run_says_why_and_nothing_of_the_host(self, sandbox: Sandbox) -> None:
        """Standard error contains what the language itself says about the failure."""
        result = self._run(sandbox, self.samples.crash)
        assert status_of(result) is Status.CRASHED
        assert self.samples.says_crash in result.stderr.decode()
        self._names_no_place(result.stderr.decode())

    def _names_no_place(self, said: str) -> None:
        toolchain = self.language.toolchain()
        hosts = {**toolchain.mounts, **toolchain.runtime_mounts}
        for place in ("/work/", "/root/", "/home/", *hosts.keys(), *hosts.values()):
            assert place not in said

    @pytest.mark.parametrize("part", _REPEATED)
    def test_tidying_takes_time_linear_in_the_text(self, part: str) -> None:
        """A program chooses the text. Four times as much text may take ten times as long; 16 is quadratic."""
        short, long = (self._tidying_s((part * size)[:size]) for size in (16_384, 65_536))
        assert long < 10 * short + 0.005

    def _tidying_s(self, said: str) -> float:
        """Least CPU time of several calls."""
        spent: list[float] = []
        for _ in range(5):
            started = time.thread_time()
            self.language.tidy(said)
            spent.append(time.thread_time() - started)
        return min(spent)

    @pytest.mark.parametrize("said", ["", "\x00\x1b[31m", "\n", "one line without an end"])
    def test_tidying_keeps_text_that_no_tool_has_written(self, said: str) -> None:
        """Only line ends at the beginning and the end may be dropped."""
        assert self.language.tidy(said).strip("\n") == said.strip("\n")

    def test_a_program_that_never_ends_is_stopped(self, sandbox: Sandbox) -> None:
        """The status says that it ran out of time."""
        assert status_of(self._run(sandbox, self.samples.endless, wall_s=1.0)) is Status.TIMED_OUT

    def test_a_program_that_wants_too_much_memory_fails(self, sandbox: Sandbox) -> None:
        """The sandbox stops it, or its allocation fails."""
        result = self._run(sandbox, self.samples.hungry)
        assert status_of(result) in (Status.OUT_OF_MEMORY, Status.CRASHED)

    def test_deep_recursion_ends(self, sandbox: Sandbox) -> None:
        """The program succeeds or crashes; the harness does not fail."""
        assert status_of(self._run(sandbox, self.samples.deep)) in (
            Status.ACCEPTED,
            Status.CRASHED,
            Status.OUT_OF_MEMORY,
        )

    @pytest.mark.parametrize("source", _STRANGE_SOURCES)
    def test_no_source_breaks_the_build(self, sandbox: Sandbox, source: str) -> None:
        """The build accepts it, or refuses it with a message."""
        build, _ = self._build(sandbox, source)
        assert build.status in (Status.ACCEPTED, Status.COMPILE_ERROR)
        assert build.status is Status.ACCEPTED or build.diagnostics
