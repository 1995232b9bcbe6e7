"""Source text -> program, for submissions and for the programs of perfgym and of a problem's author."""

import contextlib
from pathlib import Path

from perfgym.bank import Problem, bank_folders
from perfgym.errors import ProblemError
from perfgym.languages import Language
from perfgym.programs.build import compile_submission
from perfgym.programs.memo import Memo
from perfgym.programs.program import Program
from perfgym.records import Build, Status, Submission
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits
from perfgym.settings import Settings

__all__ = ["Builder", "run_limits"]

_PACKAGE = Path(__file__).parents[1]


def run_limits(problem: Problem, settings: Settings) -> Limits:
    """The limits of one run of a program that solves a problem."""
    return Limits(
        wall_s=settings.test_timeout_s,
        cpu_s=settings.test_timeout_s,
        memory_bytes=settings.memory_bytes or problem.memory_bytes,
        processes=settings.processes,
        output_bytes=problem.output_bytes,
    )


class Builder:
    """Builds programs in one language that solve one problem.

    Args:
        problem: The problem, whose folder no build sees and whose limits every run has.
        language: Language of the programs.
        sandbox: Contains builds and runs.
        settings: Limits.
        memo: Keeps the trusted programs, so that each is built once.
    """

    def __init__(
        self, problem: Problem, language: Language, sandbox: Sandbox, settings: Settings, memo: Memo
    ) -> None:
        self._problem = problem
        self._language = language
        self._sandbox = sandbox
        self._settings = settings
        self._memo = memo

    def submission(self, source: str, flags: tuple[str, ...] = ()) -> Submission:
        """A source text as a submission. Lone surrogates, which no file can hold, become question marks."""
        return Submission(files={self._language.source_name: source.encode(errors="replace")}, flags=flags)

    def compile(self, submission: Submission, core: int | None) -> tuple[Build, bytes]:
        """Build a submission in the sandbox: the record of the build, and the artifact."""
        return compile_submission(
            submission,
            self._language,
            self._sandbox,
            timeout_s=self._settings.compile_timeout_s,
            max_source_bytes=self._settings.max_source_bytes,
            hidden=tuple({_PACKAGE, self._problem.folder.parent, *bank_folders()}),
            core=core,
        )

    @property
    def run_limits(self) -> Limits:
        """The limits of one run of a program."""
        return run_limits(self._problem, self._settings)

    def program(self, submission: Submission, build: Build, artifact: bytes) -> Program:
        """The program that a successful build made, with the limits of its runs."""
        return Program(
            source=submission.text,
            artifact=artifact,
            build=build,
            language=self._language,
            sandbox=self._sandbox,
            limits=self.run_limits,
        )

    def trusted_program(self, source: str, what: str, core: int | None) -> Program:
        """Build a program of perfgym or of the problem's author, once.

        Args:
            source: Source text.
            what: The program's name in messages.
            core: Logical CPU that the compiler is pinned to, if given.

        Raises:
            ProblemError: It does not compile.
        """
        return self._memo.once(("program", source), lambda: self._build_trusted(source, what, core))

    def _build_trusted(self, source: str, what: str, core: int | None) -> Program:
        submission = self.submission(source)
        build, artifact = self.compile(submission, core)
        if build.status is not Status.ACCEPTED:
            raise ProblemError(
                f"the {self._language.name} {what} of {self._problem.name} does not compile: "
                f"{build.diagnostics}"
            )
        return self.program(submission, build, artifact)

    def null_programs(self, core: int) -> tuple[Program, ...]:
        """The programs that do nothing, without those that this toolchain refuses, as it would a candidate's.

        Raises:
            ProblemError: The plain one, which is the first, does not compile.
        """
        return self._memo.once("null programs", lambda: self._build_null_programs(core))

    def _build_null_programs(self, core: int) -> tuple[Program, ...]:
        plain, *tricks = self._language.null_programs
        programs = [self.trusted_program(plain, "null program", core)]
        for source in tricks:
            with contextlib.suppress(ProblemError):
                programs.append(self.trusted_program(source, "null program", core))
        return tuple(programs)
