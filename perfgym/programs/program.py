"""A built program together with what runs it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from perfgym.languages import Language, tidied
from perfgym.records import Build
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits, ProcessResult

__all__ = ["Program"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A built program that can be run again and again, each time from a clean slate.

    Attributes:
        source: Source text that it was built from.
        artifact: The built program.
        build: The record of its build.
        language: The language that it is written in.
        sandbox: The sandbox that contains it.
        limits: Limits of one process.
    """

    source: str = field(repr=False)
    artifact: bytes = field(repr=False)
    build: Build
    language: Language
    sandbox: Sandbox
    limits: Limits

    def run(
        self, stdin: bytes, core: int | None = None, attach: Callable[[int], None] | None = None
    ) -> ProcessResult:
        """Run it once on an input.

        Args:
            stdin: The input.
            core: Logical CPU that it is pinned to, if given.
            attach: Called with the pid of its process while that is held before exec.
        """
        request = self.language.run_request(self.artifact, stdin, self.limits, core)
        result = self.sandbox.run(replace(request, attach=attach) if attach else request)
        if result.succeeded:
            return result
        return replace(result, stderr=tidied(self.language, result.stderr))
