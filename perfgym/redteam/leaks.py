"""Read what attacks report on standard error: a line with LEAK means that something forbidden worked."""

import re

from perfgym.printable import clean_text
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import ProcessRequest, ProcessResult

__all__ = ["LeakRecorder"]

_LEAK = re.compile(rb"LEAK[^\n]*")


class LeakRecorder:
    """A sandbox that keeps the reports of the programs that run in it.

    An evaluation cannot tell: it holds the standard error of failed programs only, and an attack that works
    may well be accepted.

    Args:
        sandbox: The sandbox that runs the programs; it stays the caller's to close.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self.name = sandbox.name
        self.memory_tier = sandbox.memory_tier
        self.missing = sandbox.missing
        self._leaks: dict[bytes, None] = {}

    def run(self, request: ProcessRequest) -> ProcessResult:
        """Run a program, and keep its reports. Compilers are skipped, because they quote the source."""
        result = self._sandbox.run(request)
        if not request.may_fork:
            self._leaks |= dict.fromkeys(_LEAK.findall(result.stderr))
        return result

    def take(self) -> list[str]:
        """The reports since the last call, each once."""
        leaks, self._leaks = self._leaks, {}
        return [clean_text(leak) for leak in leaks]

    def close(self) -> None:
        """Do nothing: the sandbox belongs to the caller."""
