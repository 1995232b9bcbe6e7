"""What every language has to do, whatever its programs are built and run by."""

from dataclasses import dataclass

import numpy as np
import pytest

from perfgym.errors import ToolchainMissingError
from perfgym.languages import Language
from perfgym.machine.facts import usable_cores
from perfgym.programs.build import compile_submission
from perfgym.programs.judge import status_of
from perfgym.programs.program import Program
from perfgym.records import Build, Status
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessResult

__all__ = ["LanguageContract", "Samples"]

_MEMORY = 1 << 30
_STRANGE = ("\x00", "\ufeff", "\ud800", "(" * 50_000, "}", "é" * 1000, "\r\n\r\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """One language's programs that do what the contract asks for.

    Attributes:
        echo: Copies standard input to standard output, byte by byte, whatever the bytes.
        wrong: Does not build.
        says_wrong: What the diagnostics of ``wrong`` name, e.g. the line.
        crash: Builds, and fails of itself when it runs, in a function called ``dig``.
        says_crash: What its standard error names.
        endless: Never ends.
        hungry: Asks for and touches 3 GiB of memory.
        deep: Recurses a hundred thousand times or says that it cannot; ends in either case.
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
    """Override ``language`` and ``samples``, and the fixture ``sandbox``."""

    language: Language
    samples: Samples

    @pytest.fixture
    def sandbox(self) -> Sandbox:
        """What contains the programs, closed afterwards."""
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def _toolchain(self) -> None:
        try:
            self.language.toolchain()
        except ToolchainMissingError as error:
            pytest.skip(str(error))

    def _build(self, sandbox: Sandbox, source: str) -> Build:
        return compile_submission(source, self.language, sandbox, timeout_s=60, max_source_bytes=1 << 20)

    def _run(self, sandbox: Sandbox, source: str, stdin: bytes = b"", wall_s: float = 20.0) -> ProcessResult:
        build = self._build(sandbox, source)
        assert build.status is Status.ACCEPTED, build.diagnostics
        limits = Limits(wall_s=wall_s, cpu_s=wall_s, memory_bytes=_MEMORY)
        program = Program(source=source, build=build, language=self.language, sandbox=sandbox, limits=limits)
        return program.run(stdin, usable_cores()[0])

    def test_its_source_file_ends_as_its_language_does(self) -> None:
        """Problem folders name programs alike."""
        assert self.language.source_name.startswith("solution.")

    def test_the_toolchain_names_itself_its_version_and_its_flags(self) -> None:
        """All three are part of a baseline's identity; asking twice gives the same."""
        toolchain = self.language.toolchain()
        assert toolchain.identity == self.language.toolchain().identity
        assert toolchain.name
        assert any(character.isdigit() for character in toolchain.version)

    def test_the_null_program_does_nothing(self, sandbox: Sandbox) -> None:
        """It reads nothing, writes nothing and ends well."""
        result = self._run(sandbox, self.language.null_program)
        assert (result.outcome, result.exit_code, result.stdout, result.stderr) == (
            ProcessOutcome.EXITED,
            0,
            b"",
            b"",
        )

    @pytest.mark.parametrize("size", [0, 1, 70_000, 3_000_000])
    def test_bytes_go_in_and_out_as_they_are(self, sandbox: Sandbox, size: int) -> None:
        """None is added, dropped or translated."""
        sent = np.random.default_rng(size).bytes(size)
        result = self._run(sandbox, self.samples.echo, sent)
        assert result.succeeded, result
        assert result.stdout == sent

    def test_building_twice_gives_the_same_program(self, sandbox: Sandbox) -> None:
        """So that a program built before is known again."""
        first, again = (self._build(sandbox, self.samples.echo) for _ in range(2))
        assert first.digest == again.digest

    def test_diagnostics_say_what_is_wrong_and_nothing_of_the_host(self, sandbox: Sandbox) -> None:
        """No path of the toolchain's, no working folder."""
        build = self._build(sandbox, self.samples.wrong)
        assert build.status is Status.COMPILE_ERROR
        assert self.samples.says_wrong in build.diagnostics
        self._names_no_place(build.diagnostics)

    def test_a_failed_run_says_why_and_nothing_of_the_host(self, sandbox: Sandbox) -> None:
        """As far as the language tells at all."""
        result = self._run(sandbox, self.samples.crash)
        assert status_of(result) is Status.CRASHED
        assert self.samples.says_crash in result.stderr.decode()
        self._names_no_place(result.stderr.decode())

    def _names_no_place(self, said: str) -> None:
        toolchain = self.language.toolchain()
        hosts = {**toolchain.mounts, **toolchain.runtime_mounts}
        for place in ("/work/", "/root/", "/home/", *hosts.keys(), *hosts.values()):
            assert place not in said

    def test_tidying_takes_any_text(self) -> None:
        """However long, and whatever is in it."""
        for said in ("", "\x00\x1b[31m", "a" * 60_000, "at " * 20_000, '  File "' * 8_000, "\n" * 60_000):
            assert isinstance(self.language.tidy(said), str)

    def test_a_program_that_never_ends_is_stopped(self, sandbox: Sandbox) -> None:
        """With the status that says so."""
        assert status_of(self._run(sandbox, self.samples.endless, wall_s=1.0)) is Status.TIMED_OUT

    def test_a_program_that_wants_too_much_memory_fails(self, sandbox: Sandbox) -> None:
        """It is stopped, or told that there is no more."""
        result = self._run(sandbox, self.samples.hungry)
        assert status_of(result) in (Status.OUT_OF_MEMORY, Status.CRASHED)

    def test_deep_recursion_ends(self, sandbox: Sandbox) -> None:
        """In success or in a crash, never in a fault of ours."""
        assert status_of(self._run(sandbox, self.samples.deep)) in (
            Status.ACCEPTED,
            Status.CRASHED,
            Status.OUT_OF_MEMORY,
        )

    @pytest.mark.parametrize(
        "source", ["\x00", "\ufeff", "\ud800", "(" * 50_000, "}", "é" * 1000, "\r\n\r\n"]
    )
    def test_no_source_breaks_the_build(self, sandbox: Sandbox, source: str) -> None:
        """It is built or refused, and a refusal says something."""
        build = self._build(sandbox, source)
        assert build.status in (Status.ACCEPTED, Status.COMPILE_ERROR)
        assert build.status is Status.ACCEPTED or build.diagnostics
