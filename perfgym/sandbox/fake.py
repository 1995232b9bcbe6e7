"""A sandbox for tests that starts no process: programs are Python functions.

It is public, so that users can test code that uses perfgym without compilers or namespaces.
"""

import struct
from collections.abc import Callable, Mapping

from perfgym.machine.architecture import architecture
from perfgym.sandbox.request import ProcessOutcome, ProcessRequest, ProcessResult

__all__ = ["FakeSandbox"]

Program = Callable[[bytes], ProcessResult]

# Compiled languages read the headers of a built program. These are of an ELF file with one segment,
# which says that the stack holds no code.
_HEADERS = struct.pack(
    "<4sB11xHH12xQ14xHH6x", b"\x7fELF", 2, 2, architecture().elf_machine, 64, 56, 1
) + struct.pack("<II48x", 0x6474E551, 6)


class FakeSandbox:
    """Builds each known source into itself, behind an ELF header, and runs it as a Python function.

    Args:
        programs: Source text to a function that turns standard input into the run's result. Any other
            source does not compile.
    """

    name = "fake"
    memory_tier = "none"
    missing = ()

    def __init__(self, programs: Mapping[str, Program]) -> None:
        self._programs = {source.encode(): program for source, program in programs.items()}

    def run(self, request: ProcessRequest) -> ProcessResult:
        """Build, if the request asks for an artifact; else run the request's executable.

        Raises:
            ValueError: The request has a ``talk``: a Python function has no pipes.
        """
        if request.talk:
            raise ValueError("the fake sandbox cannot make a run with talk; use a real sandbox")
        if request.artifact:
            source = next(iter(request.files.values()))
            if source in self._programs:
                return ProcessResult(outcome=ProcessOutcome.EXITED, artifact=_HEADERS + source)
            return ProcessResult(outcome=ProcessOutcome.EXITED, exit_code=1, stderr=b"error: unknown program")
        program = self._programs.get(request.executable.removeprefix(_HEADERS))
        if program is None:
            return ProcessResult(outcome=ProcessOutcome.EXITED, cpu_ns=1_000_000)  # the null program
        return program(request.stdin)

    def close(self) -> None:
        """Do nothing."""
