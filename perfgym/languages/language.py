"""The interface of a language, and what is done alike for all of them."""

from typing import Protocol

from perfgym.languages.toolchain import Toolchain
from perfgym.sandbox.request import Limits, ProcessRequest

__all__ = ["Language", "tidied"]


class Language(Protocol):
    """One programming language.

    Attributes:
        name: Name in environment IDs.
        source_name: File name of a submission.
        null_program: A program that does nothing; its cost is the language's start-up.
        simulated_spread: How far simulated counts of one program on one input differ from run to run,
            as a share; 0.0 where they never do, None where its programs cannot be simulated.
        measured_ms: Least and most CPU time, in milliseconds and start-up left out, that a reference is to
            take in a measured run: a core seldom changes its pace within a short pair, while a start-up
            that spreads is told from the work by a long one.
    """

    name: str
    source_name: str
    null_program: str
    simulated_spread: float | None
    measured_ms: tuple[float, float]

    def toolchain(self) -> Toolchain:
        """What builds and runs it; raises ``ToolchainMissingError`` with the fix."""
        ...

    def build_request(
        self, source: bytes, limits: Limits, hidden: tuple[str, ...] = (), flags: tuple[str, ...] = ()
    ) -> ProcessRequest:
        """The request whose artifact is the program built from ``source``.

        Args:
            source: Source text.
            limits: What the build may use.
            hidden: Host paths that stay unseen.
            flags: A problem author's, for the compiler; they come after the toolchain's own and win.

        Raises:
            ProblemError: There are flags, and nothing in this language that takes any.
        """
        ...

    def run_request(
        self, artifact: bytes, stdin: bytes, limits: Limits, core: int | None = None
    ) -> ProcessRequest:
        """The request that runs a built program on ``stdin``."""
        ...

    def tidy(self, said: str) -> str:
        """What a build or a failed run said, less what helps nobody. Any text, of 64 KiB, in linear time."""
        ...


def tidied(language: Language, said: bytes) -> bytes:
    """What a build or a failed run of a language's program wrote, to be shown to its author."""
    text = language.toolchain().without_places(said.decode(errors="replace"))
    return language.tidy(text).encode(errors="replace")
